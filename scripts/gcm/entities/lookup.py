"""Search for entities by name: a code, acronym, label, local name or IRI."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, Protocol

from gcm.core.errors import UsageError, as_text, did_you_mean
from gcm.core.language import Lang, Text, msg
from gcm.core.namespaces import BASE, ID, VOCAB, shorten
from gcm.core.results import Cell
from gcm.core.similarity import nearest, nearest_iri, plain, split_iri, turned
from gcm.rdf.oxigraph import Literal, NamedNode
from gcm.sparql.tokens import iris

AMBIGUOUS = msg("“{name}” names several things; use the IRI of one:\n{matches}")

_NAMED = """
SELECT DISTINCT ?thing
WHERE {
  ?thing skos:prefLabel|skos:altLabel|skos:notation|dct:identifier|
         gcm:acronym|gcm:iso3|gcm:iso2|gcm:m49 ?name .
  FILTER(LCASE(STR(?name)) = ?wanted)
}
ORDER BY ?thing
"""
_SHORT = """
SELECT DISTINCT ?thing
WHERE {
  ?thing gcm:shortName ?name .
  FILTER(LCASE(REPLACE(STR(?name), "^(the|el|la|los|las) ", "")) = ?wanted)
}
ORDER BY ?thing
"""
_LOCAL = """
SELECT DISTINCT ?thing
WHERE {
  ?thing skos:prefLabel ?label .
  FILTER(LCASE(REPLACE(STR(?thing), "^.*[/#]", "")) = ?wanted)
}
ORDER BY ?thing
"""
_NAMES = """
SELECT DISTINCT ?name ?thing
WHERE {
  ?thing skos:prefLabel|skos:altLabel|gcm:shortName|gcm:acronym|gcm:iso3|
         schema:location/skos:prefLabel ?name ;
         gcm:basis ?basis .
}
ORDER BY ?name ?thing
"""
# What is said of a thing, with its IRI or its text in any form.
_HELD = """
SELECT DISTINCT ?thing
WHERE {
  ?thing ?predicate ?value .
  BIND(LCASE(STR(?value)) AS ?text)
  FILTER(
    ISIRI(?thing) &&
    (?text = ?wanted || LCASE(STR(?thing)) = ?wanted ||
     (ISIRI(?value) && CONTAINS(CONCAT(?text, "/"), CONCAT("/", ?wanted, "/"))))
  )
}
ORDER BY ?thing
LIMIT 50
"""
_LOCAL_ANYWHERE = """
SELECT DISTINCT ?thing
WHERE {
  ?thing ?predicate ?value .
  FILTER(ISIRI(?thing) && LCASE(REPLACE(STR(?thing), "^.*[/#:]", "")) = ?wanted)
}
ORDER BY ?thing
LIMIT 50
"""
_AT = """
SELECT DISTINCT ?thing
WHERE {
  ?thing a/(rdfs:label|skos:prefLabel) ?kind .
  FILTER(STRSTARTS(STR(?thing), "https://w3id.org/gcm-graph/id/"))
  BIND(STRAFTER(STR(?thing), "/id/") AS ?path)
  FILTER(LCASE(REPLACE(?path, "/", " ")) = ?wanted ||
         LCASE(CONCAT(STR(?kind), " ", STRAFTER(?path, "/"))) = ?wanted)
}
ORDER BY ?thing
"""
# The path of a thing, alone or in the address of a page of it.
_PATH = re.compile(
    r"(?:https?://[^/]+/(?:.*/)?(?=id/))?(?:id/)?([^\W\d_]+(?:-[a-z]+)*)[/ ]([^/\s]+?)"
    r"(?:\.(?:ttl|nt|jsonld|rdf|trig|csv|json|md))?/?"
)
# Of other registers, in the addresses of their pages.
_IDENTIFIER = re.compile(r"(?:^wd:|wikidata\.org/(?:.*/)?|geonames\.org/)(Q?[0-9]+)")
_NEARLY = """
SELECT DISTINCT ?thing
WHERE {
  ?thing ?predicate ?value .
  FILTER(ISIRI(?thing) && REPLACE(LCASE(STR(?thing)), "^https?://|/$", "") = ?wanted)
}
"""
_LABELS = """
SELECT ?label
WHERE { ?thing skos:prefLabel ?label . FILTER(LANG(?label) IN ("en", "es")) }
"""
_IS_A = """
SELECT ?class
WHERE { ?thing a ?class . ?class rdfs:subClassOf* ?wanted }
"""
_HAS = """
SELECT ?property
WHERE { { ?thing ?property ?value } UNION { ?other ?property ?thing } }
LIMIT 1
"""
_IN = """
SELECT DISTINCT ?thing
WHERE { ?thing a ?class . FILTER(STRSTARTS(STR(?thing), ?space)) }
ORDER BY ?thing
"""
_ARTICLE = re.compile("^(?:the|el|la|los|las) ", re.IGNORECASE)
_SHORTEST = 4  # letters of a part of a name
_WAYS = 6  # of a name, each asked for
_MOST = 20  # things listed
_AT_ONCE = 500  # things in one query
# Ours, and the SDG targets, which keep the IRIs of the United Nations.
_DESCRIBED = (BASE, "http://metadata.un.org/sdg/")


class Asked(Protocol):
    """The interface of a graph, local or remote, that the search needs."""

    @property
    def prefixes(self) -> dict[str, str]:
        """The register of prefixes."""

    def rows(self, text: str, **values: NamedNode | Literal) -> list[tuple[Cell | None, ...]]:
        """Return the rows of one of the tool's own queries."""


def about(
    graph: Asked, things: Iterable[str], variables: str, pattern: str
) -> Iterator[tuple[Cell | None, ...]]:
    """Yield what a graph says of things, at most 500 in each query, which an endpoint can read.

    Args:
        graph: the graph.
        things: their IRIs; those that are not valid in a query are passed over.
        variables: the variables that are wanted, after `?thing`.
        pattern: what is said of `?thing`.

    Raises:
        RunError: the endpoint fails.
    """
    found = list(nodes(things))
    for start in range(0, len(found), _AT_ONCE):
        block = " ".join(map(str, found[start : start + _AT_ONCE]))
        text = f"SELECT ?thing {variables} WHERE {{ VALUES ?thing {{ {block} }} {pattern} }}"
        yield from graph.rows(text)


def nodes(things: Iterable[str]) -> Iterator[NamedNode]:
    """Yield the IRIs that are valid in a query: an endpoint may return invalid ones."""
    for thing in sorted(things):
        try:
            yield NamedNode(thing)
        except ValueError:
            continue


class Match(NamedTuple):
    """An entity that a name matches, with its labels by language."""

    iri: str
    label: dict[str, str]


def find(graph: Asked, name: str, of_class: str = "", *, anywhere: bool = False) -> list[Match]:
    """List the entities that `name` matches, best kind of name first; several if it is ambiguous.

    Args:
        graph: the graph to search.
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
    kind = NamedNode(of_class) if of_class else None
    for candidates in _candidates(graph, name, anywhere):
        fitting = (
            iri
            for iri in candidates
            if not kind or graph.rows(_IS_A, thing=NamedNode(iri), wanted=kind)
        )
        if found := [Match(iri, labels(graph, iri)) for iri in islice(fitting, _MOST)]:
            return found
    return []


def _by_path(graph: Asked, name: str) -> list[str]:
    """List the things of a path in any case, its first part also in words, or of a page's address:
    `state/slv`, "objective 8", "objetivo 8", `http://localhost:8000/en/id/state/SLV`.
    """
    path = _PATH.fullmatch(name)
    if path is None:
        return []
    kind, local = path.groups()
    wanted = Literal(f"{kind} {local}".lower())
    return [thing.value for thing in _values(graph, _AT, wanted=wanted)]


def _called(graph: Asked, text: str, name: str, anywhere: bool) -> list[str]:
    """List the described things that a query finds by a name; all things, if `anywhere`."""
    found = [thing.value for thing in _values(graph, text, wanted=Literal(name.lower()))]
    return [iri for iri in found if anywhere or iri.startswith(_DESCRIBED)]


def _candidates(graph: Asked, name: str, anywhere: bool) -> Iterator[Iterable[str]]:
    """Yield the things that have an IRI, a name, a local name, a path or a short name, then those
    that have the name in the order of lists, or as a part.
    """
    yield _as_iri(graph, name)
    yield _called(graph, _NAMED, name, anywhere)
    yield _called(graph, _LOCAL, name, anywhere)
    yield _by_path(graph, name)
    if anywhere:
        return
    yield _called(graph, _SHORT, _ARTICLE.sub("", name), anywhere)
    for way in turned(name)[:_WAYS]:
        yield _called(graph, _NAMED, way, anywhere)
    wanted = plain(name)
    if not (len(wanted) < _SHORTEST or ":" in wanted or wanted.isdigit()):
        part = re.compile(rf"\b{re.escape(wanted)}")
        names = [
            (len(known.value), thing.value)
            for known, thing in graph.rows(_NAMES)
            if known and thing and part.search(plain(known.value))
        ]
        yield dict.fromkeys(thing for _, thing in sorted(names))  # the shortest name first


def _held(graph: Asked, name: str) -> list[Match]:
    """List the things that a text or an IRI is said of, or that it names in any vocabulary."""
    if not name.strip() or not _is_text(name):
        return []
    identifier = _IDENTIFIER.search(name)
    wanted = Literal((identifier[1] if identifier else name.strip("<>")).lower())
    found = _values(graph, _LOCAL_ANYWHERE, wanted=wanted) or _values(graph, _HELD, wanted=wanted)
    return [Match(thing.value, labels(graph, thing.value)) for thing in found]


def only(graph: Asked, name: str, lang: Lang) -> str:
    """Return the IRI of the one entity that a name matches.

    Args:
        lang: the language of the labels in the error.

    Raises:
        UsageError: the name matches nothing, or several entities; those are listed.
    """
    matches = find(graph, name) or _held(graph, name)
    exact = [match for match in matches if match.iri.lower() == name.strip("<>").lower()]
    matches = exact or matches
    if not matches:
        raise UsageError(
            "nothing of the graph is called “{name}”; try a code, acronym, label or IRI.{near}",
            name=name,
            near=did_you_mean(_nearly(graph, name) or similar(graph, name)),
        )
    if len(matches) > 1:
        raise UsageError(AMBIGUOUS, name=name, matches=listing(matches, lang))
    return matches[0].iri


def _nearly(graph: Asked, name: str) -> list[str]:
    """List the IRIs that differ from another in case, in `http:` or in a last slash only."""
    bare = re.sub("^https?://|/$", "", expand(name.strip("<>"), graph.prefixes).lower())
    if "/" not in bare:
        return []
    return [thing.value for thing in _values(graph, _NEARLY, wanted=Literal(bare))]


def similar(graph: Asked, name: str, of_class: str = "") -> list[str]:
    """List up to five names in the graph similar to `name`, or that have each of its words.

    Args:
        of_class: the IRI of a class whose names alone count; empty for any.
    """
    fitting = {one.iri for one in instances(graph, of_class)} if of_class else ()
    names = [
        known.value
        for known, thing in graph.rows(_NAMES)
        if known and thing and (not of_class or thing.value in fitting)
    ]
    wanted = plain(name)
    holding = [known for known in names if len(wanted) > 3 and wanted in plain(known)]
    words = [re.compile(rf"\b{re.escape(word)}") for word in wanted.split()]
    if len(words) > 1:  # "Foro de Examen 2022", in whatever order
        holding += [known for known in names if all(one.search(plain(known)) for one in words)]
    close = nearest(name, names, 5, 0.75)
    if (
        len(wanted) < _SHORTEST
    ):  # a code: a like one is another thing's, unless letters changed places
        close = [known for known in names if sorted(plain(known)) == sorted(wanted)]
    return list(dict.fromkeys([*close, *sorted(holding, key=len)]))[:5]


def lacking(graph: Asked, text: str) -> list[Text]:
    """A sentence for each thing of ours that a query names and the graph lacks, with the nearest.

    Raises:
        RunError: the endpoint fails.
    """
    found = []
    for iri in (one for one in iris(text, graph.prefixes) if one.startswith((ID, VOCAB))):
        if graph.rows(_HAS, thing=NamedNode(iri)):
            continue
        space, local = split_iri(iri)
        known = [one.value for one in _values(graph, _IN, space=Literal(space))]
        near = nearest_iri(iri, known)
        if not near:  # letters in another order: of codes too, of which no other is ever meant
            turned = [one for one in known if sorted(split_iri(one)[1]) == sorted(local)]
            near = turned[0] if len(turned) == 1 else ""
        message = msg("The query gives nothing, and the graph has no {thing}.{near}")
        proposed = did_you_mean([shorten(near, graph.prefixes)] if near else ())
        found.append(message.texts(thing=shorten(iri, graph.prefixes), near=proposed))
    return found


def labels(graph: Asked, iri: str) -> dict[str, str]:
    """Return the preferred labels of an entity, by language."""
    found = _values(graph, _LABELS, thing=NamedNode(iri))
    return {label.language: label.value for label in found}


def instances(graph: Asked, of_class: str) -> list[Match]:
    """List the instances of a class, for a list of choices."""
    text = "SELECT DISTINCT ?thing WHERE { ?thing a/rdfs:subClassOf* ?wanted } ORDER BY ?thing"
    things = _values(graph, text, wanted=NamedNode(of_class))
    return [Match(thing.value, labels(graph, thing.value)) for thing in things]


def _as_iri(graph: Asked, name: str) -> list[str]:
    for text in (expand(name.strip("<>"), graph.prefixes), ID + name):
        try:
            iri = NamedNode(text).value
        except ValueError:  # not an IRI by RFC 3987
            continue
        if labels(graph, iri):
            return [iri]
    return []


def _is_text(name: str) -> bool:
    """Return whether a name is Unicode text: other bytes of a command line arrive as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _values(graph: Asked, text: str, **values: NamedNode | Literal) -> list[Cell]:
    """Return the values of the only variable of a query."""
    return [row[0] for row in graph.rows(text, **values) if row[0]]


def expand(name: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI of a prefixed name; anything else unchanged."""
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


def listing(matches: list[Match], lang: str) -> str:
    """List several entities on a line each, label first."""
    return "\n".join(f"  {match.label.get(lang, '')} <{match.iri}>" for match in matches)
