"""The statements of a broken text that can be read all the same."""

from __future__ import annotations

from collections.abc import Iterator

from gcm.core.errors import RunError
from gcm.core.forms import Form
from gcm.rdf.lexer import Token, is_directive, statements
from gcm.rdf.syntax import check, parse_turtle

# What a block begins with, at the margin.
_OPENING = ("IRI", "PNAME", "PREFIX", "BASE", "SPARQL_PREFIX", "SPARQL_BASE", "GRAPH")
_LONGEST_HEAD = 5000  # of the prefixes that a statement uses: they are read with each one


def readable_statements(text: str, form: Form) -> Iterator[list[Token]]:
    """The tokens of each statement that can be read by itself, comments left out.

    Where one cannot, reading goes on at the next line that begins at the margin with an IRI, a
    prefixed name or a directive; one that only lacks its full stop there is taken too.

    Args:
        text: the document.
        form: its format: any but JSON-LD.
    """
    reader = _Reader(text, form)
    for statement in statements(text, trig=form == "trig", lenient=True):
        code = [token for token in statement if token.kind != "COMMENT"]
        if code and reader.reads(code):
            yield code
            continue
        starts = [
            index
            for index, token in enumerate(code)
            if index and token.column == 1 and token.kind in _OPENING
        ]
        if starts:
            ends = [*starts, len(code)]
            pieces = [code[start:end] for start, end in zip([0, *starts], ends, strict=True)]
            yield from filter(reader.reads, pieces)


class _Reader:
    """Tries statements, with the prefixes and the base of the directives that it has read."""

    def __init__(self, text: str, form: Form) -> None:
        self._text = text
        self._form = form
        self._base = ""
        self._prefixes: dict[str, str] = {}

    def reads(self, code: list[Token]) -> bool:
        """Whether a statement can be read; a directive counts from then on."""
        if any(token.kind in ("UNKNOWN", "GRAPH", "BRACE") for token in code):
            return False
        dot = "" if code[-1].text == "." or code[0].kind.startswith("SPARQL") else " ."
        source = self._text[code[0].start : code[-1].end] + dot
        try:
            if self._form in ("ntriples", "nquads"):
                return check(source, self._form) > 0
            if is_directive(code):
                self._learn(code, source)
                return True
            names = {token.text.partition(":")[0] for token in code if token.kind == "PNAME"}
            head = "".join([self._base, *(self._prefixes.get(name, "") for name in sorted(names))])
            return len(head) <= _LONGEST_HEAD and check(head + source, "turtle") > 0
        except RunError:
            return False

    def _learn(self, code: list[Token], source: str) -> None:
        name = code[1].text if code[0].kind.endswith("PREFIX") else "<>"
        iri = str(parse_turtle(f"{self._base}{source} <s:> <p:> {name} .").triples[0].object)
        if name == "<>":
            self._base = f"@base {iri} . "
        else:
            self._prefixes[name.removesuffix(":")] = f"@prefix {name} {iri} . "
