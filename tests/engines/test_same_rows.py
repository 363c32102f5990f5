"""Every question and check gives the expected table on servers: the same columns, order, rows."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from gcm.core.language import LANGS

from ..questions._cases import (
    OF_ENGINES,
    QUESTIONS,
    Case,
    csv_text,
    named_graphs,
    shown,
)
from ._servers import Server


def differences(server: Server, case: Case, root: Path, graphs: list[str]) -> list[str]:
    """How the answer of the server, labelled in each language, differs from the expected table."""
    try:
        table = server.select(case.text, graphs)
    except RuntimeError as error:
        return [str(error)]
    found = []
    for lang in LANGS:
        words = csv_text(shown(table, case, root, lang).words()[0])
        lines = unified_diff(case.expected(lang).splitlines(), words.splitlines(), n=0, lineterm="")
        found.append("\n".join(lines))
    return list(filter(None, found))


def test_a_server_gives_the_expected_tables(server: Server, both: Path) -> None:
    graphs = {flag: list(named_graphs(both, definitions=flag)) for flag in (False, True)}
    found = [
        f"{case.name}: {difference}"
        for case in OF_ENGINES
        for difference in differences(server, case, both, graphs[QUESTIONS[case.question].is_check])
    ]
    assert not found, "\n".join(found)
