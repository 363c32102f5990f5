"""Findings to show: of every kind, and of one that means harm."""

from __future__ import annotations

from pathlib import Path

from gcm.core.language import Text
from gcm.core.results import Cell
from gcm.findings.finding import Finding
from gcm.findings.report import Report

ID = "https://w3id.org/gcm-graph/id/"
GCM = "https://w3id.org/gcm-graph/ontology#"
GS = "https://w3id.org/gcm-graph/shapes#"
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

# An emoji, which some count as two, an accent as two code points, and one as one.
LINE = 'forum:a gcm:note "😀 e\u0301é"@en ; gcm:rle "x" .'
FILE = f"# Foro\n{LINE}\n\n"

WHY: Text = {"en": "Tables read from it.", "es": "Las tablas lo leen."}
TERM = Finding(
    {"en": "gcm:rle is not defined.", "es": "gcm:rle no está definido."},
    Path("foro ñ.ttl"),
    2,
    LINE.index("gcm:rle") + 1,
    "gcm:rle",
    thing=ID + "forum/a",
    label={"en": "Forum A", "es": "Foro A"},
    path=GCM + "rle",
    value=Cell("literal", "x", datatype=XSD + "string"),
    why=WHY,
    advice=({"en": "Did you mean gcm:role?", "es": "¿Quiso decir gcm:role?"},),
    replacement="gcm:role",
    rule="term",
)
SHAPE = Finding(
    {"en": "Give one date.", "es": "Indique una fecha."},
    Path("foro ñ.ttl"),
    2,
    1,
    "forum:a",
    thing=ID + "forum/a",
    label=TERM.label,
    path=GCM + "date",
    shape=GS + "ForumShape-date",
    component=SH + "MinCountConstraintComponent",
    severity="Warning",
    why=WHY,
)
SAME_PLACE = SHAPE._replace(
    message={"en": "Name it.", "es": "Nómbrelo."}, severity="Info", shape=GS + "NodeShape-label"
)
NO_PLACE = Finding(
    {"en": "Say on what it rests."},
    thing=ID + "state/XXX",
    path=f"<{GCM}basis>/^<{GCM}of>",
    value=Cell("uri", ID + "x"),
    shape="_:b0",
    component=SH + "NodeConstraintComponent",
    severity="https://example.org/Odd",
)
SYNTAX = Finding(
    {"en": "not valid Turtle: no dot", "es": "no es Turtle válido: no dot"},
    Path("roto.ttl"),
    1,
    7,
    ";",
    rule="syntax",
)
CELL = Finding(
    {"en": "not a state.", "es": "no es un Estado."},
    Path("tabla.csv"),
    3,
    cell="iso3",
    value=Cell("literal", "ZZZ"),
    rule="table",
)
LONG = TERM._replace(
    line=1, column=8, source='"""a\nbé"""', replacement='"a"', file=Path("largo.ttl")
)
KINDS = [TERM, SHAPE, SAME_PLACE, NO_PLACE, SYNTAX, CELL, LONG]
REPORT = Report(KINDS, [Path("foro ñ.ttl"), Path("roto.ttl")], [Path("roto.ttl")])
FINE = Report([], [Path("foro ñ.ttl")])

EVIL = (
    "\033[2J\033]0;x\a\u009b31m\u202e\u2066a\nb\r\n::error::c\u2028\v::add-mask::d\x85\0%0A##[error]e"
    "\u200f\ufeff|%2C,:"
)
HARM = Finding(
    {"en": f"::error::{EVIL}", "es": EVIL},
    Path(f"a b,c:d%\n::error::{EVIL}.ttl".replace("\0", "")),
    7,
    3,
    EVIL,
    cell=EVIL,
    thing=ID + "x\u202e\n::error::y",
    label={"en": f" ::warning::{EVIL}"},
    path=f"^<{GCM}p\u202e##[error]>",
    value=Cell("literal", EVIL, language="en"),
    shape=f"{GS}S\n::error::z",
    component=SH + "MinCountConstraintComponent",
    severity=f"https://e/\n::error::{EVIL}",
    why={"en": f"::error::{EVIL}"},
    advice=({"en": f"\t::error::{EVIL}"},),
    replacement=EVIL,
    rule=f"::error::{EVIL}",
)
HARMFUL = Report(
    [
        HARM,
        HARM._replace(file=None, line=None, shape="", label={}),
        HARM._replace(column=None, source="", cell=""),
        HARM._replace(thing=""),
    ],
    [Path("::error::x\udcff.ttl")],
    [Path(f"\udcff{EVIL}".replace("\0", ""))],
)
