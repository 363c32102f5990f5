"""What the parsers and the system say, in words that tell what was expected, in both languages."""

from __future__ import annotations

import re

from gcm.core.messages import LANGS, Lang

# What is not here stays as it is.
_REASONS = {
    "A dot is expected at the end of statements": (
        "a full stop “.” or a semicolon “;” is missing before this",
        "falta antes de esto el punto «.» o el punto y coma «;»",
    ),
    "Unexpected end": (
        "the file ends within a statement; at least its full stop “.” is missing",
        "el archivo termina dentro de una declaración; falta al menos su punto «.»",
    ),
    "Unexpected end of file": (
        "the text or IRI that opens here is never closed",
        "el texto o el IRI que se abre aquí no se cierra",
    ),
    "Line jumps are not allowed in string literals, use \\n": (
        "a text in quotation marks holds no line end; is its closing quotation mark missing?",
        "un texto entre comillas no admite saltos de línea; ¿falta cerrar las comillas?",
    ),
    "A language code should always start with a letter": (
        "after “@” the language is expected, such as @es",
        "después de «@» se espera el idioma, como @es",
    ),
    "A subtag may be eight characters in length at maximum": (
        "a part of a language tag has eight letters at most, such as @es or @en-GB",
        "una parte de la etiqueta de idioma tiene ocho letras como máximo, como @es o @en-GB",
    ),
    "blank node property lists should end with a ']'": (
        "“]” is expected: it closes what “[” opened",
        "se espera «]»: cierra lo que abrió «[»",
    ),
    "The PREFIX keyword should be followed by a prefix like 'ex:'": (
        "after @prefix its name with a colon is expected, such as “ex:”",
        "después de @prefix se espera su nombre con dos puntos, como «ex:»",
    ),
    "No scheme found in an absolute IRI": (
        "an IRI begins with a scheme such as https:; a relative one has no place here",
        "un IRI comienza con un esquema como https:; aquí no cabe uno relativo",
    ),
    "Is a directory": ("Is a directory", "es una carpeta"),
    "No such file or directory": (
        "No such file or directory",
        "el archivo o la carpeta no existe",
    ),
    "No space left on device": ("No space left on device", "no queda espacio en el disco"),
    "Not a directory": ("Not a directory", "no es una carpeta"),
    "Permission denied": ("Permission denied", "permiso denegado"),
    "Read-only file system": (
        "Read-only file system",
        "el sistema de archivos es de solo lectura",
    ),
}
_PATTERNS = {
    r"The prefix (\S*) has not been declared": (
        "the prefix {0} is not declared; add its @prefix line, or check how it is written",
        "el prefijo {0} no está declarado; añada su línea @prefix o revíselo",
    ),
    r"(.+) is not a valid RDF object": (
        "“{0}” stands where a value is expected: an IRI in <…>, a prefixed name, a text in "
        "quotation marks or a number",
        "«{0}» figura donde se espera un valor: un IRI en <…>, un nombre con prefijo, un texto "
        "entre comillas o un número",
    ),
    r"(.+) is not a valid predicate": (
        "“{0}” stands where a property is expected: an IRI in <…> or a prefixed name",
        "«{0}» figura donde se espera una propiedad: un IRI en <…> o un nombre con prefijo",
    ),
    r"(.+) is not a valid subject or graph name": (
        "“{0}” stands where a statement should begin: with an IRI in <…> or a prefixed name",
        "«{0}» figura donde debería comenzar una declaración: con un IRI en <…> o un nombre con "
        "prefijo",
    ),
    r"Expecting a datatype IRI after \^\^, found (.+)": (
        "after ^^ a datatype is expected, such as xsd:date; “{0}” stands there",
        "después de ^^ se espera un tipo de dato, como xsd:date; figura «{0}»",
    ),
    r"Invalid IRI code point '(.+)'": (
        "an IRI cannot hold the character “{0}”",
        "un IRI no puede contener el carácter «{0}»",
    ),
    r"Invalid character '(.+)' in host": (
        "the server of an IRI cannot hold the character “{0}”",
        "el servidor de un IRI no puede contener el carácter «{0}»",
    ),
    r"Unexpected escape character '(.+)'": (
        "“{0}” means nothing in a text; write \\\\ for a backslash",
        "«{0}» no significa nada en un texto; escriba \\\\ para una barra invertida",
    ),
    r"'(.+)' is not allowed at the beginning of a prefix name": (
        '“{0}” has no place here; texts stand in straight quotation marks "…", IRIs in <…>',
        'el carácter {0} no cabe aquí; los textos van entre comillas rectas "…", los IRI en <…>',
    ),
}


def reason(text: object, lang: Lang) -> object:
    """What a parser or the system says, in the reader's language where that is known."""
    if not isinstance(text, str):
        return text
    place = LANGS.index(lang)
    if text in _REASONS:
        return _REASONS[text][place]
    for pattern, words in _PATTERNS.items():
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return words[place].format(*found.groups())
    return text
