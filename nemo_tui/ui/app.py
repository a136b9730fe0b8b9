"""The app: its parts, its colours, which screen is on top, and the way out.

Nothing is imported or read here before the first paint that the first paint does not need.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import WorkerState

from nemo_tui.protocol.text import clean
from nemo_tui.ui.palette import Everything
from nemo_tui.ui.purity import DeadText
from nemo_tui.ui.screens.chat import ChatScreen
from nemo_tui.ui.terminal import Restorer
from nemo_tui.ui.themes import DARK, OURS, theme_for

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.worker import Worker

    from nemo_tui.catalogue import Catalogue
    from nemo_tui.config import Settings
    from nemo_tui.engine.conversation import Conversation
    from nemo_tui.engine.history import History
    from nemo_tui.engine.jobs import JobStore
    from nemo_tui.engine.turn import ConsentRequest
    from nemo_tui.hooks import Command, Plugins
    from nemo_tui.launch import Launcher
    from nemo_tui.skills import Skill, Skills
    from nemo_tui.ui.activity import Activity
    from nemo_tui.ui.choices import Choices
    from nemo_tui.ui.handover import Handover
    from nemo_tui.ui.journal import Journal
    from nemo_tui.ui.leaving import Leaving
    from nemo_tui.ui.session_desk import SessionDesk
    from nemo_tui.ui.skill_desk import SkillDesk
    from nemo_tui.ui.talk import Talk
    from nemo_tui.ui.widgets.picture import Album

DEFAULT_SKILL = "video-compressor-download"


@dataclass(frozen=True)
class Parts:
    """What the app works with once its first screen stands."""

    skills: Skills
    plugins: Plugins
    jobs: JobStore
    history: History


class NemoApp(App[int]):
    """A full-screen chat with one backend."""

    TITLE = "nemo-tui"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Everything}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True, id="app.quit"),
        Binding("f1", "help", show=False, priority=True, id="app.help"),
        Binding("ctrl+z", "suspend_process", show=False, priority=True, id="app.suspend"),
    ]

    def __init__(
        self,
        *,
        settings: Settings,
        catalogue: Catalogue,
        launcher: Launcher,
        conversation_for: Callable[..., Conversation],
        prepare: Callable[[], Parts],
        skill: str = "",
        resume: str = "",
    ) -> None:
        super().__init__()
        self.settings = settings
        self.say = catalogue
        self.launcher = launcher
        self.skill_name = skill or settings.skill or DEFAULT_SKILL
        self.parts: Parts
        self._conversation_for = conversation_for
        self._prepare = prepare
        self._resume = resume
        self.is_looked_at = True
        self._restorer = Restorer()
        self._dead_text = DeadText()
        for theme in OURS:
            self.register_theme(theme)
        known = settings.theme in self.available_themes
        self._dress(settings.theme if known else theme_for(os.environ))
        self.set_keymap(dict(settings.keys))

    def _dress(self, name: str) -> None:
        """Take the colours before anything is styled; Textual's way styles everything twice."""
        if name != DARK.name:
            self.theme = name
            return
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The chat is the bottom of the stack: one screen less to build before the first paint."""
        return ChatScreen()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that a terminal would obey gets into a line."""
        return [*super().get_line_filters(), self._dead_text]

    @property
    def output(self) -> Path:
        """The folder in which finished files land."""
        return self.settings.output if self.settings.output != Path() else Path.cwd()

    @property
    def chat(self) -> ChatScreen:
        """The chat screen, whatever is on top of it."""
        screen = self.screen_stack[0]
        assert isinstance(screen, ChatScreen)
        return screen

    @property
    def skills(self) -> Skills:
        """The skills that were found."""
        return self.parts.skills

    @property
    def commands(self) -> list[Command]:
        """Every command, once the plug-ins are there."""
        from nemo_tui.ui.commands import every_command

        return every_command(self.parts.plugins) if self.chat.is_ready else []

    @cached_property
    def activity(self) -> Activity:
        """Uploads, renders and downloads of this window."""
        from nemo_tui.ui.activity import Activity

        return Activity()

    @cached_property
    def looks(self) -> Album:
        """What files look like."""
        from nemo_tui.ui.widgets.picture import Album

        return Album(self)

    @cached_property
    def leaving(self) -> Leaving:
        """The way out."""
        from nemo_tui.ui.leaving import Leaving

        return Leaving(self)

    @cached_property
    def skill_desk(self) -> SkillDesk:
        """What is done with skills."""
        from nemo_tui.ui.skill_desk import SkillDesk

        return SkillDesk(self)

    @cached_property
    def journal(self) -> Journal:
        """What the log page shows."""
        from nemo_tui.ui.journal import Journal

        return Journal()

    @cached_property
    def sessions(self) -> SessionDesk:
        """What is done with whole conversations."""
        from nemo_tui.ui.session_desk import SessionDesk

        return SessionDesk(self)

    @cached_property
    def handover(self) -> Handover:
        """Clipboard, desktop, bell."""
        from nemo_tui.ui.handover import Handover

        return Handover(self)

    @cached_property
    def choices(self) -> Choices:
        """Settings that change while the app runs."""
        from nemo_tui.ui.choices import Choices

        return Choices(self)

    # Beginning

    def on_mount(self) -> None:
        self._restorer.arm(self._leave_for_signal)
        self.call_after_refresh(self._after_first_paint)

    def on_unmount(self) -> None:
        self._restorer.disarm()
        if "parts" in self.__dict__:
            self.parts.history.end()

    def _after_first_paint(self) -> None:
        self.run_worker(self._begin(), group="begin", exit_on_error=False)

    async def _begin(self) -> None:
        self.parts = await asyncio.to_thread(self._prepare)
        skill = await asyncio.to_thread(self.skill_desk.first)
        self.chat.begin(self.new_talk(skill))
        self.sessions.begin_keeping(skill)
        self.skill_desk.watch()
        if self._resume:
            await self.sessions.open_latest(self._resume)
        elif await asyncio.to_thread(self.parts.jobs.waiting):
            self.chat.show_line(self.say("app.unfinished_one"), "◷")
        self.chat.prompt.take_history(await asyncio.to_thread(self.parts.history.prompts))
        gc.freeze()  # what is loaded by now stays: no collection has to walk through it again

    def new_talk(self, skill: Skill, session_id: str = "") -> Talk:
        """A conversation that is made when it is needed."""
        from nemo_tui.ui.talk import Talk

        return Talk(
            self._conversation_for,
            skill,
            self._ask_consent,
            self.journal.write_call,
            language=self.say.language,
            session_id=session_id,
        )

    def warm_up(self) -> None:
        """Start the backend while the person still writes: a file was attached."""
        self.run_worker(self._warm_up(), group="warm", exclusive=True, exit_on_error=False)

    async def _warm_up(self) -> None:
        from nemo_tui.protocol.problems import Problem

        with suppress(Problem):  # the first message tells of it
            await self.launcher.connect()

    def tell(self, key: str, **values: object) -> None:
        """A short notice that goes away by itself."""
        self.notify(clean(self.say(key, **values)), markup=False, timeout=4)

    def on_app_focus(self) -> None:
        self.is_looked_at = True

    def on_app_blur(self) -> None:
        self.is_looked_at = False

    async def _ask_consent(self, request: ConsentRequest) -> bool:
        from nemo_tui.ui.screens.questions import consent_question

        return await self.push_screen_wait(consent_question(request, self.say))

    def action_open_link(self, address: str) -> None:
        """Open a link of an answer."""
        if address.startswith(("http://", "https://")):
            self.open_url(address)
        else:
            self.tell("app.link_refused")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A failed worker is told of and never ends the app."""
        if event.state is WorkerState.ERROR and event.worker.error:
            self.journal.write_fault(event.worker.group, event.worker.error)

    # Pages

    def action_help(self) -> None:
        """All keys and commands; once more closes them."""
        if self.screen.id == "help":
            self.pop_screen()
        else:
            self.open_page("help")

    def open_page(self, name: str) -> None:
        """Put a page over the chat, unless another is over it already; the help goes over any."""
        from nemo_tui.ui.pages import PAGES

        is_free = len(self.screen_stack) == 1 or name == "help"
        if is_free and self.chat.is_ready:
            self.push_screen(PAGES[name]())

    # Leaving

    def action_leave(self) -> None:
        """Quit; when something runs, ask first."""
        self.leaving.ask()

    def _leave_for_signal(self, number: int) -> None:
        self.leaving.begin(128 + number)
