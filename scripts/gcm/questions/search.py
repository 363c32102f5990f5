"""Search for questions, things, terms, facts, quotes and pages by words (`gcm search`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from gcm.core.errors import as_language, as_text, check_numbers
from gcm.core.language import LANGS, Lang, Message, msg
from gcm.core.namespaces import BASE, GCM, OA, SKOS, shorten
from gcm.core.results import Cell
from gcm.core.similarity import plain
from gcm.entities.lookup import Asked, about, nodes
from gcm.graph.graph import Graph
from gcm.graph.open import Source
from gcm.questions.ask import list_questions

Kind = Literal["question", "thing", "term", "quote", "page", "fact"]
KINDS: dict[Kind, Message] = {
    "question": msg("question"),
    "thing": msg("thing"),
    "term": msg("term"),
    "quote": msg("quote"),
    "page": msg("page"),
    "fact": msg("fact"),
}
NOTHING = msg("nothing found; try fewer or other words.")
MOST_OF_THEM = msg("nothing has all these words; shown is what has most of them.")

_CLASSES = "SELECT DISTINCT ?class WHERE { ?thing a ?class . FILTER(isIRI(?class)) }"
_FACTS = "SELECT ?class WHERE { ?class rdfs:subClassOf* gcm:Fact }"
# Names of things, which are few; labels of all, of which most are facts.
_NAMES = """
SELECT DISTINCT ?thing ?name ?by
WHERE {{
  VALUES ?class {{ {classes} }}
  ?thing a ?class ; ?by ?name .
  FILTER(?by IN (skos:prefLabel, skos:altLabel, skos:notation, dct:identifier, dct:title,
                 schema:url, gcm:acronym, gcm:iso3, gcm:iso2, gcm:m49, gcm:shortName) && {holds})
}}
"""
_LABELS = """
SELECT ?thing ?name ?by
WHERE {{ ?thing skos:prefLabel ?name . BIND(skos:prefLabel AS ?by) FILTER({holds} || {ends}) }}
"""
_NUMBERS = """
SELECT DISTINCT ?thing ?name
WHERE {{
  VALUES ?class {{ {classes} }}
  ?class rdfs:label|skos:prefLabel ?kind .
  ?thing a ?class ; gcm:number ?number .
  BIND(CONCAT(STR(?kind), " ", STR(?number)) AS ?name)
  FILTER({holds})
}}
"""
_QUOTES = "SELECT ?quote ?name WHERE {{ ?quote oa:hasSelector/oa:exact ?name . FILTER({holds}) }}"
_ABOUT = "?thing skos:prefLabel ?label . OPTIONAL { ?thing a ?class }"
# What is found by its words, not by its label.
_APART = {
    GCM + "Unit",
    *(OA + name for name in ("SpecificResource", "TextQuoteSelector", "TextPositionSelector")),
}
_MOST_WORDS = 30  # that are looked for
_TESTED = 20  # letters of a word by which the engine finds names; the rest is compared after
_COMPARED = 20_000  # names that the engine finds; a large graph has more that hold a short word
_LABEL = Cell("uri", SKOS + "prefLabel")
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
    wanted = _words(as_text(words))[:_MOST_WORDS]
    if not wanted:
        return []
    if found := _having(_entries(source, lang, wanted, every=True), wanted):
        return found[:most]
    meant = [_ENDING.sub("", word) for word in dict.fromkeys(wanted) if word not in _FUNCTION_WORDS]
    return _having_most(_entries(source, lang, meant, every=False), meant)[:most] if meant else []


def _having(entries: Iterable[Entry], wanted: list[str]) -> list[Hit]:
    """List the hits that have all words, the best first."""
    best: dict[tuple[Kind, str], tuple[int, Hit]] = {}
    for hit, role in entries:
        rank = _rank(wanted, _words(hit.found), role)
        if rank is not None and rank < best.get((hit.kind, hit.name), (_ELSEWHERE + 1, hit))[0]:
            best[hit.kind, hit.name] = rank, hit
    kinds = list(KINDS)
    ranked = sorted(
        best.values(),
        key=lambda one: (
            one[0] != _WHOLE and one[1].kind == "fact",
            one[0],
            kinds.index(one[1].kind),
            len(one[1].label),
            one[1],
        ),
    )
    return [hit for _, hit in ranked]


def _having_most(entries: Iterable[Entry], meant: list[str]) -> list[Hit]:
    """List the questions that have most of some words in all their texts, then such things."""
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


def _entries(source: Source, lang: Lang, words: list[str], *, every: bool) -> Iterator[Entry]:
    """Yield names and texts, each with what it is: at least those that have the words.

    Args:
        source: what is searched.
        lang: the language of labels.
        words: the words.
        every: whether a text must have all of them; else one is enough, and only questions and
            things are searched.
    """
    for asked in list_questions(root=source.layout.root):
        for text in (asked.name, *asked.title.values()):
            yield Hit("question", asked.name, asked.title[lang], text), "name"
        for text in (*asked.keywords, *asked.description.values()):
            yield Hit("question", asked.name, asked.title[lang], text), "text"
    graph = source.graph
    of_facts = {kind.value for (kind,) in graph.rows(_FACTS) if kind}
    classes = {kind.value for (kind,) in graph.rows(_CLASSES) if kind} - of_facts - _APART
    of_things = " ".join(map(str, nodes(classes)))
    parts = {"holds": "true", "ends": "true", "classes": of_things}
    limit = ""
    if isinstance(graph, Graph):  # others may read expressions otherwise
        tests = [f'REGEX(STR(?name), "{_expression(word[:_TESTED])}", "i")' for word in words]
        parts["holds"] = f"({(' && ' if every else ' || ').join(tests)})"
        parts["ends"] = f'REGEX(STR(?thing), "{_expression(words[-1][-_TESTED:])}\\\\W*$", "i")'
        limit = f"LIMIT {_COMPARED}"

    def rows(query: str) -> list[tuple[Cell | None, ...]]:
        few = query in (_NAMES, _NUMBERS)  # of things, not of all their facts
        return graph.rows(query.format(**parts) + ("" if few else limit))

    found: set[tuple[str, str, Role]] = {
        (thing.value, name.value, "name")
        for thing, name, *by in (
            *rows(_NAMES),
            *(rows(_LABELS) if every else ()),
            *rows(_NUMBERS),
        )
        if thing and name and (by != [_LABEL] or name.language in LANGS)
    }
    for thing in {iri for iri, _, _ in found} if every else ():
        found.add((thing, re.split("[/#]", thing)[-1], "code"))
        found.add((thing, shorten(thing, graph.prefixes), "code"))
    labels, kinds = _labels_and_classes(graph, {iri for iri, _, _ in found})
    for iri, text, role in sorted(found):
        if iri not in labels or kinds[iri] & _APART:
            continue
        shown = labels[iri].get(lang) or next(iter(labels[iri].values()))
        kind: Kind = "page" if GCM + "Page" in kinds[iri] else "thing"
        if kinds[iri] & of_facts:
            kind = "fact"
        if iri.startswith(GCM):
            kind = "term"
        yield Hit(kind, iri, shown, text), "text" if kind == "page" else role
    for quote, said in rows(_QUOTES) if every else ():
        if quote and said:
            yield Hit("quote", quote.value, said.value, said.value), "text"


def _labels_and_classes(
    graph: Asked, things: set[str]
) -> tuple[dict[str, dict[str, str]], dict[str, set[str]]]:
    """Return the labels of things of ours by language, and their classes."""
    labels: dict[str, dict[str, str]] = {}
    classes: dict[str, set[str]] = {}
    ours = (thing for thing in things if thing.startswith((BASE, _SDG)))
    for thing, label, kind in about(graph, ours, "?label ?class", _ABOUT):
        if thing and label and label.language in LANGS:
            labels.setdefault(thing.value, {})[label.language] = label.value
            classes.setdefault(thing.value, set()).update({kind.value} if kind else ())
    return labels, classes


@cache
def _accented() -> dict[str, str]:
    """The letters that are one, or a pair such as ss, without their accents, as an expression."""
    found: dict[str, str] = {}
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        for start in dict.fromkeys((plain(letter), plain(letter)[:1])):
            found[start] = found.get(start, "") + letter
    return {
        start: f"[{start}{letters}]" if len(start) == 1 else f"(?:{start}|[{letters}])"
        for start, letters in found.items()
        if start.isalnum()
    }


def _expression(word: str) -> str:
    """Return a regular expression, in a query, of a word without accents and full stops."""
    pairs = "|".join(start for start in _accented() if len(start) > 1)
    parts = re.findall(f"{pairs}|.", word)
    return "".join(_accented().get(part, part) + r"[.\\p{M}]*" for part in parts)


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
