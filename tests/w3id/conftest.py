"""One Apache with our rules for each worker."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from ._apache import HTACCESS, Server, serving


@pytest.fixture(scope="session")
def w3id() -> Generator[Server]:
    with serving(HTACCESS.read_text(encoding="utf-8")) as server:
        yield server
