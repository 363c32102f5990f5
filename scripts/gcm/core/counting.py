"""Counts with their noun in singular or plural."""

from typing import Literal

from gcm.core.language import Lang, Message, msg_n

Noun = Literal["thing", "file", "row", "violation", "warning", "note"]

_COUNTED: dict[Noun, Message] = {
    "thing": msg_n("{count} thing", "{count} things"),
    "file": msg_n("{count} file", "{count} files"),
    "row": msg_n("{count} row", "{count} rows"),
    "violation": msg_n("{count} violation", "{count} violations"),
    "warning": msg_n("{count} warning", "{count} warnings"),
    "note": msg_n("{count} note", "{count} notes"),
}


def counted(count: int, noun: Noun, lang: Lang) -> str:
    """Return a number with its noun: `1 file`, `2 archivos`."""
    return _COUNTED[noun].text(lang, count=count)
