from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gcm.core.errors import RunError
from gcm.sparql.prologue import read_prologue

KNOWN = {"": "e:", "gcm": "g:", "skos": "s:", "xsd": "x:"}
GCM, SKOS = "PREFIX gcm: <g:> ", "PREFIX skos: <s:> "


@pytest.mark.parametrize(
    ("text", "form", "added"),
    [
        ("SELECT * { ?s a gcm:State }", "SELECT", GCM),
        ("select*{?s a gcm:State;skos:x?y}", "SELECT", GCM + SKOS),
        ("SELECT * { ?s a gcm:State.?t skos:x 1 }", "SELECT", GCM + SKOS),
        ("SELECT * { ?s :p 1.skos:x skos:y ?z }", "SELECT", "PREFIX : <e:> " + SKOS),
        ("PREFIX gcm: <a:>\nASK { gcm:a gcm:b skos:c }", "ASK", SKOS),
        ("prefix gcm:<a:>prefix skos:<b:>ask{gcm:a gcm:b skos:c}", "ASK", ""),
        ("# PREFIX gcm: <a:>\nDESCRIBE gcm:x", "DESCRIBE", GCM),
        ("BASE <a:> CONSTRUCT { ?s ?p 'skos:x' } { ?s ?p <gcm:x> # skos:x\n }", "CONSTRUCT", ""),
        ('ASK { ?s ?p """a "skos:b" c""" , "gcm:\\"gcm:" }', "ASK", ""),
        ("# SELECT\nASK { ?SELECT ?p 'SELECT' }", "ASK", ""),
        ("PREFIX select: <a:> ASK { ?s select:ASK gcm:select }", "ASK", GCM),
        ("SELECT (STR(?x)AS ?y) { FILTER(?x>1&&xsd:int(?x)<9) }", "SELECT", "PREFIX xsd: <x:> "),
        ("ASK { ?s ?p foaf:x }", "ASK", ""),
    ],
)
def test_form_and_prefixes(text: str, form: str, added: str) -> None:
    assert read_prologue(text, KNOWN) == (form, added + text)


@pytest.mark.parametrize("text", ["", "# SELECT", "gcm:SELECT", "'ASK'", "?ASK", "SELECTED"])
def test_no_query(text: str) -> None:
    with pytest.raises(RunError) as caught:
        read_prologue(text, KNOWN)
    assert caught.value.message.english == (
        "not valid SPARQL: no SELECT, ASK, CONSTRUCT or DESCRIBE found."
    )


@given(st.text(alphabet="aA:?#'\"\\<>{}. \n-0gcm"))
def test_the_text_stays_as_it_is(text: str) -> None:
    assert read_prologue("ASK{" + text, KNOWN)[1].endswith("ASK{" + text)
