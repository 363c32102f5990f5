"""What was wrong with a request, as problem details (RFC 9457) in the client's language."""

import json
from collections.abc import Mapping
from typing import Final, NamedTuple

from gcm.core.errors import (
    GcmError,
    GraphNotLoaded,
    NotSparql,
    ProcessDied,
    QueryError,
    RunError,
    TimedOut,
)
from gcm.core.language import Lang, Message, msg
from gcm.core.namespaces import BASE

TYPE: Final = "application/problem+json"


class Kind(NamedTuple):
    """A kind of problem.

    Attributes:
        name: the end of its IRI, `problem/NAME`.
        status: the HTTP status.
        title: what is wrong, the same for every case.
    """

    name: str
    status: int
    title: Message

    @property
    def iri(self) -> str:
        """The IRI of the kind."""
        return f"{BASE}problem/{self.name}"


MALFORMED: Final = Kind("malformed-request", 400, msg("The request is malformed."))
NOT_SPARQL: Final = Kind("not-sparql", 400, msg("The query is not valid SPARQL."))
REFUSED: Final = Kind("refused", 400, msg("The query is refused."))
NO_GRAPH: Final = Kind("graph-not-loaded", 400, msg("A graph that is not loaded is named."))
NOT_FOUND: Final = Kind("not-found", 404, msg("Nothing has this address."))
METHOD: Final = Kind("method", 405, msg("This method is not allowed here."))
NOT_ACCEPTABLE: Final = Kind(
    "not-acceptable", 406, msg("There is no representation of the accepted types.")
)
GONE: Final = Kind("gone", 410, msg("What had this address is withdrawn."))
LARGE_REQUEST: Final = Kind("request-too-large", 413, msg("The request is too large."))
LARGE_RESULT: Final = Kind("result-too-large", 413, msg("The result is too large."))
MEDIA_TYPE: Final = Kind("media-type", 415, msg("The media type of the body is not supported."))
FAILED: Final = Kind("failed", 503, msg("The query could not be run to its end."))
TIMEOUT: Final = Kind("timeout", 503, msg("The query took too long."))
MEMORY: Final = Kind("memory", 503, msg("The query needed too much memory."))
BUSY: Final = Kind("busy", 503, msg("The server is busy."))

KINDS: Final = (
    *(MALFORMED, NOT_SPARQL, REFUSED, NO_GRAPH, NOT_FOUND, METHOD, NOT_ACCEPTABLE, GONE),
    *(LARGE_REQUEST, LARGE_RESULT, MEDIA_TYPE, FAILED, TIMEOUT, MEMORY, BUSY),
)


class Problem(RunError):
    """An error of a kind that has an HTTP status.

    Args:
        kind: the kind.
        message: what is wrong in this case, and what to do.
        members: more members of the problem details.
        values: the values of the message's placeholders.
    """

    def __init__(
        self,
        kind: Kind,
        message: Message,
        members: Mapping[str, object] | None = None,
        **values: object,
    ) -> None:
        super().__init__(message, file=None, line=None, column=None, **values)
        self.kind = kind
        self.members = members or {}


def kind_of(error: GcmError) -> Kind:
    """Return the kind of an error of a query."""
    if isinstance(error, Problem):
        return error.kind
    for known, kind in (
        (NotSparql, NOT_SPARQL),
        (GraphNotLoaded, NO_GRAPH),
        (TimedOut, TIMEOUT),
        (ProcessDied, FAILED),
        (QueryError, REFUSED),
    ):
        if isinstance(error, known):
            return kind
    return FAILED


def details(error: GcmError, lang: Lang) -> bytes:
    """Return the problem details of an error; line and column where they are known."""
    kind = kind_of(error)
    content: dict[str, object] = {
        "type": kind.iri,
        "title": kind.title.text(lang),
        "status": kind.status,
        "detail": error.plain(lang),
    }
    content |= {
        name: value for name in ("line", "column") if (value := getattr(error, name)) is not None
    }
    if isinstance(error, Problem):
        content |= error.members
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def headers(kind: Kind, lang: Lang, body: bytes) -> list[tuple[str, str]]:
    """Return the headers of a problem: when to try again if it passes by itself."""
    found = [("content-type", TYPE), ("content-language", lang), ("content-length", str(len(body)))]
    return [*found, ("retry-after", "10")] if kind.status == 503 else found
