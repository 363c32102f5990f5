"""Put the graph into a triplestore, and verify that it arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from gcm.core.errors import EndpointError, GcmError, RunError, Unreachable, UsageError, as_text
from gcm.core.files import AnyPath
from gcm.core.language import Lang, msg
from gcm.core.layout import find_layout
from gcm.findings.finding import Finding
from gcm.graph.prepared import open_graph
from gcm.graph.remote import RemoteGraph
from gcm.rdf.canonical import canonical_lines, has_blank_nodes
from gcm.rdf.oxigraph import Triple
from gcm.sandbox.run_apart import run_apart
from gcm.sparql.graph_store import GraphStore, StoreWriter, Updates, beside

_PUSH_STOPPED = msg("stopped before the end; the next `gcm push` goes on from here.")

NEW, UNCHANGED, DIFFERENT = "new", "unchanged", "different"
SURPLUS, REMOVED, WOULD_PUT = "surplus", "removed", "would-put"
_SHOWN = 3  # differing triples of a graph
_PATIENCE = 120.0  # seconds for the canonical form of untrusted triples


class Step(NamedTuple):
    """The outcome for one graph, the `number`th (from 1) of `of`.

    `state` is `new` (put, and read back the same), `unchanged` (was there already, nothing sent),
    `different` (put, and read back otherwise), `would-put` (in a dry run), `surplus` (at the
    endpoint only) or `removed`. `digest` is the SHA-256 of the graph's canonical lines here;
    empty for a graph that is missing here.
    """

    graph: str
    state: str
    triples: int
    digest: str
    number: int
    of: int


class Pushed(NamedTuple):
    """The outcome for each graph, the address used, and the differences found on reading back."""

    address: str
    steps: list[Step]
    findings: list[Finding]


class PushStopped(RunError):
    """The push stopped early because a request failed.

    `new` are the graphs that now equal ours, `old` the untouched ones; `unsure` was being written,
    so the endpoint may have its old content, the new, or a part.
    """

    def __init__(
        self, cause: GcmError | None, new: list[str], unsure: list[str], old: list[str]
    ) -> None:
        super().__init__(_PUSH_STOPPED)
        self.cause = cause
        self.new = new
        self.unsure = unsure
        self.old = old

    def text(self, lang: Lang) -> str:
        """Return the cause, and each graph on a line of its own below its state."""
        lines = [self.cause.text(lang)] if self.cause else []
        lines.append(_PUSH_STOPPED.text(lang))
        for key, graphs in (
            (msg("New at the endpoint ({count}):"), self.new),
            (msg("Old, new or in part ({count}):"), self.unsure),
            (msg("Not touched ({count}):"), self.old),
        ):
            if graphs:
                lines += [key.text(lang, count=len(graphs)), *(f"  {one}" for one in graphs)]
        return "\n".join(lines)


class PushInterrupted(PushStopped):
    """The user interrupted the push."""

    exit_code = 130


def push(
    url: str,
    *,
    graph_store: str | None = None,
    update: str | None = None,
    prune: bool = False,
    dry_run: bool = False,
    root: AnyPath | None = None,
    on_step: Callable[[Step], object] | None = None,
) -> Pushed:
    """Put each named graph into a store, and read it back.

    A graph that the store already contains is left alone. Two graphs are the same if their sorted
    N-Triples lines are, numbers, dates and truth values in canonical form (which is all that some
    stores keep) and blank nodes named by RDFC-1.0.

    Args:
        url: the store's query endpoint.
        graph_store: the address of its SPARQL 1.1 Graph Store Protocol.
        update: the address of its SPARQL Update, to use that instead; without either, the graph
            store beside the query endpoint is looked for.
        prune: remove those of our graphs at the endpoint that `root` does not have.
        dry_run: compare, and write nothing.
        root: the graph; see `gcm.core.layout.find_layout`.
        on_step: called with each step when it is done.

    Raises:
        UsageError: both `graph_store` and `update` are given, or an address is wrong.
        PushStopped, PushInterrupted: a request failed or Ctrl-C was pressed; the error lists the
            new and the old graphs.
        RunError, Problems: the endpoint fails before anything was written, or files cannot be read.
    """
    if graph_store and update:
        raise UsageError("give either --graph-store or --update.")
    layout = find_layout(root)
    graphs = open_graph(layout).named_graphs()
    remote = RemoteGraph(layout, as_text(url))
    stores = [graph_store] if graph_store else beside(url)
    writer: StoreWriter = Updates(update) if update else GraphStore(*stores)
    work = _Push(remote, writer, graphs, on_step)
    try:
        work.run(prune=prune, dry_run=dry_run)
    except KeyboardInterrupt:
        raise work.stopped(PushInterrupted, None) from None
    except GcmError as error:
        if not work.touched:
            raise
        raise work.stopped(PushStopped, error) from None
    return Pushed(writer.address, work.steps, work.findings)


class _Push:
    """A push in progress: the steps done, and the current one."""

    def __init__(
        self,
        remote: RemoteGraph,
        writer: StoreWriter,
        graphs: dict[str, list[Triple]],
        on_step: Callable[[Step], object] | None,
    ) -> None:
        self.steps: list[Step] = []
        self.findings: list[Finding] = []
        self.wrote = False
        self._unsure = ""  # the graph that is being written
        self._remote = remote
        self._writer = writer
        self._graphs = graphs
        self._on_step = on_step

    def run(self, *, prune: bool, dry_run: bool) -> None:
        """Put every graph, then deal with the graphs that only the endpoint has."""
        counts = self._remote.counts()
        for name, triples in self._graphs.items():
            lines = _canonical(triples)
            if counts.get(name) == len(lines) and self._lines_there(name) == lines:
                self._done(name, UNCHANGED, lines)
            elif dry_run:
                self._done(name, WOULD_PUT, lines)
            else:
                self._write(name, partial(self._writer.put, name, triples))
                there = self._lines_there(name)
                if there != lines:
                    self.findings.append(_finding(name, lines, there))
                self._done(name, NEW if there == lines else DIFFERENT, lines)
        for name in sorted(set(counts) - set(self._graphs)):
            if prune and not dry_run:
                self._write(name, partial(self._writer.drop, name))
            self._done(name, REMOVED if prune and not dry_run else SURPLUS, [], counts[name])

    @property
    def touched(self) -> bool:
        """Whether anything at the endpoint may have changed."""
        return self.wrote or bool(self._unsure)

    def stopped(self, kind: type[PushStopped], cause: GcmError | None) -> PushStopped:
        """Return the error with the new and old graphs, and the one where the push ended."""
        state = {step.graph: step.state for step in self.steps}
        unsure = [self._unsure] if self._unsure else []
        unsure += [name for name in state if state[name] == DIFFERENT]
        new = [name for name in self._graphs if state.get(name) in (NEW, UNCHANGED)]
        old = [name for name in self._graphs if name not in state and name not in unsure]
        return kind(cause, new, unsure, old)

    def _write(self, name: str, work: Callable[[], None]) -> None:
        """Change a graph; until it is read back, its content is unknown."""
        self._unsure = name
        try:
            work()
        except GcmError as error:
            refused = isinstance(error, EndpointError) and error.status in (400, 401, 403, 404)
            if refused or isinstance(error, Unreachable):  # the request was not sent
                self._unsure = ""
            raise
        self.wrote = True

    def _lines_there(self, name: str) -> list[bytes]:
        return _canonical(self._remote.triples_of(name))

    def _done(self, name: str, state: str, lines: list[bytes], count: int | None = None) -> None:
        self._unsure = ""
        digest = sha256(b"".join(lines)).hexdigest() if lines else ""
        count = len(lines) if count is None else count
        number = len(self.steps) + 1
        step = Step(name, state, count, digest, number, max(number, len(self._graphs)))
        self.steps.append(step)
        if self._on_step:
            self._on_step(step)


def _canonical(triples: Sequence[Triple]) -> list[bytes]:
    """Return the lines to compare, from a child process if blank nodes could take for ever."""
    if not has_blank_nodes(triples):
        return canonical_lines(triples)
    lines = run_apart(lambda: b"".join(canonical_lines(triples)), _PATIENCE)
    return lines.splitlines(keepends=True)


def _finding(graph: str, here: list[bytes], there: list[bytes]) -> Finding:
    """Return a finding that shows by a few triples how the graph read back differs."""
    lacking, added = set(here) - set(there), set(there) - set(here)
    shown = [*_some("-", lacking), *_some("+", added)]
    message = msg(
        "{graph} came back different: {lacking} triples lacking (-), {added} "
        "others added (+), among them\n{triples}"
    ).texts(graph=graph, lacking=len(lacking), added=len(added), triples="\n".join(shown))
    return Finding(message, thing=graph)


def _some(mark: str, lines: Iterable[bytes]) -> list[str]:
    return [f"  {mark} {line.decode().strip()}" for line in sorted(lines)[:_SHOWN]]
