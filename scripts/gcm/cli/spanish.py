"""The texts of click in the languages of the tool; for Spanish it has no catalogue."""

from __future__ import annotations

from click import core, decorators, exceptions, formatting, parser, types

from gcm.cli.language import say

_SPANISH = {
    "%(prog)s, version %(version)s": "%(prog)s, versión %(version)s",
    "Argument {name!r} takes {nargs} values.": "El argumento {name!r} lleva {nargs} valores.",
    "Did you mean {possibility}?": "¿Quiso decir {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(¿Quiso decir alguna de estas: {possibilities}?)",
    "Got unexpected extra argument ({args})": "Sobra un argumento ({args})",
    "Got unexpected extra arguments ({args})": "Sobran argumentos ({args})",
    "Invalid value for {param_hint}: {message}": "Valor no válido para {param_hint}: {message}",
    "Invalid value: {message}": "Valor no válido: {message}",
    "Missing argument": "Falta el argumento",
    "Missing command.": "Falta el comando.",
    "Missing option": "Falta la opción",
    "Missing parameter": "Falta el parámetro",
    "No such command {name!r}.": "No existe el comando {name!r}.",
    "No such option {name!r}.": "No existe la opción {name!r}.",
    "Option {name!r} does not take a value.": "La opción {name!r} no lleva valor.",
    "Option {name!r} requires an argument.": "La opción {name!r} necesita un valor.",
    "Option {name!r} requires {nargs} arguments.": "La opción {name!r} necesita {nargs} valores.",
    "Options": "Opciones",
    "Show the version and exit.": "Muestra la versión.",
    "Show this message and exit.": "Muestra este texto.",
    "Usage:": "Uso:",
    "default: {default}": "valor predeterminado: {default}",
    "{value!r} is not a valid {number_type}.": "{value!r} no es un número válido.",
    "{value!r} is not one of {choices}.": "{value!r} no es ninguno de {choices}.",
    "{value!r} is not {choice}.": "{value!r} no es {choice}.",
    "{value} is not in the range {range}.": "{value} está fuera del intervalo {range}.",
}


def speak() -> None:
    """Have click look its texts up here; what is missing stays English.

    In English too: click would look for a catalogue on the disk at each text.
    """
    for module in (core, decorators, exceptions, formatting, parser, types):
        for name, translate in (("_", _translate), ("ngettext", _translate_number)):
            if hasattr(module, name):
                setattr(module, name, translate)


def _translate(text: str) -> str:
    return say(text, _SPANISH.get(text, text))


def _translate_number(one: str, many: str, count: int) -> str:
    return _translate(one if count == 1 else many)
