"""The one place where IRIs of the graph are made from what they stand for."""

from __future__ import annotations

import re
from pathlib import PurePath

from gcm.core.namespaces import BASE, GRAPH, ID, QUESTION, RELEASE

# What RFC 3987 has no place for in a path, and `%`, so that no two names give one IRI.
_NOT_IN_IRIS = re.compile(r"[^\w.~!$&'()*+,;=:@/-]")


def source_iri(source: str) -> str:
    """The source text named `source`, such as `2024-san-salvador.es`."""
    return f"{ID}source/{source}"


def document_iri(document: str) -> str:
    """The document named `document`, such as `2024-san-salvador`."""
    return f"{ID}document/{document}"


def unit_iri(source: str, text: str, time: int = 1) -> str:
    """A unit of a source text, named by its words: an edit elsewhere does not move it.

    Args:
        source: the name of the source text.
        text: the unit's text.
        time: 2 for the second unit of the same text, and so on.
    """
    return f"{ID}unit/{words_name(source, text, time)}"


def quote_iri(name: str) -> str:
    """The evidence named `name` by `words_name`."""
    return f"{ID}quote/{name}"


def words_name(source: str, words: str, time: int = 1) -> str:
    """The local name of words of a source text: a hash of them, and which time they stand there."""
    import hashlib  # late: most commands make no IRI

    name = f"{source}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return name if time == 1 else f"{name}-{time}"


def selector_iri(name: str, kind: str) -> str:
    """A selector of the evidence named `name`; `kind` is `exact` or `position`."""
    return f"{ID}selector/{name}-{kind}"


def graph_iri(file: PurePath) -> str:
    """The named graph of a Turtle file, from its path below the root.

    `data/forums/2024-san-salvador.ttl` holds `…/graph/forums/2024-san-salvador`; files of the
    other folders keep the folder's name.
    """
    parts = file.with_suffix("").parts
    name = "/".join(parts[1:] if parts[0] == "data" else parts)
    return GRAPH + _escaped(name)


def question_iri(name: str) -> str:
    """The question or check whose file is `<name>.rq`."""
    return QUESTION + name


def dataset_iri() -> str:
    """The graph as a dataset, whatever its version."""
    return BASE + "dataset"


def release_iri(version: str) -> str:
    """One version of the dataset."""
    return RELEASE + _escaped(version)


def release_part_iri(version: str, name: str) -> str:
    """What the description of a release speaks of beside it: a file, a checksum, a subset."""
    return f"{release_iri(version)}#{_escaped(name)}"


def release_file_iri(version: str, path: str) -> str:
    """The address of a file of a release, given by its path below the release's folder."""
    return f"{release_iri(version)}/{_escaped(path)}"


def _escaped(name: str) -> str:
    return _NOT_IN_IRIS.sub(lambda letter: _percent(letter[0]), name)


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))
