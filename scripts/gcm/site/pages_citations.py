"""A fact or thing as a reference: a line, BibTeX, CSL-JSON and RIS."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from gcm.core.language import Lang

PUBLISHER = "The gcm-graph project"

_SPECIAL = re.compile(r"([\\{}$&#%_^~])")
_BIBTEX = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference names: a title, its permanent address, the day and edition of the data."""

    title: str
    iri: str
    date: str
    edition: str
    lang: Lang

    def line(self, proof: str = "") -> str:
        """Return the short citation; `proof` names quote and source."""
        head = self.title.rstrip(".")
        text = f"{head}. {proof} {self.edition}, {self.date}. {self.iri}"
        return " ".join(text.split())

    def bibtex(self) -> str:
        """Return the BibTeX entry; letters that TeX reads as commands are escaped."""
        key = re.sub(r"[^A-Za-z0-9]+", "-", self.iri.rpartition("/id/")[2] or self.iri).strip("-")
        fields = {
            "title": "{" + self._tex(self.title) + "}",
            "author": "{" + PUBLISHER + "}",
            "year": self.date[:4],
            "version": self._tex(self.edition),
            "url": self.iri,
            "langid": {"en": "english", "es": "spanish"}[self.lang],
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{gcm-graph-{key},\n{lines}\n}}\n"

    def csl(self) -> str:
        """Return the item as CSL-JSON."""
        item = {
            "id": self.iri,
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": PUBLISHER}],
            "issued": {"date-parts": [[int(part) for part in self.date.split("-") if part]]},
            "version": self.edition,
            "URL": self.iri,
            "language": self.lang,
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
            "ER": "",
        }
        return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in fields.items())

    @staticmethod
    def _tex(text: str) -> str:
        return _SPECIAL.sub(lambda found: _BIBTEX.get(found[1], "\\" + found[1]), text)
