"""Describe, cite and explain entities and terms (`gcm describe`, `cite`, `explain`, `terms`).

    from gcm.entities.describe import describe
    describe(Source(), "SLV", lang="es")

Public: `describe.describe`, `cite.cite`, `explain.explain`, `terms.terms`, `lookup.find`,
`proofs.proofs_of`, `reading.Reader`.
"""
