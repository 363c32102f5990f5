"""Nodes as JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), compacted by the graph's own context.

Lexical forms are kept to the letter: every literal is a JSON string, never a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from gcm.core.namespaces import RDF, XSD
from gcm.rdf.oxigraph import Literal, NamedNode, Triple

_TYPE = RDF + "type"
_STRING = XSD + "string"
_LINK = "@id"
# Only an IRI with such an ending makes a term a prefix (section 4.1.5).
_PREFIX_ENDS = tuple(":/?#[]@")
_Json = str | dict[str, str]


class JsonLdWriter:
    """A writer of nodes, with a context of prefixes and of properties with the type of their
    values.
    """

    def __init__(self, context: Mapping[str, object]) -> None:
        """Take the entries of a context of `gcm.releases.jsonld_context`."""
        self._names = {
            iri: name
            for name, iri in context.items()
            if isinstance(iri, str) and iri.endswith(_PREFIX_ENDS)
        }
        self._lengths = sorted({len(iri) for iri in self._names}, reverse=True)
        self._types = {
            name: str(entry["@type"]) for name, entry in context.items() if isinstance(entry, dict)
        }
        self._short: dict[str, str] = {}

    def nodes(self, triples: Iterable[Triple]) -> list[str]:
        """Return each subject, no blank node, as one line of JSON, in the order of their IRIs."""
        about: dict[str, dict[str, list[_Json]]] = {}
        for triple in triples:
            assert isinstance(triple.subject, NamedNode)
            node = about.setdefault(triple.subject.value, {})
            key, value = self._pair(triple)
            node.setdefault(key, []).append(value)
        return [
            json.dumps(
                {_LINK: self.short(subject)} | {key: _one(node[key]) for key in sorted(node)},
                ensure_ascii=False,
                separators=(",", ":"),
            )
            for subject, node in sorted(about.items())
        ]

    def short(self, iri: str) -> str:
        """Return a compact IRI, by the longest namespace; else the IRI itself."""
        for length in self._lengths:
            # A value that begins with // is read as an IRI, whatever precedes the colon (section
            # 5.2).
            if iri[:length] in self._names and not iri.startswith("//", length):
                return f"{self._names[iri[:length]]}:{iri[length:]}"
        return iri

    def _pair(self, triple: Triple) -> tuple[str, _Json]:
        predicate, value = triple.predicate.value, triple.object
        if predicate == _TYPE and isinstance(value, NamedNode):
            return "@type", self.short(value.value)
        key = self._short.get(predicate) or self._short.setdefault(predicate, self.short(predicate))
        kind = self._types.get(key)
        if isinstance(value, NamedNode):
            iri = self.short(value.value)
            return key, iri if kind == _LINK else {_LINK: iri}
        assert isinstance(value, Literal)
        if value.language:
            return key, {"@language": value.language, "@value": value.value}
        datatype = value.datatype.value
        if kind is None and datatype == _STRING:
            return key, value.value
        short = self.short(datatype)
        if kind == short:
            return key, value.value
        if datatype == _STRING:
            return key, {"@value": value.value}
        return key, {"@type": short, "@value": value.value}


def _one(values: list[_Json]) -> _Json | list[_Json]:
    return values[0] if len(values) == 1 else values
