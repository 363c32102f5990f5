"""The site as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0)."""

from typing import Any

from gcm.core.version import __version__
from gcm.site.exchange import GRAPHS, ROWS
from gcm.site.problems import KINDS, TYPE


def openapi(base: str) -> dict[str, Any]:
    """Return the document of a site at a base."""
    answer = {
        "description": "Rows, a truth value or a graph.",
        "headers": {
            "Gcm-Data-Version": {"schema": {"type": "string"}},
            "Gcm-Complete": {
                "description": "`false` where rows were cut.",
                "schema": {"type": "string", "enum": ["false"]},
            },
            "Gcm-Limit": {
                "description": "The rows that were kept, where rows were cut.",
                "schema": {"type": "integer"},
            },
        },
        "content": {kind: {"schema": {"type": "string"}} for kind in (*ROWS, *GRAPHS)},
    }
    asked = {"200": answer, "304": {"description": "Unchanged."}} | _problems(
        400, 406, 413, 415, 503
    )
    graphs = [
        _parameter(name, "query", many=True) for name in ("default-graph-uri", "named-graph-uri")
    ]
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": {"type": "string"},
            "default-graph-uri": _IRIS,
            "named-graph-uri": _IRIS,
        },
    }
    endpoint = {
        "get": {
            "operationId": "query",
            "summary": "Run a query of SPARQL 1.1; without one, describe the service.",
            "parameters": [_parameter("query", "query"), *graphs],
            "responses": asked,
        },
        "post": {
            "operationId": "queryByPost",
            "summary": "Run a query of SPARQL 1.1.",
            "parameters": graphs,
            "requestBody": {
                "required": True,
                "content": {
                    "application/x-www-form-urlencoded": {"schema": form},
                    "application/sparql-query": {"schema": {"type": "string"}},
                },
            },
            "responses": asked,
        },
    }
    thing = {
        "get": {
            "operationId": "thing",
            "summary": "A thing: its page or its data, by the Accept header.",
            "parameters": [
                _parameter("kind", "path", example="state"),
                _parameter("name", "path", example="SLV"),
            ],
            "responses": {"303": {"description": "See its page or its data."}}
            | _problems(404, 410),
        }
    }
    data = {
        "get": {
            "operationId": "data",
            "summary": "The data of a thing, in the form of the ending.",
            "parameters": [
                _parameter("kind", "path", example="state"),
                _parameter("name", "path", example="SLV"),
                {
                    **_parameter("ending", "path"),
                    "schema": {"enum": ["ttl", "nt", "jsonld", "rdf", "trig", "csv", "json", "md"]},
                },
            ],
            "responses": {"200": {"description": "The data."}} | _problems(404, 410),
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "gcm-graph",
            "version": __version__,
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": base.rstrip("/") or "/"}],
        "paths": {
            "/sparql": endpoint,
            "/id/{kind}/{name}": thing,
            "/id/{kind}/{name}.{ending}": data,
            "/.well-known/void": _plain("void", "The dataset, by VoID."),
            "/healthz": _plain("health", "Whether the server is well, and the data's version."),
        },
    }


_IRIS = {"type": "array", "items": {"type": "string", "format": "iri"}}


def _parameter(name: str, place: str, *, many: bool = False, example: str = "") -> dict[str, Any]:
    schema = _IRIS if many else {"type": "string"}
    found: dict[str, Any] = {"name": name, "in": place, "schema": schema}
    if place == "path":
        found["required"] = True
    return found | ({"example": example} if example else {})


def _plain(name: str, summary: str) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "responses": {"200": {"description": summary}},
        }
    }


def _problems(*statuses: int) -> dict[str, Any]:
    return {
        str(status): {
            "description": " ".join(kind.title.english for kind in KINDS if kind.status == status),
            "content": {TYPE: {"schema": {"type": "object"}}},
        }
        for status in statuses
    }
