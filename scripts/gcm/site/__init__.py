"""The site (`gcm serve`): an endpoint, and an address for every IRI.

    from gcm.site.sparql_service import SparqlService

Public: `sparql_service.SparqlService`.
"""
