"""The queue of exports: fair between sessions, a bounded number at once, one writer a job."""

import asyncio
import hashlib
import logging
import sqlite3
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from nemo_tui.studio.draft import BadDraft
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.store import Render, Store

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 3


class RenderFailed(Exception):
    """An export that cannot be made; the text is for the person."""


@dataclass(frozen=True)
class RenderJob:
    """What an executor needs for one export; `folder` is where the file is to lie, as `stem`.*."""

    id: str
    draft: dict[str, object]
    output: dict[str, object]
    library: Library
    stem: str
    folder: Path
    work: Path


@dataclass(frozen=True)
class Finished:
    """A file that is whole. Bytes, ms, pixels."""

    path: Path
    bytes: int
    duration_ms: int
    width: int = 0
    height: int = 0


class Executor(Protocol):
    """Where exports are computed. Cancelling the task stops the work and leaves nothing."""

    async def render(self, job: RenderJob, on_progress: Callable[[float], None]) -> Finished:
        """Make the file; progress is a share from 0 to 1. Raises RenderFailed, BadDraft."""
        ...

    async def aclose(self) -> None:
        """Free what the executor holds."""
        ...


@dataclass
class _Running:
    task: asyncio.Task[Finished] | None = None
    share: float = 0.0
    cancelled: bool = False


@dataclass
class RenderQueue:
    """Waiting and running exports. Sessions take turns; `workers` run at once."""

    store: Store
    executor: Executor
    folder: Path
    work: Path
    workers: int = 2
    _waiting: OrderedDict[str, deque[Render]] = field(default_factory=OrderedDict)
    _running: dict[str, _Running] = field(default_factory=dict)
    _wake: asyncio.Condition = field(default_factory=asyncio.Condition)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        """Take up what an earlier run of the studio left, and begin to work."""
        for render in await self.store.renders("pending", "processing"):
            await self.take_up(render)
        self._tasks = [asyncio.create_task(self._work()) for _ in range(self.workers)]

    async def submit(self, render: Render) -> None:
        """Queue an export. Raises Duplicate; on return it survives a crash."""
        await self.store.add_render(render)
        await self._enqueue(render)

    async def take_up(self, render: Render) -> None:
        """Go on with an export that an earlier studio had begun, or say that it fails each time."""
        if render.attempts < MAX_ATTEMPTS:
            await self.store.update_render(render.id, status="pending")
            await self._enqueue(render)
        else:
            await self._fail(render, "the studio stopped three times while it worked on this")

    async def cancel(self, render_id: str) -> None:
        """Stop an export, waiting or running; nothing of it stays."""
        await self.store.update_render(render_id, status="cancelled", finished=time.time())
        running = self._running.get(render_id)
        if running:
            running.cancelled = True
        if running and running.task:
            running.task.cancel()
            await asyncio.wait([running.task])
        for queue in self._waiting.values():
            for render in [waiting for waiting in queue if waiting.id == render_id]:
                queue.remove(render)

    def share(self, render_id: str) -> float:
        """How much of a running export is done, 0 to 1."""
        running = self._running.get(render_id)
        return running.share if running else 0.0

    async def aclose(self) -> None:
        """Stop working; exports that were running are taken up by the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.executor.aclose()

    async def _enqueue(self, render: Render) -> None:
        async with self._wake:
            self._waiting.setdefault(render.session, deque()).append(render)
            self._wake.notify()

    async def _next(self) -> Render:
        async with self._wake:
            while True:
                for session in list(self._waiting):
                    queue = self._waiting.pop(session)
                    if not queue:
                        continue
                    render = queue.popleft()
                    if queue:
                        self._waiting[session] = queue
                    return render
                await self._wake.wait()

    async def _work(self) -> None:
        while True:
            render = await self._next()
            running = self._running[render.id] = _Running()
            try:
                await self._carry_out(render, running)
            except sqlite3.Error:
                # A full disk fails this export, never the worker that all others wait for.
                log.exception("render %s", render.id)
                with suppress(sqlite3.Error):
                    await self._fail(render, "the studio could not write to its database")
            finally:
                del self._running[render.id]

    async def _carry_out(self, render: Render, running: _Running) -> None:
        attempts = render.attempts + 1
        await self.store.update_render(render.id, status="processing", attempts=attempts)
        current = await self.store.render(render.id)
        if current is None or current.status != "processing" or running.cancelled:
            return
        running.task = asyncio.create_task(self._execute(render, running))
        try:
            finished = await running.task
        except asyncio.CancelledError:
            if not running.cancelled:
                running.task.cancel()
                await asyncio.wait([running.task])
                # A stop in order is no failed attempt.
                await self.store.update_render(render.id, attempts=render.attempts)
                raise
            # A cancel that came when the file had just been put in place.
            for path in self.folder.glob(f"{render_stem(render.id)}.*"):
                path.unlink(missing_ok=True)
        except (RenderFailed, BadDraft) as error:
            await self._fail(render, str(error))
        except Exception as error:
            log.exception("render %s", render.id)
            await self._fail(render, f"the render broke off ({type(error).__name__})")
        else:
            await self._complete(render, finished)

    async def _execute(self, render: Render, running: _Running) -> Finished:
        def progress(share: float) -> None:
            running.share = max(running.share, min(share, 1.0))

        library = await self.store.library(render.session)
        stem = render_stem(render.id)
        work = self.work / stem
        job = RenderJob(render.id, render.draft, render.output, library, stem, self.folder, work)
        return await self.executor.render(job, progress)

    async def _complete(self, render: Render, finished: Finished) -> None:
        await self.store.update_render(
            render.id,
            status="completed",
            file=finished.path.name,
            bytes=finished.bytes,
            duration=finished.duration_ms,
            width=finished.width,
            height=finished.height,
            finished=time.time(),
        )
        kept = await self.store.render(render.id)
        if kept is None or kept.status != "completed":
            finished.path.unlink(missing_ok=True)

    async def _fail(self, render: Render, error: str) -> None:
        await self.store.update_render(
            render.id, status="failed", error=error[:500], finished=time.time()
        )


def render_stem(render_id: str) -> str:
    """A file name for a render: its id is the client's word and never becomes a path."""
    return hashlib.sha256(render_id.encode()).hexdigest()[:24]
