"""The description of one entity, each fact with its proof and citation."""

from __future__ import annotations

from typing import NamedTuple

from gcm.core.files import AnyPath
from gcm.core.language import Lang
from gcm.core.namespaces import INFERRED
from gcm.entities.lookup import only
from gcm.entities.reading import Entity, GraphReader
from gcm.graph.graph import Graph
from gcm.graph.open import Source
from gcm.rdf.oxigraph import NamedNode

__all__ = ["Description", "Entity", "describe"]

# Inferred triples name entities too, but prove nothing.
_IN = f"""
PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
SELECT DISTINCT ?node
WHERE {{
  {{ GRAPH ?home {{ ?node ?predicate ?thing }} }}
  UNION {{ ?node gcm:concernsFact ?fact . GRAPH ?home {{ ?fact ?predicate ?thing }} }}
  ?node gcm:basis ?basis .
  FILTER(?predicate != gcm:basis && ?home != <{INFERRED}>)
}}
ORDER BY ?node
"""


class Description(NamedTuple):
    """An entity, and the facts and entities that name it."""

    thing: Entity
    facts: list[Entity]

    def __repr__(self) -> str:
        return f"<Description {self.thing.label}: facts={len(self.facts)}>"


def describe(
    name: str,
    *,
    lang: Lang = "en",
    root: AnyPath | None = None,
    on: AnyPath | None = None,
    store: AnyPath | None = None,
) -> Description:
    """Describe the entity of a name.

    Args:
        name: a code, acronym, label, local name, prefixed name or IRI, in either language.
        lang: the language of labels; quotes stay as they are.
        root: the graph; see `gcm.core.layout.find_layout`.
        on: what to read instead of the data of `root`; see `gcm.graph.state.read_state`.
        store: the folder of an on-disk store of the graph, for a large one.

    Raises:
        UsageError: no entity has the name, or several do; those are listed.
        RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
    """
    return describe_in(Source(root, on, store), name, lang)


def describe_in(source: Source, name: str, lang: Lang) -> Description:
    """Describe what a name stands for in an opened graph, as `describe` does."""
    graph = source.graph
    thing = only(graph, name, lang)
    if not isinstance(graph, Graph):
        from gcm.graph.remote_copy import around  # late: only an endpoint needs it

        graph = around(graph, thing)
    reader = GraphReader(graph, lang)
    rows = graph.rows(_IN, thing=NamedNode(thing))
    facts = [reader.known(row[0].value, follows=False) for row in rows if row[0]]
    facts.sort(key=lambda fact: (fact.kinds, fact.label))
    return Description(reader.known(thing), facts)
