"""Keep responses for as long as there is room: the least recently used goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

Messages = tuple[dict[str, Any], dict[str, Any]]  # the two of a response in ASGI


class Cache:
    """Responses by what was asked, up to a number of bytes."""

    def __init__(self, size: int = 32 << 20) -> None:
        self._kept: OrderedDict[Hashable, Messages] = OrderedDict()
        self._size = size
        self._left = size

    def get(self, key: Hashable) -> Messages | None:
        """Return the response of a key, if it is kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, found: Messages) -> None:
        """Keep a response, unless it would take an eighth of the room."""
        weight = _weight(found)
        if weight > self._size // 8 or key in self._kept:
            return
        self._kept[key] = found
        self._left -= weight
        while self._left < 0:
            self._left += _weight(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self._left = self._size


def _weight(found: Messages) -> int:
    return len(found[1]["body"]) + 2000  # the request and the headers
