"""The kinds of table: CONSTRUCT queries (`.rq` files) that turn the rows of one into triples.

A block `VALUES (?row ?column …) { … }` contains an example row in the file and, at run time, the
rows of the table: `?row` is the line number, an empty cell is UNDEF. A column with several values
to a cell has a block of its own, with a line for each value.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from gcm.core.errors import GcmError, Problems, RunError, UsageError, as_text, did_you_mean
from gcm.core.files import read_text
from gcm.core.language import Text, msg
from gcm.core.layout import Layout
from gcm.core.namespaces import ID, RDF
from gcm.core.results import table_from_json
from gcm.core.similarity import nearest, plain, turned
from gcm.entities.lookup import expand
from gcm.evidence.words_in_text import bare
from gcm.graph.graph import Graph
from gcm.questions.question import HEADER_INVALID, header_of, text_of
from gcm.rdf.canonical import has_blank_nodes
from gcm.rdf.oxigraph import Literal, NamedNode, Triple, parse_n_triples, term_text
from gcm.tables.columns import Column
from gcm.tables.reading import Complaints, Row, Rules, read_rows

_STRING = r'"(?:[^"\\]|\\.)*"'
_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_BLOCK = re.compile(rf"VALUES\s*\(\s*\?row((?:\s+\?\w+)+)\s*\)\s*\{{(?:[^{{}}\"]|{_STRING})*\}}")
_TEMPLATE = re.compile(r"^(CONSTRUCT\s*\{)\s*(\?\w+)", re.MULTILINE)
_PROPERTY = re.compile(r"([\w-]+):([\w-]+)\s+\?(\w+)")
# Links an entity to the rows it was made from; never written.
_MADE_FROM = NamedNode("urn:gcm-graph:row")
_A = NamedNode(RDF + "type")
_NAMED = """
SELECT DISTINCT ?name ?thing
WHERE {
  ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel|gcm:shortName|gcm:acronym|
         gcm:iso2|gcm:iso3|gcm:m49 ?name .
}
ORDER BY ?name ?thing
"""
_LONGEST = 100  # letters of a name
_CODED = "SELECT ?code ?thing WHERE { ?thing gcm:iso3 ?code }"
KIND_UNKNOWN = msg("no kind of table is called “{name}”; `gcm import -h` lists them all.{near}")


class Construct(NamedTuple):
    """A kind of table with its CONSTRUCT query: the header of its file, and its SPARQL text.

    Args:
        turtle: the path of the Turtle file of the graph's own table, below the root.
        reads: the kinds whose Turtle must be generated first.
        rules: the rules that each row must satisfy.
        allowed: for some columns, a SPARQL group pattern that gives `?value`.
    """

    name: str
    file: Path
    title: Text
    description: Text
    turtle: Path
    reads: tuple[str, ...]
    rules: Rules
    columns: list[Column]
    allowed: dict[str, str]
    text: str

    def known(self, graph: Graph) -> list[Column]:
        """Return the columns with the values that the graph allows in them.

        Raises:
            RunError: a pattern of the header is refused or invalid.
        """
        queries = {
            name: f"SELECT DISTINCT ?value WHERE {{ {pattern} }}"
            for name, pattern in self.allowed.items()
        }
        answers, names = graph.answers(queries), _Names(graph)
        columns = []
        for column in self.columns:
            answer = answers.get(column.name)
            if isinstance(answer, GcmError):
                # Lines of the pattern are not lines of the file.
                answer.file, answer.line = self.file, None
                raise answer
            if answer is not None:
                rows = table_from_json(answer).rows
                allowed = frozenset(value.value for (value,) in rows if value)
                column = column._replace(allowed=allowed, named=partial(names.find, allowed))
            columns.append(column)
        return columns

    def triples(self, graph: Graph, rows: list[Row]) -> tuple[list[Triple], dict[int, str]]:
        """Return the triples of rows, and by each row's line the IRI of the entity it describes.

        A row that adds to an entity described elsewhere has "" instead.

        Raises:
            RunError: the query is refused, invalid, or creates a blank node.
        """
        try:
            found = parse_n_triples(graph.answer(self.filled(rows), guarded=self.text))
        except RunError as error:
            error.file = error.file or self.file
            raise
        if has_blank_nodes(found):
            raise RunError("the query makes a blank node; give it an IRI.", file=self.file)
        made = {
            int(term_text(one.object)): term_text(one.subject)
            for one in found
            if one.predicate == _MADE_FROM
        }
        kept = [one for one in found if one.predicate != _MADE_FROM]
        described = {term_text(one.subject) for one in kept if one.predicate == _A}
        return kept, {row: thing if thing in described else "" for row, thing in made.items()}

    def properties(self, prefixes: Mapping[str, str]) -> dict[str, str]:
        """Return the columns whose cells become values unchanged, by the IRI of their property.

        Args:
            prefixes: the register of prefixes.
        """
        names = {column.name for column in self.columns}
        return {
            prefixes[prefix] + local: column
            for prefix, local, column in _PROPERTY.findall(self.text)
            if column in names and prefix in prefixes
        }

    def filled(self, rows: Iterable[Row]) -> str:
        """Return the text with the rows in its blocks, and triples that link entities to rows."""
        rows = list(rows)
        columns = {column.name: column for column in self.columns}

        def block(match: re.Match[str]) -> str:
            names = re.findall(r"\w+", match[1])
            lines = [line for row in rows for line in _lines(row, names, columns)]
            return f"VALUES (?row {' '.join('?' + name for name in names)}) {{ {' '.join(lines)} }}"

        marked = _TEMPLATE.sub(rf"\1 \2 {_MADE_FROM} ?row . \2", self.text, count=1)
        return _BLOCK.sub(block, marked)


class _Names:
    """The names and codes of the things of a graph, in any language, looked up once if at all."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[tuple[frozenset[str], str], tuple[list[str], list[str]]] = {}

    @cached_property
    def _things(self) -> dict[str, set[str]]:
        """The things of each name."""
        things: dict[str, set[str]] = {}
        for name, thing in self._graph.rows(_NAMED):
            if name and thing:
                for form in {plain(name.value), plain(bare(name.value))}:
                    things.setdefault(form, set()).add(thing.value)
        return things

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The code of each thing that has one."""
        rows = self._graph.rows(_CODED)
        return {thing.value: code.value for code, thing in rows if code and thing}

    def find(self, allowed: frozenset[str], name: str) -> tuple[list[str], list[str]]:
        """Return the allowed values that a name or an IRI stands for, and those of like names."""
        if (allowed, name) not in self._found:
            text = plain(" ".join(name.split()))
            if text.isdecimal():
                text = text.zfill(3)  # M49, from which a spreadsheet takes the zeros
            forms = (text, text.replace("’", "'"), *(turned(text) if len(text) <= _LONGEST else ()))
            exact = next((self._things[one] for one in forms if one in self._things), None)
            found = self._values(exact or {expand(name.strip("<>"), self._graph.prefixes)}, allowed)
            near: list[str] = []
            if not found and len(text) <= _LONGEST:
                # Where a name holds the words, none that is merely spelt alike is meant.
                part = re.compile(rf"\b{re.escape(text)}\b")
                near = list(filter(part.search, self._things))
                near = near or nearest(text, self._things, 10, 0.75)
            alike = [value for one in near for value in self._values(self._things[one], allowed)]
            self._found[allowed, name] = found, list(dict.fromkeys(alike))
        return self._found[allowed, name]

    def _values(self, things: Iterable[str], allowed: frozenset[str]) -> list[str]:
        found: dict[str, None] = {}
        for thing in sorted(things):
            forms = (
                thing,
                thing.removeprefix(ID),
                thing.rpartition("/")[2],
                self._codes.get(thing),
            )
            found |= dict.fromkeys(form for form in forms if form in allowed)
        return list(found)


def read_construct(file: Path) -> Construct:
    """Read a CONSTRUCT query with its header.

    Raises:
        RunError: the file is missing, its header lacks a part, its blocks do not contain every
            column once, or its template does not begin with the variable of the entity that a row
            describes.
    """
    text = read_text(file)
    fields = header_of(text, file)
    try:
        construct = _construct(file, text, fields)
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise RunError(HEADER_INVALID, file=file, reason=error) from None
    if not _TEMPLATE.search(text):
        raise RunError(
            "the query must have a line that begins with CONSTRUCT { and the variable of what a "
            "row is about.",
            file=file,
        )
    blocks = [re.findall(r"\w+", block[1]) for block in _BLOCK.finditer(text)]
    held = [name for names in blocks for name in names]
    separated = {column.name for column in construct.columns if column.separator}
    alone = {names[0] for names in blocks if len(names) == 1}
    names = [column.name for column in construct.columns]
    ruled = chain(construct.rules.key, *construct.rules.any_of, *construct.rules.all_of)
    for name in dict.fromkeys([*names, *held, *ruled]):
        if name not in names or held.count(name) != 1 or name in separated - alone:
            raise RunError(
                "the column {name} must be in exactly one block VALUES (?row …) { … } of the "
                "query, and in a block of its own if it has a separator.",
                file=file,
                name=name,
            )
    return construct


def _construct(file: Path, text: str, fields: dict[str, Any]) -> Construct:
    entries = fields["columns"]
    return Construct(
        name=file.stem,
        file=file,
        title=text_of(fields["title"]),
        description=text_of(fields["description"]),
        turtle=Path(fields["turtle"]),
        reads=tuple(fields["reads"]),
        rules=Rules(
            list(fields["primaryKey"]), list(fields.get("anyOf", [])), list(fields.get("allOf", []))
        ),
        columns=[_column(name, entry) for name, entry in entries.items()],
        allowed={name: entry["allowed"] for name, entry in entries.items() if "allowed" in entry},
        text=text,
    )


def _column(name: str, entry: dict[str, Any]) -> Column:
    if entry.get("datatype") == "date":
        entry = {"format": _DATE, "example": "2024-09-25", **entry}
    return Column(
        name,
        text_of(entry),
        required=entry.get("required", False),
        separator=entry.get("separator", ""),
        form=re.compile(entry.get("format", "")).pattern,
        example=entry.get("example", ""),
        date=entry.get("datatype") == "date",
    )


def _lines(row: Row, names: list[str], columns: dict[str, Column]) -> list[str]:
    if len(names) == 1 and columns[names[0]].separator:
        values = columns[names[0]].values(row.cells[names[0]])
        return [f"({row.line} {Literal(value)})" for value in values]
    cells = (row.cells[name] for name in names)
    return [f"({row.line} {' '.join(str(Literal(cell)) if cell else 'UNDEF' for cell in cells)})"]


def find_construct(kind: str, layout: Layout) -> Construct:
    """Find the CONSTRUCT query of a kind of table.

    Raises:
        UsageError: there is no such kind; the message gives similar names.
    """
    files = layout.constructs()
    if as_text(kind) not in files:
        raise UsageError(KIND_UNKNOWN, name=kind, near=did_you_mean(nearest(kind, files, 3)))
    return read_construct(files[kind])


class Made(NamedTuple):
    """The origin of a Turtle file that is made from a table.

    Args:
        table: the table.
        rows: by the IRI of each entity the line of the row that describes it, for valid rows.
        columns: by the IRI of each property the column with its values unchanged.
    """

    table: Path
    rows: dict[str, int]
    columns: dict[str, str]


def made_from(layout: Layout, file: Path) -> Made | None:
    """Return the table that a Turtle file of the data is made from; None if there is none."""
    for name, table in layout.tables().items():
        construct = find_construct(name, layout)
        if layout.own_turtle(construct.turtle).resolve() == file:
            graph = Graph.read_asserted(layout, {layout.own_turtle(construct.turtle): None})
            rows = read_rows(table, construct.known(graph), construct.rules, Complaints(table))
            _, made = construct.triples(graph, list(rows))
            things = {thing: row for row, thing in made.items() if thing}
            return Made(table, things, construct.properties(graph.prefixes))
    return None


def all_constructs(layout: Layout) -> list[Construct]:
    """Return the CONSTRUCT queries, each after those whose Turtle it reads.

    Raises:
        Problems: constructs that are invalid, or read a kind that does not exist, all of them.
        RunError: the constructs read one another in a circle.
    """
    constructs: dict[str, Construct] = {}
    errors: list[GcmError] = []
    files = layout.constructs()
    for name, file in files.items():
        try:
            constructs[name] = read_construct(file)
        except RunError as error:
            errors.append(error)
    errors += [
        RunError(
            KIND_UNKNOWN, file=construct.file, name=name, near=did_you_mean(nearest(name, files, 3))
        )
        for construct in constructs.values()
        for name in construct.reads
        if name not in files
    ]
    if errors:
        raise Problems(errors)
    reads = {name: sorted(construct.reads) for name, construct in constructs.items()}
    try:
        return [constructs[name] for name in TopologicalSorter(reads).static_order()]
    except CycleError as error:
        raise RunError(
            "these kinds of table read one another in a circle: {kinds}.",
            kinds=", ".join(error.args[1]),
        ) from None
