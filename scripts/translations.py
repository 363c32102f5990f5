"""The catalogue of Spanish texts: `make translations` brings it up to date with the code.

The English is the code's (`gcm.core.language.msg` and its siblings, and errors) and click's, whose
help and errors speak Spanish from the same file. Edit `gcm.po` in any translation editor; the
compiled `gcm.mo` beside it is generated where the package is installed.
"""

from __future__ import annotations

import re
from contextlib import redirect_stderr
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent / "gcm"
CATALOGUE = PACKAGE / "locale" / "es" / "LC_MESSAGES" / "gcm.po"

_OURS = {"msg": None, "say": None, "flag": (2,), "msg_n": (1, 2), "msg_c": ((1, "c"), 2)}
# The errors of `gcm.core.errors` that take the text of their message.
ERRORS = {
    *("GcmError", "RunError", "UsageError", "QueryError", "NotSparql", "GraphNotLoaded"),
    *("EndpointError", "Unreachable", "Disconnected"),
}
_READERS = [("**.py", "python"), ("**/site/templates/**.html", "jinja2.ext:babel_extract")]
_CLICK = {"_": None, "ngettext": (1, 2)}
# Header fields that would change with the day or name nobody.
_NEEDLESS = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To|Last-Translator|Language-Team'
    r'|Generated-By): .*\\n"\n',
    re.MULTILINE,
)


def wanted() -> Catalog:
    """Every text that the code marks, and every text of click that a user can meet."""
    import click  # late: the build needs no click

    template = Catalog()
    ours, click_folder = _OURS | dict.fromkeys(ERRORS), Path(click.__file__).parent
    for folder, keywords in ((PACKAGE, ours), (click_folder, _CLICK)):
        with redirect_stderr(StringIO()):  # a warning for each value that is an f-string
            found = list(extract_from_dir(folder, _READERS, keywords=keywords))
        for _, _, text, _, context in found:
            template.add(text, context=context)
    return template


def read_catalogue(file: Path = CATALOGUE) -> Catalog:
    """The catalogue as it is written."""
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale="es", abort_invalid=True)
    # Without dates in the file, Babel would take the hour of reading.
    catalogue.creation_date = catalogue.revision_date = datetime.fromtimestamp(0, UTC)
    return catalogue


def updated() -> bytes:
    """The catalogue with an entry for each text wanted, those that nobody wants taken out."""
    catalogue = read_catalogue()
    catalogue.update(wanted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    to = BytesIO()
    write_po(to, catalogue, no_location=True, sort_output=True, width=100)
    return _NEEDLESS.sub("", to.getvalue().decode()).encode()


def compile_catalogue() -> Path:
    """Write `gcm.mo` beside the catalogue, for `gettext` to read."""
    file = CATALOGUE.with_suffix(".mo")
    with file.open("wb") as opened:
        write_mo(opened, read_catalogue())
    return file


if __name__ == "__main__":
    CATALOGUE.write_bytes(updated())
    compile_catalogue()
    for entry in read_catalogue():
        if entry.id and not entry.string:
            print("Without Spanish / Sin español:", entry.id)
