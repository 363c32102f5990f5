"""`python -m gcm` is the `gcm` command."""

from gcm.cli.app import main

if __name__ == "__main__":
    main()
