"""Write the page of all terms, ontology/README.md."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.namespaces import XSD
from ontology_page.terms import Concept, Entry, Module, Ontology

_ANYTHING = "*anything · cualquier cosa*"
_READING = (
    "A *class* is a kind of thing. A *property* links a thing of one class to a thing of another, "
    "or to a value, and is written class → class; where the ontology leaves the first open, in "
    "italics are the classes whose [shapes](../shapes) use the property. *Aligned* is what a term "
    "is to the terms of others. Names have the prefix `gcm:`, for "
    "`https://w3id.org/gcm-graph/ontology#`. This page and its diagram are generated from the "
    "Turtle files by `make ontology`.",
    "Una *clase* es un tipo de cosa. Una *propiedad* enlaza una cosa de una clase con una cosa de "
    "otra, o con un valor, y se escribe clase → clase; si la ontología deja abierta la primera, en "
    "cursiva están las clases cuyas [formas](../shapes) usan la propiedad. *Correspondencias* es "
    "lo que un término es respecto de los de otros. Los nombres llevan el prefijo `gcm:`, por "
    "`https://w3id.org/gcm-graph/ontology#`. Esta página y su diagrama se generan a partir de los "
    "archivos Turtle con `make ontology`.",
)
_WORDS = {
    "class": "class · clase",
    "link": "property · propiedad",
    "value": "property · propiedad",
}


def page(ontology: Ontology) -> str:
    """The text of the page, in Markdown."""
    blocks = [
        f"# {' · '.join(ontology.titles)}",
        *ontology.about,
        "[![The classes of the ontology and what links them · Las clases de la ontología y lo que "
        "las enlaza](diagram.svg)](diagram.svg)",
        "## How to read this page · Cómo leer esta página",
        *_READING,
        "## Contents · Contenido",
        _lines(_contents(ontology)),
    ]
    for module in ontology.modules:
        blocks += [f"{_anchor(module.file)}\n\n## {' · '.join(module.titles)}"]
        blocks += [*module.about, f"[{module.file}]({module.file})"]
        blocks += [_entry(ontology, entry) for entry in module.entries]
        blocks += [_apart(ontology, module)] if module.apart else []
    if ontology.vocabularies:
        blocks += [f"{_anchor('vocabularies')}\n\n## Vocabularies · Vocabularios"]
        blocks += [_vocabulary(ontology, scheme) for scheme in ontology.vocabularies]
    return "\n\n".join(blocks) + "\n"


def _contents(ontology: Ontology) -> Iterable[str]:
    for module in ontology.modules:
        yield f"[{' · '.join(module.titles)}](#{_id(module.file)}): " + ", ".join(
            _link(ontology, entry.iri) for entry in module.entries if entry.kind == "class"
        )
    if ontology.vocabularies:
        yield "[Vocabularies · Vocabularios](#vocabularies)"


def _entry(ontology: Ontology, entry: Entry) -> str:
    head = f"{_anchor(entry.name)}**gcm:{entry.name}** — {_WORDS[entry.kind]}"
    if entry.kind != "class":
        domain = _links(ontology, entry.domain)
        domain = f"*{domain}*" if entry.by_shapes else domain or _ANYTHING
        target = _links(ontology, entry.range) or (
            _ANYTHING if entry.kind == "link" else "rdfs:Literal"
        )
        head += f": {domain} → {target}"
    examples = zip(("Example", "Ejemplo"), entry.examples, strict=False)
    facts = {
        "Notes · Notas": " · ".join(entry.notes),
        "A kind of · Un tipo de": _links(ontology, entry.above),
        "Kinds · Tipos": _links(ontology, (below.iri for below in ontology.below(entry.iri))),
        "Properties · Propiedades": _links(
            ontology, (property_.iri for property_ in ontology.properties(entry.iri))
        ),
        "Inverse of · Inversa de": _links(ontology, entry.inverse),
        "Follows from · Se sigue de": " ∘ ".join(_link(ontology, iri) for iri in entry.chain),
        "Also a · También es": _links(ontology, entry.traits),
        "Aligned · Correspondencias": ", ".join(
            f"`{ontology.shorten(predicate)}` {_link(ontology, iri)}"
            for predicate, iri in entry.aligned
        ),
    }
    shown = [f"{word}: {text}" for word, text in [*examples, *facts.items()] if text]
    lines = [*_defined(entry), *shown, *_concepts(ontology, entry.concepts)]
    return f"{head}\n\n{_lines(lines)}"


def _defined(term: Entry | Concept) -> list[str]:
    return [
        f"*{label}* — {text}" for label, text in zip(term.labels, term.definitions, strict=False)
    ]


def _apart(ontology: Ontology, module: Module) -> str:
    """Which classes have nothing in common."""
    return "Disjoint classes · Clases disjuntas\n\n" + _lines(
        f"{' · '.join(labels)}: {_links(ontology, iris)}" for labels, iris in module.apart
    )


def _vocabulary(ontology: Ontology, scheme: Concept) -> str:
    lines = [*_defined(scheme), *_concepts(ontology, scheme.members)]
    return f"**{ontology.shorten(scheme.iri)}**\n\n{_lines(lines)}"


def _concepts(ontology: Ontology, concepts: tuple[Concept, ...]) -> list[str]:
    """One item, with an item for each concept in it."""
    shown = [f"  - `{ontology.shorten(c.iri)}` — {' · '.join(c.labels)}" for c in concepts]
    return ["\n".join(["Concepts · Conceptos:", *shown])] if shown else []


def _links(ontology: Ontology, iris: Iterable[str]) -> str:
    return ", ".join(_link(ontology, iri) for iri in iris)


def _link(ontology: Ontology, iri: str) -> str:
    name = ontology.shorten(iri)
    if iri in ontology.entries:
        return f"[{name}](#{name})"
    return name if iri.startswith(XSD) else f"[{name}]({iri})"


def _anchor(name: str) -> str:
    return f'<a id="{_id(name)}"></a>'


def _id(name: str) -> str:
    return name.removesuffix(".ttl").replace("/", "-")


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
