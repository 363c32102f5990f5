"""What the two files say agrees with the register, the release, w3id.org's rules, and Apache."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, ID, VOCAB
from gcm.turtle.parse import read_prefixes

from ..questions._cases import ROOT
from ._apache import HOST, HTACCESS, README, Server, serving
from ._expected import ACCEPT, RELEASE

TEXT = HTACCESS.read_text(encoding="utf-8")
LINES = [line for line in TEXT.splitlines() if line and not line.startswith("#")]
PAGE = README.read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(.*)` \| (?:`(.*)`|any) \| (\d+) \| `(.*)` \|$", re.MULTILINE)


class Rule(NamedTuple):
    """A rewrite rule and the conditions before it."""

    pattern: str
    target: str
    flags: str
    conditions: list[list[str]]


def _rules() -> list[Rule]:
    rules: list[Rule] = []
    conditions: list[list[str]] = []
    for line in LINES:
        name, *rest = line.split()
        if name == "RewriteCond":
            conditions.append(rest)
        elif name == "RewriteRule":
            pattern, target, flags = rest
            rules.append(Rule(pattern, target, flags, conditions))
            conditions = []
        else:
            assert line == "RewriteEngine on"
    assert conditions == []
    return rules


RULES = _rules()


def _listed(place: str) -> list[str]:
    """The names that a rule for `place` lists in its conditions."""
    (rule,) = (one for one in RULES if one.pattern.startswith(f"^{place}/("))
    names: list[str] = []
    for index, (variable, pattern, *flags) in enumerate(rule.conditions, start=1):
        assert variable == "$1"
        assert flags == ([] if index == len(rule.conditions) else ["[OR]"])
        found = re.fullmatch(r"\^\(\?:([a-z|-]+)\)\$", pattern)
        assert found
        names += found[1].split("|")
    return names


@pytest.mark.parametrize("base", [ID, VOCAB])
def test_kinds_are_those_of_the_register_in_its_order(base: str) -> None:
    namespaces = read_prefixes(Layout(ROOT)).values()
    kinds = sorted(ns[len(base) : -1] for ns in namespaces if ns.startswith(base) and ns != base)
    assert _listed(base.removeprefix(BASE).strip("/")) == kinds


def test_targets_are_files_of_a_release() -> None:
    values = {flag.split(":", 1)[1] for flag in re.findall(r"GCM_(?:GRAPH|DATASET):[\w.-]+", TEXT)}
    literal = {
        rule.target.rsplit("/", 1)[1]
        for rule in RULES
        if rule.target != "-"
        and not re.search(r"/(?:\$2|graphs/\$1\.ttl|%\{ENV:\w+\})$", rule.target)
    }
    assert values | literal == RELEASE


def test_one_line_sets_the_host() -> None:
    assert [line for line in LINES if HOST.removeprefix("https://") in line] == [
        f"RewriteRule ^ - [E=GCM_HOST:{HOST}]"
    ]
    assert {
        rule.target for rule in RULES if not rule.target.startswith("%{ENV:GCM_HOST}/release/")
    } == {"-"}


def test_another_host_takes_every_redirect_along() -> None:
    other = "https://data.example.net/gcm"
    with serving(TEXT.replace(HOST, other)) as server:
        assert {
            path: server.get(f"/gcm-graph/{path}") for path in ("", "id/state/SLV", "graph/x")
        } == {
            "": (303, f"{other}/release/latest/README.md"),
            "id/state/SLV": (303, f"{other}/release/latest/gcm-graph.ttl"),
            "graph/x": (303, f"{other}/release/latest/graphs/x.ttl"),
        }


def test_a_redirect_is_temporary_drops_the_query_and_ends() -> None:
    assert {rule.flags for rule in RULES if rule.target != "-"} == {
        "[R=303,QSD,L]",
        "[R=302,QSD,L]",
    }
    assert {rule.flags for rule in RULES if rule.target == "-"} >= {"[R=404,L]"}
    for rule in RULES:
        assert rule.pattern == "^" or re.fullmatch(r"\^[^/].*\$|\^\$", rule.pattern)


def test_form_of_the_files() -> None:
    for text in (TEXT, PAGE):
        assert text.endswith("\n")
        assert "\r" not in text
        assert "\n\n\n" not in text
        assert not re.search(r"[ \t]$", text, re.MULTILINE)
    assert TEXT.isascii()


def test_the_page_says_what_is_still_to_be_done() -> None:
    contact = PAGE.partition("## Contact\n")[2].partition("\n## ")[0]
    assert "GitHub username of a maintainer: to be filled in before submitting" in contact
    assert HOST.removeprefix("https://") in PAGE.partition("## Before submitting")[2]
    # Nothing that w3id.org's checker would take for the name of an account.
    found = re.findall(r"(?i)github[^a-z\d.\n]{1,4}(\w+)|github\.com/", PAGE + TEXT)
    assert set(found) - {"username"} == set()
    assert "@" not in PAGE + TEXT


def test_the_table_of_the_page(w3id: Server) -> None:
    rows = ROW.findall(PAGE)
    assert len(rows) == PAGE.count("\n| `") - 1
    for path, accept, status, target in rows:
        answer = (int(status), f"{HOST}/release/{target}")
        for header in [accept] if accept else ACCEPT:
            assert w3id.get(f"/gcm-graph/{path}", header) == answer


def test_every_point_of_the_page_is_in_spanish_too() -> None:
    english, _, spanish = PAGE.partition("\n## En español\n")
    rules = english.partition("\n## What leads where\n")[2]
    assert rules.count("\n- ") == spanish.count("\n- ") > 0
