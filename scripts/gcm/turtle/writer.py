"""The blocks of canonical Turtle: one for each subject as a tree, terms to the letter.

Productions are those of Turtle 1.1 (https://www.w3.org/TR/turtle/).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path

from gcm.core.errors import RunError
from gcm.core.namespaces import RDF, XSD
from gcm.core.results import BARE
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Triple
from gcm.turtle.lexer import tokens
from gcm.turtle.parse import RDF_1_2

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal

TYPE, FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))
_NO_MARK = " "  # no IRI contains a space

WIDTH = 100
_STEP = 4
_LEVELS = 100
_LEADING = {TYPE.value: 0, "http://www.w3.org/2004/02/skos/core#prefLabel": 1}

# PN_CHARS_BASE, PN_CHARS and PN_LOCAL (productions 163s, 166s, 168s), the last without escapes.
_START = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME = _START + r"_0-9\u00B7\u0300-\u036F\u203F\u2040\-"
_LOCAL = re.compile(rf"[{_START}_0-9:](?:[{_NAME}:.]*[{_NAME}:])?")
# Control characters, unusual spaces and line ends, direction overrides and other invisible
# characters are allowed in a string, but mislead its readers in an editor or a terminal.
_UNSAFE = (
    r"\x00-\x09\x0B-\x1F\x7F-\xA0\xAD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F"
    r"\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB"
    r"\U000E0000-\U000E0FFF\\"
)
_SHORT_STRING = re.compile(rf'[{_UNSAFE}\n"]')
_LONG_STRING = re.compile(rf'[{_UNSAFE}]|"(?=""|\Z)')
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


class Tree:
    """Triples by subject and predicate, with blank nodes that form trees.

    Raises:
        RunError: the blank nodes form no trees, or a term is of RDF 1.2.
    """

    def __init__(
        self,
        triples: Iterable[Triple],
        mark: str = _NO_MARK,
        text: str = "",
        file: Path | str | None = None,
    ) -> None:
        self.mark = mark
        self.file = file
        self.about: dict[Node, dict[NamedNode, list[Value]]] = {}
        self.marked: dict[int, Node] = {}
        self.roots: dict[Node, Node] = {}
        inner: dict[Node, list[BlankNode]] = {}
        parents: dict[BlankNode, Node] = {}
        shared: set[Node] = set()
        for subject, predicate, value in dict.fromkeys(triples):
            directed = isinstance(value, Literal) and value.direction
            if directed or isinstance(subject, Triple) or isinstance(value, Triple):
                raise RunError(RDF_1_2, file=file)
            if predicate.value == mark:
                self.marked[int(value.value)] = subject
                continue
            self.about.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if isinstance(value, BlankNode):
                if value in parents:
                    shared.add(value)
                parents[value] = subject
                inner.setdefault(subject, []).append(value)
        # A node that no root leads to is in a cycle, or below one.
        self.roots = {subject: subject for subject in self.about if subject not in parents}
        waiting = list(self.roots)
        while waiting and not shared:
            node = waiting.pop()
            for value in inner.get(node, []):
                self.roots[value] = self.roots[node]
                waiting.append(value)
        shared = shared or self.about.keys() - self.roots.keys()
        if shared:
            labels = {str(node) for node in shared}
            lines = (token.line for token in tokens(text, file) if token.text in labels)
            raise RunError(
                "a blank node is used in more than one place, so the file has no single order; "
                "give it an IRI.",
                file=file,
                line=next(lines, None),
            )

    def language(self, literal: Literal) -> str:
        """Return the language tag as written; empty for a literal without one."""
        if literal.language:
            return literal.language
        datatype = literal.datatype.value
        marked = datatype.startswith(self.mark)
        return datatype.removeprefix(self.mark) if marked else ""

    def items(self, node: Value) -> list[Value]:
        """Return the items of a list without other triples, to be written `( … )`; else none."""
        items: list[Value] = []
        while node != NIL:
            cell = self.about.get(node, {}) if isinstance(node, BlankNode) else {}
            first, rest = cell.get(FIRST, []), cell.get(REST, [])
            if not len(cell) == 2 == len(first) + len(rest) or len(first) != 1:
                return []
            items += first
            node = rest[0]
        return items


class Writer:
    """A writer of graphs; `used` maps the names of the prefixes used to namespaces."""

    def __init__(self, graph: Tree, names: Mapping[str, str]) -> None:
        self.used: dict[str, str] = {}
        self._graph = graph
        self._names = names
        self._lengths = sorted({len(namespace) for namespace in names}, reverse=True)
        self._iris: dict[str, str] = {}

    def blocks(self) -> Iterator[tuple[Node, str]]:
        """Yield each subject that is in no other's block, with its block, in the order given."""
        for subject in dict.fromkeys(map(self._graph.roots.__getitem__, self._graph.about)):
            name = "[]" if isinstance(subject, BlankNode) else self._iri(subject.value)
            yield subject, name + self._properties(subject, _STEP) + " ."

    def annotated(self, triple: Triple, reifier: NamedNode) -> str:
        """Return a triple of IRIs with its reifier, in Turtle of RDF 1.2."""
        subject, verb, value = (self._iri(str(term)[1:-1]) for term in triple)
        return f"{subject} {verb} {value} ~ {self._iri(reifier.value)} ."

    def _properties(self, subject: Node, indent: int) -> str:
        lines = [
            (*self._ranked_verb(predicate.value), values)
            for predicate, values in self._graph.about.get(subject, {}).items()
        ]
        lines.sort(key=itemgetter(0, 1))
        start = _line_start(indent)
        return " ;".join(
            start + verb + self._objects(values, verb, indent) for _, verb, values in lines
        )

    def _objects(self, values: list[Value], verb: str, indent: int) -> str:
        # The room leaves space for the " ;" or " ," after the object.
        if len(values) == 1:
            return " " + self._value(values[0], indent, WIDTH - indent - len(verb) - 3)
        inner = indent + _STEP
        room = WIDTH - inner - 2
        written = sorted((self._rank(value), self._value(value, inner, room)) for value in values)
        return " ,".join(_line_start(inner) + text for _, text in written)

    def _rank(self, value: Value) -> tuple[int, str]:
        """Return the sort key of a value: IRIs, then literals by language, then blank nodes."""
        if isinstance(value, Literal):
            return 1, self._graph.language(value)
        return (2 if isinstance(value, BlankNode) else 0), ""

    def _value(self, value: Value, indent: int, room: int) -> str:
        """Return an object; a blank node on one line if the room allows, else on indented lines."""
        if not isinstance(value, BlankNode):
            return self._plain(value)
        line = self._inline(value, room)
        if line is not None:
            return line
        inner = indent + _STEP
        if inner > _LEVELS * _STEP:
            raise RunError(
                "blank nodes or lists are nested more than {levels} deep; give an inner one an "
                "IRI.",
                file=self._graph.file,
                levels=_LEVELS,
            )
        items = self._graph.items(value)
        if not items:
            return f"[{self._properties(value, inner)}{_line_start(indent)}]"
        lines = [_line_start(inner) + self._value(item, inner, WIDTH - inner) for item in items]
        return f"({''.join(lines)}{_line_start(indent)})"

    def _inline(self, value: Value, room: int) -> str | None:
        """Return an object on one line of at most `room` characters, if that is allowed and fits.

        One line is allowed for a list, and for a blank node with one triple or none.
        """
        if not isinstance(value, BlankNode):
            text = self._plain(value)
            return text if len(text) <= room and "\n" not in text else None
        line, values, closing = "(", self._graph.items(value), " )"
        if not values:
            about = self._graph.about.get(value, {})
            if not about:
                return "[]"
            (predicate, values), *more = about.items()
            if more or len(values) > 1:
                return None
            line, closing = f"[ {self._ranked_verb(predicate.value)[1]}", " ]"
        for item in values:
            left = room - len(line) - len(" ") - len(closing)
            inner = self._inline(item, left) if left > 0 else None
            if inner is None:
                return None
            line += " " + inner
        return line + closing

    def _ranked_verb(self, predicate: str) -> tuple[int, str]:
        """Return the sort key of a property among those of a node, with its written form."""
        return _LEADING.get(predicate, 2), "a" if predicate == TYPE.value else self._iri(predicate)

    def _plain(self, value: NamedNode | Literal) -> str:
        if isinstance(value, NamedNode):
            iri = value.value
            return "()" if iri == NIL.value else self._iri(iri)
        if language := value.language:  # most texts have one literal, as it was written
            return f"{_quoted(value.value)}@{language}"
        datatype = value.datatype.value
        bare = BARE.get(datatype)
        if bare and bare.fullmatch(value.value):
            return value.value
        text = _quoted(value.value)
        if language := self._graph.language(value):
            return f"{text}@{language}"
        return text if datatype == XSD + "string" else f"{text}^^{self._iri(datatype)}"

    def _iri(self, iri: str) -> str:
        """Return an IRI, short if its longest namespace leaves a local name without escapes."""
        written = self._iris.get(iri)
        if written is None:
            lengths = (length for length in self._lengths if iri[:length] in self._names)
            length = next(lengths, len(iri))
            written = f"<{iri}>"
            if _LOCAL.fullmatch(iri, length):
                prefix = self._names[iri[:length]]
                self.used[prefix] = iri[:length]
                written = f"{prefix}:{iri[length:]}"
            self._iris[iri] = written
        return written


def _line_start(indent: int) -> str:
    return "\n" + " " * indent


def _quoted(text: str) -> str:
    """Return a string in double quotes, three if it has line feeds (productions 22 and 24)."""
    pattern, quote = (_LONG_STRING, '"""') if "\n" in text else (_SHORT_STRING, '"')
    return quote + pattern.sub(_escape, text) + quote


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _ESCAPES.get(match[0]) or (f"\\u{code:04X}" if code < 1 << 16 else f"\\U{code:08X}")
