"""A small graph that hostile files are put into, and a file that nobody may open."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

PREFIXES = """
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix x: <http://x.example/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_REGISTER = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://w3id.org/gcm-graph/prefixes> sh:declare
  [ sh:prefix "x" ; sh:namespace "http://x.example/" ] ,
  [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#" ] .
"""
SHAPES = """
x:Thing a sh:NodeShape ; sh:targetSubjectsOf x:p ;
  sh:property x:Thing-p .
x:Thing-p sh:path x:p ; sh:datatype xsd:date ;
  sh:message "wrong p"@en , "p incorrecta"@es .
"""
Done = subprocess.CompletedProcess[str]
Validate = Callable[..., Done]


class Root:
    """A small graph: its shapes can be replaced, its data added to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("data", "ontology", "shapes"):
            (folder / name).mkdir(parents=True)
        for name in ("gcm", "reused"):
            (folder / "ontology" / f"{name}.ttl").write_text(
                PREFIXES + "gcm:known a rdf:Property ."
            )
        (folder / "ontology" / "prefixes.ttl").write_text(_REGISTER)
        (folder / "data" / "one.ttl").write_text(PREFIXES + 'x:one x:p "2024-01-01"^^xsd:date .')
        self.shape(SHAPES)

    def shape(self, text: str, name: str = "shapes.ttl") -> Path:
        """Write a file of shapes; the prefixes stand before it, in its first line."""
        file = self.folder / "shapes" / name
        file.write_text(PREFIXES.replace("\n", " ") + text, encoding="utf-8")
        return file

    def file(self, name: str, content: str | bytes) -> Path:
        """Write a file beside the graph, as it is."""
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file


class Canary:
    """A file that nobody may open."""

    def __init__(self, file: Path) -> None:
        file.write_text("<s:secret> <p:secret> 'canary' .")
        self.file = file
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._watch = self._libc.inotify_init1(os.O_NONBLOCK)
        opened = 0x20  # IN_OPEN
        assert self._libc.inotify_add_watch(self._watch, os.fsencode(file), opened) > 0

    @property
    def opened(self) -> bool:
        """Whether anyone opened the file since it was last asked."""
        try:
            return bool(os.read(self._watch, 4096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        os.close(self._watch)
