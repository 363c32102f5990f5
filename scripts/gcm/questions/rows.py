"""Rows of an answer: terms for machines, words for people."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from gcm.core.collation import collated
from gcm.core.language import LANGS, Lang, msg
from gcm.core.namespaces import XSD, shorten
from gcm.core.results import Cell, Table
from gcm.questions.view import LABEL, Column, View, Word, Words, compact_text, is_thing

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double")}


class Row(NamedTuple):
    """A row: the terms of the variables, the words of each column, whether it is inferred."""

    terms: tuple[Cell | None, ...]
    words: tuple[Word | None, ...]
    inferred: bool


class WordedRow(NamedTuple):
    """A row of an answer: the words of each cell, and the entity that the cell is about.

    Args:
        words: the words of each cell.
        things: the IRI of each cell's entity, else its words.
    """

    words: tuple[str, ...]
    things: tuple[str, ...]


class Rows(NamedTuple):
    """The rows of an answer.

    Args:
        variables: the variables of the query.
        view: how the answer is shown.
        rows: the rows.
    """

    variables: tuple[str, ...]
    view: View
    rows: tuple[Row, ...]

    def __repr__(self) -> str:
        return f"<Rows {', '.join(self.variables)}: rows={len(self.rows)}>"

    def things(self) -> Table:
        """Return the rows for machines: after a variable `x` its label, `xLabel`, or its words."""
        shown: list[tuple[str, int, int | None]] = []
        for place, variable in enumerate(self.variables):
            shown.append((variable, place, None))
            for number, (name, column) in enumerate(self.view.columns.items()):
                if column.of == variable and column.show and self._has_things(place):
                    label = f"{name}Label" if name == variable else name
                    shown.append((label, place, number))
        rows = (
            tuple(
                row.terms[place] if number is None else _label(row.terms[place], row.words[number])
                for _, place, number in shown
            )
            for row in self.rows
        )
        return Table(tuple(name for name, _, _ in shown), tuple(rows))

    def words(self, *, iris: bool = False) -> tuple[Table, frozenset[int]]:
        """Return the rows for people, and the indexes, from 0, of the inferred ones.

        Args:
            iris: add a column of IRIs, `x_iri`, after each column of entities `x`; then nothing is
                folded.
        """
        rows = self.rows if iris else _folded(self.rows, self._fold())
        columns: dict[str, list[Cell | None]] = {}
        for number, (name, column) in enumerate(self.view.columns.items()):
            place = self.variables.index(column.of)
            terms = [row.terms[place] for row in rows]
            columns[name] = [_read(row.terms[place], row.words[number]) for row in rows]
            if iris and column.show and self._has_things(place):
                cells = (Cell("literal", one.value) if is_thing(one) else None for one in terms)
                columns[f"{name}_iri"] = list(cells)
        inferred = frozenset(place for place, row in enumerate(rows) if row.inferred)
        lines = (tuple(cells[n] for cells in columns.values()) for n in range(len(rows)))
        return Table(tuple(columns), tuple(lines)), inferred

    def worded(self) -> list[WordedRow]:
        """Return the rows for people, each cell with the entity it is about."""
        variables = [column.of for column in self.view.columns.values()]
        found = []
        rows = zip(_folded(self.rows, self._fold()), self.words()[0].values(), strict=True)
        for row, values in rows:
            terms = dict(zip(self.variables, row.terms, strict=True))
            words = tuple("" if value is None else str(value) for value in values)
            cells = [(terms[name], text) for name, text in zip(variables, words, strict=True)]
            things = (term.value if is_thing(term) else text for term, text in cells)
            found.append(WordedRow(words, tuple(things)))
        return found

    def _has_things(self, place: int) -> bool:
        return any(is_thing(row.terms[place]) for row in self.rows)

    def _fold(self) -> tuple[int, int] | None:
        """Return the index of the folded column among the columns and among the variables."""
        if self.view.fold not in self.view.columns:
            return None
        number = list(self.view.columns).index(self.view.fold)
        return number, self.variables.index(self.view.columns[self.view.fold].of)


def rows_of(
    table: Table,
    view: View,
    words: Words,
    lang: Lang,
    prefixes: Mapping[str, str],
    inferred: Iterable[int] = (),
) -> Rows:
    """Build the rows of a query with their words in a language, in the query's order.

    Args:
        table: the rows as the query returns them.
        view: how they are shown.
        words: the labels of the entities that `View.asked` names.
        lang: the reader's language.
        prefixes: the prefixes for entities without a label.
        inferred: the indexes, from 0, of the rows that the asserted facts alone do not give.
    """
    beyond = frozenset(inferred)
    columns = [(column, table.columns.index(column.of)) for column in view.columns.values()]
    rows = [
        Row(terms, found, number in beyond)
        for number, terms in enumerate(table.rows)
        for found in product(
            *(_words(terms[place], column, words, lang, prefixes) for column, place in columns)
        )
    ]
    return Rows(table.columns, view, tuple(rows))


def ordered(rows: Rows) -> Rows:
    """Sort the rows in the order of their view."""
    names = list(rows.view.columns)
    wanted = [(name.removeprefix("-"), name.startswith("-")) for name in rows.view.order]
    wanted += [(name, False) for name in names if name not in dict(wanted)]

    def key(row: Row) -> list[object]:
        keys: list[object] = []
        for name, descending in wanted:
            if name in names:
                term = row.terms[rows.variables.index(rows.view.columns[name].of)]
                word = row.words[names.index(name)]
            else:
                term = row.terms[rows.variables.index(name)]
                word = Word(term.value) if term else None
            keys.append(_key(term, word, descending))
        return [*keys, [term.value if term else "" for term in row.terms]]

    return rows._replace(rows=tuple(sorted(rows.rows, key=key)))


def _words(
    term: Cell | None, column: Column, words: Words, lang: Lang, prefixes: Mapping[str, str]
) -> Sequence[Word | None]:
    """Return the words that a cell may show, one of them in each row; usually one."""
    if term is None:
        thing = column.absent
        named = _of_thing(thing, (LABEL,), words, lang) or [Word(shorten(thing, prefixes))]
        return named if thing else [None]
    if term.kind == "triple":
        return [Word(compact_text(term, prefixes))]
    if term.kind != "uri" or not column.show:
        return [Word(str(term.plain))]
    if found := _of_thing(term.value, column.show, words, lang):
        return found
    if column.show == (LABEL,):
        return [Word(shorten(term.value, prefixes))]
    absent = Column(column.label, column.of, absent=column.absent)
    return _words(None, absent, words, lang, prefixes)


def _of_thing(thing: str, show: Sequence[str], words: Words, lang: Lang) -> list[Word]:
    """Return the words of an entity: in the reader's language, translated, or in the other."""
    for language in (lang, *(other for other in LANGS if other != lang)):
        for number, name in enumerate(show):
            translated = number > 0 and name != LABEL
            known = () if translated and language != lang else words.get((thing, name), ())
            if found := sorted({cell.value for cell in known if cell.language == language}):
                own = msg("translation").text(lang) if translated else ""
                mark = own if language == lang else language
                most = 1 if name == LABEL else None
                return [Word(text, language, mark) for text in found[:most]]
    return []


def _label(term: Cell | None, word: Word | None) -> Cell | None:
    """Return an entity's words as a literal, without marks; None for values and without words."""
    if not is_thing(term) or not word or not word.language:
        return None
    return Cell("literal", word.text, word.language)


def _read(term: Cell | None, word: Word | None) -> Cell | None:
    """Return the words for people, as plain text; a number or date as itself."""
    if word is None:
        return None
    itself = term and term.datatype and str(term.plain) == str(word)
    return term if itself else Cell("literal", str(word))


def _folded(rows: Sequence[Row], fold: tuple[int, int] | None) -> Sequence[Row]:
    """Merge rows that differ in one column only, its values joined."""
    if fold is None:
        return rows
    number, place = fold
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        other = (
            row.terms[:place] + row.terms[place + 1 :],
            row.words[:number],
            row.words[number + 1 :],
        )
        groups.setdefault(other, []).append(row)
    folded = []
    for group in groups.values():
        first = group[0]
        text = "; ".join(dict.fromkeys(str(row.words[number] or "") for row in group))
        if len(group) > 1:
            words = (*first.words[:number], Word(text), *first.words[number + 1 :])
            first = Row(first.terms, words, all(row.inferred for row in group))
        folded.append(first)
    return folded


def _key(term: Cell | None, word: Word | None, descending: bool) -> tuple[object, ...]:
    """Return the sort key of a cell: numbers, then words, then unbound."""
    if term is None or word is None:
        return (2,)
    if term.datatype in _NUMBERS:
        number = float(term.value)
        return (0, -number if descending else number)
    return (1, *collated(word.text))
