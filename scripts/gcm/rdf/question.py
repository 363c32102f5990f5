"""Questions: `.rq` files with a header, their parameters, and the text that runs.

The header is TOML in `#+` lines: `title`, `description`, `keywords`, `view`, `[parameters]`,
`[columns]`. A parameter is a block `VALUES ?name { … }` that holds its default.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from gcm.core.errors import RunError
from gcm.core.files import read_text
from gcm.core.messages import Lang
from gcm.core.model import Text
from gcm.rdf.header import header_of, text_of

NAME = re.compile(r"[a-z][a-z0-9-]*")
LANGUAGE = "xsd:language"


class Parameter(NamedTuple):
    """What a user of the question may choose; `type` is a prefixed name."""

    name: str
    type: str
    label: Text
    required: bool


class Question(NamedTuple):
    """A question or a check: its header and its SPARQL text."""

    name: str
    file: Path
    is_check: bool
    title: Text
    description: Text
    keywords: tuple[str, ...]
    view: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, Text]
    text: str

    def default(self, parameter: str) -> str:
        """What the parameter's block holds in the file, as SPARQL terms."""
        found = _block(parameter).search(self.text)
        return found[1].strip() if found else ""

    def bound(self, values: dict[str, str]) -> str:
        """The text with the blocks of the named parameters holding `values`, SPARQL terms."""
        text = self.text
        for name, term in values.items():
            block = f"VALUES ?{name} {{ {term} }}"
            text = _block(name).sub(block.replace("\\", "\\\\"), text)
        return text

    def by_default(self, lang: Lang) -> str:
        """The text with labels in a language; empty if a parameter has no default."""
        if any(parameter.required for parameter in self.parameters):
            return ""
        return self.bound({"lang": f'"{lang}"'})


def read_question(file: Path) -> Question:
    """Read a question.

    Raises:
        RunError: the file is missing, its header is not TOML or lacks a part, or a parameter
            has no `VALUES` block.
    """
    return question_of(read_text(file), file)


def question_of(text: str, file: Path) -> Question:
    """The question that the text of a file is.

    Raises:
        RunError: as `read_question` does.
    """
    fields = header_of(text, file)
    try:
        question = _question(file, text, fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise RunError("question-header", file=file, reason=error) from None
    for parameter in question.parameters:
        if not _block(parameter.name).search(text):
            raise RunError("question-parameter", file=file, name=parameter.name)
    return question


def _question(file: Path, text: str, fields: dict[str, Any]) -> Question:
    parameters = [
        Parameter(name, entry["type"], text_of(entry), bool(entry.get("required", False)))
        for name, entry in fields.get("parameters", {}).items()
    ]
    if _block("lang").search(text):
        label: Text = {
            "en": "language of labels, en or es",
            "es": "idioma de las etiquetas, en o es",
        }
        parameters.append(Parameter("lang", LANGUAGE, label, required=False))
    return Question(
        name=file.stem,
        file=file,
        is_check=file.parent.name == "checks",
        title=text_of(fields["title"]),
        description=text_of(fields["description"]),
        keywords=tuple(fields["keywords"]),
        view=fields["view"],
        parameters=tuple(parameters),
        columns={name: text_of(entry) for name, entry in fields["columns"].items()},
        text=text,
    )


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:VALUES)\s*[?$]{re.escape(name)}\s*\{{([^{{}}]*)\}}")
