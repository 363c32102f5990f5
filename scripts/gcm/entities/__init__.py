"""Describe an entity of the graph (`gcm describe`) and explain triples (`gcm explain`).

    from gcm.entities.describe import describe
    describe("SLV", lang="es")

Public: `describe.describe`, `explain.explain`, `lookup.find`, `reading.Reader`.
"""
