"""Turn tables into Turtle (`gcm import`) by the CONSTRUCT query of their kind.

    from gcm.tables.import_tables import import_tables
    import_tables(check=True).changed

Public: `import_tables.import_table`, `import_tables.import_tables`, `construct.find_construct`.
"""
