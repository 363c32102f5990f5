"""One graph, opened once and asked often, and its tasks on a graph opened for one call."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from gcm.core.files import AnyPath
from gcm.entities.cite import cite as _cite
from gcm.entities.describe import describe as _describe
from gcm.entities.explain import explain as _explain
from gcm.entities.lookup import Match, find, similar
from gcm.entities.terms import terms as _terms
from gcm.graph.open import Source
from gcm.questions.ask import ask as _ask
from gcm.questions.query import query as _query
from gcm.questions.search import search as _search

P = ParamSpec("P")
R = TypeVar("R")


class OpenGraph(Source):
    """A graph to ask; each task takes and raises what the function of its name does."""

    ask = _ask
    query = _query
    describe = _describe
    explain = _explain
    search = _search
    cite = _cite
    terms = _terms

    def find(self, name: str) -> list[Match]:
        """Find the things that a name fits, else those whose names are like it.

        Args:
            name: a code, acronym, label, local name, prefixed name or IRI, in either language.

        Raises:
            UsageError: `name` is no text.
            RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
        """
        if found := find(self.graph, name):
            return found
        near = [one for like in similar(self.graph, name) for one in find(self.graph, like)]
        return list({one.iri: one for one in near}.values())


def open(
    *, root: AnyPath | None = None, on: AnyPath | None = None, store: AnyPath | None = None
) -> OpenGraph:
    """Open a graph, to ask it more than once; it is read when it is first asked.

    Args:
        root: the graph; see `gcm.core.layout.find_layout`.
        on: what to ask instead of the data of `root`; see `gcm.graph.state.read_state`.
        store: the folder of an on-disk store of the graph, for one that is large.

    Raises:
        UsageError: `root` contains no graph.
    """
    return OpenGraph(root, on, store)


def _one_off(task: Callable[Concatenate[Source, P], R]) -> Callable[..., R]:
    """Return a task on a graph as a function that opens a graph, as `open` does, for each call."""

    @wraps(task)
    def run(
        *given: Any,
        root: AnyPath | None = None,
        on: AnyPath | None = None,
        store: AnyPath | None = None,
        **named: Any,
    ) -> R:
        return task(Source(root, on, store), *given, **named)

    of_task = signature(task)
    _, *own = of_task.parameters.values()
    where = list(signature(open).parameters.values())
    parameters = sorted([*own, *where], key=lambda one: one.kind)
    vars(run)["__signature__"] = of_task.replace(parameters=parameters)
    text, raises, rest = (task.__doc__ or "").partition("\n\n    Raises:")
    arguments = (open.__doc__ or "").partition("Args:\n")[2].partition("\n\n")[0]
    run.__doc__ = f"{text}\n{arguments}{raises}{rest}"
    return run


ask = _one_off(_ask)
query = _one_off(_query)
describe = _one_off(_describe)
explain = _one_off(_explain)
search = _one_off(_search)
cite = _one_off(_cite)
terms = _one_off(_terms)
