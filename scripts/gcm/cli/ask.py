"""`gcm ask`: the graph's own questions and checks."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from gcm.cli import options, rows
from gcm.cli.options import flag
from gcm.cli.progress import working
from gcm.cli.user_language import LANGUAGE, say
from gcm.core.collation import collated
from gcm.core.language import Lang, msg
from gcm.core.namespaces import shorten
from gcm.core.similarity import plain
from gcm.core.terminal import bold, printable, table
from gcm.graph.open import Source
from gcm.questions.ask import Answer, ask, choices, find_question, list_questions, prepare
from gcm.questions.question import THEMES


def _complete(ctx: click.Context, _: click.Parameter, start: str) -> list[str]:
    questions = list_questions(root=ctx.find_root().params.get("root"))
    return [found.name for found in questions if found.name.startswith(start)]


@click.command(
    "ask",
    add_help_option=False,
    help=say(
        "Answer a question or run a check; without QUESTION, list them all by theme.\n\n"
        "`gcm ask QUESTION -h` shows what it asks and its parameters. A check that finds "
        "something ends with exit code 1.\n\n"
        "Example: gcm ask participants -p event=2024-san-salvador"
    ),
)
@click.argument("question", required=False, shell_complete=_complete)
@click.option(
    "-p",
    "--param",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help=say("A parameter; some may be given again, for several values."),
)
@options.lang_option
@options.rows_options([*rows.ROW_FORMATS, *rows.PICTURES])
@options.source_options
@options.timeout_option(60.0)
@flag(
    "--iris", "Give the IRIs too, each in a column after its label; JSON and XML always have them."
)
@flag("--evidence", "Add the quote or page that each row rests on; in a count, how many.")
@click.option(
    "--since",
    default="",
    metavar="DATE",
    help=say(
        "Only facts of this year, month or day or later, and earlier ones that have no end; those "
        "without a date are left out."
    ),
)
@click.option(
    "--until",
    default="",
    metavar="DATE",
    help=say("Only facts of this year, month or day, or earlier."),
)
@flag("--sparql", "Print the query instead of its answer.")
@options.quiet_option
@options.own_help_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    question: str | None,
    pairs: tuple[str, ...],
    lang: Lang,
    form: str | None,
    output: Path | None,
    iris: bool,
    sparql: bool,
    quiet: bool,
    source: Source,
    wants_help: bool,
    **bounds: Any,
) -> int:
    """Answer, list, or explain; the other options are those of `gcm.ask`."""
    if wants_help:
        click.echo(ctx.get_help() if question is None else _explain(question, lang, source))
        return 0
    form = rows.chosen_format(form, output, [*rows.ROW_FORMATS, *rows.PICTURES])
    if question is None:
        _list(form, output, lang, source)
        return 0
    parameters = options.parse_parameters(pairs)
    if sparql:
        dates = {name: bounds[name] for name in ("since", "until")}
        text = prepare(source, question, parameters, lang=lang, **dates).text
        rows.emit(text.encode(), output)
        return 0
    if form in ("html", "xlsx"):  # a page shows the evidence of its rows, where they have any
        bounds["evidence"] |= bool(find_question(question, source.layout).facts)
    with working(quiet):
        answer = ask(source, question, parameters, lang=lang, **bounds)
    if form in rows.PICTURES:
        rows.emit(_drawn(form, answer, source), output)
        return int(answer.question.is_check and bool(answer.rows.rows))
    things = form in ("json", "xml")
    table, inferred = answer.rows.words(iris=iris or things)
    columns = answer.question.columns
    headings = [
        columns[name].label[answer.lang] if name in columns else name for name in table.columns
    ]
    data = answer.data if things else None
    about = _about(answer, source) if form == "xlsx" else ()
    rows.emit(rows.rows_as(form, table, headings, inferred, data, about=about), output)
    if not quiet:
        none = (
            rows.NO_ROWS
            if answer.question.is_check
            else msg(
                "no rows: the graph contains nothing on this. That does not mean that there was "
                "nothing."
            )
        )
        rows.note_rows(len(table.rows), form, output, none)
        rows.note_inferred(inferred)
        rows.note_added(source)
        if form == "table":
            _note_defaults(answer, parameters)
    return int(answer.question.is_check and bool(table.rows))


def _note_defaults(answer: Answer, given: Iterable[str]) -> None:
    """Name the default values that the question was asked with: its rows do not show them."""
    named = set(map(plain, given))
    chosen = dict(answer.chosen)
    text = msg("{label}: {value}; -p {name}=… chooses another.")
    for parameter in answer.question.parameters:
        label = parameter.label[answer.lang]
        if label in chosen and named.isdisjoint(
            map(plain, (parameter.name, *parameter.label.values()))
        ):
            said = text.text(LANGUAGE, label=label, value=chosen[label], name=parameter.name)
            click.echo(printable(said), err=True)


def _about(answer: Answer, source: Source) -> list[tuple[str, str]]:
    """Return the question, what was chosen, the date and the sources, for a workbook."""
    lang, question = answer.lang, answer.question
    return [
        (say("Question"), question.title[lang]),
        (say("What it asks"), question.description[lang]),
        ("gcm ask", question.name),
        *answer.chosen,
        *rows.dated(source),
        *((say("Source"), one) for one in answer.sources),
    ]


def _drawn(form: str, answer: Answer, source: Source) -> bytes:
    from gcm.pictures.draw import draw  # late: most answers are not drawn
    from gcm.pictures.page import page

    edition = rows.edition(source, answer.lang)
    return (draw if form == "svg" else page)(answer, edition).encode()


def _list(form: str, output: Path | None, lang: Lang, source: Source) -> None:
    """List the questions by theme: for people one a line below each theme, else as rows."""
    themes = {name: label.text(lang) for name, label in THEMES.items()}
    known = list_questions(root=source.layout.root)
    known.sort(key=lambda one: list(themes).index(one.theme))
    if form == "table":
        width = max(len(one.name) for one in known)
        lines = []
        for theme, asked in groupby(known, lambda one: one.theme):
            lines += ["", bold(printable(themes[theme]))]
            lines += [f"  {one.name:{width}}  {printable(one.title[lang])}" for one in asked]
        rows.emit("\n".join([*lines[1:], ""]).encode(), output)
        return
    headings = {
        "theme": say("Theme"),
        "question": say("Question"),
        "title": say("Title"),
        "description": say("What it asks"),
    }
    texts = ((themes[one.theme], one.name, one.title[lang], one.description[lang]) for one in known)
    rows.emit_list(form, output, headings, texts)


def _explain(name: str, lang: Lang, source: Source) -> str:
    question, found = choices(source, name)
    prefixes = source.graph.prefixes
    lines = [bold(printable(question.title[lang])), printable(question.description[lang]), ""]
    for choice in found:
        parameter = choice.parameter
        default = choice.default or say("required")
        mark = ", " + say("several") if parameter.several else ""
        shown = f"-p {parameter.name}=…  {parameter.label[lang]}{mark} ({default})"
        names = {shorten(one.iri, prefixes): one.label.get(lang, "") for one in choice.values}
        width = max(map(len, names), default=0)
        lines.append(printable(shown))
        lines += [
            printable(f"    {one:{width}}  {names[one]}") for one in sorted(names, key=_by_number)
        ]
    columns = [(name, column.label[lang]) for name, column in question.columns.items()]
    heading = (say("Column"), say("Label"))
    return "\n".join(lines) + "\n\n" + table(heading, columns).rstrip("\n")


def _by_number(name: str) -> tuple[str | int, ...]:
    """Return the sort key of a prefixed name: objectives by number, events by year."""
    return tuple(collated(name.partition(":")[2]))
