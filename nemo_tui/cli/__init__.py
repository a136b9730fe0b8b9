"""The command line, and the one place that knows all the parts.

Everything heavy is imported by the command that needs it: `nemo-tui --version` answers at
once, and the app paints before it can do anything.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nemo_tui.cli import parts

if TYPE_CHECKING:
    from nemo_tui.config import Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["studio"]:
        from nemo_tui.studio.__main__ import main as studio

        return studio(words[1:])
    from nemo_tui.cli.arguments import parser

    chosen = parser().parse_args(words)
    if chosen.command == "doctor":
        from nemo_tui import doctor

        return doctor.main(os.environ, as_json=chosen.json)
    try:
        return _with_settings(chosen)
    except KeyboardInterrupt:  # before there is a turn to stop
        return 130


def _with_settings(chosen: Namespace) -> int:
    from nemo_tui.config import BadSetting, backend, load

    try:
        settings = load()
        if chosen.backend:
            settings = replace(settings, backend=backend(chosen.backend))
        if chosen.log:
            parts.check_log(chosen.log)
    except BadSetting as error:
        from nemo_tui.catalogue import Catalogue

        print(Catalogue()("headless.bad_setting", detail=error), file=sys.stderr)
        return 2
    return _command(chosen.command)(chosen, settings)


def _command(name: str) -> "Callable[[Namespace, Settings], int]":
    if name == "app":
        from nemo_tui.cli import screen

        return screen.app
    if name == "serve":
        from nemo_tui.cli import screen

        return screen.serve
    from nemo_tui.cli import shell, streams

    streams.open_closed()
    return {
        "run": shell.run,
        "jobs": shell.jobs,
        "forget": shell.forget,
        "skills": shell.skills,
    }[name]
