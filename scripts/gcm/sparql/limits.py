"""Stop reading an answer once it has enough rows."""

import codecs
import json
import re
from typing import Final

_VARIABLES: Final = re.compile(r'"vars"\s*:\s*\[[^\]]*\]')
_BINDINGS: Final = re.compile(r'"results"\s*:\s*\{[^{}\[\]]*"bindings"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")
_JSON: Final = json.JSONDecoder()


class Rows:
    """A limit of rows of SPARQL 1.1 Query Results JSON, whose head comes first.

    It is called with each piece of a body and returns whether to stop reading. It is `done` if
    reading stopped before the end, and `cut` makes the part that was read well-formed.
    """

    def __init__(self, limit: int) -> None:
        self.done = False
        self._left = limit
        self._text = ""
        self._place = -1  # after the last complete row; -1 before the first
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def __call__(self, piece: bytes) -> bool:
        """Count the complete rows."""
        self._text += self._decoder.decode(piece)
        if self._place < 0:
            start = _BINDINGS.search(self._text)
            if start is None or not _VARIABLES.search(self._text, 0, start.start()):
                return False
            self._place = start.end()
        while self._left > 0:
            between = _BETWEEN.match(self._text, self._place)
            try:
                _, end = _JSON.raw_decode(self._text, between.end() if between else 0)
            except (ValueError, RecursionError):
                return False
            self._place = end
            self._left -= 1
        self.done = True
        return True

    def cut(self, body: bytes) -> bytes:
        """Return the rows so far, as a complete document."""
        return (self._text[: self._place] + "]}}").encode() if self.done else body
