"""Advice on numbers of values, and on properties: SHACL 4.2, 4.4.5, 4.7.3, 4.8.1."""

import re
from collections import Counter

from gcm.core.display import from_here
from gcm.core.language import LANGS, Text, msg
from gcm.core.namespaces import RDF, SH
from gcm.rdf.oxigraph import Literal, NamedNode, Term, term_text
from gcm.turtle.locate import Place
from gcm.turtle.written_terms import ADVICE_LANGUAGE, ADVICE_LANGUAGE_NEAR, DID_YOU_MEAN
from gcm.validation.advice.case import NONE, Advice, Case, one_line
from gcm.validation.advice.literals import EXAMPLES, languages_like

_ADVICE_ADD = msg("Add a line such as: {line}")

_MOST_SHOWN = 5
_TAG_INSIDE = re.compile(r"(.*)@([A-Za-z]{2,3})", re.DOTALL)


def closed(case: Case) -> Advice:
    """Advise on 4.8.1: a similar property, the place where it belongs, or the allowed ones."""
    path, shape = case.result.path, case.result.shape
    held = case.shapes.names(shape, SH + "property")
    allowed = [path for one in held for path in case.shapes.names(one, SH + "path")]
    for head in case.shapes.values(shape, SH + "ignoredProperties"):
        allowed += case.shapes.items(head)
    allowed = [one for one in allowed if not one.startswith("_:")]
    if near := case.near.find(path, allowed):
        place = case.locator.predicate(case.result.focus, path)
        fixed = case.fixed(near) if place == case.place else ""
        return one_line(DID_YOU_MEAN, fixed, near=case.write(near))
    lines = []
    holders = [
        term
        for one in case.shapes.having(SH + "path", path)
        for holder in case.shapes.having(SH + "property", one)
        for term in case.shapes.names(holder, SH + "targetClass")
    ]
    if holders:
        classes = ", ".join(sorted({case.write(one) for one in holders}))
        lines.append(
            msg("{term} belongs on a thing of this class: {classes}.").texts(
                term=case.write(path), classes=classes
            )
        )
    known = ", ".join(sorted({case.write(one) for one in allowed} - {case.write(RDF + "type")}))
    return Advice([*lines, msg("A thing of this class takes: {known}.").texts(known=known)])


def too_many(case: Case) -> Advice:
    """Advise on 4.2.2 and 4.7.3: the place of each value, or of each description of the node."""
    advice = _each(case, case.values)
    file = case.document.file if case.document else None
    starts = case.locator.starts(case.result.focus, file) if file else []
    if len(starts) > 1:
        lines = ", ".join(map(str, starts))
        return advice._replace(
            lines=[
                msg(
                    "This thing is described in several blocks (lines {lines}): was one "
                    "copied, and its IRI not changed?"
                ).texts(lines=lines),
                *advice.lines,
            ]
        )
    return advice


def same_language(case: Case) -> Advice:
    """Advise on 4.4.5: the place of each value that shares its language with another."""
    tags = Counter(_tag(term) for term, _ in case.values)
    return _each(case, [(term, at) for term, at in case.values if tags[_tag(term)] > 1])


def _each(case: Case, values: list[tuple[Term, Place]]) -> Advice:
    if not values:
        return NONE
    lines = [
        msg("Stated here: {value} ({place}).").texts(value=case.write(term), place=_shown(place))
        for term, place in values[:_MOST_SHOWN]
    ]
    more = len(values) - _MOST_SHOWN
    if more > 0:
        lines.append(msg("And {count} more values.").texts(count=str(more)))
    # New documents come first: the last value in the first file is likely the one too many.
    last = [place for _, place in values if place.file == values[0][1].file][-1]
    return Advice(lines, "", last)


def too_few(case: Case) -> Advice:
    """Advise on 4.2.1 and 4.7.3: a value written in another way, or the missing line."""
    if not case.result.path.startswith("http"):
        return NONE
    other = _other_property(case) or _other_language(case)
    in_json = case.document is not None and case.document.form == "jsonld"
    return other or (NONE if in_json else Advice([_line(case)]))


def _other_property(case: Case) -> Advice | None:
    """Return the property that may have been meant for the missing one."""
    path, focus = case.result.path, case.result.focus
    known = case.shapes.anywhere(SH + "path")
    for odd in case.data.properties(focus):
        if odd not in known and case.near.find(odd, [path]):
            place = case.locator.predicate(focus, odd)
            return one_line(
                msg("Did you mean {wanted} instead of {wrong}?"),
                case.fixed(path) if place.file else "",
                place if place.file else None,
                wanted=case.write(path),
                wrong=case.write(odd),
            )
    return None


def _other_language(case: Case) -> Advice | None:
    """Return the value whose language tag may have been meant for the missing one."""
    wanted = _languages(case)
    for term, place in case.values if wanted else ():
        if not isinstance(term, Literal) or term.language in LANGS:
            continue
        if not term.language:
            inside = _TAG_INSIDE.fullmatch(term.value)  # the quotation mark closes too late
            others = {_tag(one) for one, _ in case.values} & set(LANGS)
            if inside and inside[2] in wanted:
                fixed = Literal(inside[1], language=inside[2])
            elif inside or not others:  # the value may be in the missing language
                continue
            else:
                fixed = Literal(term.value, language=wanted[0])
            said = DID_YOU_MEAN.texts(near=case.write(fixed))
            return Advice([ADVICE_LANGUAGE.texts(), said], case.fixed(fixed), place)
        for near in languages_like(term.language, wanted)[:1]:
            fixed = Literal(term.value, language=near)
            fix = case.fixed(fixed)
            return one_line(ADVICE_LANGUAGE_NEAR, fix, place, near=near, tag=term.language)
    return None


def _languages(case: Case) -> list[str]:
    """List the language tags without a value."""
    return [
        tag
        for one in case.parameter("qualifiedValueShape")
        for head in case.shapes.values(term_text(one), SH + "languageIn")
        for tag in case.shapes.items(head)
    ]


def _tag(term: Term) -> str:
    return term.language or "" if isinstance(term, Literal) else ""


def _line(case: Case) -> Text:
    """Return the missing line, with a value of the right kind left open."""
    path = "a" if case.result.path == RDF + "type" else case.write(case.result.path)
    for tag in _languages(case):
        return _ADVICE_ADD.texts(line=f'{path} "…"@{tag} ;')
    for of_class in case.parameter("class"):
        label = case.label(term_text(of_class))
        return msg(
            "Add a line such as: {path} … ; with the IRI of a thing of the class “{label}”."
        ).texts(path=path, label=label)
    for datatype in case.parameter("datatype"):
        example = EXAMPLES.get(term_text(datatype))
        of_type = NamedNode(term_text(datatype))
        value = case.write(Literal(example, datatype=of_type)) if example else '"…"'
        return _ADVICE_ADD.texts(line=f"{path} {value} ;")
    return _ADVICE_ADD.texts(line=f"{path} … ;")


def _shown(place: Place) -> str:
    if place.file is None:
        return "—"
    return ":".join(map(str, filter(None, (from_here(place.file), place.line, place.column))))
