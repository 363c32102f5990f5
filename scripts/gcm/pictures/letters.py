"""The width of text in the sans-serif letters of a picture, to wrap, cut and fit lines.

The widths are those of Liberation Sans, which Arial and Helvetica share.
"""

import unicodedata

_REGULAR = {  # thousandths of the size
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft·",
    333: "()-`r“”¡{}",
    355: '"',
    365: "º",
    370: "ª",
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyz",
    549: "≥≤",
    556: "#$0123456789?L_abdeghnopqu–«»",
    584: "+<=>~×−",
    611: "FTZ¿",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_BOLD = {  # where it differs
    238: "'",
    278: "ijl‘’",
    280: "|",
    333: "!:;[]ft",
    389: "r{}",
    474: '"',
    500: "z“”",
    556: "Jcksvxy",
    584: "^",
    611: "?Lbdghnopqu",
    722: "ABK&",
    778: "w",
    889: "m",
    975: "@",
}
_WIDEST = 1015  # of a letter that is not listed: ideographs are square


def _by_letter(widths: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in widths.items() for letter in letters}


_WIDTH = {False: _by_letter(_REGULAR), True: _by_letter(_REGULAR) | _by_letter(_BOLD)}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in pixels, at a font size in pixels."""
    return sum(_WIDTH[bold].get(letter, _WIDEST) for letter in _letters(text)) * size / 1000


def is_measured(text: str) -> bool:
    """Return whether the width of each letter of a text is known."""
    return all(letter in _WIDTH[False] for letter in _letters(text))


def cut(text: str, most: float, size: float, *, bold: bool = False) -> str:
    """Shorten a text to a width in pixels, with an ellipsis if anything is left out."""
    if width(text, size, bold=bold) <= most:
        return text
    while text and width(text + "…", size, bold=bold) > most:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, most: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of at most a width in pixels; a longer word is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold=bold) > most:
            lines.append(line)
            longer = word
        line = cut(longer, most, size, bold=bold) if longer == word else longer
    return [*lines, line]


def _letters(text: str) -> list[str]:
    """Return the letters of a text without their accents, which take no place."""
    return [one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)]
