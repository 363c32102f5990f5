"""Keep responses for as long as there is room: the least recently used goes first."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, Self

Headers = list[tuple[bytes, bytes]]

# The extension of ASGI that reads the bytes of a request, if nothing came before or after them.
PACKET: Final = "gcm.packet"


class Whole(NamedTuple):
    """A whole response: its status, its headers as the lines of HTTP, its body."""

    status: int
    lines: bytes
    body: bytes

    @classmethod
    def of(cls, status: int, headers: Headers, body: bytes) -> Self:
        """Make a response."""
        return cls(status, lines_of(headers), body)

    def headers(self) -> Headers:
        """List the headers as ASGI wants them."""
        found = (line.partition(b": ") for line in self.lines.splitlines())
        return [(name, value) for name, _, value in found]


class Cache:
    """Responses up to a number of bytes: by their tag, and by the bytes of their requests."""

    def __init__(self, size: int = 4 << 20) -> None:
        self._kept: OrderedDict[str | bytes, Whole] = OrderedDict()
        self._size = size
        self._left = size

    def get(self, key: str | bytes) -> Whole | None:
        """Return the response of a key, if it is kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: str | bytes, found: Whole) -> None:
        """Keep a response, unless it would take an eighth of the room."""
        weight = _weight(key, found)
        if weight > self._size // 8 or key in self._kept:
            return
        self._kept[key] = found
        self._left -= weight
        while self._left < 0:
            self._left += _weight(*self._kept.popitem(last=False))

    def keep_for(self, scope: Mapping[str, Any], found: Whole) -> None:
        """Keep a response for requests that are byte by byte the same, if it is that of a GET."""
        read = scope.get("extensions", {}).get(PACKET, {}).get("read")
        if read and scope["method"] == "GET" and found.status == 200 and (packet := read()):
            self.keep(packet, found)


def lines_of(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return headers as the lines of HTTP."""
    return b"".join([b"%b: %b\r\n" % line for line in headers])


def _weight(key: str | bytes, found: Whole) -> int:
    return len(key) + len(found.lines) + len(found.body) + 700  # what holds them
