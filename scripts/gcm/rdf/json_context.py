"""What has to be known of the contexts of JSON-LD before the engine can be asked.

Names, coercion and scopes are the engine's to resolve; but which keys are keywords by another name,
and which values are maps or plain JSON, decides how its question must be put. A term that contexts
of one document define differently is taken for all that any of them makes of it.
"""

from __future__ import annotations

from gcm.rdf.json_tree import Value

_MAPS = {"@language", "@index", "@id", "@type"}
_MOST_STEPS = 9  # from an alias to another to a keyword


class Terms:
    """The terms of the inline contexts of a document that stand for something out of the ordinary.

    Args:
        text: the document.
        root: its tree.
    """

    def __init__(self, text: str, root: Value) -> None:
        self._text = text
        self._aliases: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self.maps: dict[str, set[str]] = {}
        self.plain: set[str] = set()
        # Whether a context holds for the values of a property, or the things of a type, only.
        self.scoped = False
        waiting = [root]
        while waiting:
            value = waiting.pop()
            for key, inner in value.members:
                if key.string(text) == "@context":
                    self._learn(inner)
                waiting.append(inner)
            waiting += value.items

    def keyword(self, key: Value) -> str:
        """The keyword that a key is, else the key."""
        source = key.source(self._text)
        if source not in self._known:
            self._known[source] = name = key.string(self._text)
            for _ in range(_MOST_STEPS):
                name = self._aliases.get(name, name)
            if name[:1] == "@":
                self._known[source] = name
        return self._known[source]

    def _learn(self, context: Value) -> None:
        text = self._text
        for one in [context, *context.items]:
            for key, definition in one.members:
                term = key.string(text)
                parts = {part.string(text): value for part, value in definition.members}
                self._alias(term, parts.get("@id", definition).string(text))
                self.scoped |= "@context" in parts
                if "@container" in parts:
                    kinds = [parts["@container"], *parts["@container"].items]
                    found = _MAPS & {kind.string(text) for kind in kinds}
                    self.maps.setdefault(term, set()).update(found)
                if "@type" in parts and parts["@type"].string(text) == "@json":
                    self.plain.add(term)

    def _alias(self, term: str, name: str) -> None:
        # A name that is no keyword may be that of another alias.
        if term[:1] != "@" and name and (name[0] == "@" or self._aliases.get(term, "")[:1] != "@"):
            self._aliases[term] = name
