"""Computing the OWL 2 RL closure of the graph, over our terms."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gcm.core.errors import Problems
from gcm.core.files import AnyPath
from gcm.core.layout import files_of, find_layout
from gcm.core.rdf_formats import FOLDER_ENDINGS
from gcm.inference.closure import infer_triples, not_applied
from gcm.inference.derived import derive
from gcm.rdf.oxigraph import n_triples
from gcm.turtle.parse import parse_files, read_prefixes

Engine = Literal["rules", "owlrl"]


class Inferred(NamedTuple):
    """The inferred triples, as sorted N-Triples.

    Args:
        data: the triples.
        inferred: the number of inferred triples.
        asserted: the number of asserted triples.
        prefixes: the register of prefixes.
        not_applied: the OWL terms in use that no rule reads, as prefixed names.
    """

    data: bytes
    inferred: int
    asserted: int
    prefixes: dict[str, str]
    not_applied: list[str]

    def __repr__(self) -> str:
        return f"<Inferred: inferred={self.inferred}, asserted={self.asserted}>"


def infer(
    *, root: AnyPath | None = None, on: AnyPath | None = None, engine: Engine = "rules"
) -> Inferred:
    """Compute the closure and omit the asserted triples.

    Args:
        root: the graph; see `gcm.core.layout.find_layout`.
        on: a file or folder of RDF, or a release, to read instead of the data of `root`.
        engine: `owlrl` is the reference; the omissions of both are listed in
            `gcm.inference.closure`.

    Raises:
        UsageError: `root` contains no graph.
        Problems: files that cannot be read or parsed, or facts that contradict one another.
    """
    layout = find_layout(root)
    given, errors = files_of([on], FOLDER_ENDINGS) if on else (layout.data(), [])
    triples, wrong = parse_files([*layout.ontology(), *given])
    if errors or wrong:
        raise Problems([*errors, *wrong])
    asserted = [triple for found in triples.values() for triple in found]
    asserted += derive(asserted)
    if engine == "owlrl":
        from gcm.inference.owlrl_reference import run_owlrl  # late: its import is slow

        inferred = infer_triples(asserted, run_owlrl)
    else:
        inferred = infer_triples(asserted)
    return Inferred(
        data=n_triples(inferred),
        inferred=len(inferred),
        asserted=len(asserted),
        prefixes=read_prefixes(layout),
        not_applied=not_applied(asserted),
    )
