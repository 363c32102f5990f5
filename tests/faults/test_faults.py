"""Every planted fault still applies; `python -m tests.faults` shows that tests find it."""

from __future__ import annotations

import ast

import pytest

from gcm.core.files import read_text

from ._faults import ROOT, Fault, read_faults


@pytest.mark.parametrize("fault", read_faults(), ids=lambda fault: fault.id)
def test_fault_applies(fault: Fault) -> None:
    text = read_text(ROOT / fault.file)
    planted = fault.planted(text)
    assert planted != text
    if fault.file.endswith(".py"):
        ast.parse(planted)  # any test would find a syntax error
    assert all((ROOT / path).exists() for path in fault.tests.split())


def test_every_fault_has_a_name_of_its_own() -> None:
    names = [fault.id for fault in read_faults()]
    assert len(set(names)) == len(names) >= 60
