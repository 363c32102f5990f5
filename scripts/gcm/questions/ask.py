"""Asking one of the graph's own questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gcm.core.collation import collated
from gcm.core.errors import (
    QueryError,
    UsageError,
    as_language,
    as_text,
    check_numbers,
    did_you_mean,
)
from gcm.core.files import AnyPath
from gcm.core.language import Lang, msg
from gcm.core.layout import Layout, find_layout
from gcm.core.namespaces import RDFS
from gcm.core.results import Table, beyond, table_from_json, table_to_json
from gcm.core.similarity import nearest, plain
from gcm.entities.lookup import (
    AMBIGUOUS,
    Asked,
    Match,
    expand,
    find,
    instances,
    listing,
    similar,
)
from gcm.graph.graph import Graph
from gcm.graph.open import Source
from gcm.questions.answer_formats import data_frame, html_table, rdflib_rows, shape
from gcm.questions.catalogue import asked_by_checks
from gcm.questions.question import HEAD, Parameter, Question, read_question
from gcm.questions.rows import Rows
from gcm.questions.words import answer_in_words

if TYPE_CHECKING:
    from gcm.graph.remote import RemoteGraph
    from gcm.rdf.rdflib_bridge import RdflibRows

ANYTHING = RDFS + "Resource"

Value = str | int | Sequence[str | int]
Given = Mapping[str, Value]


class Answer(NamedTuple):
    """A question with its rows, in the order and the language that the reader wants.

    `chosen` has the label of each parameter that narrows the question, and the words of its value;
    `sources`, with `evidence`, the documents and pages that the rows rest on.
    """

    question: Question
    rows: Rows
    lang: Lang
    chosen: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """The rows as people read them: labels for things, words for what is not stated."""
        return self.rows.words()[0]

    @property
    def inferred(self) -> frozenset[int]:
        """The places in `table`, from 0, of the rows that the asserted facts alone do not give."""
        return self.rows.words()[1]

    @property
    def things(self) -> Table:
        """The rows as programs read them: the IRI of a thing `x`, and its label as `xLabel`."""
        return self.rows.things()

    @property
    def data(self) -> bytes:
        """The same as SPARQL 1.1 Query Results JSON."""
        return table_to_json(self.things)

    def __repr__(self) -> str:
        return f"<Answer {self.question.name}: {shape(self.table)}>"

    def __str__(self) -> str:
        return str(self.table)

    def _repr_html_(self) -> str:
        columns = self.question.columns
        headings = [columns[name].label[self.lang] for name in self.table.columns]
        return html_table(headings, self.table)

    def to_pandas(self) -> Any:
        """The rows as people read them as a `pandas.DataFrame`.

        Raises:
            RunError: pandas is not installed.
        """
        return data_frame(self.table)

    def to_rdflib(self) -> RdflibRows:
        """The rows as programs read them as a `rdflib.query.Result`.

        Raises:
            RunError: rdflib is not installed.
        """
        return rdflib_rows(self.data)


class Choice(NamedTuple):
    """A parameter of a question, its default and what may be chosen for it.

    `values` are those that give rows; empty where anything described in the graph may be chosen.
    """

    parameter: Parameter
    default: str
    values: list[Match]


def list_questions(*, root: AnyPath | None = None) -> list[Question]:
    """The questions, then the checks, each in the order of their names."""
    layout = find_layout(root)
    return [read_question(file) for file in layout.questions().values()]


def find_question(name: str, layout: Layout) -> Question:
    """The question or check with a name or, in either language, a title.

    Raises:
        UsageError: there is none; the nearest names are given.
    """
    files = layout.questions()
    if as_text(name) not in files:
        if titled := _titled(name, files):
            return titled
        raise UsageError(
            "no question is called “{name}”; `gcm ask` lists them all.{near}",
            name=name,
            near=did_you_mean(nearest(name, files, 3)),
        )
    return read_question(files[name])


def _titled(name: str, files: Mapping[str, Path]) -> Question | None:
    """Return the one question of a title; case and accents do not matter."""
    every = map(read_question, files.values())
    found = [one for one in every if plain(name) in map(plain, one.title.values())]
    return found[0] if len(found) == 1 else None


class Prepared(NamedTuple):
    """A question with the graph it reads and its text, parameters filled in."""

    question: Question
    graph: Graph | RemoteGraph
    text: str
    lang: Lang
    chosen: dict[str, list[str]]  # the IRIs of each parameter that was given or has one value


def prepare(
    source: Source,
    name: str,
    parameters: Given | None = None,
    *,
    lang: Lang = "en",
    since: str | int = "",
    until: str | int = "",
) -> Prepared:
    """Find a question, load what it reads and fill in its parameters, without running it.

    Takes and raises what `ask` does.
    """
    question = find_question(name, source.layout)
    known = {parameter.name: parameter for parameter in question.parameters}
    labelled = {plain(label): one.name for one in known.values() for label in one.label.values()}
    given: dict[str, list[str]] = {}
    for key, value in (parameters or {}).items():
        own = key if key in known else labelled.get(plain(key), key)
        given[own] = given.get(own, []) + _values(key, value)
    shown = as_language(given.pop("lang", [lang])[-1])
    for key in given:
        if key not in known:
            raise UsageError(
                msg("{question} has no parameter “{name}”; it takes: {known}.")
                if known
                else msg("{question} takes no parameters, so not “{name}”."),
                name=key,
                question=question.name,
                known=", ".join(known),
            )
    for parameter in question.parameters:
        if parameter.required and parameter.name not in given:
            raise UsageError(
                msg(
                    "{question} needs the parameter {name}: add -p {name}=…; `gcm search` finds "
                    "values."
                )
                if parameter.type == "rdfs:Resource"
                else msg(
                    "{question} needs the parameter {name}: add -p {name}=…; `gcm ask {question} "
                    "-h` lists what can be chosen."
                ),
                name=parameter.name,
                question=question.name,
            )
        if len(given.get(parameter.name, ())) > 1 and not parameter.several:
            raise UsageError(
                "{name} takes one value in {question}.",
                name=parameter.name,
                question=question.name,
            )
    graph = source.extended(asked_by_checks) if question.is_check else source.graph
    terms = {
        key: " ".join(_term(graph, question, known[key], value, lang) for value in values)
        for key, values in given.items()
    }
    text = question.bound(terms)
    if (since, until) != ("", ""):
        from gcm.questions.evidence import within  # late: most questions are asked of all times

        text = within(question, text, since, until)
    chosen = {
        name: [expand(term, graph.prefixes).strip("<>") for term in values]
        for name in known
        if (values := terms.get(name, question.default(name)).split())
        and (name in terms or len(values) == 1)
    }
    return Prepared(question, graph, text, shown, chosen)


def ask(
    source: Source,
    /,
    name: str,
    parameters: Given | None = None,
    *,
    lang: Lang = "en",
    timeout: float | None = None,
    evidence: bool = False,
    since: str | int = "",
    until: str | int = "",
    **more: Value,
) -> Answer:
    """Answer a question or run a check.

    Args:
        name: the name of its file below `queries/`, without `.rq`.
        parameters: values by name, a list where a parameter takes several; a thing may be given
            by IRI, code, acronym, label or local name, in either language. `lang` counts for more
            than the argument.
        lang: the language of labels.
        timeout: seconds after which the query is stopped.
        evidence: add a column with the quotes and pages that each row rests on or, where the
            question counts, with their number.
        since: leave out facts that ended before this year, month or day, or have no date.
        until: leave out facts that began after this year, month or day, or have no date.
        more: parameters too, as in `ask("participants", event="2024-san-salvador")`.

    Raises:
        UsageError: unknown question or parameter, a value that fits nothing or too much, or a
            question without evidence or dates.
        RunError, Problems: a file cannot be read, the query was refused, too slow or died, or the
            endpoint fails.
    """
    if not isinstance(parameters, Mapping | None):
        raise UsageError(
            "parameters are a dictionary of values by name, not {given}.", given=repr(parameters)
        )
    check_numbers(0, timeout)
    given = {**(parameters or {}), **more}
    prepared = prepare(source, name, given, lang=lang, since=since, until=until)
    question, graph, text, lang, _ = prepared
    facts, sources = "", tuple[str, ...]()
    if evidence:
        from gcm.questions.evidence import facts_query, with_evidence  # late, as in `prepare`

        facts = facts_query(question, text)
    try:
        data, asserted = graph.answer_marked(text, timeout)
    except QueryError as error:
        error.file = error.file or question.file
        raise
    table = table_from_json(data)
    inferred = beyond(table.rows, table_from_json(asserted).rows) if asserted else frozenset()
    if facts:
        found = table_from_json(graph.answer(facts, timeout))
        question, table, proofs = with_evidence(question, table, found, graph, lang)
        named = {", ".join(filter(None, (one.source, one.url))) for one in proofs}
        sources = tuple(sorted(named, key=lambda one: [*collated(one)]))
    iris = [iri for values in prepared.chosen.values() for iri in values]
    rows, labels = answer_in_words(graph, question, table, lang, inferred, iris)
    called = dict(zip(iris, labels, strict=True))
    chosen = [
        (parameter.label[lang], ", ".join(called[iri] for iri in prepared.chosen[parameter.name]))
        for parameter in question.parameters
        if parameter.name in prepared.chosen
    ]
    dates = ((msg("since"), since), (msg("until"), until))
    chosen += [(label.text(lang), str(date)) for label, date in dates if date != ""]
    return Answer(question, rows, lang, tuple(chosen), sources)


def choices(source: Source, name: str) -> tuple[Question, list[Choice]]:
    """A question with what may be chosen for each of its parameters.

    Raises:
        UsageError: unknown question.
    """
    question, graph = find_question(name, source.layout), source.graph
    found = []
    for parameter in question.parameters:
        default = "" if parameter.required else question.default(parameter.name)
        wanted = expand(parameter.type, graph.prefixes)
        values = [] if wanted == ANYTHING else instances(graph, wanted)
        found.append(Choice(parameter, default, _giving_rows(graph, question, parameter, values)))
    return question, found


def _giving_rows(
    graph: Graph | RemoteGraph, question: Question, parameter: Parameter, values: list[Match]
) -> list[Match]:
    """Return the values for which a question has rows; all of them where one query cannot tell."""
    every = " ".join(f"<{value.iri}>" for value in values)
    text = question.bound({parameter.name: every})
    body = HEAD.sub(f"SELECT DISTINCT ?{parameter.name} WHERE", text, count=1)
    try:
        rows = table_from_json(graph.answer(body[: body.rindex("ORDER BY")], None)).rows
    except (QueryError, ValueError):  # it counts, or has no order
        return values
    giving = {row[0].value for row in rows if row[0]}
    return [value for value in values if value.iri in giving] or values


def _values(name: str, value: object) -> list[str]:
    """What is given for a parameter, each value as text."""
    values = value if isinstance(value, list | tuple) and value else [value]
    for one in values:
        if not isinstance(one, str | int) or isinstance(one, bool):
            raise UsageError(
                "the value of {name} is text or a whole number, not {given}.",
                name=name,
                given=repr(one),
            )
    return list(map(str, values))


def _term(graph: Asked, question: Question, parameter: Parameter, value: str, lang: Lang) -> str:
    """The SPARQL term that a user's value stands for."""
    wanted = expand(parameter.type, graph.prefixes)
    of_class = "" if wanted == ANYTHING else wanted
    matches = find(graph, value, of_class)
    if not matches:
        raise UsageError(
            "nothing of the graph is called “{value}” and can be the {type} of {name}=…; `gcm ask "
            "{question} -h` lists what can.{near}",
            name=parameter.name,
            value=value,
            type=parameter.label[lang],
            question=question.name,
            near=did_you_mean(() if find(graph, value) else similar(graph, value, of_class)),
        )
    if len(matches) > 1:
        raise UsageError(AMBIGUOUS, name=value, matches=listing(matches, lang))
    return f"<{matches[0].iri}>"
