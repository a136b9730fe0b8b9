"""One method per endpoint of the NemoVideo API, typed in and out, no policy.

Every method raises Problem and nothing else: Unreachable, Refused, Garbled or LocalFault.
"""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from pathlib import Path

from nemo_tui.client import sse, transfer
from nemo_tui.client.wire import Address, Call, NotSent, Patience, Wire
from nemo_tui.protocol import models, routes
from nemo_tui.protocol.envelope import is_about_session
from nemo_tui.protocol.events import WireEvent
from nemo_tui.protocol.models import (
    Credits,
    ProjectState,
    RenderStatus,
    SessionInfo,
    UploadedFile,
)
from nemo_tui.protocol.problems import Garbled, Kind, Refused

__all__ = ["Address", "Api", "Call", "NotSent", "Patience"]


class Api:
    """The endpoints of one backend for one skill."""

    def __init__(
        self,
        address: Address,
        attribution: Mapping[str, str],
        *,
        on_call: Callable[[Call], None] | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._wire = Wire(address, attribution, on_call=on_call, patience=patience)

    async def create_session(self, language: str) -> SessionInfo:
        """A new project with its session."""
        body = {"task_name": "project", "language": language}
        return SessionInfo.read(await self._wire.ask("POST", routes.SESSION, body=body))

    async def upload_files(
        self,
        session_id: str,
        files: Sequence[Path],
        on_progress: Callable[[str, int, int], None],
    ) -> list[UploadedFile]:
        """Send files of this machine in one request; `on_progress(name, sent, total)`.

        Raises LocalFault, before a byte leaves, for a file that cannot be read.
        """
        answer = await transfer.upload(self._wire, session_id, files, on_progress)
        return UploadedFile.read_all(answer)

    async def upload_urls(self, session_id: str, urls: Sequence[str]) -> list[UploadedFile]:
        """Have the backend fetch what lies at these addresses; it may take minutes."""
        body = {"urls": list(urls), "source_type": "url"}
        seconds = self._wire.patience.ingest
        try:
            answer = await self._wire.ask(
                "POST", routes.upload(session_id), body=body, seconds=seconds, silence=seconds
            )
        except Refused as problem:
            if problem.code != 404 or is_about_session(problem.detail):
                raise
            # The 404 is the address's: a session that is gone has a code or words of its own.
            raise Refused(Kind.BAD_REQUEST, problem.detail, problem.code) from problem
        return UploadedFile.read_all(answer)

    def run(self, session_id: str, text: str) -> AsyncGenerator[WireEvent, None]:
        """Say something to the agent; ends at the clean end of the stream. Never repeated.

        Leave it by `aclose` (contextlib.aclosing) to cancel the turn. Raises NotSent when
        nothing has reached the backend, Unreachable(BROKEN_STREAM) when the message may have.
        """
        return sse.run(self._wire, session_id, text)

    async def credits(self) -> Credits:
        """The balance."""
        return Credits.read(await self._wire.ask("GET", routes.CREDITS))

    async def state(self, session_id: str) -> ProjectState:
        """The project as it stands."""
        return ProjectState.read(await self._wire.ask("GET", routes.state(session_id)))

    async def start_render(
        self, render_id: str, session_id: str, draft: object, output: Mapping[str, str]
    ) -> RenderStatus:
        """Start an export of this draft, as `state` gave it, under this id."""
        body = {"id": render_id, "sessionId": session_id, "draft": draft, "output": dict(output)}
        return RenderStatus.read(await self._wire.ask("POST", routes.RENDER, body=body))

    async def render_status(self, render_id: str) -> RenderStatus:
        """How an export stands."""
        return RenderStatus.read(await self._wire.ask("GET", routes.render(render_id)))

    async def cancel_render(self, render_id: str) -> None:
        """Stop an export. No source shows the answer: any but a refusal or redirect is fine."""
        try:
            await self._wire.ask("POST", routes.cancel_render(render_id))
        except Garbled as problem:
            if problem.code:
                raise

    async def download(
        self, url: str, render_id: str, target: Path, on_progress: Callable[[int, int], None]
    ) -> None:
        """Fetch a finished export into `target`, going on where it stops; `(received, total)`.

        An empty `url` means the backend's own download path. `total` is 0 where unknown.
        """
        await transfer.download(self._wire, url, render_id, target, on_progress)

    async def claim_token(self, task_id: str, session_id: str) -> str:
        """A token that hands this session over to a browser and does nothing else."""
        body = {"task_id": task_id, "session_id": session_id}
        return models.claim_token(await self._wire.ask("POST", routes.CLAIM_TOKEN, body=body))

    async def aclose(self) -> None:
        """Nothing is open between calls; here so that owners need not know."""
