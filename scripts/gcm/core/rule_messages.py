"""What each check of the tool's own asks, for what lists rules; shapes say so themselves."""

from __future__ import annotations

RULES: dict[str, tuple[str, str]] = {
    "rule-syntax": (
        "The file follows the syntax of its format.",
        "El archivo sigue la sintaxis de su formato.",
    ),
    "rule-prefix": (
        "Prefixes stand for what the register of prefixes says.",
        "Los prefijos significan lo que dice el registro de prefijos.",
    ),
    "rule-term": (
        "Properties, classes and datatypes are defined somewhere.",
        "Las propiedades, clases y tipos de datos están definidos en alguna parte.",
    ),
    "rule-absent": (
        "What is to be taken away is there.",
        "Lo que se quita está en el grafo.",
    ),
    "rule-source": (
        "The generated graph of a source is what its text gives.",
        "El grafo generado de una fuente es el que da su texto.",
    ),
    "rule-table": (
        "The rows of a table are as its columns ask.",
        "Las filas de una tabla son como piden sus columnas.",
    ),
    "rule-line-ends": (
        "Lines end in LF alone.",
        "Las líneas terminan solo en LF.",
    ),
    "rule-file": (
        "Every file can be read.",
        "Todo archivo se puede leer.",
    ),
    "rule-other": (
        "The data holds what it must.",
        "Los datos cumplen lo que deben.",
    ),
}
