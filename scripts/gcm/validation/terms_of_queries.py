"""Terms in a query that nobody defined, which may be why it gives nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gcm.core.language import Text, msg
from gcm.core.layout import find_layout
from gcm.core.namespaces import shorten
from gcm.rdf.index import TripleIndex
from gcm.sparql.tokens import iris
from gcm.turtle.document import read_documents
from gcm.validation.undefined_terms import Terms


def undefined_in(text: str, prefixes: Mapping[str, str], root: Path | None = None) -> list[Text]:
    """A sentence for each term of a query that its vocabulary lacks, with the nearest one.

    Args:
        text: the query.
        prefixes: what it may use without declaring it.
        root: the graph whose ontology and shapes say what is defined.
    """
    layout = find_layout(root)
    ontology, _ = read_documents(layout.ontology())
    shapes, _ = read_documents(layout.shapes())
    terms = Terms(ontology, TripleIndex(one for document in shapes for one in document.triples))
    found = []
    for iri in filter(terms.unknown, iris(text, prefixes)):
        near = terms.near.find(iri, terms.alike(iri))
        values = {"term": shorten(iri, prefixes), "near": shorten(near, prefixes)}
        found.append(
            msg("The query gives nothing, and nobody defined {term}; did you mean {near}?").texts(
                **values
            )
            if near
            else msg("The query gives nothing, and nobody defined {term}.").texts(**values)
        )
    return found
