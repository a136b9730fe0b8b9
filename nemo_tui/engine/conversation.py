"""One conversation with one backend: messages in, events out, one turn at a time."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from nemo_tui.client.api import Address, Call, Patience
from nemo_tui.config import Settings
from nemo_tui.engine import planner
from nemo_tui.engine.actions import (
    Action,
    Message,
    PlanContext,
    SpeakContext,
    Step,
    Translation,
)
from nemo_tui.engine.backend import Backend
from nemo_tui.engine.chat import Chat
from nemo_tui.engine.clock import Clock, SystemClock
from nemo_tui.engine.consent import ConsentBook
from nemo_tui.engine.delivery import Delivery
from nemo_tui.engine.exporter import Exporter
from nemo_tui.engine.failing import failure
from nemo_tui.engine.jobs import Job, JobStore
from nemo_tui.engine.project import Project
from nemo_tui.engine.running import Emit, events_of
from nemo_tui.engine.steps import Steps
from nemo_tui.engine.turn import (
    ConsentRequest,
    Failed,
    Finished,
    Noted,
    Notice,
    Planned,
    TimelineView,
    TurnEvent,
)
from nemo_tui.engine.uploader import Uploader
from nemo_tui.hooks import Plugins
from nemo_tui.protocol.problems import Kind
from nemo_tui.skills import Skill

Connect = Callable[[], Awaitable[Address]]
Consent = Callable[[ConsentRequest], Awaitable[bool]]


class Conversation:
    """What a front end talks to. Nothing touches the network before the first turn."""

    def __init__(
        self,
        *,
        settings: Settings,
        skill: Skill,
        plugins: Plugins,
        connect: Connect,
        consent: Consent,
        jobs: JobStore,
        output: Path,
        language: str = "en",
        session_id: str = "",
        on_call: Callable[[Call], None] | None = None,
        clock: Clock | None = None,
        patience: Patience | None = None,
    ) -> None:
        clock = clock or SystemClock()
        self.skill = skill
        self.language = language
        self._settings = settings
        self._plugins = plugins
        self._backend = Backend(
            settings,
            connect,
            lambda: self.skill.attribution(),
            clock,
            session_id=session_id,
            language=language,
            on_call=on_call,
            patience=patience,
        )
        self._project = Project(self._backend)
        self._project.is_stale = bool(session_id)
        chat = Chat(self._backend, self._project, self._speak, clock)
        book = ConsentBook(settings.paths.data / "consent.json")
        self._uploader = Uploader(self._backend, self._project, book, consent, clock)
        self._exporter = Exporter(self._backend, self._project, jobs, plugins, clock)
        self._delivery = Delivery(self._exporter, self._project, jobs, output)
        self._steps = Steps(
            self._backend,
            self._project,
            self._uploader,
            chat,
            self._delivery,
            skill=lambda: self.skill,
            failure=lambda problem: failure(problem, settings, self.skill, self._backend),
        )
        self._turn = asyncio.Lock()

    @property
    def session_id(self) -> str:
        """The session on the backend; empty before the first turn that needs one."""
        return self._backend.session_id

    @property
    def timeline(self) -> TimelineView | None:
        """What is on the timeline, as last seen."""
        return self._project.view if self._project.view.tracks else None

    @property
    def busy(self) -> bool:
        """Whether a turn is running."""
        return self._turn.locked()

    def plan(self, message: Message) -> tuple[Action, ...]:
        """The steps that this message would take."""
        context = PlanContext(
            skill=self.skill.name,
            has_media=bool(self._project.media or self._uploader.sent),
            has_draft=self._project.has_draft,
            language=self.language,
        )
        return planner.plan(message, context, self._plugins)

    def send(self, message: Message) -> AsyncGenerator[TurnEvent, None]:
        """Take a turn. Leaving the iterator (aclose) cancels it."""

        def plan() -> tuple[Action, ...]:
            return self._delivery.understand(self.plan(message), message)

        return self._take(plan, message)

    def perform(self, actions: Sequence[Action]) -> AsyncGenerator[TurnEvent, None]:
        """Take these steps: a command, an accepted proposal."""
        return self._take(lambda: tuple(actions), None)

    def resume(self, job: Job) -> AsyncGenerator[TurnEvent, None]:
        """Take up an export that outlived its window."""

        async def work(emit: Emit) -> bool:
            if job.backend != self._backend.name:
                emit(Noted(Notice("engine.job_elsewhere", {"where": job.backend})))
                return False
            action = Action(Step.EXPORT, output=dict(job.output))
            return await self._steps.follow(
                0, action, emit, lambda: self._exporter.resume(job, emit)
            )

        return events_of(lambda emit: self._exclusively(work, emit))

    async def cancel(self, job: Job) -> None:
        """Ask the backend to stop an export and close its job. Raises Problem."""
        await self._exporter.cancel(job, lambda event: None)

    async def abandon(self) -> None:
        """Cancel the render that a turn which was cut off has left behind, if any."""
        left, self._exporter.current = self._exporter.current, None
        if left:
            await self.cancel(left)

    async def claim_link(self) -> str:
        """A link that hands this project over to a browser. Raises Problem."""
        token = await self._backend.claim(lambda event: None)
        return f"{self._settings.web_url.rstrip('/')}/workspace/claim?ct={quote(token, safe='')}"

    def use_skill(self, skill: Skill) -> None:
        """Speak as another skill from the next request on; the session stays."""
        self.skill = skill

    async def aclose(self) -> None:
        """Give every connection back."""
        await self._backend.aclose()

    def _take(
        self, plan: Callable[[], tuple[Action, ...]], message: Message | None
    ) -> AsyncGenerator[TurnEvent, None]:
        async def work(emit: Emit) -> bool:
            actions = plan()
            emit(Planned(actions, message))
            return await self._steps.take(actions, emit)

        return events_of(lambda emit: self._exclusively(work, emit))

    async def _exclusively(self, work: Callable[[Emit], Awaitable[bool]], emit: Emit) -> None:
        """One turn at a time; observers see every event, also of a turn that is cut off."""

        def tell(event: TurnEvent) -> None:
            for _ in self._plugins.call("nemo_turn_event", event=event):
                pass
            emit(event)

        async with self._turn:
            try:
                tell(Finished(await work(tell)))
            except asyncio.CancelledError:
                self._project.is_stale = True
                tell(Failed(str(Kind.CANCELLED)))
                tell(Finished(False))
                raise

    def _speak(self, sentence: str, context: SpeakContext) -> Translation | None:
        found = self._plugins.first("nemo_gui_speak", sentence=sentence, context=context)
        return found if isinstance(found, Translation) else None
