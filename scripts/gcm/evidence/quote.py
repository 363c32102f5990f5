"""A quote as the lines to paste into a fact."""

from __future__ import annotations

from gcm.core.errors import UsageError, as_text
from gcm.core.files import AnyPath
from gcm.core.language import msg
from gcm.core.layout import find_layout
from gcm.core.similarity import nearest
from gcm.evidence.checks import QUOTE_ABSENT, QUOTE_CROSSES_UNITS, QUOTE_NOT_IN_UNIT, QUOTE_REPEATED
from gcm.evidence.normal_form import number_at, places_of
from gcm.evidence.source import Source, read_source
from gcm.rdf.oxigraph import Literal


def quote(source: str, words: str, *, unit: int = 0, root: AnyPath | None = None) -> str:
    """The properties of a fact that quotes words: two lines, three where they name their unit.

    Args:
        source: the name of a text in `data/sources`, such as `2024-san-salvador.es`.
        words: words of the text's normal form, letter by letter, within one unit.
        unit: the number of the unit that the words are taken from, if other units contain them too.
        root: the graph; see `gcm.core.layout.find_layout`.

    Raises:
        UsageError: no such source, or the words are not in it, recur, or cross units.
    """
    layout = find_layout(root)
    texts = {file.stem: file for file in layout.source_texts()}
    name, words = as_text(source).removesuffix(".txt"), as_text(words)
    if name not in texts:
        near = ", ".join(nearest(name, texts, 3) or texts) or "—"
        raise UsageError(
            msg("no text of data/sources is called “{name}”; there are: {near}."),
            name=source,
            near=near,
        )
    known = read_source(texts[name])
    text = known.normal.text
    starts = places_of(words, text, unit)
    if len(starts) != 1 or "\n" in words:
        raise _refusal(known, words, unit, starts)
    lines = [
        f"gcm:quote {Literal(words, language=known.language)} ;",
        f"gcm:quotedFrom document:{name.rpartition('.')[0]} ;",
        *([f"gcm:quoteInUnit {unit} ;"] if unit else []),
    ]
    return "".join(f"    {line}\n" for line in lines)


def _refusal(source: Source, words: str, unit: int, starts: list[int]) -> UsageError:
    """Return the error that says why words cannot be quoted from a source."""
    text = source.normal.text
    if starts and "\n" in words:
        line = source.normal.line_of(starts[0])
        return UsageError(QUOTE_CROSSES_UNITS, file=source.file, line=line, quote=words)
    if starts:
        units = ", ".join(str(number) for number in sorted({number_at(s, text) for s in starts}))
        times = len(starts)
        return UsageError(QUOTE_REPEATED, file=source.file, quote=words, times=times, units=units)
    if unit and words in text:
        return UsageError(QUOTE_NOT_IN_UNIT, file=source.file, quote=words, unit=unit)
    return UsageError(QUOTE_ABSENT, file=source.file, quote=words)
