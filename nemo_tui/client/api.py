"""One method per endpoint of the NemoVideo API, typed in and out, no policy."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nemo_tui.protocol.events import WireEvent
from nemo_tui.protocol.models import (
    Credits,
    ProjectState,
    RenderStatus,
    SessionInfo,
    UploadedFile,
)


@dataclass(frozen=True)
class Address:
    """Where a backend is. `local` says that it is a studio of this machine."""

    url: str
    token: str = field(default="", repr=False)
    local: bool = False


@dataclass(frozen=True)
class Call:
    """One request as the log shows it: no token, no query string. `ms` until it was over."""

    method: str
    path: str
    status: int | None
    ms: float
    problem: str = ""
    host: str = ""


class Api:
    """The endpoints of one backend for one skill. Every method raises Problem and nothing else."""

    def __init__(
        self,
        address: Address,
        attribution: Mapping[str, str],
        *,
        on_call: Callable[[Call], None] | None = None,
    ) -> None:
        raise NotImplementedError

    async def create_session(self, language: str) -> SessionInfo:
        """A new project with its session."""
        raise NotImplementedError

    async def upload_files(
        self,
        session_id: str,
        files: Sequence[Path],
        on_progress: Callable[[str, int, int], None],
    ) -> list[UploadedFile]:
        """Send files of this machine in one request; `on_progress(name, sent, total)`."""
        raise NotImplementedError

    async def upload_urls(self, session_id: str, urls: Sequence[str]) -> list[UploadedFile]:
        """Have the backend fetch what lies at these addresses."""
        raise NotImplementedError

    def run(self, session_id: str, text: str) -> AsyncIterator[WireEvent]:
        """Say something to the agent; ends at the clean end of the stream. Never repeated."""
        raise NotImplementedError

    async def credits(self) -> Credits:
        """The balance."""
        raise NotImplementedError

    async def state(self, session_id: str) -> ProjectState:
        """The project as it stands."""
        raise NotImplementedError

    async def start_render(
        self, render_id: str, session_id: str, draft: object, output: Mapping[str, str]
    ) -> RenderStatus:
        """Start an export of this draft under this id."""
        raise NotImplementedError

    async def render_status(self, render_id: str) -> RenderStatus:
        """How an export stands."""
        raise NotImplementedError

    async def cancel_render(self, render_id: str) -> None:
        """Stop an export."""
        raise NotImplementedError

    async def download(
        self, url: str, render_id: str, target: Path, on_progress: Callable[[int, int], None]
    ) -> None:
        """Fetch a finished export into `target`, going on where it stops; `(received, total)`."""
        raise NotImplementedError

    async def claim_token(self, task_id: str, session_id: str) -> str:
        """A token that hands this session over to a browser."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Close the connections."""
        raise NotImplementedError
