"""The upload step: check every file, ask once per host, send, and say what arrived."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from pathlib import Path

from nemo_tui.client.api import Api
from nemo_tui.engine.actions import Action
from nemo_tui.engine.backend import Backend
from nemo_tui.engine.clock import Clock
from nemo_tui.engine.consent import ConsentBook
from nemo_tui.engine.pacing import TICK_SECONDS, with_ticks
from nemo_tui.engine.project import Project
from nemo_tui.engine.running import Emit
from nemo_tui.engine.sources import Source, check_all, is_url
from nemo_tui.engine.speed import Speed
from nemo_tui.engine.turn import ConsentRequest, Proposed, Uploaded, Uploading, Working
from nemo_tui.protocol.models import UploadedFile
from nemo_tui.protocol.problems import Kind, LocalFault

Consent = Callable[[ConsentRequest], Awaitable[bool]]


class Uploader:
    """Sends media of this machine, and addresses that the backend fetches itself."""

    def __init__(
        self, backend: Backend, project: Project, book: ConsentBook, consent: Consent, clock: Clock
    ) -> None:
        self._backend = backend
        self._project = project
        self._book = book
        self._consent = consent
        self._clock = clock
        self.sent: list[str] = []

    async def run(self, action: Action, limit: int, emit: Emit) -> bool:
        """Upload the sources; False where there are none. Raises Problem."""
        if not action.sources:
            emit(Proposed(action))
            return False
        await self._backend.sign_in(emit)
        files = check_all(action.sources, None if self._backend.is_local else limit)
        await self._ask(files)
        session = await self._backend.session(emit)
        await self._send(session, files, emit)
        await self._have_fetched(session, [s for s in action.sources if is_url(s)], emit)
        self.sent += action.sources
        await self._project.report(emit)
        return True

    async def _ask(self, files: Sequence[Source]) -> None:
        host = self._backend.host
        if not files or self._backend.is_local or self._book.allows(host):
            return
        wanted = ConsentRequest(host, tuple((str(file.path), file.bytes) for file in files))
        if not await self._consent(wanted):
            raise LocalFault(Kind.NO_CONSENT, host)
        self._book.remember(host)

    async def _send(self, session: str, files: Sequence[Source], emit: Emit) -> None:
        if not files:
            return
        paths = [file.path for file in files]
        report = self._reporter(emit)

        async def send(api: Api) -> list[UploadedFile]:
            return await api.upload_files(session, paths, report)

        arrived = await self._backend.call(emit, send)
        for number, source in enumerate(files):
            found = arrived[number] if len(arrived) == len(files) else None
            emit(_uploaded(found, source.kind, source.path, source.bytes))

    async def _have_fetched(self, session: str, urls: Sequence[str], emit: Emit) -> None:
        if not urls:
            return
        for url in urls:
            emit(Uploading(url, 0, 0))
        began = self._clock.now()

        async def fetched() -> AsyncGenerator[list[UploadedFile], None]:
            yield await self._backend.call(emit, lambda api: api.upload_urls(session, urls))

        async with aclosing(with_ticks(fetched(), self._clock, TICK_SECONDS)) as answers:
            async for arrived in answers:
                if isinstance(arrived, str):
                    emit(Working(self._clock.now() - began))
                    continue
                for found in arrived:
                    emit(_uploaded(found, found.kind, None, found.bytes))

    def _reporter(self, emit: Emit) -> Callable[[str, int, int], None]:
        speeds: dict[str, Speed] = {}

        def report(name: str, sent: int, total: int) -> None:
            speed = speeds.setdefault(name, Speed(self._clock))
            if speed.is_due(sent, total):
                emit(Uploading(name, sent, total, *speed.measure(sent, total)))

        return report


def _uploaded(
    found: UploadedFile | None, kind: str, path: Path | None, size: int | None
) -> Uploaded:
    if found is None:
        return Uploaded(path.name if path else "", kind, bytes=size, path=path)
    return Uploaded(
        name=path.name if path else found.name,
        kind=found.kind or kind,
        duration_ms=found.duration_ms,
        width=found.width,
        height=found.height,
        bytes=size if size is not None else found.bytes,
        path=path,
    )
