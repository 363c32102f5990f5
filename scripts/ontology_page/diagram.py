"""Draw the classes and what links them, ontology/diagram.svg.

In the middle is the class with the most classes below it, with all of these; at its sides, module
by module, every other class in a card with those below it. Arrows lead only from the middle to the
sides; all other links are written as `property → Class`. Below are the classes of concepts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import product

from ontology_page.terms import Entry, Module, Ontology

_WIDTH, _MARGIN = 1280, 24
_SIDE = 280  # the gutters are as wide as the names on arrows ask, the middle takes the rest
_TOP = 104
_PAD, _INDENT, _GAP = 12, 14, 14
_SIZES = {"title": 22, "lead": 13, "module": 11, "class": 13.5, "text": 12, "arrow": 11.5}
_STEPS = {"module": 26, "class": 21, "text": 16.5, "gap": 5}  # heights of lines

# Light first, then what differs on a dark screen.
_STYLE = """
text { font-family: "Source Sans 3", "Helvetica Neue", Arial, "Liberation Sans", sans-serif }
.strong { font-weight: 600 } .other { font-style: italic } .caps { letter-spacing: .08em }
.ink { fill: #1c2127 } .dim { fill: #5b6570 } .link, .head { fill: #1d4f7c }
.page { fill: #ffffff } .rule { stroke: #c3cad2 } .arrow { stroke: #1d4f7c }
.card { fill: #f7f8fa; stroke: #d8dde3 } .hub { fill: #ffffff; stroke: #1d4f7c }
@media (prefers-color-scheme: dark) {
.ink { fill: #e8ebee } .dim { fill: #a2adb8 } .link, .head { fill: #8fbfe8 }
.page { fill: #14181d } .rule { stroke: #414b56 } .arrow { stroke: #8fbfe8 }
.card { fill: #1c2229; stroke: #343d47 } .hub { fill: #181d23; stroke: #7fb2e0 }
}
""".strip()

# How wide letters are, in parts of the size, in the widest of the usual fonts.
_NARROW, _BROAD = frozenset("fijlrtI.,:;'|()[]- "), frozenset("mwMWOQ@%→")

_Span = tuple[str, str]  # class attribute and text


_LEGEND = (
    [
        ("ink", "property"),
        ("dim", " → "),
        ("link", "Class"),
        ("dim", ", a link · "),
        ("dim other", "un enlace"),
    ],
    [("ink", "property"), ("dim", ", a value · "), ("dim other", "un valor")],
    [
        ("dim", "set in, a kind of the class above · "),
        ("dim other", "con sangría, un tipo de la clase de arriba"),
    ],
)


@dataclass(frozen=True)
class _Line:
    """One line of a card."""

    step: str  # its kind, a key of _STEPS
    depth: int = 0
    spans: tuple[_Span, ...] = ()
    second: tuple[_Span, ...] = ()  # what begins in the middle of the line
    aside: str = ""  # small, at the right end


@dataclass(frozen=True)
class _Card:
    """A class with those below it, or a heading over cards."""

    iri: str
    lines: tuple[_Line, ...]
    heading: bool = False

    @property
    def height(self) -> float:
        inner = sum(_STEPS[line.step] for line in self.lines)
        return inner if self.heading else inner + _PAD + _GAP


def diagram(ontology: Ontology) -> str:
    """The text of the drawing, in SVG."""
    drawing = _Drawing(ontology)
    body = list(drawing.body())
    size = f'width="{_WIDTH}" height="{_number(drawing.height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_WIDTH} '
        f'{_number(drawing.height)}" xml:space="preserve" role="img" '
        'aria-labelledby="title description">',
        f'<title id="title">{escape(" · ".join(ontology.titles))}</title>',
        f'<desc id="description">{escape(drawing.description())}</desc>',
        f"<style>\n{_STYLE}\n</style>",
        f'<rect class="page" {size}/>',
        *body,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


class _Drawing:
    """What stands where; its height is known when all is drawn."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._modules = {e.iri: module for module in ontology.modules for e in module.entries}
        classes = [entry for entry in ontology.entries.values() if entry.kind == "class"]
        self._categories = [entry for entry in classes if entry.concepts]
        self._hub = max(classes, key=lambda entry: len(self._family(entry)))
        self._roots = [
            entry
            for entry in classes
            if entry is not self._hub
            and entry not in self._categories
            and not any(iri in ontology.entries for iri in entry.above)
        ]
        named = [[("link", name)] for root in self._roots for name in self._links_to(root.iri)]
        self._gutter = max((room(name, _SIZES["arrow"]) for name in named), default=0) + 16
        self._middle = _WIDTH - 2 * (_MARGIN + _SIDE + self._gutter)
        self.height = 0.0

    def description(self) -> str:
        kinds = ", ".join(entry.name for entry in self._family(self._hub)[1:])
        others = ", ".join(entry.name for entry in self._roots)
        hub = self._hub.name
        return (
            f"{hub}: {kinds}. Around it, the other classes, by module: {others}. Each with its "
            f"properties. · {hub}: {kinds}. Alrededor, las demás clases, por módulo: {others}. "
            "Cada una con sus propiedades."
        )

    def body(self) -> Iterator[str]:
        yield from self._head()
        hub, sides = self._hub_card(), self._sides()
        self.height = _TOP + max(hub.height, *map(_height, sides))
        x = _MARGIN + _SIDE + self._gutter
        yield from self._draw_card(hub, x, _TOP, self._middle, self.height - _TOP - _GAP)
        far = x + self._middle + self._gutter
        for cards, left, edge, way in (
            (sides[0], _MARGIN, x, -1),
            (sides[1], far, x + self._middle, 1),
        ):
            placed = _placed(cards)
            for card, y in placed:
                yield from self._draw_card(card, left, y, _SIDE)
            yield from self._arrows(placed, edge, way)
        if self._categories:
            yield from self._band(self.height + 12)
        self.height += _MARGIN - _GAP

    def _head(self) -> Iterator[str]:
        titles = self._ontology.titles
        yield _text(_MARGIN, 46, "title", [("ink strong", titles[0])])
        if len(titles) > 1:
            yield _text(_MARGIN, 68, "lead", [("dim other", titles[1])])
        for y, words in zip((32, 50, 68), _LEGEND, strict=True):
            yield _text(_WIDTH - _MARGIN, y, "text", words, anchor="end")

    # What the cards hold.

    def _below(self, entry: Entry) -> list[Entry]:
        return [kind for kind in self._ontology.below(entry.iri) if kind not in self._categories]

    def _family(self, entry: Entry) -> list[Entry]:
        """A class and all below it."""
        return [entry, *(kind for below in self._below(entry) for kind in self._family(below))]

    def _hub_card(self) -> _Card:
        """The middle: the kinds just below its class stand under the headings of their modules."""
        lines = [*self._name(self._hub, 0, self._middle)]
        module: Module | None = None
        for kind in self._below(self._hub):
            if self._modules[kind.iri] is not module:
                module = self._modules[kind.iri]
                lines.append(_module_line(module))
            lines += self._lines(kind, 0, self._middle)
        return _Card(self._hub.iri, tuple(lines))

    def _lines(self, entry: Entry, depth: int, width: float, aside: str = "") -> Iterator[_Line]:
        """A class with its properties, then, set in, what is below it."""
        yield from self._name(entry, depth, width, aside)
        for kind in self._below(entry):
            module = self._modules[kind.iri]
            apart = module is not self._modules[entry.iri]
            yield from self._lines(
                kind, depth + 1, width, module.titles[0].lower() if apart else ""
            )

    def _name(self, entry: Entry, depth: int, width: float, aside: str = "") -> Iterator[_Line]:
        inner = width - 2 * _PAD - depth * _INDENT
        yield from _named(entry.name, entry.labels[1:], depth, inner, aside)
        yield from self._rows(self._ontology.properties(entry.iri), depth, inner)
        yield _Line("gap")

    def _rows(self, properties: list[Entry], depth: int, width: float) -> Iterator[_Line]:
        """Links, each with its class, then the names of values."""
        links = [self._row(entry) for entry in properties if entry.kind == "link"]
        values = [[("dim", entry.name)] for entry in properties if entry.kind == "value"]
        if width > _SIDE + _INDENT:
            yield from _grid([*links, *values], depth, width)
        else:
            for link in links:
                whole = room(link, _SIZES["text"]) <= width
                for part in (link,) if whole else (link[:-1], link[-1:]):
                    yield _Line("text", depth, tuple(part))
            yield from (_Line("text", depth, spans) for spans in _flow(values, width))

    def _row(self, entry: Entry) -> list[_Span]:
        ranges = ", ".join(map(self._ontology.shorten, entry.range))
        target = ("link", ranges) if ranges else ("dim", "anything")
        return [("ink", entry.name), ("dim", " → "), target]

    def _sides(self) -> tuple[list[_Card], list[_Card]]:
        """All other classes, the first module on the left, so that the sides are most alike."""
        groups = [list(self._module_cards(module)) for module in self._ontology.modules]
        if len(groups) == 1:
            groups = [groups[0][place : place + 4] for place in range(0, len(groups[0]), 4)]

        def split(on_right: Iterable[bool]) -> tuple[list[_Card], list[_Card]]:
            sides: tuple[list[_Card], list[_Card]] = ([], [])
            for right, group in zip((False, *on_right), groups, strict=True):
                sides[right].extend(group)
            return self._side(sides[0]), self._side(sides[1])

        ways = map(split, product((False, True), repeat=len(groups) - 1))
        return min(ways, key=lambda sides: abs(_height(sides[0]) - _height(sides[1])))

    def _module_cards(self, module: Module) -> Iterator[_Card]:
        for entry in module.entries:
            if entry in self._roots:
                yield _Card(entry.iri, tuple(self._lines(entry, 0, _SIDE)))
        strangers: dict[str, list[Entry]] = {}  # by what bears them: a class of others, or anything
        for entry in module.entries:
            if entry.kind != "class" and not any(c in self._ontology.entries for c in entry.domain):
                bearer = ", ".join(map(self._ontology.shorten, entry.domain))
                strangers.setdefault(bearer, []).append(entry)
        for bearer, entries in strangers.items():
            label = () if bearer else ("cualquier cosa",)
            name = _named(bearer or "anything", label, 0, _SIDE - 2 * _PAD)
            rows = self._rows(entries, 0, _SIDE - 2 * _PAD)
            yield _Card(entries[0].iri, (*name, *rows, _Line("gap")))

    def _side(self, cards: list[_Card]) -> list[_Card]:
        """A side: before the first card of each module, its heading."""
        found: list[_Card] = []
        module: Module | None = None
        for card in cards:
            if self._modules[card.iri] is not module:
                module = self._modules[card.iri]
                found.append(_Card("", (_module_line(module),), heading=True))
            found.append(card)
        return found

    # How they are drawn.

    def _draw_card(
        self, card: _Card, x: float, y: float, width: float, height: float = 0
    ) -> Iterator[str]:
        if not card.heading:
            kind = "hub" if card.iri == self._hub.iri else "card"
            yield (
                f'<rect class="{kind}" x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" '
                f'height="{_number(height or card.height - _GAP)}" rx="3"/>'
            )
            x, y, width = x + _PAD, y + _PAD / 2, width - 2 * _PAD
        for line in card.lines:
            y += _STEPS[line.step]
            left = x + line.depth * _INDENT
            if line.step == "module":
                yield _text(left, y - 8, "module", line.spans, "caps")
                start = left + room(line.spans, _SIZES["module"]) * 1.06 + 10
                if start < x + width - 20:
                    yield _path(
                        "rule", f"M{_number(start)} {_number(y - 11.5)}H{_number(x + width)}"
                    )
            elif line.spans:
                size = "class" if line.step == "class" else "text"
                yield _text(left, y - 4, size, line.spans)
            if line.second:
                yield _text(x + width / 2, y - 4, "text", line.second)
            if line.aside:
                yield _text(x + width, y - 4, "module", [("dim", line.aside)], anchor="end")

    def _arrows(self, cards: list[tuple[_Card, float]], edge: float, way: int) -> Iterator[str]:
        """From the middle to each card whose class, or one below it, some link there leads to."""
        rows = [
            (y + _PAD / 2 + _STEPS["class"] - 8, names)
            for card, y in cards
            if card.iri in self._ontology.entries and (names := self._links_to(card.iri))
        ]
        ends = [*(y for y, _ in rows[1:]), self.height]
        for (y, names), end in zip(rows, ends, strict=False):
            tip = edge + way * (self._gutter - 2)
            yield _path("arrow", f"M{_number(edge)} {_number(y)}H{_number(tip - way * 6)}")
            yield _path("head", f"M{_number(tip)} {_number(y)}l{-way * 8} -4v8z")
            most = int((end - y - 22) / 15)
            shown = names if len(names) <= most else [*names[: most - 1], "…"]
            for number, name in enumerate(shown, 1):
                middle = edge + way * self._gutter / 2
                yield _text(middle, y + 2 + 15 * number, "arrow", [("link", name)], anchor="middle")

    def _links_to(self, iri: str) -> list[str]:
        """Names of the links from the middle to a class; of those below another, only that."""
        targets = {entry.iri for entry in self._family(self._ontology.entries[iri])}
        sources = {entry.iri for entry in self._family(self._hub)}
        found = {
            entry.iri: entry
            for entry in self._ontology.entries.values()
            if entry.kind == "link" and sources & {*entry.domain} and targets & {*entry.range}
        }
        return [e.name for e in found.values() if not found.keys() & {*e.above}]

    def _band(self, top: float) -> Iterator[str]:
        """The classes of closed vocabularies, each with its concepts, in four columns."""
        columns, gap = 4, 24
        width = (_WIDTH - 2 * _MARGIN - (columns - 1) * gap) / columns
        heading = (("dim strong", "CATEGORIES · CATEGORÍAS"),)
        yield from self._draw_card(
            _Card("", (_Line("module", 0, heading),), heading=True),
            _MARGIN,
            top,
            _WIDTH - 2 * _MARGIN,
        )
        top += _STEPS["module"]
        cards = [
            _Card(e.iri, tuple(self._category(e, width)), heading=True) for e in self._categories
        ]
        limit = _least(lambda most: len(_columns(cards, most)) <= columns, _height(cards) / columns)
        for number, column in enumerate(_columns(cards, limit)):
            y = top
            for card in column:
                yield from self._draw_card(card, _MARGIN + number * (width + gap), y, width)
                y += card.height
            self.height = max(self.height, y + _GAP)

    def _category(self, entry: Entry, width: float) -> Iterator[_Line]:
        yield from _named(entry.name, entry.labels[1:], 0, width)
        yield from self._rows(self._ontology.properties(entry.iri), 0, width)
        names = [[("dim", self._ontology.shorten(c.iri).partition(":")[2])] for c in entry.concepts]
        yield from (_Line("text", 0, spans) for spans in _flow(names, width))
        yield _Line("gap")


def _named(
    name: str, labels: Iterable[str], depth: int, width: float, aside: str = ""
) -> Iterator[_Line]:
    """The name of a class, with its label in Spanish beside it, or below if there is no room."""
    own: _Span = ("ink strong", name)
    label: _Span = ("dim other", " · ".join(labels))
    beside = (own, ("dim", " · "), label) if label[1] else (own,)
    if room(beside, _SIZES["class"]) + room([("dim", f" {aside}")], _SIZES["module"]) <= width:
        yield _Line("class", depth, beside, aside=aside)
    else:
        yield _Line("class", depth, (own,), aside=aside)
        yield _Line("text", depth, (label,))


def _module_line(module: Module) -> _Line:
    return _Line("module", 0, (("dim strong", " · ".join(module.titles).upper()),))


def _flow(items: Iterable[list[_Span]], width: float) -> Iterator[tuple[_Span, ...]]:
    """Items on as few lines as fit, with a comma between two."""
    line: list[_Span] = []
    for item in items:
        longer = [*line, ("dim", ", "), *item] if line else item
        if line and room(longer, _SIZES["text"]) > width:
            yield tuple(line)
            longer = item
        line = longer
    if line:
        yield tuple(line)


def _grid(items: list[list[_Span]], depth: int, width: float) -> Iterator[_Line]:
    """Items two by two, save where one is too wide for half a line of the card."""
    half = (width - depth * _INDENT) / 2
    while items:
        pair = items[:2]
        if any(room(item, _SIZES["text"]) > half for item in pair):
            pair = items[:1]
        items = items[len(pair) :]
        yield _Line("text", depth, tuple(pair[0]), tuple(pair[1]) if pair[1:] else ())


def _placed(cards: list[_Card]) -> list[tuple[_Card, float]]:
    found, y = [], float(_TOP)
    for card in cards:
        found.append((card, y))
        y += card.height
    return found


def _height(cards: list[_Card]) -> float:
    return sum(card.height for card in cards)


def _columns(cards: list[_Card], most: float) -> list[list[_Card]]:
    """Cards in their order, a new column where one would be higher than allowed."""
    found: list[list[_Card]] = [[]]
    for card in cards:
        if found[-1] and _height([*found[-1], card]) > most:
            found.append([])
        found[-1].append(card)
    return found


def _least(fits: Callable[[float], bool], start: float) -> float:
    while not fits(start):
        start += 4
    return start


def room(spans: Iterable[_Span], size: float) -> float:
    """About how wide a text is at the most: in the widest of the usual fonts.

    Args:
        spans: class attributes and texts.
        size: of the font, in the units of the result.
    """
    return size * sum(
        (1.12 if "strong" in kind else 1)
        * (0.38 if c in _NARROW else 0.95 if c in _BROAD else 0.72 if c.isupper() else 0.61)
        for kind, text in spans
        for c in text
    )


def _text(
    x: float, y: float, size: str, spans: Iterable[_Span], more: str = "", anchor: str = ""
) -> str:
    inner = "".join(
        f'<tspan class="{kind}"{_lang(kind)}>{escape(text)}</tspan>' for kind, text in spans
    )
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_SIZES[size]}"'
        + (f' class="{more}"' if more else "")
        + (f' text-anchor="{anchor}"' if anchor else "")
        + f">{inner}</text>"
    )


def _lang(kind: str) -> str:
    return ' xml:lang="es"' if "other" in kind else ""


def _path(kind: str, path: str) -> str:
    return f'<path class="{kind}" d="{path}"/>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
