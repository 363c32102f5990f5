"""The places of a root that state its version."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gcm.core.files import AnyPath, read_text, write_text
from gcm.core.layout import Layout, find_layout
from gcm.core.namespaces import BASE
from gcm.releases.folder import CITATION
from gcm.releases.repository import Version, version_of

_ONTOLOGY = BASE + "ontology"
_LOG = "CHANGELOG.md"
# The file, the name of what states the version in it, and the text around the version.
_PLACES = (
    ("ontology/gcm.ttl", "owl:versionInfo", r"(^\s*owl:versionInfo \")([^\"]*)(?=\")", ""),
    ("ontology/gcm.ttl", "owl:versionIRI", r"(^\s*owl:versionIRI <)([^>]*)(?=>)", f"{_ONTOLOGY}/"),
    (CITATION, "version", r"(^version: )(.*)$", ""),
    (_LOG, "## […]", r"(^## \[)([^]]*)(?=\])", ""),
    ("scripts/gcm/core/version.py", "__version__", r"(^__version__ = \")([^\"]*)(?=\")", ""),
)


class Place(NamedTuple):
    """A place that states the version: file, name, what it states, and the text before that."""

    file: Path
    name: str
    found: str
    before: str
    pattern: re.Pattern[str]

    def wanted(self, version: Version) -> str:
        """Return what the place should state for a version."""
        return f"{self.before}{version}"


def version_places(layout: Layout) -> Iterator[Place]:
    """Yield the places that state the version, of the files that exist.

    Raises:
        RunError: a file cannot be read.
    """
    for path, name, pattern, before in _PLACES:
        file = layout.root / path
        if file.exists():
            stated = re.compile(pattern, re.MULTILINE)
            found = stated.search(read_text(file))
            yield Place(file, name, found[2] if found else "—", before, stated)


def bump(version: str, *, root: AnyPath | None = None) -> list[Path]:
    """Write a version wherever a root states one; return the changed files.

    The change log gets a heading of its own for it.

    Raises:
        UsageError: the version is invalid, or `root` contains no graph.
        RunError: a file cannot be read or written.
    """
    number, changed = version_of(version), []
    for place in version_places(find_layout(root)):
        wanted, text = place.wanted(number), read_text(place.file)
        if place.found == wanted:
            continue
        if place.file.name == _LOG:  # what was logged stays, below a heading of its own
            wanted += f"] - not released yet\n\n## [{place.found}"
        new = place.pattern.sub(rf"\g<1>{wanted}", text, count=1)
        if new != text:
            write_text(place.file, new)
            changed.append(place.file)
    return list(dict.fromkeys(changed))
