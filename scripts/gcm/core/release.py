"""What is known of a release before it is described, and what is the same for every release."""

from __future__ import annotations

from typing import NamedTuple

from gcm.core.messages import Lang
from gcm.core.model import Text

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LANDING_PAGE = "https://w3id.org/gcm-graph"
TITLE: Text = {
    "en": "gcm-graph: how the Global Compact for Migration is carried out, as linked data",
    "es": "gcm-graph: cómo se implementa el Pacto Mundial para la Migración, en datos enlazados",
}
# Of each, what most people search for.
KEYWORDS: dict[Lang, tuple[str, ...]] = {
    "en": (
        "Global Compact for Migration",
        "international migration",
        "knowledge graph",
        "linked data",
        "recorded votes",
        "Sustainable Development Goals",
    ),
    "es": (
        "datos enlazados",
        "grafo de conocimiento",
        "migración internacional",
        "Objetivos de Desarrollo Sostenible",
        "Pacto Mundial para la Migración",
        "votaciones registradas",
    ),
}
_ABOUT: Text = {
    "en": "Forums, reviews, votes, States, agencies, networks, the 23 objectives and the 10 "
    "guiding principles of the Global Compact for Safe, Orderly and Regular Migration. Each fact "
    "rests on a quote that is checked against its source, or names the page it was read from.",
    "es": "Foros, revisiones, votaciones, Estados, organismos, redes, los 23 objetivos y los 10 "
    "principios rectores del Pacto Mundial para la Migración Segura, Ordenada y Regular. Cada "
    "hecho se apoya en una cita que se coteja con su fuente, o nombra la página de la que se leyó.",
}
_HOLDS: Text = {
    "en": "Release {version} holds {triples} triples about {entities} things in {graphs} named "
    "graphs.",
    "es": "La versión {version} contiene {triples} tripletas sobre {entities} cosas en {graphs} "
    "grafos con nombre.",
}


class ReleaseFile(NamedTuple):
    """A file of a release.

    Args:
        path: below the folder of the release, with `/`.
        size: in bytes.
        sha256: in hexadecimal digits.
    """

    path: str
    size: int
    sha256: str


class Release(NamedTuple):
    """What is known of a release besides its data.

    Args:
        version: such as `0.2.0`.
        date: of the release, as `2026-11-22`.
        files: all but the descriptions themselves and what holds their checksums.
        previous: the version before it; empty for the first.
        commit: that of the sources it was made from; empty if unknown.
        software: the version of gcm-graph that made it.
    """

    version: str
    date: str
    files: tuple[ReleaseFile, ...]
    previous: str = ""
    commit: str = ""
    software: str = ""


def about(lang: Lang) -> str:
    """What the dataset is about, whatever its version."""
    return _ABOUT[lang]


def holds(lang: Lang, version: str, triples: int, entities: int, graphs: int) -> str:
    """How much a release holds, in a sentence."""
    return _HOLDS[lang].format(version=version, triples=triples, entities=entities, graphs=graphs)
