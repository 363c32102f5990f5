"""Run untrusted queries and parsers in a child process that can open nothing and can be killed.

    from gcm.sandbox.run_apart import run_apart
    run_apart(lambda: query(text), timeout=10)

Public: `run_apart.run_apart`, `run_apart.run_all_apart`, `seccomp.forbid_sockets`.
"""
