"""A stream watched by a clock: its events, and a tick while it is silent."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from time import monotonic
from typing import Literal, TypeVar

from nemo_tui.engine.clock import Clock

T = TypeVar("T")
Tick = Literal["tick"]
TICK: Tick = "tick"
TICK_SECONDS = 5.0
AT_A_STRETCH_SECONDS = 0.004


async def with_ticks(
    stream: AsyncGenerator[T, None], clock: Clock, every: float
) -> AsyncGenerator[T | Tick, None]:
    """The events of the stream, and a tick each `every` seconds; raises what the stream raises.

    One task reads the stream from its first event to its last, so that its time limits and
    its closing happen where they were set up.
    """
    queue: asyncio.Queue[tuple[str, T | BaseException | None]] = asyncio.Queue()

    async def read() -> None:
        began = monotonic()
        try:
            # Cancelled between two events, the stream would not hear of it by itself.
            async with aclosing(stream):
                async for event in stream:
                    queue.put_nowait(("event", event))
                    # A burst is read without a single wait: keys and drawing get half the time.
                    if monotonic() - began > AT_A_STRETCH_SECONDS:
                        await asyncio.sleep(AT_A_STRETCH_SECONDS)
                        began = monotonic()
        except Exception as error:  # noqa: BLE001 - handed to the reader, who raises it
            queue.put_nowait(("error", error))
        else:
            queue.put_nowait(("end", None))

    async def tick() -> None:
        while True:
            await clock.sleep(every)
            queue.put_nowait(("tick", None))

    tasks = [asyncio.create_task(read()), asyncio.create_task(tick())]
    try:
        while True:
            kind, item = await queue.get()
            if kind == "end":
                return
            if isinstance(item, BaseException):
                raise item
            yield TICK if kind == "tick" else item  # type: ignore[misc]  # events carry T
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
