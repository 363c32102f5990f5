"""The coverage of a source: the share of its letters that facts account for."""

from pathlib import Path
from typing import NamedTuple

from gcm.core.iris import source_iri
from gcm.core.language import msg
from gcm.core.namespaces import GCM
from gcm.evidence.normal_form import number_at
from gcm.evidence.occurrences import Quote, Spot
from gcm.evidence.source import Source, unit_iris
from gcm.findings.finding import Finding
from gcm.rdf.index import TripleIndex

# The share that facts must account for, of the letters outside the list of omissions.
LEAST_SHARE = 0.9


class Coverage(NamedTuple):
    """The share of a source that facts account for.

    `letters` counts letters and digits of the normal form, `quoted` those that lie within a quote
    of a fact; units and letters listed as omitted, with a reason, are counted apart. `facts`
    counts the nodes with a quote: facts, and the entities that a quote describes.
    """

    source: str
    file: Path
    units: int
    supported: int
    omitted: int
    letters: int
    quoted: int
    omitted_letters: int
    facts: int
    quotes: int

    @property
    def counted(self) -> int:
        """The letters outside the list of omissions."""
        return self.letters - self.omitted_letters

    @property
    def share(self) -> float:
        """The share of the counted letters that are quoted; 1.0 is all."""
        return self.quoted / self.counted if self.counted else 1.0


def coverage_of(
    source: Source, quotes: list[tuple[Quote, Spot]], said: TripleIndex
) -> tuple[Coverage, list[Finding]]:
    """Return the share of a source that facts account for, and findings if it is not enough.

    The units that no fact accounts for are findings too.

    Args:
        source: the text.
        quotes: the quotes that the text proves, each with its place.
        said: the data.
    """
    text, units = source.normal.text, source.normal.units
    omissions = set(said.instances(GCM + "Omission"))
    proving = [(quote, spot) for quote, spot in quotes if quote.thing not in omissions]
    marked = {
        n for quote, spot in proving for n in range(spot.start, spot.start + len(quote.words))
    }
    supported = {unit for unit in units if not marked.isdisjoint(range(unit.start, unit.end))}
    omitted = {number_at(spot.start, text) for quote, spot in quotes if quote.thing in omissions}
    left_out = [unit for unit in units if unit.number in omitted]
    outside = marked.difference(*(range(unit.start, unit.end) for unit in left_out))
    things = {quote.thing for quote, _ in proving}
    coverage = Coverage(
        source=source.name,
        file=source.file,
        units=len(units),
        supported=len(supported),
        omitted=len(left_out),
        letters=sum(map(str.isalnum, text)),
        quoted=sum(text[place].isalnum() for place in outside),
        omitted_letters=sum(letter.isalnum() for unit in left_out for letter in unit.text),
        facts=len(things.union(*(said.having(GCM + "listedIn", thing) for thing in things))),
        quotes=len({(spot.start, quote.words) for quote, spot in proving}),
    )
    unsupported = msg(
        "unit {number} supports no fact: “{text}”. Model what it says, or add a gcm:Omission with "
        "the reason."
    )
    findings = [
        Finding(
            unsupported.texts(number=unit.number, text=unit.text),
            source.file,
            source.normal.line_of(unit.start),
            thing=iri,
        )
        for unit, iri in zip(units, unit_iris(source), strict=True)
        if unit not in supported and unit.number not in omitted
    ]
    if coverage.share < LEAST_SHARE:
        message = msg(
            "facts account for {percent} % of the letters outside the list of omissions; at least "
            "90 % is asked for. Quote whole sentences, or list what is left out with the reason."
        ).texts(percent=int(coverage.share * 100))
        findings.append(Finding(message, source.file, 1, thing=source_iri(source.name)))
    return coverage, findings
