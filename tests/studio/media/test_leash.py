"""What runs on a leash ends with the process that holds it, and only that."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from nemo_tui.studio.media import leash

HOLDER = """
import subprocess, sys
from nemo_tui.studio.media.leash import Leash
held, free = (subprocess.Popen(["sleep", "600"], process_group=0) for _ in range(2))
leash = Leash()
with leash.held(free.pid), leash.held(held.pid):
    pass
with leash.held(held.pid):
    print(held.pid, free.pid, flush=True)
    sys.stdin.read()
"""


KILLED_EARLY = """
import asyncio, os, pathlib, signal, sys
from nemo_tui.studio.media import runner
from nemo_tui.studio.rendering.plan import Pass, RenderPlan
def killed(group):
    print(group, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
runner._LEASH.held = killed
source = ("-f", "lavfi", "-i", "testsrc2=s=320x180:d=3600")
step = Pass(("-nostdin", "-loglevel", "error", *source, "-f", "null", "-"))
result = pathlib.Path(sys.argv[1])
plan = RenderPlan((step,), result, ".mp4", 1000)
asyncio.run(runner.run(plan, result, lambda share: None))
"""


@pytest.fixture
def holder() -> Iterator[subprocess.Popen[str]]:
    """A process that holds one child on a leash, and has let go of another."""
    command = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, process_group=0
    ) as process:
        yield process
        process.kill()


def test_it_ends_with_a_holder_that_is_killed(holder: subprocess.Popen[str]) -> None:
    assert holder.stdout
    held, free = (psutil.Process(int(pid)) for pid in holder.stdout.readline().split())
    assert held.is_running()
    psutil.Process(holder.pid).send_signal(signal.SIGKILL)
    holder.wait()
    try:
        held.wait(20)
        assert free.is_running()
    finally:
        free.kill()


def test_it_does_not_begin_before_it_is_held(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED_EARLY, str(tmp_path / "made.mp4")]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    try:
        begun = psutil.Process(int(done.stdout))
    except psutil.NoSuchProcess:
        return
    try:
        begun.wait(10)
    finally:
        with suppress(psutil.NoSuchProcess):
            begun.kill()


def test_a_keeper_that_was_ended_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[int, int]] = []
    real = leash._keeper

    def counted() -> tuple[int, int]:
        started.append(real())
        return started[-1]

    monkeypatch.setattr(leash, "_keeper", counted)
    before, files = psutil.Process().children(), psutil.Process().num_fds()
    with leash.Leash().held(2**22 + 1):
        [keeper] = set(psutil.Process().children()) - set(before)
        assert leash.KEEPER in keeper.cmdline()
        keeper.kill()
        os.waitid(os.P_PID, keeper.pid, os.WEXITED | os.WNOWAIT)
    assert len(started) == 2
    assert not psutil.pid_exists(keeper.pid)
    assert psutil.Process().num_fds() == files + 1
