"""One conversation with one backend: messages in, events out, one turn at a time."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from nemo_tui.client.api import Address, Call, Patience
from nemo_tui.config import Settings
from nemo_tui.engine import planner
from nemo_tui.engine.actions import (
    Action,
    Message,
    Mode,
    PlanContext,
    SpeakContext,
    Spoken,
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
from nemo_tui.engine.turn import (
    Answered,
    ConsentRequest,
    CreditsShown,
    Failed,
    Finished,
    Noted,
    Notice,
    Planned,
    Proposed,
    StepEnded,
    StepStarted,
    TimelineShown,
    TimelineView,
    TurnEvent,
)
from nemo_tui.engine.uploader import Uploader
from nemo_tui.hooks import Plugins
from nemo_tui.protocol.problems import Kind, Problem
from nemo_tui.skills import Skill

Connect = Callable[[], Awaitable[Address]]
Consent = Callable[[ConsentRequest], Awaitable[bool]]
T = TypeVar("T")
READ_ONLY = (Step.STATE, Step.CREDITS)
WITHOUT_WORDS = (*READ_ONLY, Step.EXPORT)


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
        self._chat = Chat(self._backend, self._project, self._speak, clock)
        book = ConsentBook(settings.paths.data / "consent.json")
        self._uploader = Uploader(self._backend, self._project, book, consent, clock)
        self._exporter = Exporter(self._backend, self._project, jobs, plugins, clock)
        self._delivery = Delivery(self._exporter, self._project, jobs, output)
        self._held: Action | None = None
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
            return self._delivery.understand(self.plan(message), message, self.session_id)

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
            return await self._step(0, action, emit, lambda: self._exporter.resume(job, emit))

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
            return await self._steps(actions, emit)

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

    async def _steps(self, actions: Sequence[Action], emit: Emit) -> bool:
        """Take the steps in order; after a failure only those that just look are taken."""
        turn = _Turn(tuple(actions))
        all_ok = True
        for index, action in enumerate(actions):
            if not all_ok and action.step not in READ_ONLY:
                continue
            work = self._work(action, turn, emit)
            self._delivery.begun = action if action.step is Step.EXPORT else None
            all_ok = await self._step(index, action, emit, work) and all_ok
        if all_ok and len(actions) > 1:
            self._delivery.begun = None
        return all_ok

    async def _step(
        self, index: int, action: Action, emit: Emit, work: Callable[[], Awaitable[bool | None]]
    ) -> bool:
        emit(StepStarted(index, action))
        try:
            done = await work() is not False
        except Problem as problem:
            done = False
            emit(failure(problem, self._settings, self.skill, self._backend))
            if problem.kind is Kind.SESSION_LOST:
                self._start_over(emit)
        emit(StepEnded(index, action, done))
        return done

    def _work(
        self, action: Action, turn: "_Turn", emit: Emit
    ) -> Callable[[], Awaitable[bool | None]]:
        match action.step:
            case Step.UPLOAD:
                limit = self.skill.max_bytes
                return lambda: self._anew(lambda: self._uploader.run(action, limit, emit), emit)
            case Step.CHAT:
                return lambda: self._say(action.text, turn, emit)
            case Step.EXPORT:
                return lambda: self._export(action, turn, emit)
            case Step.CREDITS:
                return lambda: self._show_credits(emit)
            case Step.STATE:
                return lambda: self._show_timeline(emit)

    async def _say(self, text: str, turn: "_Turn", emit: Emit) -> None:
        answer = await self._anew(
            lambda: self._chat.run(text, emit), emit, lambda: not self._chat.was_heard
        )
        emit(Answered(answer.outcome, answer.missing))
        if not answer.holds_export:
            self._delivery.requests.append(text)
        turn.holds_export = turn.holds_export or answer.holds_export
        for spoken in answer.actions:
            await self._follow(spoken, turn, emit)
        if self._held and not answer.holds_export and Step.EXPORT not in turn.asked:
            emit(Proposed(self._held))
            self._held = None

    async def _follow(self, spoken: Spoken, turn: "_Turn", emit: Emit) -> None:
        """What the backend told a GUI's user to do: looked up at once, or offered, never done."""
        action = spoken.action
        if action.step in turn.asked and action.step in WITHOUT_WORDS:
            return
        if action.step is Step.STATE and spoken.mode is Mode.RUN:
            emit(TimelineShown(self._project.view))
        elif action.step is Step.CREDITS and spoken.mode is Mode.RUN:
            await self._show_credits(emit)
        else:
            emit(Proposed(action))

    async def _export(self, action: Action, turn: "_Turn", emit: Emit) -> bool:
        self._held = action if turn.holds_export else None
        if self._held:
            emit(Noted(Notice("engine.export_held")))
            emit(Proposed(action))
            return False
        if not self.session_id:
            raise Problem(Kind.NOTHING_TO_EXPORT)
        await self._delivery.run(action, self.session_id, self.skill.name, emit)
        return True

    async def _show_credits(self, emit: Emit) -> None:
        found = await self._backend.call(emit, lambda api: api.credits())
        emit(CreditsShown(found.available, found.frozen, found.total, found.unlimited))

    async def _show_timeline(self, emit: Emit) -> None:
        if self.session_id:
            await self._project.refresh(emit)
        emit(TimelineShown(self._project.view))

    async def _anew(
        self,
        work: Callable[[], Awaitable[T]],
        emit: Emit,
        may_repeat: Callable[[], bool] = lambda: True,
    ) -> T:
        """Do it in a new session where the old one is gone and held nothing yet."""
        was_blank = self._project.is_blank and not self._uploader.sent
        try:
            return await work()
        except Problem as problem:
            lost = problem.kind is Kind.SESSION_LOST
            if not (lost and was_blank and may_repeat()):
                raise
            self._start_over(emit)
            return await work()

    def _start_over(self, emit: Emit) -> None:
        """The session is gone: a new one will be opened, its media only after asking."""
        self._backend.drop_session()
        self._project.forget()
        emit(Noted(Notice("engine.new_session")))
        if self._uploader.sent:
            emit(Noted(Notice("engine.upload_again")))
            emit(Proposed(Action(Step.UPLOAD, sources=tuple(dict.fromkeys(self._uploader.sent)))))
            self._uploader.sent.clear()

    def _speak(self, sentence: str, context: SpeakContext) -> Translation | None:
        found = self._plugins.first("nemo_gui_speak", sentence=sentence, context=context)
        return found if isinstance(found, Translation) else None


class _Turn:
    """What one turn's steps tell each other."""

    def __init__(self, actions: tuple[Action, ...]) -> None:
        self.asked = {action.step for action in actions}
        self.holds_export = False
