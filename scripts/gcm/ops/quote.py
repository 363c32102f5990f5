"""Making the evidence for a quote, ready to paste into a Turtle file."""

from __future__ import annotations

from pathlib import Path

from gcm.core.errors import UsageError
from gcm.core.layout import find_layout
from gcm.core.near import nearest
from gcm.rdf.graph import read_prefixes
from gcm.rdf.sources import quote_triples, read_source
from gcm.rdf.turtle import write_turtle


def quote(source: str, exact: str, *, root: Path | None = None) -> str:
    """The Turtle of the evidence for a quote; its first block is what `gcm:evidence` links.

    Args:
        source: the name of a text in `data/sources`, such as `2024-san-salvador.es`.
        exact: words of its normal form, letter by letter, that occur once and in one unit.
        root: the graph; see `gcm.core.layout.find_layout`.

    Raises:
        UsageError: no such source, or the words are not in it, occur again, or cross units.
    """
    layout = find_layout(root)
    texts = {file.stem: file for file in layout.source_texts()}
    name = source.removesuffix(".txt")
    if name not in texts:
        near = ", ".join(nearest(name, texts, 3) or texts) or "—"
        raise UsageError("source-unknown", name=source, near=near)
    return write_turtle(quote_triples(read_source(texts[name]), exact), read_prefixes(layout))
