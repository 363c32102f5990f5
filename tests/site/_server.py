"""A server as a process, and what the kernel says of its processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ..tiny_root import ROOT
from ._asgi import Response

_START = """
import sys
from gcm.site.exchange import Limits
from gcm.site.server import serve
serve(root=sys.argv[1], store=sys.argv[2] or None, port=0, limits=Limits(**{limits}),
      on_ready=lambda a: print(a, flush=True),
      on_reload=lambda e: print(e or "reloaded", flush=True))
"""


class Running(NamedTuple):
    process: subprocess.Popen[str]
    address: str

    def get(self, target: str, headers: dict[str, str] | None = None) -> Response:
        return self._send("GET", target, headers or {})

    def _send(
        self, method: str, target: str, headers: dict[str, str], body: str | None = None
    ) -> Response:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            connection.request(method, target, body, headers)
            found = connection.getresponse()
            named = {name.lower(): value for name, value in found.getheaders()}
            return Response(found.status, named, found.read())
        finally:
            connection.close()

    def ask(self, query: str, headers: dict[str, str] | None = None) -> Response:
        return self.get(f"/sparql?query={quote(query)}", headers)

    @property
    def is_slow(self) -> bool:
        """Whether a worker has been put behind the others, as its query takes long."""
        plain = os.getpriority(os.PRIO_PROCESS, self.zygote)
        found = False
        for pid in self.workers:
            with suppress(ProcessLookupError):
                found = found or os.getpriority(os.PRIO_PROCESS, pid) > plain
        return found

    def post(self, query: str) -> Response:
        return self._send("POST", "/sparql", {"Content-Type": "application/sparql-query"}, query)

    @contextmanager
    def asking(self, query: str) -> Iterator[None]:
        """A client that waits for an answer for as long as the block runs."""
        place = urlsplit(self.address)
        with create_connection((place.hostname or "", place.port or 0)) as client:
            request = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\n\r\n"
            client.sendall(request.encode())
            yield

    def line(self) -> str:
        """The next line that the server prints."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    @property
    def zygote(self) -> int:
        (found,) = children(self.process.pid)
        return found

    @property
    def workers(self) -> list[int]:
        return children(self.zygote)


@contextmanager
def running(root: Path, store: Path | str = "", **limits: float) -> Iterator[Running]:
    """A server of a root for as long as the block runs."""
    code = _START.replace("{limits}", repr(limits))
    with subprocess.Popen(
        [sys.executable, "-c", code, str(root), str(store)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            assert process.stdout
            yield Running(process, process.stdout.readline().strip())
        finally:
            process.kill()


def children(parent: int) -> list[int]:
    """The processes that a process has started, and that have not ended."""
    found = []
    for name in os.listdir("/proc"):  # noqa: PTH208 - names only
        try:
            after = Path(f"/proc/{name}/stat").read_text("utf-8").rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if after[0] != "Z" and int(after[1]) == parent:
            found.append(int(name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
