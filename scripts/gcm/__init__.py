"""The Global Compact for Migration as a graph that can be asked, validated and proved.

The tasks of the `gcm` command as functions; each module imports when it is first used:

    open()                      a graph opened once, to ask it often
    ask(question, parameters)   answer a question or run a check
    query(text)                 run any SPARQL query
    search(words)               questions, things, quotes and pages by words
    terms(word)                 the classes and properties, what they mean, how often they occur
    cite(thing)                 a fact or thing as a reference
    describe(thing)             everything known about one thing, with its proofs
    validate(files)             validate the graph, or what new files bring to it
    verify()                    prove the quotes and the coverage of every source
    import_table(table, kind)   write the Turtle that a table gives
    import_tables()             the same for every table of the graph
    diff(old, new)              what changed between two states, and which answers changed
    explain(s, p, o)            why a triple holds, with the facts and quotes behind it
    infer()                     what follows from the graph by OWL 2 RL
    quote(source, words)        make the evidence for a quote
    format_files(files)         bring Turtle files into canonical form
    rule(name)                  what a rule asks, why, and what breaks it
    rules()                     the rules that a finding may name
    list_questions()            the questions and checks
    push(url)                   put the graph into a triplestore and read it back
    publish(version)            make a release of the graph
    serve()                     serve the site and a SPARQL endpoint

Errors are `GcmError`s: `UsageError`, `RunError`, or several as `Problems`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # “as” tells a type checker that a name is public
    # isort: off
    from gcm.core.errors import (
        GcmError as GcmError,
        Problems as Problems,
        RunError as RunError,
        UsageError as UsageError,
    )
    from gcm.core.results import Cell as Cell, Table as Table
    from gcm.entities.reading import Proof as Proof
    from gcm.findings.finding import Finding as Finding
    from gcm.core.version import __version__ as __version__
    from gcm.questions.ask import Answer as Answer, list_questions as list_questions
    from gcm.entities.cite import Reference as Reference
    from gcm.entities.terms import Term as Term
    from gcm.entities.describe import Description as Description
    from gcm.changes.diff import Changed as Changed, diff as diff
    from gcm.entities.explain import Explanation as Explanation
    from gcm.turtle.format import Formatted as Formatted, format_files as format_files
    from gcm.site.server import serve as serve
    from gcm.inference.infer import Inferred as Inferred, infer as infer
    from gcm.releases.publish import Published as Published, publish as publish
    from gcm.entities.lookup import Match as Match
    from gcm.handle import (
        OpenGraph as OpenGraph,
        ask as ask,
        cite as cite,
        describe as describe,
        explain as explain,
        open as open,
        query as query,
        search as search,
        terms as terms,
    )
    from gcm.graph.push import (
        Pushed as Pushed,
        PushInterrupted as PushInterrupted,
        PushStopped as PushStopped,
        Step as Step,
        push as push,
    )
    from gcm.questions.search import Hit as Hit
    from gcm.questions.query import QueryResult as QueryResult
    from gcm.evidence.quote import Quoted as Quoted, quote as quote
    from gcm.tables.import_tables import (
        Imported as Imported,
        ImportedAll as ImportedAll,
        import_table as import_table,
        import_tables as import_tables,
    )
    from gcm.findings.report import Report as Report
    from gcm.validation.rules import Example as Example, Rule as Rule, rule as rule, rules as rules
    from gcm.validation.validate import validate as validate
    from gcm.evidence.coverage import Coverage as Coverage
    from gcm.evidence.verify import Verification as Verification, verify as verify
    from gcm.entities.reading import Entity as Entity
    # isort: on

_HOMES = {
    "gcm.changes.diff": ("Changed", "diff"),
    "gcm.core.errors": ("GcmError", "Problems", "RunError", "UsageError"),
    "gcm.core.results": ("Cell", "Table"),
    "gcm.core.version": ("__version__",),
    "gcm.entities.cite": ("Reference",),
    "gcm.entities.describe": ("Description",),
    "gcm.entities.explain": ("Explanation",),
    "gcm.entities.lookup": ("Match",),
    "gcm.entities.reading": ("Entity", "Proof"),
    "gcm.evidence.coverage": ("Coverage",),
    "gcm.entities.terms": ("Term",),
    "gcm.evidence.quote": ("Quoted", "quote"),
    "gcm.evidence.verify": ("Verification", "verify"),
    "gcm.findings.finding": ("Finding",),
    "gcm.findings.report": ("Report",),
    "gcm.graph.push": ("PushInterrupted", "PushStopped", "Pushed", "Step", "push"),
    "gcm.handle": (
        *("OpenGraph", "ask", "cite", "describe", "explain", "open", "query", "search", "terms"),
    ),
    "gcm.inference.infer": ("Inferred", "infer"),
    "gcm.questions.ask": ("Answer", "list_questions"),
    "gcm.questions.query": ("QueryResult",),
    "gcm.questions.search": ("Hit",),
    "gcm.releases.publish": ("Published", "publish"),
    "gcm.site.server": ("serve",),
    "gcm.tables.import_tables": ("Imported", "ImportedAll", "import_table", "import_tables"),
    "gcm.turtle.format": ("Formatted", "format_files"),
    "gcm.validation.rules": ("Example", "Rule", "rule", "rules"),
    "gcm.validation.validate": ("validate",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    """Import a task when it is first used: a command pays only for what it needs."""
    from importlib import import_module

    if name not in _HOME_OF:
        raise AttributeError(f"module 'gcm' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
