"""Answer a request for an IRI of ours: by negotiation, by its ending, as a page, or why not."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, Protocol
from urllib.parse import urlencode

from gcm.core.errors import GcmError
from gcm.core.files import read_bytes
from gcm.core.iris import dataset_iri, question_iri
from gcm.core.language import LANGS, Lang, in_language, msg
from gcm.core.layout import RELEASES
from gcm.core.namespaces import BASE, DCT, GRAPH, INFERRED, OWL, SKOS, VOCAB
from gcm.entities.describe import Description, describe
from gcm.graph.graph import Graph
from gcm.handle import OpenGraph
from gcm.questions.answer_formats import csv_text
from gcm.questions.ask import find_question
from gcm.rdf.oxigraph import NamedNode, Triple, n_triples, term_text, to_format
from gcm.releases.content import QUESTIONS, definitions
from gcm.site.addresses import address
from gcm.site.answering import compressed
from gcm.site.exchange import GRAPHS, UTF_8, Answer, Reply, Wanted, problem
from gcm.site.near import Near
from gcm.site.negotiation import best_language, best_type
from gcm.site.pages_files import releases
from gcm.site.pages_nodes import Nodes, iri_of
from gcm.site.problems import KINDS, NOT_FOUND, Problem
from gcm.turtle.format import write_turtle
from gcm.turtle.parse import parse_all

HTML: Final = "text/html"
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
# By the ending of an address: the media type.
ENDINGS: Final = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".trig": "application/trig",
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".rq": "application/sparql-query",
    ".txt": "text/plain",
}
# What has pages, of all that has data.
_PAGED: Final = ("id/", "ontology", "question", "sdg/", "shapes", "sparql", "vocab/")
_DESCRIBED: Final = ("", "dataset", "dataset/served", "sparql", ".well-known/void")
_DOCUMENTS: Final = {"ontology": "ontology.ttl", "shapes": "shapes.ttl", "prefixes": "prefixes.ttl"}
_POLICY: Final = (
    "default-src 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; base-uri 'none'; script-src 'self'; style-src 'self'; "
    "worker-src 'self'"
)
_NODES_OF: Final = """
PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
SELECT DISTINCT ?node
WHERE {
  { ?node ?predicate ?thing ; gcm:basis ?basis . FILTER(?predicate != gcm:basis) }
  UNION { ?fact ?predicate ?thing . ?node gcm:concernsFact ?fact }
}
"""


_IN_LANGUAGES: Final = ("text/csv", "application/json", "text/markdown")
_OTHERS: Final = (*_IN_LANGUAGES, "application/sparql-query", "text/plain")
_FILE_TYPES: Final = {
    ".gz": "application/gzip",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".nq": "application/n-quads",
}

Forms = dict[str, Callable[[Lang], bytes]]


class Page(Protocol):
    """A page: its HTTP status and the whole HTML document."""

    @property
    def status(self) -> int:
        """200, 404 or 410."""

    @property
    def body(self) -> str:
        """The document."""


class Pages(Protocol):
    """The pages of the site."""

    def page(
        self, path: str, language: str, query: Mapping[str, str], answer: Answer | None = None
    ) -> Page | None:
        """Return the page of a path below the language; None if nothing has the path.

        `answer` is what the query of the parameters answered, for the page of the endpoint.
        """

    def missing(self, path: str, language: str) -> Page:
        """Return the page that says that nothing has a path."""


class Resources:
    """What the IRIs of one graph lead to."""

    def __init__(self, handle: OpenGraph, pages: Pages, base: str) -> None:
        """Take an open graph.

        Args:
            handle: the graph, which is not at an endpoint.
            pages: its pages.
            base: the path of the site, with a slash at both ends.
        """
        self._handle = handle
        self._pages = pages
        self._base = base

    @cached_property
    def _near(self) -> Near:
        return Near(self._graph)

    @cached_property
    def _dataset(self) -> list[Triple]:
        """What describes the dataset and the endpoint; of an on-disk store, only what never
        changes.
        """
        home = NamedNode(dataset_iri())
        found = self._graph.store.quads_for_pattern(None, None, None, home)
        return [quad.triple for quad in found] or parse_all([self._handle.layout.dataset])

    @cached_property
    def _graph(self) -> Graph:
        return self._handle.local

    def resolve(self, wanted: Wanted) -> Reply:
        """Answer a request."""
        try:
            reply = self._resolve(wanted)
        except GcmError as error:
            reply = problem(error, wanted.lang)
        if reply.status in (200, 404, 410) and "content-length" not in dict(reply.headers):
            reply = compressed(reply, wanted.gzip)
        return reply

    def _resolve(self, wanted: Wanted) -> Reply:
        path, lang = wanted.path, best_language(wanted.languages)
        head, slash, rest = path.partition("/")
        if head in LANGS:
            language: Lang = "es" if head == "es" else "en"
            return self._page(rest, language, wanted) if slash else self._to(f"{head}/")
        if head == "release":
            return self._release(rest, wanted)
        for local, kind in _readings(path):
            if found := self._forms(local):
                return self._represent(local, kind, found, wanted)
        if _likes_pages(wanted) and self._pages.page(path, lang, {}):
            return self._to_page(path, wanted, [])
        return self._missing(path, wanted)

    # --- What there is

    def _forms(self, path: str) -> Forms:
        """Return what makes each representation of a path, by media type; empty if there is none.

        The first is what a client gets that accepts anything.
        """
        if path == "context.jsonld":
            return {"application/ld+json": lambda _: read_bytes(self._handle.layout.context)}
        if path in _DESCRIBED:
            return self._rdf(lambda: self._dataset)
        if path == "questions" or path.startswith("question/"):
            return self._question(path)
        document, _, version = path.partition("/")
        if document in _DOCUMENTS and (not version or version == self._version):
            return self._rdf(lambda: self._definitions[_DOCUMENTS[document]])
        if path.startswith("problem/"):
            return _problem_forms(path)
        iri = iri_of(path)
        try:
            node = NamedNode(iri)
        except ValueError:
            return {}
        store = self._graph.store
        if iri.startswith(GRAPH) and store.contains_named_graph(node):
            return self._rdf(
                lambda: [one.triple for one in store.quads_for_pattern(None, None, None, node)]
            )
        if not any(True for _ in store.quads_for_pattern(node, None, None, None)):
            return {}
        forms = self._rdf(lambda: self._around(node)) | {
            "text/csv": lambda lang: csv_text(self._described(iri, lang).as_table()).encode(),
            "application/json": lambda lang: self._described(iri, lang).as_json().encode(),
            "text/markdown": lambda lang: self._described(iri, lang).as_markdown().encode(),
        }
        if path.startswith("id/source/"):
            file = self._handle.layout.own("data", "sources", f"{path.rpartition('/')[2]}.txt")
            forms["text/plain"] = lambda _: read_bytes(file)
        return forms

    def _rdf(self, triples: Callable[[], Iterable[Triple]]) -> Forms:
        prefixes = self._handle.local.prefixes

        def form(name: str) -> Callable[[Lang], bytes]:
            def write(_: Lang) -> bytes:
                found = sorted(set(triples()), key=str)
                if name == "turtle":
                    return write_turtle(found, prefixes).encode()
                data = n_triples(found)
                return data if name == "ntriples" else to_format(data, name, prefixes)

            return write

        return {kind: form(name) for kind, name in GRAPHS.items()}

    def _question(self, path: str) -> Forms:
        name = path.removeprefix("question/").partition("/")[0]
        catalogue = self._definitions[QUESTIONS]
        if path == "questions":
            return self._rdf(lambda: catalogue)
        iri = question_iri(name)
        own = [
            triple
            for triple in catalogue
            if term_text(triple.subject) == iri or term_text(triple.subject).startswith(iri + "/")
        ]
        if not any(term_text(triple.subject) == BASE + path for triple in own):
            return {}
        forms = self._rdf(lambda: own)
        if path == f"question/{name}":
            ask = self._handle.ask
            forms["application/sparql-query"] = lambda _: find_question(
                name, self._handle.layout
            ).text.encode()
            forms["text/csv"] = lambda lang: csv_text(ask(name, lang=lang).table).encode()
            forms["application/json"] = lambda lang: ask(name, lang=lang).data
        return forms

    @cached_property
    def _definitions(self) -> dict[str, list[Triple]]:
        return definitions(self._handle.layout)

    @cached_property
    def _version(self) -> str:
        """The version of the ontology."""
        found = self._values(BASE + "ontology", OWL + "versionInfo")
        return min(found, default="")

    def _around(self, node: NamedNode) -> list[Triple]:
        """Return the asserted triples of a node, and of the facts that name it."""
        rows = self._graph.rows(_NODES_OF, thing=node)
        nodes = [node, *(NamedNode(row[0].value) for row in rows if row[0])]
        if node.value.startswith(VOCAB):
            scheme = NamedNode(SKOS + "inScheme")
            found = self._graph.store.quads_for_pattern(None, scheme, node, None)
            nodes += [one.subject for one in found if isinstance(one.subject, NamedNode)]
        return [
            quad.triple
            for one in nodes
            for quad in self._graph.store.quads_for_pattern(one, None, None, None)
            if quad.graph_name != NamedNode(INFERRED)
        ]

    def _described(self, iri: str, lang: Lang) -> Description:
        return describe(self._handle, iri, lang=lang)

    def _values(self, iri: str, predicate: str) -> list[str]:
        quads = self._graph.store.quads_for_pattern(
            NamedNode(iri), NamedNode(predicate), None, None
        )
        return sorted({term_text(quad.object) for quad in quads})

    # --- What is sent

    def _represent(self, path: str, kind: str, forms: Forms, wanted: Wanted) -> Reply:
        """Answer for a path that has representations; `kind` is the media type of an ending."""
        iri, lang = iri_of(path), wanted.lang
        links = self._links(path, forms)
        gone = "true" in self._values(iri, OWL + "deprecated") if path.startswith("id/") else False
        if not kind and _likes_pages(wanted):
            if gone and (page := self._pages.page(path, lang, {})):
                return _html(page, lang, links)
            if not gone and _has_page(path):
                return self._to_page(path, wanted, links)
        chosen = kind or best_type(wanted.accept, tuple(forms)) or next(iter(forms))
        if chosen not in forms and _likes_pages(wanted):
            return self._missing(wanted.path, wanted)
        if chosen not in forms:
            raise Problem(
                NOT_FOUND,
                msg("there is no such form of {iri}; there are: {forms}."),
                {"available": [*forms]},
                iri=iri,
                forms=", ".join(ending for ending in ENDINGS if ENDINGS[ending] in forms),
            )
        ending = next((one for one, known in ENDINGS.items() if known == chosen), "")
        if not kind and not gone and path.startswith(("id/", "sdg/")):
            return self._to(path + ending, ("vary", "Accept"), *links)
        headers = [
            ("content-type", chosen if "json" in chosen or "xml" in chosen else chosen + UTF_8),
            ("content-location", address(self._base, path + ending)),
            *links,
        ]
        if not kind:
            headers.append(("vary", "Accept"))
        if chosen in _IN_LANGUAGES:
            headers += [("content-language", lang), ("vary", "Accept-Language")]
        if gone:
            successors = self._values(iri, DCT + "isReplacedBy")
            headers += [("link", f'<{one}>; rel="successor-version"') for one in successors]
        return Reply(410 if gone else 200, headers, forms[chosen](lang))

    def _page(self, path: str, lang: Lang, wanted: Wanted) -> Reply:
        page = self._pages.page(path, lang, dict(wanted.query), wanted.answer)
        if page is None:
            return _html(self._pages.missing(path, lang), lang, [])
        return _html(page, lang, self._links(path, self._forms(path)))

    def _missing(self, path: str, wanted: Wanted) -> Reply:
        if _likes_pages(wanted):
            lang = best_language(wanted.languages)
            return _html(self._pages.missing(path, lang), lang, [])
        nodes = Nodes(self._graph)
        near = [
            {"iri": iri, "label": in_language(nodes.labels(iri), wanted.lang)}
            for iri in self._near(path)
        ]
        raise Problem(
            NOT_FOUND,
            msg("nothing is described at {address}."),
            {"near": near} if near else {},
            address=address(self._base, path),
        )

    def _to_page(self, path: str, wanted: Wanted, links: list[tuple[str, str]]) -> Reply:
        place = f"{wanted.lang}/{path}"
        varies = ("vary", "Accept, Accept-Language")
        return self._to(place, varies, *links, query=urlencode(wanted.query))

    def _to(self, path: str, *headers: tuple[str, str], query: str = "") -> Reply:
        place = ("location", address(self._base, path, query))
        return Reply(303, [place, *headers, ("content-length", "0")], b"")

    def _links(self, path: str, forms: Forms) -> list[tuple[str, str]]:
        """Return the Link header of a path: its other forms, what describes it, the licence."""
        here = address(self._base, path)
        links = [
            f'<{here}{ending}>; rel="alternate"; type="{kind}"'
            for ending, kind in ENDINGS.items()
            if kind in forms and path
        ]
        links.append(f'<{address(self._base, ".well-known/void")}>; rel="describedby"')
        links.append(f'<{LICENSE}>; rel="license"')
        return [("link", ", ".join(links))]

    def _release(self, path: str, wanted: Wanted) -> Reply:
        """Answer with a file of a release below the root; its description if none is named."""
        version, _, name = path.partition("/")
        known = releases(self._handle.layout)
        if version == "latest" and known:
            return Reply(302, self._to(f"release/{known[0]}/{name}".rstrip("/")).headers, b"")
        if not name and version in ("", *known) and _likes_pages(wanted):
            return self._to_page(f"release/{version}".rstrip("/"), wanted, [])
        if version not in known:
            return self._missing(f"release/{path}", wanted)
        if not name:
            kind = best_type(wanted.accept, ("text/turtle", "application/ld+json"))
            name = "dataset.jsonld" if kind == "application/ld+json" else "dataset.ttl"
        file = self._handle.layout.own(*RELEASES.parts, version, *name.split("/"))
        if not file.is_file():
            return self._missing(f"release/{path}", wanted)
        kind = _FILE_TYPES.get(file.suffix) or ENDINGS.get(file.suffix, "text/plain")
        text = "" if kind in _FILE_TYPES.values() or "json" in kind or "xml" in kind else UTF_8
        return Reply(200, [("content-type", kind + text)], read_bytes(file))


def _readings(path: str) -> Iterator[tuple[str, str]]:
    """Yield the readings of a path: as it is, then as a path with an ending for a media type."""
    yield path, ""
    for ending, kind in ENDINGS.items():
        if path.endswith(ending):
            yield path.removesuffix(ending), kind


def _has_page(path: str) -> bool:
    """Return whether a path that has data has a page too; versions of definitions have none."""
    head, _, version = path.partition("/")
    if head in _DOCUMENTS and version[:1].isdigit():
        return False
    return not path or path.startswith(_PAGED)


def _likes_pages(wanted: Wanted) -> bool:
    """Return whether a client likes a page best, as browsers do."""
    return best_type(wanted.accept, (*GRAPHS, *_OTHERS, HTML)) == HTML


def _html(page: Page, lang: Lang, links: list[tuple[str, str]]) -> Reply:
    headers = [
        ("content-type", HTML + UTF_8),
        ("content-language", lang),
        ("content-security-policy", _POLICY),
        ("referrer-policy", "no-referrer"),
        *links,
    ]
    return Reply(page.status, headers, page.body.encode())


def _problem_forms(path: str) -> Forms:
    """Return the description of a kind of problem, in both languages."""
    kind = next((kind for kind in KINDS if kind.iri == BASE + path), None)
    if kind is None:
        return {}
    content = {"type": kind.iri, "status": kind.status, "title": kind.title.texts()}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return {"application/json": lambda _: text.encode()}
