"""Read and write the text of RDF: parse it, format it, and find the line of a triple.

    from gcm.turtle.format import format_turtle
    format_turtle(text, prefixes)

Public: `format.format_files`, `parse.parse_files`, `document.read_documents`,
`locate.Locator`, `parse.read_prefixes`.
"""
