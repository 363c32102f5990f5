"""What is said of a quote that does not prove its fact."""

from __future__ import annotations

PROOFS: dict[str, tuple[str, str]] = {
    "proof-named": (
        "no quote names {value}. Quote the words that name it, or add that name as skos:altLabel, "
        "in the language of the quote; a longer name around it names another.",
        "ninguna cita nombra: {value}. Cite las palabras que lo nombran, o añada ese nombre como "
        "skos:altLabel, en el idioma de la cita; un nombre más largo en torno a él nombra a otro.",
    ),
    "proof-named-place": (
        "no quote names {value}. Quote the words that name it, add a claim of the page that does, "
        "or make the fact editorial, with a note.",
        "ninguna cita nombra: {value}. Cite las palabras que lo nombran, añada una afirmación de "
        "la página que lo dice, o marque el hecho como editorial, con una nota.",
    ),
    "proof-worded": (
        "“{value}” is not in a quote, letter by letter. Copy it from the source.",
        "«{value}» no está en una cita, letra por letra. Cópielo de la fuente.",
    ),
    "proof-dated-year": (
        "no quote names the year of {value}. Quote the words that name it, add a claim of the page "
        "that does, or make the fact editorial, with a note.",
        "ninguna cita nombra el año de {value}. Cite las palabras que lo nombran, añada una "
        "afirmación de la página que lo dice, o marque el hecho como editorial, con una nota.",
    ),
    "proof-dated-month": (
        "no quote names the month of {value}. Quote the words that name it, add a claim of the "
        "page that does, or make the fact editorial, with a note.",
        "ninguna cita nombra el mes de {value}. Cite las palabras que lo nombran, añada una "
        "afirmación de la página que lo dice, o marque el hecho como editorial, con una nota.",
    ),
    "proof-dated-day": (
        "no quote names the day of {value}. Quote the words that name it, add a claim of the page "
        "that does, or make the fact editorial, with a note.",
        "ninguna cita nombra el día de {value}. Cite las palabras que lo nombran, añada una "
        "afirmación de la página que lo dice, o marque el hecho como editorial, con una nota.",
    ),
    "proof-event": (
        "the document quoted is not about {value}, and no quote names it. Correct the event, say "
        "schema:about on the document, or make the fact editorial, with a note.",
        "el documento citado no trata de: {value}, y ninguna cita lo nombra. Corrija el evento, "
        "indique schema:about en el documento, o marque el hecho como editorial, con una nota.",
    ),
    "proof-cut": (
        "the quote begins or ends within a word: “{value}”. Quote the whole word.",
        "la cita empieza o termina dentro de una palabra: «{value}». Cite la palabra entera.",
    ),
    "proof-negated-before": (
        "the quote begins behind a negation: “{value}”. Quote it too.",
        "la cita empieza justo después de una negación: «{value}». Cítela también.",
    ),
    "proof-negated-after": (
        "the quote ends before a negation: “{value}”. Quote it too.",
        "la cita termina justo antes de una negación: «{value}». Cítela también.",
    ),
    "proof-language-en": (
        "this text is tagged as English, but its words are Spanish: “{value}”. Translate it, or "
        "correct its language tag.",
        "este texto está marcado como inglés, pero sus palabras son españolas: «{value}». "
        "Tradúzcalo o corrija su etiqueta de idioma.",
    ),
    "proof-language-es": (
        "this text is tagged as Spanish, but its words are English: “{value}”. Translate it, or "
        "correct its language tag.",
        "este texto está marcado como español, pero sus palabras son inglesas: «{value}». "
        "Tradúzcalo o corrija su etiqueta de idioma.",
    ),
}
