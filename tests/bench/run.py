"""Speed, side by side in one run: whole processes, and the question set on every engine.

Printed and written to `build/bench/bench.md` are the machine, the bars, and the figures of each
engine at each size; `build/bench/bench.svg` is the plot. The exit code is 1 if a bar is missed.

    make bench ARGS="--sizes 10000,100000 --runs 5"
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import publishing, validation
from .pairs import Pair, compare
from .peers import FOLDER, Options, measure_peers, say
from .plot import write_plot
from .question_set import write_files
from .report import BAR_SIZE, Bar, markdown, pair_bars, peer_bars

PYTHON = sys.executable
GCM = str(Path(PYTHON).with_name("gcm"))
PLAIN = [PYTHON, str(Path(__file__).with_name("plain_rdflib.py"))]
IMPORT = [PYTHON, "-c", "import rdflib"]

PAIRS = [
    Pair(
        "`gcm ask participants -f table`, against a plain rdflib script that labels its rows",
        [GCM, "ask", "participants", "-f", "table"],
        PLAIN,
        1 / 8,
        150,
        60,
    ),
    Pair("`gcm verify`, against import rdflib", [GCM, "verify"], IMPORT, 3),
    Pair(
        "`gcm validate` on a new forum, against import rdflib",
        [GCM, "validate", *map(str, validation.NEW)],
        IMPORT,
        12,
    ),
    Pair(
        "`gcm validate` on the forum's file, its results kept, against import rdflib",
        [GCM, "validate", "data/forums/2024-san-salvador.ttl"],
        IMPORT,
        3,
    ),
]


def _closure() -> Pair:
    """The closure of the graph that the bars are measured on; owlrl takes minutes."""
    files = write_files(FOLDER / "closure", BAR_SIZE)
    infer = [GCM, "infer", "--on", str(files.merged), "--quiet", "-o"]
    return Pair(
        f"`gcm infer` on {files.triples:,} triples, against `--engine owlrl`",
        [*infer, str(FOLDER / "inferred.nt")],
        [*infer, str(FOLDER / "inferred-by-owlrl.nt"), "--engine", "owlrl"],
        1 / 28,
    )


def _validation_bars(sizes: tuple[int, ...]) -> list[Bar]:
    say("validation, against pySHACL")
    folder = FOLDER / "validation"
    pairs = [validation.new_forum(folder)]
    if BAR_SIZE in sizes:
        pairs.append(validation.whole_graph(folder, BAR_SIZE))
    bars = pair_bars(compare(pair, 1, warm_up=False) for pair in pairs)
    if BAR_SIZE in sizes:
        say("validation, the report on failing nodes")
        bars.append(validation.failing_nodes(folder / "spoiled", BAR_SIZE))
    say("validation, growth")
    return [*bars, validation.growth_bar(validation.growth(folder, sizes))]


def _publishing_bars(sizes: tuple[int, ...]) -> list[Bar]:
    say("publishing, against rdflib's serialisers")
    folder = FOLDER / "publishing"
    bars = publishing.serialiser_bars(folder, BAR_SIZE) if BAR_SIZE in sizes else []
    say("publishing, growth")
    return [*bars, *publishing.growth_bars(folder, sizes)]


def main() -> int:
    """Measure everything and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", default="10000,100000,1000000", help="synthetic triples; empty: none"
    )
    parser.add_argument("--runs", type=int, default=3, help="of each question; default 3")
    parser.add_argument("--pair-runs", type=int, default=11, help="of each pair; default 11")
    parser.add_argument(
        "--cap", type=float, default=20, help="seconds for one question; default 20"
    )
    parser.add_argument("--full", action="store_true", help="rdflib at every size too")
    parser.add_argument(
        "--no-validation", action="store_true", help="leave out pySHACL, which takes minutes"
    )
    given = parser.parse_args()
    sizes = tuple(int(size) for size in given.sizes.split(",") if size)
    options = Options(sizes, given.runs, given.cap, given.full)
    FOLDER.mkdir(parents=True, exist_ok=True)
    say("whole processes")
    bars = pair_bars(compare(pair, given.pair_runs) for pair in PAIRS)
    if BAR_SIZE in sizes:
        say("closure")
        bars += pair_bars([compare(_closure(), 1, warm_up=False)])
    if not given.no_validation:
        bars += _validation_bars(sizes)
    bars += _publishing_bars(sizes)
    figures, notes = measure_peers(options)
    bars += peer_bars(figures, options)
    lines = markdown(bars, figures, notes, options)
    if figures:
        write_plot(figures, options.cap, FOLDER / "bench.svg")
    text = "\n".join([*lines, ""])
    (FOLDER / "bench.md").write_text(text, encoding="utf-8")
    print(text)
    return int(any(bar.reached is False for bar in bars))


if __name__ == "__main__":
    sys.exit(main())
