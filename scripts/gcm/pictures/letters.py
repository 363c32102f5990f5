"""The width of text in the sans-serif letters of a picture, to wrap and cut lines.

The widths are those of Liberation Sans, which Arial and Helvetica share.
"""

import unicodedata

_WIDTHS = {  # thousandths of the size
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft·",
    333: '()-`r“”¡{}"',
    389: "*º°ª",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–«»",
    584: "+<=>~×−≥≤",
    611: "FTZ¿",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "—…@",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_WIDEST = 1015  # of a letter that is not listed: ideographs are square
_BOLD = 1.09  # the widest difference of a letter that is common in names


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in pixels, at a font size in pixels."""
    letters = unicodedata.normalize("NFD", text)
    taken = sum(
        _WIDTH.get(letter, _WIDEST) for letter in letters if not unicodedata.combining(letter)
    )
    return taken * size / 1000 * (_BOLD if bold else 1)


def cut(text: str, most: float, size: float) -> str:
    """Shorten a text to a width in pixels, with an ellipsis if anything is left out."""
    if width(text, size) <= most:
        return text
    while text and width(text + "…", size) > most:
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
        line = cut(longer, most, size * (_BOLD if bold else 1)) if longer == word else longer
    return [*lines, line]
