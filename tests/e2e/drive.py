"""Drives the installed program as a person does: a command line, or keys in a real terminal."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest

PROGRAM = (sys.executable, "-m", "nemo_tui")
needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")


def until(holds: Callable[[], Any], seconds: float, what: str | Callable[[], str]) -> Any:
    """The first true answer of `holds`; fails the test when the time is over."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while True:
        found = holds()
        if found:
            return found
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what() if callable(what) else what}")
        pause.wait(0.05)


@dataclass(frozen=True)
class Ended:
    """How a run of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines; a line that is none fails the test."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def path(self) -> Path:
        """The path that was printed."""
        return Path(self.out.strip().splitlines()[-1])

    def __str__(self) -> str:
        return f"exit {self.code}\n--- out\n{self.out}\n--- err\n{self.err}"


def run(*arguments: str | Path, seconds: float = 90, program: Sequence[str] = PROGRAM) -> Ended:
    """Run `nemo-tui` with these arguments to its end."""
    done = subprocess.run(
        [*program, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def family(pid: int) -> list[psutil.Process]:
    """A process and everything that it started."""
    try:
        top = psutil.Process(pid)
        return [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def alive(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    """Those that still run."""
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


class Terminal:
    """One program in a tmux of its own."""

    def __init__(self, folder: Path, columns: int, rows: int) -> None:
        self._socket = folder / "tmux.sock"
        self._code = folder / "exit-code"
        self._size = (str(columns), str(rows))

    def start(self, *arguments: str | Path) -> None:
        """Start `nemo-tui` with these arguments."""
        columns, rows = self._size
        environ = {**os.environ, "TERM": "xterm-256color"}
        # tmux itself loses the status of a program now and then.
        kept = ("sh", "-c", '"$@"; echo $? >"$0"', str(self._code))
        command = [*kept, *PROGRAM, *map(str, arguments)]
        options = ("set", "-g", "remain-on-exit", "on", ";", "set", "-g", "status", "off", ";")
        new = ("new-session", "-d", "-x", columns, "-y", rows, "--", *command)
        done = subprocess.run(
            ["tmux", "-S", self._socket, "-f", "/dev/null", "start-server", ";", *options, *new],
            env=environ,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def _tmux(self, *arguments: str, text: str | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments],
            input=text,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        return done.stdout

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._tmux("display-message", "-p", "#{pane_pid}"))

    @property
    def has_ended(self) -> bool:
        """Whether the program is gone."""
        return self._code.is_file() and bool(self._code.read_text())

    @property
    def exit_code(self) -> int:
        """What the program ended with; 128 and more for the signal that killed it."""
        return int(self._code.read_text())

    def screen(self) -> str:
        """What is to be seen."""
        return self._tmux("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names (Enter, Escape, C-q)."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text key by key."""
        self._tmux("send-keys", "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does."""
        self._tmux("load-buffer", "-", text=text)
        self._tmux("paste-buffer", "-p")

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def until(self, holds: Callable[[], Any], seconds: float = 15) -> Any:
        """The first true answer of `holds`; fails with the screen when time or program end."""

        def held() -> Any:
            found = holds()
            if not found and self.has_ended:
                pytest.fail(f"the program has ended:\n{self.screen()}")
            return found

        return until(held, seconds, self.screen)

    def shows(self, *texts: str, seconds: float = 15) -> str:
        """The screen, once it shows all these texts."""

        def found() -> str:
            screen = self.screen()
            return screen if all(text in screen for text in texts) else ""

        return str(self.until(found, seconds))

    def close(self) -> None:
        """End the program and its tmux."""
        subprocess.run(
            ["tmux", "-S", self._socket, "kill-server"], capture_output=True, check=False
        )


@pytest.fixture
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """A terminal of 120x40, or of the size that the test is given."""
    columns, rows = getattr(request, "param", (120, 40))
    opened = Terminal(tmp_path, columns, rows)
    yield opened
    opened.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A plain web server for a folder on a loopback port; gives its address."""
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
