"""`gcm explain`: the reason for a triple."""

import json
from collections.abc import Iterator

import click

from gcm.cli.options import format_option, lang_option, source_options
from gcm.cli.rows import emit
from gcm.cli.user_language import say
from gcm.core.language import Lang
from gcm.core.results import plain_json
from gcm.core.terminal import bold, printable
from gcm.entities.explain import Explanation, explain
from gcm.entities.proofs import proof_text
from gcm.entities.reading import INFERRED_MARK
from gcm.graph.open import Source


@click.command(
    "explain",
    help=say(
        "Why a triple holds: the file that asserts it, or the rule and the facts that it "
        "follows from, with their quotes.\n\nThings and properties are named as for `gcm "
        "describe`; `a` says that a thing is of a class. OBJECT is a thing too, or a text "
        "or number that the property has there.\n\n"
        "Example: gcm explain SLV tookPartIn forum/2024-san-salvador"
    ),
)
@click.argument("subject")
@click.argument("predicate", metavar="PROPERTY")
@click.argument("value", metavar="OBJECT")
@format_option(["text", "json"], default="text")
@lang_option
@source_options
def command(subject: str, predicate: str, value: str, form: str, lang: Lang, source: Source) -> int:
    """Explain a triple."""
    found = explain(source, subject, predicate, value, lang=lang)
    if form == "json":
        text = json.dumps(plain_json(found), ensure_ascii=False, indent=2) + "\n"
    else:
        text = "\n".join(_lines(found, lang, "")) + "\n"
    emit(text.encode(), None)
    return 0


def _lines(found: Explanation, lang: Lang, indent: str) -> Iterator[str]:
    """Yield the triple, then, indented, its proofs or premises."""
    standing = found.file or INFERRED_MARK.text(lang)
    yield indent + bold(printable(" — ".join(found.words))) + printable(f" [{standing}]")
    deeper = indent + "  "
    for proof in found.proofs:
        yield deeper + printable(f"→ {proof_text(proof, lang)}")
    if found.rule:
        yield deeper + printable(f"{found.rule}: {found.meaning}")
    for premise in found.premises:
        yield from _lines(premise, lang, deeper)
