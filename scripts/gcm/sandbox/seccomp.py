"""A system call filter that allows a process to open files, but no connections.

An on-disk store opens files while a query runs, so it cannot work without new descriptors, as
`gcm.sandbox.run_apart` otherwise demands. Linux has a finer means, without privileges: seccomp
(https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html).
"""

import ctypes
import errno
import os
import platform
import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

# By machine: the architecture in the kernel's audit, and the number of socket(2).
_MACHINES: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # BPF operations
_ARCHITECTURE, _NUMBER = 4, 0  # offsets in struct seccomp_data
_OTHER_ABI = 0x40000000  # x32 calls on x86_64 have numbers from here
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # for prctl(2)


def is_available() -> bool:
    """Return whether the filter is available on this machine."""
    return platform.system() == "Linux" and platform.machine() in _MACHINES


def forbid_sockets() -> None:
    """Forbid this process to open sockets; open ones stay open.

    Raises:
        OSError: the kernel refuses the filter.
    """
    architecture, socket = _MACHINES[platform.machine()]
    program = b"".join(
        struct.pack("=HBBI", *instruction)
        for instruction in (
            (_LOAD, 0, 0, _ARCHITECTURE),
            (_EQUAL, 0, 4, architecture),
            (_LOAD, 0, 0, _NUMBER),
            (_AT_LEAST, 2, 0, _OTHER_ABI),
            (_EQUAL, 1, 0, socket),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _REFUSE),
        )
    )
    code = ctypes.create_string_buffer(program, len(program))
    count, size = len(program) // 8, struct.calcsize("P")
    head = ctypes.create_string_buffer(
        struct.pack("H", count).ljust(size, b"\0") + struct.pack("P", ctypes.addressof(code))
    )
    library = ctypes.CDLL(None, use_errno=True)
    for call in ((_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SECCOMP, _FILTER, ctypes.byref(head), 0, 0)):
        if library.prctl(*call):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


def open_below(folder: Path) -> list[int]:
    """List the descriptors of open files in a folder, in order."""
    found = []
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names only
        with suppress(OSError):
            if Path(f"/proc/self/fd/{name}").readlink().parent == folder.resolve():
                found.append(int(name))
    return sorted(found)
