"""Debian's Chromium on the pages of a site, without a server: requests are answered in process."""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from gcm.site.pages import Site

HOST = "http://site.test"
# What the server sends with each page.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PATIENCE = 120_000  # milliseconds: a busy machine is no failure
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@contextmanager
def chromium() -> Generator[Browser]:
    """Start the browser; without one, the test is skipped, which CI does not allow."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    with sync_playwright() as play:
        # Tests may run as root, in a container without a sandbox of the browser's own.
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser,
    site: Site,
    *,
    width: int = 1280,
    dark: bool = False,
    scripts: bool = True,
) -> Generator[Page]:
    """Open a tab whose requests `site` answers; whatever the console reports is an error."""
    told: list[str] = []

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        path = unquote(url.path).removeprefix(site.base)
        assert f"{url.scheme}://{url.netloc}" == HOST
        if path.startswith("static/"):
            file = site.static / path.removeprefix("static/")
            kind = mimetypes.guess_type(file.name)[0]
            route.fulfill(body=file.read_bytes(), content_type=kind)
            return
        lang, _, rest = path.partition("/")
        found = site.page(rest, lang, dict(parse_qsl(url.query)))
        assert found, path
        route.fulfill(
            body=found.body,
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        )

    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page.route("**/*", answer)
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    try:
        yield page
        assert told == []
    finally:
        context.close()


# What comes after the twelfth item or row of a list or table is as those before it.
SHORTER = """document.querySelectorAll(
  'main li:nth-child(n+13), main tr:nth-child(n+13), main .block:nth-of-type(n+13)'
).forEach(one => one.remove())"""


def violations(page: Page) -> list[tuple[str, list[Any]]]:
    """What axe finds on a page, best practice included: each rule with the elements.

    Long lists are cut short first, as axe takes its time for each element.
    """
    page.evaluate(SHORTER)
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (one["id"], [node["target"] for node in one["nodes"]][:5]) for one in found["violations"]
    ]
