"""The classes and properties that a graph uses, with their definitions (`gcm terms`)."""

from __future__ import annotations

from typing import NamedTuple

from gcm.core.errors import as_language, as_text
from gcm.core.language import Lang
from gcm.core.namespaces import OWL, RDF, RDFS, shorten
from gcm.core.results import Cell
from gcm.core.similarity import plain
from gcm.graph.open import Source

_CLASSES = (OWL + "Class", RDFS + "Class")
_PROPERTIES = (OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property")
_TERMS = f"""
SELECT ?term ?type ?label ?definition ?domain ?range
WHERE {{
  VALUES ?type {{ {" ".join(f"<{one}>" for one in (*_CLASSES, *_PROPERTIES))} }}
  ?term a ?type ; skos:prefLabel ?label .
  OPTIONAL {{ ?term skos:definition ?definition . FILTER(LANG(?definition) = LANG(?label)) }}
  OPTIONAL {{ ?term rdfs:domain ?domain }}
  OPTIONAL {{ ?term rdfs:range ?range }}
}}
"""
_OF_CLASSES = """
SELECT ?term (COUNT(DISTINCT ?thing) AS ?uses) (MIN(STR(?thing)) AS ?example)
WHERE { ?thing a ?term }
GROUP BY ?term
"""
_OF_PROPERTIES = """
SELECT ?term (COUNT(*) AS ?uses) (MIN(STR(?thing)) AS ?example)
WHERE { ?thing ?term ?value }
GROUP BY ?term
"""


class Term(NamedTuple):
    """A class or a property.

    Args:
        name: its prefixed name.
        iri: its IRI.
        is_class: whether it is a class.
        label: its name in the reader's language.
        definition: its definition in the reader's language; empty if there is none here.
        domain: the prefixed name of the class of what has the property; empty for any.
        range: the prefixed name of the class or datatype of its values; empty for any.
        uses: the number of instances of a class, or of triples with a property.
        example: the prefixed name of an instance, or of what has the property; empty for none.
    """

    name: str
    iri: str
    is_class: bool
    label: str
    definition: str
    domain: str
    range: str
    uses: int
    example: str


def terms(source: Source, word: str = "", *, lang: Lang = "en") -> list[Term]:
    """List classes, then properties, each in the order of their names.

    Args:
        word: a part of the name, or of the label in either language, of those that are listed;
            case and accents do not matter. Empty for all.
        lang: the language of labels and definitions.

    Raises:
        RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
    """
    graph, lang, word = source.graph, as_language(lang), as_text(word)
    used = {
        term.value: (int(uses.value), example.value)
        for text in (_OF_PROPERTIES, _OF_CLASSES)
        for term, uses, example in graph.rows(text)
        if term and uses and example
    }
    found: dict[str, Term] = {}
    named: dict[str, set[str]] = {}
    for cells in graph.rows(_TERMS):
        iri, kind, label, definition, domain, range_ = (_value(cell) for cell in cells)
        language = cells[2].language if cells[2] else ""
        name = shorten(iri, graph.prefixes)
        named.setdefault(iri, {plain(name)}).add(plain(label))
        if language == lang or iri not in found:
            uses, example = used.get(iri, (0, ""))
            short = (shorten(one, graph.prefixes) for one in (domain, range_, example))
            domain, range_, example = short
            found[iri] = Term(
                name, iri, kind in _CLASSES, label, definition, domain, range_, uses, example
            )
    wanted = plain(word)
    fitting = [term for iri, term in found.items() if any(wanted in name for name in named[iri])]
    return sorted(fitting, key=lambda term: (not term.is_class, term.name.casefold()))


def _value(cell: Cell | None) -> str:
    return cell.value if cell else ""
