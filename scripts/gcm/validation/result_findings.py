"""Results of an engine turned into findings: place, reason and advice."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from gcm.core.display import from_here
from gcm.core.errors import GcmError
from gcm.core.iris import question_iri
from gcm.core.language import Text, msg
from gcm.core.layout import Layout
from gcm.core.namespaces import SH
from gcm.core.similarity import NearIris
from gcm.findings.finding import Finding
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, Term, from_cell, term_text
from gcm.tables.construct import Made, made_from
from gcm.turtle.locate import NOWHERE, Locator, Place
from gcm.validation.advice import Case, NamedValues, advise
from gcm.validation.inputs import Inputs
from gcm.validation.report import SHAPE_NOT_MET, Result
from gcm.validation.shape_texts import message_of, reasons_of

_CLOSED = SH + "ClosedConstraintComponent"


class FindingMaker:
    """A maker of findings from results."""

    def __init__(self, graph: Inputs, layout: Layout) -> None:
        """Prepare to report on a validated graph.

        Args:
            graph: the validated documents; a steward fixes the new ones first.
            layout: the root whose shapes and questions were read.
        """
        self.shapes = TripleIndex(graph.shape_triples())
        self.locator = Locator(graph.data())
        self._graph = graph
        self._documents = {document.file: document for document in graph.data()}
        # Merged once: caches of prefixes depend on their identity.
        self._prefixes = {one.file: {**graph.register, **one.prefixes} for one in graph.data()}
        self._new = self.locator.within(graph.new)
        self._layout = layout
        self._tables: dict[Path, Made | None] = {}
        self._defined = Locator(graph.ontology)
        self._near = NearIris()
        self._owners: dict[str, str] = {}
        self._searched: dict[tuple[str, str], NamedValues] = {}

    @cached_property
    def _data(self) -> TripleIndex:
        return TripleIndex(self._graph.after)

    @cached_property
    def _reasons(self) -> dict[str, Text]:
        return reasons_of(self.shapes)

    @cached_property
    def _questions(self) -> dict[str, Path]:
        return self._layout.questions()

    def finding(self, result: Result) -> Finding:
        """Return the finding of a result."""
        place = self._place(result)
        document = self._documents.get(place.file or Path())
        case = Case(
            result,
            place,
            document,
            self.locator,
            self.shapes,
            self._data,
            self._prefixes.get(place.file or Path(), self._graph.register),
            self._near,
            self._searched,
        )
        advice = advise(case)
        place = advice.place or place
        table = self._table_advice(place, result)
        message = message_of(self.shapes, result.shape, result.component)
        return Finding(
            message or SHAPE_NOT_MET.texts(shape=result.shape),
            *place,
            thing=result.focus,
            label=self._data.label(result.focus),
            path=result.path,
            value=result.value,
            shape=result.shape,
            component=result.component,
            severity=result.severity.removeprefix(SH),
            why=self._reasons.get(result.shape, {}),
            advice=(*table, *filter(None, advice.lines)),
            # A file made from a table must be fixed in the table.
            replacement="" if table or advice.replacement == place.source else advice.replacement,
        )

    def _table_advice(self, place: Place, result: Result) -> list[Text]:
        """Return the row and column to fix for a file that is made from a table."""
        if place.file is None:
            return []
        if place.file not in self._tables:
            try:
                self._tables[place.file] = made_from(self._layout, place.file)
            except GcmError:  # the graph, or the table, is too broken
                self._tables[place.file] = None
        made = self._tables[place.file]
        if made is None:
            return []
        table, row = str(from_here(made.table)), made.rows.get(result.focus)
        column = made.columns.get(result.path)
        if row and column:
            message = msg(
                "This file is made from a table: change row {row}, column {column}, of {table}, "
                "then run `gcm import`."
            )
        elif row:
            message = msg(
                "This file is made from a table: change row {row} of {table}, then run "
                "`gcm import`."
            )
        else:
            message = msg("This file is made from a table: change {table}, then run `gcm import`.")
        return [message.texts(row=row, column=column, table=table)]

    def _place(self, result: Result) -> Place:
        """Return the place to fix: of the triple, else of the subject; new documents first."""
        value = from_cell(result.value) if result.value else None
        locators = (self._new, self.locator, self._defined)
        for places in (self._exact, self._about):
            for locator in locators:
                for place in places(locator, result, value):
                    if place != NOWHERE:
                        return place
        # The catalogue of questions is made from the headers of their files.
        for name, file in self._questions.items():
            if f"{result.focus}/".startswith(question_iri(name) + "/"):
                return Place(file, 1, 1, "")
        file_of = self._homes.get(self.owner(result.focus))
        return Place(file_of, None, None, "") if file_of else NOWHERE

    @cached_property
    def _homes(self) -> dict[str, Path]:
        """The file of each node, for files without known lines."""
        data = reversed(self._graph.data())
        return {thing: document.file for document in data for thing in document.subjects()}

    def _exact(self, locator: Locator, result: Result, value: Term | None) -> Iterable[Place]:
        """Yield the exact places of the wrong value."""
        focus, path = self.owner(result.focus), result.path
        if result.component == _CLOSED:
            yield locator.predicate(focus, path)
        if path and value:
            yield locator.value(focus, path, value)

    def _about(self, locator: Locator, result: Result, value: Term | None) -> Iterable[Place]:
        """Yield places that concern the wrong value."""
        focus, path = self.owner(result.focus), result.path
        yield locator.find(focus, path, value or "")
        if value and not isinstance(value, Literal):
            yield locator.find(term_text(value))
            yield locator.mention(term_text(value))
        yield locator.mention(focus)

    def owner(self, thing: str) -> str:
        """Return the node itself, or the named one whose description contains a blank node."""
        passed: list[str] = []
        while thing.startswith("_:") and thing not in self._owners:
            self._owners[thing] = thing  # if nodes contain one another in a cycle
            passed.append(thing)
            holders = self._data.holders(thing)
            if not holders:
                break
            thing = holders[0][0]
        owner = self._owners.get(thing, thing)
        self._owners.update(dict.fromkeys(passed, owner))
        return owner
