"""The formats of RDF that are read, and the endings of the files that hold them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Form = Literal["turtle", "ntriples", "trig", "nquads", "jsonld"]

FORM_NAMES: dict[Form, str] = {
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "trig": "TriG",
    "nquads": "N-Quads",
    "jsonld": "JSON-LD",
}
_ENDINGS: dict[str, Form] = {
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".json": "jsonld",
}
# Other JSON stands in folders too: there, only what says that it is linked data is taken.
FOLDER_ENDINGS = (".ttl", ".nt", ".trig", ".nq", ".jsonld")


def form_of(file: Path) -> Form:
    """The format that a file's ending names, that of its content if it is compressed.

    Turtle where it names none.
    """
    return _ENDINGS.get(_inner(file).suffix.lower(), "turtle")


def names_form(file: Path) -> bool:
    """Whether a file's ending names a format of RDF."""
    return _inner(file).suffix.lower() in _ENDINGS


def _inner(file: Path) -> Path:
    return file.with_suffix("") if file.suffix.lower() == ".gz" else file
