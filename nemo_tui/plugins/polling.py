"""How often an export is asked about: seldom where others pay for it, at once where we do."""

import time

from nemo_tui.config import Settings
from nemo_tui.engine.jobs import Job
from nemo_tui.hooks import hookimpl

HOSTED_SECONDS = 30.0
EARLY_SECONDS = (0.1, 0.1, 0.2, 0.4)
SHORTEST_SECONDS, LONGEST_SECONDS = 0.1, 1.0


class Polling:
    """The built-in delays; `poll_seconds` of the settings goes before them."""

    def __init__(self, settings: Settings) -> None:
        self._chosen = settings.poll_seconds

    @hookimpl
    def nemo_poll_delay(self, job: Job, attempt: int, backend: str) -> float | None:
        """Seconds before poll number `attempt`, counted from 1."""
        if self._chosen is not None:
            return self._chosen
        if backend != "local":
            return HOSTED_SECONDS
        if job.percent:
            return _half_way(job.percent, time.time() - job.updated)
        early = EARLY_SECONDS[attempt - 1 : attempt]
        return early[0] if early else LONGEST_SECONDS


def _half_way(percent: float, spent: float) -> float:
    """Half of the time that seems to be left: few polls on the way, none late at the end."""
    left = spent * (100 - percent) / percent
    return min(max(left / 2, SHORTEST_SECONDS), LONGEST_SECONDS)
