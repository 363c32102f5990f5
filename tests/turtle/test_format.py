"""The canonical form: whole files by hand, and what must hold for every file."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import pyoxigraph as ox
import pytest
from hypothesis import given, settings, strategies as st

from gcm.core.errors import RunError
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Triple
from gcm.turtle.format import format_turtle, write_turtle
from gcm.turtle.lexer import statements, tokens
from gcm.turtle.parse import parse_turtle

from ..chance import many

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
REGISTER = {
    "ex": "http://e/",
    "exx": "http://e/x/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD,
}
EX = "@prefix ex: <http://e/> .\n"


def canonical(triples: list[Triple]) -> set[str]:
    """The graph with canonical blank node labels (RDFC-1.0)."""
    dataset = ox.Dataset(
        ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples
    )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def comments(text: str) -> Counter[str]:
    return Counter(token.text.rstrip() for token in tokens(text) if token.kind == "COMMENT")


def formatted(text: str, register: dict[str, str] = REGISTER) -> str:
    """The canonical form, of which everything is checked that holds for every file."""
    result = format_turtle(text, register)
    assert canonical(parse_turtle(result).triples) == canonical(parse_turtle(text).triples)
    assert comments(result) == comments(text)
    assert format_turtle(result, register) == result
    assert result == "" or (result.endswith("\n") and not result.endswith("\n\n"))
    assert "\r" not in result
    return result


# Whole files


def test_a_whole_file() -> None:
    text = """# The head.

# Its second part.
@prefix sk: <http://www.w3.org/2004/02/skos/core#> .
@prefix unused: <http://unused/> .
PREFIX f: <http://f/#>
@base <http://e/x/> .
@prefix e: <http://e/> .

# Part one,
#   in two lines.\t

# About b.
e:b sk:altLabel "x" ; a e:C , f:D ;; sk:prefLabel "dos"@es,'one'@en .
  # About a.
<../a> e:p <y>, <http://e/x/>, <http://e/>, <http://e/x/y/z>, [], e:a\\,b , 1.
# More about b.
e:b e:list ( 1 "two" ( ) [ a e:C ] ) .
# About the nameless.
[ e:q 2 ; e:p 1 ] .
# The end.
"""
    assert (
        formatted(text)
        == """# The head.

# Its second part.

@prefix ex: <http://e/> .
@prefix exx: <http://e/x/> .
@prefix f: <http://f/#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

# Part one,
#   in two lines.

# About b.
# More about b.
ex:b
    a
        ex:C ,
        f:D ;
    skos:prefLabel
        "one"@en ,
        "dos"@es ;
    ex:list ( 1 "two" () [ a ex:C ] ) ;
    skos:altLabel "x" .

# About a.
ex:a
    ex:p
        <http://e/> ,
        <http://e/a,b> ,
        <http://e/x/> ,
        <http://e/x/y/z> ,
        exx:y ,
        1 ,
        [] .

# About the nameless.
[]
    ex:p 1 ;
    ex:q 2 .

# The end.
"""
    )


def test_nested_blank_nodes_and_long_lists() -> None:
    long = " ".join(f"ex:item-number-{number}" for number in range(6))
    text = (
        EX + f"ex:S ex:i6 ( {long} ) ; ex:i5 ( {long.removesuffix(' ex:item-number-5')} ) ;"
        "ex:one [ ex:path [ ex:inverse ex:p ] ] ; ex:two [ ex:b 1 ; ex:a [ ex:d 1, 2 ] ] ;"
        'ex:many [ ex:b 2 ; ex:a 1 ] , ex:z , "s" , [ ex:a 1 ] ; ex:text ( "a\\nb" ) .'
    )
    assert (
        formatted(text)
        == EX
        + '''
ex:S
    ex:i5 ( ex:item-number-0 ex:item-number-1 ex:item-number-2 ex:item-number-3 ex:item-number-4 ) ;
    ex:i6 (
        ex:item-number-0
        ex:item-number-1
        ex:item-number-2
        ex:item-number-3
        ex:item-number-4
        ex:item-number-5
    ) ;
    ex:many
        ex:z ,
        "s" ,
        [
            ex:a 1 ;
            ex:b 2
        ] ,
        [ ex:a 1 ] ;
    ex:one [ ex:path [ ex:inverse ex:p ] ] ;
    ex:text (
        """a
b"""
    ) ;
    ex:two [
        ex:a [
            ex:d
                1 ,
                2
        ] ;
        ex:b 1
    ] .
'''
    )


def test_literals_are_kept_to_the_letter() -> None:
    text = (
        "@prefix ex: <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        'ex:a ex:p 1.50, 01, "+1"^^xsd:integer, 1e0, .5, "1."^^xsd:decimal, "TRUE"^^xsd:boolean,'
        '"1"^^xsd:boolean, true, "INF"^^xsd:double, " 1"^^xsd:integer, "١"^^xsd:integer,'
        '"2020-01-01T00:00:00+00:00"^^xsd:dateTime, "s"^^xsd:string, "x"@en-GB, "x"@en, "x"@EN .'
    )
    assert formatted(text) == (
        "@prefix ex: <http://e/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        '\nex:a\n    ex:p\n        " 1"^^xsd:integer ,\n        "1"^^xsd:boolean ,\n'
        '        "1."^^xsd:decimal ,\n        "2020-01-01T00:00:00+00:00"^^xsd:dateTime ,\n'
        '        "INF"^^xsd:double ,\n        "TRUE"^^xsd:boolean ,\n        "s" ,\n'
        '        "١"^^xsd:integer ,\n        +1 ,\n        .5 ,\n        01 ,\n        1.50 ,\n'
        '        1e0 ,\n        true ,\n        "x"@EN ,\n        "x"@en ,\n        "x"@en-GB .\n'
    )


def test_strings_in_every_quoting() -> None:
    text = EX + (
        r"""ex:a ex:p 'it''s' , "say \"hi\"" , "back\\slash", "tab\t", "\u202E\u0007\b\f\u2028",
        "a\u200Bb\u00A0\U000E0001c\uFFFD",
        "two\nlines \"\"\"\" and \\ \r\n\t\"", '''"''', 'é\U0001F600'."""
    ).replace("''s", r"\'s")
    assert formatted(text) == EX + (
        r'''
ex:a
    ex:p
        """two
lines \"\""" and \\ \r
\t\"""" ,
        "\"" ,
        "\u202E\u0007\u0008\u000C\u2028" ,
        "a\u200Bb\u00A0\U000E0001c�" ,
        "back\\slash" ,
        "it's" ,
        "say \"hi\"" ,
        "tab\t" ,
        "é😀" .
'''
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n", ""),
        (EX, ""),
        ("#only\n\n\n  # comments\n#three", "#only\n\n# comments\n#three\n"),
        ("#head\n" + EX + "#tail", "#head\n\n#tail\n"),
        # Parted from the block by an empty line: the head's; not parted: the block's.
        ("#head\n\n#b\n<x:b> a <x:c> .", "#head\n\n#b\n<x:b>\n    a <x:c> .\n"),
        ("#b\n<x:b> a <x:c> .", "#b\n<x:b>\n    a <x:c> .\n"),
        ("#h\n\n<x:b> a <x:c> .\n\n#t", "#h\n\n<x:b>\n    a <x:c> .\n\n#t\n"),
        # After the prefixes too, below them.
        (EX + "#1\n\n#2\n\nex:b a 1 .", EX + "\n#1\n\n#2\n\nex:b\n    a 1 .\n"),
        (EX + "#1\n\n#2\nex:b a 1 .", EX + "\n#1\n\n#2\nex:b\n    a 1 .\n"),
        # Between blocks a comment that is not directly above one is a border.
        (
            "#h\n" + EX + "ex:b a 1 .\n\n# B\n#  C\n\n\n# D\n \nex:a a 1 .\n# E\n\n#c\nex:c a 1 .",
            "#h\n\n" + EX + "\nex:b\n    a 1 .\n\n# B\n#  C\n\n# D\n\nex:a\n    a 1 .\n\n# E\n\n"
            "#c\nex:c\n    a 1 .\n",
        ),
        # So is one with three dashes, wherever it stands; what it has below it is the block's.
        (
            EX + "# --- A\nex:b a 1 .\n# ---\n#B\n#---\n#about a\nex:a a 1 .",
            EX + "\n# --- A\n\nex:b\n    a 1 .\n\n# ---\n#B\n#---\n\n#about a\nex:a\n    a 1 .\n",
        ),
        # Prefixes go to the top, and leave the comment above them where it was.
        (
            EX + "ex:b a 1 .\n\n#1\n@prefix y: <y:> .\n#2\ny:a a 1 .",
            EX + "@prefix y: <y:> .\n\nex:b\n    a 1 .\n\n#1\n\n#2\ny:a\n    a 1 .\n",
        ),
        # Blocks of one subject become one, where the first stood; borders stay between the others.
        (
            EX + "ex:b a 1 .\n\n# A\n\n#b\nex:b a 2 .\n\n# B\n\nex:a a 1 .\n\n# C\n\nex:b a 1 .",
            EX + "\n#b\nex:b\n    a\n        1 ,\n        2 .\n\n# A\n\n# B\n\n"
            "ex:a\n    a 1 .\n\n# C\n",
        ),
        # Beside prefixes: the head's.
        (
            EX + "#1\n@prefix y: <y:> .\n#2\nex:b a y:z .",
            "#1\n\n" + EX + "@prefix y: <y:> .\n\n#2\nex:b\n    a y:z .\n",
        ),
        # A blank node of a name that is written inside another block: that block's, place and all.
        (
            EX + "#x\n_:x ex:q 1 .\n#c\nex:c a 1 .\nex:b ex:p _:x .",
            EX + "\n#x\nex:b\n    ex:p [ ex:q 1 ] .\n\n#c\nex:c\n    a 1 .\n",
        ),
        (
            EX + "_:x ex:q 1 .\nex:c a 1 .\nex:b ex:p _:x .",
            EX + "\nex:b\n    ex:p [ ex:q 1 ] .\n\nex:c\n    a 1 .\n",
        ),
        (
            EX + "ex:b ex:p _:x .\n#x\n_:x ex:q 1 .\n#c\nex:c a 1 .",
            EX + "\n#x\nex:b\n    ex:p [ ex:q 1 ] .\n\n#c\nex:c\n    a 1 .\n",
        ),
        # Subjects that are blank nodes or lists.
        (
            EX + "#2\n[ ex:p 2 ] .\n#1\n[] ex:p 1 .\n#3\n( 3 ) ex:p 3 .",
            EX + f"@prefix rdf: <{RDF}> .\n\n#2\n[]\n    ex:p 2 .\n\n#1\n[]\n    ex:p 1 .\n\n"
            "#3\n[]\n    ex:p 3 ;\n    rdf:first 3 ;\n    rdf:rest () .\n",
        ),
        # Lines may end as on any system.
        ("#a\r\r#b\r\n<x:b> a 1 .\r#c", "#a\n\n#b\n<x:b>\n    a 1 .\n\n#c\n"),
        # No comment, though it looks like one.
        (
            "<x:b> a '<', '#c>' , <x:#d>.",
            '<x:b>\n    a\n        <x:#d> ,\n        "#c>" ,\n        "<" .\n',
        ),
        ("<x:b> a '<'.\n#c>", '<x:b>\n    a "<" .\n\n#c>\n'),
    ],
)  # fmt: skip
def test_small_files(text: str, expected: str) -> None:
    assert formatted(text, {"rdf": RDF}) == expected


def test_a_head_comment_stays_above_prefixes_that_come_in() -> None:
    text = "# head\n\n#b\n<http://e/b> a 1 .\n"
    assert formatted(text) == "# head\n\n" + EX + "\n#b\nex:b\n    a 1 .\n"


@pytest.mark.parametrize(
    ("document", "register", "iri", "expected"),
    [
        ({}, {"a": "http://e/"}, "http://e/x", "a:x"),
        ({"b": "http://e/"}, {"a": "http://e/"}, "http://e/x", "a:x"),
        ({"c": "http://e/", "b": "http://e/"}, {}, "http://e/x", "b:x"),
        ({"b": "http://e/x/"}, {"a": "http://e/"}, "http://e/x/y", "b:y"),
        # The register says what a prefix means; the document's meaning goes.
        ({"a": "http://f/"}, {"a": "http://e/"}, "http://f/x", "<http://f/x>"),
        ({"": "http://e/"}, {}, "http://e/x", ":x"),
        ({"a": "http://e/"}, {}, "http://e/", "<http://e/>"),
        ({"a": "http://e/"}, {}, "http://e/x.", "<http://e/x.>"),
        ({"a": "http://e/"}, {}, "http://e/-x", "<http://e/-x>"),
        ({"a": "http://e/"}, {}, "http://e/x%20y", "<http://e/x%20y>"),
        ({"a": "http://e/"}, {}, "http://e/x/y", "<http://e/x/y>"),
        ({"a": "http://e/"}, {}, "http://e/1.:é-·", "a:1.:é-·"),
        ({"a": "http://e/"}, {"b": "http://e/x/"}, "http://e/x/", "<http://e/x/>"),
    ],
)
def test_prefixes(
    document: dict[str, str], register: dict[str, str], iri: str, expected: str
) -> None:
    text = "".join(f"@prefix {name}: <{space}> .\n" for name, space in document.items())
    result = formatted(f"{text}<x:s> <x:p> <{iri}> .", register)
    assert result.endswith(f"<x:s>\n    <x:p> {expected} .\n")
    assert result.count("@prefix") == (not expected.startswith("<"))


# Refusals


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (EX + "ex:a a 1 . # after", 2),
        (EX + "ex:a a 1 .# after", 2),
        (EX + "ex:a # first\n a 1 .", 2),
        (EX + "ex:a a\n # inside\n 1 .", 3),
        (EX + "ex:a a 1\n # before the end\n .", 3),
        (EX + "# fine\nex:a a [ # nested\n ] .", 3),
        ("@prefix ex: <http://e/> . # beside a prefix\nex:a a 1 .", 1),
        ("PREFIX ex: # inside\n <http://e/> ex:a a 1 .", 1),
    ],
)
def test_a_comment_beside_or_inside_a_statement_is_refused(text: str, line: int) -> None:
    with pytest.raises(RunError) as caught:
        format_turtle(text, REGISTER, "a.ttl")
    error = caught.value
    assert (error.message.english, error.file, error.line) == (
        (
            "a comment is inside a statement, where formatting would lose it; move it above the "
            "block it is about."
        ),
        "a.ttl",
        line,
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ex:a ex:p\n_:x .\nex:b ex:p _:x .", 3),
        ("ex:a ex:p 1 .\nex:a ex:p _:x ; ex:q _:x .", 3),
        ("ex:a ex:p 1 .\n_:x ex:p _:x .", 3),
        ("ex:a ex:p 1 .\n\n_:x ex:p [ ex:q _:x ] .", 4),
        ("_:x ex:p _:y . _:y ex:p _:x .", 2),
    ],
)
def test_a_blank_node_of_no_tree_is_refused(text: str, line: int) -> None:
    with pytest.raises(RunError) as caught:
        format_turtle(EX + text, REGISTER, "a.ttl")
    error = caught.value
    assert (error.message.english, error.file, error.line) == (
        (
            "a blank node is used in more than one place, so the file has no "
            "single order; give it an IRI."
        ),
        "a.ttl",
        line,
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("<x:a> a .", ("not valid {form}: {reason}")),
        ("<a> a <x:b> .", ("refused: {reason}")),
        (
            "<x:a> a <<( <x:a> a 1 )>> .",
            ("the file uses RDF 1.2 (triple terms or text direction); write it in Turtle 1.1."),
        ),
        (
            '<x:a> a "x"@en--ltr .',
            ("the file uses RDF 1.2 (triple terms or text direction); write it in Turtle 1.1."),
        ),
        (
            "<x:a> a " + "[ a " * 5000 + "1" + "]" * 5000 + ".",
            ("blank nodes or lists are nested more than {levels} deep; give an inner one an IRI."),
        ),
        (
            "<x:a> a " + "( " * 5000 + ")" * 5000 + ".",
            ("blank nodes or lists are nested more than {levels} deep; give an inner one an IRI."),
        ),
    ],
)
def test_what_cannot_be_written_is_refused(text: str, key: str) -> None:
    with pytest.raises(RunError) as caught:
        format_turtle(text, REGISTER, "a.ttl")
    assert (caught.value.message.english, caught.value.file) == (key, "a.ttl")
    assert caught.value.text("es").startswith("a.ttl:")


def test_a_list_that_is_used_twice_or_ill_formed_is_not_written_as_a_list() -> None:
    text = EX + (
        f"@prefix rdf: <{RDF}> .\nex:a ex:p [ rdf:first 1 ; rdf:rest ex:b ] ,"
        "[ rdf:first 1, 2 ; rdf:rest () ] , [ rdf:first 1 ; rdf:rest () ; a ex:C ] ,"
        "[ rdf:rest ( 1 ) ] , [ rdf:first 2 ; rdf:rest [ rdf:first 3 ; rdf:rest rdf:nil ] ] ."
    )
    assert (
        formatted(text)
        == EX
        + f"@prefix rdf: <{RDF}> .\n"
        + """
ex:a
    ex:p
        ( 2 3 ) ,
        [
            a ex:C ;
            rdf:first 1 ;
            rdf:rest ()
        ] ,
        [
            rdf:first
                1 ,
                2 ;
            rdf:rest ()
        ] ,
        [
            rdf:first 1 ;
            rdf:rest ex:b
        ] ,
        [ rdf:rest ( 1 ) ] .
"""
    )


# Writing triples


def test_writing_triples() -> None:
    subject, blank = NamedNode("http://e/a"), BlankNode()
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    triples = [
        Triple(subject, NamedNode("http://e/p"), blank),
        Triple(subject, label, Literal("a", language="en")),
        Triple(subject, label, Literal("a", language="en")),
        Triple(blank, NamedNode("http://e/q"), Literal("1", datatype=NamedNode(XSD + "integer"))),
    ]
    result = write_turtle(triples, REGISTER, "# Made from sources. \n#\n# Not by hand.\n")
    assert (
        result
        == """# Made from sources.
#
# Not by hand.

@prefix ex: <http://e/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

ex:a
    skos:prefLabel "a"@en ;
    ex:p [ ex:q 1 ] .
"""
    )
    assert formatted(result) == result
    assert write_turtle([], REGISTER) == ""
    with pytest.raises(RunError):
        write_turtle([*triples, Triple(subject, label, blank)], REGISTER)


# What holds for every file

NAMES = ["a", "b", "b.c", "x/1", "é", "x/", "a,b", "p-1", ""]
VALUES = st.text(alphabet="ab\"'\\\n\r\t#é<>.@ \u202e😀", max_size=7)
LEXICAL = st.sampled_from(["1", "01", "+1.50", ".5", "1.", "1e3", "true", "TRUE", "x"])
DATATYPES = ["integer", "decimal", "double", "boolean", "date"]
SPACE = st.sampled_from(["", " ", "\n", "  \r\n", "\t"])
COMMENT = st.text(alphabet="ab <>\"'#@.[é\t\\", max_size=8)


def iri(draw: Draw[str]) -> str:
    name = draw(st.sampled_from(NAMES))
    escaped = name.replace("/", r"\/").replace(",", r"\,")
    unicode = name.replace("é", r"\u00E9")
    spellings = [f"<http://e/{name}>", f"<http://e/{unicode}>", f"<{name or '.'}>", f"e:{escaped} "]
    return draw(st.sampled_from(spellings))


def string(draw: Draw[str]) -> str:
    value = draw(VALUES)
    quote = draw(st.sampled_from(['"', "'", '"""', "'''"]))
    value = value.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0]).replace("é", r"\u00E9")
    if len(quote) == 1:
        value = value.replace("\n", r"\n").replace("\r", r"\r")
    return quote + value + quote


def value(draw: Draw[str], depth: int = 0) -> str:
    match draw(st.sampled_from(["iri", "string", "tag", "typed", "short", "node", "list"])):
        case "string":
            return string(draw)
        case "tag":
            return string(draw) + draw(st.sampled_from(["@en", "@es", "@en-gb", "@base"]))
        case "typed":
            datatype = draw(st.sampled_from(DATATYPES))
            return f'"{draw(LEXICAL)}"^^<{XSD}{datatype}>'
        case "short":
            return draw(st.sampled_from(["1", "01", "-1.50", ".5", "1.e0", "true"])) + " "
        case "node" if depth < 3:
            return f"[{properties(draw, depth + 1) if draw(st.sampled_from('yyn')) == 'y' else ''}]"
        case "list" if depth < 3:
            length = draw(st.sampled_from(["", "i", "ii"]))
            return "(" + " ".join(value(draw, depth + 1) for _ in length) + ")"
        case _:
            return iri(draw)


def properties(draw: Draw[str], depth: int = 0) -> str:
    lines = []
    for _ in draw(st.sampled_from(["p", "pp"])):
        verb = draw(st.sampled_from(["a ", "e:p ", "<p-1>", "e:q "])) + draw(SPACE)
        objects = [value(draw, depth) for _ in draw(st.sampled_from(["o", "o", "oo"]))]
        lines.append(verb + (draw(SPACE) + "," + draw(SPACE)).join(objects))
    return draw(SPACE) + (";" + draw(SPACE)).join(lines) + draw(st.sampled_from(["", ";"]))


@st.composite
def blocks(draw: Draw[str]) -> str:
    subject = draw(st.sampled_from(["iri", "iri", "[]", "[ e:p 1 ]", "( 1 )"]))
    return (iri(draw) if subject == "iri" else subject) + properties(draw) + draw(SPACE) + "."


HEAD = "@base <http://e/>.PREFIX e: <http://e/>\n"
FILES = st.lists(blocks(), max_size=4)
FEW = settings(max_examples=many(60))


@FEW
@given(FILES)
def test_every_file_keeps_its_graph_and_its_form(parts: list[str]) -> None:
    formatted(HEAD + "\n".join(parts))


@FEW
@given(FILES)
def test_blocks_keep_their_order(parts: list[str]) -> None:
    def subjects(text: str) -> list[NamedNode]:
        triples = parse_turtle(text).triples
        return list(dict.fromkeys(t.subject for t in triples if isinstance(t.subject, NamedNode)))

    text = HEAD + "\n".join(parts)
    assert subjects(formatted(text)) == subjects(text)


@FEW
@given(FILES, st.randoms(use_true_random=False))
def test_the_order_of_triples_and_labels_do_not_matter(
    parts: list[str], chance: random.Random
) -> None:
    triples = parse_turtle(HEAD + "\n".join(parts)).triples
    labels: dict[str, BlankNode] = {}

    def renamed(term: T) -> T | BlankNode:
        return labels.setdefault(str(term), BlankNode()) if isinstance(term, BlankNode) else term

    other = [Triple(renamed(t.subject), t.predicate, renamed(t.object)) for t in triples]
    chance.shuffle(other)
    assert write_turtle(triples, REGISTER) == write_turtle(other, REGISTER)
    assert canonical(parse_turtle(write_turtle(other, REGISTER)).triples) == canonical(triples)


@FEW
@given(FILES, st.data())
def test_every_comment_is_kept(parts: list[str], data: st.DataObject) -> None:
    def some() -> str:
        lines = data.draw(st.lists(COMMENT, max_size=2))
        return "\n" + "".join(f" #{line}\n" + data.draw(SPACE) for line in lines) + "\n"

    text = some() + HEAD + some() + "".join(part + some() for part in parts)
    formatted(text)


BLANK = st.sampled_from(["\n", "\n\n", " \r\n\t\n"])
PIECE = st.lists(COMMENT.map(lambda text: f"#{text}".rstrip()), min_size=1, max_size=2)
PIECES = st.lists(PIECE.map("\n".join), max_size=2)
NOTED = st.tuples(PIECES, st.just([]) | PIECE, st.sampled_from("abcd"))


@FEW
@given(PIECES, st.lists(NOTED, max_size=6), PIECES, BLANK)
def test_every_comment_stays_where_it_was(
    head: list[str], parts: list[tuple[list[str], list[str], str]], tail: list[str], blank: str
) -> None:
    """At the head, between the same blocks, above its block, at the end."""
    text = "".join(f"{piece}\n{blank}" for piece in head) + EX
    expected: list[str] = []
    notes: dict[str, list[str]] = {}
    for borders, above, name in parts:
        block = [*above, f"ex:{name} a 1 ."]
        text += "".join(f"{blank}{piece}\n" for piece in borders) + blank + "\n".join(block) + "\n"
        expected += [*borders, name] if name not in notes else borders
        notes[name] = notes.get(name, []) + above
    text += "".join(f"{blank}{piece}\n" for piece in tail)
    pieces = [
        "\n".join([*notes[part], f"ex:{part}\n    a 1 ."]) if part in notes else part
        for part in [*expected, *tail]
    ]
    prefix = [EX.rstrip()] if notes else []
    result = "\n\n".join([*head, *prefix, *pieces])
    assert formatted(text) == (result and result + "\n")


@FEW
@given(FILES, st.data())
def test_no_comment_inside_a_statement_is_lost(parts: list[str], data: st.DataObject) -> None:
    text = HEAD + "\n".join(parts)
    inside = [token.end for statement in statements(text) for token in statement]
    end = data.draw(st.sampled_from(inside))
    broken = f"{text[:end]}#note\n{text[end:]}"
    with pytest.raises(RunError) as caught:
        format_turtle(broken, REGISTER)
    assert caught.value.message.english == (
        "a comment is inside a statement, where formatting would lose it; move it above the "
        "block it is about."
    )


@FEW
@given(st.lists(st.tuples(VALUES, st.sampled_from(["en", "en-GB", "EN", "es-419"])), min_size=1))
def test_language_tags_keep_their_capitals(labels: list[tuple[str, str]]) -> None:
    values = ", ".join(f"{Literal(text)}@{tag}" for text, tag in labels)
    result = formatted(f"<x:a> <x:p> {values} .")
    written = [token.text[1:] for token in tokens(result) if token.kind == "LANGTAG"]
    assert sorted(written) == sorted(tag for _, tag in set(labels))


# IRIs that go on where another ends sort otherwise than their lines of N-Triples.
IRIS = st.builds(
    "http://e/{}{}".format, st.sampled_from("abé"), st.text(alphabet="a-/!'~%é😀", max_size=3)
).map(lambda iri: NamedNode(iri.replace("%", "%20")))
LITERALS = (
    st.builds(Literal, st.text(alphabet=st.characters(codec="utf-8"), max_size=5))
    | st.builds(
        lambda text, tag: Literal(text, language=tag), VALUES, st.sampled_from(["en", "es"])
    )
    | st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(XSD + name)),
        LEXICAL,
        st.sampled_from(DATATYPES),
    )
)
HEADS = st.sampled_from(["", "# Made from a table.", "# one \n#\n# two\n"])


@settings(max_examples=many(200))
@given(
    st.lists(st.builds(Triple, IRIS, IRIS, IRIS | LITERALS), max_size=20),
    HEADS,
    st.sampled_from([REGISTER, {}]),
)
def test_a_graph_is_written_as_its_text_is_formatted(
    triples: list[Triple], head: str, register: dict[str, str]
) -> None:
    """However often each triple was given."""
    written = write_turtle([*triples, *triples[:2]], register, head)
    assert written == write_turtle(triples, register, head)
    assert format_turtle(written, register) == written
    assert set(parse_turtle(written).triples) == set(triples)


def test_the_work_grows_with_the_number_of_triples_and_no_faster() -> None:
    def calls(things: int) -> int:
        text = EX + "".join(
            f"# note {n}\nex:s{n} a ex:C ; ex:n {n} ; ex:label 'en {n}'@en, 'es {n}'@es ; "
            "ex:to [] .\n"
            for n in range(things)
        )
        count = 0

        def called(*_: object) -> None:
            nonlocal count
            count += 1

        before = sys.getprofile()
        sys.setprofile(called)
        try:
            format_turtle(text, REGISTER)
        finally:
            sys.setprofile(before)
        return count

    calls(1)  # what is prepared once
    assert calls(500) < 5.5 * calls(100)
