"""The columns of an answer as a picture reads them, and the series that its values make."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

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


class Counts(NamedTuple):
    """Whole numbers of an answer: a row for each label, a number for each heading."""

    labels: list[str]
    headings: list[str]
    rows: list[list[int]]

    def in_words(self) -> str:
        """Return every number with its label and heading, for screen readers."""
        return "; ".join(
            f"{label}: "
            + ", ".join(f"{name} {count}" for name, count in zip(self.headings, row, strict=True))
            for label, row in zip(self.labels, self.rows, strict=True)
        )


def counts_of(rows: Rows, roles: Mapping[str, Any], lang: Lang) -> Counts:
    """Read the column that `label` names in `roles`, and those of numbers that `counts` lists."""
    columns = [column(rows, name) for name in roles["counts"]]
    return Counts(
        labels=[cell.text for cell in column(rows, roles["label"])],
        headings=[rows.view.columns[name].label[lang] for name in roles["counts"]],
        rows=[[int(cell.text or 0) for cell in row] for row in zip(*columns, strict=True)],
    )


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
