"""Answers in the formats that machines read."""

from __future__ import annotations

from collections.abc import Mapping

from gcm.rdf.oxigraph import to_format

GRAPH_FORMATS = ["turtle", "ntriples", "jsonld"]


def serialise(data: bytes, form: str, prefixes: Mapping[str, str]) -> bytes:
    """An answer in another format, ending in one line feed.

    Args:
        data: rows as SPARQL 1.1 Query Results JSON, or a graph as N-Triples.
        form: `tsv` or `xml` (SPARQL 1.1) for rows, one of `GRAPH_FORMATS` for a graph.
        prefixes: names for Turtle to use.
    """
    return to_format(data, form, prefixes).rstrip(b"\n") + b"\n"
