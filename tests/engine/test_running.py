"""Work as an iterator: in order, raised at the end, cancelled once."""

import asyncio
from contextlib import aclosing

import pytest

from nemo_tui.engine.running import Emit, events_of
from nemo_tui.engine.turn import Finished, Said
from tests.engine.desk import take, until


async def test_events_in_order() -> None:
    async def work(emit: Emit) -> None:
        emit(Said("one"))
        await asyncio.sleep(0)
        emit(Said("two"))
        emit(Finished(True))

    assert await take(events_of(work)) == [Said("one"), Said("two"), Finished(True)]


async def test_what_the_work_raises_comes_after_its_events() -> None:
    async def work(emit: Emit) -> None:
        emit(Said("one"))
        raise RuntimeError("boom")

    events = events_of(work)
    seen = [await anext(events)]
    with pytest.raises(RuntimeError, match="boom"):
        await anext(events)
    assert seen == [Said("one")]


async def test_leaving_waits_for_the_work_to_clean_up() -> None:
    steps: list[str] = []

    async def work(emit: Emit) -> None:
        try:
            emit(Said("one"))
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            steps.append("cleaned")

    async with aclosing(events_of(work)) as events:
        async for _ in events:
            break
    assert steps == ["cleaned"]


async def test_reader_cancelled_twice_cancels_the_work_once() -> None:
    cancels: list[str] = []
    release = asyncio.Event()

    async def work(emit: Emit) -> None:
        emit(Said("one"))
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancels.append("cancelled")
            await release.wait()
            cancels.append("closed")
            raise

    reader = asyncio.create_task(take(events_of(work)))
    await until(lambda: not reader.done() and len(asyncio.all_tasks()) == 3)
    reader.cancel()
    await until(lambda: bool(cancels))
    reader.cancel()
    await asyncio.wait({reader})
    release.set()
    await until(lambda: len(asyncio.all_tasks()) == 1)
    assert cancels == ["cancelled", "closed"]
