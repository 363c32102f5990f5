"""The page of all terms and the diagram, generated from the ontology; no part of the package."""
