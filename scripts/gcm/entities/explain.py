"""The reason for a triple: the graph that asserts it, or the rule and premises that imply it."""

from __future__ import annotations

from typing import NamedTuple

from gcm.core.errors import UsageError, as_language, as_text, did_you_mean
from gcm.core.language import Lang
from gcm.core.layout import Layout
from gcm.core.namespaces import OWL, RDF
from gcm.core.similarity import nearest, plain
from gcm.entities.lookup import find, only
from gcm.entities.reading import GraphReader, Proof
from gcm.entities.terms import terms
from gcm.graph.open import Source
from gcm.inference.explanation import Derivation, Explainer
from gcm.inference.rules import MEANINGS
from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple, term_text

_PROPERTIES = (OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property")


_LITERAL = """
SELECT ?thing ?property ?wanted ?value
WHERE { ?thing ?property ?value . FILTER(ISLITERAL(?value) && LCASE(STR(?value)) = LCASE(?wanted)) }
ORDER BY ?value
LIMIT 1
"""


class Explanation(NamedTuple):
    """A triple in words and in IRIs, with its reason.

    Args:
        words: the labels of subject, property and object.
        triple: their IRIs; the text of a literal.
        file: the file that asserts it, below the root; empty if it is inferred.
        rule: the OWL 2 RL rule that infers it, such as `prp-spo2`; empty if it is asserted.
        meaning: the meaning of the rule.
        proofs: the quotes and pages that support an asserted triple of a fact.
        premises: the explanations of the premises.
    """

    words: tuple[str, str, str]
    triple: tuple[str, str, str]
    file: str
    rule: str
    meaning: str
    proofs: list[Proof]
    premises: list[Explanation]

    def __repr__(self) -> str:
        return f"<Explanation {' — '.join(self.words)}: {self.rule or self.file}>"


def explain(
    source: Source, subject: str, predicate: str, value: str, *, lang: Lang = "en"
) -> Explanation:
    """Explain a triple of the graph.

    Args:
        subject: as for `describe`: a code, acronym, label, local name, prefixed name or IRI.
        predicate: a property, named likewise; `a` is `rdf:type`.
        value: another entity, a class, or a text or number that the property has there.
        lang: the language of labels.

    Raises:
        UsageError: a name fits nothing or several things, the graph does not hold the triple, or
            is at an endpoint.
        RunError, Problems: files that cannot be read or parsed, or that contradict one another.
    """
    graph, lang = source.local, as_language(lang)
    thing = NamedNode(only(graph, subject, lang))
    named = NamedNode(_property(source, predicate, lang))
    literal = graph.bindings(
        _LITERAL, thing=thing, property=named, wanted=Literal(as_text(value).strip())
    )
    object_ = literal[0]["value"] if literal else NamedNode(only(graph, value, lang))
    reader = GraphReader(graph, lang)
    triple = Triple(thing, named, object_)
    step = Explainer(graph.bindings, graph.asserting).explain(triple)
    if step is None:
        words = " — ".join(_words(term, reader) for term in triple)
        raise UsageError(
            "the graph neither asserts nor infers this: {triple}. That it does not say so is not "
            "that it says no.",
            triple=words,
        )
    return _explanation(step, reader, source.layout, lang)


def _property(source: Source, name: str, lang: Lang) -> str:
    """Return the IRI of the property with a name, ours or another vocabulary's."""
    if name == "a":
        return RDF + "type"
    for kind in _PROPERTIES:
        matches = find(source.graph, name, kind, anywhere=True)
        if len(matches) == 1:
            return matches[0].iri
    properties = (term for term in terms(source, lang=lang) if not term.is_class)
    known = [name for term in properties for name in (term.name.partition(":")[2], term.label)]
    near = nearest(name, known, 5)
    near += [one for one in known if plain(name) in plain(one) and one not in near][:5]
    raise UsageError(
        "no property is called “{name}”; `gcm describe THING` shows those of a thing.{near}",
        name=name,
        near=did_you_mean(near),
    )


def _explanation(step: Derivation, reader: GraphReader, layout: Layout, lang: Lang) -> Explanation:
    first, second, third = (_words(term, reader) for term in step.triple)
    subject, predicate, value = map(term_text, step.triple)
    return Explanation(
        words=(first, second, third),
        triple=(subject, predicate, value),
        file=layout.file_of(step.graph) if step.graph else "",
        rule=step.rule,
        meaning=MEANINGS[step.rule].text(lang) if step.rule else "",
        proofs=reader.proofs(subject) if step.graph else [],
        premises=[_explanation(premise, reader, layout, lang) for premise in step.premises],
    )


def _words(term: Term, reader: GraphReader) -> str:
    return reader.label(term.value) if isinstance(term, NamedNode) else str(term)
