"""Exports on a cluster of two worker processes."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest

from nemo_tui.studio.agent import place
from nemo_tui.studio.cluster import DaskExecutor, parts_of_job
from nemo_tui.studio.jobs import RenderFailed, RenderJob
from nemo_tui.studio.media.ffmpeg import binary
from nemo_tui.studio.media.probe import probe
from nemo_tui.studio.recipe import Library, Media

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.media,
    pytest.mark.filterwarnings("ignore"),  # distributed warns about itself
]


@pytest.fixture
async def cluster() -> AsyncIterator[Any]:
    """Two workers, each a process with one thread."""
    async with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        asynchronous=True,
    ) as cluster:
        yield cluster


@pytest.fixture
async def executor(cluster: Any) -> AsyncIterator[DaskExecutor]:
    executor = DaskExecutor(cluster.scheduler_address)
    yield executor
    await executor.aclose()


@pytest.fixture(scope="module")
def long_clip(clip: Path) -> Path:
    """Twelve seconds with a keyframe each second."""
    path = clip.parent / "long.mp4"
    command = ["-v", "error", "-stream_loop", "11", "-i", str(clip), "-g", "10", str(path)]
    subprocess.run([str(binary()), *command], check=True, stdin=subprocess.DEVNULL)
    return path


def media_of(path: Path) -> Media:
    return probe(path).media(path, "m_1")


def job_of(name: str, media: Media, folder: Path, times: int = 1, **canvas: Any) -> RenderJob:
    """An export that shows a clip several times over, always encoded anew."""
    draft = place(Library((media,) * times)).to_json()
    draft["m"] = {"width": 128, "height": 72, "fps": 10.0, **canvas}
    (folder / "renders").mkdir(exist_ok=True)
    work = folder / "work" / name
    library = Library((media,))
    return RenderJob(name, draft, {"format": "mp4"}, library, name, folder / "renders", work)


def seconds_of(path: Path) -> dict[str, float]:
    """The length of the picture and of the sound, by decoding them."""
    lengths: dict[str, float] = {}
    for kind in ("video", "audio"):
        with av.open(str(path)) as film:
            for frame in film.decode(**{kind: 0}):
                assert frame.time is not None
                lengths[kind] = frame.time
    return lengths


async def test_jobs_run_side_by_side(executor: DaskExecutor, clip: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    jobs = [job_of(f"r{number}", media_of(clip), tmp_path) for number in range(3)]
    made = await asyncio.gather(*(executor.render(job, seen.append) for job in jobs))
    assert [one.path.name for one in made] == ["r0.mp4", "r1.mp4", "r2.mp4"]
    assert all(0 <= share <= 1 for share in seen)
    assert not any((tmp_path / "work").iterdir())


async def test_a_long_export_is_made_in_pieces(
    cluster: Any, long_clip: Path, tmp_path: Path
) -> None:
    executor = DaskExecutor(cluster.scheduler_address, piece_ms=3000)
    job = job_of("long", media_of(long_clip), tmp_path)
    parts = parts_of_job(job, 3000)
    assert parts is not None
    assert len(parts.pictures) == 4
    made = await executor.render(job, lambda _: None)
    whole = media_of(long_clip).duration / 1000
    assert seconds_of(made.path)["video"] == pytest.approx(whole - 0.1, abs=0.11)
    assert seconds_of(made.path)["audio"] == pytest.approx(whole, abs=0.15)
    assert (made.width, made.height) == (128, 72)
    assert not any((tmp_path / "work").iterdir())
    await executor.aclose()


async def test_pieces_stay_under_the_limit_together(
    cluster: Any, long_clip: Path, tmp_path: Path
) -> None:
    executor = DaskExecutor(cluster.scheduler_address, piece_ms=3000)
    limit = long_clip.stat().st_size // 2
    job = job_of("sized", media_of(long_clip), tmp_path, width=160, height=90, max_bytes=limit)
    made = await executor.render(job, lambda _: None)
    assert made.bytes < limit
    assert seconds_of(made.path)["video"] == pytest.approx(12, abs=0.5)
    await executor.aclose()


async def test_a_running_job_is_stopped(
    executor: DaskExecutor, long_clip: Path, tmp_path: Path
) -> None:
    begun = asyncio.Event()
    job = job_of("r", media_of(long_clip), tmp_path, times=4, width=1280, height=720)
    task = asyncio.create_task(executor.render(job, lambda _: begun.set()))
    await asyncio.wait_for(begun.wait(), 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert list((tmp_path / "renders").iterdir()) == []
    assert not any((tmp_path / "work").iterdir())


async def test_a_killed_workers_job_is_done_again(
    executor: DaskExecutor, long_clip: Path, tmp_path: Path
) -> None:
    begun = asyncio.Event()
    job = job_of("r", media_of(long_clip), tmp_path, times=4, width=640, height=360)
    task = asyncio.create_task(executor.render(job, lambda _: begun.set()))
    await asyncio.wait_for(begun.wait(), 60)
    client = executor._client
    pids = await client.run(os.getpid)
    busy = [worker for worker, tasks in (await client.processing()).items() if tasks]
    os.kill(pids[busy[0]], signal.SIGKILL)
    made = await asyncio.wait_for(task, 120)
    assert seconds_of(made.path)["video"] > 46


async def test_a_job_that_cannot_be_made_is_said(
    executor: DaskExecutor, clip: Path, tmp_path: Path
) -> None:
    media = replace(media_of(clip), path=tmp_path / "gone.mp4")
    with pytest.raises(RenderFailed):
        await executor.render(job_of("r", media, tmp_path), lambda _: None)
