"""What may not be published is refused, all at once, and nothing is written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

import gcm
from gcm.core.errors import GcmError, RunError, UsageError
from gcm.core.language import Lang, Message
from gcm.core.layout import Layout
from gcm.releases.repository import Version, read_repository
from gcm.releases.version_places import bump, version_places

from ._root import Repository, contents
from .conftest import VERSION, not_looking_at_files

Run = Callable[..., subprocess.CompletedProcess[str]]
PANAMA = "participation:2024-san-salvador-PAN"


def refused(
    repository: Repository,
    version: str,
    lang: Lang = "en",
    *,
    check: bool = False,
    allow_shrink: bool = False,
) -> list[str]:
    """Why a version is refused, or would be; files are named from the root."""
    published = gcm.publish(version, root=repository.root, check=check, allow_shrink=allow_shrink)
    assert published.folder is None
    return [refusal.text(lang).replace(f"{repository.root}/", "") for refusal in published.refusals]


def _cloned(repository: Repository, folder: Path, *words: str) -> Repository:
    subprocess.run(["git", "clone", "-q", *words, f"file://{repository.root}", folder], check=True)
    return Repository(folder)


@pytest.mark.usefixtures("unlooked")
def test_what_a_clone_cannot_know_is_said(repository: Repository, tmp_path: Path) -> None:
    repository.git("tag", "v0.0.9")
    repository.commit()
    shallow = _cloned(repository, tmp_path / "shallow", "--depth", "1")
    assert [reason for reason in refused(shallow, VERSION, check=True) if "shallow" in reason] == [
        "the history is cut off here (a shallow clone), so earlier releases may be unknown: get "
        "the rest of it by `git fetch --unshallow --tags`."
    ]
    with pytest.raises(UsageError, match=r"called “v0\.0\.9” here, where the"):
        gcm.diff("v0.0.9", ".", root=shallow.root)
    untagged = _cloned(repository, tmp_path / "untagged", "--no-tags")
    assert gcm.publish(VERSION, root=untagged.root, check=True).first
    assert not gcm.publish("0.1.0", root=repository.root, check=True).first


@pytest.mark.usefixtures("unlooked")
def test_the_summary_without_tags(
    repository: Repository, gcm: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.root)
    done = gcm("publish", VERSION, "--check")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        f"Nothing here speaks against version {VERSION}, but no tag of an earlier release is seen "
        "here: if there is one, get it by `git fetch --tags` and check again.\n"
    )


@pytest.mark.usefixtures("unlooked")
def test_a_version_is_written_wherever_it_is_checked(repository: Repository) -> None:
    module = repository.root / "scripts/gcm/core/version.py"
    module.parent.mkdir(parents=True)
    module.write_text('__version__ = "0.0.1"\n', "utf-8")
    log = repository.root / "CHANGELOG.md"
    log.write_text("# Changes\n\n## [0.0.1] - not released yet\n\n- One.\n", "utf-8")
    before = [place.name for place in version_places(Layout(repository.root))]
    assert len(before) == 5
    changed = bump("1.0.0", root=repository.root)
    names = ["ontology/gcm.ttl", "CITATION.cff", "CHANGELOG.md", "scripts/gcm/core/version.py"]
    assert [file.relative_to(repository.root).as_posix() for file in changed] == names
    assert log.read_text("utf-8").splitlines()[2:6] == [
        "## [1.0.0] - not released yet", "", "## [0.0.1] - not released yet", "",
    ]  # fmt: skip
    repository.commit()
    assert refused(repository, "1.0.0", check=True) == []
    assert bump("1.0.0", root=repository.root) == []
    # Each place is checked.
    for name, number in zip(before, "12345", strict=True):
        bump("1.0.0", root=repository.root)
        place = next(one for one in version_places(Layout(repository.root)) if one.name == name)
        text = place.file.read_text("utf-8")
        place.file.write_text(text.replace(place.found, f"{place.before}9.9.{number}"), "utf-8")
        assert any(f"9.9.{number}" in reason for reason in refused(repository, "1.0.0", check=True))
        repository.git("checkout", "-q", ".")


def test_a_fact_is_cited_by_what_holds_it(repository: Repository) -> None:
    def editions() -> set[str]:
        facts = gcm.open(root=repository.root).describe("PAN").facts
        return {line[line.rindex("(") :] for fact in facts for line in fact.citations}

    def day() -> str:
        return gcm.open(root=repository.root).cite("state/PAN").date

    commit, committed = repository.git("log", "-1", "--format=%h %cs").split()
    assert editions() == {f"(gcm-graph, commit {commit}, not released)"}
    repository.git("tag", "v0.1.0")
    assert editions() == {"(gcm-graph, version 0.1.0)"}
    assert day() == committed
    with (repository.root / "data/forums/2024-san-salvador.ttl").open("a") as stream:
        stream.write("\n# changed\n")
    assert editions() == {"(gcm-graph, version 0.1.0)", "(gcm-graph, not committed yet)"}
    for name in ("rev:HEAD", "v0.1.0"):
        found = gcm.open(root=repository.root, on=name).describe("PAN").facts
        assert f"gcm-graph, {name.removeprefix('rev:')}" in found[0].citations[0]
    (states,) = (repository.root / "data").rglob("states.ttl")
    with states.open("a") as stream:
        stream.write("\n# changed\n")
    before = date.today()  # the day may end here
    assert before <= date.fromisoformat(day()) <= date.today()
    shutil.rmtree(repository.root / ".git")
    assert editions() == {"(gcm-graph, version 0.1.0)"}
    stated = re.search('dct:modified "(.*)"', (repository.root / "ontology/gcm.ttl").read_text())
    assert stated
    assert day() == stated[1]


def test_a_good_graph_is_not_refused(repository: Repository) -> None:
    assert refused(repository, VERSION, check=True) == []
    assert not (repository.root / "build" / "release").exists()


@pytest.mark.usefixtures("unlooked")
@pytest.mark.parametrize("version", ["0.3.0", "0.1.1"])
def test_a_version_that_is_no_step_above_nothing(repository: Repository, version: str) -> None:
    repository.raise_version(version)
    repository.commit()
    assert refused(repository, version) == [
        f"version {version} is not one step above the last tag (—); publish one of 0.0.1, 0.1.0, "
        "1.0.0."
    ]


@pytest.mark.usefixtures("unlooked")
@pytest.mark.parametrize(
    ("version", "fine"), [("0.1.1", True), ("1.0.0", True), ("0.0.9", False), ("0.2.1", False)]
)
def test_a_version_is_one_step_above_the_last_tag(
    repository: Repository, version: str, fine: bool
) -> None:
    for tag in ("v0.0.1", "v0.1.0", "nightly", "v0.0.10-rc.1"):
        repository.git("tag", tag)
    repository.raise_version(version)
    repository.commit()
    step = (
        f"la versión {version} no está un paso por encima de la última etiqueta (v0.1.0); publique "
        "una de 0.1.1, 0.2.0, 1.0.0."
    )
    assert refused(repository, version, "es", check=True) == ([] if fine else [step])


def test_what_is_no_version_is_wrong_usage(repository: Repository) -> None:
    for version in ("", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-rc.1", "../1.2.3"):
        with pytest.raises(UsageError) as caught:
            gcm.publish(version, root=repository.root)
        assert caught.value.message.english == (
            "“{version}” is not a version like 1.2.0; pre-releases are not supported."
        )
    assert not (repository.root / "build" / "release").exists()


@pytest.mark.usefixtures("unlooked")
def test_a_release_that_exists_never_changes(repository: Repository) -> None:
    assert gcm.publish(VERSION, root=repository.root).refusals == []
    before = contents(repository.root / "build" / "release")
    assert refused(repository, VERSION) == [
        "version 0.1.0 exists already (build/release/0.1.0); a published version "
        "never changes: publish the next one, or delete a folder that was only a trial."
    ]
    assert contents(repository.root / "build" / "release") == before
    repository.git("tag", "v0.1.0")
    repository.commit()
    (repository.root / "build" / "release").rename(repository.root / "build" / "elsewhere")
    assert refused(repository, VERSION) == [
        "version 0.1.0 exists already (v0.1.0); a published version never changes: publish the "
        "next one, or delete a folder that was only a trial."
    ]


def test_facts_that_contradict_one_another(repository: Repository) -> None:
    forum = "data/forums/2024-san-salvador.ttl"
    repository.edit(forum, "gcm:participant state:PAN .", f"gcm:participant {PANAMA} .")
    repository.commit()
    told = refused(repository, VERSION, "es", check=True)
    (clash,) = (text for text in told if " no puede ser a la vez " in text)
    assert "2024-san-salvador-PAN> " in clash


def test_everything_is_told_at_once(repository: Repository) -> None:
    forum = "data/forums/2024-san-salvador.ttl"
    repository.edit(forum, "gcm:participant state:PAN .", "gcm:participant   state:Panama .")
    (repository.root / "data" / "notes with a space.txt").write_text("x", encoding="utf-8")
    assert refused(repository, "0.2.0", "es") == [
        "la carpeta tiene cambios que no están confirmados en git (2): "
        "data/forums/2024-san-salvador.ttl, data/notes with a space.txt. Confírmelos (git add, git "
        "commit) o quítelos.",
        "la versión 0.2.0 no está un paso por encima de la última etiqueta (—); publique una de "
        "0.0.1, 0.1.0, 1.0.0.",
        "ontology/gcm.ttl: owl:versionInfo es «0.1.0»; para esta versión debe ser «0.2.0».",
        "ontology/gcm.ttl: owl:versionIRI es «https://w3id.org/gcm-graph/ontology/0.1.0»; para "
        "esta versión debe ser «https://w3id.org/gcm-graph/ontology/0.2.0».",
        "CITATION.cff: version es «0.1.0»; para esta versión debe ser «0.2.0».",
        f"{forum}: el archivo no está en su forma canónica; ejecute `gcm fmt`.",
        "`gcm validate` encuentra problemas en el grafo (1); corríjalos.",
        "`gcm verify` encuentra problemas en los datos o en sus fuentes (1); corríjalos.",
        "`gcm ask labels-missing` encuentra problemas (2); corríjalos.",
    ]


def test_a_quote_that_is_not_in_its_source(repository: Repository) -> None:
    repository.edit("data/sources/2024-san-salvador.es.txt", "San Salvador", "San Salvadore")
    repository.commit()
    found = refused(repository, VERSION)
    assert [line.partition(" (")[0] for line in found] == [
        "`gcm validate` finds problems in the graph",
        "`gcm verify` finds problems in the data or its sources",
    ]


def test_a_blank_node(repository: Repository) -> None:
    forum = "data/forums/2024-san-salvador.ttl"
    repository.edit(forum, "gcm:participant state:PAN .", "gcm:participant state:PAN , [] .")
    gcm.format_files([repository.root / forum], root=repository.root)
    repository.commit()
    found = refused(repository, VERSION, check=True)
    assert [line.partition(" (")[0] for line in found[:2]] == [
        "`gcm validate` finds problems in the graph",
        "`gcm verify` finds problems in the data or its sources",
    ]


def test_a_check_that_has_rows(repository: Repository) -> None:
    states = (repository.root / "data/actors/states.ttl").read_text(encoding="utf-8")
    file = repository.root / "data" / "twice.ttl"
    prefixes = "\n".join(line for line in states.splitlines() if line.startswith("@prefix"))
    file.write_text(f'{prefixes}\n\nstate:PAN gcm:iso3 "PAN" .\n', encoding="utf-8")
    gcm.format_files([file], root=repository.root)
    repository.commit()
    assert refused(repository, VERSION) == ["`gcm ask in-two-graphs` finds problems (1); fix them."]


def without_panama(repository: Repository) -> None:
    """Take away Panama's participation, and all that names it."""
    file = repository.root / "data" / "forums" / "2024-san-salvador.ttl"
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    kept = [block for block in blocks if not block.startswith(f"{PANAMA}\n")]
    assert len(kept) == len(blocks) - 1
    file.write_text("\n\n".join(kept), encoding="utf-8")


def test_a_published_thing_that_is_gone_needs_a_tombstone(repository: Repository) -> None:
    repository.git("tag", "v0.1.0")
    repository.raise_version("0.2.0")
    without_panama(repository)
    repository.commit()
    gone = (
        "https://w3id.org/gcm-graph/id/participation/2024-san-salvador-PAN was published in v0.1.0 "
        "and is gone: leave a tombstone in data/tombstones.ttl, such as: "
        "<https://w3id.org/gcm-graph/id/participation/2024-san-salvador-PAN> owl:deprecated true ; "
        'skos:changeNote "…"@en , "…"@es . Or name what replaces it, with dct:isReplacedBy.'
    )
    found = refused(repository, "0.2.0")
    assert found[0].startswith("there are ")
    assert found[0].endswith(" of v0.1.0; if intended, publish with --allow-shrink.")
    assert found[1:] == [gone]
    with not_looking_at_files():
        assert refused(repository, "0.2.0", allow_shrink=True) == [gone]
    tombstones = repository.root / "data" / "tombstones.ttl"
    tombstones.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix participation: <https://w3id.org/gcm-graph/id/participation/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        f'{PANAMA} owl:deprecated true ; skos:changeNote "Never so."@en , "Nunca fue así."@es .\n',
        encoding="utf-8",
    )
    gcm.format_files([tombstones], root=repository.root)
    repository.commit()
    assert refused(repository, "0.2.0", check=True, allow_shrink=True) == []


def test_without_a_repository_nothing_is_published(repository: Repository, tmp_path: Path) -> None:
    (repository.root / ".git").rename(tmp_path / "away")
    with pytest.raises(RunError) as caught:
        gcm.publish(VERSION, root=repository.root)
    assert caught.value.exit_code == 3
    assert "not a git repository" in caught.value.text("en")


def test_a_date_that_is_no_number_of_seconds(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(RunError, match="SOURCE_DATE_EPOCH is “yesterday”"):
        gcm.publish(VERSION, root=repository.root)


def test_no_program_of_the_repository_runs(repository: Repository, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for kind in ("clean", "smudge", "process"):
        repository.git("config", f"filter.evil.{kind}", f"touch {ran}; cat")
    repository.git("config", "filter.evil.required", "true")
    repository.git("config", "core.fsmonitor", f"touch {ran}")
    (repository.root / ".git" / "info" / "attributes").write_text(
        "*.ttl filter=evil\n", encoding="utf-8"
    )
    for file in repository.root.rglob("*.ttl"):
        os.utime(file, (1, 1))  # so that git compares what is in them
    assert refused(repository, VERSION, check=True) == []
    assert not ran.exists()
    with suppress(subprocess.CalledProcessError):
        repository.git("status")
    assert ran.exists()  # what was planted works


def test_no_program_that_checks_signatures_runs(repository: Repository, tmp_path: Path) -> None:
    ran, program, commit = (tmp_path / name for name in ("ran", "program", "commit"))
    program.write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
    program.chmod(0o755)
    head, _, text = repository.git("cat-file", "commit", "HEAD").partition("\n\n")
    signature = "-----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    commit.write_text(f"{head}\ngpgsig {signature}\n\n{text}", encoding="utf-8")
    signed = repository.git("hash-object", "-t", "commit", "-w", str(commit)).strip()
    repository.git("reset", "-q", "--soft", signed)
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "gpg.program", str(program))
    assert read_repository(Layout(repository.root), Version(0, 1, 0)).commit == signed
    assert not ran.exists()
    repository.git("log", "-1")
    assert ran.exists()  # what was planted works


def test_no_program_of_a_repository_within_runs(repository: Repository, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    inner = Repository(repository.root / "data" / "inner")
    inner.root.mkdir()
    inner.git("init", "-q")
    (inner.root / "inner.ttl").write_text("", encoding="utf-8")
    inner.commit()
    repository.commit()
    inner.git("config", "filter.evil.clean", f"touch {ran}; cat")
    (inner.root / ".git" / "info" / "attributes").write_text("* filter=evil\n", encoding="utf-8")
    os.utime(inner.root / "inner.ttl", (1, 1))
    # Its files are in no commit of the repository that is published from.
    assert read_repository(Layout(repository.root), Version(0, 1, 0)).changed == [
        "data/inner/inner.ttl"
    ]
    assert not ran.exists()
    repository.git("status")
    assert ran.exists()  # what was planted works


def test_what_git_is_silent_on_is_not_committed(repository: Repository) -> None:
    (repository.root / ".git" / "info" / "exclude").write_text("own-*\n", encoding="utf-8")
    (repository.root / "data" / "own-notes.ttl").write_text("", encoding="utf-8")
    (repository.root / "data" / "own-notes.bak").write_text("", encoding="utf-8")
    repository.git("update-index", "--assume-unchanged", "LICENSE")
    repository.git("update-index", "--skip-worktree", "data/actors/states.ttl")
    changed = read_repository(Layout(repository.root), Version(0, 1, 0)).changed
    assert sorted(changed) == ["LICENSE", "data/actors/states.ttl", "data/own-notes.ttl"]


def test_what_gcm_keeps_may_be_known_to_git(repository: Repository) -> None:
    (repository.root / ".gitignore").unlink()
    repository.git("commit", "-q", "-a", "-m", "test")
    assert gcm.publish(VERSION, root=repository.root).refusals == []


def test_tags_are_found_whatever_the_settings(repository: Repository) -> None:
    repository.git("config", "column.ui", "always")
    for tag in ("v0.1.0", "v0.2.0", "v0.10.0", "notes"):
        repository.git("tag", tag)
    found = read_repository(Layout(repository.root), Version(0, 11, 0))
    assert [str(version) for version in found.versions] == ["0.1.0", "0.2.0", "0.10.0"]
    assert found.tag == "v0.10.0"


@pytest.mark.usefixtures("unlooked")
@pytest.mark.parametrize("name", ["LICENSE", "CITATION.cff", "ontology/context.jsonld"])
def test_a_link_is_not_copied(repository: Repository, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (repository.root / name).rename(elsewhere)
    (repository.root / name).symlink_to(elsewhere)
    repository.commit()
    with pytest.raises(RunError) as caught:
        gcm.publish(VERSION, root=repository.root)
    assert (caught.value.message.english, caught.value.file) == (
        ("symbolic links are not followed; put the file itself here."),
        repository.root / name,
    )


@pytest.mark.usefixtures("unlooked")
@pytest.mark.parametrize("link", ["build", "build/release"])
def test_a_link_on_the_way_is_refused(repository: Repository, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = repository.root / link
    if place.exists():
        shutil.rmtree(place)
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(elsewhere)
    with pytest.raises(RunError) as caught:
        gcm.publish(VERSION, root=repository.root)
    assert caught.value.message.english == (
        "symbolic links are not followed; put the file itself here."
    )
    assert list(elsewhere.iterdir()) == []


def change_data(repository: Repository) -> None:
    repository.edit("data/actors/states.ttl", "Panama", "Panamá")


def commit_again(repository: Repository) -> None:
    repository.commit()


@pytest.mark.usefixtures("unlooked")
def test_a_tagged_commit_gives_its_release_again(repository: Repository) -> None:
    first = gcm.publish(VERSION, root=repository.root).folder
    assert first is not None
    before = contents(first)
    repository.git("tag", "v0.1.0")
    repository.git("checkout", "-q", "-b", "next")
    repository.raise_version("0.2.0")
    repository.commit()
    repository.git("tag", "v0.2.0")
    repository.git("checkout", "-q", "v0.1.0")
    shutil.rmtree(first)
    again = gcm.publish(VERSION, root=repository.root)
    assert again.refusals == []
    assert again.folder is not None
    assert contents(again.folder) == before


def test_a_table_that_was_not_imported(repository: Repository) -> None:
    repository.edit("data/tables/states.csv", "Panamá", "Panama")
    repository.commit()
    reason = ": the file is not what its table gives; run `gcm import`."
    found = refused(repository, VERSION)  # other tables name the State too
    assert f"data/actors/states.ttl{reason}" in found
    assert [line for line in found if not line.endswith(reason)] == []


def test_a_syntax_error_hides_no_other_reason(repository: Repository) -> None:
    repository.edit("data/actors/agencies.ttl", "@prefix basis:", "@prefix basis")
    found = refused(repository, VERSION)
    assert found[0].startswith("the folder has uncommitted changes (1):")
    assert found[1].startswith("data/actors/agencies.ttl:2:")
    assert len(found) == len(set(found))


@pytest.mark.usefixtures("unlooked")
@pytest.mark.parametrize("meanwhile", [change_data, commit_again])
def test_what_changes_meanwhile_is_not_published(
    repository: Repository, meanwhile: Callable[[Repository], None]
) -> None:
    def on_step(step: Message) -> None:
        if step.english == ("reading every file back"):
            meanwhile(repository)

    with pytest.raises(GcmError) as caught:
        gcm.publish(VERSION, root=repository.root, on_step=on_step)
    assert caught.value.message.english == (
        "files changed while the release was made; nothing was published. Run it again."
    )
    left = {file.name for file in (repository.root / "build").iterdir()}
    assert left <= {"graph.nq", "validation.json"}
