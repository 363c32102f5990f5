"""What is said of two states of the graph and what changed between them."""

from __future__ import annotations

CHANGES: dict[str, tuple[str, str]] = {
    "state-unknown": (
        "“{name}” is no file, no folder, no release below build/release/ and no revision of git; "
        "check how it is written.",
        "«{name}» no es un archivo ni una carpeta, ni una versión publicada en build/release/, ni "
        "una revisión de git; revise cómo está escrito.",
    ),
    "state-no-repository": (
        "“{name}” is no file, no folder and no release below build/release/, and the graph is in "
        "no repository of git where it could be a revision ({reason}).",
        "«{name}» no es un archivo ni una carpeta, ni una versión publicada en build/release/, y "
        "el grafo no está en un repositorio de git en el que pudiera ser una revisión ({reason}).",
    ),
    "state-no-graph": (
        "the revision holds no graph: it needs ontology/prefixes.ttl and data/.",
        "la revisión no contiene un grafo: le faltan ontology/prefixes.ttl y data/.",
    ),
    "state-large": (
        "the revision {name} holds more files of the graph than are read, or more than "
        "{megabytes} MB.",
        "la revisión {name} contiene más archivos del grafo de los que se leen, o más de "
        "{megabytes} MB.",
    ),
    "state-object": (
        "git cannot give this file, or its name leads elsewhere; fetch the whole history, or name "
        "another revision.",
        "git no puede dar este archivo, o su nombre lleva a otro lugar; descargue el historial "
        "completo o indique otra revisión.",
    ),
    "state-blank-nodes": (
        "its blank nodes are so entangled that telling them apart takes more than {seconds} "
        "seconds; give them IRIs.",
        "sus nodos en blanco están tan enredados que distinguirlos toma más de {seconds} segundos; "
        "deles un IRI.",
    ),
    "file-compressed": (
        "the file is not what gzip writes, or is cut off ({reason}); compress it again.",
        "el archivo no es como los que escribe gzip, o está cortado ({reason}); comprímalo de "
        "nuevo.",
    ),
    "state-question": (
        "this question gives a graph, not rows; make it a SELECT.",
        "esta pregunta da un grafo y no filas; conviértala en un SELECT.",
    ),
    "changes-title": ("Changes from {old} to {new}", "Cambios de {old} a {new}"),
    "changes-none": (
        "No difference between “{old}” and “{new}”.",
        "No hay diferencias entre «{old}» y «{new}».",
    ),
    "changes-added": ("Added", "Se añadió"),
    "changes-removed": ("Removed", "Se quitó"),
    "changes-changed": ("Changed", "Cambió"),
    "changes-moved": ("Said in another graph", "Consta en otro grafo"),
    "changes-evidence": ("Units of text", "Unidades de texto"),
    "changes-answers": ("Answers that changed", "Respuestas que cambiaron"),
    "changes-from-to": ("from {before} to {after}", "de {before} a {after}"),
    "changes-now-too": ("now in {after} too", "ahora también en {after}"),
    "changes-no-longer": ("no longer in {before} too", "ya no está además en {before}"),
    "changes-blank": (
        "blank nodes differ ({before} before, {after} now)",
        "los nodos en blanco difieren ({before} antes, {after} ahora)",
    ),
    "changes-value-added": ("added: {value}", "se añade: {value}"),
    "changes-value-removed": ("removed: {value}", "se quita: {value}"),
    "changes-kindless": ("without a class", "sin clase"),
    "changes-quote": (
        "“{quote}” {source}, unit {unit}",
        "«{quote}» {source}, unidad {unit}",
    ),
    "changes-many": (
        "Only their names are shown, since they are many.",
        "Solo se muestran los nombres, porque son muchos.",
    ),
    "changes-full": ("--full shows all.", "--full lo muestra todo."),
    "changes-same": ("The same in {count}:", "Lo mismo en {count}:"),
    "changes-more-rows": ("… and {rows} more.", "… y {rows} más."),
    "changes-questions": ("Questions", "Preguntas"),
    "changes-questions-new": ("New: {names}.", "Nuevas: {names}."),
    "changes-questions-gone": ("Gone: {names}.", "Ya no existen: {names}."),
    "changes-questions-reworded": (
        "With another text: {names}. Both states were asked the new one.",
        "Con otro texto: {names}. A ambos estados se les hizo la nueva.",
    ),
    "changes-row": ("Change", "Cambio"),
    "changes-row-added": ("added", "se añade"),
    "changes-row-removed": ("removed", "se quita"),
    "changes-row-changed": ("changed", "cambia"),
}
