"""Advice on literals: SHACL 4.1.2, 4.3, 4.4.3, 4.4.4, 4.5.3 and 4.6.3."""

from __future__ import annotations

from collections.abc import Callable

from gcm.core.language import Message, msg
from gcm.core.namespaces import RDF, SH
from gcm.rdf.oxigraph import Literal, NamedNode, term_text
from gcm.turtle.written_terms import (
    ADVICE_LANGUAGE,
    ADVICE_LANGUAGE_NEAR,
    ADVICE_TEXT,
    DID_YOU_MEAN,
    list_of,
)
from gcm.validation.advice.case import NONE, Advice, Case, one_line
from gcm.validation.advice.lexical import EXAMPLES, languages_like, like_pattern, like_type


def datatype(case: Case) -> Advice:
    """Advise on 4.1.2: the same value in the required datatype."""
    return _as_one_of(case, [term_text(term) for term in case.parameter("datatype")])


def choice_of_datatypes(case: Case) -> Advice:
    """Advise on 4.6.3: the same value in one of the datatypes, if the choice is between
    datatypes.
    """
    shapes = [item for head in case.parameter("or") for item in case.shapes.items(head)]
    return _as_one_of(case, [one for s in shapes for one in case.shapes.names(s, SH + "datatype")])


def _as_one_of(case: Case, datatypes: list[str]) -> Advice:
    value = case.value
    if not datatypes or not isinstance(value, Literal):
        return one_line(ADVICE_TEXT) if datatypes else NONE
    if datatypes == [RDF + "langString"]:
        return one_line(ADVICE_LANGUAGE)
    wanted = ", ".join(case.write(one) for one in datatypes)
    for datatype in datatypes:
        lexical, sure = like_type(value.value, datatype)
        fits = Literal(lexical, datatype=NamedNode(datatype))
        if not lexical or fits == value:
            continue
        mended = case.write(fits)
        if not sure:
            day_first = msg("If {value} has the day first, write {written}.")
            return one_line(day_first, value=Literal(value.value), written=mended)
        return one_line(DID_YOU_MEAN, case.replacing(fits), near=mended)
    examples = [
        case.write(Literal(EXAMPLES[one], datatype=NamedNode(one)))
        for one in datatypes
        if one in EXAMPLES
    ]
    if value.datatype.value in datatypes and examples:
        return one_line(
            msg("“{value}” is not a valid {wanted}; for example: {example}."),
            value=value.value,
            wanted=wanted,
            example=", ".join(examples),
        )
    return one_line(
        msg("Expected a value of the datatype {wanted}; this one has {found}."),
        wanted=wanted,
        found=case.write(value.datatype),
    )


def pattern(case: Case) -> Advice:
    """Advise on 4.4.3: the same text in the case, or without the spaces, that the pattern
    demands.
    """
    value = case.value
    if not isinstance(value, Literal):
        return NONE
    for one in case.parameter("pattern"):
        if lexical := like_pattern(value.value, term_text(one)):
            if value.language:
                mended = Literal(lexical, language=value.language)
            else:
                mended = Literal(lexical, datatype=value.datatype)
            return one_line(DID_YOU_MEAN, case.replacing(mended), near=case.write(mended))
    return NONE


def language_in(case: Case) -> Advice:
    """Advise on 4.4.4: the language that a tag was meant to be."""
    allowed = [tag for head in case.parameter("languageIn") for tag in case.shapes.items(head)]
    value = case.value
    if not isinstance(value, Literal):
        return NONE
    if not value.language:
        return one_line(ADVICE_LANGUAGE)
    for near in languages_like(value.language, allowed)[:1]:
        mended = Literal(value.value, language=near)
        mend = case.replacing(mended)
        return one_line(ADVICE_LANGUAGE_NEAR, mend, near=near, tag=value.language)
    return Advice([list_of(f"@{tag}" for tag in allowed)])


def bound(name: str, message: Message) -> Callable[[Case], Advice]:
    """Advise on 4.3: the bound of values, which `message` words from the parameter `name`."""

    def advice(case: Case) -> Advice:
        return Advice([message.texts(value=case.write(one)) for one in case.parameter(name)])

    return advice


def less_than(case: Case) -> Advice:
    """Advise on 4.5.3: the two values that may be swapped."""
    path = case.parameter("lessThan") or case.parameter("lessThanOrEquals")
    later = [one for p in path for one in case.data.values(case.result.focus, term_text(p))]
    if not case.value or not later:
        return NONE
    return one_line(
        msg("{first} must come before {second}: are the two values swapped?"),
        first=case.write(case.value),
        second=case.write(later[0]),
    )
