"""The steps of a turn, one after the other, and what becomes of each."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from nemo_tui.engine.actions import Action, Mode, Spoken, Step
from nemo_tui.engine.backend import Backend
from nemo_tui.engine.chat import Chat
from nemo_tui.engine.delivery import Delivery
from nemo_tui.engine.project import Project
from nemo_tui.engine.running import Emit
from nemo_tui.engine.turn import (
    Answered,
    CreditsShown,
    Failed,
    Noted,
    Notice,
    Proposed,
    StepEnded,
    StepStarted,
    TimelineShown,
)
from nemo_tui.engine.uploader import Uploader
from nemo_tui.protocol.problems import Kind, Problem
from nemo_tui.skills import Skill

T = TypeVar("T")
READ_ONLY = (Step.STATE, Step.CREDITS)
WITHOUT_WORDS = (*READ_ONLY, Step.EXPORT)


class Steps:
    """Takes steps by asking those who can: uploader, chat, delivery."""

    def __init__(
        self,
        backend: Backend,
        project: Project,
        uploader: Uploader,
        chat: Chat,
        delivery: Delivery,
        skill: Callable[[], Skill],
        failure: Callable[[Problem], Failed],
    ) -> None:
        self._backend = backend
        self._project = project
        self._uploader = uploader
        self._chat = chat
        self._delivery = delivery
        self._skill = skill
        self._failure = failure
        self._held: Action | None = None

    async def take(self, actions: Sequence[Action], emit: Emit) -> bool:
        """Take the steps in order; after a failure only those that just look are taken."""
        turn = _Turn(tuple(actions))
        all_ok = True
        for index, action in enumerate(actions):
            if not all_ok and action.step not in READ_ONLY:
                continue
            work = self._work(action, turn, emit)
            self._delivery.begun = action if action.step is Step.EXPORT else None
            all_ok = await self.follow(index, action, emit, work) and all_ok
        if all_ok and len(actions) > 1:
            self._delivery.begun = None
        return all_ok

    async def follow(
        self, index: int, action: Action, emit: Emit, work: Callable[[], Awaitable[bool | None]]
    ) -> bool:
        """Do the work of one step and tell how it begins and ends."""
        emit(StepStarted(index, action))
        try:
            done = await work() is not False
        except Problem as problem:
            done = False
            emit(self._failure(problem))
            if problem.kind is Kind.SESSION_LOST:
                self._start_over(emit)
        emit(StepEnded(index, action, done))
        return done

    def _work(
        self, action: Action, turn: "_Turn", emit: Emit
    ) -> Callable[[], Awaitable[bool | None]]:
        match action.step:
            case Step.UPLOAD:
                limit = self._skill().max_bytes
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
            await self._heed(spoken, turn, emit)
        if self._held and not answer.holds_export and Step.EXPORT not in turn.asked:
            emit(Proposed(self._held))
            self._held = None

    async def _heed(self, spoken: Spoken, turn: "_Turn", emit: Emit) -> None:
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
        if action.look:
            await self._delivery.look(self._backend.session_id, emit)
            return True
        self._held = action if turn.holds_export else None
        if self._held:
            emit(Noted(Notice("engine.export_held")))
            emit(Proposed(action))
            return False
        if not self._backend.session_id:
            raise Problem(Kind.NOTHING_TO_EXPORT)
        await self._delivery.run(action, self._backend.session_id, self._skill().name, emit)
        return True

    async def _show_credits(self, emit: Emit) -> None:
        found = await self._backend.call(emit, lambda api: api.credits())
        emit(CreditsShown(found.available, found.frozen, found.total, found.unlimited))

    async def _show_timeline(self, emit: Emit) -> None:
        if self._backend.session_id:
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


class _Turn:
    """What one turn's steps tell each other."""

    def __init__(self, actions: tuple[Action, ...]) -> None:
        self.asked = {action.step for action in actions}
        self.holds_export = False
