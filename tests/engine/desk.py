"""A conversation with a scripted service, and a clock whose hands the test turns."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, TypeVar

from nemo_tui.client.api import Address, Patience
from nemo_tui.config import Paths, Settings
from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.conversation import Conversation
from nemo_tui.engine.jobs import JobStore
from nemo_tui.engine.pacing import TICK_SECONDS
from nemo_tui.engine.turn import ConsentRequest, TurnEvent
from nemo_tui.hooks import ClientHooks, Plugins, hookimpl
from nemo_tui.plugins.polling import Polling
from nemo_tui.skills import Skill
from tests.support.scripted import Reply, ScriptedService

T = TypeVar("T")
QUICK = Patience(
    connect=2,
    silence=2,
    answer=5,
    ingest=2,
    stream_silence=2,
    retries=(0,),
    resumes=(0,),
)
MP4 = b"\x00\x00\x00\x20ftypisom" + bytes(2000)


class FakeClock:
    """Sleeping is instant and moves the hands; the ticks of a stream wait for `advance`."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []
        self._ticks: list[asyncio.Event] = []

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        if seconds == TICK_SECONDS:
            ticked = asyncio.Event()
            self._ticks.append(ticked)
            await ticked.wait()
            return
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    def advance(self, seconds: float) -> None:
        """Move the hands and let one tick happen."""
        self.time += seconds
        ticks, self._ticks = self._ticks, []
        for ticked in ticks:
            ticked.set()


class Steps:
    """A plan decided by the test."""

    def __init__(self, *steps: Action) -> None:
        self.steps = list(steps)

    @hookimpl
    def nemo_plan(self, message: Message, context: Any) -> list[Action] | None:
        return self.steps or None


class Observer:
    """Sees what plug-ins see."""

    def __init__(self) -> None:
        self.seen: list[TurnEvent] = []

    @hookimpl
    def nemo_turn_event(self, event: TurnEvent) -> None:
        self.seen.append(event)


def settings_at(home: Path, **more: Any) -> Settings:
    return Settings(paths=Paths.of({"HOME": str(home)}), **more)


SKILL = Skill(
    name="demo-skill",
    version="1.2.3",
    title="Demo",
    description="",
    greeting="",
    starters=(),
    source=Path("demo.md"),
)


class Desk:
    """One person at one scripted backend."""

    def __init__(self, service: ScriptedService, home: Path, *, local: bool = False) -> None:
        self.service = service
        self.home = home
        self.clock = FakeClock()
        self.observer = Observer()
        self.plugins = Plugins(ClientHooks)
        self.settings = settings_at(home, backend=service.url, token=service.token)
        self.plugins.register(Polling(self.settings))
        self.plugins.register(self.observer)
        self.jobs = JobStore(self.settings.paths.data / "jobs")
        self.address = Address(service.url, service.token, local)
        self.agrees = True
        self.asked: list[ConsentRequest] = []
        self.out = home / "out"
        self.out.mkdir(exist_ok=True)

    def conversation(self, **more: Any) -> Conversation:
        values: dict[str, Any] = {
            "settings": self.settings,
            "skill": SKILL,
            "plugins": self.plugins,
            "connect": self.connect,
            "consent": self.consent,
            "jobs": self.jobs,
            "output": self.out,
            "clock": self.clock,
            "patience": QUICK,
        }
        return Conversation(**{**values, **more})

    def without_account(self) -> None:
        self.address = dataclasses.replace(self.address, token="")

    async def connect(self) -> Address:
        return self.address

    async def consent(self, request: ConsentRequest) -> bool:
        self.asked.append(request)
        return self.agrees

    def clip(self, name: str = "clip.mp4", content: bytes = MP4) -> str:
        file = self.home / name
        file.write_bytes(content)
        return str(file)


def edit(service: ScriptedService) -> Callable[[Reply], Reply]:
    """An answer that changes the draft."""

    def edited(usual: Reply) -> Reply:
        service.draft = {**(service.draft or {}), "d": len(service.seen("run")) * 1000}
        return usual

    return edited


def editing(service: ScriptedService) -> None:
    """Every message changes the draft, as with a backend that does what it is told."""
    service.always("run", edit(service))


async def take(events: AsyncIterator[TurnEvent]) -> list[TurnEvent]:
    """Every event of a turn."""
    return [event async for event in events]


def of(kind: type[T], events: Sequence[TurnEvent]) -> list[T]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def chat(text: str) -> Action:
    return Action(Step.CHAT, text=text)


def upload(*sources: str) -> Action:
    return Action(Step.UPLOAD, sources=sources)


EXPORT = Action(Step.EXPORT)
STATE = Action(Step.STATE)
CREDITS = Action(Step.CREDITS)


async def until(condition: Callable[[], bool], turns: int = 15_000) -> None:
    """Let the loop run until something is so, by real input and output only."""
    for _ in range(turns):
        if condition():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("it never came to be")


async def first(events: AsyncIterator[TurnEvent], kind: type[T]) -> T:
    """The first event of a kind, then leave the turn."""
    async with aclosing(events) as turn:  # type: ignore[type-var]  # turns are generators
        async for event in turn:
            if isinstance(event, kind):
                return event
    raise AssertionError(f"no {kind.__name__}")
