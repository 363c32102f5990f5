"""Whatever can be wrong in a table is told, all at once, with its line, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from gcm.core.errors import RunError
from gcm.core.language import Text
from gcm.tables.columns import Column
from gcm.tables.reading import MOST_FINDINGS, Complaints, Row, Rules, read_rows

LABEL: Text = {"en": "a column", "es": "una columna"}
COLUMNS = [
    Column("code", LABEL, required=True, form="[A-Z]{3}", example="SLV"),
    Column("vote", LABEL, required=True, allowed=frozenset({"yes", "no"})),
    Column("source", LABEL, separator=" ; ", allowed=frozenset(f"page-{n}" for n in range(20))),
]
HEAD = "code,vote,source\n"
Told = tuple[int | None, str, str]


def read(
    file: Path, content: str | bytes, columns: list[Column] = COLUMNS
) -> tuple[list[Row], list[Told]]:
    """The good rows, and each finding's line and message in both languages."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    wrong = Complaints(file)
    rows = list(read_rows(file, columns, Rules([columns[0].name], [], []), wrong))
    found = wrong.findings()
    assert {finding.file for finding in found} <= {file}
    return rows, [(one.line, one.message["en"], one.message["es"]) for one in found]


GOOD = [
    Row(2, {"code": "SLV", "vote": "yes", "source": "page-1 ; page-2"}),
    Row(3, {"code": "NAM", "vote": "no", "source": ""}),
]
PLAIN = HEAD + "SLV,yes,page-1 ; page-2\nNAM,no,\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.removesuffix("\n"),
        "\ufeff" + HEAD + '"SLV","yes","page-1 ; page-2"\nNAM,no,\n',
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "source,code,vote\npage-1 ; page-2,SLV,yes\n,NAM,no\n",
        PLAIN + ",,\n\n,,\n",
    ],
    ids=[
        *("plain", "no-last-line-feed", "bom-and-quotes", "crlf", "cr"),
        *("columns-in-another-order", "empty-rows-at-the-end"),
    ],
)
def test_good_tables(tmp_path: Path, content: str) -> None:
    assert read(tmp_path / "table.csv", content) == (GOOD, [])


QUOTED = PLAIN.replace("page-1 ; page-2", '"page-1 ; page-2"')
SPREADSHEETS = {
    "semicolons": QUOTED.replace(",", ";").encode(),
    "tabs": PLAIN.replace(",", "\t").encode(),
    "utf-16": PLAIN.replace(",", "\t").encode("utf-16"),
    "utf-16-be-without-mark": PLAIN.encode("utf-16-be"),
    "utf-16-le-without-mark": PLAIN.replace("\n", "\r\n").encode("utf-16-le"),
    "semicolons-and-a-mark": QUOTED.replace(",", ";").encode("utf-8-sig"),
    "headings-as-people-write-them": PLAIN.replace("code", "CODE")
    .replace("source", " Source")
    .encode(),
}


@pytest.mark.parametrize("name", SPREADSHEETS)
def test_tables_as_spreadsheets_save_them(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / "table.csv", SPREADSHEETS[name]) == (GOOD, [])


def test_old_text_is_read_with_a_warning_and_rows_are_those_of_the_spreadsheet(
    tmp_path: Path,
) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(b'code;note\nSLV;"two\nlines"\n\nNAM;S\xed \x80\nPAN;12,5\nPAN;x\n')
    columns = [
        Column("code", LABEL, allowed=frozenset({"SLV", "NAM", "PAN"})),
        Column("note", LABEL),
    ]
    wrong = Complaints(file)
    rows = list(read_rows(file, columns, Rules(["code"], [], []), wrong))
    assert [row.cells["note"] for row in rows] == ["two\nlines", "Sí €", "12,5", "x"]
    assert [(one.line, one.message["en"]) for one in wrong.warnings] == [
        (5, "row 4: not UTF-8 text; it was read as Windows-1252 (Latin-1): “NAM;Sí €”. Check its "
         "accents, or save the table as “CSV UTF-8”."),
    ]  # fmt: skip
    assert [(one.line, one.message["en"]) for one in wrong.findings()] == [
        (7, "row 6: row 5 has the same code: PAN. Keep one.")
    ]


def test_decimal_commas_where_numbers_are(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("share;text\n12,5;12,5\n-0,25;a\n7;b\n", "utf-8")
    columns = [Column("share", LABEL, form=r"-?[0-9]+(\.[0-9]+)?"), Column("text", LABEL)]
    wrong = Complaints(file)
    rows = list(read_rows(file, columns, Rules(["share"], [], []), wrong))
    assert [tuple(row.cells.values()) for row in rows] == [
        ("12.5", "12,5"),
        ("-0.25", "a"),
        ("7", "b"),
    ]
    assert wrong.count == 0


EMPTY: Told = (
    1,
    "the table has no rows below its header.",
    "la tabla no tiene filas debajo del encabezado.",
)
COLUMNS_ARE = "The columns are: code, vote, source."
COLUMNAS_SON = "Las columnas son: code, vote, source."
QUOTE = (
    "a quotation mark is opened and not closed; double those within a cell.",
    "se abre una comilla que no se cierra; duplique las que estén dentro de una celda.",
)
LONG = (
    "too long for a table; check that no quotation mark is left open and that lines end.",
    "demasiado larga para una tabla; revise que no quede una comilla abierta y que las líneas "
    "terminen.",
)


def cell(line: int, column: str, english: str, spanish: str) -> Told:
    return (
        line,
        f"row {line}, column “{column}”: {english}",
        f"fila {line}, columna «{column}»: {spanish}",
    )


def row(line: int, english: str, spanish: str) -> Told:
    return line, f"row {line}: {english}", f"fila {line}: {spanish}"


BAD: dict[str, tuple[str | bytes, list[Told]]] = {
    "empty": ("", [EMPTY]),
    "no-rows": (HEAD, [EMPTY]),
    "only-empty-rows": (HEAD + ",,\n\n", [EMPTY]),
    "header": (
        "code,vots,code\n",
        [
            (
                1,
                f"the column “code” occurs more than once; keep one. {COLUMNS_ARE}",
                f"la columna «code» figura más de una vez; deje una. {COLUMNAS_SON}",
            ),
            (
                1,
                f"no column is called “vots”. {COLUMNS_ARE}",
                f"ninguna columna se llama «vots». {COLUMNAS_SON}",
            ),
            (
                1,
                f"the column “vote” is missing. {COLUMNS_ARE}",
                f"falta la columna «vote». {COLUMNAS_SON}",
            ),
            (
                1,
                f"the column “source” is missing. {COLUMNS_ARE}",
                f"falta la columna «source». {COLUMNAS_SON}",
            ),
        ],
    ),
    "too-few-and-too-many-cells": (
        HEAD + "SLV,yes\nNAM,no,,\n",
        [
            row(
                line,
                f"{cells} cells, but the header names 3 columns. A cell with a comma must be "
                "in double quotes.",
                f"{cells} celdas, pero el encabezado nombra 3 columnas. Una celda con una coma "
                "debe ir entre comillas dobles.",
            )
            for line, cells in ((2, 2), (3, 4))
        ],
    ),
    "values": (
        HEAD + "slv,maybe,page-x\n,yes,\n",
        [
            cell(
                2,
                "code",
                "“slv” is not of the form asked for, such as SLV.",
                "«slv» no tiene la forma pedida, como SLV.",
            ),
            cell(
                2,
                "vote",
                "“maybe” is not allowed. Allowed values: no, yes.",
                "«maybe» no se admite. Valores admitidos: no, yes.",
            ),
            cell(
                2,
                "source",
                "the graph does not know “page-x”; did you mean: page-9, page-8, page-7? There "
                "are 20 allowed values.",
                "el grafo no conoce «page-x»; ¿quiso decir: page-9, page-8, page-7? Hay 20 "
                "valores admitidos.",
            ),
            cell(
                3,
                "code",
                "the cell is empty; a value is required.",
                "la celda está vacía y debe tener un valor.",
            ),
        ],
    ),
    "unlike-any": (
        HEAD + "SLV,yes,zz\n",
        [
            cell(
                2,
                "source",
                "the graph does not know “zz”. There are 20 allowed values, such as: page-0, "
                "page-1, page-10.",
                "el grafo no conoce «zz». Hay 20 valores admitidos, como: page-0, page-1, page-10.",
            )
        ],
    ),
    "space": (
        HEAD + "SLV,yes ,\nNAM,no,page-1 ;  page-2\nPAN,no,page-1 ;  ; page-2\n",
        [
            cell(
                2,
                "vote",
                "white space around “yes ”; remove it.",
                "hay espacios alrededor de «yes »; quítelos.",
            ),
            *(
                cell(
                    line,
                    "source",
                    f"the values in “{value}” are not separated by exactly “ ; ”.",
                    f"los valores de «{value}» no están separados exactamente por « ; ».",
                )
                for line, value in ((3, "page-1 ;  page-2"), (4, "page-1 ;  ; page-2"))
            ),
        ],
    ),
    "control": (
        HEAD + "NAM,no,\x1b[31mpage-1\nSLV,no\x00,\n",
        [
            cell(
                line,
                column,
                f"the cell contains a control character: “{value}”. Type it again.",
                f"la celda contiene un carácter de control: «{value}». Escríbala de nuevo.",
            )
            for line, column, value in ((2, "source", "\x1b[31mpage-1"), (3, "vote", "no\x00"))
        ],
    ),
    "twice": (
        HEAD + "SLV,yes,\nNAM,no,\nSLV,no,\n,no,\n,no,\nSLV,maybe,\n",
        [
            row(
                4,
                "row 2 has the same code: SLV. Keep one.",
                "la fila 2 tiene el mismo valor en code: SLV. Deje una.",
            ),
            *(
                cell(
                    line,
                    "code",
                    "the cell is empty; a value is required.",
                    "la celda está vacía y debe tener un valor.",
                )
                for line in (5, 6)
            ),
            cell(
                7,
                "vote",
                "“maybe” is not allowed. Allowed values: no, yes.",
                "«maybe» no se admite. Valores admitidos: no, yes.",
            ),
            row(
                7,
                "row 2 has the same code: SLV. Keep one.",
                "la fila 2 tiene el mismo valor en code: SLV. Deje una.",
            ),
        ],
    ),
    "open-quote": (HEAD + 'SLV,yes,\nNAM,"no,\nPAN,no,\n', [row(3, *QUOTE)]),
    "quote-inside": (
        HEAD + 'SLV,"yes"x,\nNAM,perhaps,\n',
        [
            row(2, *QUOTE),
            cell(
                3,
                "vote",
                "“perhaps” is not allowed. Allowed values: no, yes.",
                "«perhaps» no se admite. Valores admitidos: no, yes.",
            ),
        ],
    ),
    "open-quote-in-a-long-table": (HEAD + '"' + "SLV,yes,\n" * 20_000, [row(2, *LONG)]),
    "long-line": (HEAD + "x" * 1_100_000, [row(2, *LONG)]),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_tables(tmp_path: Path, name: str) -> None:
    content, expected = BAD[name]
    assert read(tmp_path / "table.csv", content)[1] == expected


def test_a_row_may_run_over_lines(tmp_path: Path) -> None:
    columns = [Column("name", LABEL, required=True)]
    good, findings = read(tmp_path / "table.csv", 'name\n"one\r\ntwo"\nthree\n', columns)
    assert good == [Row(2, {"name": "one\ntwo"}), Row(4, {"name": "three"})]
    assert findings == []
    text = 'name\n"one\ntwo"\nthree\n"one\ntwo"\n'
    assert read(tmp_path / "table.csv", text, columns)[1] == [
        (
            5,
            "row 4: row 2 has the same name: one two. Keep one.",
            "fila 4: la fila 2 tiene el mismo valor en name: one two. Deje una.",
        )
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(tmp_path: Path, end: str) -> None:
    assert read(tmp_path / "table.csv", PLAIN.replace("\n", end)) == (GOOD, [])


def test_there_is_an_end_to_the_findings(tmp_path: Path) -> None:
    """Each row is wrong, and all but the first repeat it."""
    rows, findings = read(tmp_path / "table.csv", HEAD + "x,yes,\n" * 5000)
    assert rows == []
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[-1] == (
        502,
        "and 8999 more problems, not shown.",
        "y 8999 problemas más, que no se muestran.",
    )


def test_a_missing_file_and_a_folder_cannot_be_read(tmp_path: Path) -> None:
    keys = []
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(RunError) as caught:
            list(read_rows(path, COLUMNS, Rules(["code"], [], []), Complaints(path)))
        keys.append((caught.value.message.english, caught.value.file))
    assert keys == [
        (("no such file; check the path."), tmp_path / "none.csv"),
        (("the file cannot be read ({reason})."), tmp_path),
    ]


def test_columns_that_go_together_or_of_which_one_is_needed(tmp_path: Path) -> None:
    columns = [Column(name, {"en": name, "es": name}) for name in ("id", "a", "b", "en", "es")]
    file = tmp_path / "t.csv"
    file.write_text("id,a,b,en,es\n1,x,,,\n2,,,,\n3,,y,n,\n4,x,y,n,ñ\n", encoding="utf-8")
    wrong = Complaints(file)
    rows = list(read_rows(file, columns, Rules(["id"], [["a", "b"]], [["en", "es"]]), wrong))
    assert [row.line for row in rows] == [2, 5]
    assert [(one.line, one.message["en"]) for one in wrong.findings()] == [
        (3, "row 3: one of these columns must have a value: a, b."),
        (4, "row 4: fill in all of these columns, or none: en, es."),
    ]


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("2024", True),
        ("2024-02", True),
        ("2024-02-29", True),
        ("2024-02-30", False),
        ("2023-02-29", False),
        ("2024-13", False),
        ("0000", False),
    ],
)
def test_a_date_is_one_of_the_calendar(tmp_path: Path, value: str, good: bool) -> None:
    column = Column("when", {"en": "w", "es": "w"}, form="[0-9]{4}(-[0-9]{2}){0,2}", date=True)
    rows, told = read(tmp_path / "t.csv", f"when\n{value}\n", [column])
    assert (len(rows), len(told)) == ((1, 0) if good else (0, 1))
    if not good:
        assert told[0][1] == f"row 2, column “when”: “{value}” is not a valid date."
