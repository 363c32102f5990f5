"""What the parsers and the system say, for readers of Spanish."""

from __future__ import annotations

import re

from gcm.core.messages import Lang

# What is not here stays as it is.
_REASONS = {
    "A dot is expected at the end of statements": "falta un punto al final de la declaración",
    "Line jumps are not allowed in string literals": "un texto entre comillas no admite saltos de "
    "línea; ¿falta cerrar las comillas?",
    "Is a directory": "es una carpeta",
    "No such file or directory": "el archivo o la carpeta no existe",
    "No space left on device": "no queda espacio en el disco",
    "Not a directory": "no es una carpeta",
    "Permission denied": "permiso denegado",
    "Read-only file system": "el sistema de archivos es de solo lectura",
}
_PREFIX_REASON = re.compile(r"The prefix (\S+) has not been declared")


def reason(text: object, lang: Lang) -> object:
    """What a parser or the system says, in the reader's language where that is known."""
    if lang == "en" or not isinstance(text, str):
        return text
    if prefix := _PREFIX_REASON.fullmatch(text):
        return f"el prefijo {prefix[1]} no está declarado; añada su línea @prefix o revíselo"
    return _REASONS.get(text, text)
