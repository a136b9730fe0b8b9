"""`python -m nemo_tui` is `nemo-tui`."""

from nemo_tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
