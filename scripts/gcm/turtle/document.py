"""Reading the documents to validate, with all their syntax errors."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from gcm.core.errors import GcmError, RunError
from gcm.core.files import decode, read_expanded
from gcm.core.parser_messages import RELATIVE
from gcm.core.rdf_formats import Form, form_of
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Triple, syntax_error
from gcm.turtle.parse import MOST_ERRORS, MOST_TRIPLES, RDF_1_2, Turtle, parse_on

_XML = re.compile(r"\s*<(?:\?xml\b|!DOCTYPE\b|!ENTITY\b|rdf:RDF\b|!--)")
_XML_ENDINGS = (".rdf", ".owl", ".xml")
_MOST_BLOCKS = 20_000
# Where a name at the margin begins a block, as `gcm fmt` writes: a prefixed name, an IRI, a blank
# node. In a text with another layout, blocks may be no whole statements.
_BLOCK = re.compile(
    r"^(?=<[^<>\s\"]*>|[^\s#@\"'<>\[\](){}.;,:]*:[^\s\"'<>\[\](){};,]*)", re.MULTILINE
)
_DIRECTIVE = re.compile(r"^[ \t]*@?(?:prefix|base)\b", re.IGNORECASE | re.MULTILINE)
_PREFIX = re.compile(r"\s*@?prefix\s+(\S*:)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Document(NamedTuple):
    """A file as read: its triples, including those of named graphs, or its syntax errors.

    `blank` maps a blank node to its label in the text: `_:label` to `_:label`; `windows` is true if
    lines end in CR LF, which would become part of multi-line literals. In `text` every line ends in
    a line feed. `graphs` is that of `Turtle`.
    """

    file: Path
    form: Form
    text: str
    triples: list[Triple]
    prefixes: dict[str, str]
    errors: list[RunError]
    blank: dict[str, str]
    windows: bool = False
    graphs: Sequence[str] = ()

    def by_graph(self) -> dict[str, list[Triple]]:
        """Return the triples of each named graph, by its IRI; of none, under the empty name."""
        found: dict[str, list[Triple]] = {}
        for triple, name in zip(self.triples, self.graphs or repeat(""), strict=False):
            found.setdefault(name, []).append(triple)
        return found

    def subjects(self) -> frozenset[str]:
        """Return the IRIs of the subjects of the document."""
        subjects = {triple.subject for triple in self.triples}
        return frozenset(one.value for one in subjects if isinstance(one, NamedNode))


def read_documents(
    files: Iterable[Path], *, triple_terms: bool = False
) -> tuple[list[Document], list[GcmError]]:
    """Read each file as far as possible; return also the errors of unreadable files."""
    documents: list[Document] = []
    errors: list[GcmError] = []
    left = MOST_TRIPLES
    names = Counter[str]()
    for file in files:
        try:
            document = read_document(file, left, names[file.name], triple_terms=triple_terms)
        except GcmError as error:
            errors.append(error)
        else:
            left -= len(document.triples)
            documents.append(document)
            names[file.name] += 1
    return documents, errors


def read_document(
    file: Path, most: int = MOST_TRIPLES, times: int = 0, *, triple_terms: bool = False
) -> Document:
    """Read a file of Turtle, N-Triples, TriG, N-Quads or JSON-LD, according to its suffix.

    A file with a further suffix `.gz` is decompressed.

    Blank nodes are labelled by the file's name and text and by their order in the file, so that two
    files never share one, and the labels are the same in every run, wherever the file is.

    Args:
        file: the file to read.
        most: the maximum number of triples.
        times: the number of files of that name that were read before.
        triple_terms: whether to take RDF 1.2: triple terms, and text with a direction.

    Raises:
        RunError: the file is missing, unreadable, not a regular file, too large, not text, RDF/XML,
            or JSON-LD that refers to a context elsewhere.
    """
    text, unlike = _text(file)
    form = form_of(file)
    windows = "\r\n" in text
    text = text.replace("\r\n", "\n")
    if file.suffix.lower() in _XML_ENDINGS or _XML.match(text):
        raise RunError(
            "RDF/XML is not read here; convert it first: rdfpipe -i xml -o turtle FILE > FILE.ttl",
            file=file,
        )
    try:
        turtle, found = _parsed(text, form, most)
    except RunError as error:
        error.file = file
        raise
    text = text.replace("\r", "\n")  # which also ends a line, for parsers and editors
    at = {(e.lineno or 0, e.offset or 0): syntax_error(e, form, file) for e in reversed(found)}
    ordered = _without_echoes([at[place] for place in sorted(at)], text, form)
    errors = unlike or ordered[:MOST_ERRORS]
    triples, blank = _renamed(
        [] if errors else turtle.triples, file, text, times, triple_terms=triple_terms
    )
    return Document(
        file, form, text, triples, turtle.prefixes, errors, blank, windows, turtle.graphs
    )


def _without_echoes(errors: list[RunError], text: str, form: Form) -> list[RunError]:
    """Return errors, of those of relative IRIs the first, without what only follows from one."""
    relative = [error for error in errors if error.values.get("reason") == RELATIVE]
    if relative and form == "trig":  # whose parser loses its way in the braces
        return relative[:1]
    lines = text.split("\n")
    heads = (_PREFIX.match(lines[error.line - 1]) for error in relative if error.line)
    echoes = {f"The prefix {head[1]} has not been declared" for head in heads if head}
    return [
        error
        for error in errors
        if error not in relative[1:] and error.values.get("reason") not in echoes
    ]


def _text(file: Path) -> tuple[str, list[RunError]]:
    """Return the text of a file; in an old encoding, a probable decoding and the error."""
    data = read_expanded(file)
    try:
        return decode(data, file), []
    except RunError as error:
        with suppress(UnicodeError):
            if data.startswith(_UTF16):
                return data.decode("utf-16"), [error]
            if data and b"\0" not in data:
                return data.decode("cp1252"), [error]
        raise


def _parsed(text: str, form: Form, most: int) -> tuple[Turtle, list[SyntaxError]]:
    """Parse a text; return its triples and its errors without mere consequences of other errors.

    The engine continues after an error, but a missing quotation mark swaps literals and the text
    between them up to the end. Read block by block, only one block is affected.
    """
    turtle, errors = parse_on(text, form, most)
    head, *blocks = _BLOCK.split(text) if errors and form in ("turtle", "ntriples") else [""]
    if 0 < len(blocks) <= _MOST_BLOCKS and not any(map(_DIRECTIVE.search, blocks)):
        found, fewer = parse_on(head, form, most)
        count, line = len(found.triples), head.count("\n")
        declared = "".join(f"@prefix {name}: <{iri}> . " for name, iri in turtle.prefixes.items())
        for block in blocks:
            found, wrong = parse_on(f"{declared}\n{block}", form, most - count)
            count += len(found.triples)
            for error in wrong[:1]:  # others in the block may follow from it
                error.lineno = (error.lineno or 0) + line - 1
                fewer.append(error)
            line += block.count("\n")
        # The errors that leave more to be read are the right ones.
        if fewer and (len(fewer), -count) < (len(errors), -len(turtle.triples)):
            return turtle, fewer
    return turtle, errors


def _renamed(
    triples: list[Triple], file: Path, text: str, times: int, *, triple_terms: bool
) -> tuple[list[Triple], dict[str, str]]:
    """Relabel blank nodes for the file; return also the former label of each."""
    names: dict[BlankNode, BlankNode] = {}
    mark = f"f{crc32(f'{file.name} {times} {text}'.encode(errors='surrogateescape')):08x}"

    def renamed(term: BlankNode) -> BlankNode:
        return names.setdefault(term, BlankNode(f"{mark}n{len(names)}"))

    def whole(triple: Triple) -> Triple:
        subject, value = triple.subject, triple.object
        subject = renamed(subject) if isinstance(subject, BlankNode) else subject
        value = renamed(value) if isinstance(value, BlankNode) else value
        return Triple(
            subject, triple.predicate, whole(value) if isinstance(value, Triple) else value
        )

    for place, triple in enumerate(triples):
        subject, value = triple.subject, triple.object
        if type(value) is NamedNode is type(subject):
            continue
        newer = isinstance(value, Triple) or (isinstance(value, Literal) and value.direction)
        if newer and not triple_terms:
            raise RunError(RDF_1_2, file=file)
        if newer or isinstance(subject, BlankNode) or isinstance(value, BlankNode):
            triples[place] = whole(triple)
    return triples, {str(new): str(old) for old, new in names.items()}
