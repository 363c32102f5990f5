"""`gcm explain`: the reason for a triple."""

import json
from collections.abc import Iterator

import click

from gcm.cli.options import format_option, lang_option, source_options
from gcm.cli.rows import emit
from gcm.cli.user_language import say
from gcm.core.language import Lang
from gcm.core.terminal import bold, printable
from gcm.entities.explain import Explanation, explain_in
from gcm.entities.reading import INFERRED_MARK
from gcm.graph.open import Source


@click.command(
    "explain",
    help=say(
        "Why a triple holds: the file that asserts it, or the rule and the facts that it "
        "follows from, with their quotes.\n\nThings and properties are named as for `gcm "
        "describe`; `a` says that a thing is of a class. OBJECT is a thing too, no text or "
        "number.\n\nExample: gcm explain SLV tookPartIn forum/2024-san-salvador"
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
    found = explain_in(source, subject, predicate, value, lang=lang)
    if form == "json":
        text = json.dumps(_fields(found), ensure_ascii=False, indent=2) + "\n"
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
        quote = f"«{proof.quote}»" if lang == "es" else f"“{proof.quote}”"
        shown = f"{quote} {proof.source}" if proof.quote else f"{proof.source}, {proof.url}"
        yield deeper + printable(f"→ {shown}")
    if found.rule:
        yield deeper + printable(f"{found.rule}: {found.meaning}")
    for premise in found.premises:
        yield from _lines(premise, lang, deeper)


def _fields(found: Explanation) -> dict[str, object]:
    fields = found._asdict()
    fields["proofs"] = [proof._asdict() for proof in found.proofs]
    fields["premises"] = [_fields(premise) for premise in found.premises]
    return fields
