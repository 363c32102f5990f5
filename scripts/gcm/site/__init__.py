"""The site (`gcm serve`): an endpoint, an address for every IRI, pages in two languages.

    from gcm.site.server import serve
    serve(port=8000)

Public: `server.serve`, `pages.Site`, `pages.Page`, `exchange.Limits`.
"""
