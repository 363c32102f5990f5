"""N-Quads, line by line: names are written with the prefixes of the register."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from gcm.core.layout import Layout
from gcm.turtle.parse import read_prefixes

ROOT = Path(__file__).parents[2]


@cache
def _prefixes() -> dict[str, str]:
    return read_prefixes(Layout(ROOT))


def term(text: str) -> str:
    """A literal or `<IRI>` as it is; `a` and a prefixed name as an IRI in brackets."""
    if text[0] in '"<':
        return text
    prefix, _, local = ("rdf", ":", "type") if text == "a" else text.partition(":")
    return f"<{_prefixes()[prefix]}{local}>"


def literal(value: str, lang: str = "") -> str:
    """A plain string, or a text in a language."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"@{lang}' if lang else f'"{escaped}"'


def typed(value: object, datatype: str) -> str:
    """A value with a datatype, such as `xsd:date`."""
    return f'"{value}"^^{term(datatype)}'


class Quads:
    """The quads of one named graph, handed on one by one."""

    def __init__(self, graph: str, write: Callable[[str], object]) -> None:
        """`write` takes each line."""
        self.count = 0
        self._end = f" <{graph}> .\n"
        self._write = write

    def add(self, subject: str, **objects: str | list[str]) -> None:
        """Add the facts on one subject; `gcm_atEvent="forum:x"` is its `gcm:atEvent`."""
        start = term(subject) + " "
        for name, values in objects.items():
            key = start + term(name.replace("_", ":", 1) if name != "a" else "a") + " "
            for value in [values] if isinstance(values, str) else values:
                self._write(key + term(value) + self._end)
                self.count += 1

    def thing(
        self, subject: str, kind: str, en: str, es: str, /, **objects: str | list[str]
    ) -> None:
        """Add a thing with its class and its labels in English and Spanish."""
        labels = [literal(en, "en"), literal(es, "es")]
        self.add(subject, a=kind, skos_prefLabel=labels, **objects)
