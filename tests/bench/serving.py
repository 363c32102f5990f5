"""Load on the endpoint, by processor time per request of all processes of a server.

Against the bare Oxigraph server, and rdflib-endpoint where its program is named: medians of
interleaved rounds on the shipped graph. An uncached request is another text each time. Bars:
the ratios that site §4 of the contract sets; the exit code is 1 if one is missed.

    python -m tests.bench.serving --rdflib-endpoint PATH/rdflib-endpoint
    python -m tests.bench.serving --latency      # on a quiet machine: percentiles beside heavy load
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import gcm

from ..processes import children, free_ports
from .quads import ROOT

PROGRAMS = Path(sys.executable).parent
NUMBERS = count()
POINT = """PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
SELECT ?iso3 WHERE { <https://w3id.org/gcm-graph/id/state/SLV> gcm:iso3 ?iso3 }"""
JOIN = """PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?vote ?iso3 ?name WHERE {
  ?vote a gcm:VoteRecord ; gcm:voter ?state . ?state gcm:iso3 ?iso3 ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "en")
} ORDER BY ?iso3 LIMIT 160"""
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# By job: the most that ours may take of the time of rdflib-endpoint, and of Oxigraph.
BARS = {
    "point": (1 / 3, 6.0),
    "join": (1 / 15, 1.6),
    "cached point": (1 / 12, 1.3),
    "cached join": (1 / 250, 1 / 10),
}
REQUESTS = {"ours": 1000, "oxigraph": 1000, "rdflib-endpoint": 50}
MANY = 4  # times as many of a point, which is quick
LIMIT = 30.0  # seconds of a query of ours
TICK = 100.0  # clock ticks a second, on every Linux


class Target(NamedTuple):
    """A server: its process, and the path of its endpoint."""

    process: subprocess.Popen[bytes]
    port: int
    path: str

    def send(self, connection: HTTPConnection, text: str) -> int:
        headers = {"Accept": "application/sparql-results+json"}
        connection.request("GET", f"{self.path}?query={quote(text)}", headers=headers)
        found = connection.getresponse()
        json.loads(found.read())
        return found.status

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=120)

    def seconds(self) -> float:
        """The processor time of all its processes so far, ended ones included."""
        pids, found = [self.process.pid], 0.0
        while pids:
            pid = pids.pop()
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found += sum(map(int, fields[11:15])) / TICK
            pids += children(pid)
        return found

    def memory(self) -> int:
        """The proportional memory of all its processes, in bytes."""
        pids, found = [self.process.pid], 0
        while pids:
            pid = pids.pop()
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            found += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) << 10
            pids += children(pid)
        return found


def measure(target: Target, text: str, cached: bool, requests: int) -> float:
    """The seconds of a request."""
    connection = target.connect()
    for _ in range(5):
        assert target.send(connection, text) == 200
    start = target.seconds()
    for _ in range(requests):
        assert target.send(connection, text if cached else f"{text} # {next(NUMBERS)}") == 200
    connection.close()
    return (target.seconds() - start) / requests


@contextmanager
def serving(command: list[str], port: int, path: str) -> Iterator[Target]:
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    ) as process:
        target = Target(process, port, path)
        try:
            _wait(lambda: target.send(target.connect(), "ASK {}") == 200)
            yield target
        finally:
            process.terminate()


def _wait(works: Callable[[], bool]) -> None:
    for _ in range(600):
        try:
            if works():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


@contextmanager
def servers(folder: Path, rdflib_endpoint: str) -> Iterator[dict[str, Target]]:
    """All servers, on the same data."""
    data = folder / "graph.nt"
    lines = {str(quad.triple) + " .\n" for quad in gcm.open(root=ROOT).local.store}
    data.write_text("".join(sorted(lines)), "utf-8")
    oxigraph = str(PROGRAMS / "oxigraph")
    store = str(folder / "store")
    subprocess.run(
        [oxigraph, "load", "--location", store, "--file", str(data)],
        check=True,
        capture_output=True,
    )
    ports = free_ports(3)
    ours = [str(PROGRAMS / "gcm"), "serve", "--root", str(ROOT), "--port", str(ports[0])]
    bind = f"127.0.0.1:{ports[1]}"
    bare = [oxigraph, "serve-read-only", "--location", store, "--bind", bind]
    found: dict[str, Target] = {}
    with (
        serving(ours, ports[0], "/sparql") as found["ours"],
        serving(bare, ports[1], "/query") as found["oxigraph"],
    ):
        if not rdflib_endpoint:
            yield found
            return
        peer = [rdflib_endpoint, "serve", "--port", str(ports[2]), str(data)]
        with serving(peer, ports[2], "/") as found["rdflib-endpoint"]:
            yield found


def compare(targets: dict[str, Target], rounds: int, jobs: list[str]) -> bool:
    """Print the medians and their ratios; whether every bar is met."""
    met = True
    print(f"| job | {' | '.join(f'{name}, µs' for name in targets)} | ratios | bars |")
    print("|---" * (len(targets) + 3) + "|")
    for job in jobs:
        to_rdflib, to_oxigraph = BARS[job]
        text, cached = POINT if "point" in job else JOIN, job.startswith("cached")
        times: dict[str, list[float]] = {name: [] for name in targets}
        for _ in range(rounds):
            for name, target in targets.items():
                requests = REQUESTS[name] * (MANY if "point" in job else 1)
                times[name].append(measure(target, text, cached, requests))
        middle = {name: statistics.median(found) for name, found in times.items()}
        bars = {"rdflib-endpoint": to_rdflib, "oxigraph": to_oxigraph}
        ratios = {name: middle["ours"] / middle[name] for name in bars if name in middle}
        met = met and all(ratio <= bars[name] for name, ratio in ratios.items())
        cells = [f"{middle[name] * 1e6:.0f}" for name in targets]
        shown = ", ".join(f"{ratio:.3f} of {name}" for name, ratio in ratios.items())
        wanted = ", ".join(f"{bars[name]:.3f}" for name in ratios)
        print(f"| {job} | {' | '.join(cells)} | {shown} | {wanted} |")
    return met


class Load:
    """Clients beside one another, for some seconds, and how long each of their requests took."""

    def __init__(self, target: Target, cached: bool, seconds: float) -> None:
        self.light: list[tuple[int, float]] = []
        self.heavy: list[tuple[int, float]] = []
        self._target = target
        self._cached = cached
        self._end = time.monotonic() + seconds
        threads = [threading.Thread(target=act) for act in [*[self._load] * 4, *[self._ask] * 32]]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    def _ask(self) -> None:
        connection = self._target.connect()
        while time.monotonic() < self._end:
            text = POINT if self._cached else f"{POINT} # {next(NUMBERS)}"
            self.light.append(self._timed(connection, text))
            time.sleep(0.1)

    def _load(self) -> None:
        while time.monotonic() < self._end:
            connection = self._target.connect()
            self.heavy.append(self._timed(connection, f"{HEAVY} # {next(NUMBERS)}"))

    def _timed(self, connection: HTTPConnection, text: str) -> tuple[int, float]:
        """The status, 0 for what is no answer, and the seconds that it took."""
        start = time.monotonic()
        try:
            status = self._target.send(connection, text)
        except (OSError, HTTPException, ValueError):
            connection.close()
            status = 0
        return status, time.monotonic() - start


def latency(target: Target, seconds: float = 20.0) -> bool:
    """Print percentiles of 32 light clients beside four heavy queries; whether the bars are met."""
    met = True
    for cached, bar in ((False, 60.0), (True, 25.0)):
        load = Load(target, cached, seconds)
        took = [spent * 1e3 for _, spent in load.light]
        failed = sum(status != 200 for status, _ in load.light)
        p99 = statistics.quantiles(took, n=100)[98]
        longest = max(spent for _, spent in load.heavy)
        statuses = {status for status, _ in load.heavy}
        met = (
            met and p99 <= bar and not failed and longest <= LIMIT + 0.5 and statuses <= {200, 503}
        )
        print(
            f"{'cached' if cached else 'uncached'}: {len(took)} light, "
            f"p50 {statistics.median(took):.1f} ms, p99 {p99:.1f} ms (bar {bar:.0f}), "
            f"{failed} failed; heavy {sorted(statuses)}, "
            f"the longest {longest:.1f} s (bar {LIMIT + 0.5:.1f})"
        )
    return met


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rdflib-endpoint", default="")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--job", choices=BARS, action="append", default=[])
    parser.add_argument("--latency", action="store_true")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        servers(Path(folder), options.rdflib_endpoint) as targets,
    ):
        print(f"memory of ours (PSS): {targets['ours'].memory() >> 20} MB")
        if options.latency:
            return int(not latency(targets["ours"]))
        return int(not compare(targets, options.rounds, options.job or [*BARS]))


if __name__ == "__main__":
    sys.exit(main())
