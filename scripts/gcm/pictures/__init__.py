"""Draw the answer to a question as a picture in SVG, or as one page in HTML.

    from gcm.pictures.draw import draw
    draw(gcm.ask("votes-by-region"))

A picture uses no library, script or font of its own. Every picture has the same constant style, so
that a policy of a web page allows all of them by one hash; there is no map.

Public: `draw.draw`, `page.page`, `svg.STYLE`.
"""
