"""Keep RDF in memory: one module per library, an index of triples and property paths.

    from gcm.rdf.index import TripleIndex
    TripleIndex(triples).label("https://w3id.org/gcm-graph/id/state/SLV")

Public: `oxigraph.Triple`, `store.bindings`, `index.TripleIndex`, `canonical.canonical_lines`.
"""
