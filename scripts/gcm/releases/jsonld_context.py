"""The JSON-LD context of the graph, made from the ontology, the shapes and the prefix register.

`python -m gcm.releases.jsonld_context` writes the context to `ontology/context.jsonld`. Keys are
prefixed names, since several properties have the name of a prefix (`body`, `role`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from gcm.core.files import read_text, write_text
from gcm.core.layout import Layout, find_layout
from gcm.core.namespaces import OWL, RDF, RDFS, SH, XSD, shorten
from gcm.rdf.oxigraph import NamedNode, Triple, term_text
from gcm.turtle.parse import parse_turtle, read_prefixes

_PROPERTIES = (RDF + "Property", OWL + "ObjectProperty", OWL + "DatatypeProperty")
_LINK = "@id"


def context(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, object]:
    """Return every prefix, and every property whose values are of one type, with that type.

    An object property links to an IRI; a datatype comes from `rdfs:range`. For properties of other
    vocabularies, which the ontology only names, the shapes give the type if they agree.

    Args:
        triples: the ontology, the labels of reused terms, and the shapes.
        prefixes: the register, name to namespace.
    """
    kinds: dict[str, set[str]] = {}
    types: dict[str, set[str]] = {}
    paths: dict[str, str] = {}
    asked: dict[str, set[str]] = {}
    for triple in triples:
        subject, predicate = term_text(triple.subject), triple.predicate.value
        value = term_text(triple.object)
        if predicate == RDF + "type" and value in _PROPERTIES:
            kinds.setdefault(subject, set()).add(value)
        elif predicate == RDFS + "range" and value.startswith(XSD):
            types.setdefault(subject, set()).add(value)
        elif predicate == SH + "path" and isinstance(triple.object, NamedNode):
            paths[subject] = value
        elif predicate == SH + "datatype":
            asked.setdefault(subject, set()).add(value)
        elif predicate == SH + "class" or (predicate, value) == (SH + "nodeKind", SH + "IRI"):
            asked.setdefault(subject, set()).add(_LINK)
    for shape, path in paths.items():
        if path in kinds and RDF + "Property" in kinds[path]:
            types.setdefault(path, set()).update(asked.get(shape, ()))
    entries: dict[str, object] = dict(sorted(prefixes.items()))
    for iri in sorted(kinds):
        if kind := _kind(kinds[iri], types.get(iri, set())):
            entries[shorten(iri, prefixes)] = {"@type": shorten(kind, prefixes)}
    return {"@context": dict(sorted(entries.items()))}


def _kind(kinds: set[str], types: set[str]) -> str:
    """Return the property's type in JSON-LD: a link, a datatype, or "" if it is open."""
    if OWL + "ObjectProperty" in kinds:
        return _LINK
    only = next(iter(types)) if len(types) == 1 else ""
    # A plain JSON string is an xsd:string already; some readers treat an explicit one as different.
    return only if only == _LINK or (only.startswith(XSD) and only != XSD + "string") else ""


def context_text(layout: Layout) -> str:
    """Return the file's text: sorted, indented by two spaces.

    Raises:
        RunError: a file of the ontology or the shapes cannot be read or parsed.
    """
    files = [*layout.ontology(), *layout.shapes()]
    triples = [triple for file in files for triple in parse_turtle(read_text(file), file).triples]
    made = context(triples, read_prefixes(layout))
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    found = find_layout()
    write_text(found.context, context_text(found))
