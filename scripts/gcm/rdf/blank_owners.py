"""What blank nodes belong to."""

from __future__ import annotations

from gcm.rdf.said import Said


class Top:
    """The thing that a blank node is part of a value of."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._found: dict[str, str] = {}

    def of(self, node: str) -> str:
        """The IRI, or the blank node that nothing has as a value, that is found going up."""
        way = [node]
        while way[-1].startswith("_:") and way[-1] not in self._found:
            holders = sorted(holder for holder, _ in self._said.holders(way[-1]))
            if not holders or holders[0] in way:
                break
            way.append(holders[0])
        top = self._found.get(way[-1], way[-1])
        self._found.update(dict.fromkeys((one for one in way if one.startswith("_:")), top))
        return self._found.get(node, node)
