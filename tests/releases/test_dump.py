"""Every format of a dump holds the same quads, in whatever order they came."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, strategies as st

from gcm.core.errors import RunError
from gcm.releases.dump import Dump, dump_errors, graph_file, write_dump
from gcm.releases.folder import Staging

XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPHS = "https://w3id.org/gcm-graph/graph/"
PREFIXES = {"ex": "http://e/", "exx": "http://e/x/", "xsd": XSD}
CONTEXT: dict[str, object] = {
    **PREFIXES,
    "ex:link": {"@type": "@id"},
    "ex:n": {"@type": "xsd:integer"},
    "ex:text": {"@type": "xsd:string"},
}
IRIS = st.builds(
    ox.NamedNode,
    st.one_of(
        st.builds("http://e/{}".format, st.text(alphabet="abé/.:~-", max_size=4)),
        st.sampled_from(
            ["http://e/x/a", "http://e/x//b", "http://e/", "http://other/a?b#c", "urn:x:y"]
        ),
    ),
)
PREDICATES = st.sampled_from(
    [ox.NamedNode(f"http://e/{name}") for name in ("link", "n", "text", "other", "x/p")]
    + [ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")]
)
TEXTS = st.text(alphabet="ab\"'\\\n\r\t\b\x7f#é<>.@ \u202e😀", max_size=6)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag),
        TEXTS,
        st.sampled_from(["en", "es", "es-sv"]),
    ),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(name)),
        st.sampled_from(["1", "01", "+1.50", "true", "x", ""]),
        st.sampled_from([XSD + "integer", XSD + "boolean", XSD + "decimal", "http://e/x/type"]),
    ),
)
FACT = ox.NamedNode("http://e/x/fact")
REIFIES = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
NAMES = st.sampled_from([ox.NamedNode(GRAPHS + name) for name in ("a", "a/b", "forums/c", "%20x")])
QUADS = st.lists(
    st.builds(ox.Quad, IRIS, PREDICATES, st.one_of(IRIS, LITERALS), NAMES), max_size=20
)


def dumped(quads: list[ox.Quad]) -> tuple[Dump, dict[str, bytes], list[str]]:
    """The files of a dump, and what is wrong with them, read back."""
    with tempfile.TemporaryDirectory() as name, Staging(Path(name)) as staging:
        dump = write_dump(graphs_of(quads), reified(quads), staging, PREFIXES, CONTEXT)
        files = {file: (staging.folder / file).read_bytes() for file in staging.files()}
        errors = [str(error.file) for error in dump_errors(staging.folder, dump)]
    return dump, files, errors


def graphs_of(quads: list[ox.Quad]) -> dict[str, list[ox.Triple]]:
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad.triple)
    return graphs


def reified(quads: list[ox.Quad]) -> list[tuple[ox.Triple, ox.NamedNode]]:
    """A shortcut beside each triple of IRIs, and what reifies it."""
    links = sorted(
        {quad.triple for quad in quads if isinstance(quad.object, ox.NamedNode)}, key=str
    )
    return [
        (ox.Triple(one.subject, ox.NamedNode("http://e/short"), one.object), FACT)
        for one in sorted(links, key=str)
    ]


def read(data: bytes, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(data, format=form))


def merged(quads: set[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads}


@given(QUADS, st.randoms(use_true_random=False))
def test_every_format_holds_the_same(quads: list[ox.Quad], chance: random.Random) -> None:
    dump, files, errors = dumped(quads)
    assert errors == []
    whole = set(quads)
    assert read(gzip.decompress(files["gcm-graph.nq.gz"]), ox.RdfFormat.N_QUADS) == whole
    assert read(files["gcm-graph.trig"], ox.RdfFormat.TRIG) == whole
    assert read(files["gcm-graph.jsonld"], ox.RdfFormat.JSON_LD) == whole
    assert merged(read(files["gcm-graph.nt"], ox.RdfFormat.N_TRIPLES)) == merged(whole)
    assert merged(read(files["gcm-graph.ttl"], ox.RdfFormat.TURTLE)) == merged(whole)
    added = {
        triple
        for short, fact in reified(quads)
        for triple in (short, ox.Triple(fact, REIFIES, short))
    }
    found = merged(read(files["gcm-graph.rdf12.ttl"], ox.RdfFormat.TURTLE))
    assert found == merged(whole) | added
    for name in {quad.graph_name for quad in whole}:
        assert isinstance(name, ox.NamedNode)
        graph = name.value
        own = {quad.triple for quad in whole if quad.graph_name == name}
        assert merged(read(files[graph_file(graph)], ox.RdfFormat.TURTLE)) == own
    graphs = {quad.graph_name for quad in whole}
    assert (dump.triples, dump.graphs) == (len(merged(whole)), len(graphs))
    # Sorted N-Quads are the canonical form.
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(iter(dataset), format=ox.RdfFormat.N_QUADS)
    assert lines is not None
    canonical = b"".join(sorted(lines.splitlines(keepends=True)))
    assert gzip.decompress(files["gcm-graph.nq.gz"]) == canonical
    assert dump.digest == hashlib.sha256(canonical).hexdigest()
    # Neither order nor repetition counts.
    again = [*quads, *quads[:3]]
    chance.shuffle(again)
    assert dumped(again) == (dump, files, [])


@pytest.mark.parametrize(
    "quad",
    [
        ox.Quad(ox.BlankNode(), ox.NamedNode("x:p"), ox.Literal("_:b"), ox.NamedNode("x:g")),
        ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.BlankNode(), ox.NamedNode("x:g")),
    ],
)
def test_blank_nodes_are_refused(quad: ox.Quad) -> None:
    with pytest.raises(RunError) as caught:
        dumped([quad])
    assert caught.value.message.english == (
        "a dump cannot contain blank nodes: {node} Give it an IRI."
    )


def test_the_json_is_compact_and_keeps_lexical_forms() -> None:
    ex = "http://e/"
    integer = ox.NamedNode(XSD + "integer")
    subject, graph = ox.NamedNode(ex + "x/s"), ox.NamedNode(GRAPHS + "a")
    quads = [
        ox.Quad(subject, ox.NamedNode(ex + name), value, graph)
        for name, value in (
            ("link", ox.NamedNode(ex + "x/o")),
            ("link", ox.Literal("no link")),
            ("n", ox.Literal("01", datatype=integer)),
            ("n", ox.Literal("one")),
            ("other", ox.NamedNode(ex + "//o")),  # `ex://o` would be another IRI
            ("other", ox.NamedNode("http://other/")),
            ("other", ox.Literal("hola", language="es")),
            ("text", ox.Literal("text")),
        )
    ]
    _, files, _ = dumped(quads)
    assert json.loads(files["gcm-graph.jsonld"])["@graph"] == [
        {
            "@id": GRAPHS + "a",
            "@graph": [
                {
                    "@id": "exx:s",
                    "ex:link": [{"@value": "no link"}, "exx:o"],
                    "ex:n": ["01", {"@value": "one"}],
                    "ex:other": [
                        {"@language": "es", "@value": "hola"},
                        {"@id": "http://e///o"},
                        {"@id": "http://other/"},
                    ],
                    "ex:text": "text",
                }
            ],
        }
    ]


def test_what_is_torn_is_found(tmp_path: Path) -> None:
    subject, predicate, value = (ox.NamedNode(f"x:{name}") for name in "spo")
    quad = ox.Quad(subject, predicate, value, ox.NamedNode(GRAPHS + "a"))
    with Staging(tmp_path) as staging:
        dump = write_dump(graphs_of([quad]), reified([quad]), staging, PREFIXES, CONTEXT)
        assert dump_errors(staging.folder, dump) == []
        for name in staging.files():
            file = staging.folder / name
            whole = file.read_bytes()
            for torn in (whole[:-3], whole.replace(b"x:o", b"x:x"), b"", None):
                file.unlink() if torn is None else file.write_bytes(torn)
                if torn == whole:  # compressed
                    continue
                errors = dump_errors(staging.folder, dump)
                assert [(error.message.english, error.file) for error in errors] == [
                    (
                        (
                            "read back, the file differs from the data to be written; nothing "
                            "was published. Please report this."
                        ),
                        file,
                    )
                ]
            file.write_bytes(whole)
