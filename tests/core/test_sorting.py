from __future__ import annotations

from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st

from gcm.core.sorting import SortedLines

LINES = st.lists(st.binary(max_size=12).filter(lambda line: b"\n" not in line), max_size=300)


@settings(deadline=None)
@given(lines=LINES, run_bytes=st.integers(1, 50))
def test_lines_come_back_in_the_order_of_their_bytes(lines: list[bytes], run_bytes: int) -> None:
    """However many runs wait in files, more than may be open at once among them."""
    with closing(SortedLines(run_bytes)) as kept:
        for line in lines:
            kept.add(line)
        assert list(kept) == sorted(lines)
