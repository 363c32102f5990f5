"""A copy of the graph in a repository of git, and what a steward does to it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

FORUM = "data/forums/2024-san-salvador.ttl"
PARTICIPANTS = "data/events/participants.ttl"
EVENTS = "data/events/events.ttl"
VOTES = "data/votes/2018-a-res-73-195.ttl"
_ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "PATH": os.environ["PATH"],
}


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, as nobody in particular."""
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        env=_ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit(folder: Path, tag: str = "") -> None:
    """Commit all there is, and tag it."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=x")
    if tag:
        git(folder, "tag", tag)


def replace(file: Path, old: str, new: str) -> None:
    """Replace all of a text that is there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def block(file: Path, name: str) -> str:
    """The block of a Turtle file that describes a thing."""
    text = file.read_text(encoding="utf-8")
    start = text.index(f"\n{name}\n") + 1
    return text[start : text.index("\n\n", start)]


def change_a_vote(root: Path) -> None:
    """Chile abstained; let it have voted yes."""
    old = block(root / VOTES, "vote-record:a-res-73-195-CHL")
    replace(root / VOTES, old, old.replace("choice:abstain", "choice:yes"))


def add_a_participant(root: Path) -> None:
    """Let Mexico take part, by the same list as Peru."""
    peru = block(root / PARTICIPANTS, "participation:2024-san-salvador-PER")
    mexico = peru.replace("-PER", "-MEX").replace("state:PER", "state:MEX")
    replace(root / PARTICIPANTS, peru, f"{mexico}\n\n{peru}")


def edit_a_quote(root: Path) -> None:
    """Change the last word of a quote, where it stands, and in the fact that repeats it."""
    replace(root / FORUM, "miembro de la CRM y como oyente.", "miembro de la CRM y como invitado.")


def rename(root: Path) -> None:
    """Give an aim's document another label, in English."""
    replace(
        root / FORUM,
        '"Joint communiqué of the II Forum of Champion Countries of the Americas"@en',
        '"Communiqué of San Salvador"@en',
    )


def move(root: Path) -> None:
    """Describe a place in another file."""
    place = block(root / FORUM, "place:panama-city")
    replace(root / FORUM, place + "\n\n", "")
    prefixes = "".join(
        f"@prefix {line}\n"
        for line in (
            "basis: <https://w3id.org/gcm-graph/vocab/basis/> .",
            "gcm: <https://w3id.org/gcm-graph/ontology#> .",
            "place: <https://w3id.org/gcm-graph/id/place/> .",
            "document: <https://w3id.org/gcm-graph/id/document/> .",
            "schema: <https://schema.org/> .",
            "skos: <http://www.w3.org/2004/02/skos/core#> .",
        )
    )
    file = root / EVENTS
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{prefixes}\n{place}\n", encoding="utf-8")


EDITS = (change_a_vote, add_a_participant, edit_a_quote, rename, move)
