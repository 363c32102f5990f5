from __future__ import annotations

from gcm.core.semver import Version


def test_the_versions_after_a_fix() -> None:
    steps = Version(0, 1, 1).next_steps()
    assert list(map(str, steps)) == ["0.1.2", "0.2.0", "1.0.0"]
