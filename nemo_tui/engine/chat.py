"""The chat step: say it once, listen, and compare the project before and after."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from nemo_tui.engine import recovery
from nemo_tui.engine.actions import Spoken
from nemo_tui.engine.backend import Backend
from nemo_tui.engine.clock import Clock
from nemo_tui.engine.listener import Listener
from nemo_tui.engine.pacing import TICK, TICK_SECONDS, with_ticks
from nemo_tui.engine.project import Project
from nemo_tui.engine.running import Emit
from nemo_tui.engine.speech import Speak
from nemo_tui.engine.turn import Missing, Noted, Notice, Outcome, TimelineShown, Working
from nemo_tui.protocol.events import Heartbeat, Thought, ToolCall, ToolResult, WireEvent
from nemo_tui.protocol.problems import Kind, Problem, Refused

TURN_SECONDS = 900
SILENCE_SECONDS = 600
WORKING_EVERY_SECONDS = 120
BREAKS = (Kind.BROKEN_STREAM, Kind.TIMED_OUT)
BEFORE_ANYTHING_RAN = (Kind.SIGN_IN, Kind.RATE_LIMITED, Kind.SESSION_LOST)


@dataclass(frozen=True)
class Answer:
    """What came of saying something, and the actions in its GUI talk."""

    actions: tuple[Spoken, ...]
    outcome: Outcome
    missing: Missing

    @property
    def holds_export(self) -> bool:
        """Whether an export must wait."""
        return self.outcome in ("question", "refusal")


class Chat:
    """Talks to the agent of one backend.

    `was_heard` says whether the last message arrived, so that saying it again could do it twice.
    """

    def __init__(self, backend: Backend, project: Project, speak: Speak, clock: Clock) -> None:
        self._backend = backend
        self._project = project
        self._speak = speak
        self._clock = clock
        self.was_heard = False

    async def run(self, text: str, emit: Emit) -> Answer:
        """Say it and wait for the end of the answer. Raises Problem."""
        self.was_heard = False
        await self._backend.session(emit)
        if self._project.is_stale:
            await self._project.report(emit)
        revision = self._project.revision
        hearing = await self._say(text, emit)
        self.was_heard = True
        if hearing.broken:
            await self._look_after_break(hearing.broken, emit)
        else:
            await self._settle(hearing, emit)
        return _answer(hearing.listener, text, changed=self._project.revision > revision)

    async def _say(self, text: str, emit: Emit) -> "_Hearing":
        """Send it until it is heard: again only where it was refused or never arrived."""
        tried: set[Kind] = set()
        while True:
            hearing = await self._prepare(emit)
            try:
                await self._converse(text, hearing, emit)
            except Problem as problem:
                if problem.kind in tried or not await self._backend.cure(problem, emit):
                    raise
                tried.add(problem.kind)
            else:
                return hearing

    async def _prepare(self, emit: Emit) -> "_Hearing":
        await self._backend.sign_in(emit)
        listener = Listener(self._speak, self._backend.language)
        local = self._backend.is_local
        return _Hearing(self._project, listener, self._clock, emit, local=local)

    async def _converse(self, text: str, hearing: "_Hearing", emit: Emit) -> None:
        """One stream. Raises Problem only where the message cannot have done anything."""
        api = await self._backend.open(emit)
        stream = api.run(await self._backend.session(emit), text)
        try:
            await hearing.follow(stream)
        except Problem as problem:
            hearing.end()
            if problem.kind not in BREAKS and not hearing.listener.has_acted:
                raise
            self._project.is_stale = True
            hearing.broken = problem
            return
        hearing.end()
        fault = hearing.listener.transcript.fault
        if fault and fault.kind in BEFORE_ANYTHING_RAN and not hearing.listener.has_acted:
            raise Refused(fault.kind, fault.message)

    async def _look_after_break(self, problem: Problem, emit: Emit) -> None:
        """A turn that broke is never sent again: the state says what became of it."""

        async def look() -> bool:
            change = await self._project.refresh(emit)
            if change:
                emit(Noted(Notice("engine.after_break")))
                emit(change)
            return change is not None

        if problem.kind is Kind.TIMED_OUT:
            waits: tuple[int, ...] = ()
        else:
            waits = recovery.LOCAL_SECONDS if self._backend.is_local else recovery.HOSTED_SECONDS
        found = await recovery.look_for_result(look, self._clock, emit, waits)
        self._project.is_stale = True
        if not found:
            raise problem

    async def _settle(self, hearing: "_Hearing", emit: Emit) -> None:
        """The stream ended well: tell what changed, and what went wrong inside it."""
        listener = hearing.listener
        fault = listener.transcript.fault
        changed = await self._compare(listener, emit)
        if hearing.has_raw_clip and changed:
            emit(Noted(Notice("engine.generation_extras")))
            emit(TimelineShown(self._project.view))
        worked = changed or hearing.has_raw_clip
        if fault and not worked and not listener.has_spoken:
            raise Refused(fault.kind, fault.message)
        if fault:
            emit(Noted(Notice("engine.cut_answer", {"detail": fault.message or fault.code})))
        if not worked and not listener.has_spoken:
            raise Problem(Kind.NOTHING_CHANGED)

    async def _compare(self, listener: Listener, emit: Emit) -> bool:
        self._project.is_stale = True
        try:
            change = await self._project.refresh(emit)
        except Problem:
            if listener.has_spoken:
                return False
            raise
        if change and not listener.has_spoken:
            emit(Noted(Notice("engine.silent_edit")))
        if change:
            quiet = listener.has_spoken and change.before == change.after
            emit(replace(change, changes=()) if quiet else change)
        return change is not None


class _Hearing:
    """Follows one stream: shows what is said, keeps the time."""

    def __init__(
        self, project: Project, listener: Listener, clock: Clock, emit: Emit, *, local: bool
    ) -> None:
        self._project = project
        self.listener = listener
        self._clock = clock
        self._emit = emit
        self._shows_progress = local  # the studio's thoughts are the progress of its fetching
        self._began = self._last_sign = self._last_word = clock.now()
        self.has_raw_clip = False
        self.broken: Problem | None = None

    async def follow(self, stream: AsyncGenerator[WireEvent, None]) -> None:
        """Hear the stream to its end. Raises Problem: broken, timed out."""
        async with aclosing(with_ticks(stream, self._clock, TICK_SECONDS)) as events:
            async for event in events:
                if event == TICK:
                    self._check_time()
                elif not isinstance(event, (str, Heartbeat)):
                    await self._hear(event)

    def end(self) -> None:
        """Show what was still held back."""
        for shown in self.listener.end():
            self._emit(shown)

    async def _hear(self, event: WireEvent) -> None:
        now = self._last_sign = self._clock.now()
        for shown in self.listener.hear(event):
            self._last_word = now
            self._emit(shown)
        if isinstance(event, ToolCall) and not event.partial:
            self._emit(Working(now - self._began, "tool"))
        if isinstance(event, Thought) and event.text and self._shows_progress:
            self._emit(Working(now - self._began, event.text))
        if isinstance(event, ToolResult) and _brings_clip(event):
            await self._report_raw_clip()

    async def _report_raw_clip(self) -> None:
        """The service goes on to add music and titles; the clip itself is shown at once."""
        try:
            change = await self._project.refresh(self._emit)
        except Problem:
            return
        if change:
            self.has_raw_clip = True
            self._emit(Noted(Notice("engine.raw_clip")))
            self._emit(change)

    def _check_time(self) -> None:
        now = self._clock.now()
        if now - self._began >= TURN_SECONDS or now - self._last_sign >= SILENCE_SECONDS:
            raise Problem(Kind.TIMED_OUT)
        if now - self._last_word >= WORKING_EVERY_SECONDS:
            self._last_word = now
            self._emit(Working(now - self._began))


def _answer(listener: Listener, text: str, *, changed: bool) -> Answer:
    guessed: Outcome = "done" if changed else "question" if listener.asks else "answer"
    outcome = listener.outcome or guessed
    is_idle = outcome == "done" and not changed
    # A question may well be answered by another one; an order that is has not been carried out.
    is_order = not text.rstrip().endswith(("?", "？"))
    missing: Missing = "question" if guessed == "question" and is_order else ""
    return Answer(
        actions=_distinct(listener.actions),
        outcome="answer" if is_idle else outcome,
        missing=listener.left if listener.outcome else missing,
    )


def _distinct(actions: list[Spoken]) -> tuple[Spoken, ...]:
    """Each action once: a sentence and its repetition ask for one thing."""
    return tuple(action for at, action in enumerate(actions) if action not in actions[:at])


def _brings_clip(event: ToolResult) -> bool:
    delta = event.state_delta
    return "generat" in event.name.lower() or (
        isinstance(delta, dict) and bool(delta.get("generated_media"))
    )
