"""Work that emits events, as an iterator of them: leaving the iterator stops the work."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

from nemo_tui.engine.turn import TurnEvent

Emit = Callable[[TurnEvent], None]


async def events_of(work: Callable[[Emit], Awaitable[None]]) -> AsyncGenerator[TurnEvent, None]:
    """Run the work beside the reader and give its events in order.

    The work is cancelled exactly once, however often the reader is: a second cancellation
    while a connection is being closed would leak it.
    """
    queue: asyncio.Queue[TurnEvent | None] = asyncio.Queue()

    async def run() -> None:
        try:
            await work(queue.put_nowait)
        finally:
            queue.put_nowait(None)

    task = asyncio.create_task(run())
    try:
        while (event := await queue.get()) is not None:
            yield event
        await asyncio.shield(task)
    finally:
        await stop(task)


async def stop(task: "asyncio.Task[object] | asyncio.Task[None]") -> None:
    """Cancel a task once and wait until it is gone."""
    task.cancel()
    await asyncio.wait({task})
