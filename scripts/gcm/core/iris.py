"""The IRIs of the graph, built from names, texts and files."""

import re
from pathlib import PurePath
from urllib.parse import quote

from gcm.core.namespaces import BASE, GRAPH, ID, QUESTION, RELEASE

# `%` and all characters that RFC 3987 does not allow in a path, so that no two names share an IRI.
_NOT_IN_IRIS = re.compile(r"[^\w.~!$&'()*+,;=:@/-]")


def source_iri(source: str) -> str:
    """Return the IRI of a source text, such as `2024-san-salvador.es`."""
    return f"{ID}source/{source}"


def document_iri(document: str) -> str:
    """Return the IRI of a document, such as `2024-san-salvador`."""
    return f"{ID}document/{document}"


def unit_iri(source: str, text: str, time: int = 1) -> str:
    """Return the IRI of a unit of a source text, made from its words: no other edit changes it.

    Args:
        source: the name of the source text.
        text: the unit's text.
        time: 2 for the second unit of the same text, and so on.
    """
    return f"{ID}unit/{words_name(source, text, time)}"


def quote_iri(name: str) -> str:
    """Return the IRI of the evidence with a local name from `words_name`."""
    return f"{ID}quote/{name}"


def words_name(source: str, words: str, time: int = 1) -> str:
    """Return the local name for words of a source text: a hash of them and of their occurrence."""
    import hashlib  # late: most commands make no IRI

    name = f"{source}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return name if time == 1 else f"{name}-{time}"


def selector_iri(name: str, kind: str) -> str:
    """Return the IRI of a selector of the evidence `name`; `kind` is `exact` or `position`."""
    return f"{ID}selector/{name}-{kind}"


def graph_iri(file: PurePath) -> str:
    """Return the IRI of the named graph of a Turtle file, from its path below the root.

    `data/forums/2024-san-salvador.ttl` contains `…/graph/forums/2024-san-salvador`; files of the
    other folders keep the folder's name.
    """
    parts = file.with_suffix("").parts
    name = "/".join(parts[1:] if parts[0] == "data" else parts)
    return GRAPH + _escaped(name)


def question_iri(name: str) -> str:
    """Return the IRI of the question or check in `<name>.rq`."""
    return QUESTION + name


def dataset_iri() -> str:
    """Return the IRI of the dataset, independent of its version."""
    return BASE + "dataset"


def release_iri(version: str) -> str:
    """Return the IRI of one version of the dataset."""
    return RELEASE + _escaped(version)


def release_part_iri(version: str, name: str) -> str:
    """Return the IRI of a part of a release's description: a file, a checksum, a subset."""
    return f"{release_iri(version)}#{_escaped(name)}"


def release_file_iri(version: str, path: str) -> str:
    """Return the URL of a file of a release, given its path below the release's folder."""
    return f"{release_iri(version)}/{_escaped(path)}"


def _escaped(name: str) -> str:
    return _NOT_IN_IRIS.sub(lambda found: quote(found[0], "", errors="surrogatepass"), name)
