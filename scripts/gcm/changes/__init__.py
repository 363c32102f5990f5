"""Compare two states of the graph (`gcm diff`), in words and in answers.

    from gcm.changes.diff import diff
    diff("v0.1.0", ".").markdown()

Public: `diff.diff`, `model.Changes`.
"""
