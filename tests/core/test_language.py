from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

import translations
from gcm.core import language
from gcm.core.language import LANGS, msg, msg_n

PACKAGE = Path(__file__).parents[2] / "scripts" / "gcm"
CATALOGUE = translations.read_catalogue()
# What an error takes besides the values of its message.
PLACE = {"file", "line", "column", "status"}


def entries() -> list[Message]:
    return [entry for entry in CATALOGUE if entry.id]


def forms(texts: str | Iterable[str] | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def placeholders(text: str) -> set[str]:
    """`{name}`, and what click's texts have: `{name!r}` and `%(name)s`."""
    return set(re.findall(r"\{\w+(?:![rs])?\}|%\(\w+\)s", text))


def calls() -> Iterator[tuple[str, ast.Call]]:
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{file.name}:{node.lineno}", node


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def test_the_catalogue_has_the_texts_of_the_code_and_no_others() -> None:
    assert translations.updated() == translations.CATALOGUE.read_bytes()


def test_each_text_has_its_spanish() -> None:
    lacking = [entry.id for entry in entries() if not all(forms(entry.string))]
    assert (lacking, [entry.id for entry in entries() if entry.fuzzy]) == ([], [])


def test_each_text_has_the_same_placeholders_in_both_languages() -> None:
    different = [
        (entry.id, entry.string)
        for entry in entries()
        for english, spanish in zip(forms(entry.id), forms(entry.string), strict=True)
        if placeholders(english) != placeholders(spanish)
    ]
    # click names the type of a number in English.
    assert [english for english, _ in different] == ["{value!r} is not a valid {number_type}."]


def test_each_language_has_its_own_quotation_marks() -> None:
    assert [entry.id for entry in entries() if "«" in "".join(forms(entry.id))] == []
    assert [entry.id for entry in entries() if "“" in "".join(forms(entry.string))] == []


def test_no_two_languages_say_the_same() -> None:
    same = [entry.id for entry in entries() if entry.id == entry.string]
    assert same == ["Error: {message}", "d", "{source}, {url}. {iri} ({edition})"]


def test_what_is_compiled_is_the_catalogue() -> None:
    compiled = BytesIO()
    write_mo(compiled, CATALOGUE)
    assert translations.CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_a_text_is_marked_as_it_stands() -> None:
    """What is put together when the program runs is not extracted."""
    marks = {"msg": slice(0, 1), "say": slice(0, 1), "flag": slice(1, 2), "msg_n": slice(0, 2)}
    makers = {"user_language.py", "options.py"}
    built = [
        place
        for place, call in calls()
        for text in call.args[marks.get(name_of(call.func), slice(0, 0))]
        if not isinstance(text, ast.Constant) and place.partition(":")[0] not in makers
    ]
    assert built == []
    put_together = ast.JoinedStr | ast.BinOp
    errors = (call for _, call in calls() if name_of(call.func) in translations.ERRORS)
    assert [
        one.lineno for one in errors if any(isinstance(a, put_together) for a in one.args)
    ] == []


def test_no_text_is_marked_within_another() -> None:
    """What stands in the braces of an f-string is not extracted."""
    within = [
        f"{file.name}:{node.lineno}"
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if isinstance(part, ast.Call) and name_of(part.func) in ("msg", "msg_n", "msg_c", "say")
    ]
    assert within == []


def test_each_call_fills_the_placeholders() -> None:
    lacking = {}
    for place, call in calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("text", "texts"):
            marked, filled = call.func.value, set[str]()
        elif name_of(call.func) == "say":
            marked, filled = call, set[str]()
        elif name_of(call.func) in translations.ERRORS and call.args:
            marked, filled = call.args[0], set(PLACE)
            marked = call if isinstance(marked, ast.Constant) else marked
        else:
            continue
        marks = {"msg", "msg_n", "say", *translations.ERRORS}
        if not isinstance(marked, ast.Call) or name_of(marked.func) not in marks:
            continue
        names = {word.arg for word in call.keywords}
        wanted = {
            name[1:-1]
            for text in marked.args
            if isinstance(text, ast.Constant)
            for name in placeholders(str(text.value))
        }
        if None not in names and (lacks := wanted - {*names, *filled}):
            lacking[place] = lacks
    assert lacking == {}


@pytest.mark.parametrize("lang", LANGS)
def test_values_are_taken_as_they_are(lang: language.Lang) -> None:
    value = "{reason} \\ {0} %s {form.__class__}"
    shown = msg("not valid {form}: {reason}").text(lang, form="Turtle", reason=value)
    assert shown.endswith(": " + value)


def test_a_text_reaches_nothing_but_its_values() -> None:
    """It may have come from a process in which a stranger's query ran."""
    odd = "{form.__class__} {form!r} {form}"
    assert msg(odd).text("en", form="Turtle") == "{form.__class__} {form!r} Turtle"


def test_numbers() -> None:
    rows = msg_n("{count} row", "{count} rows")
    assert [rows.text("en", count=count) for count in (0, 1, 2, 1234)] == [
        "0 rows", "1 row", "2 rows", "1,234 rows",
    ]  # fmt: skip
    assert [rows.text("es", count=count) for count in (0, 1, 2)] == ["0 filas", "1 fila", "2 filas"]


def test_a_value_in_several_languages() -> None:
    said = msg("removed: {value}").texts(value={"en": "yes", "es": "sí"})
    assert said == {"en": "removed: yes", "es": "se quita: sí"}


def test_without_a_catalogue_the_text_is_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    language._catalogue.cache_clear()
    try:
        assert msg("the source text is empty.").text("es") == "the source text is empty."
    finally:
        language._catalogue.cache_clear()


def test_plurals_are_two() -> None:
    assert isinstance(CATALOGUE, Catalog)
    assert CATALOGUE.plural_forms == "nplurals=2; plural=(n != 1);"
