"""The proofs of many facts at once: their quotes and pages, of any graph."""

from collections.abc import Iterable

from gcm.core.language import Lang, msg
from gcm.core.namespaces import VOCAB
from gcm.core.results import Cell
from gcm.entities.lookup import Asked
from gcm.entities.reading import Proof
from gcm.rdf.oxigraph import NamedNode

_AT_ONCE = 500  # facts in one query
_COPY = VOCAB + "source-kind/second-hand"
_PROOFS = """
SELECT DISTINCT ?fact ?quote ?unit ?start ?label ?url ?mark
WHERE {{
  VALUES ?fact {{ {facts} }}
  {{
    ?fact gcm:evidence ?words .
    ?words oa:hasSource/gcm:textOf ?source ; gcm:inUnit/gcm:number ?unit ;
           oa:hasSelector/oa:exact ?quote ; oa:hasSelector/oa:start ?start .
  }} UNION {{
    ?fact dct:source ?source .
    OPTIONAL {{ ?source schema:url ?url }}
    OPTIONAL {{
      ?source gcm:sourceKind ?kind .
      ?kind skos:prefLabel ?mark .
      FILTER(?kind = <{copy}> && LANG(?mark) = "{lang}")
    }}
  }}
  ?source skos:prefLabel ?label .
  FILTER(LANG(?label) = "{lang}")
}}
"""


def proofs_of(graph: Asked, facts: Iterable[str], lang: Lang) -> dict[str, list[Proof]]:
    """Return the proofs of each fact: quotes in the order of their text, then pages by address.

    Args:
        graph: the graph, local or remote.
        facts: the IRIs of the facts.
        lang: the language of the names of documents and pages.

    Raises:
        RunError: the endpoint fails.
    """
    nodes = [str(NamedNode(fact)) for fact in sorted(set(facts))]
    found: dict[str, list[tuple[int, Proof]]] = {}
    for start in range(0, len(nodes), _AT_ONCE):
        text = _PROOFS.format(
            facts=" ".join(nodes[start : start + _AT_ONCE]), copy=_COPY, lang=lang
        )
        for fact, *cells in graph.rows(text):
            if fact:
                found.setdefault(fact.value, []).append(_proof(cells))
    return {
        fact: [proof for _, proof in sorted(proofs, key=lambda one: (one[1].url, *one))]
        for fact, proofs in found.items()
    }


def proof_text(proof: Proof, lang: Lang) -> str:
    """Return a proof in one line: the quote with its place, or the page with its address."""
    if proof.quote:
        fields = {"quote": proof.quote, "source": proof.source, "unit": proof.unit or "?"}
        return msg("“{quote}” ({source}, unit {unit})").text(lang, **fields)
    return f"{proof.source}, {proof.url}"


def proofs_text(proofs: Iterable[Proof], lang: Lang, own: str = "") -> str:
    """Return all proofs of a fact as one sentence, or the citation that a thing has of its own."""
    text = own or "; ".join(proof_text(one, lang) for one in proofs)
    return text.rstrip(".") + "." if text else ""


def _proof(cells: list[Cell | None]) -> tuple[int, Proof]:
    """Return a proof with its place in the text."""
    quote, unit, start, label, url, mark = (cell.value if cell else "" for cell in cells)
    source = f"{label} [{mark}]" if mark else label
    return int(start or 0), Proof(source, quote, int(unit) if unit else None, url)
