"""What a question's rows rest on, and which of them fall in a period.

The header of a question names the variables of its facts (`fact`) and that of what has their
dates (`dates`), which every row binds. Both are used by writing into the query's text, so that they
work on every engine.
"""

import re

from gcm.core.errors import UsageError
from gcm.core.language import Lang, msg
from gcm.core.namespaces import GCM, XSD
from gcm.core.results import Cell, Table
from gcm.entities.lookup import Asked
from gcm.entities.proofs import proof_text, proofs_of
from gcm.entities.reading import Proof
from gcm.inference.derived import span
from gcm.questions.question import HEAD, Question
from gcm.questions.view import Column
from gcm.rdf.oxigraph import Literal, NamedNode

_DATES = ("gYear", "gYearMonth", "date")
_INNERMOST = re.compile(r"\([^()]*\)")
_HERE = "# --since and --until stand here.\n"

NO_FACT = msg("the rows of {question} rest on no facts of their own: --evidence does not apply.")
NO_DATES = msg("the facts of {question} have no dates: --since and --until do not apply.")


def within(question: Question, text: str, since: str | int, until: str | int) -> str:
    """Return the query with only those rows whose facts have a day in a period.

    A year or month overlaps the period if one of its days does; what has begun and has no end goes
    on; what has no date is left out.

    Args:
        question: the question.
        text: its query, parameters filled in.
        since: the first year, month or day, such as 2024, 2024-09 or 2024-09-25; "" for none.
        until: the last one; "" for none.

    Raises:
        UsageError: the facts of the question have no dates, or a value is no date.
    """
    if since == until == "":
        return text
    if not question.dates:
        raise UsageError(NO_DATES, question=question.name)
    dated = question.dates
    lines = [f"?{dated} <{GCM}earliest> ?{dated}_earliest ."]
    if until != "":
        lines.append(f"FILTER(?{dated}_earliest <= {_day(until, 1)})")
    if since != "":
        lines.append(f"OPTIONAL {{ ?{dated} <{GCM}latest> ?{dated}_latest }}")
        lines.append(f"FILTER(!BOUND(?{dated}_latest) || ?{dated}_latest >= {_day(since, 0)})")
    added = "".join(f"  {line}\n" for line in lines)
    if _HERE in text:
        return text.replace(_HERE, added)
    before, brace, after = text.rpartition("}")
    return before + added + brace + after


def facts_query(question: Question, text: str) -> str:
    """Return the query for the facts of each row, beside the variables that are not computed.

    Raises:
        UsageError: the rows of the question rest on no facts.
    """
    if not question.facts:
        raise UsageError(NO_FACT, question=question.name)
    head = HEAD.search(text)
    assert head
    plain, more = head[1], 1
    while more:
        plain, more = _INNERMOST.subn("", plain)
    names = dict.fromkeys([*re.findall(r"\?(\w+)", plain), *question.facts])
    wanted = " ".join(f"?{name}" for name in names)
    body = text[head.end() :].rpartition("}")[0]
    return f"{text[: head.start()]}SELECT DISTINCT {wanted}\nWHERE{body}}}\n"


def with_evidence(
    question: Question, table: Table, facts: Table, graph: Asked, lang: Lang
) -> tuple[Question, Table, list[Proof]]:
    """Add a column of proofs, in words or, where the question counts, how many; with the proofs.

    Args:
        question: the question.
        table: its rows.
        facts: the answer to `facts_query`.
        graph: the graph that gave both.
        lang: the reader's language.

    Raises:
        RunError: the endpoint fails.
    """
    plain = [name for name in table.columns if name in facts.columns]
    counts = len(plain) < len(table.columns)
    places = [table.columns.index(name) for name in plain]
    named = [facts.columns.index(name) for name in plain]
    holding = [facts.columns.index(name) for name in question.facts]
    of_row: dict[tuple[Cell | None, ...], dict[str, None]] = {}
    for row in facts.rows:
        found = of_row.setdefault(tuple(row[place] for place in named), {})
        found.update((cell.value, None) for place in holding if (cell := row[place]))
    proofs = proofs_of(graph, (fact for found in of_row.values() for fact in found), lang)

    def proved(row: tuple[Cell | None, ...]) -> Cell | None:
        known = of_row.get(tuple(row[place] for place in places), {})
        texts = dict.fromkeys(
            proof_text(proof, lang) for fact in known for proof in proofs.get(fact, ())
        )
        if counts:
            return Cell("literal", str(len(texts)), datatype=XSD + "integer")
        return Cell("literal", "; ".join(texts)) if texts else None

    name, label = ("proofs", msg("Proofs")) if counts else ("evidence", msg("Evidence"))
    columns = {**question.columns, name: Column(label.texts(), name)}
    rows = tuple((*row, proved(row)) for row in table.rows)
    shown = question.shown._replace(columns=columns)
    every = [one for facts in of_row.values() for fact in facts for one in proofs.get(fact, ())]
    return question._replace(shown=shown), Table((*table.columns, name), rows), every


def _day(value: str | int, last: int) -> str:
    """Return the first or last day of a year, month or day, as SPARQL writes it.

    Raises:
        UsageError: the value is no date.
    """
    text = str(value)
    kind = _DATES[min(text.count("-"), 2)]
    days = span(Literal(text, datatype=NamedNode(XSD + kind)))
    if days is None or not text[:4].isdecimal() or len(text) not in (4, 7, 10):
        raise UsageError(
            "“{value}” is no year, month or day; write 2024, 2024-09 or 2024-09-25.", value=text
        )
    return str(Literal(days[last].isoformat(), datatype=NamedNode(XSD + "date")))
