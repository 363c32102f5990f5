"""The description of a release: Turtle for its constant part, CONSTRUCTs for the rest.

- DCAT-AP 3.0.1: https://semiceu.github.io/DCAT-AP/releases/3.0.1/
- VoID: https://www.w3.org/TR/void/, PROV-O: https://www.w3.org/TR/prov-o/
"""

from collections.abc import Iterator
from typing import NamedTuple

from gcm.core.errors import GcmError, RunError
from gcm.core.files import read_text
from gcm.core.iris import dataset_iri, release_file_iri, release_iri, release_part_iri
from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, DCAT, DCT, OWL, SPDX, XSD
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, NamedNode, Store, Triple, term_text
from gcm.rdf.store import add_triples, construct, load_quads, merge_graphs, query_error
from gcm.releases.folder import ReleaseFile
from gcm.turtle.parse import parse_all
from gcm.validation.engines import Engine, run_engine
from gcm.validation.shape_texts import message_of

_ONTOLOGY = BASE + "ontology"
_SIZE = DCAT + "byteSize"
_PATIENCE = 600.0  # seconds


class Release(NamedTuple):
    """The facts about a release besides its data.

    Args:
        version: such as `0.2.0`.
        date: the day of the release, in ISO 8601.
        commit: the commit of its sources; empty if unknown.
        previous: the version before it; empty for the first.
        software: the version of gcm-graph that writes the release.
        digest: the SHA-256 of its data in the canonical form of RDFC-1.0.
        files: all files but the descriptions themselves and the files with their checksums.
    """

    version: str
    date: str
    commit: str
    previous: str
    software: str
    digest: str = ""
    files: tuple[ReleaseFile, ...] = ()


def describe(layout: Layout, release: Release, quads: bytes) -> list[Triple]:
    """Return the triples of `dataset.ttl`, sorted: the dataset, this release of it, and its forms.

    The constructs of `queries/dataset` read the data as the default graph and as named graphs,
    `ontology/dataset.ttl` with the facts of the release in the graph of the dataset, and the
    ontology in a graph of its own.

    Args:
        layout: the root with all of these but the data.
        release: the facts about the release.
        quads: the data as N-Quads.

    Raises:
        Problems: files of the root cannot be read or parsed.
        RunError: a construct is invalid.
    """
    store = Store()
    load_quads(store, quads)
    merge_graphs(store)
    add_triples(store, parse_all([layout.dataset]), dataset_iri())
    add_triples(store, _facts(release), dataset_iri())
    add_triples(store, parse_all(layout.ontology()), _ONTOLOGY)
    found: set[Triple] = set()
    for file in layout.descriptions():
        try:
            found.update(construct(store, read_text(file)))
        except SyntaxError as syntax_error:
            error = query_error(syntax_error)
            error.file = file
            raise error from None
    return sorted(map(_as_catalogues_ask, found), key=str)


def description_errors(
    triples: list[Triple], layout: Layout, engine: Engine | None = None
) -> list[GcmError]:
    """Return the errors that the shapes of a root report for a description.

    Args:
        triples: the result of `describe`.
        layout: the root.
        engine: the engine for the shapes; see `gcm.validation.engines.run_engine`.

    Raises:
        RunError: the engine was too slow or died.
        Problems: files of the root cannot be read or parsed; the engines differ.
    """
    data = list(dict.fromkeys([*parse_all(layout.ontology()), *triples]))
    shapes = parse_all([*layout.shapes(), layout.register])
    known, described = TripleIndex(shapes), set(TripleIndex(triples).things())
    # The ontology alone, without the data, lacks entities that some shapes count.
    return [
        RunError(
            "the description of the release lacks something at {thing}: {reason} Please report "
            "this.",
            thing=result.focus,
            reason=message_of(known, result.shape, result.component).get("en", result.shape),
        )
        for result in run_engine(engine, data, shapes, _PATIENCE)
        if result.focus in described
    ]


def _as_catalogues_ask(triple: Triple) -> Triple:
    """Return a size with the datatype of DCAT: a store gives whole numbers as xsd:integer."""
    subject, predicate, value = triple
    if predicate.value != _SIZE:
        return triple
    return _fact(term_text(subject), _SIZE, _typed(term_text(value), "nonNegativeInteger"))


def _facts(release: Release) -> Iterator[Triple]:
    """Yield the facts that the constructs cannot know, under the properties that they copy."""
    this = release_iri(release.version)
    yield _fact(this, DCAT + "isVersionOf", NamedNode(dataset_iri()))
    yield _fact(this, DCAT + "version", Literal(release.version))
    yield _fact(this, DCT + "issued", _typed(release.date, "date"))
    if release.previous:
        yield _fact(this, DCAT + "previousVersion", NamedNode(release_iri(release.previous)))
    if release.commit:
        commit = release_part_iri(release.version, "commit")
        yield _fact(commit, DCT + "isPartOf", NamedNode(this))
        yield _fact(commit, DCT + "identifier", Literal(release.commit))
    software = release_part_iri(release.version, "software")
    yield _fact(software, OWL + "versionInfo", Literal(release.software))
    sums = {release_part_iri(release.version, "data"): release.digest}
    for file in release.files:
        address = release_file_iri(release.version, file.path)
        sums[address] = file.sha256
        yield _fact(address, _SIZE, Literal(file.size))
    for thing, digest in sums.items():
        yield _fact(thing, SPDX + "checksumValue", _typed(digest, "hexBinary"))


def _fact(thing: str, name: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(thing), NamedNode(name), value)


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))
