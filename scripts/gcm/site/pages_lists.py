"""Lists of things as tables that are sorted and filtered by their address, and the home page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import overload
from urllib.parse import urlencode

from gcm.core.collation import collated
from gcm.core.language import Message, msg
from gcm.core.namespaces import BASE, DCT, GCM, OWL, SCHEMA, SKOS, shorten
from gcm.core.similarity import plain
from gcm.site.pages_facts import Facts
from gcm.site.pages_nodes import Link, Nodes, Words, page_of

Cell = Link | Words | None
ROWS = 250  # of a list on one page
_SENTENCE = 200  # letters
_TAKING_PART = f"""
SELECT (COUNT(DISTINCT ?one) AS ?count)
WHERE {{ ?fact <{GCM}atEvent> ?node ; <{GCM}participant> ?one }}
"""
_READ, _NOT_KEPT = msg("Read the text"), msg("not kept here")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the address that sorts by it, and whether the rows are so sorted."""

    label: str
    href: str
    is_sorted: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A list as a table: rows with their anchors; a cell is None where nothing is stated.

    `total` counts all rows, `found` those that hold the `wanted` words; `pages` are the addresses
    of its pages.
    """

    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    total: int
    found: int
    page: int
    pages: tuple[str, ...]
    wanted: str
    sort: str

    @property
    def is_text(self) -> bool:
        """Whether cells hold sentences, which need the width of a narrow window."""
        return any(len(_text(cell)) > _SENTENCE for _, cells in self.rows for cell in cells)


@dataclass(frozen=True, slots=True)
class _List:
    of_classes: tuple[str, ...]
    title: Message
    about: Message
    columns: tuple[tuple[Message, Callable[[_Reader, str], Cell]], ...]
    order: int = 0  # the column that sorts it at first


class _Cells(Sequence[Cell]):
    """The cells of a row; each is read when it is looked at."""

    def __init__(self, spec: _List, reader: _Reader, iri: str) -> None:
        self._spec, self._reader, self._iri = spec, reader, iri

    def __len__(self) -> int:
        return len(self._spec.columns)

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Cell]: ...
    def __getitem__(self, place: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(place, slice):
            return [read(self._reader, self._iri) for _, read in self._spec.columns[place]]
        return self._spec.columns[place][1](self._reader, self._iri)


class _Reader:
    """Reads the cells of lists."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.nodes: Nodes = facts.nodes

    def itself(self, iri: str) -> Cell:
        return self.facts.names.link(iri)

    def link(self, iri: str, predicate: str) -> Cell:
        value = self.nodes.first(iri, predicate)
        return self.facts.names.link(value) if value else None

    def words(self, iri: str, predicate: str) -> Cell:
        return self.facts.names.best(iri, predicate)

    def through(self, iri: str, role: str, value: str) -> Cell:
        """Return the value of a property of the fact in which a thing has a role."""
        for fact in self.nodes.holders(role, iri):
            if found := self.nodes.first(fact, value):
                return self.facts.names.name(found)
        return None

    def count(self, iri: str, predicate: str) -> Cell:
        found = len(self.nodes.holders(predicate, iri))
        return Words(str(found)) if found else None

    def kind(self, iri: str) -> Cell:
        classes = self.nodes.classes(iri)
        ours = [one for one in classes if one.startswith(GCM)]
        return self.facts.names.name((ours or classes)[0])

    def term(self, iri: str) -> Cell:
        # Names are not unique: some classes and properties share one.
        return self.facts.names.link(iri, Words(shorten(iri, self.nodes.graph.prefixes)))

    def days(self, iri: str) -> Cell:
        text = self.facts.days(iri)
        return Words(text) if text else None

    def taking_part(self, iri: str) -> Cell:
        count = self.nodes.count(_TAKING_PART, iri)
        return Words(str(count)) if count else None

    def kept(self, iri: str) -> Cell:
        sources = self.nodes.holders(GCM + "textOf", iri)
        if not sources:
            return Words(_NOT_KEPT.text(self.facts.lang))
        return self.facts.names.link(sources[0], Words(_READ.text(self.facts.lang)))


def _of(predicate: str) -> Callable[[_Reader, str], Cell]:
    return lambda reader, iri: reader.words(iri, predicate)


def _to(predicate: str) -> Callable[[_Reader, str], Cell]:
    return lambda reader, iri: reader.link(iri, predicate)


def _count(predicate: str) -> Callable[[_Reader, str], Cell]:
    return lambda reader, iri: reader.count(iri, predicate)


LISTS: dict[str, _List] = {
    "states": _List(
        (GCM + "State",),
        msg("States"),
        msg(
            "The States, each with its vote on the Compact and whether a page verifies it as a "
            "champion country."
        ),
        (
            (msg("State"), _Reader.itself),
            (
                msg("Vote on the Compact"),
                lambda reader, iri: reader.through(iri, GCM + "voter", GCM + "choice"),
            ),
            (
                msg("Champion"),
                lambda reader, iri: reader.through(iri, GCM + "designee", GCM + "designatedAs"),
            ),
            (msg("Region"), _to(GCM + "inRegion")),
            (msg("Code"), _of(GCM + "iso3")),
        ),
    ),
    "events": _List(
        (GCM + "Event",),
        msg("Events"),
        msg("Forums, reviews, votes and other meetings on migration governance."),
        (
            (msg("Event"), _Reader.itself),
            (msg("Kind"), _Reader.kind),
            (msg("Date"), _Reader.days),
            (msg("Place"), _to(SCHEMA + "location")),
            (msg("Known participants"), _Reader.taking_part),
        ),
        2,
    ),
    "agencies": _List(
        (GCM + "Agency",),
        msg("Agencies"),
        msg(
            "Agencies and other organisations of the United Nations system, and how many links to "
            "the objectives are known of each."
        ),
        (
            (msg("Agency"), _Reader.itself),
            (msg("Acronym"), _of(GCM + "acronym")),
            (msg("Links to objectives"), _count(GCM + "linkedAgent")),
            (msg("Programmes"), _count(GCM + "participatingAgent")),
        ),
    ),
    "bodies": _List(
        (GCM + "Body",),
        msg("Networks and bodies"),
        msg("Networks, conferences, civil-society platforms and other bodies."),
        (
            (msg("Body"), _Reader.itself),
            (msg("Kind"), _to("http://www.w3.org/ns/org#classification")),
            (msg("Known members"), _count(GCM + "ofBody")),
        ),
    ),
    "objectives": _List(
        (GCM + "Objective",),
        msg("Objectives"),
        msg("The 23 objectives of the Compact, and how many links to them are known."),
        (
            (msg("No."), _of(GCM + "number")),
            (msg("Objective"), _Reader.itself),
            (msg("Paragraph"), _of(GCM + "paragraph")),
            (msg("Known links"), _count(GCM + "toObjective")),
        ),
    ),
    "principles": _List(
        (GCM + "Principle",),
        msg("Guiding principles"),
        msg("The ten guiding principles of the Compact."),
        (
            (msg("No."), _of(GCM + "number")),
            (msg("Principle"), _Reader.itself),
            (msg("Paragraph"), _of(GCM + "paragraph")),
        ),
    ),
    "documents": _List(
        (GCM + "Document",),
        msg("Documents"),
        msg(
            "Declarations, communiqués, resolutions and plans. Where the text is kept here, each "
            "of its sentences shows the facts it proves."
        ),
        (
            (msg("Document"), _Reader.itself),
            (msg("Symbol"), _of(DCT + "identifier")),
            (msg("Came of"), _to(GCM + "outcomeOf")),
            (msg("Text"), _Reader.kept),
        ),
    ),
    "series": _List(
        (SCHEMA + "EventSeries",),
        msg("Series of events"),
        msg("Processes and conferences that meet again and again."),
        (
            (msg("Series"), _Reader.itself),
            (msg("Known events"), _count(SCHEMA + "superEvent")),
        ),
    ),
    "programmes": _List(
        (GCM + "Programme",),
        msg("Programmes"),
        msg("Joint programmes, where they are carried out and by whom."),
        (
            (msg("Programme"), _Reader.itself),
            (msg("Where"), _to(GCM + "setIn")),
        ),
    ),
    "ontology": _List(
        (
            *(OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty"),
            SKOS + "ConceptScheme",
        ),
        msg("The terms of the graph"),
        msg("The classes and properties of the graph and its vocabularies, with their meaning."),
        (
            (msg("Name"), lambda reader, iri: reader.facts.names.name(iri)),
            (msg("In queries"), _Reader.term),
            (msg("Kind"), _Reader.kind),
            (msg("Meaning"), _of(SKOS + "definition")),
        ),
    ),
}


_OURS = f"""
  VALUES ?class {{ KINDS }}
  ?thing a ?class ; <{SKOS}prefLabel> ?name .
  FILTER(STRSTARTS(STR(?thing), "{BASE}"))
"""
_MEMBERS = f"SELECT DISTINCT ?thing WHERE {{{_OURS}}}"
_COUNT = f"SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE {{{_OURS}}}"


def members(nodes: Nodes, name: str) -> list[str]:
    """Return the things of ours in a list, those with a name."""
    rows = nodes.graph.rows(_MEMBERS.replace("KINDS", _kinds(name)))
    return sorted(row[0].value for row in rows if row[0])


def count(nodes: Nodes, name: str) -> int:
    """Return how many things of ours are in a list."""
    return nodes.count(_COUNT.replace("KINDS", _kinds(name)))


def _kinds(name: str) -> str:
    return " ".join(f"<{one}>" for one in LISTS[name].of_classes)


def table(facts: Facts, name: str, query: Mapping[str, str]) -> Table:
    """Read one of `LISTS`; `query` has the parameters of the address, see `arranged`."""
    spec, reader, lang = LISTS[name], _Reader(facts), facts.lang
    iris = members(facts.nodes, name)
    dates = [place for place, (_, read) in enumerate(spec.columns) if read is _Reader.days]
    found = arranged(
        (spec.title.text(lang), spec.about.text(lang)),
        [label.text(lang) for label, _ in spec.columns],
        [(iri, _Cells(spec, reader, iri)) for iri in iris],
        query,
        spec.order,
        {place: lambda iri: facts.nodes.first(iri, GCM + "earliest") for place in dates},
    )
    return replace(found, rows=tuple((_anchor(iri), cells) for iri, cells in found.rows))


def arranged(
    titles: tuple[str, str],
    headings: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    query: Mapping[str, str],
    order: int = 0,
    dates: Mapping[int, Callable[[str], str]] = MappingProxyType({}),
) -> Table:
    """Return rows filtered by `q` and sorted by the column `sort`, downwards if it begins with -.

    Args:
        titles: the title, and what the list is.
        headings: those of the columns.
        rows: each an anchor and cells.
        query: the parameters of the address.
        order: the column that sorts it at first.
        dates: the date of a row by its anchor, for columns of dates; the latest come first.
    """
    wanted = query.get("q", "").strip()[:100]
    found = [
        row for row in rows if not wanted or plain(wanted) in plain(" ".join(map(_text, row[1])))
    ]
    sort = query.get("sort", "")
    columns = [str(place) for place in range(len(headings))]
    column = sort.removeprefix("-")
    place = int(column) if column in columns else order
    down = sort.startswith("-") if sort else place in dates

    def key(row: tuple[str, Sequence[Cell]]) -> tuple[str | int, ...]:
        if place in dates:
            return (dates[place](row[0]),)
        return tuple(collated(_text(row[1][place])))

    found.sort(key=key, reverse=down)
    page, pages = page_of(query.get("page", ""), ROWS, len(found))

    def at(**more: str) -> str:
        return "?" + urlencode({**({"q": wanted} if wanted else {}), **more})

    def by(number: int) -> str:
        return at(sort=f"{'-' if number == place and not down else ''}{number}")

    return Table(
        title=titles[0],
        about=titles[1],
        columns=tuple(
            Column(label, by(number), number == place) for number, label in enumerate(headings)
        ),
        rows=tuple((one, tuple(cells)) for one, cells in found[(page - 1) * ROWS : page * ROWS]),
        total=len(rows),
        found=len(found),
        page=page,
        pages=tuple(
            at(**({"sort": sort} if sort else {}), page=str(number))
            for number in range(1, pages + 1)
        ),
        wanted=wanted,
        sort="descending" if down else "ascending",
    )


def _text(cell: Cell) -> str:
    return "" if cell is None else cell.text if isinstance(cell, Words) else cell.words.text


def _anchor(iri: str) -> str:
    """Return the fragment of a term of the ontology, which its IRI leads to."""
    return iri.removeprefix(GCM) if iri.startswith(GCM) else ""
