"""After a broken stream: never send again, look at the project until something shows."""

from collections.abc import Awaitable, Callable

from nemo_tui.engine.clock import Clock
from nemo_tui.engine.running import Emit
from nemo_tui.engine.turn import Recovering
from nemo_tui.protocol.problems import Problem

HOSTED_SECONDS = (30, 60, 60, 60, 60)
LOCAL_SECONDS = (1, 2, 4)


async def look_for_result(
    look: Callable[[], Awaitable[bool]], clock: Clock, emit: Emit, *, local: bool
) -> bool:
    """Look after each wait, counting down; True as soon as `look` sees a change."""
    waits = LOCAL_SECONDS if local else HOSTED_SECONDS
    for attempt, wait in enumerate(waits, 1):
        for left in range(wait, 0, -1):
            emit(Recovering(attempt, len(waits), left))
            await clock.sleep(1)
        try:
            if await look():
                return True
        except Problem:
            continue
    return False
