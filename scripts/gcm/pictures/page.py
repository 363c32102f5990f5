"""An answer as one page of HTML that needs nothing else: its picture, its rows, its source."""

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape

from gcm.core.display import printable
from gcm.core.language import msg
from gcm.pictures.draw import draw, has_picture, source_of
from gcm.pictures.svg import STYLE
from gcm.questions.answer_formats import html_row
from gcm.questions.ask import Answer

_ADDRESS = re.compile(r"(https?://\S+?)(?=;?(?:\s|$))")  # "; " parts the pages of a row
_SHORT, _LONG = 12, 100  # letters of a cell

PAGE_STYLE = """
body{margin:0 auto;max-width:75rem;padding:1rem;font:1rem/1.5 "Liberation Sans",Arial,sans-serif;\
color:#1b2430;background:#fff}
p{max-width:60rem}
h1{font-size:1.5rem;line-height:1.25}
figure,.rows{margin:1rem 0;overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem}
caption{text-align:left;padding:.25rem 0;color:#5a6675}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0}
.long{overflow-wrap:anywhere;min-width:14rem}
.short{white-space:nowrap}
tr{border-bottom:1px solid #d3d9e0}
a{color:#1f5fa8}
footer{margin-top:2rem;font-size:.85rem;color:#5a6675}
:focus-visible{outline:2px solid #1f5fa8;outline-offset:2px}
@media screen and (prefers-color-scheme:dark){
body{color:#e8ecf1;background:#12181f}
caption,footer{color:#a5b0be}
tr{border-color:#333e4b}
a{color:#6ea8e5}
:focus-visible{outline-color:#6ea8e5}
}
@media print{figure,.rows{overflow:visible}tr{break-inside:avoid}}
"""


def page(answer: Answer, edition: str = "gcm-graph") -> str:
    """Return a page with the answer in the answer's language; it loads nothing and runs nothing.

    Args:
        answer: the answer, of any question.
        edition: what holds the data, with its day, as a reference names it.
    """
    question, lang = answer.question, answer.lang
    title = escape(printable(question.title[lang]))
    hashes = " ".join(f"'{_hash(style)}'" for style in (PAGE_STYLE, STYLE))
    policy = f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none'"
    source = source_of(answer, edition)
    about = msg("The graph contains what the sources read say: an empty cell does not mean “no”.")
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{lang}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            f"<title>{title}</title>",
            f"<style>{PAGE_STYLE}</style></head>",
            "<body><main>",
            f"<h1>{title}</h1>",
            f"<p>{escape(printable(question.description[lang]))}</p>",
            *(f"<p>{escape(printable(': '.join(pair)))}</p>" for pair in answer.chosen),
            *_figure(answer, title, edition),
            *_rows(answer),
            "</main>",
            f"<footer><p>{escape(about.text(lang))}</p><p>{escape(source)}</p></footer>",
            "</body></html>",
            "",
        ]
    )


def _figure(answer: Answer, title: str, edition: str) -> Iterable[str]:
    if not has_picture(answer.question):
        return
    yield f'<figure role="region" tabindex="0" aria-label="{title}">'
    yield draw(answer, edition) + "</figure>"


def _rows(answer: Answer) -> Iterable[str]:
    found, inferred = answer.rows.words()
    columns = answer.question.columns
    headings = [columns[name].label[answer.lang] for name in found.columns]
    values = [["" if value is None else str(value) for value in row] for row in found.values()]
    if inferred:
        headings.append(msg("Basis").text(answer.lang))
        for place, row in enumerate(values):
            row.append(msg("inferred").text(answer.lang) if place in inferred else "")
    rows = msg("Rows of “{title}”").text(answer.lang, title=answer.question.title[answer.lang])
    yield f'<div class="rows" role="region" tabindex="0" aria-label="{escape(rows)}">'
    yield f"<table><caption>{escape(rows)}</caption>"
    yield "<thead>" + html_row("th scope=col", headings) + "</thead><tbody>"
    yield from (f"<tr>{''.join(map(_cell, row))}</tr>" for row in values)
    yield "</tbody></table></div>"


def _cell(text: str) -> str:
    """Return a cell: addresses of pages are links, and a day stays on one line."""
    kind = " class=short" if len(text) <= _SHORT else " class=long" if len(text) > _LONG else ""
    parts = _ADDRESS.split(printable(text))
    for place in range(1, len(parts), 2):
        address = escape(parts[place])
        parts[place] = f'<a href="{address}">{address}</a>'
    parts[::2] = map(escape, parts[::2])
    return f"<td{kind}>{''.join(parts)}</td>"


def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
