"""Answer a stranger's query in the bytes of a response: what a worker does."""

import gzip
from collections.abc import Mapping
from dataclasses import replace
from typing import IO, Final, cast
from xml.parsers import expat

from gcm.core.errors import GcmError, GraphNotLoaded, NotSparql, QueryError
from gcm.core.language import LANGS, msg
from gcm.graph.graph import Graph
from gcm.rdf.oxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    n_triples,
    to_format,
)
from gcm.rdf.store import each_once, graph_names, run_query
from gcm.site.exchange import (
    GRAPHS,
    ROWS,
    UTF_8,
    Limits,
    Query,
    Reply,
    not_acceptable,
    problem,
)
from gcm.site.problems import LARGE_RESULT, NOT_ACCEPTABLE, Problem
from gcm.sparql.guard import check_query
from gcm.sparql.limits import Rows

BRIEF: Final = 500  # rows of an answer on a page
_SHORTEST: Final = 3  # bytes of a row in JSON: "{},"
_SMALL: Final = 1000  # bytes; fewer are not compressed


class Answerer:
    """Answers queries on one graph."""

    def __init__(self, graph: Graph, limits: Limits) -> None:
        self.graph = graph
        self.limits = limits
        self._brief = replace(limits, rows=min(BRIEF, limits.rows), size=min(1 << 20, limits.size))
        self._names = graph_names(graph.store)
        self._prefixes = graph.prefixes

    def answer(self, query: Query) -> Reply:
        """Answer a query, or say why not, as problem details."""
        try:
            return self._answer(query)
        except GcmError as error:
            return problem(error, query.lang)

    def _answer(self, query: Query) -> Reply:
        if not query.text.strip():
            raise QueryError("the query is empty.")
        result = self._run(query)
        limits = self._brief if query.is_brief else self.limits
        cut = False
        if isinstance(result, QueryTriples):
            kind = _accepted(query.graph, GRAPHS)
            body = self._graph(result, GRAPHS[kind], limits)
        else:
            kind = _accepted(query.rows, ROWS)
            form = ROWS[kind]
            body, cut = _rows(result, limits)
            if form != "json":
                body = to_format(body, form, {})
                if form == "xml" and not _is_xml(body):
                    raise _not_in_xml(ROWS)
        found = [("content-type", kind if "json" in kind or "xml" in kind else kind + UTF_8)]
        if cut:
            found += [("gcm-complete", "false"), ("gcm-limit", str(limits.rows))]
        return compressed(Reply(200, found, body), query.gzip)

    def _run(self, query: Query) -> QueryBoolean | QuerySolutions | QueryTriples:
        restricts = check_query(query.text, lambda: self._names, self._prefixes)
        for name in (name for names in query.dataset or () for name in names):
            if name not in self._names:
                raise GraphNotLoaded("{graph} is not a graph loaded here.", graph=f"<{name}>")
        union = self.graph.union and not restricts and query.dataset is None
        text = self.graph.reader(query.text, chosen=query.dataset is not None)()
        # Reading 90 prefixes takes as long as a small query: few need them.
        try:
            return run_query(self.graph.store, text, {}, union, query.dataset)
        except NotSparql:
            pass
        try:
            return run_query(self.graph.store, text, self._prefixes, union, query.dataset)
        except NotSparql as error:
            raise self.graph.explained(error, query.text) from None

    def _graph(self, result: QueryTriples, form: str, limits: Limits) -> bytes:
        lines, size = [], 0
        for triple in each_once(result):
            lines.append(triple)
            size += len(str(triple))
            if size > limits.size:
                raise _too_large(limits)
        data = n_triples(lines)
        body = data if form == "ntriples" else to_format(data, form, self._prefixes)
        if form == "rdfxml" and not _is_xml(body):
            raise _not_in_xml(GRAPHS)
        return body


def _rows(result: QueryBoolean | QuerySolutions, limits: Limits) -> tuple[bytes, bool]:
    """Return rows or a truth value as JSON, and whether rows were cut."""
    bounded = _Bounded(limits)
    try:
        result.serialize(cast(IO[bytes], bounded), format=QueryResultsFormat.JSON)
    except _Enough:
        first = Rows(limits.rows)
        first(bytes(bounded.body))
        return first.cut(b""), True
    return bytes(bounded.body), False


class _Enough(Exception):
    """More rows than the limit were written."""


class _Bounded:
    """Takes rows as JSON until there are enough of them, or too many bytes."""

    def __init__(self, limits: Limits) -> None:
        self.body = bytearray()
        self._limits = limits
        self._rows = Rows(limits.rows + 1)
        self._seen = 0

    def write(self, piece: bytes) -> int:
        """Take a piece.

        Raises:
            _Enough: there are more rows than the limit.
            Problem: there are more bytes than the limit.
        """
        self.body += piece
        if len(self.body) > self._limits.rows * _SHORTEST:
            new = bytes(self.body[self._seen :])
            self._seen = len(self.body)
            if self._rows(new):
                raise _Enough
            if len(self.body) > self._limits.size:
                raise _too_large(self._limits)
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the engine asks for it."""


def compressed(reply: Reply, wanted: bool) -> Reply:
    """Return a response with the length of its body, which is compressed if that is wanted."""
    body, found = reply.body, [*reply.headers]
    if wanted and len(body) > _SMALL:
        body = gzip.compress(body, 5, mtime=0)
        found.append(("content-encoding", "gzip"))
    return Reply(reply.status, [*found, ("content-length", str(len(body)))], body)


def _is_xml(body: bytes) -> bool:
    """Return whether a text is well-formed XML: the engine writes what XML cannot hold."""
    try:
        expat.ParserCreate("utf-8", " ").Parse(body, True)
    except expat.ExpatError:
        return False
    return True


def _accepted(kind: str, offered: Mapping[str, str]) -> str:
    if not kind:
        raise not_acceptable(offered)
    return kind


def _not_in_xml(offered: Mapping[str, str]) -> Problem:
    others = {kind: form for kind, form in offered.items() if "xml" not in kind}
    return Problem(
        NOT_ACCEPTABLE,
        msg("XML cannot hold this answer. Accept one of {types}."),
        {"available": [*others]},
        types=", ".join(others),
    )


def _too_large(limits: Limits) -> Problem:
    return Problem(
        LARGE_RESULT,
        msg("the result is larger than {megabytes} MB. Narrow the query or add a LIMIT."),
        megabytes=limits.size >> 20,
    )


def warm(answerer: Answerer) -> None:
    """Run what any query may need, so that nothing is imported or opened later."""
    tries = (
        "SELECT * { ?s ?p ?o } LIMIT 1",
        "ASK { ?s a gcm:State }",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 9",
        "DESCRIBE <a:b>",
        *("SELECT", "", "SELECT * { ?s ex:p 1 }", "SELECT * { SERVICE <a:b> {} }", "CLEAR ALL"),
        *("SELECT * FROM <a:b> {}", "BASE <a:b> SELECT * FROM <c> {}", "SELECT ?x { ?y a ?z }}"),
        *("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", "ASK { <a:b> a* ?x }"),
        "SELECT * { FILTER(REGEX('a', '(')) BIND(SHA512('a') AS ?x) BIND(UUID() AS ?y) }",
    )
    for lang in LANGS:
        for rows, graph in zip(ROWS, [*GRAPHS, ""], strict=True):
            for text in tries:
                answerer.answer(Query(text, None, rows, graph, True, lang))
