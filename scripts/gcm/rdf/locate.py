"""Finding the file and line of a triple, when there is something to say about it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gcm.core.files import read_text
from gcm.rdf.positions import Positions, locate


class Locator:
    """Looks up positions in Turtle files; a file is indexed only when a node is sought in it."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._texts = {file: read_text(file) for file in files}
        self._indexed: dict[Path, Positions] = {}

    def find(
        self, subject: str, predicate: str = "", value: str = ""
    ) -> tuple[Path | None, int | None]:
        """The file and the 1-based line of a triple, or of its subject where it is missing.

        Args:
            subject: an IRI.
            predicate: an IRI, or empty for the subject itself.
            value: the IRI or lexical form of the object.
        """
        local = subject.rstrip("/").rpartition("/")[2].rpartition("#")[2]
        for file, text in self._texts.items():
            # A cheap look first: indexing costs a hundred times more.
            if local not in text and "\\" not in text:
                continue
            positions = self._index(file)
            position = positions.subject(subject)
            if position is not None:
                if predicate:
                    position = positions.triple(subject, predicate, value) or position
                return file, position.line
        return None, None

    def _index(self, file: Path) -> Positions:
        if file not in self._indexed:
            self._indexed[file] = locate(self._texts[file], file)
        return self._indexed[file]
