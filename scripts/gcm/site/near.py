"""Find what a path that leads nowhere was meant for: other case, a missing part, a misspelling."""

from collections.abc import Iterator
from functools import cached_property

from gcm.core.namespaces import GCM, SCHEMA, SKOS
from gcm.core.similarity import nearest, plain
from gcm.graph.graph import Graph
from gcm.site.pages_lists import LISTS
from gcm.site.pages_nodes import path_of

_NAMES = f"""
SELECT ?name ?thing
WHERE {{
  ?thing <{SKOS}prefLabel>|<{SKOS}altLabel>|<{SKOS}hiddenLabel>|<{SKOS}notation>|
         <{GCM}acronym>|<{GCM}iso3>|<{GCM}iso2>|<{GCM}shortName> ?name .
  FILTER(ISIRI(?thing))
}}
"""
_KINDS = (
    *(one for spec in LISTS.values() for one in spec.of_classes),
    *(SKOS + "Concept", SCHEMA + "Place"),
)
_OF_KINDS = f"VALUES ?class {{ {' '.join(f'<{one}>' for one in _KINDS)} }} ?thing a ?class ."
_COMPARED = 20_000  # names; a large graph has far more, of facts and quotes
_MOST = 5
_LONGEST = 100  # letters that are compared
_CODE = 4  # letters of a code, in which one wrong letter is a quarter
_NO_SLIP = 3
_ALIKE = 0.75


class Near:
    """The names and paths of a graph, read when a path leads nowhere for the first time."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __call__(self, path: str) -> list[str]:
        """Return the IRIs that a path below `/en/` was probably meant for, best first."""
        if not path.strip("/") or len(path) > _LONGEST:
            return []
        found = next(filter(None, map(dict.fromkeys, self._tiers(path.strip("/")))), {})
        return list(found)[:_MOST]

    def _tiers(self, path: str) -> Iterator[list[str]]:
        """Yield what a path may mean, from the surest; the first that is not empty is enough."""
        names, paths = self._read
        wanted, stem = plain(path), plain(path.rpartition(".")[0])
        folder, _, local = wanted.rpartition("/")
        # In another case; with an ending for data that has no such form.
        yield [paths[one] for one in (wanted, stem) if one in paths]
        # Its beginning, a name or a code, its end.
        yield [
            *(iri for one, iri in paths.items() if folder and one.startswith(wanted)),
            *names.get(local, ()),
            *(iri for one, iri in paths.items() if one.endswith(f"/{local}")),
        ]
        beside = {one for one in paths if one.rpartition("/")[0] == folder}
        there = {one.rpartition("/")[2]: [paths[one]] for one in beside}
        if len(local) <= _CODE:
            slips = sorted((_slip(local, one), iri) for one, (iri,) in there.items())
            yield [iri for slip, iri in slips if slip < _NO_SLIP]
        around = {paths[one] for one in beside}
        for name, iris in names.items():
            if around.intersection(iris):
                there.setdefault(name, []).extend(around.intersection(iris))
        for known in (there, names):
            like = nearest(local, known, _MOST, _ALIKE)
            yield [iri for one in like for iri in known[one]]

    @cached_property
    def _read(self) -> tuple[dict[str, list[str]], dict[str, str]]:
        """The things of each name, and the thing of each path, both without case and accents."""
        names: dict[str, list[str]] = {}
        paths: dict[str, str] = {}
        pairs: set[tuple[str, str]] = set()
        # What people look for, then all the rest.
        for text in (_NAMES.replace("{", "{ " + _OF_KINDS, 1), _NAMES):
            rows = self._graph.rows(f"{text}LIMIT {_COMPARED - len(pairs)}")
            pairs |= {(name.value, thing.value) for name, thing in rows if name and thing}
        for name, thing in sorted(pairs):
            if path := path_of(thing):
                names.setdefault(plain(name), []).append(thing)
                paths.setdefault(plain(path), thing)
        return names, paths


def _slip(code: str, other: str) -> int:
    """Return how a code was mistyped: 1 for two letters swapped, 2 for one wrong, 3 for neither."""
    if len(code) != len(other):
        return _NO_SLIP
    wrong = [place for place, pair in enumerate(zip(code, other, strict=True)) if len({*pair}) > 1]
    if len(wrong) == 2 and sorted(code) == sorted(other) and wrong[1] - wrong[0] == 1:
        return 1
    return 2 if len(wrong) == 1 else _NO_SLIP
