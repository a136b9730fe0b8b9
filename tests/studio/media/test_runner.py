"""One ffmpeg at a time, and nothing left of it when it is cancelled or fails."""

import asyncio
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from nemo_tui.studio.media import leash, runner
from nemo_tui.studio.rendering.plan import Pass, RenderPlan
from tests.support.footage import clip

pytestmark = pytest.mark.media
HEAD = ("-y", "-hide_banner", "-nostdin", "-loglevel", "error", "-progress", "pipe:1")


def encoding(work: Path, seconds: float, rate: str = "ultrafast") -> RenderPlan:
    source = ("-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={seconds}")
    result = work / "result.mp4"
    coder = ("-c:v", "libx264", "-preset", rate)
    return RenderPlan(
        (Pass((*HEAD, *source, *coder, f"file:{result}")),), result, ".mp4", int(seconds * 1000)
    )


async def test_progress_goes_up_to_the_whole(tmp_path: Path) -> None:
    shares: list[float] = []
    made = await runner.run(encoding(tmp_path, 4), tmp_path / "made.mp4", shares.append)
    assert shares == sorted(shares)
    assert 0.9 < shares[-1] <= 1.0
    assert made.path == tmp_path / "made.mp4"
    assert made.bytes == made.path.stat().st_size
    assert (made.width, made.height) == (320, 180)
    assert made.duration_ms == pytest.approx(4000, abs=80)
    assert not (tmp_path / "result.mp4").exists()


async def test_cancelling_kills_ffmpeg_and_leaves_no_file(tmp_path: Path) -> None:
    begun = asyncio.Event()
    target = tmp_path / "made.mp4"
    plan = encoding(tmp_path, 3600, "placebo")
    task = asyncio.create_task(runner.run(plan, target, lambda share: begun.set()))
    await asyncio.wait_for(begun.wait(), 60)
    running = [child for child in psutil.Process().children() if "ffmpeg" in child.name()]
    assert running
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not any(child.is_running() for child in running)
    assert not target.exists()


async def test_progress_goes_on_while_a_limit_is_met(tmp_path: Path) -> None:
    """Each attempt is above the limit but the third."""
    plans = [replace(encoding(tmp_path, 4), limit=limit) for limit in (900_000, 1, 1)]

    def again(share: float) -> RenderPlan:
        assert 0 < share < 1
        return replace(plans.pop(), again=again)

    shares: list[float] = []
    plan = replace(plans.pop(), again=again)
    made = await runner.run(plan, tmp_path / "made.mp4", shares.append)
    assert made.bytes < 900_000
    assert shares == sorted(shares)
    first = 1 - runner.REPAIR_SHARE
    assert first in shares
    assert len({share for share in shares if share > first}) >= 2
    assert plans == []


async def test_what_does_not_end_is_stopped(tmp_path: Path) -> None:
    plan = replace(encoding(tmp_path, 3600), duration_ms=100)
    with pytest.raises(runner.RenderFailed, match="end"):
        await runner.run(plan, tmp_path / "made.mp4", lambda share: None)
    assert not [child for child in psutil.Process().children() if "ffmpeg" in child.name()]
    assert not (tmp_path / "made.mp4").exists()


async def test_what_cannot_be_held_does_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keeper() -> int:
        raise OSError("too many open files")

    monkeypatch.setattr(leash, "_keeper", keeper)
    monkeypatch.setattr(runner, "_LEASH", unheld := leash.Leash())
    before = set(psutil.Process().children())
    with pytest.raises(runner.RenderFailed, match="too many open files"):
        await runner.run(encoding(tmp_path, 3600), tmp_path / "made.mp4", lambda share: None)
    assert set(psutil.Process().children()) <= before
    assert not unheld._groups


async def test_a_failure_is_told_in_one_line(tmp_path: Path) -> None:
    plan = RenderPlan(
        (Pass((*HEAD, "-i", "file:missing.mp4", "out.mp4")),), tmp_path / "out.mp4", ".mp4", 1000
    )
    with pytest.raises(runner.RenderFailed) as failed:
        await runner.run(plan, tmp_path / "made.mp4", lambda share: None)
    assert "No such file" in str(failed.value)
    assert "\n" not in str(failed.value)
    assert not (tmp_path / "made.mp4").exists()


async def test_where_one_way_fails_the_other_is_gone(tmp_path: Path) -> None:
    """A copy whose index outgrows the room that was kept for it."""
    source, result = clip(tmp_path / "in.mp4", 1), tmp_path / "result.mp4"
    copy = (*HEAD, "-i", str(source), "-c", "copy")
    plans = [
        RenderPlan((Pass((*copy, *front, f"file:{result}")),), result, ".mp4", 1000)
        for front in (("-moov_size", "100"), ("-movflags", "+faststart"))
    ]
    with pytest.raises(runner.RenderFailed, match="trailer"):
        await runner.run(plans[0], tmp_path / "made.mp4", lambda share: None)
    plan = replace(plans[0], otherwise=plans[1])
    made = await runner.run(plan, tmp_path / "made.mp4", lambda share: None)
    assert made.duration_ms == pytest.approx(1000, abs=80)


async def test_side_files_are_written_first(tmp_path: Path) -> None:
    source = clip(tmp_path / "in.mp4", 1)
    listing = tmp_path / "list.txt"
    result = tmp_path / "result.mp4"
    arguments = (*HEAD, "-f", "concat", "-safe", "0", "-i", str(listing), "-c", "copy", str(result))
    files = {listing: f"file '{source}'\n"}
    plan = RenderPlan((Pass(arguments),), result, ".mp4", 1000, files)
    made = await runner.run(plan, tmp_path / "made.mp4", lambda share: None)
    assert made.duration_ms == pytest.approx(1000, abs=80)


async def test_a_plan_may_change_its_mind_after_the_first_pass(tmp_path: Path) -> None:
    other = encoding(tmp_path, 2)
    first = encoding(tmp_path, 1).passes[0]
    result = tmp_path / "result.mp4"
    never = Pass((*HEAD, "-i", "file:missing.mp4", "out.mp4"), 0.5)
    steps = (Pass(first.arguments, 0.5), never)
    plan = RenderPlan(steps, result, ".mp4", 1000, revise=lambda: other)
    shares: list[float] = []
    made = await runner.run(plan, tmp_path / "made.mp4", shares.append)
    assert made.duration_ms == pytest.approx(2000, abs=80)
    assert shares == sorted(shares)
