"""What a fresh clone relies on: the lock, the Makefile, the version and the tracked files."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import gcm

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

REQUIREMENT = re.compile(r"([a-z0-9-]+)==([\w.]+)(?: ; [\w.'\s<>=!()]+)? \\")
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?")
COMMENT = re.compile(r" *#( [\w .:()-]+)?")

TOP_LEVEL = {
    *("ontology", "data", "queries", "shapes", "scripts", "tests", ".ci"),
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "LICENSE-DATA", "CITATION.cff"),
    *("Makefile", "pyproject.toml", "requirements.lock", ".gitattributes", ".gitignore"),
    ".pre-commit-hooks.yaml",
}

# In pieces, so that this file does not hold what it looks for.
REGISTRY_HOSTS = tuple(
    ".".join(parts).encode()
    for parts in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("npm" + "js", "org"),
        ("npm" + "js", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
    )
)


def locked() -> dict[str, str]:
    """The version of each package in the lock."""
    return {
        found[1]: found[2] for line in LOCK.splitlines() if (found := REQUIREMENT.fullmatch(line))
    }


def tracked() -> list[Path]:
    """The files that git tracks; skips where there are none to look at."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    listing = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [os.fsdecode(name) for name in listing.stdout.split(b"\0") if name]
    if not names:
        pytest.skip("not a git checkout with tracked files")
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_lock_is_pins_hashes_and_comments_only() -> None:
    strange = [
        line
        for line in LOCK.splitlines()
        if not any(form.fullmatch(line) for form in (REQUIREMENT, HASH, COMMENT))
    ]
    assert strange == []
    assert "://" not in LOCK


def test_every_locked_package_has_a_hash() -> None:
    lines = LOCK.splitlines()
    pins = [number for number, line in enumerate(lines) if REQUIREMENT.fullmatch(line)]
    assert pins
    assert [lines[number] for number in pins if not HASH.fullmatch(lines[number + 1])] == []


def test_lock_satisfies_pyproject() -> None:
    wanted = [
        Requirement(text)
        for text in (
            *PROJECT["build-system"]["requires"],
            *PROJECT["project"]["dependencies"],
            *PROJECT["dependency-groups"]["dev"],
        )
    ]
    pins = locked()
    unmet = [
        str(one)
        for one in wanted
        if (name := canonicalize_name(one.name)) not in pins or pins[name] not in one.specifier
    ]
    assert unmet == [], "run: make lock"


def test_citation_has_the_version_of_the_package() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    versions = re.findall(r"^version: (.+)$", citation, re.MULTILINE)
    assert versions == [gcm.__version__]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_help_lists_every_phony_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = " ".join(re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)).split()
    # This test may itself run under make, whose flags are not meant for the inner one.
    plain = {name: text for name, text in os.environ.items() if not name.startswith("MAKE")}
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, env=plain, capture_output=True, check=True
    )
    lines = shown.stdout.decode().splitlines()
    assert [line.split()[:2] for line in lines] == [["make", name] for name in phony]
    assert [line for line in lines if " / " not in line] == []


def test_top_level_holds_only_what_is_agreed() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} - TOP_LEVEL == set()


def test_text_files_name_no_registry_and_have_unix_line_ends() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        unwanted = [mark for mark in (*REGISTRY_HOSTS, b"\r\n") if mark in content]
        if unwanted:
            found.append((str(path.relative_to(ROOT)), unwanted))
    assert found == []
