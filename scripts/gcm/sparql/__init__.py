"""Guard SPARQL queries, and send them to endpoints and triplestores over HTTP.

    from gcm.sparql.endpoint import Endpoint
    Endpoint(url).table("SELECT * WHERE { ?s ?p ?o } LIMIT 1")

Public: `guard.check_query`, `endpoint.Endpoint`, `graph_store.GraphStore`.
"""
