"""The catalogue of questions in RDF, made from the headers of their files."""

from collections.abc import Iterable, Iterator, Mapping

from gcm.core.errors import Problems
from gcm.core.iris import question_iri
from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, DCT, GCM, GRAPH, SCHEMA, SH
from gcm.questions.question import Question, read_question
from gcm.rdf.oxigraph import Literal, NamedNode, Triple, described
from gcm.turtle.parse import parse_files, read_prefixes


def read_catalogue(layout: Layout) -> list[Triple]:
    """Read the catalogue of the questions of a root.

    Raises:
        RunError: the header of a question, or the register of prefixes, is invalid.
    """
    return catalogue(map(read_question, layout.questions().values()), read_prefixes(layout))


def asked_by_checks(layout: Layout) -> dict[str, list[Triple]]:
    """Return the graphs that checks read beside the data: shapes, prefixes, catalogue of questions.

    Raises:
        RunError, Problems: files that cannot be read or parsed, all of them.
    """
    triples, errors = parse_files([*layout.shapes(), layout.register])
    if errors:
        raise Problems(errors)
    graphs = {layout.graph_of(file): found for file, found in triples.items()}
    return graphs | {GRAPH + "catalogue": read_catalogue(layout)}


def catalogue(questions: Iterable[Question], prefixes: Mapping[str, str]) -> list[Triple]:
    """Return each question as a `sh:SPARQLSelectExecutable`, with its parameters and columns.

    The vocabulary is that of SHACL Advanced Features, section 5, plus terms to show an
    answer: labels of columns with the variables they show, a view, keywords.
    """
    return [triple for question in questions for triple in _question(question, prefixes)]


def _question(question: Question, prefixes: Mapping[str, str]) -> Iterator[Triple]:
    iri = question_iri(question.name)
    texts = question.description.items()
    parameters = [(one, f"{iri}/parameter/{one.name}") for one in question.parameters]
    columns = [(one, f"{iri}/column/{name}") for name, one in question.columns.items()]
    yield from described(
        iri,
        GCM + ("Check" if question.is_check else "Question"),
        question.title,
        [
            *((DCT + "description", Literal(text, language=lang)) for lang, text in texts),
            (SH + "select", Literal(question.text)),
            (SH + "prefixes", NamedNode(BASE + "prefixes")),
            (GCM + "shownAs", Literal(question.view)),
            *((SCHEMA + "keywords", Literal(word)) for word in question.keywords),
            *((GCM + "hasParameter", NamedNode(child)) for _, child in parameters),
            *((GCM + "hasColumn", NamedNode(child)) for _, child in columns),
        ],
    )
    for parameter, child in parameters:
        prefix, _, local = parameter.type.partition(":")
        name = (GCM + "variableName", Literal(parameter.name))
        kind = (GCM + "valueType", NamedNode(prefixes[prefix] + local))
        yield from described(child, GCM + "Parameter", parameter.label, [name, kind])
    for place, (column, child) in enumerate(columns, start=1):
        name = (GCM + "variableName", Literal(column.of))
        position = (GCM + "position", Literal(place))
        yield from described(child, GCM + "Column", column.label, [name, position])
