"""The header of a query file: TOML in its `#+` lines."""

import tomllib
from pathlib import Path
from typing import Any

from gcm.core.errors import RunError
from gcm.core.files import read_text
from gcm.core.language import LANGS, Text, msg

HEADER_INVALID = msg(
    "the header (#+ lines) is invalid: {reason}. Compare it with another question."
)


def read_header(file: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a query file and the fields of its header.

    Raises:
        RunError: the file is missing, or its header is not TOML.
    """
    text = read_text(file)
    return text, header_of(text, file)


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
