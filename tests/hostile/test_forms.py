"""Each format is read, all but JSON-LD with lines; XML is refused before any of it is read."""

from __future__ import annotations

import pytest

from ..loopback import Server
from ._graph import Canary, Root, Validate

IRI = "http://x.example/"
GOOD = {
    "a.ttl": f"<{IRI}a>\n<{IRI}p>\n1 .",
    "a.nt": f'# N-Triples\n\n<{IRI}a> <{IRI}p> "1" .',
    "a.nq": f'# N-Quads\n\n<{IRI}a> <{IRI}p> "1" <{IRI}graph> .',
    "a.trig": f"<{IRI}graph> {{\n<{IRI}a> <{IRI}p>\n1 }}",
    "a.jsonld": f'{{"@context": {{"x": "{IRI}"}},\n"@id": "x:a",\n"x:p": 1}}',
    "a.json": f'[\n\n{{"@id": "{IRI}a", "{IRI}p": 1}}]',
    "a.txt": f"# Turtle\n\n<{IRI}a> <{IRI}p> 1 .",
}


@pytest.mark.parametrize("name", GOOD)
def test_formats_are_read(validate: Validate, root: Root, name: str) -> None:
    root.file(name, GOOD[name])
    done = validate(name)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"  {name}{'  violation' if '.json' in name else ':3:'}" in done.stdout
    assert "    wrong p\n" in done.stdout


LAUGHS = (
    '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
)  # fmt: skip
XML = {
    "a.rdf": "anything at all",
    "a.RDF": "",
    "a.owl": "x",
    "a.xml": "x",
    "declared.ttl": '<?xml version="1.0"?><a/>',
    "marked.nt": "\ufeff\n <?xml version='1.0'?><a/>",
    "laughs.ttl": f"<!DOCTYPE x [{LAUGHS}]><x>&a19;</x>",
    "external.jsonld": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:CANARY'>]><x>&a;</x>",
    "remote.trig": "<!DOCTYPE x SYSTEM 'URL'><x/>",
    "plain.txt": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "comment.nq": "<!-- x --><rdf:RDF/>",
}


def test_xml_is_refused(validate: Validate, root: Root, server: Server, canary: Canary) -> None:
    for name, text in XML.items():
        root.file(name, text.replace("CANARY", str(canary.file)).replace("URL", server.url))
    done = validate(*XML)
    assert (done.returncode, done.stdout) == (3, "")
    said = "RDF/XML is not read here; convert it first: rdfpipe -i xml -o turtle FILE > FILE.ttl"
    assert done.stderr.splitlines() == [f"{name}: {said}" for name in XML]


def test_what_says_nothing_is_refused(validate: Validate, root: Root) -> None:
    empty = {
        "a.ttl": "",
        "b.ttl": " \n\t# nothing",
        "c.ttl": "@prefix x: <http://x.example/> .",
        "d.nq": "\ufeff",
        "e.jsonld": "{}",
        "f.json": "[null, 1]",
    }
    for name, text in empty.items():
        root.file(name, text)
    done = validate(*empty)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines() == [f"{name}: the file contains no triples." for name in empty]


def test_rdf_1_2_is_refused(validate: Validate, root: Root) -> None:
    new = {
        "a.ttl": "<a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> .",
        "b.ttl": "<< <a:a> <a:b> <a:c> >> <a:b> 1 .",
        "c.ttl": "<a:a> <a:b> 1 {| <a:b> 2 |} .",
        "d.ttl": '<a:a> <a:b> "x"@ar--rtl .',
        "e.jsonld": '{"a:b": {"@value": "x", "@language": "ar", "@direction": "rtl"}}',
    }
    for name, text in new.items():
        root.file(name, text)
    done = validate(*new)
    assert (done.returncode, done.stdout) == (3, "")
    said = "the file uses RDF 1.2 (triple terms or text direction); write it in Turtle 1.1."
    assert done.stderr.splitlines() == [f"{name}: {said}" for name in new]
