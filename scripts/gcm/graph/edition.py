"""What a fact is cited by: the version of the graph that holds it, or the commit."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gcm.core.errors import GcmError
from gcm.core.files import read_bytes
from gcm.core.git import git
from gcm.core.iris import graph_iri
from gcm.core.language import Lang, Message, msg
from gcm.core.namespaces import BASE, DCT, DERIVED, INFERRED, OWL
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
_MODIFIED = f"SELECT ?day WHERE {{ <{BASE}ontology> <{DCT}modified> ?day }}"


class Editions:
    """The editions of a graph, file by file, since a file may be changed and not committed."""

    def __init__(self, graph: Graph | RemoteGraph) -> None:
        self._graph = graph

    def of(self, thing: str, lang: Lang) -> str:
        """Return, in words, the edition that holds a thing or, if the thing is empty, all data."""
        if self._graph.source:
            return f"gcm-graph, {self._graph.source}"
        message = _UNCOMMITTED if self._is_changed(thing) else self._of_root[0]
        return message.text(lang, name=self._of_root[1])

    def day(self, thing: str) -> str:
        """Return the day of the edition that `of` names, as `2026-11-30`.

        It is that of the commit, or today if the thing is not committed as it is; without git, the
        day that the ontology states.
        """
        if self._graph.source or not self._committed:
            rows = self._graph.rows(_MODIFIED)
            return rows[0][0].value if rows and rows[0][0] else ""
        return date.today().isoformat() if self._is_changed(thing) else self._of_root[2]

    def _is_changed(self, thing: str) -> bool:
        """Return whether a file that says something of a thing is not as it was committed."""
        if not self._committed:
            return False
        if thing:
            rows = self._graph.rows(_HOMES, thing=NamedNode(thing))
            homes = {home.value for (home,) in rows if home}
        else:
            layout = self._graph.layout
            homes = {layout.graph_of(file) for file in (*layout.data(), *layout.ontology())}
        return not self._unchanged.issuperset(homes - {DERIVED, INFERRED})

    @cached_property
    def _of_root(self) -> tuple[Message, str, str]:
        """The version of the commit that is checked out, else the commit, and its day; without git,
        the version that the ontology states.
        """
        if self._committed:
            words = ("-1", "--format=%h %cs %D", "--decorate=full", "--decorate-refs=refs/tags/v*")
            said = git(self._graph.layout.root, "log", *words).stdout.decode()
            commit, day, names = said.split(" ", 2)
            tag = _TAG.search(names.strip())
            return (_VERSION, tag[1], day) if tag else (_COMMIT, commit, day)
        rows = self._graph.rows(_STATED)
        return _VERSION, rows[0][0].value if rows and rows[0][0] else "—", ""

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
