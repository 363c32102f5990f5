"""What publishing tells, in English and Spanish."""

from __future__ import annotations

PUBLISH: dict[str, tuple[str, str]] = {
    "git-missing": (
        "git is not installed, so no revision can be read. Install git.",
        "git no está instalado, de modo que no se puede leer ninguna revisión. Instale git.",
    ),
    "git-failed": (
        "git says: {reason}. The graph must be in a repository that has a commit.",
        "git dice: {reason}. El grafo debe estar en un repositorio con alguna confirmación.",
    ),
    "publish-no-version": (
        "{version} is no version of Semantic Versioning such as 1.2.0; pre-releases are not made.",
        "{version} no es una versión de Semantic Versioning, como 1.2.0; no se hacen versiones "
        "preliminares.",
    ),
    "publish-epoch": (
        "SOURCE_DATE_EPOCH is “{value}”, which is no number of seconds; mend it, or unset it for "
        "the date of the commit.",
        "SOURCE_DATE_EPOCH es «{value}», que no es un número de segundos; corríjala, o quítela "
        "para usar la fecha de la confirmación.",
    ),
    "publish-dirty": (
        "what would be published is not committed ({count}): {files}. Commit it, or take it away.",
        "lo que se publicaría no está confirmado en git ({count}): {files}. Confírmelo o quítelo.",
    ),
    "publish-exists": (
        "version {version} exists already ({where}); a release never changes: publish the next "
        "version.",
        "la versión {version} ya existe ({where}); una versión publicada no cambia: publique la "
        "siguiente.",
    ),
    "publish-step": (
        "version {version} is not one step above the last tag ({last}); publish one of {steps}.",
        "la versión {version} no está un paso por encima de la última etiqueta ({last}); publique "
        "una de {steps}.",
    ),
    "publish-version": (
        "{name} is “{found}”; for this release it must be “{wanted}”.",
        "{name} es «{found}»; para esta versión debe ser «{wanted}».",
    ),
    "publish-shrink": (
        "there are {new} triples, fewer than the {old} of {tag}; if that is meant, publish with "
        "--allow-shrink.",
        "hay {new} tripletas, menos que las {old} de {tag}; si es lo que se quiere, publique con "
        "--allow-shrink.",
    ),
    "publish-gone": (
        "{iri} was published in {tag} and is gone: leave a tombstone (owl:deprecated true, with "
        "dct:isReplacedBy or a reason as skos:changeNote in English and Spanish).",
        "{iri} se publicó en {tag} y ya no está: deje una lápida (owl:deprecated true, con "
        "dct:isReplacedBy o un motivo como skos:changeNote en inglés y español).",
    ),
    "publish-gone-more": (
        "{count} more published IRIs are gone without a tombstone.",
        "faltan {count} IRI publicados más, sin lápida.",
    ),
    "publish-unformatted": (
        "the file is not in its canonical form; run `gcm fmt`.",
        "el archivo no está en su forma canónica; ejecute `gcm fmt`.",
    ),
    "publish-invalid": (
        "the graph does not conform to its shapes ({count}); `gcm validate` tells what to mend.",
        "el grafo no cumple sus formas ({count}); `gcm validate` dice qué corregir.",
    ),
    "publish-unproved": (
        "quotes or coverage fail ({count}); `gcm verify` tells which.",
        "fallan citas o la cobertura ({count}); `gcm verify` dice cuáles.",
    ),
    "publish-check": (
        "the check {name} has rows ({count}); `gcm ask {name}` shows them.",
        "la comprobación {name} da filas ({count}); `gcm ask {name}` las muestra.",
    ),
    "publish-moved": (
        "files changed while the release was made; nothing was published. Run it again.",
        "algunos archivos cambiaron mientras se hacía la versión; no se publicó nada. Ejecútelo de "
        "nuevo.",
    ),
    "publish-blank": (
        "a node is blank, and a dump has none: {node} Give it an IRI.",
        "hay un nodo en blanco, y un volcado no los lleva: {node} Dele un IRI.",
    ),
    "publish-differs": (
        "read back, the file does not hold what was to be written; nothing was published. Please "
        "report this.",
        "releído, el archivo no contiene lo que se iba a escribir; no se publicó nada. Informe de "
        "este error.",
    ),
    "publish-undescribed": (
        "the description of the release lacks something at {thing}: {reason} Please report this.",
        "a la descripción de la versión le falta algo en {thing}: {reason} Informe de este error.",
    ),
    "publish-running": (
        "another process is publishing here; wait for it to end.",
        "otro proceso está publicando aquí; espere a que termine.",
    ),
    "publish-before": ("reading the last release", "leyendo la versión anterior"),
    "publish-formatting": ("looking at the formatting", "revisando el formato"),
    "publish-validating": ("validating", "validando"),
    "publish-verifying": ("proving the quotes", "probando las citas"),
    "publish-checking": ("running the checks", "ejecutando las comprobaciones"),
    "publish-writing": ("writing the data", "escribiendo los datos"),
    "publish-asking": ("answering the questions", "respondiendo las preguntas"),
    "publish-comparing": ("comparing with the last release", "comparando con la versión anterior"),
    "publish-describing": ("describing", "describiendo"),
    "publish-rereading": ("reading every file back", "releyendo cada archivo"),
    "publish-first": (
        "# Changes\n\nThis is the first release.\n",
        "# Cambios\n\nEsta es la primera versión.\n",
    ),
    "publish-refused": (
        "Version {version} would be refused: {count}.",
        "La versión {version} sería rechazada: {count}.",
    ),
    "publish-would": (
        "Version {version} can be published.",
        "La versión {version} se puede publicar.",
    ),
    "publish-done": (
        "Version {version}: {triples} triples, {files} files in {folder}\n"
        "Canonical N-Quads, SHA-256: {digest}\n"
        "Next: git tag v{version} && git push origin v{version}",
        "Versión {version}: {triples} tripletas, {files} archivos en {folder}\n"
        "N-Quads canónicos, SHA-256: {digest}\n"
        "Después: git tag v{version} && git push origin v{version}",
    ),
}
