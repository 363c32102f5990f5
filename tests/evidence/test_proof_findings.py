"""What a quote does not prove is found by `gcm verify` and `gcm validate`, where it is said."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import gcm
from gcm.core.namespaces import GS

from ..tiny_root import copy_graph

FORUM = "data/forums/2024-san-salvador.ttl"


class Mistake(NamedTuple):
    """What a steward might write in a block, the rule that it breaks, and the shape."""

    block: str
    right: str
    wrong: str
    rule: str
    shape: str
    file: str = FORUM


MISTAKES = [
    Mistake(
        "participation:2024-san-salvador-DOM",
        *("gcm:participant state:DOM", "gcm:participant state:DMA"),
        *("named", "NamedShape"),
    ),
    Mistake(
        "participation:2024-san-salvador-BLZ",
        *("gcm:atEvent forum:2024-san-salvador", "gcm:atEvent forum:2023-panama-city"),
        *("event", "EventDocumentShape", "data/events/participants.ttl"),
    ),
    Mistake(
        "caveat:2024-san-salvador-DOM",
        *('quote "República Dominicana no participó de', 'quote "participó de'),
        *("negated", "QuoteCutShape"),
    ),
    Mistake(
        "forum:2024-san-salvador",
        *('schema:endDate "2024-09-26"', 'schema:endDate "2024-09-27"'),
        *("dated", "DateQuotedShape"),
    ),
    Mistake(
        "forum:2023-panama-city",
        *('schema:startDate "2023"', 'schema:startDate "2022"'),
        *("dated", "DateQuotedShape"),
    ),
    Mistake(
        "forum:2024-san-salvador",
        *("schema:location place:san-salvador", "schema:location place:quito"),
        *("named", "NamedShape"),
    ),
    Mistake(
        "place:panama-city",
        *('quote "en Ciudad de Panamá"', 'quote "realizado en 2023"'),
        *("named", "NamedShape"),
    ),
    Mistake(
        "participation:2024-san-salvador-DOM",
        *("participation-status:listener", "participation-status:observer"),
        *("named", "NamedShape"),
    ),
    Mistake(
        "statement:2024-san-salvador-11",
        *("agency:unodc", "agency:unfpa"),
        *("named", "NamedShape"),
    ),
    Mistake(
        "role:2024-san-salvador-organiser-crm",
        *("gcm:organiser body:crm", "gcm:organiser body:rrocm"),
        *("named", "NamedShape"),
    ),
    Mistake(
        "collective:2024-san-salvador-implementing-countries",
        *('wording "los países', 'wording "los Países'),
        *("worded", "CollectiveWordingShape"),
    ),
    Mistake(
        "activity:2024-san-salvador-sessions",
        *('"Mediante sesiones participativas"', '"Mediante sesiones participati"'),
        *("cut", "QuoteCutShape"),
    ),
    Mistake(
        "listing:2024-san-salvador-aims",
        *('"The list of aims of the II Forum"', '"La lista de los objetivos en el II Foro"'),
        *("language", "LanguageShape"),
    ),
    Mistake(
        "forum:2024-san-salvador",
        *("gcm:edition 2", "gcm:edition 3"),
        *("numbered", "NumberQuotedShape"),
    ),
    Mistake(
        "role:2024-san-salvador-organiser-crm",
        *("event-role:organiser", "event-role:host"),
        *("named", "NamedShape"),
    ),
    Mistake(
        "membership:crm-DOM",
        *("standing:member", "standing:observer"),
        *("named", "NamedShape", "data/actors/memberships.ttl"),
    ),
    Mistake(
        "vote-record:a-res-73-195-DOM",
        *("choice:non-voting", "choice:yes"),
        *("named", "NamedShape", "data/votes/2018-a-res-73-195.ttl"),
    ),
    Mistake(
        "citation:2024-san-salvador-a-res-73-195",
        *("citing document:2024-san-salvador", "citing document:a-res-73-195"),
        *("event", "QuoteDocumentShape"),
    ),
    Mistake(
        "agency:undp",
        *('"PNUD"@es', '"PUND"@es'),
        *("named", "NamedShape", "data/actors/agencies.ttl"),
    ),
]


def line_of(mistake: Mistake, text: str, words: str) -> int:
    """The line of a block on which words stand."""
    block = text.index(f"\n{mistake.block}\n")
    return text.count("\n", 0, text.index(words, block)) + 1


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph with every mistake."""
    root = copy_graph(tmp_path_factory.mktemp("mistaken"))
    for one in MISTAKES:
        text = (root / one.file).read_text(encoding="utf-8")
        lines = text.split("\n")
        place = line_of(one, text, one.right) - 1
        lines[place] = lines[place].replace(one.right, one.wrong)
        (root / one.file).write_text("\n".join(lines), encoding="utf-8")
    return root


def not_among(found: set[tuple[str, int | None, str]], root: Path, of: str) -> list[Mistake]:
    """The mistakes that were not found on their lines; `of` is the field that names what finds."""
    left = []
    for one in MISTAKES:
        line = line_of(one, (root / one.file).read_text(encoding="utf-8"), one.wrong)
        # What describes an agency or place badly is told of its quote.
        lines = range(line, line + (4 if one.block == "agency:undp" else 1))
        if not any((one.file, near, getattr(one, of)) in found for near in lines):
            left.append(one)
    return left


def test_verify_finds_what_no_quote_proves(mistaken: Path) -> None:
    rules = {
        (found.file.relative_to(mistaken).as_posix(), found.line, found.rule)
        for found in gcm.verify(root=mistaken).findings
        if found.file
    }
    assert not_among(rules, mistaken, "rule") == []


def test_validate_finds_it_too(mistaken: Path) -> None:
    shapes = {
        (found.file.relative_to(mistaken).as_posix(), found.line, found.shape.removeprefix(GS))
        for found in gcm.validate(root=mistaken).findings
        if found.file
    }
    assert not_among(shapes, mistaken, "shape") == []
