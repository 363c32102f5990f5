"""The description of one entity, each fact with its proof and citation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from gcm.core.display import markdown_cell
from gcm.core.errors import as_language
from gcm.core.language import Lang
from gcm.core.namespaces import INFERRED
from gcm.core.results import Cell, Table, plain_json
from gcm.entities.lookup import only
from gcm.entities.reading import Entity, GraphReader, Proof
from gcm.graph.graph import Graph
from gcm.graph.open import Source
from gcm.rdf.oxigraph import NamedNode

__all__ = ["Description", "Entity", "describe"]

# Inferred triples name entities too, but prove nothing.
_IN = f"""
SELECT DISTINCT ?node
WHERE {{
  {{ GRAPH ?home {{ ?node ?predicate ?thing }} }}
  UNION {{ ?node gcm:concernsFact ?fact . GRAPH ?home {{ ?fact ?predicate ?thing }} }}
  ?node gcm:basis ?basis .
  FILTER(?predicate != gcm:basis && ?home != <{INFERRED}>)
}}
ORDER BY ?node
"""


_COLUMNS = ("fact", "value", "basis", "quote", "unit", "source")


class Description(NamedTuple):
    """An entity, and the facts and entities that name it."""

    thing: Entity
    facts: list[Entity]

    def __repr__(self) -> str:
        return f"<Description {self.thing.label}: facts={len(self.facts)}>"

    def as_json(self) -> str:
        """The description as JSON."""
        return json.dumps(plain_json(self), ensure_ascii=False, indent=2) + "\n"

    def as_markdown(self) -> str:
        """The description as Markdown."""
        blocks = [_markdown("#", self.thing), *(_markdown("##", fact) for fact in self.facts)]
        return "\n\n".join(blocks) + "\n"

    def as_table(self) -> Table:
        """Its facts, each with its proofs, one a row."""
        rows = [
            tuple(
                Cell("uri" if column == "fact" else "literal", text) if text else None
                for column, text in zip(_COLUMNS, row, strict=True)
            )
            for fact in self.facts
            for row in _proved(fact)
        ]
        return Table(_COLUMNS, tuple(rows))


def describe(source: Source, name: str, *, lang: Lang = "en") -> Description:
    """Describe the entity of a name.

    Args:
        name: a code, acronym, label, local name, prefixed name or IRI, in either language.
        lang: the language of labels; quotes stay as they are.

    Raises:
        UsageError: no entity has the name, or several do; those are listed.
        RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
    """
    graph, lang = source.graph, as_language(lang)
    thing = only(graph, name, lang)
    if not isinstance(graph, Graph):
        from gcm.graph.remote_copy import around  # late: only an endpoint needs it

        graph = around(graph, thing)
    reader = GraphReader(graph, lang)
    rows = graph.rows(_IN, thing=NamedNode(thing))
    facts = [reader.known(row[0].value, follows=False) for row in rows if row[0]]
    facts.sort(key=lambda fact: (fact.kinds, fact.label))
    return Description(reader.known(thing), facts)


def _proved(fact: Entity) -> Iterator[tuple[str, ...]]:
    """Yield a row for each proof of a fact, one without if it has none."""
    for proof in fact.proofs or [Proof("", "", None, "")]:
        unit = "" if proof.unit is None else str(proof.unit)
        yield fact.iri, fact.label, fact.basis, proof.quote, unit, proof.url or proof.source


def _markdown(mark: str, known: Entity) -> str:
    basis = f" ({known.basis})" if known.basis else ""
    texts = [f"{name}: {value}" for name, value in known.values]
    texts += [known.note] if known.note else []
    return "\n".join(
        [
            f"{mark} {markdown_cell(known.label)}",
            "",
            markdown_cell(f"{', '.join(known.kinds)}{basis}"),
            "",
            f"- <{known.iri}>",
            *(f"- {markdown_cell(text)}" for text in texts),
            *(f"- → {markdown_cell(citation)}" for citation in known.citations),
        ]
    )
