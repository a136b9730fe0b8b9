"""The executor of this machine leaves no scratch folder behind."""

import asyncio
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from nemo_tui.studio.executor import LocalExecutor
from nemo_tui.studio.jobs import RenderJob
from nemo_tui.studio.media import runner
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.render import RenderPlan
from tests.studio.rendering.shelf import film, piece


class Pool(ThreadPoolExecutor):
    """One thread; tells when the clearing up waits for it."""

    def __init__(self) -> None:
        super().__init__(1)
        self.clears = asyncio.Event()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """Queue the work."""
        if getattr(fn, "args", ())[:1] == (shutil.rmtree,):
            self.clears.set()
        return super().submit(fn, *args, **named)


async def test_a_cancel_while_it_clears_up_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, released, pool = asyncio.get_running_loop(), threading.Event(), Pool()
    loop.set_default_executor(pool)

    async def made(plan: RenderPlan, target: Path, report: Callable[[float], None]) -> None:
        loop.run_in_executor(None, released.wait)

    monkeypatch.setattr(runner, "run", made)
    monkeypatch.setattr("nemo_tui.studio.executor.finished", lambda made: None)
    media = Media("clip", "c.mp4", "video", tmp_path / "c.mp4", 10**6, 2000, 64, 48, 25)
    draft = film(piece("clip", 0, 1000)).to_json()
    job = RenderJob("r", draft, {}, Library((media,)), "made", tmp_path, tmp_path / "work")
    task = asyncio.create_task(LocalExecutor().render(job, lambda share: None))
    await pool.clears.wait()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert job.work.exists()
    released.set()
    await loop.shutdown_default_executor()
    assert not job.work.exists()
