"""Validate data against the shapes (`gcm validate`), and advise on each result.

    from gcm.validation.validate import validate
    validate([Path("new.ttl")]).findings

Public: `validate.validate`, `rules.rule`, `rules.rules`, `engines.run_engine`.
"""
