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


async def test_a_burst_leaves_time_to_others() -> None:
    """Ten thousand events that are there already are not taken in one go."""

    async def burst() -> AsyncIterator[int]:
        for number in range(10_000):
            sum(range(100))
            yield number

    taken: list[int] = []
    turns = 0

    async def other() -> None:
        nonlocal turns
        while len(taken) < 10_000:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    async for event in with_ticks(burst(), FakeClock(), TICK_SECONDS):
        taken.append(event)  # type: ignore[arg-type]  # no tick in so short a time
    await task
    assert taken == list(range(10_000))
    assert turns > 3


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
