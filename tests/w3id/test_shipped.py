"""Every IRI of ours that the shipped graph holds leads to the file that says what it is."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, ID, INFERRED, VOCAB
from gcm.rdf.oxigraph import NamedNode, parse_graph
from gcm.turtle.parse import read_prefixes

from ..questions._cases import ROOT, named_graphs
from ._apache import Answer, Server
from ._expected import described

FILES = {
    "": "README.md",
    "id": "gcm-graph.ttl",
    "ontology": "ontology.ttl",
    "prefixes": "prefixes.ttl",
    "question": "questions.ttl",
    "shapes": "shapes.ttl",
    "vocab": "ontology.ttl",
}
# The named graphs of definitions, which a release holds in one file each.
DEFINED = {"catalogue": "questions.ttl", "ontology": "ontology.ttl", "shapes": "shapes.ttl"}
KINDS_WITHOUT_THINGS = {"event", "omission"}


@cache
def shipped() -> list[str]:
    """The IRIs of ours in data, ontology, shapes and catalogue, and of the graphs, below the base.

    Without what follows `#`, which no request holds.
    """
    graphs = named_graphs(ROOT, True)
    iris = {INFERRED, *graphs}
    for turtle in graphs.values():
        for triple in parse_graph(turtle, turtle=True):
            iris |= {term.value for term in triple if isinstance(term, NamedNode)}
    return sorted(
        {iri.partition("#")[0].removeprefix(BASE) for iri in iris if iri.startswith(BASE)}
    )


def expected(path: str) -> Answer:
    if path.startswith("graph/inferred"):  # no release holds what follows from the facts
        return 404, None
    first, _, rest = path.partition("/")
    if first == "graph":
        kind = rest.partition("/")[0]
        return described(DEFINED.get(kind, f"graphs/{rest}.ttl"))
    # Versions of the ontology are in the release of that version.
    return described(FILES[first], rest if first == "ontology" and rest else "latest")


def test_every_iri_leads_to_its_file(w3id: Server) -> None:
    answers = {path: w3id.get("/gcm-graph/" + quote(path, safe="%/")) for path in shipped()}
    assert answers == {path: expected(path) for path in shipped()}


def test_there_is_a_thing_of_each_kind_and_a_concept_of_each_scheme() -> None:
    namespaces = read_prefixes(Layout(ROOT)).values()
    for base, without in ((ID, KINDS_WITHOUT_THINGS), (VOCAB, set())):
        place = base.removeprefix(BASE)
        kinds = {ns[len(base) : -1] for ns in namespaces if ns.startswith(base) and ns != base}
        found = {
            path.split("/")[1]
            for path in shipped()
            if path.startswith(place) and path.count("/") > 1
        }
        assert kinds - found == without
