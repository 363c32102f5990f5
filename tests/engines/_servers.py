"""Triplestores on the loopback interface: how each is started, and how it is asked."""

from __future__ import annotations

import http.client
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    ProxyHandler,
    Request,
    build_opener,
)

from gcm.core.results import Table, table_from_json

from ..processes import free_ports, program

USER = PASSWORD = "dba"  # Virtuoso's own, for a server that nobody else reaches
# Virtuoso repeats each graph of a request in a header of its answer; more than 100 are an error.
http.client._MAXHEADERS = 10_000  # type: ignore[attr-defined]

VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa

[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 7500
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 1
CheckpointInterval = 0
DirsAllowed = {folder}

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5

[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


class Server(NamedTuple):
    """Where a triplestore answers: the SPARQL 1.1 Protocol, the Graph Store HTTP Protocol."""

    query: str
    graph_store: str

    def select(self, text: str, graphs: Sequence[str]) -> Table:
        """The rows of a query over these graphs, each of them named in the request."""
        names = [(key, graph) for graph in graphs for key in (DEFAULT, NAMED)]
        data = urlencode([("query", text), *names]).encode()
        headers = {"Accept": "application/sparql-results+json"}
        return table_from_json(self._open(Request(self.query, data, headers)))

    def put(self, graph: str, turtle: bytes) -> None:
        """Give a graph this content, lines of N-Triples; large ones piece by piece.

        A server may hang up on a long body that comes before the password it asks for.
        """
        url = self.graph_store + quote(graph, safe="")
        lines = turtle.splitlines(keepends=True)
        # Blank nodes of two pieces would be others.
        size = len(lines) if b"_:" in turtle else _LINES
        for start in range(0, max(len(lines), 1), max(size, 1)):
            piece = b"".join(lines[start : start + size])
            method = "POST" if start else "PUT"
            self._open(Request(url, piece, {"Content-Type": "text/turtle"}, method=method))

    def _open(self, request: Request) -> bytes:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self.graph_store, USER, PASSWORD)
        opener = build_opener(ProxyHandler({}), HTTPDigestAuthHandler(passwords))
        try:
            with opener.open(request, timeout=300) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            reason = error.read().decode(errors="replace").strip().partition("\n")[0]
            raise RuntimeError(f"HTTP {error.code}: {reason}") from None


_LINES = 1000  # about 200 kB
DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"

Prepare = Callable[[Path], tuple[list[str], Server]]


def virtuoso(folder: Path) -> tuple[list[str], Server]:
    """The command that starts OpenLink Virtuoso in a folder, and where it will answer."""
    virtuoso_t = program("virtuoso-t", "virtuoso-opensource-7-bin")
    sql, http = free_ports(2)
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    url = f"http://127.0.0.1:{http}"
    server = Server(f"{url}/sparql", f"{url}/sparql-graph-crud-auth?graph-uri=")
    return [virtuoso_t, "+configfile", str(settings), "+foreground"], server


def oxigraph(_folder: Path) -> tuple[list[str], Server]:
    """The command that starts the Oxigraph server in memory, and where it will answer."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    program_file = str(Path(sys.executable).with_name("oxigraph"))
    command = [program_file, "serve", "--bind", f"127.0.0.1:{port}"]
    return command, Server(f"{url}/query", f"{url}/store?graph=")


def answers(server: Server) -> bool:
    """Whether a server answers a query by now."""
    with suppress(OSError, RuntimeError):
        server.select("ASK {}", [])
        return True
    return False
