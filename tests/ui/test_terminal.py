"""What reaches a real terminal, and how it is left behind."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nemo_tui.ui.terminal import RESTORE, Restorer, why_not
from tests.ui.hostile_app import EVIL

ROOT = Path(__file__).parents[2]
SECONDS = 40
ALIVE = {
    "clipboard": rb"\x1b\]52",
    "title": rb"\x1b\]0;PWNED",
    "link": rb"\x1b\]8;;http://evil",
    "clear": rb"A\x1b\[2J",
    "c1": rb"\xc2[\x80-\x9f]",
    "device control": rb"\x1bP\+q",
    "bell": rb"A\x07",
    "reverse index": rb"A\x1bM",
    "bidi": rb"\xe2\x80[\xaa-\xae]",
    "return": rb"A\rB",
    "backspace": rb"A\x08",
    "nul": rb"\x00",
    "delete": rb"A\x7f",
    "reset": rb"A\x1bc",
}
SCREEN = {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
MODES = (b"1049", b"1000", b"1002", b"1003", b"1006", b"2004", b"1004", b"2048")


class Pty:
    """A program on a terminal of its own, and every byte that it wrote there."""

    def __init__(self, module: str, *arguments: str, **environ: str) -> None:
        master, slave = pty.openpty()
        os.set_blocking(master, False)
        self.written = b""
        self._master = master
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "COLUMNS": "120",
                "LINES": "40",
                **environ,
            },
            start_new_session=True,
        )
        os.close(slave)

    def until(self, holds: Callable[[], bool]) -> None:
        """Read until something holds."""
        end = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < end, self.written[-2000:]
            self._read()

    def close(self) -> bytes:
        """Everything that was written; the program must have ended."""
        self.process.wait(SECONDS)
        self._read()
        os.close(self._master)
        return self.written

    def ended(self) -> bool:
        """Whether the program is over."""
        return self.process.poll() is not None

    def _read(self) -> None:
        import select

        if select.select([self._master], [], [], 0.05)[0]:
            try:
                self.written += os.read(self._master, 65_536)
            except OSError:  # the other end was closed
                return


def modes_left_on(written: bytes) -> list[bytes]:
    """Terminal modes whose last change switched them on."""
    return [mode for mode in MODES if written.rfind(b"?%bh" % mode) > written.rfind(b"?%bl" % mode)]


def test_no_hostile_text_reaches_the_terminal_alive(tmp_path: Path) -> None:
    program = Pty("tests.ui.hostile_app", str(tmp_path))
    program.until(program.ended)
    written = program.close()
    assert program.process.returncode == 0, written[-3000:]
    assert b"Traceback" not in written
    assert "AB" in re.sub(r"\x1b\[[\d;]*m", "", written.decode(errors="replace"))
    assert [name for name, shape in ALIVE.items() if re.search(shape, written)] == []
    assert "\x1b" in EVIL


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_signal_leaves_the_terminal_as_it_was(tmp_path: Path, name: str) -> None:
    program = Pty("tests.ui.plain_app", str(tmp_path))
    program.until(lambda: b"Try saying" in program.written)
    program.process.send_signal(getattr(signal, name))
    program.until(program.ended)
    written = program.close()
    assert modes_left_on(written) == []
    assert written.rfind(b"?25h") > written.rfind(b"?25l")
    assert program.process.returncode == 128 + getattr(signal, name)


def test_a_hang_up_ends_the_app_though_the_shell_says_go_on(tmp_path: Path) -> None:
    program = Pty("tests.ui.plain_app", str(tmp_path))
    program.until(lambda: b"Try saying" in program.written)
    program.process.send_signal(signal.SIGCONT)
    program.process.send_signal(signal.SIGHUP)
    program.process.send_signal(signal.SIGCONT)
    os.close(program._master)
    assert program.process.wait(SECONDS) == 128 + signal.SIGHUP


def test_a_crash_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    program = Pty("tests.ui.plain_app", str(tmp_path), "crash")
    program.until(program.ended)
    written = program.close()
    assert modes_left_on(written) == []
    assert b"ZeroDivisionError" in written


def test_back_to_the_shell_and_on_again(tmp_path: Path) -> None:
    program = Pty("tests.ui.plain_app", str(tmp_path))
    program.until(lambda: b"Try saying" in program.written)
    os.write(program._master, b"\x1a")
    program.until(lambda: state(program) == "T")
    program.until(lambda: b"?1049l" in program.written)
    assert modes_left_on(program.written) == []
    before = len(program.written)
    program.process.send_signal(signal.SIGCONT)
    program.until(lambda: b"Try saying" in program.written[before:])
    assert b"1049" in modes_left_on(program.written)
    os.write(program._master, b"zz")
    program.until(lambda: b"zz" in program.written[before:])
    program.process.terminate()
    program.until(program.ended)
    assert modes_left_on(program.close()) == []


def state(program: Pty) -> str:
    """One letter: T is stopped."""
    return Path(f"/proc/{program.process.pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_home_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    program = Pty("nemo_tui", HOME="/dev/null/x", XDG_CONFIG_HOME="", XDG_DATA_HOME="")
    program.until(lambda: b"compress my large video files" in program.written)
    os.write(program._master, b"zz")
    program.until(lambda: b"zz" in program.written)
    program.process.terminate()
    program.until(program.ended)
    written = program.close()
    assert b"Traceback" not in written
    assert program.process.returncode == 128 + signal.SIGTERM


@pytest.mark.parametrize(
    ("environ", "said"),
    [({"TERM": "dumb"}, b"nemo-tui run"), ({"COLUMNS": "20", "LINES": "5"}, b"too small")],
)
def test_one_sentence_where_there_can_be_no_screen(
    tmp_path: Path, environ: dict[str, str], said: bytes
) -> None:
    program = Pty("tests.ui.plain_app", str(tmp_path), **environ)
    if "TERM" not in environ:
        import fcntl
        import struct
        import termios

        fcntl.ioctl(program._master, termios.TIOCSWINSZ, struct.pack("HHHH", 5, 20, 0, 0))
    program.until(program.ended)
    written = program.close()
    assert said in written
    assert b"\x1b[?1049h" not in written
    assert program.process.returncode == 2


def test_without_a_terminal_there_is_no_screen() -> None:
    with Path("/dev/null").open() as nothing:
        assert why_not({"TERM": "xterm"}, nothing, nothing) == "app.why_not.no_terminal"


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"LC_ALL": "C", "LANG": "C"}])
def test_no_colour_and_a_plain_locale_do_not_matter(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    program = Pty("tests.ui.plain_app", str(tmp_path), **environ)
    program.until(lambda: b"Try saying" in program.written)
    program.process.terminate()
    program.until(program.ended)
    program.close()


def test_the_restorer_writes_once(tmp_path: Path) -> None:
    class Screen:
        written = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.written += text

        def flush(self) -> None:
            pass

    screen = Screen()
    restorer = Restorer(screen)  # type: ignore[arg-type]  # a fake
    restorer.restore()
    restorer._armed = True
    restorer.restore()
    restorer.restore()
    assert screen.written == RESTORE
