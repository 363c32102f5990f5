"""Validation: whole processes against pySHACL's own command, and growth with the data."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from gcm.core.layout import Layout
from gcm.rdf.oxigraph import n_triples
from gcm.sandbox.run_apart import run_apart
from gcm.turtle.parse import parse_all, parse_turtle
from gcm.validation.report import read_report

from .pairs import Pair, Sample, measure
from .peers import exponent
from .quads import ROOT
from .question_set import Files, write_files
from .report import Bar
from .spoiler import write_spoiled

GCM = str(Path(sys.executable).with_name("gcm"))
PYSHACL = str(Path(sys.executable).with_name("pyshacl"))
NEW = sorted((ROOT / "tests" / "questions" / "second-forum").glob("*.ttl"))
STEEPEST = 1.2


class Growth(NamedTuple):
    """What validating a graph of so many triples took."""

    triples: int
    sample: Sample


def new_forum(folder: Path) -> Pair:
    """A new forum in the context of the shipped graph; pySHACL gets both in one file."""
    layout = Layout(ROOT)
    data = _merged(folder / "data.nt", [*layout.ontology(), *layout.data(), *NEW])
    ours = [GCM, "validate", *map(str, NEW)]
    return Pair("`gcm validate` on a new forum, against pyshacl", ours, _pyshacl(folder, data), 0.1)


def whole_graph(folder: Path, synthetic: int) -> Pair:
    """A synthetic graph in full; none of its results are kept."""
    files = write_files(folder / "graph", synthetic)
    return Pair(
        f"`gcm validate` on {files.triples:,} triples, against pyshacl",
        _alone(data_of(files)),
        _pyshacl(folder, files.merged),
        1 / 15,
    )


def failing_nodes(folder: Path, synthetic: int) -> Bar:
    """The report on failing nodes alone against the whole one, on a spoiled synthetic graph."""
    from gcm.validation.engines import pyshifty as shacl  # late: it has no wheel for every platform

    data = parse_all([write_spoiled(write_files(folder, synthetic).merged, folder / "spoiled.nt")])
    layout = Layout(ROOT)
    shapes = parse_all([*layout.shapes(), layout.register])
    report = run_apart(lambda: shacl._report(n_triples(data), shacl.named(shapes)), None)
    whole = read_report(shacl.unnamed(parse_turtle(report.decode()).triples), shapes)
    ours = shacl.run_shacl(data, shapes)
    text = f"the results of a report on failing nodes alone, of {len(data):,} triples: all"
    return Bar(text, f"{len(ours)} of {len(whole)}", ours == whole and len(whole) > 0)


def growth(folder: Path, sizes: Iterable[int]) -> list[Growth]:
    """Validate synthetic graphs of several sizes in full."""
    found = []
    for size in sizes:
        files = write_files(folder / str(size), size)
        found.append(Growth(files.triples, measure(_alone(data_of(files)))))
        for file in (folder / str(size)).iterdir():
            file.unlink()
    return found


def growth_bar(found: list[Growth]) -> Bar:
    """How validation grows with the triples, with the figures of each size."""
    slope = exponent((one.triples, one.sample.seconds) for one in found)
    figures = "; ".join(
        f"{one.triples:,}: {one.sample.seconds:.1f} s, {one.sample.memory:.0f} MB" for one in found
    )
    text = f"`gcm validate`: growth exponent under {STEEPEST}"
    if slope is None:
        return Bar(text, figures or "not measured", None)
    return Bar(text, f"{slope:.2f} ({figures})", slope < STEEPEST)


def data_of(files: Files) -> Path:
    """Write the graph without the ontology, which `gcm validate` reads itself; the file."""
    layout = Layout(ROOT)
    ontology = {layout.graph_of(file) for file in layout.ontology()}
    data = files.quads.with_name("data.nt")
    quads = ox.parse(path=files.quads)
    triples = (quad.triple for quad in quads if quad.graph_name.value not in ontology)
    ox.serialize(triples, str(data), ox.RdfFormat.N_TRIPLES)
    return data


def _alone(file: Path) -> list[str]:
    return [GCM, "validate", "--alone", "--timeout", "3600", str(file)]


def _pyshacl(folder: Path, data: Path) -> list[str]:
    layout = Layout(ROOT)
    shapes = _merged(folder / "shapes.nt", [*layout.shapes(), layout.register])
    forms = ["-sf", "nt", "-df", "nt", "-i", "none"]
    return [PYSHACL, *forms, "-s", str(shapes), str(data)]


def _merged(file: Path, parts: Iterable[Path]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    triples = (quad.triple for part in parts for quad in ox.parse(path=part))
    ox.serialize(triples, str(file), ox.RdfFormat.N_TRIPLES)
    return file
