"""Mistakes that stewards make, planted in a copy of the forum's file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FORUM = Path("data", "forums", "2024-san-salvador.ttl")


class Mistake(NamedTuple):
    """A change to the file, and what the report must say about it.

    Args:
        name: what was done.
        block: the line that begins the block of the change; the file's first line if empty.
        old: words of the file, the first from there on.
        new: what is written instead.
        says: a part of what is wrong or what to do, in Spanish.
        at: words at the place of the finding; without them the change itself.
        mends: whether a replacement is proposed that gives the old text back.
    """

    name: str
    block: str
    old: str
    new: str
    says: str
    at: str = ""
    mends: bool = False

    def apart_from(self, other: Mistake) -> bool:
        """Return whether one run can report both: in two blocks, and by two messages."""
        return bool(self.block and other.block) and (
            self.block != other.block and self.says != other.says
        )

    def plant(self, text: str) -> str:
        """The text with the mistake in it."""
        start = text.index(f"\n{self.block}\n") if self.block else 0
        place = text.index(self.old, start)
        return text[:place] + self.new + text[place + len(self.old) :]


_BLOCK = "participation:2024-san-salvador-PAN"
_NEXT = "participation:2024-san-salvador-PER"
_FORUM = "forum:2024-san-salvador"
_EVENT = "gcm:atEvent forum:2024-san-salvador"
_LABEL = '"Panamá: participó en el II Foro"'
_TWIN = """participation:2024-san-salvador-PAN2
    a gcm:Participation ;
    skos:prefLabel
        "Panama, again"@en ,
        "Panamá, otra vez"@es ;
    gcm:basis basis:stated ;
    gcm:atEvent forum:2024-san-salvador ;
    gcm:listedIn listing:2024-san-salvador-participants ;
    gcm:participant state:PAN .

participation:2024-san-salvador-PER
"""
_WORDING = 'gcm:wording "organismos observadores de la CRM integrante'

MISTAKES = [
    Mistake(
        "a misspelt property",
        _NEXT, "gcm:participant", "gcm:participnt",
        "¿Quiso decir gcm:participant?", mends=True,
    ),
    Mistake(
        "a misspelt property of another vocabulary",
        _FORUM, "skos:altLabel", "skos:altLable",
        "¿Quiso decir skos:altLabel?", mends=True,
    ),
    Mistake(
        "a misspelt class",
        _NEXT, "gcm:Participation", "gcm:Partcipation",
        "¿Quiso decir gcm:Participation", mends=True,
    ),
    Mistake(
        "no class",
        _NEXT, "    a gcm:Participation ;\n", "",
        "Diga qué es: añada `a` y una clase", at=_NEXT,
    ),
    Mistake(
        "a misspelt IRI",
        _NEXT, _EVENT, "gcm:atEvent forum:2024-sansalvador",
        "¿Quiso decir forum:2024-san-salvador", at="forum:2024-sansalvador", mends=True,
    ),
    Mistake(
        "a name instead of an IRI",
        _BLOCK, "state:PAN", '"Panamá"',
        "¿Quiso decir state:PAN, que se llama «Panamá»?", mends=True,
    ),
    Mistake(
        "a name within an IRI",
        _BLOCK, "state:PAN", "state:Panama",
        "¿Quiso decir state:PAN, que se llama «Panamá»?", mends=True,
    ),
    Mistake(
        "a concept by its Spanish label",
        "participation:2024-san-salvador-DOM",
        "participation-status:listener", "participation-status:oyente",
        "¿Quiso decir participation-status:listener, que se llama «oyente»?", mends=True,
    ),
    Mistake(
        "a misspelt basis",
        _NEXT, "basis:stated", "basis:estated",
        "¿Quiso decir basis:stated", mends=True,
    ),
    Mistake(
        "a language tag that is none",
        _BLOCK, f"{_LABEL}@es", f"{_LABEL}@esp",
        "¿quiso decir @es en lugar de @esp?", mends=True,
    ),
    Mistake(
        "a text without its language",
        _BLOCK, f"{_LABEL}@es", _LABEL,
        "Añada el idioma del texto", mends=True,
    ),
    Mistake(
        "no label in Spanish",
        _BLOCK, f"@en ,\n        {_LABEL}@es ;", "@en ;",
        'Añada una línea como esta: skos:prefLabel "…"@es ;', at="skos:prefLabel",
    ),
    Mistake(
        "two labels in one language",
        _BLOCK, '@en ,', '@en , "Panama at the II Forum"@en ,',
        'Figura aquí: "Panama at the II Forum"@en', at='"Panama at the II Forum"@en',
    ),
    Mistake(
        "a date with the day first",
        _FORUM, '"2024-09-26"^^xsd:date', '"26/09/2024"^^xsd:date',
        '¿Quiso decir "2024-09-26"^^xsd:date?', mends=True,
    ),
    Mistake(
        "a date without its datatype",
        _FORUM, '"2024-09-26"^^xsd:date', '"2024-09-26"',
        '¿Quiso decir "2024-09-26"^^xsd:date?', mends=True,
    ),
    Mistake(
        "a day that the month does not have",
        _FORUM, '"2024-09-26"^^xsd:date', '"2024-09-31"^^xsd:date',
        "«2024-09-31» no existe",
    ),
    Mistake(
        "an end before the start",
        _FORUM, '"2024-09-26"^^xsd:date', '"2024-09-20"^^xsd:date',
        "Termina antes de empezar",
    ),
    Mistake(
        "a number as text",
        _FORUM, "gcm:edition 2", 'gcm:edition "2"',
        "¿Quiso decir 2?", at='"2"', mends=True,
    ),
    Mistake(
        "a thing of another class",
        _NEXT, _EVENT, "gcm:atEvent document:2024-san-salvador",
        "es de la clase «documento»; aquí corresponde una de la clase «evento»",
        at="document:2024-san-salvador",
    ),
    Mistake(
        "a property of another class",
        _NEXT, "gcm:participant state:PER .", "gcm:participant state:PER ; gcm:edition 2 .",
        "gcm:edition corresponde a una cosa de esta clase: gcm:Event", at="gcm:edition",
    ),
    Mistake(
        "a participation of nobody",
        _BLOCK, " ;\n    gcm:participant state:PAN", "",
        "Añada una línea como esta: gcm:participant", at=_BLOCK,
    ),
    Mistake(
        "one participation in two events",
        _NEXT, _EVENT, f"{_EVENT} , forum:2023-panama-city",
        "Figura aquí: forum:2023-panama-city", at="forum:2023-panama-city",
    ),
    Mistake(
        "a letter of a quote lost",
        "collective:2024-san-salvador-observer-bodies",
        f"{_WORDING}s", _WORDING,
        "letra por letra", at='"organismos observadores de la CRM integrante de',
    ),
    Mistake(
        "a participation twice",
        "", "participation:2024-san-salvador-PER\n", _TWIN,
        "El mismo agente tiene dos participaciones en el mismo evento",
        at="participation:2024-san-salvador-PAN",
    ),
    Mistake(
        "a misspelt prefix",
        _BLOCK, "state:PAN", "sate:PAN",
        "¿Quiso decir state:?", mends=True,
    ),
    Mistake(
        "a prefix of another namespace",
        "", "<https://w3id.org/gcm-graph/id/state/>", "<https://w3id.org/gcm-graph/id/states/>",
        "¿Quiso decir <https://w3id.org/gcm-graph/id/state/>?", mends=True,
    ),
    Mistake(
        "a full stop missing",
        _BLOCK, "gcm:participant state:PAN .",
        "gcm:participant state:PAN",
        "falta antes de esto el punto", at="participation:2024-san-salvador-PER",
    ),
    Mistake(
        "a semicolon missing",
        _BLOCK, "gcm:basis basis:stated ;", "gcm:basis basis:stated",
        "le falta el punto y coma",
    ),
    Mistake(
        "a comma instead of a semicolon",
        _BLOCK, "gcm:basis basis:stated ;", "gcm:basis basis:stated ,",
        "termina en coma", at=",",
    ),
    Mistake(
        "a date without quotation marks",
        _FORUM, '"2024-09-26"^^xsd:date', "2024-09-26",
        '¿Quiso decir "2024-09-26"^^xsd:date?', mends=True,
    ),
    Mistake(
        "an address without its brackets",
        _BLOCK, "state:PAN", "https://w3id.org/gcm-graph/id/state/PAN",
        "¿Quiso decir <https://w3id.org/gcm-graph/id/state/PAN>?", at="https://w3id.org",
    ),
    Mistake(
        "the language within the quotation marks",
        _BLOCK, f"{_LABEL}@es", '"Panamá: participó en el II Foro@es"',
        "Añada el idioma del texto", mends=True,
    ),
    Mistake(
        "an empty label",
        _BLOCK, f"{_LABEL}@es", '""@es',
        "Una etiqueta contiene al menos una letra",
    ),
    Mistake(
        "a quotation mark missing",
        _BLOCK, f"{_LABEL}@es", f"{_LABEL[:-1]}@es",
        "que se abre aquí no se cierra", at='"Panamá:',
    ),
    Mistake(
        "quotation marks of a word processor",
        _BLOCK, f"{_LABEL}@es", "“Panamá: participó en el II Foro”@es",
        "los textos van entre comillas rectas", at="“Panamá:",
    ),
]  # fmt: skip
