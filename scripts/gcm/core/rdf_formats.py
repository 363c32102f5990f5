"""The RDF formats that can be read, and their file suffixes."""

from pathlib import Path
from typing import Literal

from gcm.core.files import is_compressed

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
# Folders also contain other JSON: only suffixes that promise linked data are taken from there.
_FOLDER = (".ttl", ".nt", ".trig", ".nq", ".jsonld")
FOLDER_ENDINGS = (*_FOLDER, *(f"{ending}.gz" for ending in _FOLDER))


def form_of(file: Path) -> Form:
    """Return the format that a file's suffix names; of a compressed file, that of its content.

    Turtle if the suffix names no format.
    """
    return _ENDINGS.get(_inner(file).suffix.lower(), "turtle")


def names_form(file: Path) -> bool:
    """Return whether a file's suffix names an RDF format."""
    return _inner(file).suffix.lower() in _ENDINGS


def _inner(file: Path) -> Path:
    return file.with_suffix("") if is_compressed(file) else file
