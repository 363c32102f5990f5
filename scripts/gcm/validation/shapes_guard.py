"""A guard against shapes that do more than read the graph, or less than they claim.

Engines do not agree on which of these they refuse, run or ignore, so the guard asks none. A shape
that passes meets `gcm.sandbox.run_apart`, in which every engine runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from gcm.core.errors import GcmError, RunError
from gcm.core.language import msg
from gcm.core.namespaces import OWL, RDF, SH
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Triple, term_text
from gcm.sparql.guard import check_query
from gcm.turtle.document import Document
from gcm.turtle.locate import Locator, Place

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
_PREFIX: Final = SH + "prefix"
_NAMESPACE: Final = SH + "namespace"
# Anything else would put text of its own before the query.
_FITS: Final = {_PREFIX: r"[\w.\-]*", _NAMESPACE: r"[^\x00-\x20<>\"{}|^`\\]*"}
_LOOKED_AT: Final = {*_QUERIES, *_NOT_RUN, *_FITS, _IMPORTS}


class _Fault(NamedTuple):
    error: GcmError
    triple: Triple


def check_shapes(shapes: Iterable[Document], others: Iterable[Document] = ()) -> list[GcmError]:
    """Return an error for each refused part of the shapes, with its file, and its line if known.

    Nothing is fetched: a graph that `owl:imports` names must be in one of the documents.

    Args:
        shapes: the shapes and the prefixes that their queries use.
        others: documents that they may import beside them.
    """
    shapes = list(shapes)
    looked_at = [(document, list(_looked_at(document.triples))) for document in shapes]
    # Only to find which graph a FROM names.
    said = TripleIndex(
        one for _, triples in looked_at for one in triples if one.predicate.value in _FITS
    )
    prefixes = {
        name: namespace
        for thing in said.things()
        for name in said.names(thing, _PREFIX)
        for namespace in said.names(thing, _NAMESPACE)
    }
    held = _Held([*shapes, *others])
    errors: list[GcmError] = []
    for document, triples in looked_at:
        if faults := list(_faults(triples, prefixes, held)):
            errors += _placed(document, faults)
    return errors


class _Held:
    """The entities that documents describe, looked up on demand."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = list(documents)

    def __contains__(self, thing: str) -> bool:
        return thing in self._things

    @cached_property
    def _things(self) -> set[str]:
        return {term_text(one.subject) for file in self._documents for one in file.triples}


def _looked_at(triples: Iterable[Triple]) -> Iterator[Triple]:
    for triple in triples:
        name = triple.predicate.value
        if name in _LOOKED_AT or name.startswith(_JAVASCRIPT) or _is_javascript(triple, name):
            yield triple


def _is_javascript(triple: Triple, name: str) -> bool:
    return name == _A and term_text(triple.object).startswith(_JAVASCRIPT_CLASS)


def _faults(
    triples: Iterable[Triple], prefixes: Mapping[str, str], held: _Held
) -> Iterator[_Fault]:
    for triple in triples:
        name, value = triple.predicate.value, term_text(triple.object)
        if name in _QUERIES:
            try:
                check_query(value, (), prefixes)
            except RunError as error:
                yield _Fault(error, triple)
        elif name in _FITS:
            if not re.fullmatch(_FITS[name], value):
                yield _Fault(
                    RunError(
                        msg("“{text}” cannot be declared as a prefix or a namespace in a query."),
                        text=ascii(value)[1:-1],
                    ),
                    triple,
                )
        elif name == _IMPORTS:
            if value not in held:
                yield _Fault(
                    RunError(
                        msg(
                            "<{iri}> is imported, but nothing is fetched; put a copy into the "
                            "folder of shapes, or take the import out."
                        ),
                        iri=value,
                    ),
                    triple,
                )
        elif name in _NOT_RUN:
            yield _Fault(
                RunError(
                    msg(
                        "{term} is not supported: the graph is validated as it is; take it "
                        "out, and add what it infers to the data."
                    ),
                    term=f"sh:{name.removeprefix(SH)}",
                ),
                triple,
            )
        else:
            yield _Fault(
                RunError(
                    msg(
                        "no engine here runs JavaScript: this constraint would count as met; "
                        "write it in SHACL or SPARQL, or take it out."
                    )
                ),
                triple,
            )


def _placed(document: Document, faults: list[_Fault]) -> list[GcmError]:
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
