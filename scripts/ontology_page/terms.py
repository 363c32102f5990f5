"""Read what the page and the diagram show: the terms of the ontology, module by module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.namespaces import DCT, GCM, OWL, RDF, RDFS, SH, SKOS, shorten
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Term, Triple
from gcm.turtle.parse import parse_all, parse_turtle, read_prefixes

LANGUAGES = ("en", "es")
# More classes than these are not worth naming: the property may stand on anything.
_MOST_USERS = 4
_KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "link",
    OWL + "DatatypeProperty": "value",
}
# In reading order; a module of another name comes last.
_MODULES = ("agents", "events", "statements", "votes", "evidence", "questions")


@dataclass(frozen=True)
class Concept:
    """A concept of a closed vocabulary, or the vocabulary itself."""

    iri: str
    labels: tuple[str, ...]  # English, Spanish
    definitions: tuple[str, ...] = ()
    members: tuple[Concept, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A class or a property of the ontology."""

    iri: str
    kind: str  # class, link (to a thing) or value
    labels: tuple[str, ...]  # English, Spanish; as the texts below
    definitions: tuple[str, ...]
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    above: tuple[str, ...]  # IRIs of superclasses or superproperties
    domain: tuple[str, ...]  # IRIs of classes
    by_shapes: bool  # the domain is left open: the classes are those whose shapes use it
    range: tuple[str, ...]
    inverse: tuple[str, ...]
    chain: tuple[str, ...]  # IRIs of the properties that, one after another, imply this one
    traits: tuple[str, ...]  # further OWL types, such as owl:FunctionalProperty
    aligned: tuple[tuple[str, str], ...]  # predicate and IRI, from ontology/alignments
    concepts: tuple[Concept, ...]

    @property
    def name(self) -> str:
        """The name after `gcm:`."""
        return self.iri.removeprefix(GCM)


@dataclass(frozen=True)
class Module:
    """A file of the ontology."""

    file: str  # its path below ontology/
    titles: tuple[str, ...]  # English, Spanish
    about: tuple[str, ...]
    entries: tuple[Entry, ...]
    apart: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # labels and IRIs: disjoint classes


@dataclass(frozen=True)
class Ontology:
    """All modules in reading order, and the vocabularies that no class has."""

    prefixes: dict[str, str]
    titles: tuple[str, ...]
    about: tuple[str, ...]
    modules: tuple[Module, ...]
    vocabularies: tuple[Concept, ...]
    entries: dict[str, Entry] = field(init=False)  # by IRI

    def __post_init__(self) -> None:
        found = {entry.iri: entry for module in self.modules for entry in module.entries}
        object.__setattr__(self, "entries", found)

    def below(self, iri: str) -> list[Entry]:
        """The classes or properties just below one, in the order of the files."""
        return [entry for entry in self.entries.values() if iri in entry.above]

    def properties(self, iri: str) -> list[Entry]:
        """The properties that a class bears itself, not by a class above it."""
        return [entry for entry in self.entries.values() if iri in entry.domain]

    def shorten(self, iri: str) -> str:
        """The prefixed name; of a term of the ontology, the bare name."""
        return iri.removeprefix(GCM) if iri in self.entries else shorten(iri, self.prefixes)


def read_ontology(layout: Layout) -> Ontology:
    """Read every module, vocabulary, alignment and shape below a root.

    A module is a file below ontology/, whatever its name, that says what a term of ours is. It
    begins with its title and what it is about, a line of comment for each language.

    Raises:
        Problems: files that cannot be read or parsed.
    """
    reader = _Reader(layout)
    modules = [found for file in reader.files if (found := reader.module(file)).entries]
    order = {name: place for place, name in enumerate(_MODULES)}
    modules.sort(key=lambda module: order.get(Path(module.file).stem, len(order)))
    taken = {
        concept.iri for module in modules for entry in module.entries for concept in entry.concepts
    }
    head = NamedNode(GCM.removesuffix("#"))
    return Ontology(
        read_prefixes(layout),
        reader.graph.texts(head, DCT + "title"),
        reader.graph.texts(head, DCT + "description"),
        tuple(modules),
        tuple(
            scheme
            for scheme in reader.schemes()
            if not taken.issuperset(member.iri for member in scheme.members)
        ),
    )


class _Index:
    """Triples by subject and predicate, in the order they were written."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._found: dict[Term, dict[str, list[Term]]] = {}
        for triple in triples:
            of = self._found.setdefault(triple.subject, {})
            of.setdefault(triple.predicate.value, []).append(triple.object)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._found)

    def predicates(self, subject: Term) -> dict[str, list[Term]]:
        return self._found.get(subject, {})

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        return self._found.get(subject, {}).get(predicate, [])

    def having(self, predicate: str, iri: str) -> list[Term]:
        return [s for s in self._found if NamedNode(iri) in self.objects(s, predicate)]

    def texts(self, subject: Term, predicate: str) -> tuple[str, ...]:
        """English first, then Spanish."""
        return tuple(
            found.value
            for language in LANGUAGES
            for found in self.objects(subject, predicate)
            if isinstance(found, Literal) and found.language == language
        )

    def items(self, head: Term) -> list[Term]:
        """The members of an RDF list."""
        found: list[Term] = []
        while first := self.objects(head, RDF + "first"):
            found += first
            head = self.objects(head, RDF + "rest")[0]
        return found

    def iris(self, subject: Term, predicate: str) -> tuple[str, ...]:
        """Named values; those of a union or a list one by one."""
        found: list[Term] = []
        for value in self.objects(subject, predicate):
            unions = self.objects(value, OWL + "unionOf") or [value]
            found += [item for head in unions for item in self.items(head) or [head]]
        return tuple(value.value for value in found if isinstance(value, NamedNode))


class _Reader:
    """What is read once for all modules."""

    def __init__(self, layout: Layout) -> None:
        self._folder = layout.root / "ontology"
        apart = layout.alignments()
        self.files = [
            file for file in layout.turtle() if self._folder in file.parents and file not in apart
        ]
        self.graph = _Index(parse_all(self.files))
        self._alignments = _Index(parse_all(apart))
        self._users: dict[str, list[str]] = {}
        shapes = _Index(parse_all(layout.shapes()))
        for shape in shapes:
            for part in shapes.objects(shape, SH + "property"):
                for path in shapes.iris(part, SH + "path"):
                    users = self._users.setdefault(path, [])
                    users += [c for c in shapes.iris(shape, SH + "targetClass") if c not in users]

    def module(self, file: Path) -> Module:
        text = read_text(file)
        own = _Index(parse_turtle(text, file).triples)
        head = [line[2:].partition(": ") for line in text.splitlines() if line.startswith("# ")]
        entries = [self._entry(subject) for subject in own if isinstance(subject, NamedNode)]
        return Module(
            file.relative_to(self._folder).as_posix(),
            tuple(title for title, _, _ in head[: len(LANGUAGES)]),
            tuple(about for _, _, about in head[: len(LANGUAGES)]),
            tuple(entry for entry in entries if entry.kind and entry.iri.startswith(GCM)),
            tuple(
                (own.texts(subject, SKOS + "prefLabel"), own.iris(subject, OWL + "members"))
                for subject in own
                if isinstance(subject, BlankNode) and own.objects(subject, OWL + "members")
            ),
        )

    def _entry(self, term: NamedNode) -> Entry:
        graph = self.graph
        types = graph.iris(term, RDF + "type")
        domain, users = graph.iris(term, RDFS + "domain"), self._users.get(term.value, [])
        by_shapes = not domain and 0 < len(users) <= _MOST_USERS
        return Entry(
            term.value,
            next((_KINDS[kind] for kind in types if kind in _KINDS), ""),
            graph.texts(term, SKOS + "prefLabel"),
            graph.texts(term, SKOS + "definition"),
            graph.texts(term, SKOS + "example"),
            graph.texts(term, SKOS + "scopeNote") + graph.texts(term, RDFS + "comment"),
            graph.iris(term, RDFS + "subClassOf") + graph.iris(term, RDFS + "subPropertyOf"),
            tuple(sorted(users)) if by_shapes else domain,
            by_shapes,
            graph.iris(term, RDFS + "range"),
            graph.iris(term, OWL + "inverseOf"),
            graph.iris(term, OWL + "propertyChainAxiom"),
            tuple(kind for kind in types if kind not in _KINDS and kind.startswith(OWL)),
            tuple(
                (predicate, value.value)
                for predicate, values in self._alignments.predicates(term).items()
                for value in values
                if isinstance(value, NamedNode)
            ),
            tuple(map(self._concept, graph.having(RDF + "type", term.value))),
        )

    def _concept(self, subject: Term) -> Concept:
        labels = self.graph.texts(subject, SKOS + "prefLabel")
        assert isinstance(subject, NamedNode)
        return Concept(subject.value, labels, self.graph.texts(subject, SKOS + "definition"))

    def schemes(self) -> list[Concept]:
        """The vocabularies with their concepts."""
        found = []
        for subject in self.graph.having(RDF + "type", SKOS + "ConceptScheme"):
            scheme = self._concept(subject)
            members = map(self._concept, self.graph.having(SKOS + "inScheme", scheme.iri))
            found.append(Concept(scheme.iri, scheme.labels, scheme.definitions, tuple(members)))
        return found
