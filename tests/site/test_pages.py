from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

import gcm
from gcm.core.namespaces import BASE, GCM, ID
from gcm.evidence.source import read_source
from gcm.graph.edition import Editions
from gcm.site.pages import Site
from gcm.site.pages_dates import days_in_words
from gcm.site.pages_lists import LISTS
from gcm.site.pages_nodes import path_of

from ..tiny_root import ROOT, copy_tiny
from ._html import Element, read

# One of each kind.
KINDS = {
    "home": "",
    "list": "states",
    "State": "id/state/SLV",
    "agency": "id/agency/iom",
    "body": "id/body/crm",
    "event": "id/forum/2024-san-salvador",
    "series": "id/series/champions-americas",
    "document": "id/document/2024-san-salvador",
    "text": "id/source/2024-san-salvador.es",
    "objective": "id/objective/17",
    "target": "sdg/10.2",
    "principle": "id/principle/9",
    "vote": "id/vote/2018-a-res-73-195",
    "programme": "id/programme/tajikistan",
    "term": "vocab/choice/yes",
    "class": "ontology/Participation",
    "terms": "ontology",
    "endpoint": "sparql",
    "search": "search",
    "rules": "shapes",
    "question": "question/votes-by-choice",
    "releases": "release",
    "fact": "id/participation/2024-san-salvador-DOM",
    "page": "id/page/github.com-cran-unvotes",
}
ADDITION = (
    "Además, los países acordaron fortalecer el intercambio de información relativa a la "
    "implementación del Pacto Mundial para la Migración con el objetivo de identificar lecciones "
    "aprendidas, evitar la duplicación de esfuerzos e identificar oportunidades de colaboración, a "
    "partir del Mecanismo de Desarrollo de Capacidades del Pacto Mundial para la Migración."
)
FILES = ("search", "sparql", "questions", "shapes", "release")
QUESTIONS = Path(__file__).parents[1] / "questions"


@cache
def shipped() -> Site:
    return Site(gcm.open(root=ROOT))


@pytest.fixture(autouse=True)
def _released(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the checkout holds."""
    monkeypatch.setattr(Editions, "of", lambda *_: "gcm-graph, version 0.1.0")
    monkeypatch.setattr(Editions, "day", lambda *_: "2031-03-04")


@pytest.fixture(scope="module")
def small(tiny: Path) -> Site:
    return Site(gcm.open(root=tiny), "/a/b/")


def page(
    path: str,
    lang: str = "en",
    site: Site | None = None,
    query: Mapping[str, str] = MappingProxyType({}),
) -> Element:
    found = (site or shipped()).page(path, lang, query)
    assert found, path
    assert (found.status, found.language) == (200, lang)
    return read(found.body)


def words(element: Element) -> str:
    return " ".join(element.text().split())


def section(root: Element, heading: str) -> Element:
    (one,) = root.all("section", aria_labelledby=heading)
    return one


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_is_small(path: str) -> None:
    found = shipped().page(path, "es", {})
    assert found
    data = found.body.encode()
    assert (len(gzip.compress(data)) <= 30_000, len(data) <= 150_000) == (True, True)


def scripts_of(root: Element) -> tuple[list[tuple[dict[str, str], str]], list[dict[str, Any]]]:
    """What a page runs, and what it tells search engines."""
    found = [(one.attributes, one.text()) for one in root.all("script")]
    data = {"type": "application/ld+json"}
    return (
        [one for one in found if one[0] != data],
        [json.loads(text) for attributes, text in found if attributes == data],
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_page_is_whole(small: Site, lang: str) -> None:
    """Closed elements, one h1, ids once, nothing inline, links that lead to pages."""
    triples = small._graph.rows(
        "SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?s)) }"
    )
    iris = [row[0].value for row in triples if row[0]]
    paths = [path for iri in iris if iri.startswith(BASE) if (path := path_of(iri))]
    assert len(paths) > 300
    checked: dict[str, bool] = {}
    for path in ["", *FILES, *LISTS, *(one for one in paths if one.startswith("id/"))]:
        found = small.page(path, lang, {})
        assert found, path
        root = read(found.body)
        ids = [one.attributes["id"] for one in root.all() if "id" in one.attributes]
        assert len(ids) == len(set(ids)), path
        assert len(root.all("h1")) == 1, path
        assert not any({"style", "onclick"} & one.attributes.keys() for one in root.all()), path
        scripts, about = scripts_of(root)
        assert scripts == [({"src": "/a/b/static/site.js", "defer": ""}, "")], path
        assert all(one["@context"] == "https://schema.org" for one in about), path
        canonical = [one for one in root.all("link") if one.attributes["rel"] == "canonical"]
        assert [one.attributes["href"] for one in canonical] == [
            f"/a/b/{lang}/{quote(path, safe=':/@!$&()*+,;=~-._')}"
        ], path
        described = [one for one in root.all("meta") if one.attributes.get("name") == "description"]
        assert [bool(one.attributes["content"].strip()) for one in described] == [True], path
        assert not root.all("style"), path
        assert all(words(one) for one in root.all("a")), path
        assert all(one.all("h2") for one in root.all("section", class_="group")), path
        leads: dict[str, str] = {}
        for link in root.all("main")[0].all("a"):
            if not link.attributes["href"].startswith("#"):
                target = leads.setdefault(words(link), link.attributes["href"])
                assert target == link.attributes["href"], (path, words(link))
        for link in root.all("a"):
            address = urlsplit(link.attributes["href"])
            if not address.netloc and not address.path:
                assert address.fragment in ids or address.query or not address.fragment, path
            elif address.path.startswith(f"/a/b/{lang}/"):
                target = unquote(address.path.removeprefix(f"/a/b/{lang}/"))
                if target not in checked:
                    checked[target] = small.page(target, lang, {}) is not None
                assert checked[target], (path, target)
    assert len(checked) > 100


@pytest.mark.parametrize(
    ("lang", "sought", "said", "first"),
    [
        (
            "es",
            "méxico",
            "Se muestran los primeros 50 resultados.",
            ("México Estado", "id/state/MEX"),
        ),
        ("en", " objective  17", "The first 50", ("Eliminate all", "id/objective/17")),
        ("en", "listener", "Found: ", ("listener ", "vocab/participation-status/listener")),
        ("en", "participants", "", ("Participants question", "question/participants")),
        ("es", "Ghana zzz", "Ningún resultado contiene todas", ("Ghana Estado", "id/state/GHA")),
        ("en", "zzz", "Nothing found for “zzz”. Try fewer or other words.", None),
        ("en", "<zzz>", "Nothing found for “<zzz>”. Try fewer or other words.", None),
    ],
)
def test_words_are_searched(lang: str, sought: str, said: str, first: tuple[str, str]) -> None:
    root = page("search", lang, query={"q": sought})
    assert words(root.all("p", id="found")[0]).startswith(said)
    (field,) = root.all("input", id="seek")
    assert field.attributes["value"] == sought
    hits = [hit for found in root.all("ol") for hit in found.all("li")]
    assert len(hits) <= 50
    shown = [(words(one), one.all("a")[0].attributes["href"]) for one in hits[:1]]
    assert [href for _, href in shown] == ([f"/{lang}/{first[1]}"] if first else [])
    assert not first or shown[0][0].startswith(first[0])


def test_a_quote_that_is_found_keeps_its_language() -> None:
    root = page("search", query={"q": "oyente condicion"})
    (link,) = root.all("ol")[0].all("a")
    assert link.attributes["lang"] == "es"
    assert words(link).startswith("República Dominicana no participó")
    assert page("search", query={"q": " "}).all("ol") == []


@pytest.mark.parametrize(("lang", "query"), [("en", {}), ("es", {}), ("en", {"marks": "all"})])
def test_the_text_of_a_document_is_the_normal_form(lang: str, query: dict[str, str]) -> None:
    file = ROOT / "data" / "sources" / "2024-san-salvador.es.txt"
    normal = read_source(file).normal
    root = page("id/source/2024-san-salvador.es", lang, query=query)
    units = [one for one in root.all("p") if "data-unit" in one.attributes]
    assert [one.attributes["data-unit"] for one in units] == [
        str(unit.number) for unit in normal.units
    ]
    assert "\n".join(one.text(without="data-apparatus") for one in units) == normal.text
    assert {one.language() for one in units} == {"es"}
    # With list marks, footnote numbers and marks put back, it is the text as received.
    assert " ".join(one.text() for one in units) == " ".join(file.read_text("utf-8").split())


def test_each_passage_is_its_quote_and_lights_up() -> None:
    root = page("id/source/2024-san-salvador.es")
    graph = gcm.open(root=ROOT).graph
    rows = graph.rows(
        "SELECT DISTINCT ?exact WHERE { ?one <http://www.w3.org/ns/oa#exact> ?exact }"
    )
    quotes = {row[0].value for row in rows if row[0]}
    found: dict[str, str] = {}
    for unit in root.all("div"):
        for mark in unit.all("mark") if "unit" in unit.attributes.get("class", "").split() else ():
            for name in mark.attributes["class"].split():
                if name.startswith("m"):
                    found[name] = found.get(name, "") + mark.text(without="data-apparatus")
    assert set(found.values()) == quotes
    assert len(found) == len(quotes)
    css = (Site.static / "passages.css").read_text("utf-8")
    for name in found:
        assert f".unit:has(#p{name[1:]}:target) .{name}" in css
        (link,) = root.all("a", id=f"p{name[1:]}")
        start, _, end = words(link).partition(" … ")
        assert found[name].startswith(start)
        assert found[name].endswith(end)


def test_a_fact_is_beside_its_sentence() -> None:
    took_part = section(page("id/forum/2024-san-salvador"), "participation")
    first, *others = took_part.all("div", class_="block")
    states = [words(one) for one in first.all("p", class_="says")]
    assert states == [
        *("Belize", "Canada", "Colombia", "Costa Rica", "Ecuador", "El Salvador", "Guatemala"),
        *("Honduras", "Panama", "Peru", "United States of America"),
    ]
    (quote,) = first.all("blockquote")
    assert quote.language() == "es"
    assert [words(one) for one in quote.all("mark")] == [
        "El Foro contó con la participación de representantes de los Gobiernos de Belice, Canadá, "
        "Costa Rica, Colombia, Ecuador, El Salvador, Estados Unidos, Guatemala, Honduras, Panamá, "
        "Perú y República Dominicana"
    ]
    assert words(quote).endswith("(RROCM).")
    summaries = [words(one) for one in took_part.all("summary")]
    assert summaries[0] == "Evidence and citation: Belize: took part in the II Forum"
    assert len(set(summaries)) == len(summaries) == 13
    (dominican,) = [one for one in others if "Dominican" in words(one.all("p")[0])]
    assert words(dominican.all("p", class_="says")[0]) == (
        "Dominican Republic · listener · Member, Regional Conference on Migration"
    )
    none, translation = dominican.all("p", class_="translation")
    assert words(none) == "Not translated by the project."
    assert words(translation).startswith(
        "Translation by the project of the marked words: The Dominican Republic did not take part"
    )


def test_a_quote_within_a_translated_passage_has_its_translation() -> None:
    site = shipped()
    facts = site._facts("en")
    passages = site._sources.source(f"{ID}source/2024-san-salvador.es").passages
    quotes = [found for one in passages if (found := facts.sources.quote(one))]
    told = [facts._translation(quote) for quote in quotes]
    kinds = [(bool(one.text), one.is_of_quote) for one in told if one]
    counts = {kind: kinds.count(kind) for kind in kinds}
    assert counts == {(True, True): 14, (True, False): 13, (False, True): 10}
    assert {site._facts("es")._translation(quote) for quote in quotes} == {None}


def test_claims_on_a_thing_do_not_contradict_it() -> None:
    trust = section(page("id/objective/1"), "itself").all("dl", class_="trust")[0]
    assert trust.all("div", class_="rival") == []


def test_the_home_page_leads_to_all_there_is() -> None:
    root = page("")
    lists = section(root, "lists").all("li")
    told = {words(one.all("a")[0]): words(one.all("span")[0]) for one in lists}
    assert list(told) == [
        *("States", "Events", "Agencies", "Networks and bodies", "Objectives"),
        *("Guiding principles", "Documents", "Series of events", "Programmes"),
        *("The terms of the graph", "Questions"),
    ]
    assert (told["States"], told["Objectives"], told["Guiding principles"]) == ("193", "23", "10")
    assert len(section(root, "recent").all("li")) == 5
    assert [words(one) for one in section(root, "texts").all("a")] == [
        "Joint communiqué of the II Forum of Champion Countries of the Americas"
    ]
    example = section(root, "example")
    assert words(example.all("p", class_="says")[0]).startswith("Dominican Republic: took part")
    assert len(example.all("blockquote")) == 2


def test_what_is_trusted_says_why() -> None:
    fact = section(page("id/participation/2024-san-salvador-PAN"), "trust")
    told = {words(row.all("dt")[0]): words(row.all("dd")[0]) for row in fact.all("div")}
    assert told["Basis"] == "stated"
    assert told["Status"] == "not stated, which does not mean no"
    assert told["Words quoted"].endswith(
        "— unit 7 of Joint communiqué of the II Forum of Champion Countries of the Americas: "
        "El Foro contó con la participación de … y República Dominicana, "
        "proved on the text with SHA-256 611a67dfc112…"
    )
    assert told["Permalink"] == (
        f"{ID}participation/2024-san-salvador-PAN · "
        "This is wrong: Panama: took part in the II Forum"
    )
    assert "Cite" not in told, "it stands below"
    (wrong,) = [one for one in fact.all("a") if words(one).startswith("This is wrong")]
    assert wrong.attributes["href"] == "https://w3id.org/gcm-graph"


def test_what_follows_is_said_with_its_rule() -> None:
    follows = section(page("id/participation/2024-san-salvador-PAN"), "follows")
    assert [words(one) for one in follows.all("li")] == [
        "Panama: took part in the II Forum · involves agent · Panama inferred"
        "By rule: where a property holds, the broader property holds too.",
        "Panama · has participation · Panama: took part in the II Forum inferred"
        "By rule: a property holds the other way round as its inverse.",
        "Panama · took part in · II Forum of Champion Countries of the Americas: good practices "
        "for implementing the Global Compact for Migration inferred"
        "By rule: a chain of properties gives the property defined by it.",
    ]


def test_rivals_are_beside_one_another() -> None:
    root = page("id/review/2021-lac")
    (row,) = [
        one
        for one in section(root, "itself").all("div")
        if one.all("dt") and words(one.all("dt")[0]) == "Place" and one.all("ul")
    ]
    santiago = (
        "A page places the first regional review in Latin America and the Caribbean in Santiago, "
        "though online"
    )
    assert words(row.all("dd")[0].all("a")[0]) == "online"
    assert [words(one) for one in row.all("p", class_="says")] == [
        "The first regional review in Latin America and the Caribbean was held online",
        santiago,
    ]
    assert "location" not in [one.attributes.get("id") for one in root.all("h2")], (
        "and in no group besides"
    )
    claim = section(page("id/claim/2021-lac-place-online"), "trust")
    assert [words(one.all("dd")[0]) for one in claim.all("div", class_="rival")] == [santiago]


@pytest.mark.parametrize(
    ("path", "lang", "lead"),
    [
        ("id/state/SLV", "en", "State in Central America. Vote: yes on A/RES/73/195."),
        ("id/state/USA", "es", "Estado en América Septentrional. Voto: en contra de A/RES/73/195."),
        (
            "id/forum/2024-san-salvador",
            "en",
            "Forum, 25–26 September 2024, San Salvador. 12 States are known to have taken part.",
        ),
        (
            "id/vote/2018-a-res-73-195",
            "en",
            "Recorded vote, 19 December 2018. Yes 152, no 5, abstain 12, non-voting 24.",
        ),
        (
            "id/meeting/2023-accra",
            "en",
            "Meeting, 28 November 2023 / 28 December 2023 (sources differ), Accra. "
            "28 States are known to have taken part.",
        ),
        ("id/document/2024-san-salvador", "es", "Documento, surgido del II Foro."),
        ("id/objective/17", "es", "Objetivo 17 del Pacto Mundial para la Migración, párrafo 33."),
        ("id/series/champions-americas", "en", "Series of 2 known events, 2023–2024."),
        ("vocab/choice/yes", "es", "Consta a favor."),
        ("id/place/accra", "es", "Lugar en Ghana."),
        ("id/region/central-america", "en", "Region in Latin America and the Caribbean."),
        (
            "id/page/github.com-cran-unvotes",
            "en",
            "Second-hand copy at github.com, read in November 2026.",
        ),
        (
            "id/compact/gcm",
            "en",
            "An intergovernmental compact with objectives and guiding principles.",
        ),
        ("id/quote/2024-san-salvador.es-1025230d", "en", "la sociedad civil, a través de la RROCM"),
        ("id/unit/2024-san-salvador.es-1fbb3fa8", "es", ADDITION),
    ],
)
def test_the_first_line_says_what_it_is(path: str, lang: str, lead: str) -> None:
    (line,) = page(path, lang).all("p", class_="lead")
    assert words(line) == lead


def test_what_is_not_stated_is_said_where_a_reader_looks() -> None:
    glance = section(page("id/state/BLZ"), "glance")
    told = {words(row.all("dt")[0]): words(row.all("dd")[0]) for row in glance.all("div")}
    assert told["Vote on the Compact (A/RES/73/195)"] == "Non-voting"
    assert told["Champion of the Compact"] == "not stated"
    missing = section(page("id/programme/tajikistan", "es"), "not-stated")
    assert [words(one) for one in missing.all("li")] == [
        "Fecha de inicio: no consta",
        "Fecha de fin: no consta",
    ]


def test_a_target_is_its_number_with_the_objectives_it_serves() -> None:
    root = page("sdg/10.7", "es")
    assert words(root.all("h1")[0]) == "Meta de los ODS 10.7"
    assert words(root.all("p", class_="lead")[0]).startswith("Facilitar la migración")
    group = section(root, "relatedmatch")
    assert words(group.all("h2")[0]).startswith("Objetivos del Pacto")
    named = [words(one).partition(":")[0] for one in group.all("p", class_="says")]
    assert (named[0], named[-1]) == ("Objetivo 1", "Objetivo 22")
    targets = section(page("id/objective/17", "en"), "relatedmatch").all("p", class_="says")
    assert words(targets[0]).startswith("8.5 By 2030, achieve full and productive employment")


def test_what_a_reader_looks_for_comes_first() -> None:
    vote = page("id/vote/2018-a-res-73-195")
    headings = [words(one).rstrip(" 0123456789") for one in vote.all("h2")]
    assert headings[:3] == ["What it is", "Result of the vote", "How each State voted"]
    votes = [words(one) for one in section(vote, "voterecord").all("p", class_="says")]
    assert votes[:6] == [
        *("Czechia · no", "Hungary · no", "Israel · no", "Poland · no"),
        *("United States of America · no", "Algeria · abstain"),
    ]
    said = section(page("id/participation/2024-san-salvador-DOM"), "itself").all("dt")
    assert [words(one) for one in said] == [
        *("Participant", "Event", "Status", "In the capacity of", "Listed in")
    ]
    choices = section(page("vocab/choice", "es"), "inscheme").all("a")
    assert [words(one) for one in choices] == ["abstención", "no", "sí", "sin voto"]


def test_a_group_may_hold_facts_of_an_agent_and_of_a_place() -> None:
    links = section(page("id/state/MEX", "es"), "objectivelink").all("p", class_="says")
    titles = sorted(words(one)[:35] for one in links)
    assert titles == [
        *["Actúa en una práctica de ejemplo de"] * 4,
        "Es el lugar de una práctica de ejem",
    ]


def test_what_a_document_says_of_all_objectives_is_on_the_page_of_each() -> None:
    whole = section(page("id/objective/23", "es"), "whole")
    assert words(whole.all("h2")[0]).startswith(
        "Lo que se dice de todos en conjunto: Los 23 objetivos del Pacto Mundial"
    )
    assert words(whole.all("blockquote")[0]).startswith("A su vez, los países reconocen que los 10")


def test_names_of_other_languages_and_dates_are_for_readers() -> None:
    rows = {
        words(row.all("dt")[0]): words(row.all("dd")[0])
        for row in section(page("id/body/crm", "es"), "itself").all("div")
        if row.all("dt")
    }
    assert rows["Otros nombres"] == "Proceso Puebla"
    assert rows["En otros idiomas"] == "Regional Conference on Migration · Puebla Process"
    members = section(page("id/agency/iom", "es"), "membership").all("p", class_="says")
    assert words(members[0]).endswith(", noviembre de 2019")
    address = section(page("id/page/github.com-cran-unvotes"), "itself").all("dd")[0]
    assert words(address) == "https://github.com/cran/unvotes"
    quote = section(page("id/quote/2024-san-salvador.es-1025230d"), "evidence")
    assert [words(one) for one in quote.all("a")] == ["civil society, through the RNCOM"]


def test_the_terms_are_a_list_to_which_their_iris_lead() -> None:
    root = page("ontology", "es", query={"q": "participó el agente"})
    (row,) = root.all("tbody")[0].all("tr")
    assert row.attributes["id"] == "status"
    assert [words(cell) for cell in row.all("td")][:3] == [
        *("calidad", "gcm:status", "propiedad de objeto")
    ]
    assert page("ontology").all("tr", id="Participation")
    # Sentences stand below one another in a narrow window; other tables scroll.
    regions = [page(one).all("div", role="region")[0] for one in ("ontology", "states")]
    assert [one.attributes["class"] for one in regions] == ["scroll sentences", "scroll"]
    assert words(page("documents").all("tbody")[0].all("td")[3]) == "not kept here"
    assert words(page("bodies").all("tbody")[0].all("td")[2]) == "not stated", "never nought"


def test_questions_and_rules_have_pages() -> None:
    rows = page("questions", "es", query={"q": "votos por sentido"}).all("tbody")[0].all("tr")
    assert [words(cell) for cell in rows[0].all("td")][:2] == [
        *("La votación sobre el Pacto", "Votos por sentido")
    ]
    (link,) = rows[0].all("a")
    assert link.attributes["href"] == "/es/question/votes-by-choice"
    question = page("question/votes-by-choice", "es")
    (text,) = question.all("pre")
    assert text.text().startswith("PREFIX gcm:")
    (run,) = question.all("a", class_="button")
    (query,) = parse_qs(urlsplit(run.attributes["href"]).query)["query"]
    assert (query, urlsplit(run.attributes["href"]).path) == (text.text(), "/es/sparql")
    rule = page("shapes").all("tr", id="NamedShape")[0]
    assert words(rule.all("td")[1]).startswith("No quote names this agent, place, status or kind")
    assert shipped().page("question/none", "en", {}) is None


def test_releases_are_listed_with_their_files(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path / "root")
    site = Site(gcm.open(root=root))
    assert "no release yet" in words(page("release", "en", site).all("main")[0])
    for version in ("0.9.0", "0.10.0", "draft"):
        (root / "build" / "release" / version / "en").mkdir(parents=True)
        (root / "build" / "release" / version / "en" / "votes.csv").write_text("a", "utf-8")
    listed = page("release", "en", site)
    assert [words(one) for one in listed.all("h2")] == ["0.10.0", "0.9.0"]
    one = page("release/0.9.0", "en", site)
    assert [words(link) for link in one.all("ul", class_="links")[0].all("a")] == [
        "en/votes.csv, 0.9.0"
    ]
    assert site.page("release/1.0.0", "en", {}) is None


def test_a_long_group_has_pages() -> None:
    def shown(number: str) -> list[str]:
        group = section(
            page("id/vote/2018-a-res-73-195", query={"voterecord": number}), "voterecord"
        )
        return [words(one) for one in group.all("p", class_="says")]

    pages = [shown(number) for number in "1234"]
    assert [len(one) for one in pages] == [60, 60, 60, 13]
    assert len({one for states in pages for one in states}) == 193
    assert shown("99") == shown("4")
    assert shown("x") == shown("-1") == shown("1")


def test_a_list_is_sorted_and_filtered_by_its_address() -> None:
    def first(**query: str) -> list[str]:
        root = page("states", query=query)
        rows = root.all("tbody")[0].all("tr")
        return [words(row.all("td")[0]) for row in rows]

    assert first()[:3] == ["Afghanistan", "Albania", "Algeria"]
    assert first(sort="-0")[:2] == ["Zimbabwe", "Zambia"]
    assert first(q="central américa", sort="4")[:2] == ["Belize", "Costa Rica"]
    assert first(q="<b>") == []
    assert first(sort="9" * 5000) == first(sort="99") == first(sort="-x")[::-1] == first()
    (sorted_by,) = [
        one
        for one in page("states", query={"sort": "-4"}).all("th")
        if "aria-sort" in one.attributes
    ]
    assert (words(sorted_by), sorted_by.attributes["aria-sort"]) == ("Code", "descending")
    assert words(page("events").all("tbody")[0].all("tr")[0].all("td")[2])[-4:] >= "2025"


def test_the_reference_of_a_fact() -> None:
    cite = section(page("id/participation/2024-san-salvador-DOM"), "cite")
    bibtex, csl, ris, turtle = (one.text() for one in cite.all("pre"))
    # Both quotes: the first does not say that it was a listener.
    document = "Joint communiqué of the II Forum of Champion Countries of the Americas"
    note = (
        "“El Foro contó con la participación de representantes de los Gobiernos de Belice, Canadá, "
        "Costa Rica, Colombia, Ecuador, El Salvador, Estados Unidos, Guatemala, Honduras, Panamá, "
        f"Perú y República Dominicana” ({document}, unit 7); “República Dominicana no participó de "
        "la votación del Pacto Mundial para las Migraciones (Resolución A/RES/73/195), pero "
        "asistió a este foro en su condición de país miembro de la CRM y como oyente.” "
        f"({document}, unit 10)."
    )
    assert bibtex == (
        "@misc{gcm-graph-participation-2024-san-salvador-DOM,\n"
        "  title = {{Dominican Republic: took part in the II Forum as a listener}},\n"
        "  author = {{The gcm-graph project}},\n"
        "  howpublished = {gcm-graph, version 0.1.0},\n"
        "  year = {2031},\n"
        "  month = {3},\n"
        "  url = {https://w3id.org/gcm-graph/id/participation/2024-san-salvador-DOM},\n"
        f"  note = {{{note}}},\n"
        "  langid = {english}\n"
        "}\n"
    )
    assert words(cite.all("p")[0]) == (
        "Dominican Republic: took part in the II Forum as a listener. "
        f"{note} gcm-graph, version 0.1.0, 2031-03-04. "
        "https://w3id.org/gcm-graph/id/participation/2024-san-salvador-DOM"
    )
    assert f'"note": {json.dumps(note, ensure_ascii=False)}' in csl
    assert f"N1  - {note}" in ris.splitlines()
    assert ris.splitlines()[:2] == [
        "TY  - DATA",
        "TI  - Dominican Republic: took part in the II Forum as a listener",
    ]
    assert "participation:2024-san-salvador-DOM\n    a gcm:Participation ;" in turtle


def test_what_a_search_engine_is_told() -> None:
    def meta(root: Element, name: str) -> list[str]:
        every = (one.attributes for one in root.all("meta"))
        return [one["content"] for one in every if one.get("name") == name]

    root = page("id/vote-record/a-res-73-195-CHL", "es")
    (description,) = meta(root, "description")
    assert description.startswith("Chile: abstención en A/RES/73/195. ")
    (claim,) = scripts_of(root)[1]
    assert (claim["@type"], claim["@id"]) == ("Claim", ID + "vote-record/a-res-73-195-CHL")
    assert (claim["name"], claim["inLanguage"]) == ("Chile: abstención en A/RES/73/195", "es")
    assert "https://github.com/cran/unvotes" in claim["isBasedOn"]
    assert claim["dateModified"] == "2031-03-04"
    assert meta(page("id/state/CHL", "es"), "description") == [
        "Chile. Estado en América del Sur. Voto: abstención en A/RES/73/195."
    ]
    (whole,) = scripts_of(page(""))[1]
    assert (whole["@type"], whole["version"]) == ("Dataset", "gcm-graph, version 0.1.0")


def test_the_year_of_a_meeting_is_beside_it() -> None:
    facts = section(page("id/state/CHL", "es"), "participation").all("p", class_="says")
    assert words(facts[0]) == (
        "Participó en la XXIII Conferencia Suramericana sobre Migraciones · 2025"
    )


def test_other_languages_are_marked() -> None:
    spanish, french = (
        page("id/objective/17", "en").all("span", lang="es"),
        page("id/objective/17", "es").all("span", lang="fr"),
    )
    assert any("Eliminar todas las formas" in words(one) for one in spanish)
    assert any("Éliminer toutes les formes" in words(one) for one in french)
    # Whatever holds the words of a document says whose they are: quote, citation, names of links.
    for lang, path in (("en", "id/participation/2024-san-salvador-DOM"), ("en", "id/state/SLV")):
        root = page(path, lang)
        holders = [
            one
            for one in root.all()
            if "El Foro contó" in "".join(part for part in one.children if isinstance(part, str))
        ]
        assert {one.language() for one in holders} <= {"es", "es-SV"}, path
        assert len(holders) > 3


def test_the_switch_keeps_page_and_parameters() -> None:
    root = page("states", "en", query={"q": "perú", "sort": "-1"})
    (switch,) = root.all("a", class_="switch")
    assert switch.attributes["href"] == "/es/states?q=per%C3%BA&sort=-1"
    assert {
        one.attributes["hreflang"]: one.attributes["href"]
        for one in root.all("link", rel="alternate")
        if "hreflang" in one.attributes
    } == {
        "en": "/en/states?q=per%C3%BA&sort=-1",
        "es": "/es/states?q=per%C3%BA&sort=-1",
        "x-default": "/states?q=per%C3%BA&sort=-1",
    }


def test_nothing_there() -> None:
    site = shipped()
    odd = (
        "id/state/XXX",
        "x" * 9000,
        "id/state/SLV/",
        "../etc/passwd",
        "id/state/S V",
        "\0",
        "id//",
    )
    assert [site.page(path, "en", {}) for path in odd] == [None] * len(odd)
    missing = site.missing("id/state/Salvadr", "es")
    assert missing.status == 404
    root = read(missing.body)
    assert [words(one) for one in root.all("ul", class_="links")[0].all("a")] == ["El Salvador"]
    (switch,) = root.all("a", class_="switch")
    assert switch.attributes["href"] == "/en/id/state/Salvadr"


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("id/state/SVL", ["id/state/SLV", "id/state/SVK", "id/state/SVN"]),
        ("ID/State/slv/", ["id/state/SLV"]),
        ("id/state/SLV.html", ["id/state/SLV"]),
        ("state/SLV", ["id/state/SLV"]),
        ("country/SV", ["id/state/SLV"]),
        ("turkey", ["id/state/TUR"]),
        ("id/agency/unhrc", ["id/agency/unhcr"]),
        ("agency/ACNUR", ["id/agency/unhcr"]),
        ("id/source/2024-san-salvador", ["id/source/2024-san-salvador.es"]),
        ("ontology/participation", ["ontology#Participation"]),
        ("id/state/xx", []),
        ("x" * 5000, []),
    ],
)
def test_what_leads_nowhere_has_near_names(path: str, near: list[str]) -> None:
    found = shipped()._near(path)
    assert found[: len(near) or None] == [BASE + one for one in near]


def changed(folder: Path, turtle: str) -> Site:
    """The tiny site with more data."""
    root = copy_tiny(folder / "root")
    (root / "data" / "more.ttl").write_text(
        f"@prefix gcm: <{GCM}> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix schema: <https://schema.org/> .\n" + turtle,
        "utf-8",
    )
    return Site(gcm.open(root=root))


def test_nothing_that_a_fact_holds_becomes_markup(tmp_path: Path) -> None:
    odd = "<script>alert(1)</script>'{{ 7*7 }}&amp;"
    site = changed(
        tmp_path,
        f'<{ID}agency/odd> a gcm:Agency ; skos:prefLabel "{odd}"@en , "{odd}"@es ;\n'
        f'  gcm:acronym "{odd}"@en ; skos:editorialNote "{odd}"@en ;\n'
        f"  dct:source <{ID}page/odd> , <javascript:alert(1)> ;\n"
        f"  gcm:basis <{BASE}vocab/basis/stated> .\n"
        f'<{ID}page/odd> a gcm:Page ; skos:prefLabel "{odd}"@en ;\n'
        "  schema:url <javascript:alert(2)> .\n"
        f"<{ID}participation/odd> a gcm:Participation ; gcm:participant <{ID}agency/odd> ;\n"
        f"  gcm:atEvent <{ID}forum/2024-san-salvador> .\n",
    )
    for path in ("id/agency/odd", "id/participation/odd", "agencies", "id/page/odd"):
        for lang in ("en", "es"):
            root = page(path, lang, site)
            assert [text for _, text in scripts_of(root)[0]] == [""]
            assert odd in root.text()
            assert not any("javascript:" in one.attributes.get("href", "") for one in root.all("a"))
    for path, field in (("agencies", "q"), ("search", "seek")):
        root = page(path, "en", site, {"q": f'"><script>{odd}'})
        assert root.all("input", id=field)[0].attributes["value"] == f'"><script>{odd}'


def test_what_was_withdrawn_names_its_successor(tmp_path: Path) -> None:
    site = changed(
        tmp_path,
        f"<{ID}state/OLD> owl:deprecated true ; dct:isReplacedBy <{ID}state/PAN> ;\n"
        '  skos:changeNote "It was a mistake."@en , "Era un error."@es .\n',
    )
    found = site.page("id/state/OLD", "es", {})
    assert found
    assert found.status == 410
    told = words(read(found.body).all("main")[0])
    assert "En su lugar: Panamá" in told
    assert "Era un error." in told


def test_days_in_words() -> None:
    assert [
        days_in_words(start, end, "es")
        for start, end in (
            ("2024-09-25", "2024-09-26"),
            ("2024-09-25", "2024-09-25"),
            ("2024-11-30", "2024-12-02"),
            ("2023", ""),
            ("2026-11", ""),
            ("", ""),
        )
    ] == [
        "25–26 de septiembre de 2024",
        "25 de septiembre de 2024",
        "30 de noviembre de 2024 – 2 de diciembre de 2024",
        "2023",
        "noviembre de 2026",
        "",
    ]


def test_static_files_name_no_other_host() -> None:
    for file in Site.static.iterdir():
        assert (
            re.findall(r"url\(|@import|https?://(?!www\.w3\.org/)", file.read_text("utf-8")) == []
        )
