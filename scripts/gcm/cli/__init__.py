"""The `gcm` command: read arguments, call one task, print, exit."""

import gc

# A command is short-lived and makes few cycles: collecting them costs a tenth of its time.
gc.set_threshold(1_000_000, 50, 100)
