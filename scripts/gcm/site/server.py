"""Serve the site: the zygote first, then the event loop; new data are read while the old serve."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from functools import partial

from gcm.core.errors import GcmError, RunError, UsageError
from gcm.core.files import AnyPath, as_path
from gcm.core.layout import find_layout
from gcm.sandbox.seccomp import is_available
from gcm.site.addresses import is_base
from gcm.site.exchange import Limits
from gcm.site.zygote_process import Zygote


def serve(
    *,
    root: AnyPath | None = None,
    store: AnyPath | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    base: str = "/",
    limits: Limits | None = None,
    on_ready: Callable[[str], object] = lambda _: None,
    on_reload: Callable[[GcmError | None], object] = lambda _: None,
) -> None:
    """Serve the site of a graph until the process is told to end.

    New data are served as soon as they are read: after SIGHUP, or when a file has changed.

    Args:
        root: the graph; see `gcm.core.layout.find_layout`.
        store: the folder of an on-disk store of the graph, for a large one.
        host: the address to listen at.
        port: the port; 0 for any that is free.
        base: the path below which the site is, with a slash at both ends.
        limits: the bounds of a request.
        on_ready: called with the address of the site, once it answers.
        on_reload: called when new data are served, or with the error that keeps the old ones.

    Raises:
        UsageError: `root` contains no graph, or `base` is no path.
        RunError, Problems: files that cannot be read or parsed, facts that contradict one another,
            the port is taken, or the system cannot keep queries apart.
    """
    if not hasattr(os, "fork"):
        raise RunError(
            "this system cannot keep strangers' queries apart from files and network; serve the "
            "site on Linux or macOS (on Windows, in WSL)."
        )
    if not is_base(base):
        raise UsageError(
            "“{base}” is no base: it begins and ends with “/”, such as /gcm/.", base=base
        )
    layout = find_layout(root)
    bounds = limits or Limits()
    folder = None if store is None else as_path(store).absolute()
    make = partial(Zygote, layout.root.absolute(), folder, base, bounds)
    zygote = make()
    try:
        with _listen(host, port) as listening:
            from gcm.site.event_loop import Service  # late: imported while the zygote reads

            zygote.wait()
            shown = f"[{host}]" if ":" in host else host
            address = f"http://{shown}:{listening.getsockname()[1]}{base}"
            service = Service(layout, make, bounds, base, on_reload)
            service.run(zygote, listening, partial(on_ready, address))
    finally:
        zygote.close()


def is_weaker() -> bool:
    """Return whether this system cannot end processes with their parent, or forbid sockets."""
    return sys.platform != "linux" or not is_available()


def _listen(host: str, port: int) -> socket.socket:
    """Return a bound socket.

    Raises:
        RunError: the address or the port cannot be had.
    """
    try:
        family, kind, number, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, number)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
    except OSError as error:
        raise RunError(
            "cannot listen at {host}, port {port} ({reason}); choose another with --port.",
            host=host,
            port=port,
            reason=error.strerror or error,
        ) from None
    return made
