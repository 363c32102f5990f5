"""One module per user task; each returns plain data, never prints, never calls another."""
