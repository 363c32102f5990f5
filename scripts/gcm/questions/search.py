"""Search for questions, things, terms, facts, quotes and pages by words (`gcm search`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from gcm.core.errors import as_language, as_text, check_numbers
from gcm.core.language import LANGS, Lang
from gcm.core.namespaces import BASE, GCM, shorten
from gcm.core.similarity import plain
from gcm.entities.lookup import Asked
from gcm.graph.open import Source
from gcm.questions.ask import list_questions
from gcm.questions.question import Question

Kind = Literal["question", "thing", "term", "quote", "page", "fact"]
KINDS: tuple[Kind, ...] = ("question", "thing", "term", "quote", "page", "fact")

_LABELS = "SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label }"
_NAMES = """
SELECT ?thing ?name
WHERE {
  ?thing skos:altLabel|skos:notation|dct:identifier|dct:title|schema:url|
         gcm:acronym|gcm:iso3|gcm:iso2|gcm:m49|gcm:shortName ?name .
}
"""
_NUMBERS = """
SELECT DISTINCT ?thing ?name
WHERE {
  ?class rdfs:label|skos:prefLabel ?kind .
  ?thing a ?class ; gcm:number ?number .
  BIND(CONCAT(STR(?kind), " ", STR(?number)) AS ?name)
}
"""
_QUOTES = "SELECT ?quote ?words WHERE { ?quote oa:hasSelector/oa:exact ?words }"
_APART = """
SELECT ?thing ?class
WHERE {
  ?thing a ?class .
  FILTER(?class IN (gcm:Page, gcm:Unit, oa:SpecificResource, oa:TextQuoteSelector,
                    oa:TextPositionSelector))
}
"""
_FACTS = """
SELECT DISTINCT ?fact WHERE { ?class rdfs:subClassOf gcm:Fact . ?fact a ?class }
"""
_SDG = "http://metadata.un.org/sdg/"
_WORD = re.compile(r"\w+")
# How well a text fits: it is the words, begins with them, or has each of them.
_WHOLE, _BEGINS, _HOLDS, _ELSEWHERE = range(4)
_NEAR = 6  # hits of a kind, where nothing has all words
_WHOLE_WORD = 4  # letters
_FUNCTION_WORDS = frozenset(  # without accents
    _WORD.findall(
        "a al como con cual cuales cuando cuantos de del desde donde el en entre esta fue ha hay "
        "hizo la las lo los para por que quien quienes se segun si sobre son su un una y "
        "about an and are at by did do does for from has have how in is it many of on the to was "
        "were what when where which who why with"
    )
)
_ENDING = re.compile(r"(?<=\w{5})(?:[aeo]?s|[aeo])$")  # of a plural or a verb, in either language
# What a text is: a name, a code that only counts whole, or other words.
Role = Literal["name", "code", "text"]
Entry = tuple["Hit", Role]


class Hit(NamedTuple):
    """What words were found in.

    Args:
        kind: what it is.
        name: the name of a question, else the IRI.
        label: its title or label in the reader's language; the words of a quote.
        found: the name or text that the words are in.
        lacks: the words that are not in it, where nothing has them all.
    """

    kind: Kind
    name: str
    label: str
    found: str
    lacks: tuple[str, ...] = ()


def search(source: Source, words: str, *, lang: Lang = "en", most: int = 20) -> list[Hit]:
    """Find what has all of some words, or their beginnings, in either language.

    Case and accents do not matter. What the words name exactly, by code, acronym, label or title,
    comes first; then names that begin with them, names that have them, other texts, and facts.
    Where nothing has them all, of questions and of things those are given that have most of them,
    words such as "how" or "the" aside.

    Args:
        words: the words.
        lang: the language of labels.
        most: the greatest number of hits.

    Raises:
        UsageError: `words` is no text.
        RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
    """
    lang = as_language(lang)
    check_numbers(0, most)
    wanted = _words(as_text(words))
    if not wanted:
        return []
    entries = [
        *_of_questions(list_questions(root=source.layout.root), lang),
        *_of(source.graph, lang),
    ]
    return (_having(entries, wanted) or _having_most(entries, wanted))[:most]


def _having(entries: Iterable[Entry], wanted: list[str]) -> list[Hit]:
    """List the hits that have all words, the best first."""
    best: dict[tuple[Kind, str], tuple[int, Hit]] = {}
    for hit, role in entries:
        rank = _rank(wanted, _words(hit.found), role)
        if rank is not None and rank < best.get((hit.kind, hit.name), (_ELSEWHERE + 1, hit))[0]:
            best[hit.kind, hit.name] = rank, hit
    ranked = sorted(
        best.values(),
        key=lambda one: (
            one[0] != _WHOLE and one[1].kind == "fact",
            one[0],
            KINDS.index(one[1].kind),
            len(one[1].label),
            one[1],
        ),
    )
    return [hit for _, hit in ranked]


def _having_most(entries: Iterable[Entry], wanted: list[str]) -> list[Hit]:
    """List the questions that have most of some words in all their texts, then such things."""
    meant = [_ENDING.sub("", word) for word in dict.fromkeys(wanted) if word not in _FUNCTION_WORDS]
    had: dict[tuple[Kind, str], tuple[Hit, set[str], set[str]]] = {}  # words in names, and in any
    for hit, role in entries:
        if hit.kind in ("question", "thing") and role != "code":
            words = _words(hit.found)
            own = {one for one in meant if any(_begins(word, one) for word in words)}
            _, named, all_of_it = had.setdefault((hit.kind, hit.name), (hit, set(), set()))
            all_of_it |= own
            if role == "name":
                named |= own
    found = []
    for kind in ("question", "thing"):
        hits = [one for one in had.values() if one[0].kind == kind and one[2]]
        hits.sort(key=lambda one: (-len(one[2]), -len(one[1]), len(one[0].label), one[0]))
        found += [
            hit._replace(lacks=tuple(word for word in meant if word not in own))
            for hit, _, own in hits[:_NEAR]
        ]
    return found


def _begins(word: str, start: str) -> bool:
    """Return whether a word begins with another; a short one, or a number, counts only whole."""
    short = len(start) < _WHOLE_WORD or start.isdecimal()
    return word == start if short else word.startswith(start)


def _of_questions(questions: Iterable[Question], lang: Lang) -> Iterator[Entry]:
    """Yield the names and texts of questions, each with what it is."""
    for asked in questions:
        for text in (asked.name, *asked.title.values()):
            yield Hit("question", asked.name, asked.title[lang], text), "name"
        for text in (*asked.keywords, *asked.description.values()):
            yield Hit("question", asked.name, asked.title[lang], text), "text"


def _of(graph: Asked, lang: Lang) -> Iterator[Entry]:
    """Yield the names and texts of what a graph describes, each with what it is."""
    labels: dict[str, dict[str, str]] = {}
    for thing, label in graph.rows(_LABELS):
        if thing and label and thing.value.startswith((BASE, _SDG)) and label.language in LANGS:
            labels.setdefault(thing.value, {})[label.language] = label.value
    apart = {thing.value: kind.value for thing, kind in graph.rows(_APART) if thing and kind}
    facts = {fact.value for (fact,) in graph.rows(_FACTS) if fact}
    names: list[tuple[str, str, Role]] = [
        (thing.value, name.value, "name")
        for text in (_NAMES, _NUMBERS)
        for thing, name in graph.rows(text)
        if thing and name
    ]
    names += [(thing, text, "name") for thing, texts in labels.items() for text in texts.values()]
    names += [(thing, re.split("[/#]", thing)[-1], "code") for thing in labels]
    names += [(thing, shorten(thing, graph.prefixes), "code") for thing in labels]
    for iri, text, role in names:
        if iri not in labels or apart.get(iri, GCM + "Page") != GCM + "Page":
            continue
        shown = labels[iri].get(lang) or next(iter(labels[iri].values()))
        kind: Kind = "page" if iri in apart else "fact" if iri in facts else "thing"
        if iri.startswith(GCM):
            kind = "term"
        yield Hit(kind, iri, shown, text), "text" if kind == "page" else role
    for quote, said in graph.rows(_QUOTES):
        if quote and said:
            yield Hit("quote", quote.value, said.value, said.value), "text"


def _rank(wanted: list[str], words: list[str], role: Role) -> int | None:
    """Return how well a text fits the wanted words; None if one of them is not in it."""
    if not all(any(word.startswith(one) for word in words) for one in wanted):
        return None
    if role == "text":
        return _ELSEWHERE
    if wanted == words:
        return _WHOLE
    if role == "code":
        return None
    return _BEGINS if words[: len(wanted)] == wanted else _HOLDS


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))
