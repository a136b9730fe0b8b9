"""What was sent and what went wrong, for the log page: no tokens, no query strings."""

from collections import deque
from time import strftime
from typing import Protocol

from nemo_tui.protocol.text import clean

KEPT_LINES = 500


class Called(Protocol):
    """As much of a client's call as is written down; the client has masked its secrets."""

    method: str
    path: str
    status: int | None
    ms: float
    problem: str
    host: str


class Journal:
    """The newest lines."""

    def __init__(self) -> None:
        self.lines: deque[str] = deque(maxlen=KEPT_LINES)

    def write(self, text: str) -> None:
        """One line, with the time."""
        self.lines.append(f"{strftime('%H:%M:%S')}  {clean(text, lines=False)}")

    def write_call(self, call: Called) -> None:
        """One request and what came of it."""
        status = call.status if call.status is not None else call.problem or "-"
        self.write(f"{call.method} {call.path}  {status}  {call.ms:.0f} ms  {call.host}")

    def write_fault(self, where: str, error: BaseException) -> None:
        """Something of our own that failed."""
        self.write(f"{where}: {type(error).__name__}: {error}")
