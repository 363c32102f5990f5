"""Pictures of answers: whole files, and what must hold of any."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, strategies as st

from gcm.core.errors import UsageError
from gcm.core.language import Lang
from gcm.core.results import Cell, Table
from gcm.pictures.draw import draw
from gcm.pictures.letters import width, wrapped
from gcm.pictures.page import PAGE_STYLE, page
from gcm.pictures.svg import STYLE
from gcm.questions.ask import Answer
from gcm.questions.question import question_of
from gcm.questions.rows import rows_of

EXPECTED = Path(__file__).parent / "expected"
XSD = "http://www.w3.org/2001/XMLSchema#"
HEAD = """\
#+ title.en = "{title}"
#+ title.es = "{title}"
#+ description.en = "A question of a test."
#+ description.es = "Una pregunta de una prueba."
#+ keywords = ["test"]
#+ theme = "votes"
#+ view = "{view}"
#+ [columns]
{columns}#+ [picture]
{picture}
SELECT * {{ }}
"""
PICTURES: dict[str, tuple[list[str], list[str], list[list[object]]]] = {
    "bars": (
        ["region", "yes", "no"],
        ['label = "region"', 'counts = ["yes", "no"]'],
        [["Americas", 27, 1], ["Latin America and the Caribbean with a long name", 3, 0]],
    ),
    "counts": (
        ["objective", "agencies", "states"],
        ['label = "objective"', 'counts = ["agencies", "states"]'],
        [[1, 5, 0], [2, 1, 20]],
    ),
    "squares": (
        ["region", "code", "state", "choice"],
        [
            'group = "region"',
            'code = "code"',
            'item = "state"',
            'value = "choice"',
            'order = ["yes", "no", "abstain"]',
        ],
        [
            ["Americas", "SLV", "El Salvador", "yes"],
            ["Americas", "USA", "United States", "no"],
            ["Asia", "JPN", "Japan", "yes"],
        ],
    ),
    "matrix": (
        ["state", "event", "day", "status", "list"],
        [
            'row = "state"',
            'column = "event"',
            'by = "day"',
            'value = "status"',
            'list = "list"',
        ],
        [
            ["Chile", "Second", "2024-05-01", "observer", "complete"],
            ["Chile", "First", "2019-05-01", "not stated", "partial"],
            ["Peru", "First", "2019-05-01", "observer", "partial"],
            ["Peru", "First", "2019-05-01", "guest", "partial"],
            [None, "Third", "2025", None, "unknown"],
        ],
    ),
    "timeline": (
        ["date", "event", "place"],
        ['date = "date"', 'event = "event"', 'beside = ["place"]'],
        [
            ["2019", "First", None],
            ["2023-11-28", "Second", "Accra"],
            ["2023-12-28", "Second", "Accra"],
            ["2024-09", "Third, with a name that needs more than one line below it", "Lima"],
            [None, "Fourth", "Quito"],
        ],
    ),
}


def answer(
    view: str, columns: list[str], picture: list[str], rows: list[list[object]], lang: Lang = "en"
) -> Answer:
    heads = "".join(f'#+ {name} = {{ en = "{name}", es = "{name}" }}\n' for name in columns)
    roles = "".join(f"#+ {line}\n" for line in picture)
    text = HEAD.format(title=f"A {view}", view=view, columns=heads, picture=roles)
    question = question_of(text, Path(f"questions/{view}-of-a-test.rq"))
    table = Table(tuple(columns), tuple(tuple(map(cell, row)) for row in rows))
    return Answer(question, rows_of(table, question.shown, {}, lang, {}), lang)


def cell(value: object) -> Cell | None:
    if value is None:
        return None
    kind = XSD + "integer" if isinstance(value, int) else XSD + "string"
    return Cell("literal", str(value), datatype=kind)


@pytest.mark.parametrize("view", PICTURES)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_whole_picture(view: str, lang: Lang) -> None:
    found = draw(answer(view, *PICTURES[view], lang), "gcm-graph, version 0.1.0, 2031-03-03")
    file = EXPECTED / f"{view}.{lang}.svg"
    if os.environ.get("GCM_WRITE_EXPECTED"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", PICTURES)
def test_a_picture_has_the_one_style_a_title_and_a_description(view: str) -> None:
    root = Xml.fromstring(draw(answer(view, *PICTURES[view])))
    svg = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{svg}style") == STYLE
    named = {root.get("aria-labelledby"), root.get("aria-describedby")}
    assert named == {part.get("id") for part in (root[0], root[1])}
    assert root[0].text == f"A {view}"
    assert root[1].text
    assert [part for part in root.iter() if "style" in part.attrib] == []
    used = {name for part in root.iter() for name in (part.get("class") or "").split()}
    assert used <= set(re.findall(r"\.(gcm-[a-z0-9-]+)", STYLE)) | {"gcm-sign-1", "gcm-sign-4"}


def test_a_picture_and_a_page_say_what_was_chosen() -> None:
    found = answer("bars", *PICTURES["bars"])._replace(chosen=(("region", "A & B"), ("since", "2")))
    assert ">region: A &amp; B; since: 2</text>" in draw(found)
    assert "<p>region: A &amp; B</p>\n<p>since: 2</p>" in page(found)


@pytest.mark.parametrize("view", PICTURES)
def test_an_answer_without_rows_is_drawn(view: str) -> None:
    columns, picture, _ = PICTURES[view]
    assert Xml.fromstring(draw(answer(view, columns, picture, [])))[0].text == f"A {view}"


def test_what_a_fact_holds_becomes_no_markup() -> None:
    columns, picture, _ = PICTURES["bars"]
    evil = "</title></svg><script>alert(1)</script>\x1b&amp;\u202e"
    found = answer("bars", columns, picture, [[evil, 2, 1]])
    drawn = draw(found)
    assert "<script" not in drawn + page(found)
    assert "\x1b" not in drawn + page(found)
    assert Xml.fromstring(drawn)[1].text == (
        "</title></svg><script>alert(1)</script>\ufffd&amp;\ufffd: yes 2, no 1"
    )


def test_a_question_without_a_picture_is_refused() -> None:
    columns, picture, rows = PICTURES["bars"]
    with pytest.raises(UsageError) as caught:
        draw(answer("table", columns, picture, rows))
    assert str(caught.value) == (
        "table-of-a-test has no picture; `-f html` gives a page with its rows."
    )


def test_a_page_loads_nothing_and_allows_its_styles_alone() -> None:
    made = page(answer("bars", *PICTURES["bars"]))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', made)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert policy[1].count("sha256-") == len(re.findall("<style>", made)) == 2
    assert f"<style>{PAGE_STYLE}</style>" in made
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", made)
    body = made.partition("<tbody>\n")[2].partition("\n</tbody>")[0].splitlines()
    assert [re.sub("<[^>]+>", " ", row).split() for row in body] == [
        ["Americas", "27", "1"],
        ["Latin", "America", "and", "the", "Caribbean", "with", "a", "long", "name", "3", "0"],
    ]


@given(st.text("abc WÑé—", max_size=60), st.floats(20, 200))
def test_lines_are_as_narrow_as_asked_and_lose_no_word(text: str, most: float) -> None:
    lines = wrapped(text, most, 12)
    assert all(width(line, 12) <= most for line in lines)
    if "…" not in "".join(lines):
        assert " ".join(lines).split() == text.split()


def test_a_page_links_the_pages_that_a_row_rests_on() -> None:
    columns, picture, _ = PICTURES["timeline"]
    evidence = "A & B, https://a.example/?b=1&c=2; C, http://c.example; javascript:alert(1)"
    made = page(
        answer("timeline", columns, picture, [["2023-11-28", evidence, None]]), "an edition, a day"
    )
    row = made.partition("<tbody>\n")[2].partition("\n</tbody>")[0]
    assert row == (
        "<tr><td class=short>2023-11-28</td><td>A &amp; B, "
        '<a href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a>; C, '
        '<a href="http://c.example">http://c.example</a>; javascript:alert(1)</td>'
        "<td class=short></td></tr>"
    )
    assert "Source: an edition, a day, question timeline-of-a-test; CC BY 4.0</p>" in made
