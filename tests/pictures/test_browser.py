"""Pictures of the graph in a browser: every text in its place, in both schemes, at 320 px."""

from __future__ import annotations

from collections.abc import Generator
from typing import Literal

import pytest
from playwright.sync_api import Browser

import gcm
from gcm.core.language import Lang
from gcm.pictures.page import page as html_page
from gcm.questions.ask import list_questions

from ..site._browser import chromium

DRAWN = [question.name for question in list_questions() if question.view != "table"]
GIVEN = {"events-at-place": {"in": "Americas"}}
# The texts that leave the frame or lie on another one, and the smallest size of a text.
PLACES = """() => {
  const frame = document.querySelector('svg').getBoundingClientRect();
  const texts = [...document.querySelectorAll('svg text')].filter(one => one.textContent);
  const boxes = texts.map(one => one.getBoundingClientRect());
  const inner = (a) => a.left >= frame.left && a.right <= frame.right + 1
    && a.top >= frame.top && a.bottom <= frame.bottom;
  // A line's box is taller than its letters: the leading may overlap.
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  const wrong = [];
  boxes.forEach((box, i) => {
    if (!inner(box)) wrong.push(texts[i].textContent + ' is outside');
    for (let j = 0; j < i; j++)
      if (over(box, boxes[j])) wrong.push(texts[j].textContent + ' | ' + texts[i].textContent);
  });
  const sizes = texts.map(one => parseFloat(getComputedStyle(one).fontSize));
  return [wrong, Math.min(...sizes)];
}"""


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with chromium() as found:
        yield found


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_text_of_a_picture_is_outside_or_over_another(browser: Browser, lang: Lang) -> None:
    graph = gcm.open()
    found = {}
    page = browser.new_page(viewport={"width": 320, "height": 600})
    for name in DRAWN:
        page.set_content(html_page(graph.ask(name, GIVEN.get(name), lang=lang)))
        wrong, smallest = page.evaluate(PLACES)
        # A system without the fonts that the style names has others, which may be wider.
        page.evaluate("document.querySelector('.gcm-ink').style.fontFamily = 'monospace'")
        wrong += page.evaluate(PLACES)[0]
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert smallest >= 11
        if wrong:
            found[name] = wrong[:5]
    page.close()
    assert found == {}


@pytest.mark.parametrize(
    ("scheme", "colour"), [("light", "rgb(31, 95, 168)"), ("dark", "rgb(110, 168, 229)")]
)
def test_the_policy_of_a_page_allows_its_picture(
    browser: Browser, scheme: Literal["light", "dark"], colour: str
) -> None:
    said: list[str] = []
    page = browser.new_page(color_scheme=scheme)
    page.on("console", lambda message: said.append(message.text))
    page.set_content(html_page(gcm.ask("votes-by-region")))
    fill = page.evaluate("getComputedStyle(document.querySelector('rect.gcm-1')).fill")
    page.close()
    assert (fill, said) == (colour, [])
