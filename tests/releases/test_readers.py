"""Others read every dump as Oxigraph does: Raptor, Serd, rdflib; by number and canonical hash."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ._root import Repository
from .conftest import publish

NT, NQ = ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS
Read = Callable[[str, bytes, bool], bytes]
# Each dump: the name by which readers know its format, and whether it has named graphs.
DUMPS = {
    "gcm-graph.nt": ("ntriples", False),
    "gcm-graph.ttl": ("turtle", False),
    "gcm-graph.nq.gz": ("nquads", True),
    "gcm-graph.trig": ("trig", True),
    "gcm-graph.jsonld": ("json-ld", True),
}
ISO3 = rdflib.URIRef("https://w3id.org/gcm-graph/ontology#iso3")
DEFINITIONS = ("alignments.ttl", "ontology.ttl", "questions.ttl", "shapes.ttl", "dataset.ttl")


def content(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


def by_raptor(form: str, data: bytes, quads: bool) -> bytes:
    return _run(["rapper", "-q", "-i", form, "-o", _lines(quads), "-", "x:"], data)


def by_serd(form: str, data: bytes, quads: bool) -> bytes:
    return _run(["serdi", "-i", form, "-o", _lines(quads), "-"], data)


def by_rdflib(form: str, data: bytes, quads: bool) -> bytes:
    # rdflib's own N-Triples keep what it would rewrite in other forms.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rdflib, "NORMALIZE_LITERALS", False)
        graph = rdflib.Dataset(default_union=True) if quads else rdflib.Graph()
        graph.parse(data=data, format=form.replace("ntriples", "nt"))
        # It holds a text unequal to the same text with the datatype xsd:string.
        for plain in graph.objects(None, ISO3):
            assert isinstance(plain, rdflib.Literal)
            assert plain.datatype is None
        return graph.serialize(format="nquads" if quads else "nt", encoding="utf-8")


def by_oxigraph(form: str, data: bytes, quads: bool) -> bytes:
    name = {"nquads": "nq", "ntriples": "nt", "trig": "trig", "turtle": "ttl", "json-ld": "jsonld"}
    known = ox.RdfFormat.from_extension(name[form])
    found = ox.serialize(ox.parse(data, format=known), format=NQ)
    assert found is not None
    assert quads or known is not None
    return found


# rdflib warns of its own use of what it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of the shipped graph; it is published here only."""
    return publish(Repository.of_shipped(tmp_path_factory.mktemp("shipped")))


READERS: dict[str, tuple[Read, str]] = {
    "raptor": (by_raptor, "rapper"),
    "serd": (by_serd, "serdi"),
    "rdflib": (by_rdflib, ""),
    "oxigraph": (by_oxigraph, ""),
}


def _lines(quads: bool) -> str:
    return "nquads" if quads else "ntriples"


def _run(command: list[str], data: bytes) -> bytes:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def canonical(lines: bytes) -> tuple[int, str]:
    """How many quads there are, and the hash of their canonical form by RDFC-1.0.

    Without blank nodes that is the quads in order, as the test of sorted lines shows.
    """
    if b"_:" in lines:
        return canonical_by_name(lines)
    found = ox.serialize(ox.parse(lines, format=NQ), format=NQ)
    assert found is not None
    return _hashed(set(found.splitlines(keepends=True)))


def canonical_by_name(lines: bytes) -> tuple[int, str]:
    """The same, whatever there is."""
    dataset = ox.Dataset(ox.parse(lines, format=NQ))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    found = ox.serialize(iter(dataset), format=NQ)
    assert found is not None
    return _hashed(found.splitlines(keepends=True))


def _hashed(lines: Iterable[bytes]) -> tuple[int, str]:
    ordered = sorted(lines)
    return len(ordered), hashlib.sha256(b"".join(ordered)).hexdigest()


@cache
def wanted_of(data: bytes) -> tuple[int, str]:
    """What every reader must find in Turtle."""
    return canonical(by_oxigraph("turtle", data, False))


def reads(reader: str, form: str) -> bool:
    """Whether a reader knows a form; rdflib's for N-Triples is part of that for N-Quads."""
    unread = {"rdflib": ("ntriples",), "oxigraph": ()}
    return form not in unread.get(reader, ("json-ld",))


CASES = [
    (reader, dump) for reader in READERS for dump, (form, _) in DUMPS.items() if reads(reader, form)
]


@pytest.mark.parametrize(("reader", "dump"), CASES)
def test_each_reader_finds_the_same_in_each_dump(release: Path, reader: str, dump: str) -> None:
    read, program = READERS[reader]
    if program and not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    form, quads = DUMPS[dump]
    whole = content(release / "gcm-graph.nq.gz" if quads else release / "gcm-graph.nt")
    wanted = len(whole.splitlines()), hashlib.sha256(whole).hexdigest()
    assert canonical(read(form, content(release / dump), quads)) == wanted


@pytest.mark.parametrize("reader", [name for name in READERS if name != "oxigraph"])
def test_each_reader_finds_the_same_in_the_other_files(release: Path, reader: str) -> None:
    read, program = READERS[reader]
    if program and not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    files = [*(release / name for name in DEFINITIONS), *sorted(release.glob("graphs/**/*.ttl"))]
    assert len(files) > 20
    for file in files:
        data = file.read_bytes()
        assert canonical(read("turtle", data, False)) == wanted_of(data), file.name


def test_the_graphs_together_are_the_dump(release: Path) -> None:
    whole = content(release / "gcm-graph.nq.gz")
    base = "https://w3id.org/gcm-graph/graph/"
    quads = [
        ox.Quad(found.subject, found.predicate, found.object, ox.NamedNode(base + name))
        for file in release.glob("graphs/**/*.ttl")
        for name in [file.relative_to(release / "graphs").with_suffix("").as_posix()]
        for found in ox.parse(path=file)
    ]
    lines = ox.serialize(quads, format=NQ)
    assert lines is not None
    assert b"".join(sorted(lines.splitlines(keepends=True))) == whole


def test_sorted_lines_are_the_canonical_form(release: Path) -> None:
    whole = content(release / "gcm-graph.nq.gz")
    assert canonical_by_name(whole) == canonical(whole)
    assert canonical(whole)[1] == hashlib.sha256(whole).hexdigest()


def test_the_description_is_under_a_tenth_of_what_it_describes(release: Path) -> None:
    described, data = (
        sum(1 for _ in ox.parse(path=release / name)) for name in ("dataset.ttl", "gcm-graph.nt")
    )
    assert 10 * described < data


def test_the_turtle_of_rdf_1_2_has_each_shortcut_with_its_fact(release: Path) -> None:
    """Shortcuts are counted from the participations, each of which has an agent and an event."""
    plain, found = (
        {one.triple for one in ox.parse(path=release / f"gcm-graph.{name}")}
        for name in ("ttl", "rdf12.ttl")
    )
    ontology = "https://w3id.org/gcm-graph/ontology#"
    agents, events = (
        {one.subject: one.object for one in plain if one.predicate.value == ontology + name}
        for name in ("participant", "atEvent")
    )
    shortcuts = {
        fact: ox.Triple(agent, ox.NamedNode(ontology + "tookPartIn"), events[fact])
        for fact, agent in agents.items()
    }
    reifies = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
    assert len(shortcuts) > 40
    assert found - plain == {
        *shortcuts.values(),
        *(ox.Triple(fact, reifies, shortcut) for fact, shortcut in shortcuts.items()),
    }
    assert plain < found
    text = (release / "gcm-graph.rdf12.ttl").read_text(encoding="utf-8")
    event = "2024-san-salvador"
    line = f"state:USA gcm:tookPartIn forum:{event} ~ participation:{event}-USA ."
    assert line in text.splitlines()
