"""Beginning, reopening, naming and saving conversations."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from nemo_tui.engine.turn import Exported, Planned, TurnEvent
from nemo_tui.protocol.text import short
from nemo_tui.ui.replay import recipes

NEWEST = 80

if TYPE_CHECKING:
    from nemo_tui.engine.history import Summary
    from nemo_tui.skills import Skill
    from nemo_tui.ui.app import NemoApp
    from nemo_tui.ui.widgets.transcript import Recipe


class SessionDesk:
    """What the app does with whole conversations."""

    def __init__(self, app: NemoApp) -> None:
        self._app = app

    def begin_keeping(self, skill: Skill) -> None:
        """The history of a conversation that begins now; nothing is written before a message."""
        where = self._app.launcher.where or "local"
        with suppress(OSError):
            self._app.parts.history.begin(
                skill=skill.name, language=self._app.say.language, backend=where
            )

    def new(self) -> None:
        """An empty conversation under the same skill."""
        app, chat = self._app, self._app.chat
        chat.turns.stop()
        chat.start_over(app.new_talk(chat.talk.skill))
        self.begin_keeping(chat.talk.skill)
        app.tell("app.new_session")

    async def open_latest(self, wanted: str) -> None:
        """Reopen a conversation by its id; `last` is the newest."""
        sessions = await asyncio.to_thread(self._app.parts.history.sessions)
        found = next((each for each in sessions if wanted in ("last", each.id)), None)
        if found:
            await self.open(found)

    async def open(self, summary: Summary) -> None:
        """Show a conversation again and go on with it."""
        app, chat = self._app, self._app.chat
        events = await asyncio.to_thread(self._newest, summary.id)
        newest = await asyncio.to_thread(recipes, events, app.say, app.looks)
        skill = app.skills.get(summary.skill) or chat.talk.skill
        chat.turns.stop()
        chat.start_over(app.new_talk(skill, summary.session_id), newest)
        for event in events:
            if isinstance(event, Exported):
                app.activity.see(event)  # its keys open it again
        app.parts.history.go_on(summary.id)
        app.tell("app.resumed", title=short(summary.title, 60))
        talk, painted = chat.talk, asyncio.Event()
        chat.call_after_refresh(painted.set)
        await painted.wait()
        older = await asyncio.to_thread(self._older, summary.id, len(events))
        if chat.talk is talk:
            chat.transcript.put_before(older)

    def _newest(self, session: str) -> list[TurnEvent]:
        """What is seen first, in whole turns. Fit for a thread."""
        events = self._app.parts.history.events(session, NEWEST)
        first = next((at for at, each in enumerate(events) if isinstance(each, Planned)), 0)
        return events[first:]

    def _older(self, session: str, count: int) -> list[Recipe]:
        """All but the last so many events: years take a moment to read. Fit for a thread."""
        app = self._app
        events = app.parts.history.events(session)
        return recipes(events[: len(events) - count], app.say, app.looks)

    def rename(self, title: str) -> None:
        """Name the conversation that is going on."""
        app = self._app
        if not app.parts.history.current or not title.strip():
            app.tell("app.no_history")
            return
        app.parts.history.rename(app.parts.history.current, title.strip())
        app.tell("app.renamed", title=short(title, 80))

    def save(self, form: str) -> None:
        """Write the conversation that is going on beside the finished files."""
        app = self._app
        if app.parts.history.current:
            self.save_as_file(app.parts.history.current, form)
        else:
            app.tell("app.no_history")

    def save_as_file(self, session: str, form: str) -> None:
        """Write a conversation of the list beside the finished files."""
        app = self._app
        name = f"nemo-{time.strftime('%Y%m%d-%H%M%S')}.{form}"
        folder = app.output
        try:
            folder.mkdir(parents=True, exist_ok=True)
            text = app.parts.history.export(session, "json" if form == "json" else "md")
            (folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            app.tell("app.cannot_save", reason=short(str(error), 120))
        else:
            app.tell("app.saved_to", path=folder / name)
