"""What a page reads of the graph: the properties of a node, who points at it, and its names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import quote, urlsplit

from gcm.core.language import LANGS, Lang
from gcm.core.namespaces import BASE, GCM, INFERRED, RDF, SCHEMA, SKOS, shorten
from gcm.graph.graph import Graph
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Quad, Term, term_text

SDG = "http://metadata.un.org/sdg/"
LABEL = SKOS + "prefLabel"
CROWD = 500  # subjects; of more that have one property of one node, only some are looked at
_KEPT = 4096  # nodes
_ASSERTED = f"GRAPH ?graph {{ ?subject ?predicate ?node }} FILTER(?graph != <{INFERRED}>)"
_COUNTS = f"""
SELECT ?predicate (COUNT(DISTINCT ?subject) AS ?count)
WHERE {{
  {_ASSERTED}
  FILTER(ISIRI(?subject))
}}
GROUP BY ?predicate
"""
# In the order of the store: to sort, it would look up each name.
_CROWD = f"""
SELECT DISTINCT ?subject
WHERE {{
  {_ASSERTED}
  FILTER(ISIRI(?subject))
}}
"""
_DATED_CROWD = f"""
SELECT ?subject (MAX(STR(?date)) AS ?day)
WHERE {{
  {_ASSERTED}
  FILTER(ISIRI(?subject))
  OPTIONAL {{ ?subject <{GCM}asOf>|<{SCHEMA}startDate>|(<{GCM}atEvent>?/<{GCM}earliest>) ?date }}
}}
GROUP BY ?subject
ORDER BY DESC(?day) ?subject
"""


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its language; the tag is empty if it has none or is the page's."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Link:
    """A node as a link: its name, its address, and whether that is on another host."""

    iri: str
    words: Words
    href: str
    outside: bool = False


class Nodes:
    """The nodes of one graph; each is looked up once, as long as it is among the last used."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.about = lru_cache(_KEPT)(self._about)
        self.inferred = lru_cache(_KEPT)(self._inferred)
        self.labels = lru_cache(_KEPT)(self._labels)

    def into(self, iri: str) -> tuple[list[tuple[str, str]], dict[str, int]]:
        """Return the asserted triples with a node as object: subject and predicate, sorted.

        Of the properties with a crowd of subjects, only how many these are.
        """
        quads = self.graph.store.quads_for_pattern(None, None, NamedNode(iri), None)
        first = list(islice(quads, 2 * CROWD + 1))
        if len(first) <= 2 * CROWD:
            return sorted(_pairs(first)), {}
        counts = {
            predicate.value: int(count.value)
            for predicate, count in self.graph.rows(_COUNTS, node=NamedNode(iri))
            if predicate and count
        }
        pairs = {
            (subject, predicate)
            for predicate, count in counts.items()
            if count <= CROWD
            for subject in self.holders(predicate, iri)
        }
        return sorted(pairs), {one: count for one, count in counts.items() if count > CROWD}

    def crowd(
        self, iri: str, predicate: str, start: int, most: int, *, dated: bool = False
    ) -> list[str]:
        """Return some of the subjects of a property of a node; if dated, the latest come first."""
        text = f"{_DATED_CROWD if dated else _CROWD}OFFSET {start} LIMIT {most}"
        rows = self.graph.rows(text, node=NamedNode(iri), predicate=NamedNode(predicate))
        return [subject.value for subject, *_ in rows if subject]

    def values(self, iri: str, predicate: str) -> list[Term]:
        """Return the asserted values of a property of a node."""
        return self.about(iri).get(predicate, [])

    def names(self, iri: str, predicate: str) -> list[str]:
        """Return the asserted values of a property, each as its IRI or lexical form."""
        return [term_text(value) for value in self.values(iri, predicate)]

    def first(self, iri: str, predicate: str) -> str:
        """Return the least value of a property as text; empty if there is none."""
        return min(self.names(iri, predicate), default="")

    def classes(self, iri: str) -> list[str]:
        """Return the asserted classes of a node."""
        return sorted(self.names(iri, RDF + "type"))

    def knows(self, iri: str) -> bool:
        """Return whether a node is described."""
        return bool(self.about(iri))

    def holders(self, predicate: str, iri: str) -> list[str]:
        """Return the subjects that have a node as the asserted value of a property."""
        found = self.graph.store.quads_for_pattern(None, NamedNode(predicate), NamedNode(iri), None)
        return sorted({term_text(quad.subject) for quad in found if _asserted(quad)})

    def count(self, query: str, iri: str = "") -> int:
        """Return the only value of a query, a number, with the variable `node` bound if given."""
        values = {"node": NamedNode(iri)} if iri else {}
        ((value,),) = self.graph.rows(query, **values)
        return int(value.value) if value else 0

    def _quads(self, iri: str) -> Iterator[Quad]:
        return self.graph.store.quads_for_pattern(NamedNode(iri), None, None, None)

    def _about(self, iri: str) -> dict[str, list[Term]]:
        found: dict[str, dict[Term, None]] = {}
        for quad in self._quads(iri):
            if _asserted(quad) and not isinstance(quad.object, BlankNode):
                found.setdefault(quad.predicate.value, {})[quad.object] = None
        return {key: sorted(values, key=str) for key, values in sorted(found.items())}

    def _inferred(self, iri: str) -> list[tuple[str, str]]:
        return sorted(
            (quad.predicate.value, quad.object.value)
            for quad in self._quads(iri)
            if isinstance(quad.graph_name, NamedNode)
            and quad.graph_name.value == INFERRED
            and isinstance(quad.object, NamedNode)
        )

    def _labels(self, iri: str) -> dict[Lang, str]:
        found: dict[Lang, str] = {}
        for quad in self.graph.store.quads_for_pattern(
            NamedNode(iri), NamedNode(LABEL), None, None
        ):
            for lang in LANGS:
                if isinstance(quad.object, Literal) and quad.object.language == lang:
                    found[lang] = min(found.get(lang, quad.object.value), quad.object.value)
        return found


def _pairs(quads: Iterable[Quad]) -> set[tuple[str, str]]:
    return {
        (quad.subject.value, quad.predicate.value)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and _asserted(quad)
    }


def _asserted(quad: Quad) -> bool:
    # The default graph of a large store repeats the others.
    return isinstance(quad.graph_name, NamedNode) and quad.graph_name.value != INFERRED


class Names:
    """The names and addresses of nodes for a page in one language."""

    def __init__(self, nodes: Nodes, lang: Lang, base: str) -> None:
        self.nodes = nodes
        self.lang = lang
        self.base = base

    def name(self, iri: str) -> Words:
        """Return the label of a node: in the page's language, else another; else its local name."""
        labels = self.nodes.labels(iri)
        if own := labels.get(self.lang):
            return Words(own)
        for lang, text in sorted(labels.items()):
            return Words(text, lang)
        local = iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
        return Words(local if iri.startswith(BASE) else shorten(iri, self.nodes.graph.prefixes))

    def text(self, iri: str) -> str:
        """Return the label of a node as plain text."""
        return self.name(iri).text

    def words(self, value: Term) -> Words:
        """Return a literal as words with its language."""
        lang = value.language or "" if isinstance(value, Literal) else ""
        return Words(term_text(value), "" if lang == self.lang else lang)

    def best(self, iri: str, predicate: str) -> Words | None:
        """Return the value of a property in the page's language, else without one, else another."""
        found = [self.words(value) for value in self.nodes.values(iri, predicate)]
        found.sort(key=lambda words: (bool(words.lang), words.lang, words.text))
        return found[0] if found else None

    def link(self, iri: str, words: Words | None = None) -> Link:
        """Return a node as a link to its page, or to its address if it is not described here."""
        path = path_of(iri)
        if path is None or not (self.nodes.knows(iri)):
            named = words or Words(_outside(iri, self.name(iri).text))
            return Link(iri, named, iri if urlsplit(iri).scheme in ("http", "https") else "", True)
        return Link(iri, words or self._numbered(iri), self.href(path))

    def _numbered(self, iri: str) -> Words:
        """Return the name of a node after its notation, such as a target's of the goals."""
        name, notation = self.name(iri), self.nodes.first(iri, SKOS + "notation")
        return Words(f"{notation} {name.text}", name.lang) if notation else name

    def href(self, path: str) -> str:
        """Return the address of a page of this language, given its path, still to be quoted."""
        return f"{self.base}{self.lang}/{quote(path, safe=_SAFE)}"


_SAFE = "/:@!$&'()*+,;=~-._"


def _outside(iri: str, name: str) -> str:
    """Return the name of a node of others: host and last part, if all that is known is its IRI."""
    if name != iri or not (host := urlsplit(iri).hostname):
        return name
    return f"{host.removeprefix('www.')}: {iri.rstrip('/#').rpartition('/')[2]}"


def path_of(iri: str) -> str | None:
    """Return the path below `/en/` of the page of an IRI; None for IRIs of others.

    The targets of the goals keep the IRIs of the United Nations: their pages are `sdg/…`.
    """
    if iri.startswith(SDG):
        return "sdg/" + iri.removeprefix(SDG)
    local = iri.removeprefix(BASE)
    if local == iri or not local:
        return None
    return local.replace("#", "/") if local.startswith(("ontology#", "shapes#")) else local


def iri_of(path: str) -> str:
    """Return the IRI of the page with a path; see `path_of`."""
    if path.startswith("sdg/"):
        return SDG + path.removeprefix("sdg/")
    head, slash, local = path.partition("/")
    if slash and head in ("ontology", "shapes") and not local[:1].isdigit():
        return f"{BASE}{head}#{local}"
    return BASE + path


def page_of(wanted: str, most: int, count: int) -> tuple[int, int]:
    """Return the page to show, from 1, and how many there are."""
    pages = max(1, -(-count // most))
    page = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else 1
    return min(max(page, 1), pages), pages
