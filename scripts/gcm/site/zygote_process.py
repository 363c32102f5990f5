"""The front's end of a zygote: start the process, send it lines, end it."""

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from gcm.core.errors import ProcessDied
from gcm.sandbox.error_codec import unpack
from gcm.site.exchange import Limits


class Zygote:
    """The front's end of a zygote."""

    def __init__(self, root: Path, store: Path | None, base: str, limits: Limits) -> None:
        """Start the process; it is ready when `wait` returns."""
        self.control, theirs = socket.socketpair()
        self.version = ""
        self.on_disk = store is not None
        settings = [theirs.fileno(), str(root), str(store or ""), base]
        bounds = [limits.rows, limits.size, limits.seconds, limits.memory]
        words = ["-m", "gcm.site.zygote", json.dumps([*settings, *bounds]), str(os.getpid())]
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, *words],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # One thread computes; an arena for each thread of a store on disk takes memory.
                env={**os.environ, "MALLOC_ARENA_MAX": "1"},
            )

    def wait(self) -> None:
        """Wait until it is ready.

        Raises:
            GcmError: the graph cannot be read, or the process has ended.
        """
        message = b""
        while not message.endswith(b"\n"):
            piece = self.control.recv(1 << 16)
            if not piece:
                raise ProcessDied(f"exit {self._process.wait()}")
            message += piece
        content = json.loads(message)
        if "error" in content:
            raise unpack(content["error"])
        self.version = content["version"]

    def send(self, line: str, descriptors: list[int] | None = None) -> None:
        """Send a line, with descriptors."""
        with suppress(OSError):  # it has ended, which its reader sees
            socket.send_fds(self.control, [f"{line}\n".encode()], descriptors or [])

    def close(self) -> None:
        """End the process, and with it its workers."""
        self.control.close()
        self._process.kill()
        self._process.wait()
