"""The files of a release as `dcat:Distribution` (DCAT 3, section 6.8), with SPDX checksums."""

from __future__ import annotations

from gcm.core.iris import question_iri, release_file_iri, release_iri, release_part_iri, source_iri
from gcm.core.model import Text
from gcm.core.namespaces import DCAT, DCT, FOAF, SPDX, XSD
from gcm.core.release import LICENCE, Release, ReleaseFile
from gcm.rdf.authorities import file_type, language, media_type
from gcm.rdf.describer import Describer
from gcm.rdf.file_kinds import FileKind, file_kind, is_document
from gcm.rdf.said import Said

SHA256 = SPDX + "checksumAlgorithm_sha256"
SHACL = "http://www.w3.org/TR/shacl/"
_GZIP = "application/gzip"


def describe_files(
    to: Describer,
    release: Release,
    definitions: Said,
    rights: str,
    texts: dict[str, tuple[str, ...]],
) -> None:
    """Describe each file of a release, and link the release to it.

    Args:
        to: gathers the triples.
        release: the release with its files.
        definitions: the catalogue of questions.
        rights: the IRI of the statement on what belongs to others.
        texts: the rights in each source text, by the name of its source.
    """
    dataset = release_iri(release.version)
    for file in sorted(release.files):
        address = release_file_iri(release.version, file.path)
        if is_document(file.path):
            to.link(dataset, FOAF + "page", address)
            continue
        kind = file_kind(file.path, definitions)
        node = _distribution(to, release, file, kind)
        to.link(dataset, DCAT + "distribution", node)
        if kind.source:
            # The project may licence what it made, not the text of another.
            to.link(node, DCT + "rights", *(texts.get(kind.source) or (rights,)))
        else:
            to.link(node, DCT + "license", LICENCE)
            to.link(node, DCT + "rights", rights)


def _distribution(to: Describer, release: Release, file: ReleaseFile, kind: FileKind) -> str:
    address = release_file_iri(release.version, file.path)
    node = release_part_iri(release.version, file.path)
    to.node(node, DCAT + "Distribution", kind.title)
    to.texts(node, DCT + "title", kind.title)
    # A download is an access too: DCAT 3, section 6.8.7.
    to.link(node, DCAT + "accessURL", address)
    to.link(node, DCAT + "downloadURL", address)
    to.link(node, DCAT + "mediaType", media_type(kind.media))
    if kind.form:
        to.link(node, DCT + "format", file_type(kind.form))
    if kind.is_compressed:
        to.link(node, DCAT + "compressFormat", media_type(_GZIP))
    to.value(node, DCAT + "byteSize", file.size, XSD + "nonNegativeInteger")
    to.value(node, DCT + "issued", release.date, XSD + "date")
    to.link(node, DCT + "language", *map(language, kind.languages))
    if kind.question:
        to.link(node, DCT + "conformsTo", question_iri(kind.question))
    if kind.source:
        to.link(node, DCT + "isFormatOf", source_iri(kind.source))
    if file.path == "shapes.ttl":
        to.link(node, DCT + "conformsTo", SHACL)
    checksum(to, node, f"{node}-sha256", {"en": file.path, "es": file.path}, file.sha256)
    return node


def checksum(to: Describer, thing: str, node: str, name: Text, digest: str) -> str:
    """That a thing has a SHA-256 digest, as a node; its IRI again (SPDX 2.2, `spdx:Checksum`)."""
    label: Text = {"en": f"SHA-256 of {name['en']}", "es": f"SHA-256 de {name['es']}"}
    to.node(node, SPDX + "Checksum", label)
    to.link(node, SPDX + "algorithm", SHA256)
    to.value(node, SPDX + "checksumValue", digest, XSD + "hexBinary")
    to.link(thing, SPDX + "checksum", node)
    return node
