"""Advice on a validation result: the nearest valid value, the allowed values, a fixed term.

Each constraint component of SHACL (https://www.w3.org/TR/shacl/#core-components) has its own
advice.
"""

from collections.abc import Callable

from gcm.core.language import msg
from gcm.core.namespaces import GS, SH
from gcm.validation.advice import counts, literals, values
from gcm.validation.advice.case import NONE, Advice, Case, NamedValues

_RUN_QUOTE = msg('`gcm quote SOURCE "words"` prints the block of a quote; paste it into the file.')
_RUN_VERIFY = msg("`gcm verify --write` generates this file from the source text.")

__all__ = ["TO_RUN", "Advice", "Case", "NamedValues", "advise"]

_BY_COMPONENT: dict[str, Callable[[Case], Advice]] = {
    "Class": values.of_class,
    "Closed": counts.closed,
    "Datatype": literals.datatype,
    "HasValue": values.has_value,
    "In": values.in_list,
    "LanguageIn": literals.language_in,
    "LessThan": literals.less_than,
    "LessThanOrEquals": literals.less_than,
    "MaxCount": counts.too_many,
    "MaxExclusive": literals.bound("maxExclusive", msg("The value must be less than {value}.")),
    "MaxInclusive": literals.bound("maxInclusive", msg("The greatest value is {value}.")),
    "MinCount": counts.too_few,
    "MinExclusive": literals.bound("minExclusive", msg("The value must be greater than {value}.")),
    "MinInclusive": literals.bound("minInclusive", msg("The least value is {value}.")),
    "Node": values.node,
    "NodeKind": values.node_kind,
    "Or": literals.choice_of_datatypes,
    "Pattern": literals.pattern,
    "QualifiedMaxCount": counts.too_many,
    "QualifiedMinCount": counts.too_few,
    "SPARQL": values.quoted,
    "UniqueLang": counts.same_language,
}

_OF_THINGS = ("Class", "HasValue", "In", "Node", "NodeKind")  # a text is none

# Commands to run, or files to edit, by shape: shapes name neither, since others use them too.
TO_RUN = {
    "FactShape-page": msg("Pages are described in data/sources/pages.ttl."),
    "FactShape-source": _RUN_QUOTE,
    "QuoteExactShape": _RUN_QUOTE,
    "SourceHashShape": _RUN_VERIFY,
    "SourceTextShape-file-hash": _RUN_VERIFY,
    "SourceTextShape-hash": _RUN_VERIFY,
    "SourceTextShape-text": _RUN_VERIFY,
}


def advise(case: Case) -> Advice:
    """Return the advice on a result, as far as there is any."""
    component = case.result.component.removeprefix(SH).removesuffix("ConstraintComponent")
    found = _BY_COMPONENT.get(component)
    advice = values.unquoted(case) if component in _OF_THINGS else NONE
    if advice is NONE:
        advice = found(case) if found else NONE
    step = TO_RUN.get(case.result.shape.removeprefix(GS))
    return advice._replace(lines=[*advice.lines, step.texts()]) if step else advice
