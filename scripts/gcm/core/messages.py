"""Every error and finding the tool speaks of, in English and Spanish."""

from __future__ import annotations

from typing import Literal

from gcm.core.change_messages import CHANGES
from gcm.core.proof_messages import PROOFS
from gcm.core.publish_messages import PUBLISH
from gcm.core.rule_messages import INFERENCE, RULES
from gcm.core.validation_messages import VALIDATION

Lang = Literal["en", "es"]
LANGS: tuple[Lang, Lang] = ("en", "es")

_MESSAGES: dict[str, tuple[str, str]] = {
    **VALIDATION,
    **RULES,
    **PUBLISH,
    **CHANGES,
    **INFERENCE,
    **PROOFS,
    "file-missing": (
        "no such file; check the path.",
        "el archivo no existe; revise la ruta.",
    ),
    "file-unreadable": (
        "the file cannot be read ({reason}).",
        "no se puede leer el archivo ({reason}).",
    ),
    "file-special": (
        "this is no file but a pipe or a device; save what it holds to a file first.",
        "esto no es un archivo, sino una tubería o un dispositivo; guarde antes su contenido en un "
        "archivo.",
    ),
    "not-utf8": (
        "not UTF-8 text (byte {offset}); save the file as UTF-8.",
        "no es texto UTF-8 (byte {offset}); guarde el archivo como UTF-8.",
    ),
    "citation-field": (
        "the field `{name}` must stand once, at the start of a line; a release fills it in.",
        "el campo `{name}` debe figurar una sola vez, al comienzo de una línea; lo completa cada "
        "versión publicada.",
    ),
    "query-refused-service": (
        "refused: SERVICE would open a connection; this tool asks the loaded graph only. "
        "Remove the SERVICE block.",
        "consulta rechazada: SERVICE abriría una conexión; esta herramienta solo consulta el "
        "grafo cargado. Quite el bloque SERVICE.",
    ),
    "query-refused-update": (
        "refused: {form} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE run "
        "here.",
        "consulta rechazada: {form} modificaría el grafo; aquí solo se ejecutan SELECT, ASK, "
        "CONSTRUCT y DESCRIBE.",
    ),
    "query-refused-from": (
        "refused: {graph} is not a graph loaded here. Name a loaded graph or remove the FROM "
        "clause.",
        "consulta rechazada: {graph} no es un grafo cargado aquí. Nombre un grafo cargado o quite "
        "la cláusula FROM.",
    ),
    "query-syntax": (
        "not valid SPARQL: {reason}",
        "no es SPARQL válido: {reason}",
    ),
    "query-timeout": (
        "stopped after {seconds} seconds. Narrow the query, add a LIMIT, or raise --timeout.",
        "se detuvo a los {seconds} segundos. Acote la consulta, añada un LIMIT o aumente "
        "--timeout.",
    ),
    "query-died": (
        "the query could not be run to its end ({reason}). Narrow it or add a LIMIT.",
        "la consulta no pudo ejecutarse hasta el final ({reason}). Acótela o añada un LIMIT.",
    ),
    "endpoint-address": (
        "the address of an endpoint is http:// or https:// with a host, in ASCII.",
        "la dirección de un punto de acceso es http:// o https:// con un servidor, en ASCII.",
    ),
    "endpoint-password": (
        "an address must not hold a name or password, since others can read command lines. Set "
        "GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, or GCM_ENDPOINT_TOKEN, or write them into "
        "~/.netrc.",
        "una dirección no debe contener usuario ni contraseña, porque otros pueden leer la línea "
        "de comandos. Defina GCM_ENDPOINT_USER y GCM_ENDPOINT_PASSWORD, o GCM_ENDPOINT_TOKEN, o "
        "escríbalos en ~/.netrc.",
    ),
    "netrc-wrong": (
        "the file of passwords cannot be understood; mend the line, in the form “machine HOST "
        "login NAME password PASSWORD”, and let nobody else read it (chmod 600).",
        "no se entiende el archivo de contraseñas; corrija la línea, con la forma «machine "
        "SERVIDOR login USUARIO password CONTRASEÑA», y no permita que otros lo lean (chmod 600).",
    ),
    "query-form": (
        "not valid SPARQL: no SELECT, ASK, CONSTRUCT or DESCRIBE found.",
        "no es SPARQL válido: falta SELECT, ASK, CONSTRUCT o DESCRIBE.",
    ),
    "endpoint-refused": (
        "{url} refuses the connection: nothing listens there. Check the address and the port, or "
        "start the server.",
        "{url} rechaza la conexión: nada responde en ese puerto. Revise la dirección y el puerto, "
        "o inicie el servidor.",
    ),
    "endpoint-name": (
        "no server is called {host}: check the address and your connection.",
        "ningún servidor se llama {host}: revise la dirección y su conexión.",
    ),
    "endpoint-tls": (
        "no secure connection to {url} ({reason}). Check the address, or ask whoever runs the "
        "server to mend its certificate.",
        "no hay conexión segura con {url} ({reason}). Revise la dirección, o pida a quien "
        "administra el servidor que corrija su certificado.",
    ),
    "endpoint-broken": (
        "the connection to {url} broke ({reason}). Try again.",
        "se cortó la conexión con {url} ({reason}). Intente de nuevo.",
    ),
    "endpoint-busy": (
        "{url} is too busy (HTTP {status}), also after waiting. Try again later.",
        "{url} está saturado (HTTP {status}), incluso después de esperar. Intente más tarde.",
    ),
    "endpoint-401": (
        "{url} wants to know who asks (HTTP 401). Set GCM_ENDPOINT_USER and "
        "GCM_ENDPOINT_PASSWORD, or GCM_ENDPOINT_TOKEN, or write them into ~/.netrc.",
        "{url} pide identificarse (HTTP 401). Defina GCM_ENDPOINT_USER y GCM_ENDPOINT_PASSWORD, o "
        "GCM_ENDPOINT_TOKEN, o escríbalos en ~/.netrc.",
    ),
    "endpoint-401-refused": (
        "{url} does not accept the name and password, or the token, given to it (HTTP 401). Check "
        "GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, GCM_ENDPOINT_TOKEN or ~/.netrc.",
        "{url} no acepta el usuario y la contraseña, o el token, que recibió (HTTP 401). Revise "
        "GCM_ENDPOINT_USER y GCM_ENDPOINT_PASSWORD, GCM_ENDPOINT_TOKEN o ~/.netrc.",
    ),
    "endpoint-403": (
        "{url} does not allow this (HTTP 403). Ask whoever runs the server for the right to do it.",
        "{url} no lo permite (HTTP 403). Pida el permiso a quien administra el servidor.",
    ),
    "endpoint-404": (
        "nothing is at {url} (HTTP 404). Check the path: endpoints often end in /sparql or /query.",
        "no hay nada en {url} (HTTP 404). Revise la ruta: los puntos de acceso suelen terminar en "
        "/sparql o /query.",
    ),
    "endpoint-400": (
        "{url} does not accept the query: {reason}",
        "{url} no acepta la consulta: {reason}",
    ),
    "endpoint-status": (
        "{url} answers with an error (HTTP {status}): {reason}",
        "{url} responde con un error (HTTP {status}): {reason}",
    ),
    "endpoint-page": (
        "{url} sends a web page, not an answer. Check the address: it may be that of a form to "
        "fill in, or of a log-in.",
        "{url} envía una página web, no una respuesta. Revise la dirección: puede ser la de un "
        "formulario o de un inicio de sesión.",
    ),
    "endpoint-type": (
        "{url} sends {kind}; {wanted} was asked for. Check that it is a SPARQL 1.1 endpoint.",
        "{url} envía {kind}; se pidió {wanted}. Revise que sea un punto de acceso SPARQL 1.1.",
    ),
    "endpoint-truncated": (
        "the answer of {url} breaks off or is no JSON. Try again, or narrow the query.",
        "la respuesta de {url} se interrumpe o no es JSON. Intente de nuevo, o acote la consulta.",
    ),
    "endpoint-results": (
        "{url} sends JSON that is not in the form of SPARQL 1.1 Query Results. Check the address.",
        "{url} envía JSON que no tiene la forma de SPARQL 1.1 Query Results. Revise la dirección.",
    ),
    "endpoint-graph": (
        "the graph that {url} sends breaks off or is wrong: {reason}",
        "el grafo que envía {url} se interrumpe o es incorrecto: {reason}",
    ),
    "endpoint-partial": (
        "{url} gives no more than {count} rows or triples and left out the rest. Narrow the query, "
        "or ask whoever runs the server to raise the limit.",
        "{url} no da más de {count} filas o tripletas y omitió el resto. Acote la consulta, o pida "
        "a quien administra el servidor que aumente el límite.",
    ),
    "endpoint-large": (
        "the answer is larger than {megabytes} MB. Narrow the query, or add --limit or a LIMIT.",
        "la respuesta supera los {megabytes} MB. Acote la consulta, o añada --limit o un LIMIT.",
    ),
    "endpoint-redirects": (
        "{url} leads on and on: more than {count} redirects. Check the address.",
        "{url} remite una y otra vez a otra dirección: más de {count} redirecciones. Revise la "
        "dirección.",
    ),
    "endpoint-redirect-unsafe": (
        "{url} leads from https to http ({to}), where anybody could read along; refused.",
        "{url} remite de https a http ({to}), donde cualquiera podría leer; se rechaza.",
    ),
    "endpoint-redirect-lost": (
        "{url} leads on, but not to a web address. Check the address.",
        "{url} remite a otro lugar, que no es una dirección web. Revise la dirección.",
    ),
    "push-two-ways": (
        "give either --graph-store or --update.",
        "indique --graph-store o --update, no ambos.",
    ),
    "push-no-store": (
        "no graph store found beside the endpoint; tried {tried}. Give its address with "
        "--graph-store, or that for updates with --update.",
        "no se encontró dónde escribir junto al punto de acceso; se probó {tried}. Indique la "
        "dirección con --graph-store, o la de actualizaciones con --update.",
    ),
    "push-stopped": (
        "stopped before the end; the next `gcm push` goes on from here.",
        "se detuvo antes de terminar; el próximo `gcm push` continúa desde aquí.",
    ),
    "push-are-new": (
        "New at the endpoint ({count}):",
        "Nuevos en el punto de acceso ({count}):",
    ),
    "push-are-unsure": (
        "Old, new or in part ({count}):",
        "Antiguos, nuevos o a medias ({count}):",
    ),
    "push-are-old": (
        "Not touched ({count}):",
        "Sin tocar ({count}):",
    ),
    "push-different": (
        "{graph} came back different: {lacking} triples lacking (-), {added} others added (+), "
        "among them\n{triples}",
        "{graph} volvió distinto: faltan {lacking} tripletas (-) y sobran {added} (+), entre "
        "ellas\n{triples}",
    ),
    "push-used": ("Written to {address}", "Se escribe en {address}"),
    "push-progress": ("{number}/{of} {graph}", "{number} de {of} {graph}"),
    "push-fine": (
        "The endpoint holds the graph: {unchanged} graphs unchanged, {new} new, {triples} triples.",
        "El punto de acceso contiene el grafo: {unchanged} grafos sin cambios, {new} nuevos, "
        "{triples} tripletas.",
    ),
    "push-would": (
        "{unchanged} graphs are there already; {new} would be put.",
        "{unchanged} grafos ya están; se pondrían {new}.",
    ),
    "push-surplus": (
        "Graphs at the endpoint that this root does not have; --prune removes them:",
        "Grafos del punto de acceso que esta raíz no tiene; --prune los quita:",
    ),
    "push-failed": ("Graphs that came back different: {count}.", "Grafos distintos: {count}."),
    "format-blank-node-shared": (
        "a blank node is used in more than one place, so the file has no single order; "
        "give it an IRI.",
        "un nodo en blanco se usa en más de un lugar y el archivo no tiene un orden único; "
        "asígnele un IRI.",
    ),
    "format-too-deep": (
        "blank nodes or lists are nested more than {levels} deep; give an inner one an IRI.",
        "hay nodos en blanco o listas anidados a más de {levels} niveles; asigne un IRI a uno "
        "interior.",
    ),
    "turtle-1-2": (
        "the file uses RDF 1.2 (triple terms or text direction); write it in Turtle 1.1.",
        "el archivo usa RDF 1.2 (términos de tripleta o dirección del texto); escríbalo en "
        "Turtle 1.1.",
    ),
    "format-comment-inside": (
        "a comment stands inside a statement, where formatting would lose it; "
        "move it above the block it is about.",
        "hay un comentario dentro de una declaración y el formato lo perdería; "
        "muévalo encima del bloque al que se refiere.",
    ),
    "footnote-ambiguous": (
        "the footnote mark {mark} stands glued to a word in several places (lines {lines}); "
        "keep the mark in one place only.",
        "la llamada de nota {mark} aparece pegada a una palabra en varios lugares (líneas "
        "{lines}); déjela en un solo lugar.",
    ),
    "root-invalid": (
        "this folder holds no graph: it needs ontology/prefixes.ttl and data/.",
        "esta carpeta no contiene un grafo: le faltan ontology/prefixes.ttl y data/.",
    ),
    "root-missing": (
        "no graph found here; name its folder with --root.",
        "no se encontró ningún grafo aquí; indique su carpeta con --root.",
    ),
    "folder-empty": (
        "the folder holds no file of RDF ({endings}).",
        "la carpeta no contiene ningún archivo RDF ({endings}).",
    ),
    "symbolic-link": (
        "symbolic links are not followed; put the file itself here.",
        "no se siguen enlaces simbólicos; ponga aquí el archivo mismo.",
    ),
    "question-unknown": (
        "no question is called “{name}”; did you mean: {near}? `gcm ask` lists them all.",
        "ninguna pregunta se llama «{name}»; ¿quiso decir: {near}? `gcm ask` las enumera todas.",
    ),
    "question-none": (
        "no question is called “{name}”; `gcm ask` lists them all.",
        "ninguna pregunta se llama «{name}»; `gcm ask` las enumera todas.",
    ),
    "question-header": (
        "the header (#+ lines) is not as it should be: {reason}. Compare it with another question.",
        "el encabezado (líneas #+) no es correcto: {reason}. Compárelo con el de otra pregunta.",
    ),
    "question-parameter": (
        "the parameter {name} has no block VALUES ?{name} {{ … }} in the query.",
        "el parámetro {name} no tiene un bloque VALUES ?{name} {{ … }} en la consulta.",
    ),
    "parameter-form": (
        "a parameter is written name=value, not “{text}”.",
        "un parámetro se escribe nombre=valor, no «{text}».",
    ),
    "parameter-unknown": (
        "{question} has no parameter “{name}”; it takes: {known}.",
        "{question} no tiene el parámetro «{name}»; admite: {known}.",
    ),
    "parameter-missing": (
        "{question} needs the parameter {name}: add -p {name}=…",
        "{question} necesita el parámetro {name}: añada -p {name}=…",
    ),
    "language-unknown": (
        "the language is en or es, not “{value}”.",
        "el idioma es en o es, no «{value}».",
    ),
    "value-unknown": (
        "nothing of the graph is called “{value}” and can be the {type} of {name}=…; "
        "`gcm ask QUESTION -h` lists what can.",
        "nada en el grafo se llama «{value}» y puede ser el valor ({type}) de {name}=…; "
        "`gcm ask PREGUNTA -h` enumera los posibles.",
    ),
    "name-ambiguous": (
        "“{name}” names several things; use the IRI of one:\n{matches}",
        "«{name}» nombra varias cosas; use el IRI de una:\n{matches}",
    ),
    "thing-unknown": (
        "nothing of the graph is called “{name}”; try a code, acronym, label or IRI.",
        "nada en el grafo se llama «{name}»; pruebe un código, una sigla, una etiqueta o un IRI.",
    ),
    "thing-near": (
        "nothing of the graph is called “{name}”; did you mean: {near}?",
        "nada en el grafo se llama «{name}»; ¿quiso decir: {near}?",
    ),
    "file-unwritable": (
        "the file cannot be written ({reason}).",
        "no se puede escribir el archivo ({reason}).",
    ),
    "source-not-generated": (
        "the graph of this text was not generated yet; run `gcm verify --write`.",
        "el grafo de este texto aún no se ha generado; ejecute `gcm verify --write`.",
    ),
    "source-changed": (
        "the text differs from what {graph} holds, from this line on. If the change is wanted, "
        "run `gcm verify --write` and mend the quotes it names; else restore the text.",
        "el texto difiere de lo que contiene {graph} a partir de esta línea. Si el cambio es "
        "intencional, ejecute `gcm verify --write` y corrija las citas que señale; si no, "
        "restaure el texto.",
    ),
    "source-graph-changed": (
        "this file is not what {text} gives; run `gcm verify --write` to generate it anew.",
        "este archivo no corresponde a {text}; ejecute `gcm verify --write` para generarlo de "
        "nuevo.",
    ),
    "source-text-missing": (
        "the text {text}, from which this file was generated, is missing: restore it.",
        "falta el texto {text}, del que se generó este archivo: restáurelo.",
    ),
    "coverage-low": (
        "facts account for {percent} % of the letters outside the list of omissions; at least "
        "90 % is asked for. Quote whole sentences, or list what is left out with the reason.",
        "los hechos dan cuenta del {percent} % de las letras fuera de la lista de omisiones; se "
        "pide al menos el 90 %. Cite oraciones enteras, o enumere lo que se omite con el motivo.",
    ),
    "quote-no-text": (
        "no text of {document} in the quote's language ({language}) is in data/sources: save it as "
        "<document>.{language}.txt, or correct gcm:quotedFrom or the language tag.",
        "en data/sources no hay ningún texto de {document} en el idioma de la cita ({language}): "
        "guárdelo como <documento>.{language}.txt, o corrija gcm:quotedFrom o la etiqueta de "
        "idioma.",
    ),
    "quote-document-unused": (
        "none of the quotes is taken from {document}: quote it, or remove it from gcm:quotedFrom.",
        "ninguna de las citas proviene de {document}: cítelo o quítelo de gcm:quotedFrom.",
    ),
    "unit-uncovered": (
        "unit {number} supports no fact: “{text}”. Model what it says, or add a gcm:Omission with "
        "the reason.",
        "la unidad {number} no sustenta ningún hecho: «{text}». Modele lo que dice, o añada un "
        "gcm:Omission con el motivo.",
    ),
    "file-empty": (
        "the file holds no triples.",
        "el archivo no contiene ninguna tripleta.",
    ),
    "shape-unnamed": (
        "the shape {shape} is not met.",
        "no se cumple la forma {shape}.",
    ),
    "source-unknown": (
        "no text of data/sources is called “{name}”; there are: {near}.",
        "ningún texto de data/sources se llama «{name}»; hay: {near}.",
    ),
    "citation-quote": (
        "“{quote}” {source}, unit {unit}. {iri} (gcm-graph {version})",
        "«{quote}» {source}, unidad {unit}. {iri} (gcm-graph {version})",
    ),
    "citation-page": (
        "{source}, {url}. {iri} (gcm-graph {version})",
        "{source}, {url}. {iri} (gcm-graph {version})",
    ),
    "usage": (
        "{detail}\nTry `{command} -h`.",
        "{detail}\nPruebe `{command} -h`.",
    ),
    "interrupted": (
        "interrupted; no file is half-written.",
        "interrumpido; ningún archivo quedó a medias.",
    ),
    "internal": (
        "a fault of the tool, not of yours: {reason}. Run it again with GCM_DEBUG=1 and report it.",
        "una falla de la herramienta, no suya: {reason}. Repita con GCM_DEBUG=1 e infórmelo.",
    ),
    "working": ("working … {seconds} s", "trabajando … {seconds} s"),
    "rows": ("{count} rows", "{count} filas"),
    "rows-one": ("1 row", "1 fila"),
    "rows-none": ("no rows", "sin filas"),
    "rows-none-known": (
        "no rows: the graph holds nothing on this. That does not mean that there was nothing.",
        "sin filas: el grafo no contiene nada sobre esto. Eso no significa que no lo hubiera.",
    ),
    "rows-written": ("{count} rows written to {file}", "{count} filas escritas en {file}"),
    "query-empty": ("the query is empty.", "la consulta está vacía."),
    "rows-truncated": (
        "only the first {count}; raise --limit for more.",
        "solo los primeros {count}; aumente --limit para ver más.",
    ),
    "format-ending": (
        "no format is known by the ending {ending}; add -f with one of {known}.",
        "no se conoce ningún formato con la terminación {ending}; añada -f con uno de {known}.",
    ),
    "output-failed": (
        "the output could not be written ({reason}).",
        "no se pudo escribir la salida ({reason}).",
    ),
    "query-one-source": (
        "give either a query file or -q TEXT.",
        "indique un archivo de consulta o -q TEXTO, uno de los dos.",
    ),
    "format-rows-only": (
        "the query gives a graph; formats for graphs are {known}, not “{form}”.",
        "la consulta da un grafo; los formatos para grafos son {known}, no «{form}».",
    ),
    "format-graph-only": (
        "the query gives rows; formats for rows are {known}, not “{form}”.",
        "la consulta da filas; los formatos para filas son {known}, no «{form}».",
    ),
    "formatted": ("formatted {file}", "con formato nuevo: {file}"),
    "format-done": (
        "{changed} of {files} files rewritten.",
        "{changed} de {files} archivos reescritos.",
    ),
    "would-format": ("would format {file}", "cambiaría de formato: {file}"),
    "format-summary": (
        "{changed} of {files} files differ from their canonical form.",
        "{changed} de {files} archivos difieren de su forma canónica.",
    ),
    "table-more": (
        "and {count} more problems, not shown.",
        "y {count} problemas más, que no se muestran.",
    ),
    "table-cells": (
        "row {row}: {found} cells, but the header names {wanted} columns. A cell that holds a "
        "comma must stand in double quotes.",
        "fila {row}: {found} celdas, pero el encabezado nombra {wanted} columnas. Una celda con "
        "una coma debe ir entre comillas dobles.",
    ),
    "table-empty": (
        "the table has no rows below its header.",
        "la tabla no tiene filas debajo del encabezado.",
    ),
    "table-utf16": (
        "this is UTF-16 text; save the table as “CSV UTF-8”.",
        "es texto UTF-16; guarde la tabla como «CSV UTF-8».",
    ),
    "table-long-line": (
        "row {row}: too long for a table; check that no quotation mark is left open and that "
        "lines end.",
        "fila {row}: demasiado larga para una tabla; revise que no quede una comilla abierta y que "
        "las líneas terminen.",
    ),
    "table-not-utf8": (
        "row {row}: not UTF-8 text (byte {offset} of the line); save the table as “CSV UTF-8”.",
        "fila {row}: no es texto UTF-8 (byte {offset} de la línea); guarde la tabla como «CSV "
        "UTF-8».",
    ),
    "table-separator": (
        "the columns are separated by “{mark}”; save the table with commas.",
        "las columnas están separadas por «{mark}»; guarde la tabla con comas.",
    ),
    "table-column-extra": (
        "no column is called “{column}”. The columns are: {columns}.",
        "ninguna columna se llama «{column}». Las columnas son: {columns}.",
    ),
    "table-column-twice": (
        "the column “{column}” stands more than once; keep one. The columns are: {columns}.",
        "la columna «{column}» figura más de una vez; deje una. Las columnas son: {columns}.",
    ),
    "table-column-missing": (
        "the column “{column}” is missing. The columns are: {columns}.",
        "falta la columna «{column}». Las columnas son: {columns}.",
    ),
    "table-quote": (
        "row {row}: a quotation mark is opened and not closed; double those within a cell.",
        "fila {row}: se abre una comilla que no se cierra; duplique las que estén dentro de una "
        "celda.",
    ),
    "table-control": (
        "row {row}, column “{column}”: the cell holds a control character: “{value}”. Type it "
        "again.",
        "fila {row}, columna «{column}»: la celda contiene un carácter de control: «{value}». "
        "Escríbala de nuevo.",
    ),
    "table-space": (
        "row {row}, column “{column}”: white space around “{value}”; remove it.",
        "fila {row}, columna «{column}»: hay espacios alrededor de «{value}»; quítelos.",
    ),
    "table-separator-space": (
        "row {row}, column “{column}”: the values in “{value}” are not separated by exactly "
        "“{known}”.",
        "fila {row}, columna «{column}»: los valores de «{value}» no están separados exactamente "
        "por «{known}».",
    ),
    "table-cell-empty": (
        "row {row}, column “{column}”: the cell is empty; it must hold a value.",
        "fila {row}, columna «{column}»: la celda está vacía y debe tener un valor.",
    ),
    "table-form": (
        "row {row}, column “{column}”: “{value}” is not of the form asked for, such as {known}.",
        "fila {row}, columna «{column}»: «{value}» no tiene la forma pedida, como {known}.",
    ),
    "table-date": (
        "row {row}, column “{column}”: “{value}” is no day of the calendar.",
        "fila {row}, columna «{column}»: «{value}» no es un día del calendario.",
    ),
    "table-any-of": (
        "row {row}: one of these columns must hold a value: {names}.",
        "fila {row}: una de estas columnas debe tener un valor: {names}.",
    ),
    "table-all-of": (
        "row {row}: fill in all of these columns, or none: {names}.",
        "fila {row}: llene todas estas columnas, o ninguna: {names}.",
    ),
    "table-row-known": (
        "row {row}: the graph already holds <{thing}>, in {file}. Leave the row out, or change "
        "what is there.",
        "fila {row}: el grafo ya contiene <{thing}>, en {file}. Quite la fila, o cambie lo que "
        "hay allí.",
    ),
    "table-value-one-of": (
        "row {row}, column “{column}”: “{value}” is not allowed. Allowed values: {known}.",
        "fila {row}, columna «{column}»: «{value}» no se admite. Valores admitidos: {known}.",
    ),
    "table-value-near": (
        "row {row}, column “{column}”: the graph does not know “{value}”; did you mean: {known}? "
        "There are {total} allowed values.",
        "fila {row}, columna «{column}»: el grafo no conoce «{value}»; ¿quiso decir: {known}? Hay "
        "{total} valores admitidos.",
    ),
    "table-value-unknown": (
        "row {row}, column “{column}”: the graph does not know “{value}”. There are {total} "
        "allowed values, such as: {known}.",
        "fila {row}, columna «{column}»: el grafo no conoce «{value}». Hay {total} valores "
        "admitidos, como: {known}.",
    ),
    "table-row-twice": (
        "row {row}: the row of line {first} has the same {names}: {value}. Keep one.",
        "fila {row}: la fila de la línea {first} tiene el mismo valor en {names}: {value}. Deje "
        "una.",
    ),
    "table-row-nothing": (
        "row {row}: the row gives nothing. The graph does not hold all that it refers to, or a "
        "cell cannot be part of an address.",
        "fila {row}: la fila no da nada. El grafo no contiene todo aquello a lo que se refiere, o "
        "una celda no puede formar parte de una dirección.",
    ),
    "construct-unknown": (
        "no kind of table is called “{name}”; there are: {known}.",
        "ningún tipo de tabla se llama «{name}»; hay: {known}.",
    ),
    "construct-near": (
        "no kind of table is called “{name}”; did you mean: {near}? `gcm import -h` lists them "
        "all.",
        "ningún tipo de tabla se llama «{name}»; ¿quiso decir: {near}? `gcm import -h` los "
        "enumera todos.",
    ),
    "construct-column": (
        "the column {name} must stand in exactly one block VALUES (?row …) {{ … }} of the query, "
        "and in a block of its own if it has a separator.",
        "la columna {name} debe figurar en exactamente un bloque VALUES (?row …) {{ … }} de la "
        "consulta, y en uno propio si tiene separador.",
    ),
    "construct-template": (
        "the query must have a line that begins with CONSTRUCT {{ and the variable of what a row "
        "is about.",
        "la consulta debe tener una línea que comience con CONSTRUCT {{ y la variable de aquello "
        "de lo que trata una fila.",
    ),
    "construct-cycle": (
        "these kinds of table read one another in a circle: {kinds}.",
        "estos tipos de tabla se leen en círculo: {kinds}.",
    ),
    "construct-turtle": (
        "the Turtle of a table is kept below data/; not {path}.",
        "el Turtle de una tabla se guarda dentro de data/, no en {path}.",
    ),
    "construct-blank-node": (
        "the query makes a blank node; give it an IRI.",
        "la consulta crea un nodo en blanco; asígnele un IRI.",
    ),
    "import-usage": (
        "a table needs its kind: gcm import TABLE.csv --as KIND. There are: {known}.",
        "una tabla necesita su tipo: gcm import TABLA.csv --as KIND. Hay: {known}.",
    ),
    "translation": (
        "translation",
        "traducción",
    ),
    "rows-inferred": (
        "{count} are inferred: the asserted facts alone do not give them ({rows}). `gcm explain` "
        "says why.",
        "{count} se infieren: los hechos declarados por sí solos no las dan ({rows}). `gcm "
        "explain` dice por qué.",
    ),
    "explain-nothing": (
        "the graph neither asserts nor infers this: {triple}. That it does not say so is not that "
        "it says no.",
        "el grafo no declara ni infiere esto: {triple}. Que no conste no significa «no».",
    ),
    "infer-done": (
        "{count} triples follow from {asserted}",
        "{count} tripletas se siguen de {asserted}",
    ),
    "infer-not-applied": (
        "not applied: {terms}. No rule reads this, so more may follow than is written.",
        "sin aplicar: {terms}. Ninguna regla lo lee, así que puede seguirse más de lo escrito.",
    ),
    "inferred": ("inferred", "inferido"),
    "store-folder": (
        "the folder holds something other than stores of this tool; name an empty or new one.",
        "la carpeta contiene algo distinto de almacenes de esta herramienta; indique una vacía o "
        "nueva.",
    ),
    "store-platform": (
        "on-disk stores need Linux on x86-64 or 64-bit ARM.",
        "los almacenes en disco requieren Linux en x86-64 o ARM de 64 bits.",
    ),
    "store-broken": (
        "the store cannot be opened ({reason}); delete the folder, it is made anew.",
        "no se puede abrir el almacén ({reason}); borre la carpeta y se hará de nuevo.",
    ),
    "import-onto": (
        "an import does not replace this file; name one that ends in .ttl and is not made from "
        "another table.",
        "una importación no reemplaza este archivo; indique uno que termine en .ttl y que no se "
        "haga a partir de otra tabla.",
    ),
    "import-head": (
        "# Made from {table} by `gcm import`: change the table, not this file.",
        "# Hecho con `gcm import` a partir de {table}: cambie la tabla, no este archivo.",
    ),
    "import-done": (
        "{rows} rows of {table} written to {file}",
        "{rows} filas de {table} escritas en {file}",
    ),
    "import-fine": (
        "{rows} rows of {table}: nothing wrong.",
        "{rows} filas de {table}: todo correcto.",
    ),
    "import-written": ("written: {file}", "escrito: {file}"),
    "import-would-write": ("would write {file}", "cambiaría {file}"),
    "import-differs": (
        "this file is not what its table gives; run `gcm import` to make it anew.",
        "este archivo no corresponde a su tabla; ejecute `gcm import` para hacerlo de nuevo.",
    ),
    "import-summary": (
        "{changed} of {files} files differ from what their tables give.",
        "{changed} de {files} archivos difieren de lo que dan sus tablas.",
    ),
    "import-made": (
        "{changed} of {files} files rewritten from their tables.",
        "{changed} de {files} archivos reescritos a partir de sus tablas.",
    ),
    "verify-source": (
        "{source}: {supported} of {units} units support facts, {omitted} listed with a reason; "
        "{quoted} of {letters} letters quoted ({percent} %); {facts} facts and things proved by "
        "{quotes} quotes.",
        "{source}: {supported} de {units} unidades sustentan hechos, {omitted} figuran con un "
        "motivo; {quoted} de {letters} letras citadas ({percent} %); {facts} hechos y cosas "
        "probados por {quotes} citas.",
    ),
    "verify-fine": (
        "Every quote is in its source; every unit is accounted for.",
        "Todas las citas están en su fuente; se da cuenta de todas las unidades.",
    ),
    "verify-failed": ("Failures: {count}.", "Fallas: {count}."),
    "place-unknown": ("(no file)", "(sin archivo)"),
    "source-name": (
        "name the text <id>.<language>.txt: <id> of small letters, digits and hyphens, and one of "
        "these languages: {languages}.",
        "nombre el texto <id>.<idioma>.txt: <id> con minúsculas sin tilde, dígitos y guiones, y "
        "uno de estos idiomas: {languages}.",
    ),
    "source-empty": (
        "the source text is empty.",
        "el texto fuente está vacío.",
    ),
    "quote-absent": (
        "these words are not in the source: “{quote}”. Copy them from the normal form, letter by "
        "letter.",
        "estas palabras no están en la fuente: «{quote}». Cópielas de la forma normal, letra "
        "por letra.",
    ),
    "quote-repeated": (
        "these words occur {times} times in the source, in unit {units}: “{quote}”. Take more "
        "words, or name the unit with gcm:quoteInUnit.",
        "estas palabras aparecen {times} veces en la fuente, en la unidad {units}: «{quote}». Tome "
        "más palabras o indique la unidad con gcm:quoteInUnit.",
    ),
    "quote-not-in-unit": (
        "these words are not in unit {unit} of the source: “{quote}”. Correct the number.",
        "estas palabras no están en la unidad {unit} de la fuente: «{quote}». Corrija el número.",
    ),
    "quote-crosses-units": (
        "the quote “{quote}” runs over more than one unit; make one quote for each.",
        "la cita «{quote}» abarca más de una unidad; haga una cita para cada una.",
    ),
}


def message(key: str, lang: Lang, **values: object) -> str:
    """The sentence named `key` in `lang`, its placeholders filled from `values`.

    Raises:
        KeyError: no such message; a fault of the tool, never of the user.
    """
    return _MESSAGES[key][LANGS.index(lang)].format(**values)


def texts(key: str, **values: object) -> dict[Lang, str]:
    """The sentence named `key` in every language."""
    return {lang: message(key, lang, **values) for lang in LANGS}
