"""Finding things by what people call them: a code, acronym, label, local name or IRI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from gcm.core.errors import UsageError, as_text
from gcm.core.language import Lang, msg
from gcm.core.namespaces import BASE, ID
from gcm.core.results import Cell
from gcm.core.similarity import nearest, plain
from gcm.rdf.oxigraph import Literal, NamedNode

AMBIGUOUS = msg("“{name}” names several things; use the IRI of one:\n{matches}")
UNKNOWN_BUT_NEAR = msg("nothing of the graph is called “{name}”; did you mean: {near}?")

_PREFIXES = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_NAMED = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing
WHERE {
  ?thing skos:prefLabel|skos:altLabel|skos:notation|dct:identifier|
         gcm:acronym|gcm:iso3|gcm:iso2|gcm:m49 ?name .
  FILTER(LCASE(STR(?name)) = ?wanted)
}
ORDER BY ?thing
"""
)
_LOCAL = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing
WHERE {
  ?thing skos:prefLabel ?label .
  FILTER(LCASE(REPLACE(STR(?thing), "^.*[/#]", "")) = ?wanted)
}
ORDER BY ?thing
"""
)
_NAMES = (
    _PREFIXES
    + """
SELECT DISTINCT ?name
WHERE {
  ?thing skos:prefLabel|skos:altLabel|gcm:acronym|gcm:iso3 ?name ; gcm:basis ?basis .
}
ORDER BY ?name
"""
)
_LABELS = (
    _PREFIXES
    + """
SELECT ?label
WHERE { ?thing skos:prefLabel ?label . FILTER(LANG(?label) IN ("en", "es")) }
"""
)
_IS_A = (
    _PREFIXES
    + """
SELECT ?class
WHERE { ?thing a ?class . ?class rdfs:subClassOf* ?wanted }
"""
)


# Ours, and the SDG targets, which keep the IRIs of the United Nations.
_DESCRIBED = (BASE, "http://metadata.un.org/sdg/")


class Asked(Protocol):
    """A graph, here or elsewhere, as looking up needs it."""

    @property
    def prefixes(self) -> dict[str, str]:
        """The register of prefixes."""

    def rows(self, text: str, **values: NamedNode | Literal) -> list[tuple[Cell | None, ...]]:
        """The rows of a query of the tool's own."""


class Match(NamedTuple):
    """A thing that a name fits, with its labels by language."""

    iri: str
    label: dict[str, str]


def find(graph: Asked, name: str, of_class: str = "", *, anywhere: bool = False) -> list[Match]:
    """The things that `name` fits, best kind of name first; several where it is ambiguous.

    Args:
        graph: where to look.
        name: an IRI, a prefixed name, a path such as `objective/17`, a code, an acronym, a label or
            a local name; case and language do not matter.
        of_class: the IRI of a class the thing must belong to; empty for any.
        anywhere: look among terms of other vocabularies too.

    Raises:
        UsageError: `name` is no text.
    """
    name = " ".join(as_text(name).split())
    if not _is_text(name):
        return []
    for candidates in (
        _as_iri(graph, name),
        _things(graph, _NAMED, name, anywhere),
        _things(graph, _LOCAL, name, anywhere),
    ):
        fitting = [iri for iri in candidates if not of_class or _is_a(graph, iri, of_class)]
        if fitting:
            return [Match(iri, labels(graph, iri)) for iri in fitting]
    return []


def only(graph: Asked, name: str, lang: Lang) -> str:
    """The IRI of the one thing that a name fits.

    Args:
        lang: the language of the labels in a complaint.

    Raises:
        UsageError: it fits nothing, or several things; those are listed.
    """
    matches = find(graph, name)
    if not matches:
        near = ", ".join(similar(graph, name))
        raise UsageError(
            UNKNOWN_BUT_NEAR
            if near
            else msg("nothing of the graph is called “{name}”; try a code, acronym, label or IRI."),
            name=name,
            near=near,
        )
    if len(matches) > 1:
        raise UsageError(AMBIGUOUS, name=name, matches=listing(matches, lang))
    return matches[0].iri


def similar(graph: Asked, name: str) -> list[str]:
    """Up to five names in the graph that `name` may have been meant for."""
    names = [row[0].value for row in graph.rows(_NAMES) if row[0]]
    wanted = plain(name)
    holding = [known for known in names if len(wanted) > 3 and wanted in plain(known)]
    close = nearest(name, names, 5, 0.75)
    return list(dict.fromkeys([*close, *sorted(holding, key=len)]))[:5]


def labels(graph: Asked, iri: str) -> dict[str, str]:
    """The preferred labels of a thing, by language."""
    rows = graph.rows(_LABELS, thing=NamedNode(iri))
    return {row[0].language: row[0].value for row in rows if row[0]}


def instances(graph: Asked, of_class: str) -> list[Match]:
    """The things of a class, for a list of what may be chosen."""
    text = (
        _PREFIXES
        + "SELECT DISTINCT ?thing WHERE { ?thing a/rdfs:subClassOf* ?wanted } ORDER BY ?thing"
    )
    rows = graph.rows(text, wanted=NamedNode(of_class))
    return [Match(row[0].value, labels(graph, row[0].value)) for row in rows if row[0]]


def _as_iri(graph: Asked, name: str) -> list[str]:
    for text in (expand(name.strip("<>"), graph.prefixes), ID + name):
        try:
            iri = NamedNode(text).value
        except ValueError:  # no IRI by RFC 3987
            continue
        if labels(graph, iri):
            return [iri]
    return []


def _is_text(name: str) -> bool:
    """Whether it is Unicode text: bytes of a command line that are not arrive as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _things(graph: Asked, text: str, name: str, anywhere: bool) -> list[str]:
    rows = graph.rows(text, wanted=Literal(name.lower()))
    found = [row[0].value for row in rows if row[0]]
    return [iri for iri in found if anywhere or iri.startswith(_DESCRIBED)]


def _is_a(graph: Asked, iri: str, of_class: str) -> bool:
    return bool(graph.rows(_IS_A, thing=NamedNode(iri), wanted=NamedNode(of_class)))


def expand(name: str, prefixes: Mapping[str, str]) -> str:
    """The IRI of a prefixed name; anything else as it is."""
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


def listing(matches: list[Match], lang: str) -> str:
    """Several things on a line each, label first."""
    return "\n".join(f"  {match.label.get(lang, '')} <{match.iri}>" for match in matches)
