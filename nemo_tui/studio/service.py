"""The studio itself: sessions, media, conversations and exports behind the HTTP handlers."""

import asyncio
import logging
import secrets
import shutil
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from nemo_tui.hooks import Plugins
from nemo_tui.protocol.problems import Kind
from nemo_tui.protocol.text import short
from nemo_tui.studio.agent import Agent, Fetch, Turn, place
from nemo_tui.studio.draft import BadDraft, Draft
from nemo_tui.studio.fetch import Limits, Progress, fetch
from nemo_tui.studio.folders import Folders
from nemo_tui.studio.http.answers import refuse
from nemo_tui.studio.http.uploads import Arrived
from nemo_tui.studio.jobs import RenderQueue
from nemo_tui.studio.media.probe import Unsupported, probe
from nemo_tui.studio.names import display_name, suffix_of
from nemo_tui.studio.recipe import Language, Media
from nemo_tui.studio.rendering import sizing
from nemo_tui.studio.rendering.plan import Output
from nemo_tui.studio.store import Duplicate, Render, Session, Store
from nemo_tui.studio.tokens import Tokens

log = logging.getLogger(__name__)
Found = TypeVar("Found")
UPLOAD_LIMIT = 64 * 1000**3
SPARE_BYTES = 200 * 1024**2


@dataclass(frozen=True)
class Options:
    """How this studio behaves. Sizes in bytes."""

    upload_limit: int = UPLOAD_LIMIT
    silent_edits: bool = False
    fetch_limits: Limits = field(default_factory=Limits)
    heartbeat_seconds: float = 10.0
    keep_seconds: float = 30 * 86_400


class Studio:
    """Everything the handlers need; raises problems, knows nothing of HTTP."""

    def __init__(
        self,
        folders: Folders,
        store: Store,
        tokens: Tokens,
        renders: RenderQueue,
        plugins: Plugins,
        agent: Agent,
        options: Options,
    ) -> None:
        self.folders = folders
        self.store = store
        self.tokens = tokens
        self.renders = renders
        self.options = options
        self.agent = agent
        self._plugins = plugins
        self._turns: dict[str, asyncio.Lock] = {}
        self._adopting = asyncio.Lock()

    async def start(self) -> None:
        """Clean up after earlier runs and take their exports up again."""
        await self._adopt()
        for session in await self.store.forget_unused(time.time() - self.options.keep_seconds):
            await asyncio.to_thread(shutil.rmtree, self.folders.media / session, True)
        done = {render.file for render in await self.store.renders("completed")}
        await asyncio.to_thread(self.folders.clean, done)
        await self.renders.start()

    async def aclose(self) -> None:
        """Stop exports, close the database and give the data folder free."""
        await self.renders.aclose()
        await self.store.close()
        self.folders.lock.close()

    async def open_session(self, owner: str, name: str, language: str) -> Session:
        """A new session."""
        number = str(10**18 + secrets.randbelow(8 * 10**18))
        task = f"task_{secrets.token_hex(8)}"
        session = Session(number, owner, task, short(name) or "project", language)
        await self.store.add_session(session)
        return session

    async def session(self, owner: str, session_id: str) -> Session:
        """The owner's session; raises a problem (SESSION_LOST)."""
        found = await self._sought(self.store.session, session_id)
        if found is None or found.owner != owner:
            raise refuse(Kind.SESSION_LOST, "Session not found")
        return found

    def turn_lock(self, session_id: str) -> asyncio.Lock:
        """Turns of one session take place one after the other."""
        return self._turns.setdefault(session_id, asyncio.Lock())

    def check_space(self, wanted: int) -> None:
        """Raise a problem (DISK_FULL) unless this many bytes and a reserve are free."""
        free = shutil.disk_usage(self.folders.root).free
        if free < wanted + SPARE_BYTES:
            raise refuse(Kind.DISK_FULL, f"the disk has room for {free // 10**6} MB only")

    async def add_files(
        self, session: Session, files: Sequence[Arrived], source_url: str = ""
    ) -> list[Media]:
        """Take arrived files into a session, all or none. Raises a problem (UNSUPPORTED_FILE)."""
        taken: list[Media] = []
        try:
            for arrived in files:
                taken.append(await self._take(session, arrived, source_url))
            await self.store.add_media(session.id, taken)
        except BaseException:
            for path in [item.path for item in taken] + [arrived.path for arrived in files]:
                path.unlink(missing_ok=True)
            raise
        await self._place(session)
        return taken

    async def add_url(
        self, session: Session, url: str, on_progress: Callable[[Progress], None]
    ) -> Media:
        """Fetch a URL into a session. Raises FetchFailed or a problem (UNSUPPORTED_FILE)."""
        self.check_space(0)
        folder = self.folders.incoming / secrets.token_hex(8)
        folder.mkdir()
        try:
            path = await fetch(
                url, folder, on_progress, self.options.fetch_limits, plugins=self._plugins
            )
            arrived = Arrived(path, display_name(path.name, "download"))
            [media] = await self.add_files(session, [arrived], url)
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, True)
        return media

    async def turn(
        self, session: Session, message: str, skill: str, language: Language, fetcher: Fetch
    ) -> Turn:
        """What the agent is given for one message."""
        revisions = await self.store.revisions(session.id)
        return Turn(
            message=message,
            draft=revisions[-1].draft if revisions else Draft(),
            library=await self.store.library(session.id),
            language=language,
            skill=skill,
            revisions=tuple(revision.draft for revision in revisions[:-1]),
            memory=session.memory,
            fetch=fetcher,
        )

    async def start_render(
        self, owner: str, render_id: str, session_id: str, draft: object, output: object
    ) -> Render:
        """Check and queue an export. Raises problems (BAD_REQUEST, SESSION_LOST, DISK_FULL)."""
        if not render_id or "/" in render_id:
            raise refuse(Kind.BAD_REQUEST, "id: a word without slashes is wanted")
        session = await self.session(owner, session_id)
        checked = await self._checked(session, draft)
        wire = _checked_output(output)
        weight = sizing.source_bytes(checked, await self.store.library(session.id))
        self.check_space(2 * min(checked.canvas.max_bytes, weight))
        render = Render(render_id, session.id, owner, checked.to_json(), wire)
        try:
            await self.renders.submit(render)
        except Duplicate as error:
            raise refuse(Kind.BAD_REQUEST, "there is a render of this id already", 409) from error
        return render

    async def render(self, owner: str, render_id: str) -> Render:
        """The owner's render; raises a problem (404)."""
        render = await self._sought(self.store.render, render_id)
        if render is None or render.owner != owner:
            raise refuse(Kind.BAD_REQUEST, "there is no render of this id", 404)
        return render

    async def media(self, owner: str, media_id: str) -> Media:
        """A media file of the owner; raises a problem (404)."""
        found = await self.store.media(media_id)
        if found is not None:
            session = await self.store.session(found[0])
            if session is not None and session.owner == owner:
                return found[1]
        raise refuse(Kind.BAD_REQUEST, "there is no media of this id", 404)

    async def _sought(
        self, look: Callable[[str], Awaitable[Found | None]], wanted: str
    ) -> Found | None:
        """What is known here, or to a studio that ran beside this one and has ended."""
        found = await look(wanted)
        if found is None and wanted:
            async with self._adopting:
                adopted = await self._adopt(wanted)
                for render in await self.store.renders("pending", "processing"):
                    if render.session in adopted:
                        await self.renders.take_up(render)
            found = await look(wanted)
        return found

    async def _adopt(self, wanted: str = "") -> list[str]:
        """Move sessions here that studios beside this one left: the wanted one, or all; gives
        their ids. What was left where the next studio looks first is moved only when wanted."""
        adopted: list[str] = []
        for other in self.folders.left_beside():
            if not other.database.is_file() or (other.root == other.asked and not wanted):
                continue
            try:
                move = partial(self.folders.take_over, other)
                adopted += await self.store.adopt(other.database, wanted, move)
            except (OSError, sqlite3.Error) as error:
                log.warning("%s cannot be taken in: %s", other.root, error)
        return adopted

    async def _take(self, session: Session, arrived: Arrived, source_url: str) -> Media:
        media_id = f"m_{secrets.token_hex(8)}"
        try:
            facts = await asyncio.to_thread(probe, arrived.path)
        except Unsupported as error:
            reason = f"{arrived.name}: {error}"
            raise refuse(Kind.UNSUPPORTED_FILE, reason) from error
        folder = self.folders.media / session.id
        folder.mkdir(exist_ok=True)
        target = folder / f"{media_id}{suffix_of(arrived.name)}"
        arrived.path.replace(target)
        return facts.media(target, media_id, arrived.name, source_url)

    async def _place(self, session: Session) -> None:
        if await self.store.is_edited(session.id):
            return
        draft = place(await self.store.library(session.id))
        if draft.tracks:
            await self.store.commit(session.id, draft)

    async def _checked(self, session: Session, raw: object) -> Draft:
        try:
            draft = Draft.from_json(raw)
        except BadDraft as error:
            raise refuse(Kind.BAD_REQUEST, str(error)) from error
        if not any(track.segments for track in draft.tracks):
            raise refuse(Kind.BAD_REQUEST, "there is nothing on the timeline to export")
        library = await self.store.library(session.id)
        for track in draft.tracks:
            for segment in track.segments:
                if segment.source and library.get(segment.source) is None:
                    raise refuse(Kind.BAD_REQUEST, f"{segment.source[:80]}: no such media here")
        return draft


def _checked_output(raw: object) -> dict[str, object]:
    try:
        Output.from_json(raw)
    except BadDraft as error:
        raise refuse(Kind.BAD_REQUEST, str(error)) from error
    return raw if isinstance(raw, dict) else {}
