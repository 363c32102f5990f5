"""SHA256SUMS: what `sha256sum` writes, and takes when it checks."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from gcm.releases.folder import ReleaseFile, sha256sums

needs_sha256sum = pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum")


def made(path: str, data: bytes) -> ReleaseFile:
    return ReleaseFile(path, len(data), hashlib.sha256(data).hexdigest())


def test_the_list_is_sorted_by_path() -> None:
    files = [made("b.ttl", b"b"), made("a/z.ttl", b""), made("Z.ttl", b"Z")]
    digests = {file.path: file.sha256 for file in files}
    assert sha256sums(files) == "".join(
        f"{digests[path]}  {path}\n" for path in ("Z.ttl", "a/z.ttl", "b.ttl")
    )
    assert sha256sums([]) == ""


@needs_sha256sum
def test_sha256sum_checks_the_list_and_would_write_it_so(tmp_path: Path) -> None:
    contents = {
        "a.ttl": b"<a:b> <a:c> <a:d> .\n",
        "tables/es/año nuevo.csv": b"",
        "odd \\ name\nof two lines": b"\x00",
    }
    for path, data in contents.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    text = sha256sums(made(path, data) for path, data in contents.items())
    (tmp_path / "SHA256SUMS").write_text(text, encoding="utf-8")
    words = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    words = ["sha256sum", "--", *sorted(contents)]
    assert subprocess.run(words, cwd=tmp_path, capture_output=True, check=True).stdout == (
        text.encode()
    )
    (tmp_path / "a.ttl").write_bytes(b"")
    words = ["sha256sum", "--check", "--status", "SHA256SUMS"]
    assert subprocess.run(words, cwd=tmp_path, check=False).returncode == 1
