from __future__ import annotations

import os
from pathlib import Path

import pytest

from gcm.core.errors import RunError
from gcm.core.files import read_text, reading_once, write_bytes, write_text


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    file = tmp_path / "con espacio ñ.ttl"
    write_text(file, "á\r\nb\n")
    assert file.read_bytes() == "á\r\nb\n".encode()
    write_bytes(file, b"")
    assert file.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [file]


def test_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    write_text(file, "old")
    file.chmod(0o640)
    write_text(file, "new")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if name == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(RunError) as caught:
        write_text(file, "new")
    assert str(caught.value) == (f"{file}: the file cannot be written (No space left on device).")
    assert (file.read_text(), list(tmp_path.iterdir())) == ("old", [file])


def test_an_interrupt_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(file, "new")
    assert (file.read_text(), list(tmp_path.iterdir())) == ("old", [file])


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing/a.ttl", "No such file or directory"), ("file/a.ttl", "Not a directory"),
     ("folder", "Is a directory")],
)  # fmt: skip
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(RunError) as caught:
        write_text(tmp_path / name, "new")
    assert (caught.value.message.english, caught.value.values) == (
        ("the file cannot be written ({reason})."),
        {"reason": reason},
    )


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.ttl").write_text("old")
    folder.chmod(0o555)
    if not os.access(folder, os.W_OK):
        with pytest.raises(RunError) as caught:
            write_text(folder / "a.ttl", "new")
        assert caught.value.message.english == ("the file cannot be written ({reason}).")
    else:  # the administrator may write anywhere
        write_text(folder / "a.ttl", "old")
    folder.chmod(0o755)
    assert (folder / "a.ttl").read_text() == "old"
    assert [path.name for path in folder.iterdir()] == ["a.ttl"]


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("old")
    (tmp_path / "link.ttl").symlink_to("a.ttl")
    write_text(tmp_path / "link.ttl", "new")
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "a.ttl").read_text() == "new"


def test_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_text(pipe, "new")
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert pipe.is_fifo()
    write_text(Path(os.devnull), "new")
    assert Path(os.devnull).is_char_device()


def test_files_are_read_once_within_their_folders(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in" / "a.txt", tmp_path / "into.txt"
    inside.parent.mkdir()
    link = tmp_path / "link"
    link.symlink_to(inside.parent)

    def write(text: str) -> None:
        for file in (inside, outside):
            file.write_text(text, encoding="utf-8")

    def read() -> list[str]:
        return [read_text(file) for file in (inside, link / "a.txt", outside)]

    write("old")
    with reading_once([tmp_path / "in"]):
        assert read() == ["old", "old", "old"]
        write("new")
        assert read() == ["old", "old", "new"]
        with pytest.raises(RunError):
            read_text(tmp_path / "in" / "b.txt")
        (tmp_path / "in" / "b.txt").write_text("made later", encoding="utf-8")
        assert read_text(tmp_path / "in" / "b.txt") == "made later"
    assert read() == ["new", "new", "new"]
