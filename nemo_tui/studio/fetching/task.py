"""What the fetching process is told, and how it answers: JSON lines."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

REPORT_SECONDS = 0.2


@dataclass(frozen=True)
class Task:
    """One fetch. Bytes; `inside` admits every private address; `ffmpeg` joins streams."""

    url: str
    folder: str
    max_bytes: int
    inside: bool = False
    ffmpeg: str = ""

    def to_line(self) -> bytes:
        """The task as the process reads it."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of_line(cls, line: str) -> "Task":
        """The task that a line holds."""
        return cls(**json.loads(line))


class Reporter:
    """Writes progress at most five times a second, and the end."""

    def __init__(self, write: Callable[[str], object] = sys.stdout.write) -> None:
        self._write = write
        self._last = 0.0

    def progress(self, received: int, total: int) -> None:
        """Bytes so far; `total` 0 when unknown."""
        if time.monotonic() - self._last >= REPORT_SECONDS:
            self._last = time.monotonic()
            self._line(received=received, total=total)

    def done(self, path: Path) -> None:
        """The file is whole."""
        self._line(path=str(path))

    def failed(self, reason: str) -> None:
        """The fetch failed for one of the known reasons."""
        self._line(failed=reason)

    def _line(self, **values: Any) -> None:
        self._write(json.dumps(values) + "\n")
        sys.stdout.flush()
