"""How often an export is asked about: seldom where others pay for it, at once where we do."""

from nemo_tui.config import Settings
from nemo_tui.engine.jobs import Job
from nemo_tui.hooks import hookimpl

HOSTED_SECONDS = 30.0
LOCAL_SECONDS = (0.15, 0.25, 0.5)
LOCAL_LATER_SECONDS = 1.0


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
        early = LOCAL_SECONDS[attempt - 1 : attempt]
        return early[0] if early else LOCAL_LATER_SECONDS
