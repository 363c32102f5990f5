"""The `gcm` command: reads arguments, calls one task, prints, exits."""

import gc

# A command is short-lived and makes few cycles: looking for them costs a tenth of its time.
gc.set_threshold(100_000, 50, 100)
