"""A stream under a clock: events first, ticks between, nothing left behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from nemo_tui.engine.pacing import TICK, TICK_SECONDS, with_ticks
from nemo_tui.protocol.problems import Kind, Unreachable
from tests.engine.desk import FakeClock


async def numbers(fault: Exception | None = None) -> AsyncIterator[int]:
    yield 1
    await asyncio.sleep(0)
    yield 2
    if fault:
        raise fault


async def test_events_and_the_end() -> None:
    stream = with_ticks(numbers(), FakeClock(), TICK_SECONDS)
    assert [event async for event in stream] == [1, 2]
    assert len(asyncio.all_tasks()) == 1


async def test_faults_of_the_stream_are_raised() -> None:
    broken = Unreachable(Kind.BROKEN_STREAM)
    stream = with_ticks(numbers(broken), FakeClock(), TICK_SECONDS)
    seen = [await anext(stream), await anext(stream)]
    with pytest.raises(Unreachable):
        await anext(stream)
    assert seen == [1, 2]


async def test_silence_ticks() -> None:
    clock = FakeClock()

    async def silent() -> AsyncIterator[int]:
        await asyncio.Event().wait()
        yield 1

    async with aclosing(with_ticks(silent(), clock, TICK_SECONDS)) as stream:
        waiting = asyncio.create_task(anext(stream))
        while not waiting.done():
            clock.advance(TICK_SECONDS)
            await asyncio.sleep(0)
        assert waiting.result() == TICK
    assert len(asyncio.all_tasks()) == 1


async def test_leaving_closes_the_stream_in_the_task_that_read_it() -> None:
    tasks: list[object] = []

    async def watched() -> AsyncIterator[int]:
        tasks.append(asyncio.current_task())
        try:
            yield 1
            await asyncio.Event().wait()
        finally:
            tasks.append(asyncio.current_task())

    async with aclosing(with_ticks(watched(), FakeClock(), TICK_SECONDS)) as stream:
        assert await anext(stream) == 1
        await asyncio.sleep(0)
    assert len(tasks) == 2
    assert tasks[0] is tasks[1]
