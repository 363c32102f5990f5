"""Conclude what follows from the graph (`gcm infer`): OWL 2 RL over its terms, and labels of facts.

    from gcm.inference.infer import infer
    infer().inferred

Public: `infer.infer`, `closure.infer_triples`, `derived.derive`, `explanation.Explainer`.
"""
