"""Counted things, in the number that their language asks for."""

from __future__ import annotations

from typing import Literal

from gcm.core.messages import Lang

Noun = Literal["finding", "thing", "file", "row", "violation", "warning", "note"]

_NOUNS: dict[Noun, dict[Lang, tuple[str, str]]] = {
    "finding": {"en": ("finding", "findings"), "es": ("hallazgo", "hallazgos")},
    "thing": {"en": ("thing", "things"), "es": ("elemento", "elementos")},
    "file": {"en": ("file", "files"), "es": ("archivo", "archivos")},
    "row": {"en": ("row", "rows"), "es": ("fila", "filas")},
    "violation": {"en": ("violation", "violations"), "es": ("error", "errores")},
    "warning": {"en": ("warning", "warnings"), "es": ("advertencia", "advertencias")},
    "note": {"en": ("note", "notes"), "es": ("nota", "notas")},
}


def counted(count: int, noun: Noun, lang: Lang) -> str:
    """A number with its noun: `1 file`, `2 archivos`."""
    return f"{count:,} {noun_of(noun, lang, count)}"


def noun_of(noun: Noun, lang: Lang, count: int = 1) -> str:
    """The noun alone."""
    return _NOUNS[noun][lang][count != 1]
