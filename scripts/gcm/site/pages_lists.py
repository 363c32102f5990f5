"""Lists of things as tables that are sorted and filtered by their address, and the home page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from gcm.core.collation import collated
from gcm.core.language import Message, msg
from gcm.core.namespaces import DCT, GCM, SCHEMA
from gcm.core.similarity import plain
from gcm.site.pages_facts import Facts
from gcm.site.pages_nodes import Link, Nodes, Words

Cell = Link | Words | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the address that sorts by it, and whether the rows are so sorted."""

    label: str
    href: str
    is_sorted: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A list as a table; a cell is None where nothing is stated."""

    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    wanted: str
    sort: str


@dataclass(frozen=True, slots=True)
class _List:
    of_class: str
    title: Message
    about: Message
    columns: tuple[tuple[Message, Callable[[_Reader, str], Cell]], ...]
    order: int = 0  # the column that sorts it at first


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
        return Words(str(len(self.nodes.holders(predicate, iri))))

    def kind(self, iri: str) -> Cell:
        ours = [one for one in self.nodes.classes(iri) if one.startswith(GCM)]
        return self.facts.names.name(ours[0]) if ours else None

    def days(self, iri: str) -> Cell:
        text = self.facts.days(iri)
        return Words(text) if text else None

    def taking_part(self, iri: str) -> Cell:
        states = {
            one
            for fact in self.nodes.holders(GCM + "atEvent", iri)
            for one in self.nodes.names(fact, GCM + "participant")
        }
        return Words(str(len(states))) if states else None

    def kept(self, iri: str) -> Cell:
        sources = self.nodes.holders(GCM + "textOf", iri)
        if not sources:
            return None
        return self.facts.names.link(sources[0])


def _of(predicate: str) -> Callable[[_Reader, str], Cell]:
    return lambda reader, iri: reader.words(iri, predicate)


def _to(predicate: str) -> Callable[[_Reader, str], Cell]:
    return lambda reader, iri: reader.link(iri, predicate)


def _count(predicate: str) -> Callable[[_Reader, str], Cell]:
    return lambda reader, iri: reader.count(iri, predicate)


LISTS: dict[str, _List] = {
    "states": _List(
        GCM + "State",
        msg("States"),
        msg(
            "The States, each with its vote on the Compact and whether a page verifies it as a "
            "champion country."
        ),
        (
            (msg("State"), _Reader.itself),
            (msg("Code"), _of(GCM + "iso3")),
            (msg("Region"), _to(GCM + "inRegion")),
            (
                msg("Vote on the Compact"),
                lambda reader, iri: reader.through(iri, GCM + "voter", GCM + "choice"),
            ),
            (
                msg("Champion"),
                lambda reader, iri: reader.through(iri, GCM + "designee", GCM + "designatedAs"),
            ),
        ),
    ),
    "events": _List(
        GCM + "Event",
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
        GCM + "Agency",
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
        GCM + "Body",
        msg("Networks and bodies"),
        msg("Networks, conferences, civil-society platforms and other bodies."),
        (
            (msg("Body"), _Reader.itself),
            (msg("Kind"), _to("http://www.w3.org/ns/org#classification")),
            (msg("Known members"), _count(GCM + "ofBody")),
        ),
    ),
    "objectives": _List(
        GCM + "Objective",
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
        GCM + "Principle",
        msg("Guiding principles"),
        msg("The ten guiding principles of the Compact."),
        (
            (msg("No."), _of(GCM + "number")),
            (msg("Principle"), _Reader.itself),
            (msg("Paragraph"), _of(GCM + "paragraph")),
        ),
    ),
    "documents": _List(
        GCM + "Document",
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
        SCHEMA + "EventSeries",
        msg("Series of events"),
        msg("Processes and conferences that meet again and again."),
        (
            (msg("Series"), _Reader.itself),
            (msg("Known events"), _count(SCHEMA + "superEvent")),
        ),
    ),
    "programmes": _List(
        GCM + "Programme",
        msg("Programmes"),
        msg("Joint programmes, where they are carried out and by whom."),
        (
            (msg("Programme"), _Reader.itself),
            (msg("Where"), _to(GCM + "setIn")),
        ),
    ),
}


def table(facts: Facts, name: str, query: Mapping[str, str]) -> Table:
    """Read a list, filtered by `q` and sorted by the column `sort`, downwards if it begins with -.

    Args:
        facts: the reader.
        name: one of `LISTS`.
        query: the parameters of the address.
    """
    spec, reader, lang = LISTS[name], _Reader(facts), facts.lang
    iris = [iri for iri in facts.nodes.instances(spec.of_class) if facts.nodes.labels(iri)]
    rows = [(iri, tuple(read(reader, iri) for _, read in spec.columns)) for iri in iris]
    wanted = query.get("q", "").strip()[:100]
    found = [row for row in rows if plain(wanted) in plain(" ".join(map(_text, row[1])))]
    sort = query.get("sort", "")
    column = sort.removeprefix("-")
    place = int(column) if column.isdecimal() and int(column) < len(spec.columns) else spec.order
    is_date = spec.columns[place][1] is _Reader.days
    down = sort.startswith("-") if sort else is_date

    def key(row: tuple[str, tuple[Cell, ...]]) -> tuple[str, ...]:
        if is_date:
            return (facts.nodes.first(row[0], GCM + "earliest"),)
        parts = collated(_text(row[1][place]))
        return tuple(f"{one:012d}" if isinstance(one, int) else one for one in parts)

    found.sort(key=key, reverse=down)
    columns = []
    for number, (label, _) in enumerate(spec.columns):
        direction = "-" if number == place and not down else ""
        parameters = {"q": wanted} if wanted else {}
        address = "?" + urlencode({**parameters, "sort": f"{direction}{number}"})
        columns.append(Column(label.text(lang), address, number == place))
    return Table(
        title=spec.title.text(lang),
        about=spec.about.text(lang),
        columns=tuple(columns),
        rows=tuple(cells for _, cells in found),
        total=len(rows),
        wanted=wanted,
        sort="descending" if down else "ascending",
    )


def _text(cell: Cell) -> str:
    return "" if cell is None else cell.text if isinstance(cell, Words) else cell.words.text
