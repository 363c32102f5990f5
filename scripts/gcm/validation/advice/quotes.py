"""Advice on quotes whose document has no text to prove them."""

from __future__ import annotations

from gcm.core.language import msg
from gcm.core.namespaces import GCM, ID, SCHEMA
from gcm.validation.advice.case import NONE, Advice, Case


def quoted(case: Case) -> Advice:
    """Return where to save the text of a document, if there is none in the language of the
    quote.
    """
    value = case.result.value
    if not case.result.shape.endswith("#QuoteExactShape") or value is None:
        return NONE
    documents = case.data.names(case.result.focus, GCM + "quotedFrom")
    languages = {
        language
        for document in documents
        for source in case.data.having(GCM + "textOf", document)
        for language in case.data.names(source, SCHEMA + "inLanguage")
    }
    if value.language in languages or not documents:
        return NONE
    name = min(documents).removeprefix(f"{ID}document/")
    return Advice(
        [
            msg("No text of the document in this language is stored: save it as {file}.").texts(
                file=f"data/sources/{name}.{value.language}.txt"
            )
        ]
    )
