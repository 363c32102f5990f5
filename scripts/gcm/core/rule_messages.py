"""The rules that the tool itself checks in addition to the shapes, by the names used in reports."""

from typing import NamedTuple

from gcm.core.language import Message, msg


class Check(NamedTuple):
    """What a rule of the tool asks, and why."""

    asks: Message
    why: Message


RULES = {
    "syntax": Check(
        msg("The file follows the syntax of its format."),
        msg(
            "Nothing else is checked while a file cannot be read: more findings "
            "may appear once this is fixed."
        ),
    ),
    "prefix": Check(
        msg("Prefixes stand for what the register of prefixes says."),
        msg("Names using this prefix resolve to different IRIs, so no query finds them."),
    ),
    "term": Check(
        msg("Properties, classes and datatypes are defined somewhere."),
        msg("No question and no rule reads a term that nobody defined: what it says is lost."),
    ),
    "source": Check(
        msg("The generated graph of a source is what its text gives."),
        msg("Queries and shapes read the graph: a letter changed in the text alone would pass."),
    ),
    "named": Check(
        msg("A quote names whom and what it proves, by the longest name that stands there."),
        msg("Readers would be shown a sentence that says nothing about the fact it is to prove."),
    ),
    "worded": Check(
        msg("Words ascribed to a source are in its quote."),
        msg("Anyone who cites the source would cite words that it does not use."),
    ),
    "dated": Check(
        msg("A quote names the year, the month and the day that it proves."),
        msg("The date would look more exact, or more certain, than the source makes it."),
    ),
    "numbered": Check(
        msg("A quote gives the number that it proves, and a translation has the quote's numbers."),
        msg("Readers would count or cite what the source does not say."),
    ),
    "event": Check(
        msg("The event of a fact is one that its document is about."),
        msg("A fact under the wrong event is counted there, and missing where it belongs."),
    ),
    "cut": Check(
        msg("A quote begins and ends with whole words."),
        msg("A piece of a word may be another word, and nobody finds it in the source."),
    ),
    "negated": Check(
        msg("No negation is cut off a quote."),
        msg("Without its “not” the quote says the contrary of what its source says."),
    ),
    "language": Check(
        msg("A text is in the language that its tag says."),
        msg("Readers are shown the text of their language, and would read the other one."),
    ),
    "table": Check(
        msg("The rows of a table are as its columns ask."),
        msg("A cell that cannot be read gives no Turtle, or that of another thing."),
    ),
    "blank-node": Check(
        msg("In data everything has an IRI."),
        msg("Nothing else can name it, nobody can cite it, and a release refuses it."),
    ),
    "line-ends": Check(
        msg("Lines end in LF alone."),
        msg(
            "In a text that runs over several lines the line ends count: a quote "
            "would differ from its source."
        ),
    ),
    "file": Check(
        msg("Every file can be read."),
        msg("Without it the data is incomplete, so the shapes were not run."),
    ),
    "other": Check(
        msg("The data holds what it must."),
        msg("A check cannot be completed without it, or with too much to check."),
    ),
}
