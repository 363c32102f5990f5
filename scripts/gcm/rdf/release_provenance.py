"""Who made a release, of what, and whose rights stand in it: PROV-O, vCard and Dublin Core."""

from __future__ import annotations

from gcm.core.iris import release_file_iri, release_iri, release_part_iri
from gcm.core.model import Text
from gcm.core.namespaces import DCT, FOAF, ID, ORG, OWL, PROV, RDFS, VCARD, XSD
from gcm.core.release import LANDING_PAGE, LICENCE, Release
from gcm.rdf.describer import Describer
from gcm.rdf.oxigraph import parse_n_triples
from gcm.rdf.said import Said
from gcm.rdf.statistics import Statistics

PROJECT = ID + "project"
_RIGHTS_FILE = "LICENSE-DATA"
_LICENCE_NAME: Text = {
    "en": "Creative Commons Attribution 4.0 International",
    "es": "Creative Commons Atribución 4.0 Internacional",
}
RIGHTS: Text = {
    "en": "The licence covers what the project made. Quoted texts, titles and labels of others "
    "keep the rights of their owners, which are stated at each source and listed in LICENSE-DATA.",
    "es": "La licencia abarca lo que ha elaborado el proyecto. Los textos citados, los títulos y "
    "las etiquetas de terceros conservan los derechos de sus titulares, que se indican en cada "
    "fuente y se enumeran en LICENSE-DATA.",
}


def contact_iri(release: Release) -> str:
    """The card by which to reach the project."""
    return release_part_iri(release.version, "contact")


def describe_agents(to: Describer, release: Release, definitions: Said) -> None:
    """Describe the project as publisher, and its card; it has no address but its page."""
    name = definitions.label(PROJECT)
    to.node(PROJECT, ORG + "Organization", name)
    to.texts(PROJECT, FOAF + "name", name)
    # As ORG itself says (section 4.2): whoever does not load it still sees an agent.
    to.link(ORG + "Organization", RDFS + "subClassOf", FOAF + "Agent")
    contact = to.node(contact_iri(release), VCARD + "Organization", name)
    to.texts(contact, VCARD + "fn", name)
    to.link(contact, VCARD + "hasURL", LANDING_PAGE)


def describe_rights(to: Describer, release: Release, figures: Statistics) -> str:
    """Describe the licence, what belongs to others, and the rights in each source.

    Gives the IRI of the statement on what belongs to others.
    """
    to.node(LICENCE, DCT + "LicenseDocument", _LICENCE_NAME)
    to.triples += parse_n_triples(b"".join(figures.coverage.statements))
    statement = release_part_iri(release.version, "rights")
    label: Text = {"en": "Rights of others", "es": "Derechos de terceros"}
    to.node(statement, DCT + "RightsStatement", label)
    to.texts(statement, DCT + "description", RIGHTS)
    to.link(statement, RDFS + "seeAlso", release_file_iri(release.version, _RIGHTS_FILE))
    for source, rights in figures.coverage.sources.items():
        # A licence is a statement of rights too: dct:license is a subproperty of dct:rights.
        to.link(source, DCT + "rights", *rights)
        to.link(statement, RDFS + "seeAlso", *rights)
    return statement


def describe_provenance(to: Describer, release: Release, figures: Statistics) -> None:
    """Describe what the release was derived from, and the activity that made it.

    Of the day of the activity more than the date is not known, so that it has `dct:date` and not
    `prov:startedAtTime`, which would need a time of day.
    """
    version = release_iri(release.version)
    to.link(version, PROV + "wasDerivedFrom", *figures.coverage.sources)
    if release.previous:
        to.link(version, PROV + "wasRevisionOf", release_iri(release.previous))
    making = to.node(
        release_part_iri(release.version, "publication"),
        PROV + "Publish",
        {
            "en": f"Publication of release {release.version}",
            "es": f"Publicación de la versión {release.version}",
        },
    )
    to.link(version, PROV + "wasGeneratedBy", making)
    to.value(making, DCT + "date", release.date, XSD + "date")
    name = f"gcm-graph {release.software}".strip()
    software = to.node(
        release_part_iri(release.version, "software"),
        PROV + "SoftwareAgent",
        {"en": f"Command gcm of {name}", "es": f"Comando gcm de {name}"},
    )
    if release.software:
        to.value(software, OWL + "versionInfo", release.software)
    to.link(making, PROV + "wasAssociatedWith", software, PROJECT)
    if release.commit:
        commit = to.node(
            release_part_iri(release.version, "commit"),
            PROV + "Entity",
            {
                "en": f"The repository at commit {release.commit}",
                "es": f"El repositorio en el commit {release.commit}",
            },
        )
        to.value(commit, DCT + "identifier", release.commit)
        to.link(making, PROV + "used", commit)
