"""A scripted conversation and its surroundings: the screen without a backend."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nemo_tui.catalogue import Catalogue
from nemo_tui.config import Paths, Settings
from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.history import History
from nemo_tui.engine.jobs import JobStore
from nemo_tui.engine.turn import Finished, Planned, Said, Saying, TurnEvent
from nemo_tui.hooks import ClientHooks, Plugins
from nemo_tui.plugins import commands
from nemo_tui.skills import Skill, Skills, bundled_folder
from nemo_tui.ui.app import NemoApp, Parts

Script = Sequence[TurnEvent | Callable[[], Any]]


@dataclass
class FakeLauncher:
    """A backend that is always there."""

    where: str = ""
    connected: int = 0
    closed: int = 0

    async def connect(self) -> object:
        self.connected += 1
        return object()

    async def aclose(self) -> None:
        self.closed += 1


@dataclass
class FakeConversation:
    """Replays one script a turn; a callable in a script is awaited (to hold a turn open)."""

    skill: Skill
    scripts: list[Script]
    consent: Callable[..., Any]
    plugins: Plugins
    session_id: str = ""
    sent: list[Message] = field(default_factory=list)
    performed: list[Action] = field(default_factory=list)
    resumed: list[Any] = field(default_factory=list)
    abandoned: list[Any] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    closed: bool = False
    cancelled: int = 0
    gave_up: int = 0

    async def _replay(self) -> AsyncIterator[TurnEvent]:
        script = self.scripts.pop(0) if self.scripts else answer("Done.")
        try:
            for item in script:
                if callable(item):
                    result = item()
                    if asyncio.iscoroutine(result):
                        await result
                else:
                    for _ in self.plugins.call("nemo_turn_event", event=item):
                        pass
                    yield item
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise

    def send(self, message: Message) -> AsyncIterator[TurnEvent]:
        self.sent.append(message)
        return self._replay()

    def perform(self, actions: Sequence[Action]) -> AsyncIterator[TurnEvent]:
        self.performed += actions
        return self._replay()

    def resume(self, job: Any) -> AsyncIterator[TurnEvent]:
        self.resumed.append(job)
        return self._replay()

    def use_skill(self, skill: Skill) -> None:
        self.skills.append(skill.name)

    async def cancel(self, job: Any) -> None:
        self.abandoned.append(job)

    async def abandon(self) -> None:
        self.gave_up += 1

    async def claim_link(self) -> str:
        return "https://example.com/claim"

    async def aclose(self) -> None:
        self.closed = True


def answer(text: str) -> list[TurnEvent]:
    """The script of a plain answer."""
    return [
        Planned((Action(Step.CHAT, text="hello"),)),
        Saying(text),
        Said(text),
        Finished(ok=True),
    ]


class World:
    """The app with everything around it, in a folder of its own."""

    def __init__(
        self, folder: Path, scripts: Sequence[Script] = (), language: str = "en", **settings: Any
    ) -> None:
        environ = {"HOME": str(folder)}
        self.paths = Paths.of(environ)
        self.settings = Settings(paths=self.paths, output=folder / "out", **settings)
        self.plugins = Plugins(ClientHooks)
        self.history = History(self.paths.data / "history")
        self.plugins.register(self.history)
        self.plugins.register(commands)
        self.launcher = FakeLauncher()
        self.jobs = JobStore(self.paths.data / "jobs")
        self.skills = Skills([self.paths.skills, bundled_folder()], environ)
        self.scripts = list(scripts)
        self.conversations: list[FakeConversation] = []
        self.resume = ""
        self.catalogue = Catalogue("zh" if language == "zh" else "en")

    @property
    def conversation(self) -> FakeConversation:
        """The newest conversation."""
        return self.conversations[-1]

    def conversation_for(self, *, skill: Skill, consent: Any, **options: Any) -> FakeConversation:
        made = FakeConversation(
            skill, self.scripts, consent, self.plugins, session_id=options["session_id"]
        )
        self.conversations.append(made)
        return made

    async def until(self, holds: Callable[[], bool], pilot: Any) -> None:
        """Let the app run until something holds; fails after a minute."""
        end = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < end, "it did not come to hold"
            await pilot.pause()

    def app(self) -> NemoApp:
        """The app; make one a test."""
        return NemoApp(
            settings=self.settings,
            catalogue=self.catalogue,
            launcher=self.launcher,  # type: ignore[arg-type]  # a fake
            conversation_for=self.conversation_for,  # type: ignore[arg-type]  # a fake
            prepare=lambda: Parts(self.skills, self.plugins, self.jobs, self.history),
            resume=self.resume,
        )
