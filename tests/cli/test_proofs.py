"""What a quote does not prove is found by `gcm verify`, on the line where it is said."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import gcm

from ..tiny_root import copy_graph

FORUM = "data/forums/2024-san-salvador.ttl"


class Mistake(NamedTuple):
    """What a steward might write in a block, and the rule that it breaks."""

    block: str
    right: str
    wrong: str
    rule: str
    file: str = FORUM


MISTAKES = [
    Mistake(
        "participation:2024-san-salvador-DOM",
        *("gcm:participant state:DOM", "gcm:participant state:DMA"),
        "named",
    ),
    Mistake(
        "participation:2024-san-salvador-BLZ",
        *("gcm:atEvent forum:2024-san-salvador", "gcm:atEvent forum:2023-panama-city"),
        *("event", "data/events/participants.ttl"),
    ),
    Mistake(
        "caveat:2024-san-salvador-DOM",
        *('quote "República Dominicana no participó de', 'quote "participó de'),
        "negated",
    ),
    Mistake(
        "forum:2024-san-salvador",
        *('schema:endDate "2024-09-26"', 'schema:endDate "2024-09-27"'),
        "dated",
    ),
    Mistake(
        "forum:2023-panama-city",
        *('schema:startDate "2023"', 'schema:startDate "2022"'),
        "dated",
    ),
    Mistake(
        "forum:2024-san-salvador",
        *("schema:location place:san-salvador", "schema:location place:quito"),
        "named",
    ),
    Mistake(
        "place:panama-city",
        *('quote "en Ciudad de Panamá"', 'quote "realizado en 2023"'),
        "named",
    ),
    Mistake(
        "participation:2024-san-salvador-DOM",
        *("participation-status:listener", "participation-status:observer"),
        "named",
    ),
    Mistake(
        "statement:2024-san-salvador-11",
        *("agency:unodc", "agency:unfpa"),
        "named",
    ),
    Mistake(
        "role:2024-san-salvador-organiser-crm",
        *("gcm:organiser body:crm", "gcm:organiser body:rrocm"),
        "named",
    ),
    Mistake(
        "collective:2024-san-salvador-implementing-countries",
        *('wording "los países', 'wording "los Países'),
        "worded",
    ),
    Mistake(
        "listing:2024-san-salvador-aims",
        *('"The list of aims of the II Forum"', '"La lista de los objetivos en el II Foro"'),
        "language",
    ),
    Mistake(
        "agency:undp",
        *('"PNUD"@es', '"PUND"@es'),
        *("named", "data/actors/agencies.ttl"),
    ),
]


def line_of(mistake: Mistake, text: str, words: str) -> int:
    """The line of a block on which words stand."""
    block = text.index(f"\n{mistake.block}\n")
    return text.count("\n", 0, text.index(words, block)) + 1


def test_verify_finds_what_no_quote_proves(tmp_path: Path) -> None:
    root = copy_graph(tmp_path)
    for one in MISTAKES:
        text = (root / one.file).read_text(encoding="utf-8")
        lines = text.split("\n")
        place = line_of(one, text, one.right) - 1
        lines[place] = lines[place].replace(one.right, one.wrong)
        (root / one.file).write_text("\n".join(lines), encoding="utf-8")
    rules = {
        (found.file.relative_to(root).as_posix(), found.line, found.rule)
        for found in gcm.verify(root=root).findings
        if found.file
    }
    for one in MISTAKES:
        line = line_of(one, (root / one.file).read_text(encoding="utf-8"), one.wrong)
        # What describes an agency or place badly is told of its quote.
        assert any(
            (one.file, near, one.rule) in rules
            for near in (line, *(range(line, line + 4) if one.block == "agency:undp" else ()))
        ), one
