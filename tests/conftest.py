"""Under CI a skipped test is a failure: what it needs must be installed there.

No test fails for being slow: machines differ, and are busy.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Generator
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from .chance import MORE, many
from .commands import (
    gcm as gcm,  # fixtures
    process as process,
    root as root,
    shipped_once as shipped_once,
    tiny as tiny,
)
from .tiny_root import ROOT

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", PATIENT, derandomize=True, database=None)
settings.register_profile("more", PATIENT, max_examples=many(100), print_blob=True)
settings.load_profile("more" if MORE else "same")

# What the tools and the tool itself look at: nothing that the caller's shell holds may matter.
_LEAKS = (
    *("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "PWD"),
    *("LANG", "LANGUAGE", "TZ", "NETRC", "SOURCE_DATE_EPOCH", "PYTHONIOENCODING", "PYTHONUTF8"),
)
_LEAK_STARTS = ("GCM_DEBUG", "GCM_ENDPOINT_", "GIT_", "LC_")
_LIBC = ctypes.CDLL(None)
_LARGE = 2**21  # bytes of a large page
_MADV_COLLAPSE = 25  # since Linux 6.1


def _start_plainly() -> None:
    """Be as if started from a plain shell, whatever started the tests."""
    for name in list(os.environ):
        if name in _LEAKS or name.startswith(_LEAK_STARTS):
            del os.environ[name]
    os.environ |= {"LC_ALL": "C.UTF-8", "TERM": "xterm", "TZ": "UTC"}
    # A parent that runs tests in the background may ignore Ctrl-C, and its children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})


_start_plainly()


@pytest.fixture(scope="session", autouse=True)
def _in_the_checkout() -> Generator[None]:
    """Start in the checkout: reports name files from the current folder."""
    with chdir(ROOT):
        yield


def pytest_collection_finish() -> None:
    """Have the garbage collector skip the collected tests and all modules, which stay."""
    gc.collect()
    gc.freeze()
    _use_large_pages()


def _use_large_pages() -> None:
    """Gather this process's memory in pages of two megabytes, where Linux can.

    A fork copies the table of all pages: with small ones, a worker's many forks take more time than
    what the children do.
    """
    if sys.platform != "linux":
        return
    for line in Path("/proc/self/maps").read_text().splitlines():
        place, access, _, _, file, *_ = line.split()
        start, end = (int(address, 16) for address in place.split("-"))
        if access == "rw-p" and file == "0":
            first = -(-start // _LARGE) * _LARGE
            length = end // _LARGE * _LARGE - first
            if length > 0:
                _LIBC.madvise(ctypes.c_void_p(first), ctypes.c_size_t(length), _MADV_COLLAPSE)


@pytest.fixture(scope="module", autouse=True)
def _small_worker(request: pytest.FixtureRequest) -> Generator[None]:
    """Give memory back after each file: forking takes time for each page that the worker has."""
    yield
    for shared in vars(request.module).values():
        if hasattr(shared, "cache_clear") and shared.__module__ == request.module.__name__:
            shared.cache_clear()
    gc.collect()
    if trim := getattr(_LIBC, "malloc_trim", None):
        trim(0)
    _use_large_pages()


def _unless_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _unless_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _unless_skipped(report)
    return report
