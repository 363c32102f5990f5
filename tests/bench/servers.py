"""Triplestores as servers on the loopback, in a throw-away folder; asked over HTTP."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from .engines import Answer, end, peak, wait_for
from .quads import ROOT
from .question_set import Files

OXIGRAPH = ROOT / ".venv" / "bin" / "oxigraph"
JSON = "application/sparql-results+json"

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
DirsAllowed = {data}
NumberOfBuffers = 80000
MaxDirtyBuffers = 60000
ServerThreads = 20
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = {cap}
"""


def free_port() -> int:
    """A port of the loopback that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class _Server:
    """A server and one connection to its endpoint."""

    name = ""
    path = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._connection: HTTPConnection | None = None

    def _start(self, command: list[str]) -> None:
        log = (self.folder / "server.log").open("wb")
        with log:
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        wait_for(lambda: socket.create_connection(("127.0.0.1", self.port)).close(), self.process)

    def ask(self, text: str, cap: float) -> Answer:
        """Send the query; the time until the last byte of the answer is there."""
        start = time.perf_counter()
        try:
            status, body = self._post(text, 2 * cap)
        except TimeoutError:
            self._connection = None
            return Answer(cap, None)
        except (ConnectionError, HTTPException):
            # A connection that was idle for long is closed by the server.
            self._connection = None
            start = time.perf_counter()
            status, body = self._post(text, 2 * cap)
        seconds = time.perf_counter() - start
        if seconds >= cap:
            return Answer(cap, None)
        if status != 200:
            raise RuntimeError(f"{self.name}: {status} {body[:300]!r}")
        return Answer(seconds, len(json.loads(body)["results"]["bindings"]))

    def _post(self, text: str, timeout: float) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        headers = {"Accept": JSON, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request("POST", self.path, urlencode({"query": text}), headers)
        response = self._connection.getresponse()
        return response.status, response.read()

    def memory(self) -> float:
        """The peak memory of the server in MB."""
        return peak(self.process.pid) if self.process else 0

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self._connection:
            self._connection.close()
        end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


class OxigraphServer(_Server):
    """`oxigraph serve` on a folder that `oxigraph load` has filled."""

    name = "Oxigraph server"
    path = "/query"

    def __init__(self, folder: Path, cap: float) -> None:
        super().__init__(folder)
        self.cap = cap

    def load(self, files: Files) -> float:
        """Load, then serve."""
        self.folder.mkdir(parents=True)
        store = ["--location", str(self.folder / "store")]
        start = time.perf_counter()
        load = [str(OXIGRAPH), "load", *store, "--file", str(files.quads)]
        subprocess.run(load, check=True, capture_output=True)
        seconds = time.perf_counter() - start
        bind = ["--bind", f"127.0.0.1:{self.port}", "--union-default-graph"]
        limit = ["--timeout-s", str(int(self.cap))]
        self._start([str(OXIGRAPH), "serve", *store, *bind, *limit])
        return seconds


class Virtuoso(_Server):
    """OpenLink Virtuoso 7, filled by its bulk loader, with statistics.

    A query that names no graph reads all of them.
    """

    name = "Virtuoso, graphs not named"
    path = "/sparql"

    def __init__(self, folder: Path, cap: float) -> None:
        super().__init__(folder)
        self.cap = cap
        self.sql = free_port()
        self.graphs = ""

    def load(self, files: Files) -> float:
        """Serve, then load."""
        self.folder.mkdir(parents=True)
        ini = self.folder / "virtuoso.ini"
        ini.write_text(
            VIRTUOSO.format(
                folder=self.folder,
                data=files.quads.parent,
                sql=self.sql,
                http=self.port,
                cap=int(self.cap),
            ),
            encoding="utf-8",
        )
        self._start(["virtuoso-t", "+foreground", "+configfile", str(ini)])
        with files.quads.open("rb") as lines:
            names = sorted({line.rsplit(b" ", 2)[1].decode() for line in lines})
        self.graphs = "".join(f"FROM {name}\n" for name in names)
        start = time.perf_counter()
        self._run(f"ld_dir ('{files.quads.parent}', '{files.quads.name}', 'urn:x');")
        self._run("rdf_loader_run (); checkpoint;")
        self._run("statistics DB.DBA.RDF_QUAD;")
        seconds = time.perf_counter() - start
        self._run("select ll_error from DB.DBA.load_list where ll_error is not null;")
        return seconds

    def _run(self, command: str) -> None:
        address = ["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", "ERRORS=STDOUT"]
        done = subprocess.run([*address, f"EXEC={command}"], capture_output=True, check=False)
        if done.returncode or b"*** Error" in done.stdout:
            raise RuntimeError(f"Virtuoso: {done.stdout.decode()}")


class NamedGraphs:
    """Virtuoso, asked as `gcm --on` asks it: every graph is named in the request."""

    name = "Virtuoso"

    def __init__(self, server: Virtuoso) -> None:
        self._server = server

    def load(self, files: Files) -> float:  # noqa: ARG002 - the server has loaded them
        """Nothing: the server has loaded."""
        return 0

    def ask(self, text: str, cap: float) -> Answer:
        """Answer a question, whose text has no FROM of its own."""
        return self._server.ask(text.replace("\nWHERE", f"\n{self._server.graphs}WHERE", 1), cap)

    def memory(self) -> float:
        """That of the server."""
        return self._server.memory()

    def stop(self) -> None:
        """Nothing: the server ends."""
