"""Which results may only follow from what syntax errors kept from being read."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.namespaces import SH
from gcm.rdf.blocks import Blocks
from gcm.rdf.documents import Document
from gcm.rdf.shacl_report import Result

_SPARQL = SH + "SPARQLConstraintComponent"
# What a triple that was not read could have met.
_LACKING = {
    SH + name + "ConstraintComponent"
    for name in ("Class", "HasValue", "MinCount", "Node", "Or", "QualifiedMinCount", "Xone")
}


class Unsure:
    """Knows what is not read of some documents, and so what cannot be said of the graph."""

    def __init__(self, documents: Iterable[Document]) -> None:
        broken = [document for document in documents if document.errors]
        self._any = bool(broken)
        self._things = {thing for document in broken for thing in document.broken()}
        # Where descriptions do not begin at the margin, nobody knows of what they are.
        self._anywhere = not all(
            document.form in ("turtle", "ntriples")
            and Blocks(document.text).hold(document.subjects())
            for document in broken
        )

    def about(self, result: Result) -> bool:
        """Whether a result must be withheld until everything is read."""
        if not self._any:
            return False
        value = result.value.value if result.value else ""
        return (
            result.focus in self._things
            or value in self._things
            # A query, or a path against its direction, may have needed any triple.
            or result.component == _SPARQL
            or "^" in result.path
            or (self._anywhere and result.component in _LACKING)
        )
