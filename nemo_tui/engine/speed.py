"""How fast something gets done, and how long the rest will take at the rate of the last while."""

from collections import deque

from nemo_tui.engine.clock import Clock

SHORTEST_GAP = 0.1
SETTLE_SECONDS = 0.5
TRUST_SECONDS, TRUST_SHARE = 4.0, 0.02
SHORTEST_WINDOW, LONGEST_WINDOW = 8.0, 60.0
SHARE_OF_TIME = 1 / 3  # what runs for long is judged by more of it
SLACK = 0.1  # said on top of what the rate says, so that small waves in it are not seen


class Speed:
    """Progress of one transfer or render: amounts of any unit, in order."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, float]] = deque()
        self._began = clock.now()
        self._last = float("-inf")
        self._end: float | None = None

    def is_due(self, done: int, total: int) -> bool:
        """Whether this is worth a report: the first, the last, or a tenth of a second later."""
        now = self._clock.now()
        if not self._seen:
            self._begin(done)
        if now - self._last < SHORTEST_GAP and not (total and done >= total):
            return False
        self._last = now
        return True

    def measure(self, done: float, total: float) -> tuple[float, float | None]:
        """Amount per second, and seconds left where that can be told by now."""
        self._note(done)
        spent, speed = self._clock.now() - self._seen[0][0], self._rate(self._seen[0])
        stands = self._clock.now() - self._seen[-1][0] > LONGEST_WINDOW
        if spent < SETTLE_SECONDS or speed <= 0 or stands:
            self._end = None
            return 0.0, None
        is_told = total and spent >= TRUST_SECONDS and done >= total * TRUST_SHARE
        return speed, self._left((total - done) / speed) if is_told else None

    def _note(self, done: float) -> None:
        """Keep when it grew in the last while; less than before is another beginning."""
        if not self._seen or done < self._seen[-1][1]:
            self._begin(done)
        elif done > self._seen[-1][1]:
            self._seen.append((self._clock.now(), done))
            self._forget()

    def _begin(self, done: float) -> None:
        self._began = self._clock.now()
        self._seen = deque([(self._began, done)])

    def _forget(self) -> None:
        """What is too old, and what was at another pace: a new pass, a busy machine."""
        now = self._clock.now()
        window = min(max((now - self._began) * SHARE_OF_TIME, SHORTEST_WINDOW), LONGEST_WINDOW)
        while len(self._seen) > 2 and now - self._seen[1][0] >= window:
            self._seen.popleft()
        recent = next(seen for seen in self._seen if now - seen[0] <= SHORTEST_WINDOW)
        lately, before = self._rate(recent), self._rate(self._seen[0])
        if now - recent[0] >= TRUST_SECONDS and not before / 2 <= lately <= before * 2:
            self._seen = deque(seen for seen in self._seen if seen >= recent)

    def _rate(self, since: tuple[float, float]) -> float:
        """Amount per second from then to now."""
        spent = self._clock.now() - since[0]
        return (self._seen[-1][1] - since[1]) / spent if spent else 0.0

    def _left(self, left: float) -> float:
        """Count down to the end that was told, while the rate does not say another."""
        now, left = self._clock.now(), max(left, 0.0)
        least, most = now + left, now + left * (1 + 3 * SLACK) + 1
        if self._end is None or not least <= self._end <= most:
            self._end = now + left * (1 + SLACK)
        return self._end - now
