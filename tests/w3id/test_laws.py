"""What holds of any request: where it may lead, which media type wins, that names come through."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote, unquote

from hypothesis import given, settings, strategies as st

from gcm.core.iris import graph_iri
from gcm.core.namespaces import BASE

from ..chance import many
from ._apache import HOST, Server
from ._expected import DEFAULT, HTML, TYPES, Files, thing

MANY = settings(max_examples=many(300))

PIECES = st.sampled_from(
    [
        *(
            "id",
            "state",
            "SLV",
            "graph",
            "release",
            "latest",
            "0.1.0",
            "vocab",
            "basis",
            "question",
        ),
        *("/", "/", "/", "//", ".", "..", "%2e", "%2F", "%5c", "\\", "@", ":", "?", "&", "=", ";"),
        *("%0d%0a", "%00", "%09", "%20", "%25", "%3f", "%23", "%c3%b1", "%ff", "$1", "%{ENV:X}"),
        *("evil.example", "https:", "http://evil.example", "README.md", ".htaccess", "~", "-", "'"),
    ]
)


@MANY
@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_request_leads_to_another_host(w3id: Server, path: str) -> None:
    status, location = w3id.get(f"/gcm-graph/{path}")
    if location is None:
        # 200 is what lies outside of our folder.
        assert status in {200, 400, 403, 404}
    elif status == 301:
        assert location.startswith(f"http://127.0.0.1:{w3id.port}/")
    else:
        assert status in {302, 303}
        assert location.startswith(f"{HOST}/release/")
        assert location.isascii()
        assert location.isprintable()


WEIGHTS = st.sampled_from(
    ["", ";q=1", ";q=1.0", "; q=0.5", ";q=0.05", ";q=0", "; Q=0.0", ";v=2;q=.7"]
)
RANGES = st.tuples(
    st.sampled_from([*filter(None, TYPES), "application/rdf+xml", "text/*"]), WEIGHTS
)


def chosen(ranges: list[tuple[str, str]]) -> Files:
    """What the page of the identifier says of media types."""
    weights = [(name, float(weight.lower().partition("q=")[2] or 1)) for name, weight in ranges]
    full = [TYPES[name] for name, weight in weights if weight == 1 and name in TYPES]
    less = [TYPES[name] for name, weight in weights if 0 < weight < 1 and name in TYPES]
    return next(iter(full + [one for one in less if one not in (HTML, DEFAULT)]), DEFAULT)


@MANY
@given(st.lists(RANGES, max_size=6), st.sampled_from([",", ", ", " ,"]))
def test_which_media_type_wins(w3id: Server, ranges: list[tuple[str, str]], comma: str) -> None:
    header = comma.join(name + weight for name, weight in ranges)
    assert w3id.get("/gcm-graph/id/state/SLV", header) == thing(chosen(ranges))


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="/\\?"),
    min_size=1,
    max_size=40,
).filter(lambda name: name.strip(".") != "")


@MANY
@given(st.lists(NAMES, min_size=1, max_size=3))
def test_the_graph_of_any_file_leads_to_that_file(w3id: Server, names: list[str]) -> None:
    iri = graph_iri(PurePath("data", *names[:-1], names[-1] + ".ttl"))
    # As programs turn an IRI into what is sent: RFC 3987, section 3.1.
    path = quote(iri.removeprefix(BASE), safe="!$&'()*+,;=:@~/%")
    status, location = w3id.get(f"/gcm-graph/{path}")
    assert (status, unquote(location or "")) == (
        303,
        f"{HOST}/release/latest/graphs/{'/'.join(names)}.ttl",
    )
