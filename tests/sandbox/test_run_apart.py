from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox
import pytest
from hypothesis import given, settings, strategies as st

from gcm.core.errors import GcmError, Problems, RunError, TimedOut, UsageError
from gcm.core.language import msg
from gcm.sandbox.run_apart import run_all_apart, run_apart

from ..chance import many
from ..processes import children


def failure(work: Callable[[], bytes], timeout: float | None = 60) -> tuple[str, dict[str, object]]:
    """The name and values of the error that running `work` apart raises."""
    with pytest.raises(RunError) as caught:
        run_apart(work, timeout)
    return caught.value.message.english, caught.value.values


def raising(error: BaseException) -> Callable[[], bytes]:
    def work() -> NoReturn:
        raise error

    return work


def kill(number: int) -> bytes:
    os.kill(os.getpid(), number)
    time.sleep(60)
    return b"not reached"


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    before, others = len(list(Path("/dev/fd").iterdir())), children(os.getpid())
    yield
    # Other tests have children too, such as servers.
    assert children(os.getpid()) <= others
    assert len(list(Path("/dev/fd").iterdir())) == before


@given(st.binary())
@settings(max_examples=many(30))
def test_bytes_come_back(data: bytes) -> None:
    assert run_apart(lambda: data, 60) == data


@pytest.mark.parametrize("timeout", [None, 60, 1e12, float("inf")])
def test_more_than_a_pipe_holds_comes_back(timeout: float | None) -> None:
    assert run_apart(lambda: b"0123456789" * 3_000_000, timeout) == b"0123456789" * 3_000_000


def test_several_run_at_the_same_time() -> None:
    def first() -> bytes:
        return b"1" * 200_000

    def second() -> bytes:
        return str(os.getppid()).encode()

    assert run_all_apart([first, second], 60) == [b"1" * 200_000, str(os.getpid()).encode()]
    assert run_all_apart([], 60) == []


@pytest.mark.parametrize("place", [0, 1])
def test_one_of_several_fails_or_is_late(place: int) -> None:
    works: list[Callable[[], bytes]] = [bytes, bytes]
    works[place] = raising(UsageError(msg("no such file; check the path.")))
    with pytest.raises(UsageError):
        run_all_apart(works, 60)
    works[place] = lambda: kill(0)
    with pytest.raises(TimedOut):
        run_all_apart(works, 0.2)


@pytest.mark.parametrize(("timeout", "seconds"), [(0.05, "0.05"), (0, "0"), (-1.0, "-1")])
def test_it_is_killed_at_the_timeout(timeout: float, seconds: str) -> None:
    assert failure(lambda: kill(0), timeout) == (
        ("stopped after {seconds} seconds. Narrow the query, add a LIMIT, or raise --timeout."),
        {"seconds": seconds},
    )


def test_a_trickle_does_not_defer_the_timeout() -> None:
    def work() -> bytes:
        while True:
            os.write(3, b"drop")

    assert failure(work, 0.05) == (
        ("stopped after {seconds} seconds. Narrow the query, add a LIMIT, or raise --timeout."),
        {"seconds": "0.05"},
    )


@pytest.mark.parametrize(
    "error",
    [
        RunError(
            (msg("not valid SPARQL: {reason}")), file=Path("q.rq"), line=3, reason="é \ud800 \n'{}'"
        ),
        UsageError(
            (
                msg(
                    "refused: {form} would change the graph; only SELECT, ASK, CONSTRUCT "
                    "and DESCRIBE run here."
                )
            ),
            form="LOAD",
        ),
        GcmError(msg("no such file; check the path.")),
        Problems(
            [
                RunError((msg("no such file; check the path.")), file="a"),
                UsageError(
                    (msg("not UTF-8 text (byte {offset}); save the file as UTF-8.")),
                    line=2,
                    offset=7,
                ),
            ]
        ),
    ],
)
def test_an_error_of_ours_comes_back(error: GcmError) -> None:
    with pytest.raises(GcmError) as caught:
        run_apart(raising(error), 60)
    assert type(caught.value) is type(error)
    assert caught.value.text("en") == error.text("en")
    assert caught.value.text("es") == error.text("es")


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (raising(ValueError("odd \ud800")), "ValueError: odd \\ud800"),
        (raising(MemoryError()), "MemoryError"),
        (raising(KeyboardInterrupt()), "KeyboardInterrupt"),
        (raising(SystemExit(0)), "SystemExit: 0"),
        (lambda: kill(signal.SIGKILL), "SIGKILL"),
        (lambda: kill(signal.SIGSEGV), "SIGSEGV"),
        (lambda: kill(signal.SIGALRM), "SIGALRM"),
        (lambda: os._exit(7), "exit 7"),
        (lambda: os.write(3, b"half") and os._exit(0), "exit 0"),
    ],
)
def test_a_child_that_died_is_told(work: Callable[[], bytes], reason: str) -> None:
    assert failure(work) == (
        ("the query could not be run to its end ({reason}). Narrow it or add a LIMIT."),
        {"reason": reason},
    )


FULL = "OSError: [Errno 24] Too many open files"


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (lambda: Path(__file__).read_bytes(), f"{FULL}: {__file__!r}"),
        (lambda: Path("new").write_bytes(b"x") and b"", f"{FULL}: 'new'"),
        (lambda: socket.socket() and b"", FULL),
        (lambda: os.pipe() and b"", FULL),
        (lambda: os.dup2(1, 9) and b"", "OSError: [Errno 9] Bad file descriptor"),
    ],
)
def test_nothing_can_be_opened(
    work: Callable[[], bytes], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert failure(work) == (
        ("the query could not be run to its end ({reason}). Narrow it or add a LIMIT."),
        {"reason": reason},
    )
    assert list(tmp_path.iterdir()) == []


def test_nothing_open_is_inherited(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with kept.open("wb", buffering=0) as file:
        work = lambda: bytes(file.write(b"x"))  # noqa: E731
        assert failure(work) == (
            ("the query could not be run to its end ({reason}). Narrow it or add a LIMIT."),
            {"reason": "OSError: [Errno 9] Bad file descriptor"},
        )
    assert kept.read_bytes() == b""


def test_an_interrupt_kills_the_child() -> None:
    def interrupt() -> bytes:
        os.kill(os.getppid(), signal.SIGINT)
        return kill(0)

    with pytest.raises(KeyboardInterrupt):
        run_apart(interrupt, None)


def test_handlers_are_as_before() -> None:
    before = signal.getsignal(signal.SIGALRM), signal.pthread_sigmask(signal.SIG_BLOCK, [])
    run_apart(bytes, 60)
    after = signal.getsignal(signal.SIGALRM), signal.pthread_sigmask(signal.SIG_BLOCK, [])
    assert after == before


def test_it_runs_in_any_thread_and_without_a_warning() -> None:
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(run_apart(lambda: b"x" * 100_000, 60)))
        for _ in range(8)
    ]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == [b"x" * 100_000] * 8
    assert warned == []


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no system tells the memory")
def test_memory_has_a_limit() -> None:
    megabytes = 50 << 20
    # Far more, since what a process begins with may be free.
    for size in (40 << 20, 2 << 30):
        work = lambda size=size: bytes(len(bytearray(size)) >> 20)  # noqa: E731
        if size < megabytes:
            assert run_apart(work, 60, memory=megabytes) == bytes(40)
        else:
            with pytest.raises(RunError) as caught:
                run_apart(work, 60, memory=megabytes)
            assert caught.value.values == {"reason": "MemoryError"}
    with pytest.raises(RunError) as caught:
        run_apart(lambda: bytes(10 << 20), 60, memory=megabytes)
    assert caught.value.values == {"reason": "MemoryError"}


SCRIPT = """
import atexit, os, sys
from gcm.sandbox.run_apart import run_apart
atexit.register(lambda: print("bye"))
sys.stdout.write("once ")
def work():
    print("lost", flush=True)
    os.write(2, b"lost")
    return b"result "
result = run_apart(work, 60)
sys.stdout.write(result.decode())
"""


@pytest.mark.parametrize("closed", ["", "<&-", "<&- 2>&-"])
def test_the_childs_buffers_and_handlers_are_the_parents(closed: str) -> None:
    run = subprocess.run(
        ["sh", "-c", f'exec "$0" -c "$1" {closed}', sys.executable, SCRIPT],
        env={**os.environ, "PYTHONPATH": "scripts"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "once result bye\n", "")


def test_it_works_where_the_system_collects_children() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert run_apart(lambda: b"x", 60) == b"x"
        assert failure(lambda: kill(0), 0.05) == (
            ("stopped after {seconds} seconds. Narrow the query, add a LIMIT, or raise --timeout."),
            {"seconds": "0.05"},
        )
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("o")))
    return store


def test_a_query_answers_as_json(store: ox.Store) -> None:
    def work() -> bytes:
        solutions = store.query("SELECT ?o { ?s ?p ?o }")
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions.serialize(format=ox.QueryResultsFormat.JSON) or b""

    assert run_apart(work, 60) == (
        b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"literal","value":"o"}}]}}'
    )


def test_a_query_without_end_is_killed(store: ox.Store) -> None:
    store.extend(
        ox.Quad(ox.NamedNode(f"x:{n}"), ox.NamedNode("x:p"), ox.Literal(n)) for n in range(2000)
    )
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    work = lambda: bytes(len(list(store.query(text))))  # type: ignore[arg-type]  # noqa: E731
    assert failure(work, 0.1) == (
        ("stopped after {seconds} seconds. Narrow the query, add a LIMIT, or raise --timeout."),
        {"seconds": "0.1"},
    )


@pytest.mark.parametrize("silent", ["", "SILENT"])
def test_past_the_guard_nothing_connects(store: ox.Store, silent: str, tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text("<x:a> <x:b> <x:c> .\n")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        for address in (f"http://127.0.0.1:{server.getsockname()[1]}/", data.as_uri()):

            def ask(address: str = address) -> bytes:
                return str(
                    bool(store.query(f"ASK {{ SERVICE {silent} <{address}> {{}} }}"))
                ).encode()

            def load(address: str = address) -> bytes:
                store.update(f"LOAD {silent} <{address}>")
                return str(len(store)).encode()

            outcomes: list[bytes | str] = []
            for work in (ask, load):
                try:
                    outcomes.append(run_apart(work, 60))
                except RunError as error:
                    outcomes.append(error.message.english)
            # SILENT swallows the failure: one empty solution, nothing loaded.
            assert outcomes == (
                [b"True", b"1"]
                if silent
                else [
                    outcomes[0],
                    ("the query could not be run to its end ({reason}). Narrow it or add a LIMIT."),
                ]
            )
        with pytest.raises(TimeoutError):
            server.accept()
