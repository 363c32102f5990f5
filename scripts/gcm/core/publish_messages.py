"""What publishing tells, in English and Spanish."""

from __future__ import annotations

PUBLISH: dict[str, tuple[str, str]] = {
    "git-missing": (
        "git is not installed, so no revision can be read. Install git.",
        "git no está instalado, de modo que no se puede leer ninguna revisión. Instale git.",
    ),
    "git-failed": (
        "git says: {reason}. Releases are made from a repository: get the graph by git clone.",
        "git dice: {reason}. Las versiones se hacen desde un repositorio: obtenga el grafo "
        "con git clone.",
    ),
    "publish-no-version": (
        "“{version}” is not a version like 1.2.0; pre-releases are not supported.",
        "«{version}» no es una versión como 1.2.0; no se admiten versiones preliminares.",
    ),
    "publish-epoch": (
        "SOURCE_DATE_EPOCH is “{value}”, which is no number of seconds; mend it, or unset it for "
        "the date of the commit.",
        "SOURCE_DATE_EPOCH es «{value}», que no es un número de segundos; corríjala, o quítela "
        "para usar la fecha de la confirmación.",
    ),
    "publish-dirty": (
        "the folder holds changes that are not committed ({count}): {files}. Commit them "
        "(git add, git commit) or remove them.",
        "la carpeta tiene cambios que no están confirmados en git ({count}): {files}. "
        "Confírmelos (git add, git commit) o quítelos.",
    ),
    "publish-exists": (
        "version {version} exists already ({where}); a published version never changes: "
        "publish the next one, or delete a folder that was only a trial.",
        "la versión {version} ya existe ({where}); una versión publicada no cambia: publique "
        "la siguiente, o borre la carpeta si solo era una prueba.",
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
        "there are {new} triples of data, fewer than the {old} of {tag}; if intended, "
        "publish with --allow-shrink.",
        "hay {new} tripletas de datos, menos que las {old} de {tag}; si es intencional, "
        "publique con --allow-shrink.",
    ),
    "publish-gone": (
        "{iri} was published in {tag} and is gone: leave a tombstone in data/tombstones.ttl, "
        'such as: <{iri}> owl:deprecated true ; skos:changeNote "…"@en , "…"@es . Or name '
        "what replaces it, with dct:isReplacedBy.",
        "{iri} se publicó en {tag} y ya no está: deje una lápida en data/tombstones.ttl, por "
        'ejemplo: <{iri}> owl:deprecated true ; skos:changeNote "…"@en , "…"@es . O nombre '
        "lo que lo reemplaza, con dct:isReplacedBy.",
    ),
    "publish-gone-more": (
        "{count} more published IRIs are gone without a tombstone.",
        "faltan {count} IRI publicados más, sin lápida.",
    ),
    "publish-unformatted": (
        "the file is not in its canonical form; run `gcm fmt`.",
        "el archivo no está en su forma canónica; ejecute `gcm fmt`.",
    ),
    "publish-unimported": (
        "the file is not what its table gives; run `gcm import`.",
        "el archivo no es lo que da su tabla; ejecute `gcm import`.",
    ),
    "publish-tables": (
        "`gcm import --check` finds problems in the tables ({count}); fix them.",
        "`gcm import --check` encuentra problemas en las tablas ({count}); corríjalos.",
    ),
    "publish-invalid": (
        "`gcm validate` finds problems in the graph ({count}); fix them.",
        "`gcm validate` encuentra problemas en el grafo ({count}); corríjalos.",
    ),
    "publish-unproved": (
        "`gcm verify` finds problems in the data or its sources ({count}); fix them.",
        "`gcm verify` encuentra problemas en los datos o en sus fuentes ({count}); corríjalos.",
    ),
    "publish-check": (
        "`gcm ask {name}` finds problems ({count}); fix them.",
        "`gcm ask {name}` encuentra problemas ({count}); corríjalos.",
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
    "publish-importing": ("comparing with the tables", "comparando con las tablas"),
    "publish-validating": ("validating", "validando"),
    "publish-verifying": ("proving the quotes", "probando las citas"),
    "publish-inferring": ("inferring", "infiriendo"),
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
        "Version {version} was not published; reasons: {count}.",
        "No se publicó la versión {version}; motivos: {count}.",
    ),
    "publish-would-refuse": (
        "Version {version} would be refused; reasons: {count}.",
        "La versión {version} sería rechazada; motivos: {count}.",
    ),
    "publish-would": (
        "Version {version} can be published.",
        "La versión {version} se puede publicar.",
    ),
    "publish-done": (
        "Version {version}: {triples} triples, {files} files in {folder}\nCanonical N-Quads, "
        "SHA-256: {digest}\nNext: git tag v{version} && git push origin v{version}",
        "Versión {version}: {triples} tripletas, {files} archivos en {folder}\nN-Quads "
        "canónicos, SHA-256: {digest}\nSiguiente paso: git tag v{version} && git push origin "
        "v{version}",
    ),
}
