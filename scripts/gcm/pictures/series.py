"""The columns of an answer as a picture reads them, and the series that its values make."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gcm.core.language import Lang, msg
from gcm.core.results import Cell
from gcm.questions.rows import Rows

OTHERS = msg("other")
# The order of the colours of values that no vote orders: the cross, a "no", comes last.
_PLAIN = (1, 5, 3, 6, 7, 4, 2)


class Shown(NamedTuple):
    """A cell: its term, None where it is unbound, and the words that people read."""

    term: Cell | None
    text: str

    @property
    def key(self) -> str:
        """The name that tells its value from others: of a thing the end of its IRI."""
        return self.term.value.replace("#", "/").rpartition("/")[2] if self.term else ""


def column(rows: Rows, name: str) -> list[Shown]:
    """Return a column of an answer, or a variable that is no column: a cell for each row.

    Raises:
        ValueError: the answer has neither.
    """
    if name not in rows.view.columns:
        place = rows.variables.index(name)
        terms = [row.terms[place] for row in rows.rows]
        return [Shown(term, term.value if term else "") for term in terms]
    number = list(rows.view.columns).index(name)
    place = rows.variables.index(rows.view.columns[name].of)
    return [Shown(row.terms[place], str(row.words[number] or "")) for row in rows.rows]


class Series(NamedTuple):
    """The values that colours and signs stand for.

    Args:
        names: the words of each value, by the number of its colour.
        numbers: the number of the colour of each value, from 1, by the value's key.
    """

    names: dict[int, str]
    numbers: dict[str, int]


def series_of(cells: Iterable[Shown], order: Sequence[str], lang: Lang) -> Series:
    """Give each value of some cells a colour.

    Args:
        cells: the cells.
        order: the keys of the values that have the first colours; the others follow as they are
            met.
        lang: the language of the word for the values beyond the last colour.
    """
    texts = {cell.key: cell.text for cell in cells}
    free = [number for number in _PLAIN if number > len(order)]
    numbers = {key: number for number, key in enumerate(order, 1) if key in texts}
    names = {number: texts[key] for key, number in numbers.items()}
    for key, text in texts.items():
        if key in numbers:
            continue
        numbers[key] = free.pop(0) if len(free) > 1 else free[0]
        names[numbers[key]] = text if numbers[key] not in names else OTHERS.text(lang)
    return Series(names, numbers)
