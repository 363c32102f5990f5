"""The catalogue of questions in RDF, made from the headers of their files."""

from collections.abc import Iterable, Mapping

from gcm.core.errors import Problems
from gcm.core.iris import question_iri
from gcm.core.language import Text
from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, DCT, GCM, GRAPH, RDF, SCHEMA, SH, SKOS, XSD
from gcm.questions.question import Question, read_question
from gcm.rdf.oxigraph import Literal, NamedNode, Triple
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
    triples: list[Triple] = []
    for question in questions:
        triples += _question(question, prefixes)
    return triples


def _question(question: Question, prefixes: Mapping[str, str]) -> list[Triple]:
    node = NamedNode(question_iri(question.name))
    triples = [
        *_node(node, "Check" if question.is_check else "Question", question.title),
        *_texts(node, DCT + "description", question.description),
        _literal(node, SH + "select", question.text),
        Triple(node, NamedNode(SH + "prefixes"), NamedNode(BASE + "prefixes")),
        _literal(node, GCM + "shownAs", question.view),
        *(_literal(node, SCHEMA + "keywords", word) for word in question.keywords),
    ]
    for parameter in question.parameters:
        child = NamedNode(f"{node.value}/parameter/{parameter.name}")
        prefix, _, local = parameter.type.partition(":")
        triples += [
            Triple(node, NamedNode(GCM + "hasParameter"), child),
            *_node(child, "Parameter", parameter.label),
            _literal(child, GCM + "variableName", parameter.name),
            Triple(child, NamedNode(GCM + "valueType"), NamedNode(prefixes[prefix] + local)),
        ]
    for place, (name, column) in enumerate(question.columns.items(), start=1):
        child = NamedNode(f"{node.value}/column/{name}")
        triples += [
            Triple(node, NamedNode(GCM + "hasColumn"), child),
            *_node(child, "Column", column.label),
            _literal(child, GCM + "variableName", column.of),
            _literal(child, GCM + "position", str(place), XSD + "integer"),
        ]
    return triples


def _node(node: NamedNode, kind: str, label: Text) -> list[Triple]:
    return [
        Triple(node, NamedNode(RDF + "type"), NamedNode(GCM + kind)),
        *_texts(node, SKOS + "prefLabel", label),
    ]


def _texts(node: NamedNode, predicate: str, text: Text) -> list[Triple]:
    return [
        Triple(node, NamedNode(predicate), Literal(words, language=lang))
        for lang, words in text.items()
    ]


def _literal(node: NamedNode, predicate: str, value: str, datatype: str = XSD + "string") -> Triple:
    return Triple(node, NamedNode(predicate), Literal(value, datatype=NamedNode(datatype)))
