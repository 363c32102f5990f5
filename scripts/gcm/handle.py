"""One graph, opened once and asked often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gcm.core.files import AnyPath
from gcm.core.language import Lang
from gcm.graph.open import Source

if TYPE_CHECKING:
    from gcm.entities.cite import Reference
    from gcm.entities.describe import Description
    from gcm.entities.explain import Explanation
    from gcm.entities.lookup import Match
    from gcm.entities.terms import Term
    from gcm.questions.ask import Answer, Given, Value
    from gcm.questions.query import QueryResult
    from gcm.questions.search import Hit


class OpenGraph(Source):
    """A graph to ask; every method takes and raises what the function of its name does."""

    def ask(
        self,
        name: str,
        parameters: Given | None = None,
        *,
        lang: Lang = "en",
        timeout: float | None = None,
        evidence: bool = False,
        since: str | int = "",
        until: str | int = "",
        **more: Value,
    ) -> Answer:
        """Answer a question or run a check; see `gcm.ask`."""
        from gcm.questions.ask import ask_in

        return ask_in(
            self,
            name,
            parameters,
            lang=lang,
            timeout=timeout,
            evidence=evidence,
            since=since,
            until=until,
            **more,
        )

    def query(
        self,
        text: str,
        *,
        timeout: float | None = None,
        limit: int | None = None,
        labels: Lang | None = None,
    ) -> QueryResult:
        """Run any SPARQL query; see `gcm.query`."""
        from gcm.questions.query import query_in

        return query_in(self, text, timeout=timeout, limit=limit, labels=labels)

    def describe(self, name: str, *, lang: Lang = "en") -> Description:
        """Describe what a name stands for; see `gcm.describe`."""
        from gcm.entities.describe import describe_in

        return describe_in(self, name, lang=lang)

    def explain(
        self, subject: str, predicate: str, value: str, *, lang: Lang = "en"
    ) -> Explanation:
        """Explain a triple; see `gcm.explain`."""
        from gcm.entities.explain import explain_in

        return explain_in(self, subject, predicate, value, lang=lang)

    def search(self, words: str, *, lang: Lang = "en", most: int = 20) -> list[Hit]:
        """Find questions, things, quotes and pages by words; see `gcm.search`."""
        from gcm.questions.search import search_in

        return search_in(self, words, lang=lang, most=most)

    def cite(self, name: str, *, lang: Lang = "en", accessed: str = "") -> Reference:
        """Return a fact or thing as a reference; see `gcm.cite`."""
        from gcm.entities.cite import cite_in

        return cite_in(self, name, lang=lang, accessed=accessed)

    def terms(self, word: str = "", *, lang: Lang = "en") -> list[Term]:
        """List classes and properties; see `gcm.terms`."""
        from gcm.entities.terms import terms_in

        return terms_in(self, word, lang=lang)

    def find(self, name: str) -> list[Match]:
        """Find the things that a name fits, else those whose names are like it.

        Args:
            name: a code, acronym, label, local name, prefixed name or IRI, in either language.

        Raises:
            UsageError: `name` is no text.
            RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
        """
        from gcm.entities.lookup import find, similar

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
