"""Engines that validate within the test: no process is forked, and shapes are prepared once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import pytest
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper

from gcm.rdf.oxigraph import Triple
from gcm.validation.engines import pyshacl


class _Native:
    """The native module of pyshifty, with the latest shapes kept as it prepared them."""

    def __init__(self, native: Any) -> None:
        self.PreparedValidator = lru_cache(maxsize=4)(native.PreparedValidator)


@pytest.fixture(scope="module", autouse=True)
def every_engine_here() -> Generator[None]:
    """Have the engines run within the tests of the module that imports this."""
    with pytest.MonkeyPatch.context() as patched:
        engines_here(patched)
        yield


def engines_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the engines run within the test, which then cannot end them."""
    monkeypatch.setattr(pyshacl, "run_apart", lambda work, *_: work())
    # For each node pySHACL searches a list for each property of a shape, and checks the text of
    # each query again: a third of its time.
    parameters = frozenset(ALL_CONSTRAINT_PARAMETERS), CONSTRAINT_PARAMETERS_MAP
    monkeypatch.setattr("pyshacl.shape.CONSTRAINT_PARAMS", parameters, raising=False)
    checked = lru_cache(SPARQLQueryHelper.check_invalid_sparql)

    def check(
        helper: SPARQLQueryHelper, text: str, valuenode: object, extravars: Iterable[str] | None
    ) -> bool:
        # It asks of the value only whether there is one.
        one = None if valuenode is None else True
        return bool(checked(helper, text, valuenode=one, extravars=frozenset(extravars or ())))

    monkeypatch.setattr(SPARQLQueryHelper, "check_invalid_sparql", check)
    if find_spec("shifty"):
        from gcm.validation.engines import pyshifty

        monkeypatch.setattr(pyshifty, "run_apart", lambda work, *_: work())
        monkeypatch.setattr(pyshifty, "run_all_apart", lambda works, *_: [one() for one in works])
        monkeypatch.setattr(pyshifty, "_NATIVE", _Native(pyshifty._NATIVE))
        for made in ("named", "agrees_on", "with_queries"):
            monkeypatch.setattr(pyshifty, made, _once(getattr(pyshifty, made)))


def _once(made_of: Callable[[Iterable[Triple]], Any]) -> Callable[[Iterable[Triple]], Any]:
    """Return a function of shapes that keeps its latest results."""
    kept = lru_cache(maxsize=4)(made_of)
    return lambda shapes: kept(tuple(shapes))
