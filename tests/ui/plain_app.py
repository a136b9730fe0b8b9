"""The app on a scripted conversation, to be run in a pty; with `crash` it breaks soon."""

import sys
from pathlib import Path

from nemo_tui.ui.terminal import run
from tests.ui.fakes import World


def main(home: Path, crash: bool) -> int:
    """Run until a signal or a crash."""
    app = World(home).app()
    if crash:
        app.call_later(lambda: app.set_timer(0.5, lambda: 1 / 0))
    return run(app)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "crash" in sys.argv))
