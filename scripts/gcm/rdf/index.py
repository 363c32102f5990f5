"""An index of triples by subject, predicate and object."""

from collections.abc import Iterable
from functools import cached_property

from gcm.core.language import LANGS, Text
from gcm.core.namespaces import RDF, RDFS, SKOS
from gcm.rdf.oxigraph import Literal, Term, Triple, term_text

_FIRST, _REST = RDF + "first", RDF + "rest"


class Lists:
    """The RDF lists of a graph, each read on demand: the tail of a list is a list too."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._firsts: dict[str, str] = {}
        self._rests: dict[str, str] = {}
        self._read: dict[str, list[str]] = {}
        for triple in triples:
            if triple.predicate.value == _FIRST:
                self._firsts[str(triple.subject)] = term_text(triple.object)
            elif triple.predicate.value == _REST:
                self._rests[str(triple.subject)] = str(triple.object)

    def members(self, start: str) -> list[str]:
        """List the members of the list that begins at a node; IRIs without brackets."""
        if start not in self._read:
            members: list[str] = []
            self._read[start] = members
            place = start
            while place in self._firsts and len(members) < len(self._firsts):
                members.append(self._firsts[place])
                place = self._rests.get(place, "")
        return self._read[start]


class TripleIndex:
    """An index of triples; nodes are named by their IRI without brackets, or `_:label`."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = list(triples)
        self._about: dict[str, dict[str, list[Term]]] = {}
        self._instances: dict[str, tuple[str, ...]] = {}
        self._having: dict[tuple[str, str], tuple[str, ...]] = {}
        for subject, predicate, value in self.triples:
            about = self._about.setdefault(term_text(subject), {})
            about.setdefault(predicate.value, []).append(value)

    def things(self) -> Iterable[str]:
        """Return all subjects, in the order of the triples."""
        return self._about

    def properties(self, thing: str) -> Iterable[str]:
        """Return the predicates of a subject."""
        return self._about.get(thing, {})

    def values(self, thing: str, predicate: str) -> list[Term]:
        """List the objects of a subject's property."""
        about = self._about.get(thing)
        return about.get(predicate, []) if about else []

    def names(self, thing: str, predicate: str) -> list[str]:
        """List the objects of a subject's property, each as its IRI or lexical form."""
        return [term_text(value) for value in self.values(thing, predicate)]

    def texts(self, thing: str, predicate: str) -> Text:
        """Return the first value of a property in each language of the tool."""
        found: Text = {}
        for value in self.values(thing, predicate):
            for lang in LANGS:
                if isinstance(value, Literal) and value.language == lang:
                    found.setdefault(lang, value.value)
        return found

    def label(self, thing: str) -> Text:
        """Return the label of a node in each language."""
        return self.texts(thing, SKOS + "prefLabel")

    def items(self, head: Term) -> list[str]:
        """List the members of an RDF list, each as its IRI or lexical form."""
        return list(self._lists.members(str(head)))

    def holders(self, value: str) -> list[tuple[str, str]]:
        """List the subjects with a given object, each with the predicate."""
        return self._holders.get(value, [])

    def having(self, predicate: str, value: str) -> tuple[str, ...]:
        """Return the subjects with a given value of a property."""
        key = predicate, value
        if key not in self._having:
            holders = self.holders(value)
            self._having[key] = tuple(thing for thing, said in holders if said == predicate)
        return self._having[key]

    def anywhere(self, predicate: str) -> frozenset[str]:
        """Return all values of a property, each as its IRI or lexical form."""
        return self._anywhere.get(predicate, frozenset())

    def narrower(self, of_class: str) -> set[str]:
        """Return a class and its subclasses."""
        found, waiting = set[str](), [of_class]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.having(RDFS + "subClassOf", one)
        return found

    def instances(self, of_class: str) -> tuple[str, ...]:
        """Return the instances of a class and its subclasses."""
        if of_class not in self._instances:
            below = sorted(self.narrower(of_class))
            found = [thing for one in below for thing in self.having(RDF + "type", one)]
            self._instances[of_class] = tuple(found)
        return self._instances[of_class]

    @cached_property
    def _holders(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, value in self.triples:
            if not isinstance(value, Literal):
                found.setdefault(term_text(value), []).append((term_text(subject), predicate.value))
        return found

    @cached_property
    def _anywhere(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for _, predicate, value in self.triples:
            found.setdefault(predicate.value, set()).add(term_text(value))
        return {predicate: frozenset(values) for predicate, values in found.items()}

    @cached_property
    def _lists(self) -> Lists:
        return Lists(self.triples)
