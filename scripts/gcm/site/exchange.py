"""What the front and its workers say to one another: requests, replies, and both as bytes."""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from gcm.core.errors import GcmError
from gcm.core.language import LANGS, Lang, msg
from gcm.site.negotiation import best_language
from gcm.site.problems import NOT_ACCEPTABLE, Problem, details, headers, kind_of

# By the media types that are offered; the first of a format is preferred.
ROWS: Final = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
GRAPHS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/trig": "trig",
}
# What the form of the endpoint's page offers: the types of rows and of graphs, and the ending of a
# file with a graph.
DOWNLOADS: Final = {
    "csv": ("text/csv", "text/turtle", "ttl"),
    "tsv": ("text/tab-separated-values", "application/n-triples", "nt"),
    "json": ("application/sparql-results+json", "application/ld+json", "jsonld"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml", "rdf"),
}
UTF_8: Final = "; charset=utf-8"

HEAD: Final = struct.Struct(">II")  # the lengths of the JSON and of the body after it

_encode: Final = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the protocol.

    Attributes:
        text: the query.
        dataset: the graphs of `default-graph-uri` and of `named-graph-uri`; None if neither is
            given.
        rows: the media type for rows and truth values; empty if none is accepted.
        graph: the media type for graphs; empty if none is accepted.
        gzip: whether the answer may be compressed.
        lang: the language of problems.
        is_brief: whether few rows and little text are wanted, as on a page.
    """

    text: str
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None
    rows: str
    graph: str
    gzip: bool
    lang: Lang
    is_brief: bool = False


class Answer(NamedTuple):
    """What a query answered, for a page.

    Attributes:
        status: the HTTP status.
        kind: the media type of the text: rows as JSON, a graph as Turtle, or problem details.
        limit: the number of rows after which it was cut; empty if it is whole.
        text: the body.
    """

    status: int
    kind: str
    limit: str
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request for something with an address.

    Attributes:
        path: the decoded path below the base.
        query: the parameters, the first of each name.
        accept: the Accept header.
        languages: the Accept-Language header.
        gzip: whether the answer may be compressed.
        answer: what the query of the parameters answered, for the page of the endpoint.
    """

    path: str
    query: tuple[tuple[str, str], ...]
    accept: str
    languages: str
    gzip: bool
    answer: Answer | None = None

    @property
    def lang(self) -> Lang:
        """The language of what has no page: of the parameter `lang`, else of the header."""
        given = dict(self.query).get("lang")
        return next((lang for lang in LANGS if lang == given), best_language(self.languages))


@dataclass(frozen=True, slots=True)
class Reply:
    """A response: status, headers in lower case, body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a request.

    Attributes:
        rows: the most rows of a SELECT, which is cut there.
        size: the most bytes of an answer.
        seconds: the time that it may take.
        memory: the bytes that it may allocate.
    """

    rows: int = 10_000
    size: int = 32 << 20
    seconds: float = 30.0
    memory: int = 512 << 20


def frame(content: object, body: bytes = b"") -> bytes:
    """Return a message: lengths, JSON, bytes."""
    text = _encode(content).encode()
    return HEAD.pack(len(text), len(body)) + text + body


def pack_request(request: Query | Wanted) -> bytes:
    """Return a request as a message."""
    return frame([getattr(request, name) for name in request.__slots__])


def query_from(content: Sequence[Any]) -> Query:
    """Return the query of a message."""
    text, dataset, *rest = content
    return Query(text, dataset and (tuple(dataset[0]), tuple(dataset[1])), *rest)


def wanted_from(content: Sequence[Any]) -> Wanted:
    """Return the request for an address of a message."""
    path, query, accept, languages, compressed, answer = content
    pairs = tuple((name, value) for name, value in query)
    return Wanted(path, pairs, accept, languages, compressed, answer and Answer(*answer))


def pack_reply(reply: Reply, grown: int) -> bytes:
    """Return a reply as a message, with the bytes by which the worker's memory has grown."""
    return frame([reply.status, reply.headers, grown], reply.body)


def reply_from(content: Any, body: bytes) -> Reply:
    """Return the reply of a message."""
    return Reply(content[0], [(name, value) for name, value in content[1]], body)


def problem(error: GcmError, lang: Lang) -> Reply:
    """Return the response for an error."""
    body = details(error, lang)
    kind = kind_of(error)
    return Reply(kind.status, headers(kind, lang, body), body)


def not_acceptable(offered: Mapping[str, str]) -> Problem:
    """Return the error of a request that accepts none of the media types."""
    return Problem(
        NOT_ACCEPTABLE,
        msg("accepted would be one of {types}."),
        {"available": [*offered]},
        types=", ".join(offered),
    )
