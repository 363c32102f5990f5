"""Counted things, in the number and gender that their language asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from gcm.core.messages import Lang

Noun = Literal[
    "finding",
    "thing",
    "file",
    "row",
    "violation",
    "warning",
    "note",
    "triple",
    "unit",
    "answer",
    "question",
]
Participle = Literal["added", "removed", "changed", "moved"]

_NOUNS: dict[Noun, dict[Lang, tuple[str, str]]] = {
    "finding": {"en": ("finding", "findings"), "es": ("hallazgo", "hallazgos")},
    "thing": {"en": ("thing", "things"), "es": ("elemento", "elementos")},
    "file": {"en": ("file", "files"), "es": ("archivo", "archivos")},
    "row": {"en": ("row", "rows"), "es": ("fila", "filas")},
    "violation": {"en": ("violation", "violations"), "es": ("error", "errores")},
    "warning": {"en": ("warning", "warnings"), "es": ("advertencia", "advertencias")},
    "note": {"en": ("note", "notes"), "es": ("nota", "notas")},
    "triple": {"en": ("triple", "triples"), "es": ("tripleta", "tripletas")},
    "unit": {
        "en": ("unit of text", "units of text"),
        "es": ("unidad de texto", "unidades de texto"),
    },
    "answer": {"en": ("answer", "answers"), "es": ("respuesta", "respuestas")},
    "question": {"en": ("question", "questions"), "es": ("pregunta", "preguntas")},
}
_FEMININE = {"row", "warning", "note", "triple", "unit", "answer", "question"}
_STEMS: dict[Participle, str] = {
    "added": "añadid",
    "removed": "quitad",
    "changed": "cambiad",
    "moved": "trasladad",
}


def counted(count: int, noun: Noun, lang: Lang) -> str:
    """A number with its noun: `1 file`, `2 archivos`."""
    return f"{count:,} {noun_of(noun, lang, count)}"


def noun_of(noun: Noun, lang: Lang, count: int = 1) -> str:
    """The noun alone."""
    return _NOUNS[noun][lang][count != 1]


def happened(noun: Noun, counts: Iterable[tuple[Participle, int]], lang: Lang) -> str:
    """What happened to how many: `2 things added, 1 removed`; empty for none.

    Args:
        noun: what they are.
        counts: how many of them for each thing that may have happened.
        lang: the language.
    """
    parts: list[str] = []
    for participle, count in counts:
        if count:
            number = f"{count:,}" if parts else counted(count, noun, lang)
            parts.append(f"{number} {_participle(participle, noun, lang, count)}")
    return ", ".join(parts)


def _participle(participle: Participle, noun: Noun, lang: Lang, count: int) -> str:
    if lang == "en":
        return participle
    ending = "a" if noun in _FEMININE else "o"
    return f"{_STEMS[participle]}{ending}{'s' if count != 1 else ''}"
