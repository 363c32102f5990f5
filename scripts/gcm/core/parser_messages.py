"""Messages of the parsers and the system, reworded to state what was expected."""

import re

from gcm.core.language import Lang, msg

# Reasons to refuse what is valid: an IRI without its beginning, a name that JSON-LD leaves out.
RELATIVE = "No scheme found in an absolute IRI"
UNDEFINED_KEY = "undefined key {}"
NO_IRI = "no IRI {}"
KEPT = (RELATIVE, *(text.removesuffix("{}") for text in (UNDEFINED_KEY, NO_IRI)))

_NAMESPACE = msg("an IRI in angle brackets is expected, such as <https://example.org/>")
# An unlisted text is shown unchanged.
_REASONS = {
    "A dot is expected at the end of statements": msg(
        "a full stop “.” or a semicolon “;” is missing before this"
    ),
    "Unexpected end": msg(
        "the file ends within a statement; at least its full stop “.” is missing"
    ),
    "Unexpected end of file": msg("the text or IRI that opens here is never closed"),
    "Line jumps are not allowed in string literals, use \\n": msg(
        "a text in quotation marks cannot contain a line end; is its closing quotation mark "
        "missing?"
    ),
    "A language code should always start with a letter": msg(
        "after “@” the language is expected, such as @es"
    ),
    "A subtag may be eight characters in length at maximum": msg(
        "a part of a language tag has eight letters at most, such as @es or @en-GB"
    ),
    "The given language subtag is invalid": msg(
        "a part of a language tag holds letters and digits alone, such as @es or @en-GB"
    ),
    "An integer should not be empty": msg(
        "a number is expected after the sign; a name begins with a letter, a digit or “_”"
    ),
    "A double exponent cannot be empty": msg(
        "after “e” the exponent of a number is expected, such as 1e3"
    ),
    "The PREFIX declaration should be followed by a prefix and its value as an IRI": _NAMESPACE,
    "The BASE keyword should be followed by an IRI": _NAMESPACE,
    "A blank node ID cannot be empty": msg("after “_:” a name is expected, such as _:a"),
    "blank node property lists should end with a ']'": msg(
        "“]” is expected: it closes what “[” opened"
    ),
    "The PREFIX keyword should be followed by a prefix like 'ex:'": msg(
        "after @prefix its name with a colon is expected, such as “ex:”"
    ),
    RELATIVE: msg(
        "this IRI is relative, and the file does not say to what: write it in full, from https: "
        "on, or, in Turtle or TriG, add a first line such as @base <https://example.org/> ."
    ),
    "Is a directory": msg("Is a directory"),
    "No such file or directory": msg("No such file or directory"),
    "No space left on device": msg("No space left on device"),
    "Not a directory": msg("Not a directory"),
    "Permission denied": msg("Permission denied"),
    "Read-only file system": msg("Read-only file system"),
}
_PATTERNS = {
    UNDEFINED_KEY.format("(.*)"): msg(
        "the context does not define the key “{found}”, so what it says would be left out: define "
        "it, or give it null in the context if it is to be left out"
    ),
    NO_IRI.format("(.*)"): msg(
        "“{found}” stands where an IRI is expected and is none, so the statement would be left "
        "out: write the IRI in full, or, if it is a text, do not give its key the type @id"
    ),
    r"The prefix (\S*) has not been declared": msg(
        "the prefix {found} is not declared; add its @prefix line, or check how it is written"
    ),
    r"(.+) is not a valid RDF object": msg(
        "found “{found}” where a value is expected: an IRI in <…>, a prefixed name, a text in "
        "quotation marks or a number"
    ),
    r"(.+) is not a valid predicate": msg(
        "found “{found}” where a property is expected: an IRI in <…> or a prefixed name"
    ),
    r"(.+) is not a valid subject or graph name": msg(
        "found “{found}” where a statement should begin: with an IRI in <…> or a prefixed name"
    ),
    r"Expecting a datatype IRI after \^\^, found (.+)": msg(
        "after ^^ a datatype is expected, such as xsd:date; found “{found}”"
    ),
    r"Invalid IRI code point '(.+)'": msg("an IRI cannot contain the character “{found}”"),
    r"Invalid character '(.+)' in host": msg(
        "the server of an IRI cannot contain the character “{found}”"
    ),
    r"Unexpected escape character '(.+)'": msg(
        "“{found}” has no meaning in a text; write \\\\ for a backslash"
    ),
    r"escapes in IRIs should be % followed by two hexadecimal characters, found '(.+)'": msg(
        "“{found}”: after “%” two hexadecimal digits are expected, such as %20"
    ),
    r"The character that are allowed to be escaped in IRIs are .*, found '(.+)'": msg(
        "“{found}” cannot stand after a backslash in a name; write the IRI in <…>"
    ),
    r"'(.+)' is not allowed at the beginning of a prefix name": msg(
        '“{found}” is not allowed here; texts stand in straight quotation marks "…", IRIs in <…>'
    ),
}


def reason(text: object, lang: Lang) -> object:
    """Return our words for a message of a parser or the system, if it is known."""
    if not isinstance(text, str):
        return text
    if text in _REASONS:
        return _REASONS[text].text(lang)
    for pattern, message in _PATTERNS.items():
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return message.text(lang, found=found[1])
    return text
