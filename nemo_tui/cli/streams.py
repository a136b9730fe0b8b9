"""The standard streams of a shell command: closed, full, or with nobody at their other end."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path


def open_closed() -> None:
    """A closed stream goes nowhere, and its number to no file and no connection."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - open to the end


def write_any_name(as_json: bool) -> None:
    """File names that are no UTF-8 leave as they came, in JSON as escapes."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace" if as_json else "surrogateescape")


def let_go() -> None:
    """What is buffered for an output that takes nothing more must not fail the end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
