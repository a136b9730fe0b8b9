"""Time, so that tests can turn the hands."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """What the engine waits by."""

    def now(self) -> float:
        """Seconds since some fixed point; never runs backwards."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for real."""
        await asyncio.sleep(seconds)
