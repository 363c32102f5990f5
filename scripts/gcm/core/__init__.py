"""Names, layout and plain data of the graph; imports nothing outside the standard library."""
