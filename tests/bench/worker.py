"""An engine inside a process of its own, so that its memory is its own.

    python -m tests.bench.worker rdflib|oxigraph

It reads one JSON object a line from standard input: `{"load": FILE}`, or `{"ask": TEXT,
"prepared": true, "cap": SECONDS}`; it answers with `{"seconds": …, "rows": …}`, whose rows are
null if the question took longer than the cap.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from typing import Any


class TooLongError(Exception):
    """A question took longer than the cap."""


class Rdflib:
    """rdflib with one merged graph, which is what suits it best."""

    def __init__(self) -> None:
        import rdflib

        self.graph = rdflib.Graph()
        self._known: dict[str, Any] = {}

    def load(self, file: str) -> None:
        """Parse N-Triples."""
        self.graph.parse(file, format="nt")

    def query(self, text: str, prepared: bool) -> Callable[[], Any]:
        """What is timed: all rows of the answer, with or without reading the text."""
        if prepared and text not in self._known:
            from rdflib.plugins.sparql import prepareQuery

            self._known[text] = prepareQuery(text)
        asked = self._known[text] if prepared else text
        return lambda: list(self.graph.query(asked))

    def count(self, answer: Any) -> int:
        """How many rows an answer has."""
        return len(answer)


class Oxigraph:
    """pyoxigraph with named graphs, read as one; the same call as that of `gcm`."""

    def __init__(self) -> None:
        import pyoxigraph

        self.store = pyoxigraph.Store()
        self.json = pyoxigraph.QueryResultsFormat.JSON

    def load(self, file: str) -> None:
        """Load N-Quads."""
        self.store.bulk_load(path=file)

    def query(self, text: str, prepared: bool) -> Callable[[], Any]:
        """What is timed: the answer as SPARQL results JSON."""
        assert not prepared

        def run() -> Any:
            solutions: Any = self.store.query(text, use_default_graph_as_union=True)
            return solutions.serialize(format=self.json)

        return run

    def count(self, answer: Any) -> int:
        """How many rows an answer has."""
        return len(json.loads(answer)["results"]["bindings"])


def _stop(_number: int, _frame: object) -> None:
    raise TooLongError


def main() -> None:
    """Answer line by line until the input ends."""
    engine: Rdflib | Oxigraph = Rdflib() if sys.argv[1] == "rdflib" else Oxigraph()
    signal.signal(signal.SIGALRM, _stop)
    for line in sys.stdin:
        order = json.loads(line)
        answer: Any = None
        if "load" in order:
            start = time.perf_counter()
            engine.load(order["load"])
        else:
            query = engine.query(order["ask"], order["prepared"])
            start = time.perf_counter()
            signal.setitimer(signal.ITIMER_REAL, order["cap"])
            try:
                answer = query()
            except TooLongError:
                pass
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        seconds = time.perf_counter() - start
        rows = None if answer is None else engine.count(answer)
        print(json.dumps({"seconds": seconds, "rows": rows}), flush=True)


if __name__ == "__main__":
    main()
