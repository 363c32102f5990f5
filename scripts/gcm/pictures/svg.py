"""A drawing in SVG: text, rectangles, lines and signs, below one constant style."""

from collections.abc import Mapping
from xml.etree import ElementTree as Xml

from gcm.core.display import printable
from gcm.core.language import Lang
from gcm.pictures.letters import is_measured, width, wrapped

WIDTH = 720.0  # of a picture, in pixels: the width of a printed page
TEXT = 12.0  # the size of text in pixels
SMALL = 11.0  # the smallest size of text in pixels
TITLE = 17.0
LEADING = 1.3  # the height of a line, in sizes of its text
LINE = TEXT * LEADING
SMALL_LINE = SMALL * LEADING

# A picture has no other style: a page allows this text by its hash, in `style-src`.
STYLE = """
.gcm-ink{font:12px "Liberation Sans",Arial,Helvetica,sans-serif;fill:#1b2430}
.gcm-title{font-size:17px;font-weight:700}
.gcm-small{font-size:11px}
.gcm-soft{fill:#5a6675}
.gcm-bold{font-weight:700}
.gcm-paper{fill:#fff}
.gcm-line{stroke:#d3d9e0;fill:none}
.gcm-strong{stroke:#5a6675;fill:none}
.gcm-1{fill:#1f5fa8}
.gcm-2{fill:#c4431b}
.gcm-3{fill:#e0aa2b}
.gcm-4{fill:#c3cad3}
.gcm-5{fill:#2f7d5b}
.gcm-6{fill:#7a4fa3}
.gcm-7{fill:#8c5a3c}
.gcm-on-1,.gcm-on-2,.gcm-on-5,.gcm-on-6,.gcm-on-7{fill:#fff}
.gcm-on-3,.gcm-on-4{fill:#1b2430}
.gcm-sign{fill:none;stroke:#1b2430;stroke-width:1.6;vector-effect:non-scaling-stroke}
.gcm-sign-1,.gcm-sign-2,.gcm-sign-5,.gcm-sign-6,.gcm-sign-7{stroke:#fff}
@media screen and (prefers-color-scheme:dark){
.gcm-ink{fill:#e8ecf1}
.gcm-soft{fill:#a5b0be}
.gcm-paper{fill:#12181f}
.gcm-line{stroke:#333e4b}
.gcm-strong{stroke:#a5b0be}
.gcm-1{fill:#6ea8e5}
.gcm-2{fill:#f0825a}
.gcm-3{fill:#e6bd57}
.gcm-4{fill:#5b6673}
.gcm-5{fill:#5fbf95}
.gcm-6{fill:#b592d8}
.gcm-7{fill:#c79a78}
.gcm-on-1,.gcm-on-2,.gcm-on-3,.gcm-on-5,.gcm-on-6,.gcm-on-7{fill:#12181f}
.gcm-on-4{fill:#fff}
.gcm-sign-1,.gcm-sign-2,.gcm-sign-3,.gcm-sign-5,.gcm-sign-6,.gcm-sign-7{stroke:#12181f}
.gcm-sign-4{stroke:#fff}
}
@media print{svg{print-color-adjust:exact}}
"""


class Drawing:
    """The parts of a picture, from the top; lengths are pixels."""

    def __init__(self, name: str, title: str, lang: Lang, width: float = WIDTH) -> None:
        """Begin a picture with its title.

        Args:
            name: the first part of the picture's ids; letters, digits and hyphens.
            title: its title, also for screen readers.
            lang: the language of its texts.
            width: its width.
        """
        self.width = width
        self.bottom = 0.0
        self._name = name
        self._title = title
        self._lang = lang
        self._body = Xml.Element("g", {"class": "gcm-ink"})
        self.lines(title, 0, width, style="gcm-title")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: str = "",
        *,
        anchor: str = "start",
        turned: bool = False,
        whole: str = "",
    ) -> None:
        """Write a line of text. If the width of each letter is known, any font is fitted to it.

        Args:
            x: where it begins, ends or has its middle, as `anchor` says.
            y: its base line.
            text: the text.
            style: classes of STYLE.
            anchor: `start`, `middle` or `end`.
            turned: write upwards.
            whole: the text that a cut one stands for, shown by a pointer.
        """
        made = self._add("text", {"x": _number(x), "y": _number(y)}, style)
        if anchor != "start":
            made.set("text-anchor", anchor)
        if turned:
            made.set("transform", f"rotate(-90 {_number(x)} {_number(y)})")
        made.text = printable(text)
        if made.text and is_measured(made.text):
            made.set("textLength", _number(width(made.text, _size(style), bold=_is_bold(style))))
            made.set("lengthAdjust", "spacingAndGlyphs")
        if whole and whole != text:
            self._tip(made, whole)

    def lines(
        self,
        text: str,
        x: float,
        most: float,
        *,
        style: str = "",
        top: float | None = None,
    ) -> float:
        """Write a text over as many lines as it needs, and return the y below it.

        Args:
            text: the text.
            x: where its lines begin.
            most: their greatest width.
            style: classes of STYLE.
            top: the y above it; without it the text goes below all that was drawn.
        """
        y = self.bottom if top is None else top
        size = _size(style)
        for line in wrapped(text, most, size, bold=_is_bold(style)):
            y += size * LEADING
            self.text(x, y - size * (LEADING - 1), line, style)
        self.bottom = max(self.bottom, y)
        return y

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        style: str,
        tip: str = "",
        depth: float = 1,
    ) -> None:
        """Draw a rectangle; `tip` is shown by a pointer, `depth` is its opacity from 0 to 1."""
        place = {"x": _number(x), "y": _number(y)}
        size = {"width": _number(width), "height": _number(height)}
        made = self._add("rect", place | size, style)
        if depth != 1:
            made.set("fill-opacity", f"{depth:.2f}")
        if tip:
            self._tip(made, tip)

    def line(self, x: float, y: float, to_x: float, to_y: float, style: str = "gcm-line") -> None:
        """Draw a line."""
        ends = {"x1": x, "y1": y, "x2": to_x, "y2": to_y}
        self._add("line", {name: _number(end) for name, end in ends.items()}, style)

    def sign(self, number: int, x: float, y: float, size: float, style: str) -> None:
        """Draw the sign of a series, so that it is known without its colour.

        Args:
            number: the series, from 1; the first has no sign.
            x: the middle of the sign.
            y: the middle of the sign.
            size: half its width.
            style: classes of STYLE.
        """
        if drawn := _SIGNS[number]:
            place = f"translate({_number(x)} {_number(y)}) scale({_number(size)})"
            self._add("path", {"d": drawn, "transform": place}, style)

    def legend(self, names: Mapping[int, str], size: float = 14.0) -> None:
        """Explain colours and signs, by their numbers, in as many rows as they need."""
        x, y = 0.0, self.bottom + 8
        for number, name in names.items():
            taken = size + 6 + width(name, TEXT) + 18
            if x and x + taken > self.width:
                x, y = 0.0, y + size + 8
            self.box(x, y, size, size, f"gcm-{number}")
            self.sign(
                number, x + size / 2, y + size / 2, size * 0.28, f"gcm-sign gcm-sign-{number}"
            )
            self.text(x + size + 6, y + size - 3, name)
            x += taken
        self.bottom = y + size + 4

    def finish(self, description: str) -> str:
        """Return the SVG.

        Args:
            description: the content of the picture in words, for screen readers.
        """
        width, height = _number(self.width + 16), _number(self.bottom + 12)
        shown = {"viewBox": f"-8 -4 {width} {height}", "width": width, "height": height}
        read = {"aria-labelledby": f"{self._name}-title", "aria-describedby": f"{self._name}-desc"}
        head = {"xmlns": "http://www.w3.org/2000/svg", "lang": self._lang, "role": "img"}
        root = Xml.Element("svg", head | shown | read)
        for tag, text in (("title", self._title), ("desc", description)):
            Xml.SubElement(root, tag, {"id": f"{self._name}-{tag}"}).text = printable(text)
        Xml.SubElement(root, "style").text = STYLE
        paper = {"x": "-8", "y": "-4", "width": "100%", "height": "100%", "class": "gcm-paper"}
        Xml.SubElement(root, "rect", paper)
        root.append(self._body)
        return Xml.tostring(root, encoding="unicode", short_empty_elements=True) + "\n"

    def _add(self, tag: str, attributes: dict[str, str], style: str) -> Xml.Element:
        made = Xml.SubElement(self._body, tag, attributes)
        if style:
            made.set("class", style)
        return made

    @staticmethod
    def _tip(made: Xml.Element, text: str) -> None:
        Xml.SubElement(made, "title").text = printable(text)


# Paths, in units of half a sign's width: none, cross, bar, ring, stroke, plus, triangle.
_SIGNS = {
    1: "",
    2: "M-1-1L1 1M-1 1L1-1",
    3: "M-1 0L1 0",
    4: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
    5: "M-1 1L1-1",
    6: "M-1 0L1 0M0-1L0 1",
    7: "M-1 1L0-1L1 1Z",
}


def _size(style: str) -> float:
    """Return the size in pixels that classes of STYLE give a text."""
    return TITLE if "gcm-title" in style else SMALL if "gcm-small" in style else TEXT


def _is_bold(style: str) -> bool:
    return "gcm-title" in style or "gcm-bold" in style


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
