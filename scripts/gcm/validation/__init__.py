"""Validate data against the shapes (`gcm validate`), and advise on each result.

    from gcm.validation.validate import validate
    validate([Path("new.ttl")]).findings

Public: `validate.validate`, `engines.run_engine`.
"""
