"""The terminal before and after: can the app run here, and is everything put back.

Textual restores the terminal when it quits, not when a signal ends the program.
"""

import asyncio
import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping
from threading import Timer
from types import FrameType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from nemo_tui.ui.app import NemoApp

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
RESTORE = (
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l"  # mouse
    "\x1b[?1004l\x1b[?2004l\x1b[?2048l"  # focus, paste and resize reports
    "\x1b[<u"  # kitty keys
    "\x1b[?1049l\x1b[?25h\x1b[0m"  # main screen, cursor, colours
)
SMALLEST = (40, 10)
LAST_RESORT_SECONDS = 6.0


def why_not(environ: Mapping[str, str], stdin: TextIO, screen: TextIO) -> str:
    """The catalogue key of the reason why no full screen can be shown here, or nothing."""
    if not (stdin.isatty() and screen.isatty()):
        return "app.why_not.no_terminal"
    if environ.get("TERM", "") in ("dumb", ""):
        return "app.why_not.dumb"
    columns, rows = os.get_terminal_size(screen.fileno())
    if columns and rows and (columns < SMALLEST[0] or rows < SMALLEST[1]):
        return "app.why_not.small"
    return ""


def run(app: "NemoApp") -> int:
    """Show the app until it is left; the exit code. Says in one sentence why it cannot."""
    in_browser = "TEXTUAL_DRIVER" in os.environ
    reason = "" if in_browser else why_not(os.environ, sys.stdin, sys.stderr)
    if reason:
        print(app.say(reason, term=os.environ.get("TERM", "")), file=sys.stderr)
        return 2
    _put_keys_first()
    app.run()
    return app.return_value or app.return_code or 0


def _put_keys_first() -> None:
    """Threads that load something give way within half a millisecond; big collections are rare."""
    sys.setswitchinterval(0.0005)
    gc.set_threshold(700, 10, 50)


class Restorer:
    """Puts the terminal back when the program ends in any way but a kill."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.__stderr__  # the stream that Textual draws on
        self._armed = False

    def arm(self, leave: Callable[[int], None]) -> None:
        """From now on signals call `leave` with their number, and the end restores the terminal."""
        if not (self._stream and self._stream.isatty()):
            return
        self._armed = True
        atexit.register(self.restore)
        loop = asyncio.get_running_loop()
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                loop.add_signal_handler(number, self._leave, leave, int(number))
        self._resume_only_after_suspending()

    def _leave(self, leave: Callable[[int], None], number: int) -> None:
        """Leave in the ordinary way; a terminal that is gone may block that for ever."""
        last_resort = Timer(LAST_RESORT_SECONDS, self._end, [128 + number])
        last_resort.daemon = True
        last_resort.start()
        leave(number)

    def _end(self, code: int) -> None:
        self.restore()
        os._exit(code)

    def _resume_only_after_suspending(self) -> None:
        # A shell that hangs up sends SIGCONT too. Textual would start its terminal mode a
        # second time then, with a writer that nobody stops: the program would never end.
        suspend, resume = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
        if not (callable(suspend) and callable(resume)):
            return
        is_suspended = False

        def suspending(number: int, frame: FrameType | None) -> None:
            nonlocal is_suspended
            is_suspended = True
            suspend(number, frame)

        def resuming(number: int, frame: FrameType | None) -> None:
            nonlocal is_suspended
            if is_suspended:
                is_suspended = False
                resume(number, frame)

        signal.signal(signal.SIGTSTP, suspending)
        signal.signal(signal.SIGCONT, resuming)

    def disarm(self) -> None:
        """The terminal was put back in the ordinary way."""
        self._armed = False

    def restore(self) -> None:
        """Write the sequences that end every mode; harmless when none is on."""
        if not self._armed or self._stream is None:
            return
        self._armed = False
        try:
            self._stream.write(RESTORE)
            self._stream.flush()
        except (OSError, ValueError):
            return
