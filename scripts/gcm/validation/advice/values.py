"""Advice on the kind of a value (SHACL 4.1.1, 4.1.3, 4.7.1, 4.8.2, 4.8.3), and on quotes."""

from gcm.core.language import msg
from gcm.core.namespaces import GCM, ID, RDF, SCHEMA, SH
from gcm.rdf.oxigraph import Literal, NamedNode, term_text
from gcm.turtle.written_terms import ADVICE_TEXT
from gcm.validation.advice.case import NONE, Advice, Case, known_to, meant, offer, one_line

_IRI_WANTED = msg("Expected an IRI, not a text: take the quotation marks off.")


def unquoted(case: Case) -> Advice:
    """Advise on an IRI or a prefixed name in quotation marks: take them off."""
    if not isinstance(case.value, Literal):
        return NONE
    text = case.value.value.strip().strip("<>")
    prefix, colon, local = text.partition(":")
    if colon and prefix in case.prefixes:
        text = case.prefixes[prefix] + local
    if not text.startswith(("http://", "https://")):
        return NONE
    try:
        return one_line(_IRI_WANTED, case.replacing(NamedNode(text)))
    except ValueError:
        return NONE


def in_list(case: Case) -> Advice:
    """Advise on 4.8.3: the most similar member of the list, else all of them."""
    known = known_to(
        case, lambda: (one for head in case.parameter("in") for one in case.shapes.items(head))
    )
    return meant(case, known, Advice([offer(case, known)]))


def of_class(case: Case) -> Advice:
    """Advise on 4.1.1: the entity that was meant, or the class of the value."""
    (wanted,) = [term_text(term) for term in case.parameter("class")][:1] or [""]
    name, classes = case.value_name, case.data.names(case.value_name, RDF + "type")
    if classes:
        return one_line(
            msg(
                "{value} (“{label}”) is of the class “{found}”; expected one of the class "
                "“{wanted}”."
            ),
            value=case.write(name),
            label=case.label(name),
            found=case.label(classes[0]),
            wanted=case.label(wanted),
        )
    undescribed = msg(
        "Nothing describes {value}: check how it is written or, if the thing is new, describe "
        "it in one of the files."
    )
    otherwise = (
        one_line(_IRI_WANTED)
        if isinstance(case.value, Literal)
        else one_line(undescribed, value=case.write(name))
    )
    return meant(case, known_to(case, lambda: case.data.instances(wanted)), otherwise)


def node(case: Case) -> Advice:
    """Advise on 4.7.1: a similar entity that conforms to the shape of the value; else all."""
    known = known_to(case, lambda: _fitting(case))
    if not known.names:
        return NONE
    return meant(case, known, Advice([offer(case, known)]))


def _fitting(case: Case) -> list[str]:
    known: set[str] | None = None
    for shape in case.parameter("node"):
        for held in case.shapes.names(term_text(shape), SH + "property"):
            for path in case.shapes.names(held, SH + "path"):
                for needed in case.shapes.names(held, SH + "hasValue"):
                    having = set(case.data.having(path, needed))
                    known = having if known is None else known & having
    return sorted(known or ())


def node_kind(case: Case) -> Advice:
    """Advise on 4.1.3: an IRI instead of a text, or the other way round."""
    wanted = [term_text(term).removeprefix(SH) for term in case.parameter("nodeKind")]
    if wanted and wanted[0].endswith("Literal") and not isinstance(case.value, Literal):
        return one_line(ADVICE_TEXT)
    known = known_to(case, lambda: (one for one in case.data.things() if one[:2] != "_:"))
    return meant(case, known, one_line(_IRI_WANTED))


def has_value(case: Case) -> Advice:
    """Advise on 4.8.2: the required value, in place of the only one given."""
    values = case.parameter("hasValue")
    lines = [msg("Expected {value}.").texts(value=case.write(one)) for one in values]
    if len(values) == 1 == len(case.values):
        return Advice(lines, case.fixed(values[0]), case.values[0][1])
    return Advice(lines)


def quoted(case: Case) -> Advice:
    """Return where to save the text of a document, if none is in the language of the quote."""
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
    return one_line(
        msg("No text of the document in this language is stored: save it as {file}."),
        file=f"data/sources/{name}.{value.language}.txt",
    )
