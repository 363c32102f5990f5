"""Keep responses for as long as there is room: the least recently used goes first."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any, Final

Messages = tuple[dict[str, Any], dict[str, Any]]  # the two of a response in ASGI
# The headers that a response may depend on, and their places in a key.
_ASKED: Final = {b"accept": 1, b"accept-encoding": 2, b"accept-language": 3}


class Cache:
    """Responses by what was asked, up to a number of bytes: by its tag, and by its letters."""

    def __init__(self, size: int = 32 << 20) -> None:
        self._kept: OrderedDict[str | bytes, Messages] = OrderedDict()
        self._size = size
        self._left = size

    def get(self, key: str | bytes) -> Messages | None:
        """Return the response of a key, if it is kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: str | bytes, found: Messages) -> None:
        """Keep a response, unless it would take an eighth of the room."""
        weight = _weight(key, found)
        if weight > self._size // 8 or key in self._kept:
            return
        self._kept[key] = found
        self._left -= weight
        while self._left < 0:
            self._left += _weight(*self._kept.popitem(last=False))

    def keep_for(self, scope: Mapping[str, Any], found: Messages) -> None:
        """Keep a response for requests that are letter by letter the same, if it is a whole one."""
        if scope["method"] == "GET" and found[0]["status"] == 200:
            query = scope["query_string"]
            target = scope["raw_path"] + (b"?" + query if query else b"")
            if key := request_key(target, scope["headers"]):
                self.keep(key, found)


def request_key(target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return what the response to a GET depends on; empty if also on what the client has."""
    parts = [target, b"", b"", b""]
    for name, value in headers:
        if place := _ASKED.get(name):
            parts[place] = parts[place] + b"," + value if parts[place] else value
        elif name == b"if-none-match":
            return b""
    return b"\n".join(parts)


def _weight(key: str | bytes, found: Messages) -> int:
    return len(key) + len(found[1]["body"]) + 2000  # the headers
