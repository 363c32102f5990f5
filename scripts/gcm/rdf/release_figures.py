"""The figures of a release by VoID (https://www.w3.org/TR/void/, sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gcm.core.iris import release_file_iri, release_iri, release_part_iri
from gcm.core.messages import LANGS
from gcm.core.model import Text
from gcm.core.namespaces import DCT, GCM, GRAPH, VOID, XSD, shorten
from gcm.core.near import split_iri
from gcm.core.release import Release
from gcm.rdf.describer import Describer
from gcm.rdf.dump import graph_file
from gcm.rdf.linked_datasets import dataset_label
from gcm.rdf.said import Said
from gcm.rdf.statistics import Statistics

# The kinds of thing that people come for: of each one example.
_MAIN_KINDS = (
    *("Agency", "Assertion", "Body", "Designation", "Document", "Forum", "Meeting", "Membership"),
    *("Objective", "Participation", "Principle", "Review", "State", "VoteRecord", "VotingEvent"),
)


def describe_figures(
    to: Describer,
    release: Release,
    figures: Statistics,
    definitions: Said,
    prefixes: Mapping[str, str],
) -> None:
    """Describe how much of what a release holds.

    Args:
        to: gathers the triples.
        release: the release with its files.
        figures: those of its data.
        definitions: the ontology, which has the labels of classes and properties.
        prefixes: the register, which names those that have no label.
    """
    dataset = release_iri(release.version)
    totals = {
        "triples": figures.triples,
        "entities": figures.entities,
        "distinctSubjects": figures.subjects,
        "distinctObjects": figures.objects,
        "classes": len(figures.classes),
        "properties": len(figures.properties),
    }
    for name, count in totals.items():
        to.value(dataset, VOID + name, count)
    examples = [figures.examples.get(GCM + kind) for kind in _MAIN_KINDS]
    to.link(dataset, VOID + "exampleResource", *filter(None, examples))
    to.link(dataset, VOID + "vocabulary", *vocabularies(figures))
    for iri, count in figures.classes.items():
        _partition(to, release, "class", _term(iri, definitions, prefixes), count)
    for iri, count in figures.properties.items():
        _partition(to, release, "property", _term(iri, definitions, prefixes), count)
    for graph, count in figures.graphs.items():
        _graph(to, release, graph, count)
    for (predicate, namespace), count in figures.links.items():
        _links(to, release, _term(predicate, definitions, prefixes), namespace, count)


def vocabularies(figures: Statistics) -> list[str]:
    """The vocabularies that classes and properties are of: section 4.3.

    Each by its namespace; ours by its ontology, which the namespace is made from.
    """
    spaces = {split_iri(term)[0] for term in (*figures.classes, *figures.properties)}
    return sorted({GCM.removesuffix("#") if space == GCM else space for space in spaces} - {""})


class _Term(NamedTuple):
    """A class or a property: its IRI, its prefixed name, which is as unique, and its label."""

    iri: str
    name: str
    label: Text


def _term(iri: str, definitions: Said, prefixes: Mapping[str, str]) -> _Term:
    name = shorten(iri, prefixes)
    label = definitions.label(iri)
    return _Term(iri, name, {lang: label.get(lang, name) for lang in LANGS})


def _partition(to: Describer, release: Release, kind: str, term: _Term, count: int) -> None:
    """Section 4.5: the things of a class, or the triples of a property."""
    texts: dict[str, Text] = {
        "class": {"en": "Things of the class “{}”", "es": "Cosas de la clase «{}»"},
        "property": {
            "en": "Triples with the property “{}”",
            "es": "Tripletas con la propiedad «{}»",
        },
    }
    label: Text = {lang: text.format(term.label[lang]) for lang, text in texts[kind].items()}
    node = to.node(_part(release, f"{kind}/{term.name}"), VOID + "Dataset", label)
    to.link(release_iri(release.version), f"{VOID}{kind}Partition", node)
    to.link(node, VOID + kind, term.iri)
    to.value(node, VOID + ("entities" if kind == "class" else "triples"), count)


def _graph(to: Describer, release: Release, graph: str, count: int) -> None:
    """Section 4.4: a named graph as it is in this release."""
    name = graph.removeprefix(GRAPH)
    # What is not ours has an IRI of another form, and a graph's IRI is escaped already.
    is_ours = graph != name
    node = f"{release_iri(release.version)}#graph/{name}" if is_ours else _part(release, graph)
    label: Text = {"en": f"The named graph {name}", "es": f"El grafo con nombre {name}"}
    to.node(node, VOID + "Dataset", label)
    to.texts(node, DCT + "title", label)
    to.link(release_iri(release.version), VOID + "subset", node)
    to.link(node, DCT + "isVersionOf", graph)
    to.value(node, VOID + "triples", count)
    path = graph_file(graph)
    if path in {file.path for file in release.files}:
        to.link(node, VOID + "dataDump", release_file_iri(release.version, path))


def _links(to: Describer, release: Release, term: _Term, namespace: str, count: int) -> None:
    """Section 5: the links of one kind to one dataset of others."""
    label = dataset_label(namespace)
    target = to.node(_part(release, f"linked/{namespace}"), VOID + "Dataset", label)
    to.texts(target, DCT + "title", label)
    to.value(target, VOID + "uriSpace", namespace, XSD + "string")
    linkset = _part(release, f"links/{term.name}/{namespace}")
    to.node(
        linkset,
        VOID + "Linkset",
        {
            "en": f"Links to {label['en']} by “{term.label['en']}”",
            "es": f"Vínculos con {label['es']} por «{term.label['es']}»",
        },
    )
    dataset = release_iri(release.version)
    to.link(dataset, VOID + "subset", linkset)
    to.link(linkset, VOID + "subjectsTarget", dataset)
    to.link(linkset, VOID + "objectsTarget", target)
    to.link(linkset, VOID + "linkPredicate", term.iri)
    to.value(linkset, VOID + "triples", count)


def _part(release: Release, name: str) -> str:
    return release_part_iri(release.version, name)
