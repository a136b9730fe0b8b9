"""What is known of the session's project, and what changed since it was last looked at."""

from hashlib import sha256

from nemo_tui.client.api import Api
from nemo_tui.engine import timeline
from nemo_tui.engine.backend import Backend
from nemo_tui.engine.running import Emit
from nemo_tui.engine.turn import Notice, TimelineChanged, TimelineView
from nemo_tui.protocol import draft as drafts
from nemo_tui.protocol.models import ProjectState


class Project:
    """The draft as it was last read, kept opaque, with a view of it for people.

    `source_bytes` is the size of the project's only media file; 0 where there are others.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.forget()

    def forget(self) -> None:
        """Start over: a new session has nothing."""
        self.draft: object = None
        self.view = TimelineView()
        self.media: tuple[str, ...] = ()
        self.source_bytes = 0
        self.generated = 0
        self.is_stale = False
        self.revision = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing would be lost with the session."""
        return not (self.media or self.has_draft or self.is_stale)

    @property
    def has_draft(self) -> bool:
        """Whether something is on the timeline."""
        return timeline.is_exportable(self.draft)

    @property
    def fingerprint(self) -> str:
        """Tells this draft from any other."""
        return sha256(drafts.write(self.draft).encode()).hexdigest()[:32]

    async def refresh(self, emit: Emit) -> TimelineChanged | None:
        """Read the state; what differs from what was known, or None. Raises Problem."""
        session = await self._backend.session(emit)

        async def read(api: Api) -> ProjectState:
            return await api.state(session)

        return self.take(await self._backend.call(emit, read))

    async def report(self, emit: Emit) -> bool:
        """Read the state and emit what changed; whether anything did. Raises Problem."""
        change = await self.refresh(emit)
        if change:
            emit(change)
        return change is not None

    def take(self, state: ProjectState) -> TimelineChanged | None:
        """Compare a state with the one before and keep it."""
        view, media = timeline.read(state.draft), tuple(item.name for item in state.media)
        new_media = len(media) - len(self.media)
        drafted = drafts.write(state.draft) != drafts.write(self.draft)
        changed = drafted or new_media > 0 or len(state.generated) > self.generated
        found = timeline.changes(self.view, view) or _unnamed(drafted, max(new_media, 0))
        before, self.draft, self.view, self.media = self.view, state.draft, view, media
        self.generated = len(state.generated)
        self.source_bytes = (state.media[0].bytes or 0) if len(media) == 1 else 0
        self.is_stale = False
        self.revision += drafted
        return TimelineChanged(before, view, found) if changed else None


def _unnamed(drafted: bool, new_media: int) -> tuple[Notice, ...]:
    if drafted:
        return (Notice("engine.timeline.changed"),)
    return (Notice("engine.media_added", {"count": new_media}),)
