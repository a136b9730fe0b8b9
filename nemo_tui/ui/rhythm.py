"""When letters come: an answer that streams is drawn between two of them."""

from collections.abc import Callable
from time import monotonic

SHOWN_SECONDS = 0.03
NEXT_SECONDS = 0.08
STOPPED_SECONDS = 0.3


class Rhythm:
    """Knows when the last letter was typed."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last = float("-inf")

    def beat(self) -> None:
        """A letter was typed."""
        self._last = self._clock()

    @property
    def is_between(self) -> bool:
        """Whether the last letter is on the screen and the next is not near, or nobody types."""
        since = self._clock() - self._last
        return SHOWN_SECONDS <= since < NEXT_SECONDS or since >= STOPPED_SECONDS
