"""Advice on the kind of a value: SHACL 4.1.1, 4.1.3, 4.7.1, 4.8.2 and 4.8.3."""

from __future__ import annotations

from gcm.core.language import msg
from gcm.core.namespaces import RDF, SH
from gcm.rdf.oxigraph import Literal, NamedNode, term_text
from gcm.turtle.written_terms import ADVICE_TEXT
from gcm.validation.advice.case import NONE, Advice, Case, known_to, meant, offer

_IRI_WANTED = msg("Expected an IRI, not a quoted string.")


def in_list(case: Case) -> Advice:
    """Advise on 4.8.3: the most similar member of the list, else all of them."""
    known = known_to(
        case, lambda: (one for head in case.parameter("in") for one in case.shapes.items(head))
    )
    found = meant(case, known)
    if found.lines:
        return found
    return Advice([offer(case, known)])


def of_class(case: Case) -> Advice:
    """Advise on 4.1.1: the entity that was meant, or the class of the value."""
    (wanted,) = [term_text(term) for term in case.parameter("class")][:1] or [""]
    name, classes = case.value_name, case.data.names(case.value_name, RDF + "type")
    if classes:
        label = case.data.label(name) or case.write(name)
        said = {"value": case.write(name), "label": label, "found": case.label(classes[0])}
        return Advice(
            [
                msg(
                    "{value} (“{label}”) is of the class “{found}”; expected one of the "
                    "class “{wanted}”."
                ).texts(**said, wanted=case.label(wanted))
            ]
        )
    found = meant(case, known_to(case, lambda: case.data.instances(wanted)))
    if found.lines:
        return found
    if isinstance(case.value, Literal):
        return Advice([_IRI_WANTED.texts()])
    return Advice(
        [
            msg(
                "Nothing describes {value}: check how it is written or, if the thing "
                "is new, describe it in one of the files."
            ).texts(value=case.write(name))
        ]
    )


def node(case: Case) -> Advice:
    """Advise on 4.7.1: a similar entity that conforms to the shape of the value; else all."""
    known = known_to(case, lambda: _fitting(case))
    if not known.names:
        return NONE
    found = meant(case, known)
    return found if found.lines else Advice([offer(case, known)])


def _fitting(case: Case) -> list[str]:
    known: set[str] | None = None
    for shape in case.parameter("node"):
        for held in case.shapes.names(term_text(shape), SH + "property"):
            for path in case.shapes.names(held, SH + "path"):
                for needed in case.shapes.names(held, SH + "hasValue"):
                    having = set(case.data.having(path, needed))
                    known = having if known is None else known & having
    return sorted(known or ())


def node_kind(case: Case) -> Advice:
    """Advise on 4.1.3: an IRI instead of a text, or the other way round."""
    wanted = [term_text(term).removeprefix(SH) for term in case.parameter("nodeKind")]
    if wanted and wanted[0].endswith("Literal") and not isinstance(case.value, Literal):
        return Advice([ADVICE_TEXT.texts()])
    name = case.value_name
    if isinstance(case.value, Literal) and name.startswith(("http://", "https://")):
        try:
            iri = NamedNode(name)
        except ValueError:
            return Advice([_IRI_WANTED.texts()])
        return Advice([_IRI_WANTED.texts()], case.replacing(iri))
    known = known_to(case, lambda: (one for one in case.data.things() if one[:2] != "_:"))
    found = meant(case, known)
    return found if found.lines else Advice([_IRI_WANTED.texts()])


def has_value(case: Case) -> Advice:
    """Advise on 4.8.2: the required value, in place of the only one given."""
    values = case.parameter("hasValue")
    lines = [msg("Expected {value}.").texts(value=case.write(one)) for one in values]
    if len(values) == 1 == len(case.values):
        return Advice(lines, case.mended(values[0]), case.values[0][1])
    return Advice(lines)
