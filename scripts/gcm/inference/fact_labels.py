"""The labels of facts of regular kinds, from templates; a fact with a label of its own keeps it."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from gcm.core.language import LANGS, Lang, Text
from gcm.core.namespaces import DCT, GCM, RDF, SCHEMA, SKOS
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal

# The templates of each kind; a name in braces is a property of the fact.
_TEMPLATES: dict[str, Text] = {
    "Participation": {
        "en": "{participant}: took part in {atEvent}{status}",
        "es": "{participant}: participó en {atEvent}{status}",
    },
    "OrganisingRole": dict.fromkeys(LANGS, "{organiser}: {role}, {atEvent}"),
    "Signature": {"en": "{signatory}: signed {signed}", "es": "{signatory}: firmó {signed}"},
    "Declaration": dict.fromkeys(LANGS, "{declarant}: {declares}, {endorses}"),
    "VoteRecord": dict.fromkeys(LANGS, "{voter}: {choice} {votedOn}"),
    "Membership": dict.fromkeys(LANGS, "{member}: {standing}, {ofBody}{asOf}"),
    "Designation": {
        "en": "{designee}: {designatedAs} of the Compact",
        "es": "{designee}: {designatedAs} del Pacto",
    },
    "OfficeHolding": dict.fromkeys(LANGS, "{holder}: {office}, {ofBody}{startDate}"),
    "ObjectiveLink": dict.fromkeys(LANGS, "{linkedAgent}: {linkKind} {toObjective}{through}"),
    "Citation": {"en": "{citing}: names {cited}", "es": "{citing}: nombra {cited}"},
    "Claim": dict.fromkeys(LANGS, "{subject}: {predicate}, {object}"),
}
_NAMES = re.compile(r"\{(\w+)\}")
# Properties that are not ours, or have another name in the templates.
_PATHS = {
    "votedOn": GCM + "atEvent",
    "startDate": SCHEMA + "startDate",
    **{name: RDF + name for name in ("subject", "predicate", "object")},
}
_OPTIONAL = ("asOf", "status", "startDate")
_QUOTED: Text = {"en": "“{}”", "es": "«{}»"}
_TIED = [GCM + name for name in ("linkedAgent", "setIn", "atEvent", "ofProgramme")]
# Numbers of objectives in a sentence: all, a count, one, several.
_OBJECTIVES: dict[Lang, tuple[str, str, str, str]] = {
    "en": ("all 23 objectives", "{} of the 23 objectives", "objective {}", "objectives {} and {}"),
    "es": ("los 23 objetivos", "{} de los 23 objetivos", "el objetivo {}", "los objetivos {} y {}"),
}


def fact_labels(said: TripleIndex) -> Iterator[tuple[str, Lang, str]]:
    """Yield the label, in each language, of each fact of a regular kind that has none."""
    in_words = cache(partial(_in_words, said))  # many facts are of one event, agent or kind
    for kind, templates in _TEMPLATES.items():
        for fact in said.instances(GCM + kind):
            value = next(iter(said.values(fact, RDF + "object")), None) if kind == "Claim" else None
            if said.values(fact, SKOS + "prefLabel") or isinstance(value, Literal):
                continue  # a claim of a number or date is worded by hand
            for lang, template in templates.items():
                names = _NAMES.findall(template)
                label = template.format(
                    **{name: _part(said, in_words, fact, name, lang) for name in names}
                )
                if lang == "es":
                    label = label.replace(" de el objetivo", " del objetivo")
                    label = label.replace(" a el objetivo", " al objetivo")
                yield fact, lang, label[:1].upper() + label[1:]


def _part(
    said: TripleIndex, in_words: Callable[[str, str, Lang], str], fact: str, part: str, lang: Lang
) -> str:
    """What stands in a template for a property of a fact; shapes report one that is missing."""
    if part in ("linkedAgent", "toObjective", "through"):
        return _link_part(said, fact, part, lang)
    value = min(said.names(fact, _PATHS.get(part, GCM + part)), default="")
    if not value:
        return "" if part in _OPTIONAL else "…"
    if part == "startDate":  # the year distinguishes terms of a single year
        return f", {value}" if value in said.names(fact, SCHEMA + "endDate") else ""
    return in_words(part, value, lang)


def _in_words(said: TripleIndex, part: str, value: str, lang: Lang) -> str:
    """What stands in a template for a value, whichever fact has it."""
    name = _name(said, value, lang)
    if part == "atEvent":
        return said.texts(value, GCM + "shortName").get(lang) or _QUOTED[lang].format(name)
    if part in ("signed", "endorses"):
        return name if said.names(value, DCT + "identifier") else _QUOTED[lang].format(name)
    if part == "votedOn":
        return next((_name(said, one, lang) for one in said.names(value, GCM + "votedOn")), name)
    if part == "choice":
        return said.texts(value, GCM + "phrase").get(lang, name)
    if part == "status":
        article = "an" if name[:1] in "aeiou" else "a"
        return f" como {name}" if lang == "es" else f" as {article} {name}"
    return f", {value}" if part == "asOf" else name


def _link_part(said: TripleIndex, fact: str, part: str, lang: Lang) -> str:
    """What stands in the label of a link; a published group is called by what it goes through."""
    through = said.texts(fact, GCM + "through").get(lang, "…")
    tied = [thing for path in _TIED for thing in said.names(fact, path)]
    if part == "linkedAgent":
        return _name(said, min(tied), lang) if tied else through
    if part == "through":
        return f" ({through})" if tied else ""
    all_of_them, count, one, several = _OBJECTIVES[lang]
    numbers = [
        number
        for objective in said.names(fact, GCM + "toObjective")
        for number in said.names(objective, GCM + "number")
    ]
    numbers.sort(key=lambda number: (len(number), number))
    if len(numbers) == 23:
        return all_of_them
    if len(numbers) > 1:
        return several.format(", ".join(numbers[:-1]), numbers[-1])
    if numbers:
        return one.format(numbers[0])
    return count.format(min(said.names(fact, GCM + "objectiveCount"), default="…"))


def _name(said: TripleIndex, thing: str, lang: Lang) -> str:
    """Return the name of a node for use in a sentence.

    The name is the symbol of a document, a class with number or notation, a label in either
    language, or the local name.
    """
    if symbols := said.names(thing, DCT + "identifier"):
        return min(symbols)
    numbers = [*said.names(thing, GCM + "number"), *said.names(thing, SKOS + "notation")]
    for of_class in said.names(thing, RDF + "type") if numbers else ():
        if label := said.label(of_class).get(lang):
            return f"{label} {min(numbers)}"
    labels = said.label(thing)
    local = thing.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    return labels.get(lang) or next(iter(labels.values()), local)
