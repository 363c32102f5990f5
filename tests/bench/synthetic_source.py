"""The source text of a synthetic forum: its units, and the quotes that facts rest on."""

from __future__ import annotations

from hashlib import sha256

from gcm.core.iris import quote_name

from .quads import Quads, literal, typed

CONTEXT = 32


class SyntheticSource:
    """A text that grows by units, each of which may be quoted, whole or in part."""

    def __init__(self, document: str) -> None:
        """`document` is the local name of the document that the text is of."""
        self.document = document
        self.name = f"{document}.en"
        self._units: list[tuple[str, str]] = []
        self._quotes: dict[tuple[int, str], str] = {}

    def unit(self, text: str, kind: str = "sentence") -> str:
        """Add a unit; the evidence that quotes all of it."""
        self._units.append((text, kind))
        return self.quote(text)

    def quote(self, exact: str) -> str:
        """The evidence that quotes words of the last unit."""
        number = len(self._units)
        name = quote_name(self.name, number, exact)
        self._quotes.setdefault((number, exact), name)
        return f"quote:{name}"

    def write(self, quads: Quads) -> None:
        """Write the text with its hash, its units, the quotes and their selectors."""
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
        starts: list[int] = []
        start = 0
        for number, (words, kind) in enumerate(self._units, 1):
            starts.append(start)
            quads.thing(
                f"unit:{self.name}-{number:02d}",
                "gcm:Unit",
                f"Unit {number} of {self.name}",
                f"Unidad {number} de {self.name}",
                dct_isPartOf=source,
                gcm_end=typed(start + len(words), "xsd:integer"),
                gcm_number=typed(number, "xsd:integer"),
                gcm_start=typed(start, "xsd:integer"),
                gcm_unitKind=f"unit-kind:{kind}",
            )
            start += len(words) + 1
        for (number, exact), name in self._quotes.items():
            begin = starts[number - 1] + self._units[number - 1][0].index(exact)
            self._write_quote(quads, name, number, text, begin, begin + len(exact))

    def _write_quote(
        self, quads: Quads, name: str, number: int, text: str, start: int, end: int
    ) -> None:
        selectors = [f"selector:{name}-exact", f"selector:{name}-position"]
        where = f"unit {number} of {self.name}", f"unidad {number} de {self.name}"
        quads.thing(
            f"quote:{name}",
            "oa:SpecificResource",
            f"Quote from {where[0]}",
            f"Cita de la {where[1]}",
            gcm_inUnit=f"unit:{self.name}-{number:02d}",
            oa_hasSelector=selectors,
            oa_hasSource=f"source:{self.name}",
        )
        quads.thing(
            selectors[0],
            "oa:TextQuoteSelector",
            f"Words quoted from {where[0]}",
            f"Palabras de la {where[1]}",
            oa_exact=literal(text[start:end]),
            oa_prefix=literal(text[max(0, start - CONTEXT) : start]),
            oa_suffix=literal(text[end : end + CONTEXT]),
        )
        quads.thing(
            selectors[1],
            "oa:TextPositionSelector",
            f"Position in {where[0]}",
            f"Posición en la {where[1]}",
            oa_end=typed(end, "xsd:integer"),
            oa_start=typed(start, "xsd:integer"),
        )
