"""One small face per library: parsing, querying, formatting and validating RDF."""
