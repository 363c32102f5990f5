from __future__ import annotations

from gcm.releases.repository import read_version


def test_the_versions_that_may_follow() -> None:
    for version, steps in (("0.1.1", "0.1.2 0.2.0 1.0.0"), ("2.3.4", "2.3.5 2.4.0 3.0.0")):
        read = read_version(version)
        assert read
        assert list(map(str, read.next_steps())) == steps.split()
