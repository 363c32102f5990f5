"""Every question and check gives the expected table on servers: the same columns, order, rows."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from gcm.core.messages import Lang
from gcm.core.namespaces import INFERRED

from ..questions._cases import (
    CASES,
    QUESTIONS,
    ROOT,
    Case,
    asked_in,
    csv_text,
    is_plain,
    named_graphs,
)
from ._servers import Server
from .conftest import INFERRED_REAL


def difference(server: Server, case: Case, lang: Lang, graphs: list[str]) -> str:
    """How the answer of the server differs from the expected table; empty if it does not."""
    try:
        table = server.select(case.text(lang), graphs)
    except RuntimeError as error:
        return str(error)
    lines = unified_diff(
        case.expected(lang).splitlines(), csv_text(table).splitlines(), n=0, lineterm=""
    )
    return "\n".join(lines) or ("" if is_plain(table) else "not plain text and integers")


def test_a_server_gives_the_expected_tables(server: Server, both: Path) -> None:
    roots = {"real": ROOT, "with-second": both}
    graphs: dict[tuple[str, bool], list[str]] = {
        (graph, flag): list(named_graphs(root, definitions=flag))
        for graph, root in roots.items()
        for flag in (False, True)
    }
    real = graphs["real", False]
    graphs["real", False] = [INFERRED_REAL if name == INFERRED else name for name in real]
    differences = [
        f"{case.graph}/{case.name}.{lang}: {found}"
        for case in CASES
        # It names its graph, which is that of both forums here.
        if (case.graph, case.question) != ("real", "inferred")
        for lang in asked_in(case)
        if (
            found := difference(
                server, case, lang, graphs[case.graph, QUESTIONS[case.question].is_check]
            )
        )
    ]
    assert not differences, "\n".join(differences)
