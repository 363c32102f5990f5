"""The view of an answer: its columns, the words they need, its order."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeGuard

from gcm.core.language import Text
from gcm.core.namespaces import SKOS, shorten
from gcm.core.results import Cell, Table, as_sparql

LABEL = SKOS + "prefLabel"

Words = Mapping[tuple[str, str], Sequence[Cell]]  # value of an entity's property


class Word(NamedTuple):
    """The words of a cell.

    Args:
        text: the words.
        language: the language of an entity's words.
        mark: the note that the words are not in the reader's language: the other language, or a
            translation.
    """

    text: str
    language: str = ""
    mark: str = ""

    def __str__(self) -> str:
        return f"{self.text} [{self.mark}]" if self.mark else self.text


class Column(NamedTuple):
    """A column of an answer, as people read it.

    Args:
        label: the heading.
        of: the variable of the query that the column shows.
        show: the IRIs of the properties with an entity's words: first the original, then its
            translation. Empty to show the entity itself, as an IRI.
        absent: the IRI of the concept that an unbound cell shows; empty for an empty cell.
    """

    label: Text
    of: str
    show: tuple[str, ...] = (LABEL,)
    absent: str = ""


class View(NamedTuple):
    """The way in which an answer is shown.

    Args:
        columns: the columns, by their names in CSV.
        order: the columns or variables that rows are ordered by, `-` before a descending one;
            the other columns follow.
        fold: the column that alone may differ between rows that are shown to people as one; empty
            for none.
    """

    columns: Mapping[str, Column]
    order: tuple[str, ...] = ()
    fold: str = ""

    def named(self) -> list[str]:
        """List the variables of the query that order or fold the rows without being a column."""
        names = (*(name.removeprefix("-") for name in self.order), self.fold)
        return [name for name in names if name and name not in self.columns]

    def asked(self, table: Table) -> dict[str, set[str]]:
        """Return the IRIs of the entities whose words are needed, by property."""
        asked: dict[str, set[str]] = {}
        for column in self.columns.values():
            place = table.columns.index(column.of)
            things = {cell.value for row in table.rows if is_thing(cell := row[place])}
            for shown in column.show:
                asked.setdefault(shown, set()).update(things)
            if column.absent:
                asked.setdefault(LABEL, set()).add(column.absent)
        return asked


def view_of(table: Table) -> View:
    """Return a view with all variables of a query as columns, its rows in their own order."""
    return View({name: Column({"en": name, "es": name}, name) for name in table.columns})


def compact(table: Table, prefixes: Mapping[str, str]) -> Table:
    """A table that names its things by prefixed names."""

    def named(cell: Cell | None) -> Cell | None:
        if cell is None or cell.kind not in ("uri", "triple"):
            return cell
        return Cell("literal", compact_text(cell, prefixes))

    return Table(table.columns, tuple(tuple(map(named, row)) for row in table.rows))


def compact_text(term: Cell, prefixes: Mapping[str, str]) -> str:
    """An IRI as a prefixed name or bare, a triple term as SPARQL writes it with such names."""

    def name(iri: str) -> str:
        short = shorten(iri, prefixes)
        return f"<{iri}>" if short == iri else short

    return shorten(term.value, prefixes) if term.kind == "uri" else as_sparql(term, name)


def is_thing(term: Cell | None) -> TypeGuard[Cell]:
    """Return whether a cell contains an IRI."""
    return term is not None and term.kind == "uri"
