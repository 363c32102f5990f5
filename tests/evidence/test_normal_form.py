from __future__ import annotations

import re
import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from gcm.core.errors import RunError
from gcm.evidence.normal_form import NormalForm, normalise, number_at, places_of, starts_of

SOURCE = Path(__file__).parents[2] / "data/sources/2024-san-salvador.es.txt"


def units(raw: str) -> list[tuple[str, str]]:
    """The kind and text of each unit."""
    return [(unit.kind, unit.text) for unit in normalise(raw).units]


def texts(raw: str) -> list[str]:
    return [unit.text for unit in normalise(raw).units]


COMMUNIQUE = [
    ("title", 1, 1, "COMUNICADO CONJUNTO"),
    (
        "sentence",
        4,
        7,
        "En seguimiento a los resultados y recomendaciones del I Foro realizado en 2023 en Ciudad "
        "de Panamá, la Conferencia Regional sobre Migración (CRM) realizó el “II Foro de Países "
        "Precursores de las Américas: Buenas prácticas para la implementación del Pacto Mundial "
        "para la Migración”, en San Salvador, El Salvador, el 25 y 26 de septiembre de 2024.",
    ),
    ("sentence", 9, 9, "El II Foro tuvo como objetivos:"),
    (
        "list-item",
        11,
        12,
        "contribuir a la segunda Revisión Regional del Pacto Mundial para la Migración en "
        "Latinoamérica y el Caribe;",
    ),
    (
        "list-item",
        14,
        15,
        "mejorar los mecanismos de intercambio de información y buenas prácticas en materia de "
        "gobernanza de la migración; y",
    ),
    (
        "list-item",
        17,
        18,
        "mejorar la cooperación internacional en materia de gobernanza de la migración, en línea "
        "con los marcos regionales y mundiales.",
    ),
    (
        "sentence",
        20,
        24,
        "El Foro contó con la participación de representantes de los Gobiernos de Belice, Canadá, "
        "Costa Rica, Colombia, Ecuador, El Salvador, Estados Unidos, Guatemala, Honduras, Panamá, "
        "Perú y República Dominicana, así como organismos observadores de la CRM integrantes de la "
        "Red Regional de Naciones Unidas sobre Migración y la Red Regional de Organizaciones "
        "Civiles para las Migraciones (RROCM).",
    ),
    (
        "sentence",
        26,
        28,
        "Los países implementadores del Pacto reafirmaron su compromiso con el Pacto Mundial para "
        "la Migración como marco colectivo de la cooperación sobre migración, y con su "
        "implementación para abordar los retos y aprovechar las oportunidades de la migración.",
    ),
    (
        "sentence",
        30,
        33,
        "A su vez, los países reconocen que los 10 principios rectores y los 23 objetivos del "
        "Pacto Mundial para la Migración son elementos clave para una gestión respetuosa de los "
        "derechos humanos y el fortalecimiento de las contribuciones de la migración al desarrollo "
        "de los países, así como contribuir a mejorar la vida de las personas migrantes, sus "
        "familias y comunidades.",
    ),
    (
        "footnote",
        36,
        37,
        "República Dominicana no participó de la votación del Pacto Mundial para las Migraciones "
        "(Resolución A/RES/73/195), pero asistió a este foro en su condición de país miembro de la "
        "CRM y como oyente.",
    ),
    (
        "sentence",
        49,
        51,
        "Los países reconocen el rol clave de los Países Precursores para promover la "
        "implementación del Pacto Mundial para la Migración, establecer un proceso productivo de "
        "la segunda revisión regional, y reforzar el diálogo regional e interregional.",
    ),
    (
        "sentence",
        53,
        56,
        "Además, los países acordaron fortalecer el intercambio de información relativa a la "
        "implementación del Pacto Mundial para la Migración con el objetivo de identificar "
        "lecciones aprendidas, evitar la duplicación de esfuerzos e identificar oportunidades de "
        "colaboración, a partir del Mecanismo de Desarrollo de Capacidades del Pacto Mundial para "
        "la Migración.",
    ),
    (
        "sentence",
        58,
        60,
        "Mediante sesiones participativas, los países elaboraron hojas de ruta para avanzar de "
        "manera concreta y colaborativa en temas prioritarios de la CRM identificados en el I Foro "
        "de Países Precursores de las Américas en 2023 y el Foro Examen de la Migración "
        "Internacional (FEMI) en 2022.",
    ),
    (
        "sentence",
        62,
        63,
        "La creación de hojas de ruta demuestra la voluntad política de los países de la región "
        "para colaborar eficazmente en temas migratorios comunes.",
    ),
    (
        "sentence",
        63,
        65,
        "Este enfoque estratégico resalta la importancia de acciones coordinadas, fortaleciendo la "
        "cooperación regional y promoviendo una migración segura, ordenada y regular que fomente "
        "el desarrollo sostenible y la estabilidad.",
    ),
    (
        "sentence",
        67,
        69,
        "Los países participantes agradecen a la OIM, PNUD, OIT, OACNUDH, UNODC, CEPAL, UNICEF y "
        "ACNUR, así como a los miembros de la Red Regional de las Naciones Unidas sobre Migración, "
        "y la sociedad civil, a través de la RROCM, por su valioso apoyo a este evento.",
    ),
    (
        "sentence",
        71,
        74,
        "Además, los países participantes agradecen al Pueblo y al Gobierno de El Salvador por su "
        "hospitalidad para llevar a cabo el II Foro de Países Precursores de las Américas, así "
        "como al Gobierno de Canadá, a la OIM, a la Red Regional de Naciones Unidas sobre "
        "Migración para América Latina y el Caribe y a la Secretaría de la Red.",
    ),
]


def test_the_communique_of_2024() -> None:
    normal = normalise(SOURCE.read_text(encoding="utf-8"))
    assert [
        (unit.kind, normal.line_of(unit.start), normal.line_of(unit.end - 1), unit.text)
        for unit in normal.units
    ] == COMMUNIQUE


DECLARATION = """\
Comunicado Conjunto
III Foro de Países Precursores
Ciudad de Panamá, 25-26 de septiembre de 2026

Índice
1. Antecedentes ............ 1
2. Compromisos . . . . . . 3
\f
I. Antecedentes

1. Los países reafirman la resolución A/RES/73/195. Recuerdan, además, el objetivo
8. Nada en este párrafo prejuzga el art. 5 ni el párr. 3 de la declaración de los EE. UU. Los
países lo destacan¹.
2. Los gobiernos reconocen (i) la labor de la Sra. Pérez y del Dr. J. C. Gómez; (ii) el apoyo
de la Red –en particular de la OIM– y (iii) los 3.5 millones de personas.
¹ Véase el documento E/2024/15. La nota sigue.

II. Compromisos adoptados

Los países acuerdan:

(i) fortalecer el intercambio de información sobre las
personas desaparecidas;
(ii) establecer un mecanismo; y
(iii) informar en el FEMI.

La Presidenta dijo: «El Pacto es ‘de todos’. “Nadie” queda atrás.» Los delegados aplaudieron…

Los Gobiernos de Belice, Canadá, Costa Rica, Colombia, Ecuador, El Salvador y los Estados Unidos de
América, y la República Dominicana por conducto de su representante en Costa

Página 2 de 3

Rica, expresan su agradecimiento a los organismos de

Naciones Unidas.

Firman:

Belice
Canadá
Costa Rica
Estados Unidos (EE. UU.)
"""


def test_a_declaration_with_all_that_such_texts_have() -> None:
    assert units(DECLARATION) == [
        (
            "title",
            "Comunicado Conjunto III Foro de Países Precursores Ciudad de Panamá, "
            "25-26 de septiembre de 2026",
        ),
        ("title", "Índice"),
        ("title", "1. Antecedentes ............ 1"),
        ("title", "2. Compromisos . . . . . . 3"),
        ("title", "I. Antecedentes"),
        ("sentence", "Los países reafirman la resolución A/RES/73/195."),
        ("sentence", "Recuerdan, además, el objetivo 8."),
        (
            "sentence",
            "Nada en este párrafo prejuzga el art. 5 ni el párr. 3 de la declaración de los EE. "
            "UU.",
        ),
        ("sentence", "Los países lo destacan."),
        (
            "list-item",
            "Los gobiernos reconocen (i) la labor de la Sra. Pérez y del Dr. J. C. Gómez; (ii) el "
            "apoyo de la Red –en particular de la OIM– y (iii) los 3.5 millones de personas.",
        ),
        ("footnote", "Véase el documento E/2024/15. La nota sigue."),
        ("title", "II. Compromisos adoptados"),
        ("sentence", "Los países acuerdan:"),
        (
            "list-item",
            "fortalecer el intercambio de información sobre las personas desaparecidas;",
        ),
        ("list-item", "establecer un mecanismo; y"),
        ("list-item", "informar en el FEMI."),
        ("sentence", "La Presidenta dijo: «El Pacto es ‘de todos’."),
        ("sentence", "“Nadie” queda atrás.»"),
        ("sentence", "Los delegados aplaudieron…"),
        (
            "sentence",
            "Los Gobiernos de Belice, Canadá, Costa Rica, Colombia, Ecuador, El Salvador y los "
            "Estados Unidos de América, y la República Dominicana por conducto de su "
            "representante en Costa Rica, expresan su agradecimiento a los organismos de "
            "Naciones Unidas.",
        ),
        ("sentence", "Firman:"),
        ("list-item", "Belice"),
        ("list-item", "Canadá"),
        ("list-item", "Costa Rica"),
        ("list-item", "Estados Unidos (EE. UU.)"),
    ]


ENGLISH = """\
JOINT STATEMENT

The champion countries met in Accra from 3-4 June 2025. H.E. Ms. Mensah, of the U.N. Secretariat,
opened the meeting; see para. 4 and No. 7 of the annex.1 The countries, e.g. Mexico, took note of
the report, “a milestone.”2 They agreed to:

* share good practices
* report by Sept. 2026
* keep the momentum

- 2 -

1 See A/RES/73/195.
2 Document E/2024/15, pp. 3 and 4.

We thank St. Lucia, Mr. Smith and the Governments of
Canada and Ghana!
"""


def test_an_english_statement() -> None:
    assert units(ENGLISH) == [
        ("title", "JOINT STATEMENT"),
        ("sentence", "The champion countries met in Accra from 3-4 June 2025."),
        (
            "sentence",
            "H.E. Ms. Mensah, of the U.N. Secretariat, opened the meeting; see para. 4 and No. 7 "
            "of the annex.",
        ),
        (
            "sentence",
            "The countries, e.g. Mexico, took note of the report, “a milestone.”",
        ),
        ("sentence", "They agreed to:"),
        ("list-item", "share good practices"),
        ("list-item", "report by Sept. 2026"),
        ("list-item", "keep the momentum"),
        ("footnote", "See A/RES/73/195."),
        ("footnote", "Document E/2024/15, pp. 3 and 4."),
        (
            "sentence",
            "We thank St. Lucia, Mr. Smith and the Governments of Canada and Ghana!",
        ),
    ]


@pytest.mark.parametrize(
    "number", ["3", " 12 ", "- 3 -", "– 3 –", "Página 3", "Pág. 3 de 10", "page 3 of 10", "3/10",
               "p. 4", "[3]", "| 3 |", "Página | 3"],
)  # fmt: skip
def test_page_numbers_are_removed(number: str) -> None:
    raw = f"Los países acordaron\n\n{number}\n\ncolaborar en ello."
    assert texts(raw) == ["Los países acordaron colaborar en ello."]


@pytest.mark.parametrize("line", ["2024", "1.", "(3)", "A/RES/73/195", "El 3", "1234"])
def test_what_is_no_page_number_stays(line: str) -> None:
    kept = [word for text in texts(f"Título\n\n{line}\n\nFin.") for word in text.split()]
    assert kept[1:-1] == ([] if line in ("1.", "(3)") else line.split())


@pytest.mark.parametrize("line", ["_________", "* * *", "---", "—————", "[…]"])
def test_lines_without_letters_are_removed(line: str) -> None:
    assert texts(f"Título\n\nUno.\n{line}\nDos.") == ["Título", "Uno.", "Dos."]


@pytest.mark.parametrize(
    "mark", ["•", "◦", "▪", "–", "—", "-", "*", "·", "1.", "1)", "(1)", "a)", "(a)", "a.", "iv)",
             "(iv)", "iv.", "\uf0b7", "•\n", "1.\t"],
)  # fmt: skip
def test_list_marks_are_removed(mark: str) -> None:
    raw = f"Acuerdan:\n\n{mark} mejorar los datos; y\n\nFin."
    assert units(raw) == [
        ("sentence", "Acuerdan:"),
        ("list-item", "mejorar los datos; y"),
        ("sentence", "Fin."),
    ]


@pytest.mark.parametrize("mark", ["I.", "II.", "XIV."])
def test_numbers_of_sections_stay(mark: str) -> None:
    assert units(f"Título\n\n{mark} Los países acuerdan lo siguiente:\n\n• colaborar.") == [
        ("title", "Título"),
        ("sentence", f"{mark} Los países acuerdan lo siguiente:"),
        ("list-item", "colaborar."),
    ]


def test_items_without_punctuation_follow_each_other() -> None:
    raw = "Acuerdan:\n1. mejorar los datos\n2. colaborar con la\nred regional\n3. informar"
    assert units(raw) == [
        ("sentence", "Acuerdan:"),
        ("list-item", "mejorar los datos"),
        ("list-item", "colaborar con la red regional"),
        ("list-item", "informar"),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "El objetivo\n8. Los países lo reafirman.",
        "Los países\n– incluido México – lo reafirman.",
        "Véase la letra\na) de ese párrafo.",
        "El anexo\n1. Los países lo reafirman.",
    ],
)
def test_a_wrapped_line_is_no_list_item(paragraph: str) -> None:
    assert " ".join(texts(f"Título\n\n{paragraph}")) == "Título " + paragraph.replace("\n", " ")


def test_an_item_of_several_sentences_is_split() -> None:
    assert units("1. Los países acuerdan. Los gobiernos informan.\n2. Fin.") == [
        ("sentence", "Los países acuerdan."),
        ("sentence", "Los gobiernos informan."),
        ("list-item", "Fin."),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "El Sr. Pérez y la Sra. Gómez llegaron.",
        "La Lic. Rivas y el Ing. Mena llegaron.",
        "Los EE. UU. y México acordaron colaborar.",
        "El 10.7 de los ODS y los 3.5 millones siguen.",
        "J. C. Pérez firmó con A. Ruiz.",
        "Según el art. 5, párr. 2, núm. 3, pág. 4 y pp. 6 y 7, vale.",
        "El U.S. Department of State y la U.N. Secretary asistieron.",
        "Participaron varios, p. ej. Panamá y Perú.",
        "Rige la Res. 73/195 de la Asamblea.",
        "Véase www.rcmvs.org y a@b.org para más.",
        "Acordaron: 1. Fortalecer los datos.",
        "La reunión del 25.9.2024 terminó.",
    ],
)
def test_what_is_no_end_of_a_sentence(sentence: str) -> None:
    assert units(f"Título\n\n{sentence}") == [("title", "Título"), ("sentence", sentence)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dijo “adiós.”", "Los países aplaudieron."],
        ["Dijo “adiós”.", "“Los países” aplaudieron."],
        ["Dijo «‘adiós’.»", "¿Quién sabe?", "¡Nadie!", "Fin."],
        ["Aplaudieron…", "Luego se fueron...", "Fin."],
        ["(Aplausos.)", "Los países siguieron."],
        ["Rige la A/RES/73/195.", "Los países la votaron."],
        ["Votó en los EE. UU.", "Luego se fue."],
        ["Votaron en contra.", "152 Estados votaron a favor.", "12 se abstuvieron."],
        ["Hubo 193.", "Élite, Ñandú y Óscar.", "Árbol."],
        ["Acordaron: 1. Fortalecer los datos.", "2. Informar."],
    ],
)
def test_ends_of_sentences(sentences: list[str]) -> None:
    assert texts("Título\n\n" + " ".join(sentences)) == ["Título", *sentences]


@pytest.mark.parametrize("case", ["y siguió.", "Siguió.", "152 países."])
def test_a_full_stop_before_lower_case_ends_nothing(case: str) -> None:
    expected = ["Vino. y siguió."] if case[0].islower() else ["Vino.", case]
    assert texts(f"Vino. {case}") == expected


def test_headings_between_paragraphs_are_titles() -> None:
    raw = [
        "Declaración", "Uno. Dos.", "Próximos pasos", "Tres.", "SAN SALVADOR, EL SALVADOR",
        "Cuatro.",
    ]  # fmt: skip
    assert units("\n\n".join(raw)) == [
        ("title", "Declaración"),
        ("sentence", "Uno."),
        ("sentence", "Dos."),
        ("title", "Próximos pasos"),
        ("sentence", "Tres."),
        ("title", "SAN SALVADOR, EL SALVADOR"),
        ("sentence", "Cuatro."),
    ]


def test_a_sentence_broken_over_a_page_with_a_footnote_in_between() -> None:
    raw = "Los países de la región1 acordaron\n\n1 Con caveat.\n\n 3\n\f\ncolaborar en ello."
    assert units(raw) == [
        ("sentence", "Los países de la región acordaron colaborar en ello."),
        ("footnote", "Con caveat."),
    ]


@pytest.mark.parametrize("end", ["los Gobiernos de", "Belice,", "Belice y", "the Government of"])
def test_a_cut_that_asks_for_more_goes_on_in_capitals(end: str) -> None:
    assert texts(f"Título\n\nParticiparon {end}\n\nPanamá.") == [
        "Título",
        f"Participaron {end} Panamá.",
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Vino Perú1.\n\n1 Como oyente.", ["Vino Perú.", "Como oyente."]),
        ("Vino Perú1, tarde.\n\n1 Como oyente.", ["Vino Perú, tarde.", "Como oyente."]),
        ("Vino Perú.1 Luego se fue.\n\n1 Como oyente.",
         ["Vino Perú.", "Luego se fue.", "Como oyente."]),
        ("Vino “Perú”1 tarde.\n\n1 Como oyente.", ["Vino “Perú” tarde.", "Como oyente."]),
        ("Vino la RROCM12.\n\n12 Como oyente.", ["Vino la RROCM.", "Como oyente."]),
        ("Vino Perú¹.\n\n¹Como oyente.", ["Vino Perú.", "Como oyente."]),
        ("Vino Perú1 y Chile2.\n1 Oyente.\n2 Miembro.", ["Vino Perú y Chile.", "Oyente.",
                                                         "Miembro."]),
        ("Baja el CO2 y vino Perú2.\n\n2 Como oyente.", ["Baja el CO2 y vino Perú.",
                                                         "Como oyente."]),
        ("Baja el CO2.\n\nFin.", ["Baja el CO2.", "Fin."]),
        ("El G77 y la COVID19.\n\nFin.", ["El G77 y la COVID19.", "Fin."]),
        ("Vino Perú.\n\n10 países vinieron.", ["Vino Perú.", "10 países vinieron."]),
        ("Hay 5 m² aquí.", ["Hay 5 m² aquí."]),
    ],
)  # fmt: skip
def test_footnotes_and_their_marks(raw: str, expected: list[str]) -> None:
    assert texts(raw) == expected


def test_an_ambiguous_footnote_mark_names_its_lines() -> None:
    with pytest.raises(RunError) as caught:
        normalise("Título\n\nVino Perú1 con\nBelice1.\n\n1 Como oyente.")
    assert (caught.value.message.english, caught.value.line, caught.value.values) == (
        (
            "the footnote mark {mark} follows a word in more than one place (lines {lines}); "
            "keep the mark in one place only."
        ),
        3,
        {"mark": "1", "lines": "3, 4"},
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Perdu\u0301 y pin\u0303a.", "Perdú y piña."),
        ("migra\u00adción.", "migración."),
        ("migra\u00ad\nción.", "migración."),
        ("político-\nmigratorio.", "político-migratorio."),
        ("el foro -\nlargo- siguió.", "el foro - largo- siguió."),
        ("a\r\nb\rc\nd.", "a b c d."),
        ("a\tb\u00a0c\u2003d\u3000e.", "a b c d e."),
        ("\ufeffa\u200bb\u2060c.", "abc."),
        ("a\u202eb\u2066c\x1b[1md\x07.", "abc[1md."),
        ("de la\fregión.", "de la región."),
    ],
)
def test_characters(raw: str, expected: str) -> None:
    assert texts(raw) == [expected]


@pytest.mark.parametrize("raw", ["", "\n\n", " \t\u00a0\r\n\f", "3\n\n- 4 -", "•\n\n1.", "\ufeff"])
def test_nothing_has_no_units(raw: str) -> None:
    normal = normalise(raw)
    assert (normal.text, normal.units, normal.line_of(0)) == ("", [], 1)


# Words in which no rule but the collapsing of white space takes an interest.
WORDS = st.text("abcdeñáíxyzRSTÁ", min_size=1, max_size=9).filter(lambda word: len(word) > 1)
SENTENCES = st.lists(WORDS, min_size=2, max_size=30).map(
    lambda words: (" ".join(words) + ".").capitalize()
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)
ANYTHING = st.text(
    st.one_of(
        st.sampled_from("abcABC áÑ.:;,!?…()“”«»'\"-–•*123¹\n\n\n\r\f\t\u00a0\u00ad\u200b\u202e"),
        st.characters(),
    ),
    max_size=200,
)


def normalised(raw: str) -> NormalForm | None:
    """The normal form, unless the text has an ambiguous footnote mark."""
    try:
        return normalise(raw)
    except RunError:
        return None


@given(ANYTHING)
@example("Uno dos. Tres.\n\nCuatro")
def test_units_tile_the_normal_form(raw: str) -> None:
    normal = normalised(raw)
    if normal is None:
        return
    assert normal.text == "\n".join(unit.text for unit in normal.units)
    assert normal.text.count("\n") == max(len(normal.units) - 1, 0)
    place = 0
    for number, unit in enumerate(normal.units, start=1):
        assert (unit.number, unit.start) == (number, place)
        assert normal.text[unit.start : unit.end] == unit.text == " ".join(unit.text.split())
        assert unit.text
        place = unit.end + 1
    assert place == (len(normal.text) + 1 if normal.units else 0)


def letters(text: str) -> str:
    """The letters of a text but z, without their accents."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in plain if letter.isalpha() and letter != "z")


@given(ANYTHING)
def test_every_letter_survives_in_order(raw: str) -> None:
    """But for those of list marks and of words such as "page": no letter of ASCII is told apart."""
    safe = re.sub("[A-Za-z]", "z", raw)
    normal = normalised(safe)
    if normal is not None:
        assert letters(normal.text) == letters(safe)
        assert set(filter(str.isdecimal, normal.text)) <= set(safe)


@given(ANYTHING)
def test_each_character_stands_on_its_line(raw: str) -> None:
    normal = normalised(raw)
    if normal is None:
        return
    lines = re.split("\r\n|\r|\n", unicodedata.normalize("NFD", raw))
    for offset, letter in enumerate(normal.text):
        line = lines[normal.line_of(offset) - 1]
        base = unicodedata.normalize("NFD", letter)[0]
        assert letter.isspace() or base in line, (offset, letter)


@given(PARAGRAPHS, st.integers(10, 120), st.integers(10, 120))
def test_wrapping_does_not_matter(paragraph: str, one: int, other: int) -> None:
    forms = [
        normalise(f"Título\n\n{textwrap.fill(paragraph, width, break_long_words=False)}").units
        for width in (one, other)
    ]
    assert forms[0] == forms[1] == normalise(f"Título\n\n{paragraph}").units


@given(
    PARAGRAPHS,
    st.integers(20, 90),
    st.lists(st.sampled_from(["", " ", "\t", "\u00a0", " \u200b"]), min_size=1, max_size=9),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(0, 3),
)
def test_white_space_does_not_matter(
    paragraph: str, width: int, spaces: list[str], end: str, blank: int
) -> None:
    lines = textwrap.wrap(paragraph, width, break_long_words=False)
    padded = [
        spaces[number % len(spaces)] + line + spaces[-1 - number % len(spaces)]
        for number, line in enumerate(lines)
    ]
    raw = end.join(["Título", "", *padded, *[""] * blank, " 7 ", "\f"])
    assert normalise(raw).units == normalise(f"Título\n\n{paragraph}").units


@given(st.lists(PARAGRAPHS, min_size=1, max_size=5))
def test_a_page_end_after_a_sentence_does_not_matter(paragraphs: list[str]) -> None:
    plain = normalise("\n\n".join(["Título", *paragraphs])).units
    paged = normalise("\n\n- 3 -\n\n\f".join(["Título", *paragraphs])).units
    assert paged == plain


@pytest.mark.parametrize(
    "raw", ["." * 50_000, "a. " * 20_000, ") " * 30_000, "A." * 30_000, "- " * 30_000,
            "1 a\n" * 5_000, ("x" * 50 + "\n") * 3_000, "\f" * 50_000, "«" * 50_000 + "a"],
)  # fmt: skip
def test_odd_texts_end(raw: str) -> None:
    assert len(normalise(raw).text) <= len(raw)


@pytest.mark.parametrize(
    ("words", "unit", "places"),
    [
        ("Tres", 0, [9]),
        ("Trez", 0, []),
        ("", 0, []),
        ("o", 0, [2, 5, 15, 28, 31]),
        ("o", 2, [5]),
        ("o", 9, []),
        ("papa", 0, [17, 19, 21]),
        ("papapapa", 0, [17]),
        # The whole of one unit, and part of another.
        ("Uno", 0, [0]),
        ("Uno", 4, [26]),
        ("dos.\nTres", 0, [4]),
    ],
)
def test_the_places_of_words(words: str, unit: int, places: list[int]) -> None:
    text = "Uno\ndos.\nTres to papapapa\nUno dos"
    assert places_of(words, text, unit) == places


@given(st.text("ab\n", min_size=1, max_size=12), st.text("ab", min_size=1, max_size=3))
def test_places_of_words_are_theirs(text: str, words: str) -> None:
    starts = starts_of(words, text)
    assert starts == [at for at in range(len(text)) if text.startswith(words, at)]
    for number in range(1, text.count("\n") + 2):
        places = places_of(words, text, number)
        assert places == [at for at in starts if number_at(at, text) == number]
    assert set(places_of(words, text)) <= set(starts)


def test_what_is_left_out_keeps_its_place() -> None:
    """List marks and footnote numbers before a unit, footnote marks within its text."""
    normal = normalise(
        "Los países1, y otros2\nfirmaron3.\n\n• uno\n• dos\n\n"
        "1 Nota uno.\n2 Nota dos.\n3 Nota tres.\n"
    )
    assert [(unit.mark, unit.text, unit.notes) for unit in normal.units] == [
        ("", "Los países, y otros firmaron.", ((10, "1"), (19, "2"), (28, "3"))),
        ("•", "uno", ()),
        ("•", "dos", ()),
        ("1", "Nota uno.", ()),
        ("2", "Nota dos.", ()),
        ("3", "Nota tres.", ()),
    ]
    # Marks in another order than their notes.
    (first, *_) = normalise("Los países2, y otros1\nfirmaron.\n\n1 Nota.\n2 Otra nota.\n").units
    assert (first.text, first.notes) == ("Los países, y otros firmaron.", ((10, "2"), (19, "1")))
