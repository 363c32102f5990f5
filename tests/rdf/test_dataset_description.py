"""What the description of a release claims: each claim is made again from the files."""

from __future__ import annotations

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, Literal, Namespace, URIRef

import gcm
from gcm.core.namespaces import BASE, DCAT, DCT, GCM, ID, RELEASE, SH, SPDX, VCARD, VOID, XSD
from gcm.core.release import Release
from gcm.rdf.authorities import continent, language
from gcm.rdf.check_description import check_description
from gcm.rdf.dataset_description import describe, period_of_events, release_text
from gcm.rdf.oxigraph import BlankNode, NamedNode, Triple, term_text
from gcm.rdf.said import Said
from gcm.rdf.statistics import Statistics, statistics
from gcm.rdf.turtle import write_turtle

from ._release import (
    COMMIT,
    DATE,
    LAYOUT,
    PREFIXES,
    ROOT,
    VERSION,
    definitions,
    quads,
    write_release,
)

pytestmark = pytest.mark.xdist_group("release")

DATASET = URIRef(BASE + "dataset")
THIS = URIRef(RELEASE + VERSION)
BEFORE = URIRef(RELEASE + "9.8.6")
EU = "http://publications.europa.eu/resource/authority/"
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")
D, V, S, C = (Namespace(name) for name in (DCAT, VOID, SPDX, VCARD))

# The terms of others that a description uses, by the section that defines them. A vocabulary that
# no library here knows is why they are listed: a misspelt term would pass everywhere else.
TERMS = {
    DCAT: {  # DCAT 3
        *("Dataset", "Distribution"),  # 6.6, 6.8
        *("contactPoint", "keyword", "landingPage", "theme"),  # 6.4
        *("hasCurrentVersion", "hasVersion", "isVersionOf", "previousVersion", "version"),  # 11.1
        "distribution",  # 6.6
        *("accessURL", "byteSize", "compressFormat", "downloadURL", "mediaType"),  # 6.8
        *("startDate", "endDate"),  # 6.15
    },
    DCT: {  # DCMI Metadata Terms, section 2
        *("LicenseDocument", "PeriodOfTime", "RightsStatement"),
        *("accrualPeriodicity", "conformsTo", "creator", "date", "description", "format"),
        *("identifier", "isFormatOf", "isVersionOf", "issued", "language", "license", "modified"),
        *("publisher", "rights", "spatial", "temporal", "title"),
    },
    str(FOAF): {"Agent", "name", "page"},  # FOAF 0.99
    "http://www.w3.org/ns/org#": {"Organization"},  # ORG, section 4
    "http://www.w3.org/2002/07/owl#": {"versionInfo"},  # OWL 2
    str(PROV): {
        *("Entity", "SoftwareAgent"),  # PROV-O, section 3
        *("used", "wasAssociatedWith", "wasDerivedFrom", "wasGeneratedBy", "wasRevisionOf"),
        "Publish",  # PROV-DC, section 3.3
    },
    SPDX: {  # SPDX 2.2, as DCAT 3 section 6.17 takes it
        *("Checksum", "algorithm", "checksum", "checksumAlgorithm_sha256", "checksumValue"),
    },
    VCARD: {"Organization", "fn", "hasURL"},  # vCard Ontology, section 2
    VOID: {  # VoID
        "Dataset",  # 1.1
        *("exampleResource", "uriSpace", "vocabulary"),  # 4.1, 4.2, 4.3
        "dataDump",  # 3.3
        *("class", "classPartition", "property", "propertyPartition", "subset"),  # 4.4, 4.5
        *("classes", "distinctObjects", "distinctSubjects", "entities", "properties", "triples"),
        *("Linkset", "linkPredicate", "objectsTarget", "subjectsTarget"),  # 5
    },
}


@cache
def figures() -> Statistics:
    return statistics(quads())


@pytest.fixture(scope="module")
def folder() -> object:
    with TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def release(folder: Path) -> Release:
    return write_release(folder)


@pytest.fixture(scope="module")
def triples(release: Release) -> list[Triple]:
    return describe(release, figures(), definitions(), PREFIXES)


@pytest.fixture(scope="module")
def said(triples: list[Triple]) -> rdflib.Graph:
    """The description as a reader has it: parsed from its Turtle by another library."""
    return rdflib.Graph().parse(data=write_turtle(triples, PREFIXES), format="turtle")


def values(said: rdflib.Graph, thing: rdflib.term.Node, predicate: URIRef) -> set[str]:
    return {str(value) for value in said.objects(thing, predicate)}


def only(said: rdflib.Graph, thing: rdflib.term.Node, predicate: URIRef) -> rdflib.term.Node:
    (value,) = said.objects(thing, predicate)
    return value


def count(said: rdflib.Graph, thing: rdflib.term.Node, predicate: URIRef) -> int:
    return int(str(only(said, thing, predicate)))


def test_it_conforms_to_the_shapes_as_both_engines_see_them(triples: list[Triple]) -> None:
    assert check_description(triples, LAYOUT, "both") == []


def test_validate_finds_nothing_in_the_file(triples: list[Triple], tmp_path: Path) -> None:
    """Nor does it know any term less, or any shape of other data that fits."""
    file = tmp_path / "dataset.ttl"
    file.write_text(write_turtle(triples, PREFIXES), encoding="utf-8")
    assert gcm.validate([file], root=ROOT).findings == []


def test_what_is_missing_is_told(triples: list[Triple]) -> None:
    less = [triple for triple in triples if triple.predicate.value != DCT + "temporal"]
    found = check_description(less, LAYOUT)
    shape = "https://w3id.org/gcm-graph/shapes#DatasetShape-temporal"
    assert [(one.thing, one.shape, one.component) for one in found] == [
        (str(thing), shape, SH + "MinCountConstraintComponent") for thing in (DATASET, THIS)
    ]
    assert {
        lang for one in found for text in (one.message, one.why, one.label) for lang in text
    } == {
        "en",
        "es",
    }


def test_every_node_has_an_iri(triples: list[Triple]) -> None:
    assert not [t for t in triples if BlankNode in (type(t.subject), type(t.object))]
    things = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    others = {
        *(str(DATASET), ID + "project", str(CC_BY), "http://www.w3.org/ns/org#Organization"),
        *figures().coverage.sources,
        *(right for rights in figures().coverage.sources.values() for right in rights),
    }
    assert {thing for thing in things - others if thing.partition("#")[0] != str(THIS)} == set()


def test_the_same_release_is_described_by_the_same_bytes(release: Release) -> None:
    turtle = write_turtle(describe(release, figures(), definitions(), PREFIXES), PREFIXES)
    shuffled = release._replace(files=tuple(reversed(release.files)))
    back = list(reversed(definitions()))
    assert write_turtle(describe(shuffled, figures(), back, PREFIXES), PREFIXES) == turtle


def test_every_file_is_described_as_it_is(said: rdflib.Graph, folder: Path) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    address = f"{THIS}/"
    pages = {page.removeprefix(address) for page in values(said, THIS, FOAF.page)}
    assert pages == {"README.md", "CHANGES.md", "LICENSE", "LICENSE-DATA"}
    described = set()
    for node in said.objects(THIS, D.distribution):
        path = str(only(said, node, D.downloadURL)).removeprefix(address)
        data = (folder / path).read_bytes()
        assert node == URIRef(f"{THIS}#{path}")
        assert only(said, node, D.accessURL) == only(said, node, D.downloadURL)
        assert only(said, node, D.byteSize) == Literal(
            len(data), datatype=URIRef(XSD + "nonNegativeInteger")
        )
        checksum = only(said, node, S.checksum)
        assert only(said, checksum, S.algorithm) == S.checksumAlgorithm_sha256
        assert str(only(said, checksum, S.checksumValue)) == hashlib.sha256(data).hexdigest()
        described.add(path)
    assert described == files - pages


@pytest.mark.parametrize(
    ("path", "media", "form", "compression"),
    [
        ("gcm-graph.nq.gz", "application/n-quads", "RDF_N_QUADS", "application/gzip"),
        ("gcm-graph.nt", "application/n-triples", "RDF_N_TRIPLES", ""),
        ("gcm-graph.trig", "application/trig", "RDF_TRIG", ""),
        ("gcm-graph.ttl", "text/turtle", "RDF_TURTLE", ""),
        ("gcm-graph.jsonld", "application/ld+json", "JSON_LD", ""),
        ("tables/es/participants.csv", "text/csv", "CSV", ""),
        ("sources/2024-san-salvador.es.txt", "text/plain", "TXT", ""),
    ],
)
def test_the_format_of_a_file(
    said: rdflib.Graph, path: str, media: str, form: str, compression: str
) -> None:
    iana = "https://www.iana.org/assignments/media-types/"
    node = URIRef(f"{THIS}#{path}")
    assert values(said, node, D.mediaType) == {iana + media}
    assert values(said, node, DCTERMS["format"]) == {f"{EU}file-type/{form}"}
    assert values(said, node, D.compressFormat) == ({iana + compression} if compression else set())


def test_a_table_names_its_question_and_its_language(said: rdflib.Graph) -> None:
    node = URIRef(f"{THIS}#tables/es/participants.csv")
    assert values(said, node, DCTERMS.conformsTo) == {BASE + "question/participants"}
    assert values(said, node, DCTERMS.language) == {f"{EU}language/SPA"}
    assert set(said.objects(node, DCTERMS.title)) == {
        Literal("Table “Participants”, in Spanish", lang="en"),
        Literal("Tabla «Participantes», en español", lang="es"),
    }


def test_the_text_of_a_source_is_not_licensed_as_ours(said: rdflib.Graph) -> None:
    text = URIRef(f"{THIS}#sources/2024-san-salvador.es.txt")
    assert values(said, text, DCTERMS.license) == set()
    assert values(said, text, DCTERMS.rights) == {ID + "rights/issuer"}
    others = set(said.objects(THIS, D.distribution)) - {text}
    assert {only(said, node, DCTERMS.license) for node in others} == {CC_BY}
    assert {only(said, node, DCTERMS.rights) for node in others} == {URIRef(f"{THIS}#rights")}


def test_the_figures_are_those_of_the_dump(said: rdflib.Graph, folder: Path) -> None:
    store = ox.Store()
    dump = gzip.decompress((folder / "gcm-graph.nq.gz").read_bytes())
    store.load(input=dump, format=ox.RdfFormat.N_QUADS)

    def ask(what: str, where: str = "?s ?p ?o") -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT {what} {{ {where} }} }}"
        rows = store.query(query, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        return int(next(rows)["n"].value)

    figures = {
        "triples": ask("?s ?p ?o"),
        "entities": ask("?s", "?s ?p ?o FILTER(isIRI(?s))"),
        "distinctSubjects": ask("?s"),
        "distinctObjects": ask("?o"),
        "classes": ask("?c", "?s a ?c"),
        "properties": ask("?p"),
    }
    assert {name: count(said, THIS, V[name]) for name in figures} == figures
    partitions = [*said.objects(THIS, V.classPartition), *said.objects(THIS, V.propertyPartition)]
    assert len(partitions) == figures["classes"] + figures["properties"]
    for node in said.objects(THIS, V.classPartition):
        kind = only(said, node, V["class"])
        assert count(said, node, V.entities) == ask("?s", f"?s a <{kind}>")
    for node in said.objects(THIS, V.propertyPartition):
        name = only(said, node, V.property)
        assert count(said, node, V.triples) == ask("?s ?o", f"?s <{name}> ?o")
    linksets = set(said.subjects(RDF.type, V.Linkset))
    assert linksets <= set(said.objects(THIS, V.subset))
    for node in linksets:
        space = only(said, only(said, node, V.objectsTarget), V.uriSpace)
        where = f'?s <{only(said, node, V.linkPredicate)}> ?o FILTER(STRSTARTS(STR(?o), "{space}"))'
        assert count(said, node, V.triples) == ask("?s ?o", where)
    graphs = {
        only(said, node, DCTERMS.isVersionOf): node
        for node in said.objects(THIS, V.subset)
        if node not in linksets
    }
    assert {str(name) for name in graphs} == {str(name.value) for name in store.named_graphs()}
    for name, node in graphs.items():
        assert count(said, node, V.triples) == ask("?s ?p ?o", f"GRAPH <{name}> {{ ?s ?p ?o }}")
        file = str(only(said, node, V.dataDump)).removeprefix(f"{THIS}/")
        assert len(rdflib.Graph().parse(folder / file)) == count(said, node, V.triples)
    examples = values(said, THIS, V.exampleResource)
    assert len(examples) == 15
    assert all(ask("?c", f"<{thing}> a ?c") for thing in examples)


def test_the_vocabularies_are_the_namespaces_that_the_data_use(said: rdflib.Graph) -> None:
    assert values(said, THIS, V.vocabulary) == {
        "http://purl.org/dc/terms/",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/2004/02/skos/core#",
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/prov#",
        "https://schema.org/",
        "https://w3id.org/gcm-graph/ontology",
    }


def test_the_hash_of_the_data_is_that_of_their_canonical_form(
    said: rdflib.Graph, folder: Path
) -> None:
    dump = gzip.decompress((folder / "gcm-graph.nq.gz").read_bytes())
    checksum = only(said, THIS, S.checksum)
    assert str(only(said, checksum, S.checksumValue)) == hashlib.sha256(dump).hexdigest()
    assert f" {len(dump)} bytes" in str(only_in(said, checksum, DCTERMS.description, "en"))


def test_no_hash_is_given_that_another_could_not_make_again(release: Release) -> None:
    """Where there are blank nodes the plain lines are not canonical, and the shapes refuse it."""
    triples = describe(release, figures()._replace(blanks=1), definitions(), PREFIXES)
    assert f"<{THIS}#data-sha256>" not in {str(triple.object) for triple in triples}
    shape = "https://w3id.org/gcm-graph/shapes#ReleaseShape-checksum"
    assert [(one.thing, one.shape) for one in check_description(triples, LAYOUT)] == [
        (str(THIS), shape)
    ]


def only_in(
    said: rdflib.Graph, thing: rdflib.term.Node, predicate: URIRef, lang: str
) -> rdflib.term.Node:
    (text,) = [
        one for one in said.objects(thing, predicate) if getattr(one, "language", "") == lang
    ]
    return text


# https://www.w3.org/TR/rdf-canon/#canonical-quads: what is escaped, how, and nothing else.
ESCAPES = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def test_the_lines_of_the_dump_are_canonical() -> None:
    """As RDFC-1.0 writes quads without blank nodes: so their sorted lines are its output."""

    def escape(match: re.Match[str]) -> str:
        return ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}")

    def write(term: ox.NamedNode | ox.Literal) -> str:
        if isinstance(term, ox.NamedNode):
            return f"<{term.value}>"
        text = '"' + re.sub(r'[\x00-\x1F"\\\x7F]', escape, term.value) + '"'
        if term.language:
            return f"{text}@{term.language}"
        return text if term.datatype.value == XSD + "string" else f"{text}^^<{term.datatype.value}>"

    for line in quads():
        (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        assert line.decode() == " ".join(map(write, terms)) + " .\n"


def test_the_versions_around_it(said: rdflib.Graph) -> None:
    assert values(said, DATASET, D.hasCurrentVersion) == {str(THIS)}
    assert values(said, DATASET, D.hasVersion) == {str(BEFORE), str(THIS)}
    assert values(said, THIS, D.isVersionOf) == {str(DATASET)}
    assert values(said, THIS, D.previousVersion) == {str(BEFORE)}
    assert values(said, THIS, PROV.wasRevisionOf) == {str(BEFORE)}
    assert values(said, THIS, D.version) == {VERSION}
    (shapes,) = [file for file in values(said, THIS, DCTERMS.conformsTo) if "shapes" in file]
    assert values(said, THIS, DCTERMS.conformsTo) == {
        f"{BASE}ontology/{gcm.__version__}",
        shapes,
    }
    assert shapes == f"{THIS}/shapes.ttl"
    day = Literal(DATE, datatype=URIRef(XSD + "date"))
    for thing, predicate in (
        (DATASET, DCTERMS.modified),
        (THIS, DCTERMS.modified),
        (THIS, DCTERMS.issued),
        (URIRef(f"{THIS}#publication"), DCTERMS.date),
    ):
        assert set(said.objects(thing, predicate)) == {day}


def test_where_it_comes_from(said: rdflib.Graph) -> None:
    making = only(said, THIS, PROV.wasGeneratedBy)
    software, commit = URIRef(f"{THIS}#software"), only(said, making, PROV.used)
    project = URIRef(ID + "project")
    assert set(said.objects(making, PROV.wasAssociatedWith)) == {software, project}
    assert values(said, software, URIRef("http://www.w3.org/2002/07/owl#versionInfo")) == {"1.2.3"}
    assert values(said, commit, DCTERMS.identifier) == {COMMIT}
    data = rdflib.Graph()
    for file in LAYOUT.data():
        data.parse(file)
    pages = set(data.objects(None, DCTERMS.source)) | set(
        data.objects(None, URIRef(GCM + "textOf"))
    )
    assert set(said.objects(THIS, PROV.wasDerivedFrom)) == pages
    rights = {page: set(data.objects(page, DCTERMS.rights)) for page in pages}
    assert {page: set(said.objects(page, DCTERMS.rights)) for page in pages} == rights
    for right in {right for each in rights.values() for right in each}:
        assert set(said.objects(right, SKOS.prefLabel)) == set(data.objects(right, SKOS.prefLabel))
        assert (URIRef(f"{THIS}#rights"), RDFS.seeAlso, right) in said


def test_the_first_release_names_none_before_it_and_no_commit_that_is_unknown(
    release: Release,
) -> None:
    first = release._replace(previous="", commit="", software="")
    triples = describe(first, figures(), definitions(), PREFIXES)
    predicates = {triple.predicate.value for triple in triples}
    assert predicates & {DCAT + "previousVersion", str(PROV.wasRevisionOf), str(PROV.used)} == set()
    assert check_description(triples, LAYOUT) == []
    assert COMMIT not in write_turtle(triples, PREFIXES)


def test_what_catalogues_ask(said: rdflib.Graph) -> None:
    for thing in (DATASET, THIS):
        assert values(said, thing, DCTERMS.license) == {str(CC_BY)}
        assert values(said, thing, DCTERMS.language) == {
            f"{EU}language/{code}" for code in ("ENG", "FRA", "SPA")
        }
        assert values(said, thing, D.theme) == {
            f"{EU}data-theme/INTR",
            f"{EU}data-theme/SOCI",
        }
        assert values(said, thing, DCTERMS.accrualPeriodicity) == {f"{EU}frequency/IRREG"}
        names = ("africa", "americas", "asia", "europe", "oceania")
        codes = ("AFRICA", "AMERICA", "ASIA", "EUROPE", "OCEANIA")
        assert values(said, thing, DCTERMS.spatial) == {
            *(f"{ID}region/{name}" for name in names),
            *(f"{EU}continent/{code}" for code in codes),
        }
        period = only(said, thing, DCTERMS.temporal)
        assert only(said, period, D.startDate) == Literal(
            "2018-12-10", datatype=URIRef(XSD + "date")
        )
        assert only(said, period, D.endDate) == Literal("2026-05-08", datatype=URIRef(XSD + "date"))
        publisher = only(said, thing, DCTERMS.publisher)
        assert publisher == only(said, thing, DCTERMS.creator) == URIRef(ID + "project")
        assert {name.language for name in said.objects(publisher, FOAF.name)} == {"en", "es"}  # type: ignore[attr-defined]
        contact = only(said, thing, D.contactPoint)
        assert values(said, contact, C.hasURL) == {"https://w3id.org/gcm-graph"}
    assert not [value for value in said.objects() if str(value).startswith("mailto:")]


def test_no_property_has_more_values_than_dcat_ap_allows(said: rdflib.Graph) -> None:
    """DCAT-AP 3.0.0, the properties of Dataset and Distribution with at most one value."""
    most_one = {
        D.Dataset: (
            *(DCTERMS[name] for name in ("accrualPeriodicity", "issued", "modified", "publisher")),
            D.version,
        ),
        D.Distribution: (
            *(DCTERMS[name] for name in ("format", "issued", "license", "modified", "rights")),
            *(D[name] for name in ("byteSize", "compressFormat", "mediaType")),
            S.checksum,
        ),
    }
    assert [
        (thing, predicate)
        for kind, predicates in most_one.items()
        for thing in said.subjects(RDF.type, kind)
        for predicate in predicates
        if len(set(said.objects(thing, predicate))) > 1
    ] == []


def test_every_term_of_others_exists(triples: list[Triple]) -> None:
    used = {triple.predicate.value for triple in triples}
    used |= {term_text(t.object) for t in triples if t.predicate.value == str(RDF.type)}
    named = {SPDX + "checksumAlgorithm_sha256", str(FOAF.Agent)}
    used |= {term_text(t.object) for t in triples} & named
    listed = {space + name for space, names in TERMS.items() for name in names}
    known = {str(RDF.type), str(RDFS.seeAlso), str(RDFS.subClassOf), str(SKOS.prefLabel)}
    assert sorted(used - known - listed) == []
    assert sorted(listed - used) == []


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "ENG"),
        ("es-MX", "SPA"),
        ("pt-br", "POR"),
        ("zh-Hans", "ZHO"),
        ("quc", "QUC"),
        ("xx", "UND"),
    ],
)
def test_the_language_of_a_tag(tag: str, code: str) -> None:
    assert language(tag) == f"{EU}language/{code}"


def test_a_region_that_is_no_continent_has_none() -> None:
    assert (continent("019"), continent("013"), continent("")) == (f"{EU}continent/AMERICA", "", "")


def with_periods(**periods: tuple[str, str]) -> Statistics:
    found = {GCM + name: period for name, period in periods.items()}
    return figures()._replace(coverage=figures().coverage._replace(periods=found))


def test_the_period_is_that_of_events_alone_and_as_exact_as_it_is_known(release: Release) -> None:
    known = Said(definitions())
    assert period_of_events(with_periods(Membership=("1998", "2031")), known) is None
    dated = with_periods(Forum=("2023-02-01", "2026"), Review=("2023-02", "2026-05-08"))
    assert period_of_events(dated, known) == ("2023-02", "2026")
    triples = describe(release, dated, definitions(), PREFIXES)
    period = ox.NamedNode(f"{THIS}#period")
    kinds = {
        triple.predicate.value: triple.object.datatype.value
        for triple in triples
        if triple.subject == period and isinstance(triple.object, ox.Literal)
    }
    assert kinds[DCAT + "startDate"] == XSD + "gYearMonth"
    assert kinds[DCAT + "endDate"] == XSD + "gYear"
    assert check_description(triples, LAYOUT) == []


def test_the_text_tells_the_figures(release: Release) -> None:
    texts = release_text(release, figures())
    for text in texts.values():
        for number in (figures().triples, figures().entities, len(figures().graphs)):
            assert f" {number} " in text
