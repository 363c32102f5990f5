"""The source text of a synthetic forum, cut into units."""

from __future__ import annotations

from hashlib import sha256

from gcm.core.iris import unit_iri

from .quads import Quads, literal, typed


class SyntheticSource:
    """A text that grows by units, each of which may be quoted, whole or in part."""

    def __init__(self, document: str) -> None:
        """`document` is the local name of the document that the text is of."""
        self.document = document
        self.name = f"{document}.en"
        self._units: list[tuple[str, str]] = []

    def unit(self, text: str, kind: str = "sentence") -> str:
        """Add a unit; its text, to be quoted."""
        self._units.append((text, kind))
        return text

    def write(self, quads: Quads) -> None:
        """Write the text with its hash and its units."""
        text = "\n".join(text for text, _ in self._units)
        source = f"source:{self.name}"
        quads.thing(
            source,
            "gcm:SourceText",
            f"Text of {self.document}, English",
            f"Texto de {self.document}, inglés",
            gcm_fileSha256=literal(sha256((text + "\n").encode()).hexdigest()),
            gcm_normalForm=literal(text),
            gcm_sha256=literal(sha256(text.encode()).hexdigest()),
            gcm_textOf=f"document:{self.document}",
            schema_inLanguage=literal("en"),
        )
        start = 0
        for number, (words, kind) in enumerate(self._units, 1):
            quads.thing(
                f"unit:{unit_iri(self.name, words).rpartition('/')[2]}",
                "gcm:Unit",
                f"Unit {number} of {self.name}",
                f"Unidad {number} de {self.name}",
                dct_isPartOf=source,
                gcm_endOffset=typed(start + len(words), "xsd:integer"),
                gcm_number=typed(number, "xsd:integer"),
                gcm_startOffset=typed(start, "xsd:integer"),
                gcm_unitKind=f"unit-kind:{kind}",
            )
            start += len(words) + 1
