"""The JSON-LD context of the graph, made from the ontology, the shapes and the prefix register.

`python -m gcm.releases.jsonld_context` writes the context to `ontology/context.jsonld`. Keys are
prefixed names, since several properties have the name of a prefix (`body`, `role`).
"""

import json
from collections.abc import Iterable, Mapping

from gcm.core.files import write_text
from gcm.core.layout import Layout, find_layout
from gcm.core.namespaces import OWL, RDF, RDFS, SH, XSD, shorten
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Triple
from gcm.turtle.parse import parse_all, read_prefixes

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
    said = TripleIndex(triples)
    properties = {one for kind in _PROPERTIES for one in said.having(RDF + "type", kind)}
    entries: dict[str, object] = dict(sorted(prefixes.items()))
    for iri in sorted(properties):
        if kind := _kind(said, iri):
            entries[shorten(iri, prefixes)] = {"@type": shorten(kind, prefixes)}
    return {"@context": dict(sorted(entries.items()))}


def _kind(said: TripleIndex, iri: str) -> str:
    """Return the property's type in JSON-LD: a link, a datatype, or "" if it is open."""
    kinds = said.names(iri, RDF + "type")
    if OWL + "ObjectProperty" in kinds:
        return _LINK
    types = {one for one in said.names(iri, RDFS + "range") if one.startswith(XSD)}
    for shape in said.having(SH + "path", iri) if RDF + "Property" in kinds else ():
        types.update(said.names(shape, SH + "datatype"))
        if said.names(shape, SH + "class") or SH + "IRI" in said.names(shape, SH + "nodeKind"):
            types.add(_LINK)
    only = next(iter(types)) if len(types) == 1 else ""
    # A plain JSON string is an xsd:string already; some readers treat an explicit one as different.
    return only if only == _LINK or (only.startswith(XSD) and only != XSD + "string") else ""


def context_text(layout: Layout) -> str:
    """Return the file's text: sorted, indented by two spaces.

    Raises:
        Problems: files of the ontology or the shapes cannot be read or parsed.
    """
    triples = parse_all([*layout.ontology(), *layout.shapes()])
    made = context(triples, read_prefixes(layout))
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    found = find_layout()
    write_text(found.context, context_text(found))
