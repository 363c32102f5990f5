"""The site in this process: what workers do is done here, pages are stubs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from gcm.core.iris import dataset_iri
from gcm.handle import OpenGraph
from gcm.rdf.store import graph_names
from gcm.site import resources
from gcm.site.answering import Answerer
from gcm.site.app import App
from gcm.site.description import add_description
from gcm.site.exchange import Answer, Limits, Query, Reply, Wanted


class Page(NamedTuple):
    status: int
    body: str


class Pages:
    """A page for the home, a list, and each State."""

    def page(
        self, path: str, language: str, query: Mapping[str, str], _: Answer | None = None
    ) -> Page | None:
        if path not in ("", "states") and not path.startswith(("id/state/", "id/old/")):
            return None
        status = 410 if path.startswith("id/old/") else 200
        return Page(status, f"{language} {path} {sorted(query.items())}")

    def missing(self, path: str, language: str) -> Page:
        return Page(404, f"{language} missing {path}")


class Here:
    """A backend in this process."""

    def __init__(
        self, handle: OpenGraph, base: str = "/", pages: resources.Pages | None = None
    ) -> None:
        if dataset_iri() not in graph_names(handle.local.store):
            add_description(handle.local)
        self._answerer = Answerer(handle.local, Limits())
        self._resources = resources.Resources(handle, pages or Pages(), base)
        self.version = "v1"
        self.is_well = True

    async def query(self, query: Query, _: object) -> Reply:
        return self._answerer.answer(query)

    async def resolve(self, wanted: Wanted) -> Reply:
        return self._resources.resolve(wanted)


def site(handle: OpenGraph, base: str = "/", pages: resources.Pages | None = None) -> App:
    return App(Here(handle, base, pages), base, Path(__file__).parent)
