"""Servers on loopback for tests: one that says what it is told to, and a real triplestore."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import NamedTuple
from urllib.request import urlopen

from .processes import free_ports, running

JSON = "application/sparql-results+json"
ROWS = json.dumps(
    {
        "head": {"vars": ["s", "n"]},
        "results": {
            "bindings": [
                {"s": {"type": "uri", "value": f"a:{n}"}, "n": {"type": "literal", "value": str(n)}}
                for n in range(3)
            ]
        },
    }
).encode()


class Answer(NamedTuple):
    """What the server says.

    `lacking` bytes are announced and never sent; who is `deaf` answers without reading a body.
    """

    status: int = 200
    body: bytes = ROWS
    kind: str = JSON
    headers: Mapping[str, str] = {}
    lacking: int = 0
    deaf: bool = False


class Seen(NamedTuple):
    """A request that came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Acts = Callable[[BaseHTTPRequestHandler], None]


class _Quick(ThreadingHTTPServer):
    def server_bind(self) -> None:
        """Without looking up the name of the host, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


class Server:
    """Gives the answers in their order, the last again and again; a function acts by itself."""

    def __init__(self, *answers: Answer | Acts) -> None:
        self.answers = list(answers)
        self.seen: list[Seen] = []
        self.over = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                answer = server.answers[min(len(server.seen) + 1, len(server.answers)) - 1]
                deaf = isinstance(answer, Answer) and answer.deaf
                body = b"" if deaf else self.rfile.read(size)
                server.seen.append(Seen(self.command, self.path, headers, body))
                if not isinstance(answer, Answer):
                    answer(self)
                    return
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.kind)
                self.send_header("Content-Length", str(len(answer.body) + answer.lacking))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the names that http.server wants

            def log_message(self, *_: object) -> None:
                pass

        self._server = _Quick(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.home = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.url = self.home + "/sparql"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(*answers: Answer | Acts) -> Iterator[Server]:
    """A server for as long as the block runs."""
    server = Server(*answers)
    try:
        yield server
    finally:
        server.close()


def _serve(_folder: Path) -> tuple[list[str], str]:
    """The command that starts the Oxigraph server with a store in memory, and its address."""
    address = f"127.0.0.1:{free_ports(1)[0]}"
    program = str(Path(sys.executable).with_name("oxigraph"))
    return [program, "serve", "--bind", address], f"http://{address}"


def _answers(home: str) -> bool:
    try:
        urlopen(f"{home}/query?query=ASK%7B%7D", timeout=60).close()
    except OSError:
        return False
    return True


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The Oxigraph server on an empty store; its address, without a path."""
    folder.mkdir()
    with running(_serve, _answers, folder) as home:
        yield home
