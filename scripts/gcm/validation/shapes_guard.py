"""A guard against shapes that do more than read the graph, or less than they claim.

Engines do not agree on which of these they refuse, run or ignore, so the guard asks none. A shape
that passes meets `gcm.sandbox.run_apart`, in which every engine runs.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from gcm.core.errors import GcmError, RunError
from gcm.core.namespaces import OWL, RDF, SH
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Triple, term_text
from gcm.sparql.guard import check_query
from gcm.turtle.document import Document
from gcm.turtle.locate import Locator, Place
from gcm.turtle.parse import prefixes_in

# Properties with SPARQL values: those of SHACL, of its advanced features and of SHACL 1.2.
_QUERIES: Final = {
    SH + name
    for name in (
        "ask", "bodyExpression", "construct", "expr", "expression", "select", "selectExpression",
        "sparqlExpr", "update",
    )
}  # fmt: skip
_IMPORTS: Final = OWL + "imports"
_JAVASCRIPT: Final = SH + "js"
_JAVASCRIPT_CLASS: Final = SH + "JS"
_A: Final = RDF + "type"
# A processor that does not support an entailment regime must fail: SHACL 3.2.
_NOT_RUN: Final = {SH + "entailment", SH + "rule"}
# Anything else would put text of its own before the query.
_FITS: Final = {SH + "prefix": r"[\w.\-]*", SH + "namespace": r"[^\x00-\x20<>\"{}|^`\\]*"}


def check_shapes(shapes: Iterable[Document], others: Iterable[Document] = ()) -> list[GcmError]:
    """Return an error for each refused part of the shapes, with its file, and its line if known.

    Nothing is fetched: a graph that `owl:imports` names must be in one of the documents.

    Args:
        shapes: the shapes and the prefixes that their queries use.
        others: documents that they may import beside them.
    """
    shapes = list(shapes)
    # Only to find which graph a FROM names.
    prefixes = prefixes_in(one for document in shapes for one in document.triples)

    @cache
    def held() -> set[str]:
        """Return the entities that the documents describe; few shapes import any."""
        return {term_text(one.subject) for file in (*shapes, *others) for one in file.triples}

    errors: list[GcmError] = []
    for document in shapes:
        looked_at = ((_refusal(one, prefixes, held), one) for one in document.triples)
        if faults := [(error, triple) for error, triple in looked_at if error]:
            errors += _placed(document, faults)
    return errors


def _refusal(
    triple: Triple, prefixes: Mapping[str, str], held: Callable[[], set[str]]
) -> GcmError | None:
    """Return why a triple of the shapes is refused; None if it is not."""
    name, value = triple.predicate.value, term_text(triple.object)
    if name in _QUERIES:
        try:
            check_query(value, tuple, prefixes)
        except RunError as error:
            return error
    elif name in _FITS and not re.fullmatch(_FITS[name], value):
        return RunError(
            "“{text}” cannot be declared as a prefix or a namespace in a query.",
            text=ascii(value)[1:-1],
        )
    elif name == _IMPORTS and value not in held():
        return RunError(
            "<{iri}> is imported, but nothing is fetched; put a copy into the folder of shapes, "
            "or take the import out.",
            iri=value,
        )
    elif name in _NOT_RUN:
        return RunError(
            "{term} is not supported: the graph is validated as it is; take it out, and add what "
            "it infers to the data.",
            term=f"sh:{name.removeprefix(SH)}",
        )
    elif name.startswith(_JAVASCRIPT) or (name == _A and value.startswith(_JAVASCRIPT_CLASS)):
        return RunError(
            "no engine here runs JavaScript: this constraint would count as met; write it in SHACL "
            "or SPARQL, or take it out."
        )
    return None


def _placed(document: Document, faults: list[tuple[GcmError, Triple]]) -> list[GcmError]:
    """Return the errors with their places, each once."""
    said, locator = TripleIndex(document.triples), Locator([document])
    found: dict[tuple[int | None, int | None, str], GcmError] = {}
    for error, triple in faults:
        place = _place(locator, said, triple)
        error.file, error.line, error.column = document.file, place.line, place.column
        found.setdefault((place.line, place.column, str(error)), error)
    return list(found.values())


def _place(locator: Locator, said: TripleIndex, triple: Triple) -> Place:
    """Return the place of a triple: the content of `[ … ]` belongs to the node around it."""
    owner = term_text(triple.subject)
    seen = set[str]()
    while owner.startswith("_:") and owner not in seen:
        seen.add(owner)
        owner = next((holder for holder, _ in said.holders(owner)), owner)
    return locator.find(owner, triple.predicate.value, triple.object)
