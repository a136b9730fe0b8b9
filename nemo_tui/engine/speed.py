"""How fast bytes move and how long the rest will take; reports at most ten times a second."""

from nemo_tui.engine.clock import Clock

SHORTEST_GAP = 0.1
SETTLE_SECONDS = 0.5


class Speed:
    """Progress of one transfer."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started = clock.now()
        self._first: int | None = None
        self._last = float("-inf")

    def is_due(self, done: int, total: int) -> bool:
        """Whether this is worth a report: the first, the last, or a tenth of a second later."""
        now = self._clock.now()
        if self._first is None:
            self._first, self._started = done, now
        if now - self._last < SHORTEST_GAP and not (total and done >= total):
            return False
        self._last = now
        return True

    def measure(self, done: int, total: int) -> tuple[float, float | None]:
        """Bytes per second, and seconds left where that can be told."""
        spent = self._clock.now() - self._started
        moved = done - (self._first or 0)
        if spent < SETTLE_SECONDS or moved <= 0:
            return 0.0, None
        speed = moved / spent
        return speed, max(0.0, (total - done) / speed) if total else None
