"""What validation says, in English and Spanish; read through `gcm.core.messages`."""

from __future__ import annotations

VALIDATION: dict[str, tuple[str, str]] = {
    "file-large": (
        "the file is larger than {megabytes} MB; split it, or validate its parts one by one.",
        "el archivo supera los {megabytes} MB; divídalo o valide sus partes una por una.",
    ),
    "data-large": (
        "the file holds more than the {most} triples that can still be taken in, or very long "
        "ones; split it, or validate its parts one by one.",
        "el archivo contiene más de las {most} tripletas que todavía caben, o algunas muy largas; "
        "divídalo o valide sus partes una por una.",
    ),
    "term-large": (
        "one text or IRI is longer than the 16 MB that can be read; is its closing mark missing? "
        "Shorten it, or keep what it holds in a file of its own.",
        "un texto o IRI supera los 16 MB que se pueden leer; ¿falta la marca que lo cierra? "
        "Acórtelo o guarde su contenido en un archivo aparte.",
    ),
    "rdf-xml": (
        "RDF/XML is not read here; convert it first: rdfpipe -i xml -o turtle FILE > FILE.ttl",
        "aquí no se lee RDF/XML; conviértalo antes: rdfpipe -i xml -o turtle ARCHIVO > ARCHIVO.ttl",
    ),
    "jsonld-deep": (
        "the JSON is nested too deeply; write it flat, each thing beside the others.",
        "el JSON está anidado a demasiada profundidad; escríbalo plano, cada cosa junto a las "
        "demás.",
    ),
    "jsonld-contexts": (
        "the contexts of the JSON-LD hold one in another and take too long; write one context at "
        "the top.",
        "los contextos del JSON-LD rigen unos dentro de otros y tardan demasiado; escriba un solo "
        "contexto al comienzo.",
    ),
    "jsonld-remote": (
        "the JSON-LD refers to a context elsewhere, which is not fetched; write the context into "
        "the file.",
        "el JSON-LD remite a un contexto externo, que no se descarga; escriba el contexto dentro "
        "del archivo.",
    ),
    "rdf-syntax": (
        "not valid {form}: {reason}",
        "no es {form} válido: {reason}",
    ),
    "validate-fine": (
        "Conforms: nothing found in {files}.",
        "Conforme: no se halló ningún error en {files}.",
    ),
    "validate-found": (
        "Does not conform: {findings} in {files}.",
        "No conforme: {findings} en {files}.",
    ),
    "validate-found-on": (
        "Does not conform: {findings} on {things} in {files}.",
        "No conforme: {findings} en {things} de {files}.",
    ),
    "at-endpoint": ("what the endpoint holds", "lo que contiene el punto de acceso"),
    "validate-unread": (
        "The shapes were not run: not everything could be read ({files}). Fix what is listed "
        "first.",
        "No se ejecutaron las formas: no se pudo leer todo ({files}). Corrija primero lo indicado.",
    ),
    "validate-watch": (
        "--watch is for people; leave out --format.",
        "--watch es para personas; omita --format.",
    ),
    "validate-both": (
        "the file is both to be validated and to be taken away; name it once.",
        "el archivo figura para validarlo y para quitarlo; nómbrelo una sola vez.",
    ),
    "validate-own": (
        "the file belongs to the ontology or the shapes, not to the data: it is validated with the "
        "whole graph, by `gcm validate` without FILE.",
        "el archivo pertenece a la ontología o a las formas, no a los datos: se valida con todo el "
        "grafo, con `gcm validate` sin ARCHIVO.",
    ),
    "validate-alone": (
        "--alone needs FILEs, and no --on or --removing.",
        "--alone necesita archivos, sin --on ni --removing.",
    ),
    "engine-missing": (
        "{name} is not installed here, or has no build for this machine; use --engine pyshacl.",
        "{name} no está instalado aquí, o no existe para este equipo; use --engine pyshacl.",
    ),
    "engine-timeout": (
        "validation stopped after {seconds} seconds; validate less at once, or raise --timeout.",
        "la validación se detuvo al cabo de {seconds} segundos; valide menos archivos por vez o "
        "aumente --timeout.",
    ),
    "engine-died": (
        "the shapes could not be run to their end ({reason}); check the shapes, or validate less "
        "at once.",
        "las formas no pudieron ejecutarse hasta el final ({reason}); revise las formas o valide "
        "menos archivos por vez.",
    ),
    "engine-exhausted": (
        "the engine needed more than {gigabytes} GB of memory, or met shapes nested too deeply for "
        "it ({reason}); validate less at once, or check the shapes.",
        "el motor necesitó más de {gigabytes} GB de memoria o encontró formas anidadas a demasiada "
        "profundidad ({reason}); valide menos de una vez o revise las formas.",
    ),
    "shapes-javascript": (
        "no engine here runs JavaScript: this constraint would count as met; write it in SHACL or "
        "SPARQL, or take it out.",
        "aquí ningún motor ejecuta JavaScript: esta restricción se daría por cumplida; escríbala "
        "en SHACL o SPARQL, o quítela.",
    ),
    "shapes-not-run": (
        "{term} is not supported: the graph is validated as it is; take it out, and add what it "
        "infers to the data.",
        "{term} no se admite: el grafo se valida tal como está; quítelo y añada a los datos lo que "
        "infiere.",
    ),
    "shapes-prefix": (
        "“{text}” cannot be declared as a prefix or a namespace in a query.",
        "«{text}» no puede declararse como prefijo ni como espacio de nombres en una consulta.",
    ),
    "shapes-imports": (
        "<{iri}> is imported, but nothing is fetched; put a copy into the folder of shapes, or "
        "take the import out.",
        "se importa <{iri}>, pero no se descarga nada; ponga una copia en la carpeta de formas o "
        "quite la importación.",
    ),
    "engines-differ": (
        "the engines differ: only {engine} finds, on <{focus}>, shape <{shape}>, component "
        "<{component}>, path {path}, value {value}. Report it: until then, trust neither.",
        "los motores difieren: solo {engine} encuentra, en <{focus}>, la forma <{shape}>, el "
        "componente <{component}>, la ruta {path}, el valor {value}. Infórmelo: hasta entonces, "
        "no confíe en ninguno.",
    ),
    "engines-differ-more": (
        "the engines differ in {count} more results.",
        "los motores difieren en {count} resultados más.",
    ),
    "why": ("Why: {reason}", "Por qué: {reason}"),
    "advice-near": (
        "Did you mean {near}?",
        "¿Quiso decir {near}?",
    ),
    "advice-near-called": (
        "Did you mean {near}, which is called “{label}”?",
        "¿Quiso decir {near}, que se llama «{label}»?",
    ),
    "advice-one-of": (
        "Use one of these: {known}.",
        "Use uno de estos: {known}.",
    ),
    "advice-one-of-many": (
        "Use one of {count}, such as {known}.",
        "Use uno de {count}, por ejemplo {known}.",
    ),
    "advice-belongs": (
        "{term} belongs on a thing of this class: {classes}.",
        "{term} corresponde a una cosa de esta clase: {classes}.",
    ),
    "advice-takes": (
        "A thing of this class takes: {known}.",
        "Una cosa así admite: {known}.",
    ),
    "advice-is-a": (
        "{value} (“{label}”) is of the class “{found}”; expected one of the class “{wanted}”.",
        "{value} («{label}») es de la clase «{found}»; aquí corresponde una de la clase "
        "«{wanted}».",
    ),
    "advice-undescribed": (
        "Nothing describes {value}: check how it is written or, if the thing is new, describe it "
        "in one of the files.",
        "Nada describe {value}: revise cómo se escribe o, si la cosa es nueva, descríbala en uno "
        "de los archivos.",
    ),
    "advice-iri-wanted": (
        "Expected an IRI, not a quoted string.",
        "Aquí corresponde el IRI de una cosa, no un texto entre comillas.",
    ),
    "advice-text-wanted": (
        "Expected a quoted string, not an IRI.",
        "Aquí corresponde un texto entre comillas, no un IRI.",
    ),
    "advice-datatype": (
        "Expected a value of the datatype {wanted}; this one has {found}.",
        "Aquí corresponde un valor del tipo de dato {wanted}; este tiene {found}.",
    ),
    "advice-ill-formed": (
        "“{value}” is not a valid {wanted}; for example: {example}.",
        "«{value}» no existe como {wanted}; escríbalo así: {example}.",
    ),
    "advice-day-first": (
        "If {value} has the day first, write {written}.",
        "Si {value} tiene primero el día, escriba {written}.",
    ),
    "advice-language": (
        "Add the language of the text, such as “@en” or “@es”, after its quotation marks.",
        "Añada el idioma del texto, como «@en» o «@es», después de las comillas.",
    ),
    "advice-language-near": (
        "Language tags follow BCP 47: did you mean @{near} instead of @{tag}?",
        "Las etiquetas de idioma siguen BCP 47: ¿quiso decir @{near} en lugar de @{tag}?",
    ),
    "advice-add": (
        "Add a line such as: {line}",
        "Añada una línea como esta: {line}",
    ),
    "advice-instead-of": (
        "Did you mean {wanted} instead of {wrong}?",
        "¿Quiso decir {wanted} donde figura {wrong}?",
    ),
    "advice-twice": (
        "This thing is described in several blocks (lines {lines}): was one copied, and its IRI "
        "not changed?",
        "Este elemento se describe en varios bloques (líneas {lines}): ¿se copió uno sin cambiar "
        "su IRI?",
    ),
    "advice-stands": (
        "Stated here: {value} ({place}).",
        "Figura aquí: {value} ({place}).",
    ),
    "advice-stands-more": (
        "And {count} more values.",
        "Y {count} valores más.",
    ),
    "advice-expected": (
        "Expected {value}.",
        "Aquí corresponde {value}.",
    ),
    "advice-above": (
        "The value must be greater than {value}.",
        "El valor debe ser mayor que {value}.",
    ),
    "advice-below": (
        "The value must be less than {value}.",
        "El valor debe ser menor que {value}.",
    ),
    "advice-line-class": (
        "Add a line such as: {path} … ; with the IRI of a thing of the class “{label}”.",
        "Añada una línea como esta: {path} … ; con el IRI de algo de la clase «{label}».",
    ),
    "advice-least": (
        "The least value is {value}.",
        "El valor mínimo es {value}.",
    ),
    "advice-most": (
        "The greatest value is {value}.",
        "El valor máximo es {value}.",
    ),
    "advice-order": (
        "{first} must come before {second}: are the two values swapped?",
        "{first} debe ser anterior a {second}: ¿están intercambiados los dos valores?",
    ),
    "advice-no-text": (
        "No text of the document in this language is stored: save it as {file}.",
        "No hay ningún texto del documento guardado en este idioma: guárdelo como {file}.",
    ),
    "advice-table": (
        "This file is made from a table: change row {row} of {table}, then run `gcm import`.",
        "Este archivo se hace a partir de una tabla: cambie la fila {row} de {table} y ejecute "
        "`gcm import`.",
    ),
    "advice-table-cell": (
        "This file is made from a table: change row {row}, column {column}, of {table}, then run "
        "`gcm import`.",
        "Este archivo se hace a partir de una tabla: cambie la fila {row}, columna {column}, de "
        "{table} y ejecute `gcm import`.",
    ),
    "advice-table-whole": (
        "This file is made from a table: change {table}, then run `gcm import`.",
        "Este archivo se hace a partir de una tabla: cambie {table} y ejecute `gcm import`.",
    ),
    "run-quote": (
        '`gcm quote SOURCE "words"` prints the block of a quote; paste it into the file.',
        '`gcm quote FUENTE "palabras"` imprime el bloque de una cita; péguelo en el archivo.',
    ),
    "run-verify": (
        "`gcm verify --write` generates this file from the source text.",
        "`gcm verify --write` genera este archivo a partir del texto fuente.",
    ),
    "run-pages": (
        "Pages are described in data/sources/pages.ttl.",
        "Las páginas se describen en data/sources/pages.ttl.",
    ),
    "term-unknown": (
        "{term} is not defined in the ontology.",
        "{term} no está definido en la ontología.",
    ),
    "term-unknown-others": (
        "{term} is not a term of {vocabulary} known to this tool.",
        "{term} no es un término de {vocabulary} que esta herramienta conozca.",
    ),
    "term-unknown-why": (
        "No question and no rule reads a term that nobody defined: what it says is lost.",
        "Ninguna pregunta ni regla lee un término que nadie definió: lo que dice se pierde.",
    ),
    "findings-more": (
        "There are more such findings; only the first {most} are shown. Fix these first.",
        "Hay más hallazgos como estos; solo se indican los primeros {most}. Corrija antes estos.",
    ),
    "prefix-differs": (
        "The prefix {name}: stands for {here} in this file, but for {there} in the register.",
        "El prefijo {name}: significa {here} en este archivo, pero {there} en el registro.",
    ),
    "prefix-differs-why": (
        "Names using this prefix resolve to different IRIs, so no query finds them.",
        "Los nombres escritos con él son otros de los que parecen, y nada los encuentra.",
    ),
    "removing-absent": (
        "There is nothing to remove: this triple is not in the graph.",
        "No hay nada que quitar: el grafo no contiene esta tripleta.",
    ),
    "removing-absent-why": (
        "A triple must be given to the letter; else it stays and the validation says nothing "
        "about its removal.",
        "Una tripleta debe indicarse al pie de la letra; si no, permanece y la validación no dice "
        "nada sobre su eliminación.",
    ),
    "line-ends": (
        "lines end as on Windows (CR LF): save the file with LF. It was read as LF.",
        "las líneas terminan como en Windows (CR LF): guarde el archivo con LF. Se leyó como si lo "
        "estuviera.",
    ),
    "line-ends-why": (
        "In a text that runs over several lines the line ends count: a quote would differ from its "
        "source.",
        "En un texto de varias líneas los fines de línea cuentan: una cita diferiría de su fuente.",
    ),
    "blank-node": (
        "“{node}” is a blank node; in data everything has an IRI.",
        "«{node}» es un nodo en blanco; en los datos todo tiene un IRI.",
    ),
    "blank-node-why": (
        "Nothing else can name it, nobody can cite it, and a release refuses it.",
        "Nada más puede nombrarlo, nadie puede citarlo y una versión publicada lo rechaza.",
    ),
    "advice-blank-node": (
        "Give it an IRI and describe it in a block of its own; instead of a list, repeat the "
        "property.",
        "Dele un IRI y descríbalo en un bloque aparte; en lugar de una lista, repita la propiedad.",
    ),
    "file-why": (
        "Without it the data is incomplete, so the shapes were not run.",
        "Sin él los datos están incompletos, así que las formas no se ejecutaron.",
    ),
    "syntax-semicolon": (
        "line {line} lacks the semicolon “;” at its end: the description goes on below.",
        "a la línea {line} le falta el punto y coma «;» al final: la descripción sigue debajo.",
    ),
    "syntax-comma": (
        "line {line} ends in a comma “,”, after which another value is expected: a property "
        "follows, so write a semicolon “;”.",
        "la línea {line} termina en coma «,», tras la cual se espera otro valor: sigue una "
        "propiedad, así que escriba punto y coma «;».",
    ),
    "syntax-more": (
        "only the first {count} syntax errors are shown; there may be more.",
        "solo se muestran los primeros {count} errores de sintaxis; puede haber más.",
    ),
    "advice-more-places": (
        "The same in {count} more places.",
        "Lo mismo en {count} lugares más.",
    ),
    "syntax-why": (
        "Nothing else is checked while a file cannot be read: more findings may appear once this "
        "is fixed.",
        "Mientras un archivo no se pueda leer no se revisa nada más: al corregirlo pueden aparecer "
        "otros hallazgos.",
    ),
    "advice-prefix": (
        "Add this line at the top of the file: {line}",
        "Añada esta línea al comienzo del archivo: {line}",
    ),
}
