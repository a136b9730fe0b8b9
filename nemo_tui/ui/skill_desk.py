"""Choosing a skill, and noticing within two seconds that a file was dropped or edited."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.command import CommandPalette
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.worker import Worker

    from nemo_tui.skills import Skill
    from nemo_tui.ui.app import NemoApp

CHECK_SECONDS = 1.0


class SkillDesk:
    """What the app does with skills."""

    def __init__(self, app: NemoApp) -> None:
        self._app = app
        self._looking: Worker[None] | None = None

    def first(self) -> Skill:
        """The skill to begin with. Raises LookupError where there is none at all."""
        shelf = self._app.skills
        found = shelf.get(self._app.skill_name) or next(iter(shelf.all()), None)
        if found is None:
            raise LookupError(self._app.say("app.no_skills"))
        return found

    def watch(self) -> None:
        """Look at the files again and again, from now on."""
        self._app.set_interval(CHECK_SECONDS, self.look)

    def look(self) -> None:
        """Look at the files once, in a thread; a look that is cut off would keep its news."""
        if self._looking is None or self._looking.is_finished:
            self._looking = self._app.run_worker(self._look(), group="skills", exit_on_error=False)

    def use(self, skill: Skill) -> None:
        """Switch; the session of the conversation stays."""
        chat = self._app.chat
        chat.talk.use_skill(skill)
        chat.labels.write()
        chat.prompt.focus()
        self._app.tell("app.skill_now", name=skill.name)

    async def _look(self) -> None:
        if not await asyncio.to_thread(self._app.skills.refresh):
            return
        chat = self._app.chat
        now = self._app.skills.get(chat.talk.skill.name)
        if now is not None and now != chat.talk.skill:
            chat.talk.use_skill(now)
            chat.labels.write()
        self._renew_lists()

    def _renew_lists(self) -> None:
        """A page or a palette that is open shows them too."""
        from nemo_tui.ui.screens.skills import SkillsScreen

        screen = self._app.screen
        if isinstance(screen, SkillsScreen):
            screen.fill()
        elif isinstance(screen, CommandPalette):
            line = screen.query_one(Input)
            line.post_message(Input.Changed(line, line.value))
