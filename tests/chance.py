"""What tests try at random: the same each time, so that no run depends on chance.

`make test-more` tries many times as much, and other things in each run.
"""

from __future__ import annotations

import os

MORE = os.environ.get("GCM_TEST_MORE") == "1"


def many(times: int) -> int:
    """How often to try what is tried so many times in `make test`."""
    return 20 * times if MORE else times
