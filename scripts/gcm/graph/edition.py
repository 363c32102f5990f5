"""What a fact is cited by: the version of the graph that holds it, or the commit."""

from __future__ import annotations

import hashlib
import os
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gcm.core.errors import GcmError
from gcm.core.files import read_bytes
from gcm.core.git import git
from gcm.core.iris import graph_iri
from gcm.core.language import Lang, Message, msg
from gcm.core.namespaces import BASE, DERIVED, INFERRED, OWL
from gcm.rdf.oxigraph import NamedNode

if TYPE_CHECKING:
    from gcm.graph.graph import Graph
    from gcm.graph.remote import RemoteGraph

_VERSION = msg("gcm-graph, version {name}")
_COMMIT = msg("gcm-graph, commit {name}, not released")
_UNCOMMITTED = msg("gcm-graph, not committed yet")
_TAG = re.compile(r"refs/tags/v([0-9]+(?:\.[0-9]+){2})(?:,|$)")
_HOMES = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?thing ?predicate ?value } }"
_STATED = f"SELECT ?version WHERE {{ <{BASE}ontology> <{OWL}versionInfo> ?version }}"


class Editions:
    """The editions of a graph, file by file, since a file may be changed and not committed."""

    def __init__(self, graph: Graph | RemoteGraph) -> None:
        self._graph = graph

    def of(self, thing: str, lang: Lang) -> str:
        """Return what holds a thing, in words."""
        if self._graph.source:
            return f"gcm-graph, {self._graph.source}"
        message, name = self._of_root
        if message is _VERSION and not self._committed:
            return message.text(lang, name=name)
        homes = {home.value for (home,) in self._graph.rows(_HOMES, thing=NamedNode(thing)) if home}
        if not self._unchanged.issuperset(homes - {DERIVED, INFERRED}):
            message = _UNCOMMITTED
        return message.text(lang, name=name)

    @cached_property
    def _of_root(self) -> tuple[Message, str]:
        """The version of the commit that is checked out, else the commit; without git, the version
        that the ontology states.
        """
        if self._committed:
            words = ("-1", "--format=%h %D", "--decorate=full", "--decorate-refs=refs/tags/v*")
            said = git(self._graph.layout.root, "log", *words).stdout.decode()
            commit, _, names = said.partition(" ")
            tag = _TAG.search(names.strip())
            return (_VERSION, tag[1]) if tag else (_COMMIT, commit)
        rows = self._graph.rows(_STATED)
        return _VERSION, rows[0][0].value if rows and rows[0][0] else "—"

    @cached_property
    def _committed(self) -> dict[str, str]:
        """The object of each file of the graph in the commit; empty outside a repository."""
        root = self._graph.layout.root
        try:
            done = git(root, "ls-tree", "-r", "-z", "HEAD", "--", "data", "ontology")
        except GcmError:  # there is no git
            return {}
        entries = os.fsdecode(done.stdout).split("\0")[:-1]
        return {path: head.split()[2] for head, _, path in (one.partition("\t") for one in entries)}

    @cached_property
    def _unchanged(self) -> frozenset[str]:
        """The graphs of the files that are as they were committed."""
        root = self._graph.layout.root
        return frozenset(
            graph_iri(Path(file))
            for file, known in self._committed.items()
            if (root / file).is_file() and _blob(read_bytes(root / file)) == known
        )


def _blob(data: bytes) -> str:
    """Return the identifier that git gives a file's content."""
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()
