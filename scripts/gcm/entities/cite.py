"""A fact or thing as a reference (`gcm cite`): a line, BibTeX, CSL-JSON and RIS."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gcm.core.errors import UsageError, as_language
from gcm.core.language import Lang, msg
from gcm.entities.lookup import labels, only
from gcm.entities.proofs import proofs_of, proofs_text
from gcm.graph.edition import Editions
from gcm.graph.graph import Graph
from gcm.graph.open import Source
from gcm.rdf.oxigraph import NamedNode

_OWN = "SELECT ?own WHERE { ?thing dct:bibliographicCitation ?own }"
PUBLISHER = "The gcm-graph project"

_SPECIAL = re.compile(r"([\\{}$&#%_^~])")
_BIBTEX = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference names.

    Args:
        title: the label of the fact or thing.
        iri: its permanent address.
        date: the day of what holds it, as `2026-11-22`.
        edition: the version or commit that holds it.
        lang: the language of the label.
        proof: the quotes and pages that it rests on; empty for none.
        accessed: the day on which it was read; empty for none.
    """

    title: str
    iri: str
    date: str
    edition: str
    lang: Lang
    proof: str = ""
    accessed: str = ""

    def line(self) -> str:
        """Return the short citation."""
        head = self.title.rstrip(".")
        text = f"{head}. {self.proof} {self.edition}, {self.date}. {self.iri}"
        read = msg("(accessed {date})").text(self.lang, date=self.accessed) if self.accessed else ""
        return " ".join(f"{text} {read}".split())

    def bibtex(self) -> str:
        """Return the BibTeX entry; letters that TeX reads as commands are escaped."""
        key = re.sub(r"[^A-Za-z0-9]+", "-", self.iri.rpartition("/id/")[2] or self.iri).strip("-")
        fields = {
            "title": "{" + self._tex(self.title) + "}",
            "author": "{" + PUBLISHER + "}",
            "howpublished": self._tex(self.edition),  # classic styles print no version
            "year": self.date[:4],
            "month": self.date[5:7].lstrip("0"),
            "url": self.iri,
            "urldate": self.accessed,
            "note": self._tex(self.proof),
            "langid": {"en": "english", "es": "spanish"}[self.lang],
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{gcm-graph-{key},\n{lines}\n}}\n"

    def csl(self) -> str:
        """Return the item as CSL-JSON."""
        item = {
            "id": self.iri,
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": PUBLISHER}],
            "issued": _parts(self.date),
            "version": self.edition,
            "URL": self.iri,
            "language": self.lang,
            **({"accessed": _parts(self.accessed)} if self.accessed else {}),
            **({"note": self.proof} if self.proof else {}),
        }
        return json.dumps([item], ensure_ascii=False, indent=1) + "\n"

    def ris(self) -> str:
        """Return the entry as RIS; line ends in values are spaces."""
        fields = {
            "TY": "DATA",
            "TI": self.title,
            "AU": PUBLISHER,
            "PY": self.date[:4],
            "DA": self.date.replace("-", "/"),
            "ET": self.edition,
            "UR": self.iri,
            "LA": self.lang,
            "Y2": self.accessed.replace("-", "/"),
            "N1": self.proof,
        }
        lines = [f"{tag}  - {' '.join(text.split())}" for tag, text in fields.items() if text]
        return "\r\n".join([*lines, "ER  - ", ""])

    @staticmethod
    def _tex(text: str) -> str:
        return _SPECIAL.sub(lambda found: _BIBTEX.get(found[1], "\\" + found[1]), text)


FORMS: Mapping[str, Callable[[Reference], str]] = {
    "text": lambda reference: reference.line() + "\n",
    "bibtex": Reference.bibtex,
    "ris": Reference.ris,
    "csl": Reference.csl,
}


def cite(source: Source, name: str, *, lang: Lang = "en", accessed: str = "") -> Reference:
    """Return a fact or thing as a reference.

    Args:
        name: a code, acronym, label, local name, prefixed name or IRI, in either language.
        lang: the language of labels; quotes stay as they are.
        accessed: the day on which it was read, as `2026-11-30`; empty for none.

    Raises:
        UsageError: no entity has the name, or several do, or `accessed` is no day.
        RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
    """
    try:
        day = date.fromisoformat(accessed).isoformat() if accessed else ""
    except ValueError:
        raise UsageError("“{value}” is no day; write 2026-11-30.", value=accessed) from None
    graph, lang = source.graph, as_language(lang)
    iri = only(graph, name, lang)
    if not isinstance(graph, Graph):
        from gcm.graph.remote_copy import around  # late: only an endpoint needs it

        graph = around(graph, iri)
    own = next((cell.value for (cell,) in graph.rows(_OWN, thing=NamedNode(iri)) if cell), "")
    proofs = proofs_of(graph, [iri], lang).get(iri, [])
    known = labels(graph, iri)
    title = known.get(lang) or next(iter(known.values()), iri)
    editions = Editions(graph)
    return Reference(
        title=title,
        iri=iri,
        date=editions.day(iri),
        edition=editions.of(iri, lang),
        lang=lang,
        proof=proofs_text(proofs, lang, own),
        accessed=day,
    )


def _parts(day: str) -> dict[str, list[list[int]]]:
    """Return a day, month or year as a date of CSL."""
    return {"date-parts": [[int(part) for part in day.split("-") if part]]}
