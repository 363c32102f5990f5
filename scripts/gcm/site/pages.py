"""Pages for people: one function for each kind, from the graph, in Spanish and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from gcm.core.errors import GcmError
from gcm.core.files import read_text
from gcm.core.language import LANGS, Lang, Message, msg
from gcm.core.namespaces import BASE, DCT, GCM, OWL, SKOS
from gcm.entities.cite import PUBLISHER
from gcm.graph.edition import Editions
from gcm.handle import OpenGraph
from gcm.questions.question import read_question
from gcm.questions.search import KINDS, Hit
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.site.exchange import DOWNLOADS, Answer, Limits
from gcm.site.near import Near
from gcm.site.pages_dates import day_in_words
from gcm.site.pages_facts import Fact, Facts
from gcm.site.pages_files import (
    ABOUT_QUESTIONS,
    QUESTIONS,
    files_of,
    questions_table,
    releases,
    rules_table,
)
from gcm.site.pages_lists import LISTS, Table, count, table
from gcm.site.pages_nodes import Link, Names, Nodes, Words, iri_of, path_of
from gcm.site.pages_sources import SourcePage, Sources
from gcm.site.pages_sparql import examples, first_query, query_of, shown
from gcm.site.pages_things import Things
from gcm.turtle.format import write_turtle
from gcm.turtle.parse import parse_turtle

_VCARD = "http://www.w3.org/2006/vcard/ns#"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_LONGEST = 400  # letters of a path that can name something
# What the home page shows: facts of which one is its example, events, texts.
_EXAMPLES = f"""
SELECT DISTINCT ?fact
WHERE {{ ?fact a <{GCM}Participation> ; <{GCM}status> ?status ; <{GCM}evidence> ?evidence }}
LIMIT 20
"""
_RECENT = f"""
SELECT ?event
WHERE {{ ?event a <{GCM}Event> ; <{GCM}earliest> ?day }}
GROUP BY ?event
ORDER BY DESC(MIN(?day)) DESC(?event)
LIMIT 5
"""
_TEXTS = f"SELECT ?text WHERE {{ ?text a <{GCM}SourceText> }} ORDER BY ?text LIMIT 20"
_FACTS = f"SELECT (COUNT(DISTINCT ?fact) AS ?count) WHERE {{ ?fact a <{GCM}Fact> }}"
_SOUGHT = msg("objective 17"), msg("IOM"), msg("how did States vote")
_MOST_HITS = 50
_LONGEST_SEARCH = 400  # letters
_NAV = ("states", "events", "agencies", "objectives", "documents")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its HTTP status (200, 404 or 410), the whole HTML document, and its language."""

    status: int
    body: str
    language: str


class Site:
    """The pages of one version of the data."""

    static: Path = Path(__file__).parent / "static"

    def __init__(self, handle: OpenGraph, base: str = "/", limits: Limits | None = None) -> None:
        """Prepare the pages of an open graph; nothing is read yet.

        Args:
            handle: the graph, which is not at an endpoint.
            base: the path below which the site is, with a slash at both ends. Pages are at
                `<base>en/…` and `<base>es/…`, files of `static` at `<base>static/…`.
            limits: the bounds of a query, which the page of the endpoint names.

        Raises:
            UsageError: the graph is at an endpoint.
        """
        self.base = base
        self._limits = limits or Limits()
        self._handle = handle
        self._graph = handle.local
        self._nodes = Nodes(self._graph)
        self._editions = Editions(self._graph)
        self._near = Near(self._graph)
        self._sources = Sources(self._nodes, handle.layout)
        self._facts = lru_cache(len(LANGS))(self._read_facts)
        self._count = lru_cache(len(LISTS))(self._counted)
        self._some = lru_cache(3)(self._read_some)
        self._templates = _templates()

    def page(
        self, path: str, language: str, query: Mapping[str, str], answer: Answer | None = None
    ) -> Page | None:
        """Make a page; None where nothing has the path.

        Args:
            path: the decoded path below `/en/` or `/es/`, such as `id/state/SLV`; empty for the
                home page. That of a thing is its IRI without the base.
            language: `en` or `es`.
            query: the parameters of the address, each once.
            answer: what the query in them answered, for the page of the endpoint.
        """
        lang: Lang = "es" if language == "es" else "en"
        if not path:
            return self._render("home.html", path, lang, query, **self._home(lang))
        if path in LISTS:
            return self._list(table(self._facts(lang), path, query), path, lang, query)
        if path == "search":
            return self._search(lang, query)
        if path == "sparql":
            return self._endpoint(lang, query, answer)
        if found := self._of_files(path, lang, query):
            return found
        if len(path) > _LONGEST or path_of(iri := _valid(iri_of(path))) != path:
            return None
        if not self._nodes.knows(iri):
            return None
        if "true" in self._nodes.names(iri, OWL + "deprecated"):
            return self._gone(iri, path, lang, query)
        if GCM + "SourceText" in self._nodes.classes(iri):
            return self._reader(iri, path, lang, query)
        return self._thing(iri, path, lang, query)

    def missing(self, path: str, language: str) -> Page:
        """Make the page that says that nothing has a path, with what it was probably meant for."""
        lang: Lang = "es" if language == "es" else "en"
        found = [self._facts(lang).names.link(iri) for iri in self._near(path)]
        title = msg("Page not found").text(lang)
        return self._render(
            "missing.html", path, lang, {}, status=404, title=title, near=found, wanted=path[:100]
        )

    @cached_property
    def contact(self) -> str:
        """The address for "this is wrong": that of the contact in `ontology/dataset.ttl`."""
        try:
            file = self._handle.layout.dataset
            triples = parse_turtle(read_text(file), file).triples
        except GcmError:
            return ""
        found = {
            triple.predicate.value.removeprefix(_VCARD): triple.object.value
            for triple in triples
            if triple.predicate.value in (_VCARD + "hasEmail", _VCARD + "hasURL")
            and isinstance(triple.object, NamedNode)
        }
        return found.get("hasEmail") or found.get("hasURL", "")

    def wrong(self, iri: str) -> str:
        """Return the address to which a reader reports that something is wrong."""
        if urlsplit(self.contact).scheme == "mailto":
            return f"{self.contact}?{urlencode({'subject': iri}, quote_via=quote)}"
        return self.contact

    def _list(self, shown: Table, path: str, lang: Lang, query: Mapping[str, str]) -> Page:
        return self._render("list.html", path, lang, query, table=shown, title=shown.title)

    def _of_files(self, path: str, lang: Lang, query: Mapping[str, str]) -> Page | None:
        """Make the page of what stands in files: questions, rules, releases."""
        layout = self._handle.layout
        head, _, name = path.partition("/")
        if path == "questions":
            home = self._facts(lang).names.href("")
            return self._list(questions_table(layout, lang, query, home), path, lang, query)
        if path == "shapes":
            return self._list(rules_table(layout, lang, query), path, lang, query)
        if head == "question" and name in (files := layout.questions()):
            question = read_question(files[name])
            return self._render(
                "question.html",
                path,
                lang,
                query,
                title=question.title[lang],
                question=question,
                text=query_of(question),
                run=f"?{urlencode({'query': query_of(question)})}#answer",
            )
        kept = releases(layout) if head == "release" else []
        if path == "release" or name in kept:
            return self._render(
                "releases.html",
                path,
                lang,
                query,
                title=msg("Releases").text(lang) if path == "release" else f"gcm-graph {name}",
                releases={one: files_of(layout, one) for one in kept if name in ("", one)},
            )
        return None

    def _endpoint(self, lang: Lang, query: Mapping[str, str], answer: Answer | None) -> Page:
        return self._render(
            "sparql.html",
            "sparql",
            lang,
            query,
            status=answer.status if answer else 200,
            title=msg("SPARQL endpoint").text(lang),
            text=query.get("query", "").strip() or first_query(lang),
            shown=shown(answer, self._facts(lang).names) if answer else None,
            examples=[
                (one.title, "?" + urlencode({"query": one.text}) + "#answer")
                for one in examples(self._handle.layout, lang)
            ],
            downloads=[
                (form, "?" + urlencode({"query": query["query"], "format": form}))
                for form in DOWNLOADS
            ]
            if answer and answer.status == 200
            else (),
            limits=self._limits,
        )

    def _search(self, lang: Lang, query: Mapping[str, str]) -> Page:
        sought = " ".join(query.get("q", "").split())[:_LONGEST_SEARCH]
        hits = self._handle.search(sought, lang=lang, most=_MOST_HITS + 1)
        return self._render(
            "search.html",
            "search",
            lang,
            query,
            title=": ".join(filter(None, (msg("Search").text(lang), sought))),
            sought=sought,
            found=[self._found(hit, lang) for hit in hits[:_MOST_HITS]],
            lacking=bool(hits and hits[0].lacks),
            cut=len(hits) > _MOST_HITS,
            examples=[one.text(lang) for one in _SOUGHT],
        )

    def _found(self, hit: Hit, lang: Lang) -> tuple[str, Link]:
        """Return what a hit is, and a link to it."""
        facts = self._facts(lang)
        names, kind = facts.names, KINDS[hit.kind].text(lang)
        if hit.kind == "question":
            return kind, Link("", Words(hit.label), names.href(f"question/{hit.name}"))
        if hit.kind == "quote" and (quote := self._sources.words(hit.name)):
            words, of = quote
            return kind, names.link(hit.name, Words(words, "" if of == lang else of))
        if hit.kind in ("thing", "fact") and (of_class := Things(facts).kind(hit.name)):
            kind = names.text(of_class)
        return kind, names.link(hit.name)

    def _home(self, lang: Lang) -> dict[str, Any]:
        facts = self._facts(lang)
        example = next(
            (facts.fact(iri) for iri in sorted(self._some(_EXAMPLES)) if facts.quotes(iri)),
            None,
        )
        lists = [
            (spec.title.text(lang), spec.about.text(lang), name, self._count(name))
            for name, spec in LISTS.items()
        ]
        asked = sum(
            file.parent.name == "questions" for file in self._handle.layout.questions().values()
        )
        lists.append((QUESTIONS.text(lang), ABOUT_QUESTIONS.text(lang), "questions", asked))
        return {
            "title": "",
            "example": example,
            "linked": self._dataset(lang),
            "lists": [one for one in lists if one[3]],
            "recent": self._recent(facts),
            "facts_count": self._facts_count,
            "sources": [
                facts.names.link(iri, facts.names.name(self._nodes.first(iri, GCM + "textOf")))
                for iri in self._some(_TEXTS)
            ],
        }

    def _recent(self, facts: Facts) -> list[tuple[Link, str]]:
        """Return the events with the latest first days, each with its days in words."""
        return [(facts.names.link(iri), facts.days(iri)) for iri in self._some(_RECENT)]

    @cached_property
    def _facts_count(self) -> int:
        return self._nodes.count(_FACTS)

    def _read_some(self, query: str) -> list[str]:
        return [row[0].value for row in self._graph.rows(query) if row[0]]

    def _counted(self, name: str) -> int:
        return count(self._nodes, name)

    def _thing(self, iri: str, path: str, lang: Lang, query: Mapping[str, str]) -> Page:
        thing = Things(self._facts(lang)).thing(iri, query)
        return self._render(
            "fact.html" if thing.is_fact else "thing.html",
            path,
            lang,
            query,
            title=thing.name.text,
            thing=thing,
            turtle=self._turtle(iri) if thing.is_fact else "",
            linked=self._claim(thing.itself, lang) if thing.is_fact else None,
            formats=(".ttl", ".jsonld", ".nt", ".csv", ".json", ".md"),
            iri=iri,
        )

    def _dataset(self, lang: Lang) -> dict[str, object]:
        """Describe the whole graph to search engines, in schema.org."""
        about = msg(
            "The Global Compact for Migration, fact by fact: who does what, and what proves it"
        )
        return {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": BASE.rstrip("/"),
            "name": "gcm-graph",
            "description": about.text(lang),
            "url": BASE.rstrip("/"),
            "creator": {"@type": "Organization", "name": PUBLISHER},
            "dateModified": self._editions.day(""),
            "inLanguage": [*LANGS],
            "isAccessibleForFree": True,
            "license": _LICENSE,
            "version": self._editions.of("", lang),
        }

    def _claim(self, fact: Fact, lang: Lang) -> dict[str, object]:
        """Describe a fact to search engines, in schema.org."""
        return {
            "@context": "https://schema.org",
            "@type": "Claim",
            "@id": fact.iri,
            "name": fact.full.text,
            "inLanguage": lang,
            "citation": fact.reference.proof,
            "isBasedOn": [page.url for page in fact.pages if page.url],
            "dateModified": fact.reference.date,
            "license": _LICENSE,
            "isPartOf": {"@type": "Dataset", "@id": BASE.rstrip("/"), "name": "gcm-graph"},
        }

    def _reader(self, iri: str, path: str, lang: Lang, query: Mapping[str, str]) -> Page:
        facts = self._facts(lang)
        source = self._sources.source(iri)
        document = facts.names.link(source.document)
        proved = self._proved(source, facts)
        units = self._sources.read(source)
        return self._render(
            "reader.html",
            path,
            lang,
            query,
            title=document.words.text,
            source=source,
            document=document,
            proved=proved,
            facts_of=lambda unit: len(
                {one.iri for each in unit.passages for one in proved[each.number]}
            ),
            units=units,
            notes={unit.mark: unit.number for unit in units if unit.kind == "footnote"},
            all_marks=query.get("marks") == "all",
            iri=iri,
        )

    def _proved(self, source: SourcePage, facts: Facts) -> dict[int, list[Link]]:
        """Return the facts and things that each passage proves, by its number."""
        found: dict[int, list[Link]] = {}
        for evidence, passage in source.passages.items():
            holders = [
                holder
                for name in ("evidence", "subjectEvidence")
                for holder in self._nodes.holders(GCM + name, evidence)
            ]
            links = [facts.names.link(holder) for holder in dict.fromkeys(holders)]
            found[passage.number] = sorted(links, key=lambda link: link.words.text)
        return found

    def _gone(self, iri: str, path: str, lang: Lang, query: Mapping[str, str]) -> Page:
        facts = self._facts(lang)
        return self._render(
            "gone.html",
            path,
            lang,
            query,
            status=410,
            title=facts.names.text(iri),
            name=facts.names.name(iri),
            successors=[
                facts.names.link(one) for one in self._nodes.names(iri, DCT + "isReplacedBy")
            ],
            why=facts.names.best(iri, SKOS + "changeNote"),
            iri=iri,
        )

    def _turtle(self, iri: str) -> str:
        triples = [
            Triple(NamedNode(iri), NamedNode(predicate), value)
            for predicate, values in self._nodes.about(iri).items()
            for value in values
        ]
        return write_turtle(triples, self._graph.prefixes)

    def _read_facts(self, lang: Lang) -> Facts:
        names = Names(self._nodes, lang, self.base)
        return Facts(names, self._sources, self._editions)

    def _render(
        self,
        template: str,
        path: str,
        lang: Lang,
        query: Mapping[str, str],
        *,
        status: int = 200,
        **values: Any,
    ) -> Page:
        names = self._facts(lang).names
        parameters = "?" + urlencode(query) if query else ""
        addresses = {
            one: Names(self._nodes, one, self.base).href(path) + parameters for one in LANGS
        }

        def text(english: str, **more: object) -> Markup:
            return _markup(Message(english), lang, more)

        def counted(one: str, several: str, **more: object) -> Markup:
            return _markup(Message(one, several), lang, more)

        body = self._templates.get_template(template).render(
            msg=text,
            msg_n=counted,
            lang=lang,
            other=next(one for one in LANGS if one != lang),
            base=self.base,
            path=path,
            status=status,
            query=query,
            addresses=addresses,
            bare=self.base + quote(path, safe="/:@!$&'()*+,;=~-._") + parameters,
            href=names.href,
            namespace=BASE,
            term=lambda iri: names.link(iri),
            nav=[
                *((name, LISTS[name].title.text(lang)) for name in _NAV),
                ("questions", QUESTIONS.text(lang)),
            ],
            edition=self._editions.of("", lang),
            date=day_in_words(self._editions.day(""), lang),
            wrong=self.wrong,
            **{"linked": None, **values},
        )
        return Page(status, body.replace("\0", "\ufffd"), lang)  # HTML holds no NUL


def _markup(message: Message, lang: Lang, values: Mapping[str, object]) -> Markup:
    """Render a text as HTML, values that are no markup escaped."""
    marks = {name: value if name == "count" else f"\0{name}\0" for name, value in values.items()}
    text = str(escape(message.text(lang, **marks)))
    for name, value in values.items():
        text = text.replace(f"\0{name}\0", str(escape(value)))
    return Markup(text)


def _shortened(words: str) -> str:
    """Return the first and last words of a passage, where it is long."""
    if len(words) <= 70:
        return words
    return f"{words[:40].rpartition(' ')[0]} … {words[-25:].partition(' ')[2]}"


def _valid(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError:
        return ""


@lru_cache(1)
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("gcm.site"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["shortened"] = _shortened
    environment.tests["words"] = lambda value: isinstance(value, Words)
    return environment


__all__ = ["Page", "Site"]
