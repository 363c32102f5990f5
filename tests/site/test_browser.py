from __future__ import annotations

import re
from collections.abc import Generator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

import gcm
from gcm.evidence.source import read_source
from gcm.site.pages import Site

from ..tiny_root import ROOT
from ._browser import HOST, PATIENCE, chromium, opened, violations
from ._server import running
from .test_pages import KINDS

SPACED = (
    "const sheet = new CSSStyleSheet();"
    "sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-bottom: 2em !important }');"
    "document.adoptedStyleSheets = [sheet];"
)


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(gcm.open(root=ROOT), "/a/b/")


def width(page: Page) -> int:
    found = page.evaluate("document.documentElement.scrollWidth")
    assert isinstance(found, int)
    return found


def test_each_kind_of_page_is_accessible(browser: Browser, site: Site) -> None:
    found = {}
    with opened(browser, site) as page:
        for kind, path in KINDS.items():
            page.goto(f"{HOST}/a/b/es/{path}")
            if wrong := violations(page):
                found[kind] = wrong
    assert found == {}


def test_each_kind_of_page_fits_a_narrow_window(browser: Browser, site: Site) -> None:
    """And a wide one at 400 %, with the spacing of WCAG 1.4.12, in the dark scheme."""
    with opened(browser, site, width=320, dark=True) as page:
        for kind, path in KINDS.items():
            page.goto(f"{HOST}/a/b/en/{path}")
            assert width(page) == 320, kind
            page.evaluate(SPACED)
            assert width(page) == 320, kind
            page.evaluate("document.adoptedStyleSheets = []")
            if kind in ("State", "text", "list", "fact"):
                assert violations(page) == []


def test_what_is_open_is_accessible(browser: Browser, site: Site) -> None:
    with opened(browser, site) as page:
        for path in ("id/state/SLV", "id/source/2024-san-salvador.es?marks=all", "search?q=oyente"):
            page.goto(f"{HOST}/a/b/en/{path}")
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert violations(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_journalist_finds_a_fact_its_sentence_and_a_citation(
    browser: Browser, site: Site, scripts: bool
) -> None:
    with opened(browser, site, scripts=scripts) as page:
        page.goto(f"{HOST}/a/b/es/")
        page.get_by_role("navigation", name="Sitio").get_by_role("link", name="Estados").click()
        page.get_by_label("Filtrar", exact=True).fill("dominicana")
        page.get_by_role("button", name="Mostrar").click()
        expect(page.get_by_role("status")).to_have_text("1 de 193")
        expect(page.get_by_role("status")).to_be_focused()  # so that it is read aloud
        page.get_by_role("link", name="República Dominicana").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("República Dominicana")
        fact = page.get_by_role("listitem").filter(has_text="Participó en el II Foro como oyente")
        fact.locator("summary").click()
        cited = fact.get_by_role("definition").filter(has_text="unidad 10). gcm-graph, ")
        expect(cited).to_contain_text(
            re.compile(r", \d{4}-\d\d-\d\d\. https://w3id\.org/gcm-graph/id/participation/")
        )
        fact.get_by_role("link", name=re.compile("participation.2024")).click()
        expect(page.locator("blockquote mark").last).to_have_text(
            re.compile("^República Dominicana no participó .* y como oyente.$")
        )
        page.get_by_role("link", name=re.compile(r"^Comunicado .*, unidad 10\b")).click()
        # The passage is lit, and the list beside it has opened.
        lit = page.locator("[data-unit='10'] mark").first
        expect(lit).to_have_css("background-color", "rgb(255, 217, 107)")
        expect(page.locator("#u10 details")).to_have_attribute("open", "")
        other = page.get_by_role("link", name="English")
        expect(other).to_have_attribute(
            "href",
            re.compile(r"/en/id/source/2024-san-salvador\.es" + ("#p\\d+$" if scripts else "$")),
        )
        expect(page.locator("[data-unit='9'] mark").first).to_have_css(
            "background-color", "rgba(0, 0, 0, 0)"
        )


def test_a_reader_searches_by_keyboard(browser: Browser, site: Site) -> None:
    with opened(browser, site) as page:
        page.goto(f"{HOST}/a/b/es/id/state/SLV")
        page.keyboard.press("Control+k")
        page.keyboard.type("cómo votó América Latina")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_be_focused()
        expect(page.locator("ol li").first).to_have_text("Votos por región pregunta")
        expect(page.get_by_role("link", name="English")).to_have_attribute(
            "href", re.compile(r"/a/b/en/search\?q=c%C3%B3mo")
        )


def test_a_blind_reader_moves_by_keyboard(browser: Browser, site: Site) -> None:
    with opened(browser, site) as page:
        page.goto(f"{HOST}/a/b/en/id/state/SLV")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to the content")
        page.keyboard.press("Enter")
        expect(page.locator(":focus")).to_have_attribute("id", "main")
        stops = []
        for _ in range(40):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.innerText"))
        # In the order of the page: its kind, the glance, the contents, then the facts.
        first = [
            "State",
            "Yes",
            "Champion",
            "15 known",
            "Vote on the Compact",
            "Yes on A/RES/73/195",
        ]
        assert [stop for stop in stops if stop in first] == first
        levels = [
            int(str(heading)[1])
            for heading in page.evaluate(
                "[...document.querySelectorAll('h1,h2,h3,h4')].map(one => one.tagName)"
            )
        ]
        assert levels == [1] + [2] * (len(levels) - 1)
        # A summary opens by the keyboard, and says which fact it is about.
        summary = page.locator("#voterecord ~ .block summary")
        expect(summary).to_have_text("Evidence and citation: El Salvador: yes on A/RES/73/195")
        summary.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#voterecord ~ .block details")).to_have_attribute("open", "")


def test_the_words_that_a_reader_copies_are_the_normal_form(browser: Browser, site: Site) -> None:
    normal = read_source(ROOT / "data" / "sources" / "2024-san-salvador.es.txt").normal
    with opened(browser, site) as page:
        page.goto(f"{HOST}/a/b/es/id/source/2024-san-salvador.es")
        page.evaluate("document.querySelectorAll('[data-apparatus]').forEach(one => one.remove())")
        shown = page.evaluate(
            "[...document.querySelectorAll('[data-unit]')].map(one => one.innerText)"
        )
    assert "\n".join(shown) == normal.text


def test_closed_details_are_printed_and_a_state_takes_two_sheets(
    browser: Browser, site: Site
) -> None:
    with opened(browser, site) as page:
        page.goto(f"{HOST}/a/b/es/id/state/MEX")  # the State with most facts
        pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert len(pdf.pages) <= 2
    assert re.match(r"gcm-graph, .+ · datos del \d+ de \w+ de \d{4} · https://w3id\.org/", text)
    # The address of a fact is in its closed details.
    assert "id/participation/2019-guatemala-city-crm-xxiv-MEX" in text.replace("- ", "-")
    assert "las direcciones cortas comienzan con https://w3id.org/gcm-graph/" in text
    assert text.count("Calidad: no consta, lo que no significa que no") > 10


def test_the_server_s_own_pages(browser: Browser, tiny: Path) -> None:
    """With its policy, its redirects and its static files, from the bare address to a fact."""
    told: list[str] = []
    with running(tiny) as server:
        page = browser.new_page(locale="es-SV")
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: told.append(message.text))
        page.goto(server.address)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Pacto Mundial")
        assert page.url == f"{server.address}es/"
        page.goto(f"{server.address}id/forum/2024-san-salvador#participation")
        assert page.url == f"{server.address}es/id/forum/2024-san-salvador#participation"
        page.get_by_role("link", name="English").click()
        assert page.url == f"{server.address}en/id/forum/2024-san-salvador#participation"
        expect(page.locator("header.site .bar")).to_have_css("background-color", "rgb(11, 74, 122)")
        page.get_by_role("link", name="SPARQL endpoint").click()
        page.get_by_label("Query", exact=True).fill("SELECT ?c { ?s gcm:iso3 ?c }")
        page.get_by_role("button", name="Run").click()
        expect(page.locator("main [role=status]")).to_have_text("5 rows")
        expect(page.get_by_role("heading", name="Answer")).to_be_focused()
        expect(page.locator("pre").filter(has_text="curl")).to_contain_text(
            f"curl {server.address}sparql -H"
        )
        assert violations(page) == []
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV", exact=True).click()
        assert Path(download.value.path()).read_text("utf-8").splitlines()[0] == "c"
        page.close()
    assert told == []
