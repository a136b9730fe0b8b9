"""Encoders end with this process, however it ends: a shell at the other end of a pipe sees to it.

A hook between fork and exec could ask the kernel for the same, but it makes every start copy
the tables of the whole process, 5 ms in which nobody is answered.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# A line holds all the groups that run; where the lines end, this process has ended.
KEEPER = """
exec >/dev/null 2>&1
while read -r line; do groups=$line; done
kill -s KILL -- $groups
"""


# What stands before a command so that it begins with the first line of its input: one that
# began before its group is held would outlive a process that is killed in between.
WAITING = ("/bin/sh", "-c", 'read -r go && exec "$@"', "sh")


class Leash:
    """The process groups that must not outlive this process."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._pipe = self._keeper = -1
        self._lock = threading.Lock()

    @contextmanager
    def held(self, group: int) -> Iterator[None]:
        """Have this process group killed should this process end before the block does.

        Raises OSError where no keeper can be started.
        """
        try:
            with self._lock:
                self._groups.add(group)
                self._tell()
            yield
        finally:
            with self._lock:
                self._groups.discard(group)
                self._tell()

    def _tell(self) -> None:
        line = " ".join(f"-{group}" for group in self._groups) + "\n"
        try:
            os.write(self._pipe, line.encode())
        except OSError:  # there is no keeper yet, or somebody ended it
            self._bury()
            self._keeper, self._pipe = _keeper()
            os.write(self._pipe, line.encode())

    def _bury(self) -> None:
        """Leave nothing of a keeper that was ended."""
        if self._keeper < 0:
            return
        os.close(self._pipe)
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._keeper, signal.SIGKILL)
            os.waitpid(self._keeper, 0)
        self._pipe = self._keeper = -1


def _keeper() -> tuple[int, int]:
    """Start a shell that outlives this process by a moment; its id, and the pipe to tell it by."""
    reading, writing = os.pipe()
    stdin = (os.POSIX_SPAWN_DUP2, reading, 0)
    # A group of its own: a signal for this process and its group must not reach it.
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", KEEPER], {}, file_actions=[stdin], setpgroup=0)
    os.close(reading)
    return pid, writing
