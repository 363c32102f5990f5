"""The labels of facts of regular kinds, from templates; a fact with a label of its own keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from gcm.core.language import LANGS, Lang, Text
from gcm.core.namespaces import DCT, GCM, RDF, SCHEMA, SKOS
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal

# For each kind its template, and the property of the fact behind each of its names.
_TEMPLATES: dict[str, tuple[Text, dict[str, str]]] = {
    "Participation": (
        {"en": "{who}: took part in {event}{status}", "es": "{who}: participó en {event}{status}"},
        {"who": GCM + "participant", "event": GCM + "atEvent", "status": GCM + "status"},
    ),
    "OrganisingRole": (
        {"en": "{who}: {role}, {event}", "es": "{who}: {role}, {event}"},
        {"who": GCM + "organiser", "role": GCM + "role", "event": GCM + "atEvent"},
    ),
    "Signature": (
        {"en": "{who}: signed {document}", "es": "{who}: firmó {document}"},
        {"who": GCM + "signatory", "document": GCM + "signed"},
    ),
    "Declaration": (
        {"en": "{who}: {declared}, {document}", "es": "{who}: {declared}, {document}"},
        {
            "who": GCM + "declarant",
            "declared": GCM + "declares",
            "document": GCM + "endorses",
        },
    ),
    "VoteRecord": (
        {"en": "{who}: {choice} {voted}", "es": "{who}: {choice} {voted}"},
        {"who": GCM + "voter", "choice": GCM + "choice", "voted": GCM + "atEvent"},
    ),
    "Membership": (
        {"en": "{who}: {standing}, {body}{date}", "es": "{who}: {standing}, {body}{date}"},
        {
            "who": GCM + "member",
            "standing": GCM + "standing",
            "body": GCM + "ofBody",
            "date": GCM + "asOf",
        },
    ),
    "Designation": (
        {"en": "{who}: {designation} of the Compact", "es": "{who}: {designation} del Pacto"},
        {"who": GCM + "designee", "designation": GCM + "designatedAs"},
    ),
    "OfficeHolding": (
        {"en": "{who}: {office}, {body}{term}", "es": "{who}: {office}, {body}{term}"},
        {
            "who": GCM + "holder",
            "office": GCM + "office",
            "body": GCM + "ofBody",
            "term": SCHEMA + "startDate",
        },
    ),
    "ObjectiveLink": (
        {
            "en": "{tied}: {kind} {objectives}{through}",
            "es": "{tied}: {kind} {objectives}{through}",
        },
        {
            "tied": GCM + "linkedAgent",
            "kind": GCM + "linkKind",
            "objectives": GCM + "toObjective",
            "through": GCM + "through",
        },
    ),
    "Citation": (
        {"en": "{citing}: names {cited}", "es": "{citing}: nombra {cited}"},
        {"citing": GCM + "citing", "cited": GCM + "cited"},
    ),
    "Claim": (
        {"en": "{subject}: {predicate}, {object}", "es": "{subject}: {predicate}, {object}"},
        {"subject": RDF + "subject", "predicate": RDF + "predicate", "object": RDF + "object"},
    ),
}
_OPTIONAL = ("date", "status", "term")
_QUOTED: Text = {"en": "“{}”", "es": "«{}»"}
_TIED = [GCM + name for name in ("linkedAgent", "setIn", "atEvent", "ofProgramme")]
# Numbers of objectives in a sentence: all, a count, one, several.
_OBJECTIVES: dict[Lang, tuple[str, str, str, str]] = {
    "en": ("all 23 objectives", "{} of the 23 objectives", "objective {}", "objectives {} and {}"),
    "es": ("los 23 objetivos", "{} de los 23 objetivos", "el objetivo {}", "los objetivos {} y {}"),
}


def fact_labels(said: TripleIndex) -> Iterator[tuple[str, Lang, str]]:
    """Yield the label, in each language, of each fact of a regular kind that has none."""
    for kind, (templates, properties) in _TEMPLATES.items():
        for fact in said.instances(GCM + kind):
            value = said.values(fact, properties.get("object", ""))
            if said.values(fact, SKOS + "prefLabel") or isinstance(
                next(iter(value), None), Literal
            ):
                continue  # a claim of a number or date is worded by hand
            for lang in LANGS:
                parts = {
                    part: _part(said, fact, part, path, lang) for part, path in properties.items()
                }
                label = templates[lang].format(**parts)
                if lang == "es":
                    label = label.replace(" de el objetivo", " del objetivo")
                    label = label.replace(" a el objetivo", " al objetivo")
                yield fact, lang, label[:1].upper() + label[1:]


def _part(said: TripleIndex, fact: str, part: str, path: str, lang: Lang) -> str:
    """What stands in a template for a property of a fact; shapes report one that is missing."""
    if part in ("tied", "objectives", "through"):
        return _link_part(said, fact, part, lang)
    value = min(said.names(fact, path), default="")
    if not value:
        return "" if part in _OPTIONAL else "…"
    name = _name(said, value, lang)
    if part == "event":
        return said.texts(value, GCM + "shortName").get(lang) or _QUOTED[lang].format(name)
    if part == "document":
        return name if said.names(value, DCT + "identifier") else _QUOTED[lang].format(name)
    if part == "voted":
        return next((_name(said, one, lang) for one in said.names(value, GCM + "votedOn")), name)
    if part == "choice":
        return said.texts(value, GCM + "phrase").get(lang, name)
    if part == "status":
        article = "an" if name[:1] in "aeiou" else "a"
        return f" como {name}" if lang == "es" else f" as {article} {name}"
    if part == "term":  # the year distinguishes terms of a single year
        return f", {value}" if value in said.names(fact, SCHEMA + "endDate") else ""
    return f", {value}" if part == "date" else name


def _link_part(said: TripleIndex, fact: str, part: str, lang: Lang) -> str:
    """What stands in the label of a link; a published group is called by what it goes through."""
    through = said.texts(fact, GCM + "through").get(lang, "…")
    tied = [thing for path in _TIED for thing in said.names(fact, path)]
    if part == "tied":
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
