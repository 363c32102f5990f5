"""What the description of a release claims: each claim is made again from the files."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, Literal, Namespace, URIRef

import gcm
from gcm.core.errors import RunError
from gcm.core.layout import Layout
from gcm.core.namespaces import (
    BASE,
    DCAT,
    DCT,
    GCM,
    GRAPH,
    ID,
    RELEASE,
    SCHEMA,
    SPDX,
    XSD,
)
from gcm.rdf.oxigraph import BlankNode, Triple, term_text
from gcm.releases.description import describe, description_errors
from gcm.turtle.format import write_turtle

from ._release import (
    COMMIT,
    DATE,
    LAYOUT,
    PREFIXES,
    ROOT,
    VERSION,
    contents,
    described,
    quads,
    release,
)

pytestmark = pytest.mark.xdist_group("release")

DATASET = URIRef(BASE + "dataset")
THIS = URIRef(RELEASE + VERSION)
BEFORE = URIRef(RELEASE + "9.8.6")
VCARD = "http://www.w3.org/2006/vcard/ns#"
VOID = "http://rdfs.org/ns/void#"
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
    "http://data.europa.eu/r5r/": {"availability"},  # DCAT-AP 3.0.1
    DCT: {  # DCMI Metadata Terms, section 2
        *("LicenseDocument", "PeriodOfTime", "RightsStatement"),
        *("accrualPeriodicity", "conformsTo", "creator", "date", "description", "format"),
        *("identifier", "isVersionOf", "issued", "language", "license", "modified"),
        *("publisher", "rights", "spatial", "temporal", "title", "type"),
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


@pytest.fixture(scope="module")
def triples() -> list[Triple]:
    return list(described())


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
    assert description_errors(triples, LAYOUT, "both") == []


def test_validate_finds_nothing_in_the_file(triples: list[Triple], tmp_path: Path) -> None:
    """Nor does it know any term less, or any shape of other data that fits."""
    file = tmp_path / "dataset.ttl"
    file.write_text(write_turtle(triples, PREFIXES), encoding="utf-8")
    assert gcm.validate([file], root=ROOT).findings == []


def test_what_is_missing_is_told(triples: list[Triple]) -> None:
    less = [triple for triple in triples if triple.predicate.value != DCT + "temporal"]
    reason = "Give exactly one period that the data cover, described with its dates."
    assert [(one.message.english, one.values) for one in description_errors(less, LAYOUT)] == [
        (
            (
                "the description of the release lacks something at {thing}: {reason} "
                "Please report this."
            ),
            {"thing": str(thing), "reason": reason},
        )
        for thing in (DATASET, THIS)
    ]


def test_every_node_has_an_iri(triples: list[Triple]) -> None:
    assert not [t for t in triples if BlankNode in (type(t.subject), type(t.object))]


def test_the_same_release_is_described_by_the_same_bytes() -> None:
    again = release()._replace(files=tuple(reversed(release().files)))
    assert describe(LAYOUT, again, quads()) == list(described())


def test_a_distribution_is_a_form_of_the_dataset_and_described_as_it_is(said: rdflib.Graph) -> None:
    forms = {
        str(only(said, node, D.downloadURL)).removeprefix(f"{THIS}/"): node
        for node in said.objects(THIS, D.distribution)
    }
    assert set(forms) == {name for name in contents() if name.startswith("gcm-graph.")}
    assert set(said.subjects(RDF.type, D.Distribution)) == set(forms.values())
    assert set(said.objects(DATASET, D.distribution)) == set(forms.values())
    assert values(said, THIS, V.dataDump) == {f"{THIS}/{name}" for name in forms}
    for path, node in forms.items():
        data = contents()[path]
        assert node == URIRef(f"{THIS}#{path}")
        assert only(said, node, D.accessURL) == only(said, node, D.downloadURL)
        assert only(said, node, D.byteSize) == Literal(
            len(data), datatype=URIRef(XSD + "nonNegativeInteger")
        )
        checksum = only(said, node, S.checksum)
        assert only(said, checksum, S.algorithm) == S.checksumAlgorithm_sha256
        assert str(only(said, checksum, S.checksumValue)) == hashlib.sha256(data).hexdigest()
        assert only(said, node, DCTERMS.license) == CC_BY
        assert only(said, node, DCTERMS.rights) == URIRef(f"{DATASET}#rights")
        assert {text.language for text in said.objects(node, DCTERMS.description)} == {"en", "es"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "media", "form", "compression"),
    [
        ("gcm-graph.nq.gz", "application/n-quads", "RDF_N_QUADS", "application/gzip"),
        ("gcm-graph.nt", "application/n-triples", "RDF_N_TRIPLES", ""),
        ("gcm-graph.trig", "application/trig", "RDF_TRIG", ""),
        ("gcm-graph.ttl", "text/turtle", "RDF_TURTLE", ""),
        ("gcm-graph.jsonld", "application/ld+json", "JSON_LD", ""),
        ("gcm-graph.rdf12.ttl", "text/turtle", "RDF_TURTLE", ""),
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
    planned = "EXPERIMENTAL" if "rdf12" in path else "STABLE"
    availability = URIRef("http://data.europa.eu/r5r/availability")
    assert values(said, node, availability) == {f"{EU}planned-availability/{planned}"}


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


def test_the_hash_of_the_data_is_that_of_their_canonical_form(said: rdflib.Graph) -> None:
    checksum = only(said, THIS, S.checksum)
    assert str(only(said, checksum, S.checksumValue)) == hashlib.sha256(quads()).hexdigest()
    assert values(said, checksum, DCTERMS.conformsTo) == {"https://www.w3.org/TR/rdf-canon/"}


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

    for line in quads().splitlines(keepends=True):
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
    for right in {right for each in rights.values() for right in each}:
        assert set(said.objects(right, SKOS.prefLabel)) == set(data.objects(right, SKOS.prefLabel))
        assert (URIRef(f"{DATASET}#rights"), RDFS.seeAlso, right) in said


def test_the_first_release_names_none_before_it_and_no_commit_that_is_unknown() -> None:
    first = release()._replace(previous="", commit="")
    triples = describe(LAYOUT, first, quads())
    predicates = {triple.predicate.value for triple in triples}
    assert predicates & {DCAT + "previousVersion", str(PROV.wasRevisionOf), str(PROV.used)} == set()
    assert description_errors(triples, LAYOUT) == []
    assert COMMIT not in write_turtle(triples, PREFIXES)


def test_what_catalogues_ask(said: rdflib.Graph) -> None:
    for thing in (DATASET, THIS):
        assert values(said, thing, DCTERMS.license) == {str(CC_BY)}
        assert values(said, thing, DCTERMS.language) == {
            f"{EU}language/{code}" for code in ("ENG", "FRA", "POR", "SPA")
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
            "1996-03-13", datatype=URIRef(XSD + "date")
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


SMALL = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix graph: <https://w3id.org/gcm-graph/graph/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
graph:a {
  ex:document a gcm:Document ; dct:license <https://creativecommons.org/licenses/by/4.0/> .
  ex:first a gcm:Forum ; schema:startDate "2024-09-25"^^xsd:date ;
    schema:endDate "2024"^^xsd:gYear .
  ex:gone a gcm:State ; owl:deprecated true .
  ex:membership a gcm:Membership ; schema:startDate "1998"^^xsd:gYear .
  ex:page dct:rights ex:theirs .
  ex:region a gcm:Region ; gcm:m49 "019" ; skos:prefLabel "Americas"@en .
  ex:narrow a gcm:Region ; skos:broader ex:region .
  ex:empty a gcm:Region ; gcm:m49 "002" .
  ex:state a gcm:State ; gcm:inRegion ex:narrow ;
    skos:exactMatch <https://w3id.org/gcm-graph/id/x> ;
    schema:sameAs <http://www.wikidata.org/entity/Q1> , <https://data.example.net/x/1> ;
    skos:prefLabel "Uno"@es-MX , "one <graph> ."@en .
  ex:text gcm:textOf ex:document .
  ex:theirs a dct:RightsStatement ; skos:prefLabel "Theirs"@en , "De otros"@es .
}
graph:b {
  ex:first a gcm:Forum .
  ex:second a gcm:Review ; schema:startDate "2023-02"^^xsd:gYearMonth ; dct:source ex:page ;
    gcm:number 1 , "1" ; skos:note "x"@quc , "y"@tlh-latn , "z"@xx .
}
"""


def of(trig: str) -> rdflib.Graph:
    """The description of a release of some data."""
    data = ox.serialize(ox.parse(trig, format=ox.RdfFormat.TRIG), format=ox.RdfFormat.N_QUADS)
    triples = describe(LAYOUT, release(), data or b"")
    return rdflib.Graph().parse(data=write_turtle(triples, PREFIXES), format="turtle")


def partition(said: rdflib.Graph, kind: str, counted: str) -> dict[str, int]:
    """What a partition counts, by the class or the property."""
    return {
        str(only(said, node, V[kind])): count(said, node, V[counted])
        for node in said.objects(THIS, V[f"{kind}Partition"])
    }


def linksets(said: rdflib.Graph) -> dict[tuple[str, str], int]:
    """The links of each linkset, by property and address."""
    return {
        (
            str(only(said, node, V.linkPredicate)),
            str(only(said, only(said, node, V.objectsTarget), V.uriSpace)),
        ): count(said, node, V.triples)
        for node in said.subjects(RDF.type, V.Linkset)
    }


def graphs(said: rdflib.Graph) -> dict[str, int]:
    """The triples of each named graph."""
    return {
        str(graph).removeprefix(GRAPH): count(said, node, V.triples)
        for node, graph in said.subject_objects(DCTERMS.isVersionOf)
    }


def test_every_figure_of_small_data() -> None:
    """A triple of two graphs counts once in all, and in each graph."""
    said, ex = of(SMALL), "https://example.org/"
    totals = ("triples", "entities", "distinctSubjects", "distinctObjects", "classes", "properties")
    assert [count(said, THIS, V[name]) for name in totals] == [36, 12, 12, 33, 7, 16]
    assert partition(said, "class", "entities") == {
        DCT + "RightsStatement": 1,
        **{GCM + name: 1 for name in ("Document", "Forum", "Membership", "Review")},
        GCM + "Region": 3,
        GCM + "State": 2,
    }
    assert partition(said, "property", "triples") == {
        **{DCT + name: 1 for name in ("license", "rights", "source")},
        str(RDF.type): 10,
        "http://www.w3.org/2002/07/owl#deprecated": 1,
        **{str(SKOS[name]): 1 for name in ("broader", "exactMatch")},
        str(SKOS.note): 3,
        str(SKOS.prefLabel): 5,
        SCHEMA + "endDate": 1,
        SCHEMA + "sameAs": 2,
        SCHEMA + "startDate": 3,
        **{GCM + name: 1 for name in ("inRegion", "textOf")},
        **{GCM + name: 2 for name in ("m49", "number")},
    }
    assert graphs(said) == {"a": 28, "b": 9}
    assert linksets(said) == {
        (SCHEMA + "sameAs", "http://www.wikidata.org/entity/"): 1,
        (SCHEMA + "sameAs", "https://data.example.net/"): 1,
    }
    for thing in (DATASET, THIS):
        assert values(said, thing, DCTERMS.language) == {
            f"{EU}language/{code}" for code in ("ENG", "QUC", "SPA", "TLH", "UND")
        }
        assert values(said, thing, DCTERMS.spatial) == {ex + "region", f"{EU}continent/AMERICA"}
    assert values(said, THIS, PROV.wasDerivedFrom) == {ex + "document", ex + "page"}
    assert values(said, URIRef(f"{DATASET}#rights"), RDFS.seeAlso) == {
        *(str(CC_BY), ex + "theirs", f"{THIS}/LICENSE-DATA")
    }
    assert set(said.objects(CC_BY, RDF.type)) == {DCTERMS.LicenseDocument}
    assert values(said, THIS, V.exampleResource) == {
        ex + name for name in ("document", "first", "membership", "second", "state")
    }
    period = only(said, THIS, DCTERMS.temporal)
    assert only(said, period, D.startDate) == Literal(
        "2023-02", datatype=URIRef(XSD + "gYearMonth")
    )
    assert only(said, period, D.endDate) == Literal("2024", datatype=URIRef(XSD + "gYear"))


def test_data_of_nothing_have_no_figures_but_zeros() -> None:
    said = of("")
    assert [count(said, THIS, V[name]) for name in ("triples", "entities", "classes")] == [0, 0, 0]
    for name in (DCTERMS.temporal, DCTERMS.spatial, DCTERMS.language, V.subset, V.classPartition):
        assert values(said, THIS, name) == set()


def test_the_figures_of_the_shipped_data_are_those_of_a_plain_count(said: rdflib.Graph) -> None:
    """Not by SPARQL, nor by an engine: of the terms as they are written."""
    found = [
        tuple(map(str, (one.subject, one.predicate, one.object, one.graph_name)))
        for one in ox.parse(quads(), format=ox.RdfFormat.N_QUADS)
    ]
    whole = {one[:3] for one in found}
    kinds = Counter(thing for _, name, thing in whole if name == f"<{RDF.type}>")
    totals = {
        "triples": len(whole),
        "entities": len({one[0] for one in whole}),
        "distinctSubjects": len({one[0] for one in whole}),
        "distinctObjects": len({one[2] for one in whole}),
        "classes": len(kinds),
        "properties": len({one[1] for one in whole}),
    }
    assert {name: count(said, THIS, V[name]) for name in totals} == totals
    assert partition(said, "class", "entities") == {name[1:-1]: n for name, n in kinds.items()}
    names = Counter(name[1:-1] for _, name, _ in whole)
    assert partition(said, "property", "triples") == names
    assert graphs(said) == Counter(one[3][1:-1].removeprefix(GRAPH) for one in found)
    for (name, space), links in linksets(said).items():
        assert links == sum(
            one[1] == f"<{name}>" and one[2].startswith(f"<{space}") for one in whole
        )
    assert {name for name, _ in linksets(said)} == {
        *(SCHEMA + "sameAs", DCT + "subject", str(SKOS.relatedMatch))
    }
    for text in said.objects(THIS, DCTERMS.description):
        for number in (len(whole), totals["entities"], len(graphs(said))):
            assert f" {number} " in str(text)
    assert len(values(said, THIS, V.exampleResource)) == 15


def test_a_construct_that_is_wrong_is_named(tmp_path: Path) -> None:
    for name in ("ontology", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    file = tmp_path / "queries" / "dataset" / "totals.rq"
    file.write_text("CONSTRUCT {\n", encoding="utf-8")
    with pytest.raises(RunError) as caught:
        describe(Layout(tmp_path), release(), b"")
    assert (caught.value.message.english, caught.value.file) == (
        ("not valid SPARQL: {reason}"),
        file,
    )
