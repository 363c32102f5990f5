from __future__ import annotations

import pytest

from gcm.site.negotiation import accepts_gzip, best_language, best_type

OFFERED = ("text/turtle", "application/ld+json", "text/html")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*;q=0.5, application/ld+json", "application/ld+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/turtle;q=0.1, */*;q=0.5", "application/ld+json"),
        ("text/turtle;q=0, text/*", "text/html"),
        ("TEXT/HTML", "text/html"),
        ('application/ld+json;profile="a,b;q=0"', "application/ld+json"),
        ("text/turtle;q=0", ""),
        ("text/turtle;q=2", ""),
        ("image/png", ""),
        (",;,;;q=1,text/html", "text/html"),
    ],
)
def test_the_best_type_by_quality_then_by_our_order(header: str, expected: str) -> None:
    assert best_type(header, OFFERED) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("fr, es;q=0.2, en;q=0.1", "es"),
        ("fr", "en"),
        ("*", "en"),
        ("en;q=0, *", "es"),
    ],
)
def test_the_best_language(header: str, expected: str) -> None:
    assert best_language(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [("", False), ("gzip, br", True), ("gzip;q=0, *", False), ("*", True), ("GZIP;q=0.5", True)],
)
def test_gzip_is_used_where_it_is_accepted(header: str, expected: bool) -> None:
    assert accepts_gzip(header) is expected


@pytest.mark.parametrize("piece", ["a;", '"', '\\"', "a/b;q=", ","])
def test_a_long_header_is_read_to_some_length(piece: str) -> None:
    assert best_type(piece * 30_000 + ",text/html", OFFERED) == ""
