"""The backend of this run: an address that was configured, or a studio spawned here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from nemo_tui.config import Settings

if TYPE_CHECKING:
    from nemo_tui.client.api import Address


class Launcher:
    """Gives the backend's address; spawns the studio when the work is done on this machine."""

    def __init__(self, settings: Settings, on_log: Callable[[str], None] | None = None) -> None:
        self._settings = settings

    @property
    def where(self) -> str:
        """The host that does the work; empty for this machine."""
        raise NotImplementedError

    async def connect(self) -> "Address":
        """The address; idempotent, restarts a studio that died. Raises LocalFault."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Stop the studio, if one was started."""
