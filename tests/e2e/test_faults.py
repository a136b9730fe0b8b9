"""The command line when the studio dies, and what it leaves behind."""

import json
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.drive import PROGRAM, alive, family, run, until
from tests.support.footage import Film

pytestmark = pytest.mark.media


def events_until(process: "subprocess.Popen[str]", kind: str) -> dict[str, Any]:
    """Read events until one of this type."""
    assert process.stdout is not None
    for line in process.stdout:
        event: dict[str, Any] = json.loads(line)
        if event["type"] == kind:
            return event
    pytest.fail(f"ended without {kind}")


@pytest.fixture
def rendering(sixty: Path, tmp_path: Path) -> Any:
    """A run of the command in the middle of its export."""
    message = "compress this video to under 5MB and send me the file"
    command = [*PROGRAM, "run", "--json", "-i", str(sixty), "-o", str(tmp_path), message]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **streams) as process:  # type: ignore[call-overload]  # a mapping of streams
        events_until(process, "rendering")
        yield process
        process.kill()


def studio_of(pid: int) -> psutil.Process:
    """The studio that a process started."""
    return next(p for p in family(pid) if "nemo_tui.studio" in " ".join(p.cmdline()))


def test_a_studio_killed_in_mid_render_is_started_again_and_the_file_comes(
    rendering: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    studio = studio_of(rendering.pid)
    below = [studio, *studio.children(recursive=True)]
    studio.kill()
    out, err = rendering.communicate(timeout=60)
    assert rendering.returncode == 0, err
    assert not alive(below)
    assert "Traceback" not in err
    assert "engine.reconnected" in out, out
    (made,) = tmp_path.glob("*.mp4")
    assert Film(made).bytes < 5_000_000


def test_an_interrupt_leaves_no_process_and_no_part(
    rendering: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    started = family(rendering.pid)
    rendering.send_signal(2)
    _, err = rendering.communicate(timeout=30)
    assert rendering.returncode == 130, err
    assert "Traceback" not in err
    until(lambda: not alive(started), 10, lambda: f"still running: {alive(started)}")
    assert [file.name for file in tmp_path.iterdir() if file.suffix in (".mp4", ".part")] == []


def test_an_export_outlives_a_kill_and_is_fetched_later(
    rendering: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    below = family(rendering.pid)[1:]
    rendering.kill()
    rendering.communicate(timeout=30)
    until(lambda: not alive(below), 15, lambda: f"still running: {alive(below)}")
    listed = run("jobs", "list", "--json")
    assert listed.code == 0, listed
    assert len(json.loads(listed.out)) == 1
    resumed = run("jobs", "resume", seconds=120)
    assert resumed.code == 0, resumed
    (made,) = tmp_path.glob("*.mp4")
    assert Film(made).bytes < 5_000_000
    assert Film(made).seconds == pytest.approx(60, abs=0.3)
