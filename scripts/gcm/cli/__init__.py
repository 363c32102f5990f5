"""The `gcm` command: reads arguments, calls one task, prints, exits."""
