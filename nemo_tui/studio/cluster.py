"""Exports on a Dask cluster: the other executor.

Every worker must see the studio's data folder under the same path. Dask does a job again when
the worker that had it dies; a file called `stop` in the job's scratch folder ends it early.
"""

import asyncio
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from nemo_tui.studio.executor import LocalExecutor
from nemo_tui.studio.jobs import Finished, RenderFailed, RenderJob

STOP, RUNNING = "stop", "running"
REPORT_SECONDS = 0.25
STOP_SECONDS = 10.0

Work = Callable[[RenderJob, str], Finished]


class DaskExecutor:
    """Submits each export to the cluster at an address."""

    def __init__(self, address: str, work: "Work | None" = None) -> None:
        self._address = address
        self._work = work or on_worker
        self._client: Any = None

    async def render(self, job: RenderJob, on_progress: Callable[[float], None]) -> Finished:
        """Make the file on some worker. Raises RenderFailed, BadDraft."""
        client = await self._connected()
        await asyncio.to_thread(job.work.mkdir, parents=True, exist_ok=True)
        topic = f"nemo-{job.stem}-{secrets.token_hex(4)}"
        client.subscribe_topic(topic, lambda event: on_progress(event[1]["share"]))
        future = client.submit(self._work, job, topic, key=topic, pure=False)
        try:
            finished: Finished = await future
        except asyncio.CancelledError:
            (job.work / STOP).touch()
            await future.cancel()
            await _until_stopped(job.work)
            raise
        except _dask_errors() as error:
            raise RenderFailed(f"the cluster gave up: {type(error).__name__}") from error
        finally:
            client.unsubscribe_topic(topic)
            await asyncio.to_thread(shutil.rmtree, job.work, True)
        return finished

    async def aclose(self) -> None:
        """Leave the cluster."""
        if self._client is not None:
            await self._client.close()

    async def _connected(self) -> Any:
        if self._client is None:
            from distributed import Client

            self._client = await Client(self._address, asynchronous=True, set_as_default=False)
        return self._client


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
