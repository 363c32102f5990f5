"""Tell what the graph knows of an entity (`gcm describe`) and why (`gcm explain`).

    from gcm.entities.describe import describe
    describe("SLV", lang="es")

Public: `describe.describe`, `explain.explain`, `lookup.find`, `reading.Reader`.
"""
