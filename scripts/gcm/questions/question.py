"""Questions: `.rq` files with a header, their parameters, and the text that runs.

The header is TOML in `#+` lines: `title`, `description`, `keywords`, `view`, `order`, `fold`,
`theme`, `fact`, `dates`, `[parameters]`, `[columns]`, `[picture]`. A parameter is a block
`VALUES ?name { … }` with its default. `fact` lists the variables of the facts that a row rests on,
`dates` those of the entities that have their dates. `view` is `table`, or a picture of
`gcm.pictures`, whose function of that name says which columns `[picture]` names.

A query returns entities as IRIs; a column says how people read them. A column shows the variable of
its own name, or the one that `of` names: an entity by its label, or by the words of the properties
that `show` lists, "label" among them; `show = "iri"` shows the IRI. `absent` names the concept of
`vocab:absence` that an unbound cell shows. `order` lists the columns or variables that rows are
ordered by; rows that differ in the column `fold` alone are shown to people as one.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gcm.core.errors import RunError
from gcm.core.files import read_text
from gcm.core.language import LANGS, Message, Text, msg
from gcm.core.namespaces import COMMON, GCM, VOCAB
from gcm.questions.view import LABEL, Column, View

HEADER_INVALID = msg(
    "the header (#+ lines) is invalid: {reason}. Compare it with another question."
)

NAME = re.compile(r"[a-z][a-z0-9-]*")
# The variables of the outermost SELECT, which begins its line.
HEAD = re.compile(r"^SELECT\b(.*?)\bWHERE\b", re.DOTALL | re.MULTILINE)
_GIVES_GRAPH = re.compile(r"^\s*(?:CONSTRUCT|DESCRIBE)\b", re.IGNORECASE | re.MULTILINE)
_NAMESPACES = COMMON | {"gcm": GCM}  # properties that a column may show

THEMES: Mapping[str, Message] = {
    "events": msg("Events and series"),
    "participation": msg("Who took part"),
    "votes": msg("The vote on the Compact"),
    "actors": msg("States, agencies and other bodies"),
    "objectives": msg("Objectives, programmes and SDGs"),
    "documents": msg("What documents say"),
    "sources": msg("Sources and evidence"),
    "checks": msg("Checks of the data"),
}


class Parameter(NamedTuple):
    """A value that a user of the question may choose, or several; `type` is a prefixed name."""

    name: str
    type: str
    label: Text
    required: bool
    several: bool


class Question(NamedTuple):
    """A question or a check: its header and its SPARQL text."""

    name: str
    file: Path
    is_check: bool
    title: Text
    description: Text
    keywords: tuple[str, ...]
    theme: str  # a key of `THEMES`
    view: str
    picture: Mapping[str, Any]
    facts: tuple[str, ...]
    dates: str
    parameters: tuple[Parameter, ...]
    shown: View
    text: str

    def __repr__(self) -> str:
        return f"<{'Check' if self.is_check else 'Question'} {self.name}>"

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns, by name."""
        return self.shown.columns

    def default(self, parameter: str) -> str:
        """Return the content of the parameter's block in the file, as SPARQL terms."""
        found = _block(parameter).search(self.text)
        return found[1].strip() if found else ""

    def bound(self, values: dict[str, str]) -> str:
        """Return the text with SPARQL terms in the blocks of the parameters, by name."""
        text = self.text
        for name, term in values.items():
            block = f"VALUES ?{name} {{ {term} }}"
            text = _block(name).sub(block.replace("\\", "\\\\"), text)
        return text

    @property
    def has_defaults(self) -> bool:
        """Whether the question can be asked unchanged: each parameter has a default."""
        return not any(parameter.required for parameter in self.parameters)


def read_question(file: Path) -> Question:
    """Read a question.

    Raises:
        RunError: the file is missing, its header is not TOML or lacks a part, a parameter has no
            `VALUES` block, or the query gives a graph.
    """
    return question_of(read_text(file), file)


def question_of(text: str, file: Path) -> Question:
    """Parse the text of a question's file.

    Raises:
        RunError: as `read_question` does.
    """
    fields = header_of(text, file)
    try:
        question = _question(file, text, fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise RunError(HEADER_INVALID, file=file, reason=error) from None
    if question.theme not in THEMES:
        raise RunError(HEADER_INVALID, file=file, reason=question.theme)
    if _GIVES_GRAPH.search(text):
        raise RunError("this question gives a graph, not rows; make it a SELECT.", file=file)
    for parameter in question.parameters:
        if not _block(parameter.name).search(text):
            raise RunError(
                "the parameter {name} has no block VALUES ?{name} { … } in the query.",
                file=file,
                name=parameter.name,
            )
    return question


def header_of(text: str, file: Path) -> dict[str, Any]:
    """Return the fields of the header of a query's text.

    Raises:
        RunError: the header is not TOML.
    """
    header = "\n".join(line[2:] for line in text.splitlines() if line.startswith("#+"))
    try:
        return tomllib.loads(header)
    except tomllib.TOMLDecodeError as error:
        raise RunError(HEADER_INVALID, file=file, reason=error) from None


def text_of(entry: dict[str, str]) -> Text:
    """Return the `en` and `es` of an entry.

    Raises:
        KeyError: a language is missing.
    """
    return {lang: entry[lang] for lang in LANGS}


def _question(file: Path, text: str, fields: dict[str, Any]) -> Question:
    parameters = [
        Parameter(
            name,
            entry["type"],
            text_of(entry),
            required=entry.get("required", False),
            several=entry.get("several", False),
        )
        for name, entry in fields.get("parameters", {}).items()
    ]
    return Question(
        name=file.stem,
        file=file,
        is_check=file.parent.name == "checks",
        title=text_of(fields["title"]),
        description=text_of(fields["description"]),
        keywords=tuple(fields["keywords"]),
        theme=fields["theme"],
        view=fields["view"],
        picture=fields.get("picture", {}),
        facts=tuple(fields.get("fact", ())),
        dates=fields.get("dates", ""),
        parameters=tuple(parameters),
        shown=_view(fields),
        text=text,
    )


def _view(fields: dict[str, Any]) -> View:
    columns = {
        name: Column(
            label=text_of(entry),
            of=entry.get("of", name),
            show=_shown(entry.get("show", [])),
            absent=f"{VOCAB}absence/{entry['absent']}" if "absent" in entry else "",
        )
        for name, entry in fields["columns"].items()
    }
    return View(columns, tuple(fields.get("order", ())), fields.get("fold", ""))


def _shown(show: str | list[str]) -> tuple[str, ...]:
    """Return the properties that a column shows of an entity; none for its IRI."""
    if show == "iri":
        return ()
    parts = (name.partition(":") for name in show or ["label"])
    return tuple(_NAMESPACES[prefix] + local if local else LABEL for prefix, _, local in parts)


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:VALUES)\s*[?$]{re.escape(name)}\s*\{{([^{{}}]*)\}}")
