"""Exports on a Dask cluster: the other executor.

Every worker must see the studio's data folder under the same path. Dask does a job again when
the worker that had it dies; a file called `stop` in the job's scratch folder ends it early.
"""

import asyncio
import secrets
import shutil
import time
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.executor import LocalExecutor, finished, planned
from nemo_tui.studio.jobs import Finished, RenderFailed, RenderJob
from nemo_tui.studio.media import runner
from nemo_tui.studio.pieces import Parts, join_plan, keyframe_before, parts_of, sized
from nemo_tui.studio.rendering.plan import Output

STOP, RUNNING = "stop", "running"
REPORT_SECONDS = 0.25
STOP_SECONDS = 10.0
PIECE_MS = 60_000

Work = Callable[[RenderJob, str], Finished]


class DaskExecutor:
    """Submits each export to the cluster at an address; long ones in pieces of `piece_ms`."""

    def __init__(self, address: str, piece_ms: int = PIECE_MS, work: Work | None = None) -> None:
        self._address = address
        self._piece_ms = piece_ms
        self._work = work or on_worker
        self._client: Any = None
        self._connecting = asyncio.Lock()

    async def render(self, job: RenderJob, on_progress: Callable[[float], None]) -> Finished:
        """Make the file on some workers. Raises RenderFailed, BadDraft."""
        try:
            parts = await asyncio.to_thread(parts_of_job, job, self._piece_ms)
            if parts:
                return await self._in_pieces(job, parts, on_progress)
            return await self._one(job, on_progress)
        finally:
            await asyncio.to_thread(shutil.rmtree, job.work, True)

    async def aclose(self) -> None:
        """Leave the cluster."""
        if self._client is not None:
            await self._client.close()

    async def _in_pieces(
        self, job: RenderJob, parts: Parts, on_progress: Callable[[float], None]
    ) -> Finished:
        folder = job.work / "parts"
        await asyncio.to_thread(folder.mkdir, parents=True)
        sound = await self._sound(job, parts, folder)
        limit = int(Draft.from_json(job.draft).canvas.max_bytes)
        pictures = sized(parts, limit, sound.bytes if sound else 0) if limit else parts.pictures
        shares = [0.0] * len(pictures)

        def report(number: int, share: float) -> None:
            shares[number] = share
            on_progress(sum(shares) / len(shares))

        jobs = [_part(job, picture, f"{n:04}", folder) for n, picture in enumerate(pictures)]
        made = await _all(self._one(one, partial(report, n)) for n, one in enumerate(jobs))
        if not made or len({(one.width, one.height, one.path.suffix) for one in made}) > 1:
            return await self._one(job, on_progress)
        return await self._joined(job, made, sound)

    async def _sound(self, job: RenderJob, parts: Parts, folder: Path) -> Finished | None:
        if parts.sound is None:
            return None
        return await self._one(replace(_part(job, parts.sound, "sound", folder), output={}), _still)

    async def _joined(
        self, job: RenderJob, made: list[Finished], sound: Finished | None
    ) -> Finished:
        paths, suffix = [one.path for one in made], made[0].path.suffix
        plan = join_plan(paths, sound.path if sound else None, paths[0].parent, suffix)
        try:
            joined = await runner.run(plan, job.folder / f"{job.stem}{suffix}", _still)
        except runner.RenderFailed as error:
            raise RenderFailed(str(error)) from error
        return finished(joined)

    async def _one(self, job: RenderJob, on_progress: Callable[[float], None]) -> Finished:
        client = await self._connected()
        await asyncio.to_thread(job.work.mkdir, parents=True, exist_ok=True)
        topic = f"nemo-{job.stem}-{secrets.token_hex(4)}"
        client.subscribe_topic(topic, lambda event: on_progress(event[1]["share"]))
        future = client.submit(self._work, job, topic, key=topic, pure=False)
        try:
            made: Finished = await future
        except asyncio.CancelledError:
            (job.work / STOP).touch()
            await future.cancel()
            await _until_stopped(job.work)
            raise
        except _dask_errors() as error:
            raise RenderFailed(f"the cluster gave up: {type(error).__name__}") from error
        finally:
            client.unsubscribe_topic(topic)
        return made

    async def _connected(self) -> Any:
        async with self._connecting:
            if self._client is None:
                from distributed import Client

                self._client = await Client(self._address, asynchronous=True, set_as_default=False)
        return self._client


async def _all(works: Iterable[Coroutine[Any, Any, Finished]]) -> list[Finished]:
    """Every result; the first failure stops the others."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]


def parts_of_job(job: RenderJob, piece_ms: int) -> Parts | None:
    """How a job is cut, or None when it is better done in one, above all when it only copies."""
    draft, output = Draft.from_json(job.draft), Output.from_json(job.output)
    kind = output.format or draft.canvas.format
    draft = replace(draft, canvas=replace(draft.canvas, format=kind))
    parts = parts_of(draft, job.library, piece_ms, keyframe_before)
    if parts is None or any("copy" in step.arguments for step in planned(job).passes):
        return None
    return parts


def _part(job: RenderJob, draft: Draft, name: str, folder: Path) -> RenderJob:
    stem = f"{job.stem}-{name}"
    raw = draft.to_json()
    return replace(job, draft=raw, stem=stem, folder=folder, work=job.work / name)


def _still(_: float) -> None:
    """Progress that nobody watches."""


def on_worker(job: RenderJob, topic: str) -> Finished:
    """One attempt, in a worker's thread."""
    from distributed import get_worker

    worker = get_worker()
    last = 0.0

    def report(share: float) -> None:
        nonlocal last
        if time.monotonic() - last >= REPORT_SECONDS:
            last = time.monotonic()
            worker.log_event(topic, {"share": share})

    return asyncio.run(attempt(job, report))


async def attempt(job: RenderJob, report: Callable[[float], None]) -> Finished:
    """Render in a scratch folder of this attempt alone, until done or told to stop."""
    mark = job.work / f"{RUNNING}-{secrets.token_hex(4)}"
    mark.touch()
    own = replace(job, work=job.work / f"attempt-{mark.name}")
    rendering = asyncio.create_task(LocalExecutor().render(own, report))
    watching = asyncio.create_task(_stopped(job.work))
    try:
        await asyncio.wait([rendering, watching], return_when=asyncio.FIRST_COMPLETED)
        if not rendering.done():
            rendering.cancel()
        return await rendering
    finally:
        watching.cancel()
        with suppress(OSError):
            mark.unlink()


async def _stopped(work: Path) -> None:
    await _looked_for(lambda: not work.is_dir() or (work / STOP).exists())


async def _until_stopped(work: Path) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(STOP_SECONDS):
            await _looked_for(lambda: not any(work.glob(f"{RUNNING}-*")))


async def _looked_for(seen: Callable[[], bool]) -> None:
    # The files may lie on a network share, where nothing tells of a change.
    while not seen():  # noqa: ASYNC110 - there is no event to wait for
        await asyncio.sleep(REPORT_SECONDS)


def _dask_errors() -> tuple[type[Exception], ...]:
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError
    from distributed.scheduler import KilledWorker

    return (KilledWorker, CommClosedError, FutureCancelledError)
