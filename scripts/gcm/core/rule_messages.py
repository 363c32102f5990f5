"""The rules that the tool checks itself, beside the shapes, by the names that reports give."""

from __future__ import annotations

from gcm.core.language import msg

RULES = {
    "syntax": msg("The file follows the syntax of its format."),
    "prefix": msg("Prefixes stand for what the register of prefixes says."),
    "term": msg("Properties, classes and datatypes are defined somewhere."),
    "absent": msg("What is to be taken away is there."),
    "source": msg("The generated graph of a source is what its text gives."),
    "named": msg("A quote names whom and what it proves, by the longest name that stands there."),
    "worded": msg("Words ascribed to a source are in its quote."),
    "dated": msg("A quote names the year, the month and the day that it proves."),
    "event": msg("The event of a fact is one that its document is about."),
    "cut": msg("A quote begins and ends with whole words."),
    "negated": msg("No negation is cut off a quote."),
    "language": msg("A text is in the language that its tag says."),
    "table": msg("The rows of a table are as its columns ask."),
    "blank-node": msg("In data everything has an IRI."),
    "line-ends": msg("Lines end in LF alone."),
    "file": msg("Every file can be read."),
    "other": msg("The data holds what it must."),
}
