"""After a broken stream: never send again, look at the project until something shows."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from nemo_tui.engine.clock import Clock
from nemo_tui.engine.running import Emit
from nemo_tui.engine.turn import Recovering
from nemo_tui.protocol.problems import Problem

HOSTED_SECONDS = (30, 60, 60, 60, 60)
LOCAL_SECONDS = (1, 2, 4)


async def look_for_result(
    look: Callable[[], Awaitable[bool]], clock: Clock, emit: Emit, waits: Sequence[int]
) -> bool:
    """Look after each wait, counting down; without waits, once. True as soon as it shows."""
    for attempt, wait in enumerate(waits, 1):
        for left in range(wait, 0, -1):
            emit(Recovering(attempt, len(waits), left))
            await clock.sleep(1)
        with suppress(Problem):
            if await look():
                return True
    return False if waits else await look()
