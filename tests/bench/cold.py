"""A process that reads a file and answers one question.

python -m tests.bench.cold rdflib|oxigraph FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

QUESTION = Path(__file__).parents[2] / "queries" / "questions" / "participants.rq"


def main() -> None:
    """Read the file with the library, and ask."""
    library, file = sys.argv[1:]
    text = QUESTION.read_text(encoding="utf-8")
    if library == "rdflib":
        import rdflib

        rows = list(rdflib.Graph().parse(file, format="nt").query(text))
    else:
        import pyoxigraph

        store = pyoxigraph.Store()
        store.bulk_load(path=file)
        solutions = store.query(text, use_default_graph_as_union=True)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        rows = list(solutions)
    assert rows


if __name__ == "__main__":
    main()
