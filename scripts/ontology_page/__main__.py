"""Regenerate ontology/README.md and ontology/diagram.svg: `make ontology`."""

from __future__ import annotations

from gcm.core.files import write_text
from gcm.core.layout import Layout, find_layout
from ontology_page.diagram import diagram
from ontology_page.page import page
from ontology_page.terms import read_ontology


def made(layout: Layout) -> dict[str, str]:
    """The text of each file below ontology/, by its name.

    Raises:
        Problems: files of the ontology that cannot be read or parsed.
    """
    ontology = read_ontology(layout)
    return {"README.md": page(ontology), "diagram.svg": diagram(ontology)}


if __name__ == "__main__":
    found = find_layout()
    for name, text in made(found).items():
        write_text(found.own("ontology", name), text)
