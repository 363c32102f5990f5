"""Prove facts by the words of their sources (`gcm verify`, `gcm quote`).

    from gcm.evidence.verify import verify
    verify().findings

Public: `verify.verify`, `quote.quote`, `normal_form.normalise`, `occurrences.quotes_in`.
"""
