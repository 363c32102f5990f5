"""Undefined terms in documents and queries: of our vocabularies, and of others in use."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from gcm.core.errors import did_you_mean
from gcm.core.language import Text, msg
from gcm.core.layout import Layout
from gcm.core.namespaces import GCM, RDF, SCHEMA, SH, VOCAB, XSD, shorten
from gcm.core.rule_messages import RULES
from gcm.core.similarity import NearIris, split_iri
from gcm.findings.finding import Finding
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple, cell, term_text
from gcm.sparql.tokens import iris
from gcm.turtle.document import Document, read_documents
from gcm.turtle.locate import Locator, Place
from gcm.turtle.written_terms import DID_YOU_MEAN, differences, written

_A = NamedNode(RDF + "type")
# Both are lists in their specifications; no file of the graph names all their terms.
_XSD = """
anyAtomicType anySimpleType
anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration
float gDay gMonth gMonthDay gYear gYearMonth hexBinary int integer language long Name NCName
negativeInteger NMTOKEN nonNegativeInteger nonPositiveInteger normalizedString positiveInteger short
string time token unsignedByte unsignedInt unsignedLong unsignedShort yearMonthDuration
"""
_DATATYPES = {XSD + name for name in _XSD.split()}
_RDF = {
    RDF + name
    for name in ("dirLangString", "first", "HTML", "JSON", "langString", "nil", "reifies", "rest")
} | {RDF + name for name in ("type", "value", "XMLLiteral")}
_GROWING = {SCHEMA, "http://www.w3.org/ns/dcat#"}  # lists of their terms are soon out of date


class Terms:
    """The terms defined by the ontology, by the labels of reused terms and by the shapes."""

    def __init__(self, ontology: Iterable[Document], shapes: TripleIndex) -> None:
        paths = {path for shape in shapes.things() for path in shapes.names(shape, SH + "path")}
        # Terms of vocabularies that only the shapes use, such as those that describe a release.
        asked = {one for kind in ("targetClass", "class") for one in shapes.anywhere(SH + kind)}
        used = {term for term in {*paths, *asked} if not term.startswith("_:")}
        defined = {term_text(t.subject) for document in ontology for t in document.triples}
        self.known = frozenset({*defined, *used, *_DATATYPES, *_RDF})
        self._by_capital = {
            capital: tuple(sorted(one for one in self.known if _is_capital(one) is capital))
            for capital in (False, True)
        }
        self.near = NearIris()
        self._namespaces = {split_iri(term)[0] for term in self.known} - {""}
        self._nearly = set(map(_bare, self._namespaces)) - {""}

    def alike(self, term: str) -> tuple[str, ...]:
        """Return the known terms for the same position: by custom, classes have a capital."""
        return self._by_capital[_is_capital(term)]

    def nearest(self, term: str) -> str:
        """Return the known term, or term of its vocabulary, that was probably meant; or nothing."""
        from gcm.rdf.rdflib_bridge import terms_of_others  # late, as in `unknown`

        if near := self.near.find(term, self.alike(term)):
            return near
        others = terms_of_others(split_iri(term)[0])
        alike = [one for one in others if _is_capital(one) is _is_capital(term)]
        return self.near.find(term, alike)

    def unknown(self, term: str) -> bool:
        """Return whether a term in one of these namespaces is not defined there."""
        namespace = split_iri(term)[0]
        if term in self.known:
            return False
        if namespace not in self._namespaces:  # a typing error in a namespace, if it is alike
            return _bare(namespace) in self._nearly
        if namespace == GCM:
            return True
        from gcm.rdf.rdflib_bridge import defined_by_others  # late: a term is rarely in doubt

        found = None if namespace in _GROWING else defined_by_others(term, namespace)
        # For a vocabulary without a full list, only apparent misspellings are reported.
        return bool(self.near.find(term, self.alike(term))) if found is None else not found


def _bare(namespace: str) -> str:
    """Return a namespace without what is often mistyped: scheme, `www.`, case, its last letter."""
    return re.sub(r"^https?://(?:www\.)?|[#/]+$", "", namespace.lower())


def _is_capital(term: str) -> bool:
    return split_iri(term)[1][:1].isupper()


class TermChecker:
    """A search for undefined properties, classes and datatypes in documents."""

    def __init__(
        self,
        terms: Terms,
        register: Mapping[str, str],
        owner: Callable[[str], str],
        locator: Locator,
    ) -> None:
        """Prepare to check against the defined terms.

        Args:
            terms: the defined terms.
            register: prefix to namespace.
            owner: a function that returns the named node whose description contains a blank node.
            locator: the locator of the documents.
        """
        self._terms, self._register, self._owner = terms, register, owner
        self._locator = locator
        self._unknown: dict[NamedNode, bool] = {}

    def findings(self, document: Document) -> Iterator[Finding]:
        """Yield each undefined term of a document, once for each entity it is on."""
        said: set[tuple[str, str]] = set()
        locator = self._locator.within([document])
        prefixes = {**self._register, **document.prefixes}
        for triple in document.triples:
            for term in self._unknown_in(triple):
                if (term_text(triple.subject), term) not in said:
                    said.add((term_text(triple.subject), term))
                    yield self._finding(document, triple, term, locator, prefixes)

    def _unknown_in(self, triple: Triple) -> list[str]:
        """List the undefined terms of a triple: its property, its class or its datatype."""
        predicate, value = triple.predicate, triple.object
        terms = [predicate]
        if isinstance(value, Literal):
            terms.append(value.datatype)
        elif predicate == _A and isinstance(value, NamedNode):
            terms.append(value)
        known = self._unknown
        for term in terms:
            if term not in known:
                known[term] = self._terms.unknown(term.value)
        return [term.value for term in terms if known[term]]

    def _finding(
        self,
        document: Document,
        triple: Triple,
        term: str,
        locator: Locator,
        prefixes: Mapping[str, str],
    ) -> Finding:
        near = self._terms.nearest(term)
        name, vocabulary = written(term, prefixes), split_iri(term)[0]
        if vocabulary == GCM:
            message = msg("{term} is not defined in the ontology.").texts(term=name)
        else:
            message = msg("{term} is not a term of {vocabulary} known to this tool.").texts(
                term=name, vocabulary=f"<{vocabulary}>"
            )
        place, exact = self._place(document, triple, term, locator)
        return Finding(
            message,
            *place,
            thing=term_text(triple.subject),
            path=triple.predicate.value,
            value=cell(triple.object),
            why=RULES["term"].why.texts(),
            advice=(DID_YOU_MEAN.texts(near=written(near, prefixes)), *differences(term, near))
            if near
            else (),
            replacement=_fixed(document, triple, term, near) if exact else "",
            rule="term",
        )

    def _place(
        self, document: Document, triple: Triple, term: str, locator: Locator
    ) -> tuple[Place, bool]:
        """Return the place of the term, and whether the place is exactly that of the term."""
        thing, path = self._owner(term_text(triple.subject)), triple.predicate.value
        if term == path:
            place = locator.predicate(thing, path)
            return (place, True) if place.file else (Place(document.file, None, None, ""), False)
        place = locator.value(thing, path, triple.object)
        if place.file:
            return place, True
        place = locator.find(thing, path, triple.object)
        return (place if place.file else Place(document.file, None, None, "")), False


def _fixed(document: Document, triple: Triple, term: str, near: str) -> str:
    """Return the text to write instead of a term; empty if that is unknown."""
    if not near or document.form == "jsonld":
        return ""
    fixed: Term | str = near
    if isinstance(triple.object, Literal) and term != triple.predicate.value:
        fixed = Literal(triple.object.value, datatype=NamedNode(near))
    return written(fixed, document.prefixes, document.form)


def wrong_prefixes(documents: Iterable[Document], register: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each prefix with another namespace in a document than in the register."""
    for document in documents:
        for name, here in document.prefixes.items():
            there = register.get(name, here)
            if here == there:
                continue
            declared = re.compile(rf"(?i:prefix)\s+{re.escape(name)}:\s*(?=<)")
            starts = [match.end() for match in declared.finditer(document.text)]
            if not starts:
                continue
            start = starts[-1]  # of several declarations the last applies to the text below it
            line = document.text.count("\n", 0, start) + 1
            column = start - document.text.rfind("\n", 0, start)
            yield Finding(
                msg(
                    "The prefix {name}: stands for {here} in this file, but for {there} in "
                    "the register."
                ).texts(name=name, here=f"<{here}>", there=f"<{there}>"),
                *Place(document.file, line, column, f"<{here}>"),
                thing=here,
                why=RULES["prefix"].why.texts(),
                advice=(DID_YOU_MEAN.texts(near=f"<{there}>"), *differences(here, there)),
                replacement=f"<{there}>",
                rule="prefix",
            )


def undefined_in(text: str, prefixes: Mapping[str, str], layout: Layout) -> list[Text]:
    """A sentence for each term of a query that its vocabulary lacks, with the nearest one.

    The concepts of our own vocabularies are things of the graph: see `gcm.entities.lookup.lacking`.

    Args:
        text: the query.
        prefixes: what it may use without declaring it.
        layout: the root whose ontology and shapes say what is defined.
    """
    ontology, _ = read_documents(layout.ontology())
    shapes, _ = read_documents(layout.shapes())
    terms = Terms(ontology, TripleIndex(one for document in shapes for one in document.triples))
    found = []
    named = (iri for iri in iris(text, prefixes) if not iri.startswith(VOCAB))
    for iri in filter(terms.unknown, named):
        near = terms.nearest(iri)
        proposed = did_you_mean([shorten(near, prefixes)] if near else ())
        message = msg("The query gives nothing, and nobody defined {term}.{near}")
        found.append(message.texts(term=shorten(iri, prefixes), near=proposed))
    return found
