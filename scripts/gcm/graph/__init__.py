"""Open the graph of a root, a file or an endpoint to ask it, and push it to a triplestore.

    from gcm.graph.open import open_for
    open_for(find_layout()).rows("SELECT ?s WHERE { ?s a ?class } LIMIT 1")

Public: `open.Source`, `open.open_for`, `state.read_state`, `graph.Graph`, `prepared.open_graph`,
`push.push`.
"""
