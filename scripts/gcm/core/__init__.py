"""Provide what every package needs, by the standard library only: errors, files, layout, IRIs.

    from gcm.core.layout import find_layout
    find_layout().data()

Public: `layout.find_layout`, `errors.GcmError`, `results.Table`, `language.msg`.
"""
