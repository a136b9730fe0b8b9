"""The turns of a chat: one at a time, drawn as they come, stopped by leaving them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from contextlib import aclosing, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.worker import Worker, WorkerError

from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.turn import Exported, Failed, Finished, StepStarted, TurnEvent
from nemo_tui.protocol.problems import Kind, Problem
from nemo_tui.protocol.text import clean, short
from nemo_tui.ui.attachments import Attachment
from nemo_tui.ui.commands import read_command
from nemo_tui.ui.deeds import asked_of_the_conversation
from nemo_tui.ui.drawing import TurnDrawing
from nemo_tui.ui.figures import clock
from nemo_tui.ui.purity import cleaned
from nemo_tui.ui.widgets.asked import Asked, Line
from nemo_tui.ui.widgets.cards import ErrorCard, Offers

if TYPE_CHECKING:
    from nemo_tui.ui.screens.chat import ChatScreen
    from nemo_tui.ui.talk import Talk, Turn

LONG_ENOUGH_TO_TELL = 1.0
BACKLOG = 20_000
LONGEST_GOODBYE_SECONDS = 5.0


class Turns:
    """What runs in a chat screen, what it said, and what it offers."""

    def __init__(self, chat: ChatScreen) -> None:
        self._chat = chat
        self._home = chat.home
        self._worker: Worker[None] | None = None
        self._drawing: TurnDrawing | None = None
        self._began = 0.0
        self._is_stopping = False
        self.answers: list[str] = []
        self.offers: list[Action] = []

    @property
    def is_busy(self) -> bool:
        """Whether a turn is running."""
        return self._worker is not None and not self._worker.is_finished

    def send(self, message: Message) -> None:
        """Queue a message; it is sent at once when nothing runs."""
        self._chat.talk.waiting.append(message)
        if not self.is_busy:
            self._start(self._converse())
        self._chat.composer.show_queue()

    def perform(self, turn: Awaitable[Turn]) -> None:
        """Draw a turn that did not begin with a message: a command, an offer, a resumed job."""
        self._clear_offers()
        self._start(self._carry_out(turn))

    def accept(self, action: Action) -> None:
        """Do what the backend suggested."""
        if action.step is Step.UPLOAD and not action.sources:
            self._chat.do("upload")
        elif self.is_busy:
            self._home.tell("app.not_now")
        else:
            self.perform(self._chat.talk.perform([action]))
            self._chat.prompt.focus()

    def stop(self) -> None:
        """Stop the turn and its export; what was queued goes back into the prompt."""
        if self.is_busy and not self._is_stopping:
            self._is_stopping = True
            self._show_stopped()
        self.leave()

    def leave(self) -> None:
        """Turn away from the turn: an export on a host goes on."""
        if self._worker and self.is_busy and not self._worker.is_cancelled:
            self._worker.cancel()
        self._chat.composer.take_back(self._chat.talk.take_back_all())

    def go_on(self) -> None:
        """A turn is over: what was sent while it was being stopped goes out now."""
        if self._chat.talk.waiting and not self.is_busy:
            self._start(self._converse())

    async def close(self, talk: Talk) -> None:
        """Let go of a conversation once its turn is over."""
        if self._worker:
            with suppress(WorkerError):
                await self._worker.wait()
        await talk.aclose()

    def forget(self) -> None:
        """Another conversation begins."""
        self.answers, self.offers, self._drawing = [], [], None

    def activity(self) -> str:
        """What goes on just now, and for how long."""
        if not self.is_busy:
            return ""
        what = self._drawing.activity if self._drawing else ""
        elapsed = clock((monotonic() - self._began) * 1000)
        return f"{what or self._home.say('app.working')} {elapsed}"

    def broke(self, error: BaseException | None) -> None:
        """A fault of our own never ends the app: it becomes a card."""
        text = short(f"{type(error).__name__}: {error}")
        if self._drawing:
            self._drawing.stop()
        self._chat.transcript.add(ErrorCard(self._home.say("app.crash", error=text), "", ""))
        self._chat.composer.take_back(self._chat.talk.take_back_all())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._began = monotonic()
        self._drawing, self._is_stopping = None, False
        greetings = self._chat.query("Welcome")
        if greetings:
            self._chat.transcript.drop(*greetings)
            self._chat.transcript.action_to_end()
        self._worker = self._chat.run_worker(
            self._busily(work), group="turn", exclusive=True, exit_on_error=False
        )

    async def _busily(self, work: Coroutine[Any, Any, None]) -> None:
        talk = self._chat.talk
        self._show_busy(True)
        try:
            await work
        except asyncio.CancelledError:
            if self._is_stopping:
                await self._abandon(talk)
            raise
        finally:
            self._show_busy(False)

    async def _abandon(self, talk: Talk) -> None:
        """Have the export stopped too; its job is closed even where nobody answers."""
        with suppress(Problem, TimeoutError):
            await asyncio.wait_for(talk.abandon(), LONGEST_GOODBYE_SECONDS)

    def _show_stopped(self) -> None:
        """At once, and once: what was told after it would belong to another turn."""
        self._home.activity.see(Failed(str(Kind.CANCELLED)))
        if not (self._drawing and self._drawing.stop()):
            self._chat.transcript.add(Line(self._home.say("app.stopped_plain"), mark="■"))

    def _show_busy(self, busy: bool) -> None:
        if self._chat.is_attached:
            self._chat.labels.show_busy(busy)
            self._chat.transcript.set_growing(busy)

    async def _converse(self) -> None:
        talk = self._chat.talk
        while talk.waiting:
            message = talk.waiting.pop(0)
            self._chat.composer.show_queue()
            self._show_asked(message)
            if not await self._draw_turn(self._turn_of(message)):
                self._chat.composer.take_back(talk.take_back_all())

    def _turn_of(self, message: Message) -> Awaitable[Turn]:
        """The turn of a message, or of a command that waited among the messages."""
        typed = read_command(message.text, self._home.commands)
        action = typed and asked_of_the_conversation(typed.command.action, typed.arguments)
        talk = self._chat.talk
        return talk.perform([action]) if action else talk.send(message)

    async def _carry_out(self, turn: Awaitable[Turn]) -> None:
        await self._draw_turn(turn)
        await self._converse()

    async def _draw_turn(self, turn: Awaitable[Turn]) -> bool:
        drawing = self._drawing = TurnDrawing(self._chat.transcript, self._home.say)
        self._began = monotonic()
        ok = False
        try:
            async with aclosing(await turn) as events:
                async for arrived in events:
                    event = cleaned(arrived)
                    self._draw(drawing, event)
                    ok = isinstance(event, Finished) and event.ok
                    if drawing.backlog > BACKLOG:
                        await asyncio.sleep(0.05)
        except asyncio.CancelledError:
            if not self._is_stopping:
                self._show_stopped()
            raise
        finally:
            if drawing is self._drawing:
                self.answers += drawing.answers
                self.offers = [] if drawing.failure else drawing.offers
        return ok

    def _draw(self, drawing: TurnDrawing, event: TurnEvent) -> None:
        known = [task.path for task in self._home.activity]
        self._home.activity.see(event)
        drawing.draw(event)
        match event:
            case StepStarted():
                self._chat.status.say(activity=self.activity())
            case Exported() if event.path not in known:
                drawing.add_picture(self._home.looks, event.path)
                self._tell(self._home.say("app.job_done", name=short(event.path.name, 80)))
            case Failed() if event.kind != "cancelled":
                self._tell(self._home.say("app.job_failed", what=drawing.failure_line))

    def _tell(self, text: str) -> None:
        if monotonic() - self._began > LONG_ENOUGH_TO_TELL:
            self._home.handover.call_attention(text)

    def _show_asked(self, message: Message) -> None:
        self._clear_offers()
        transcript, looks = self._chat.transcript, self._home.looks
        attachments = [Attachment.of(source) for source in message.attachments]
        transcript.add(Asked(clean(message.text), attachments, looks.all_facts()))
        transcript.add(*(picture() for picture in looks.pictures(message.attachments)))
        transcript.action_to_end()

    def _clear_offers(self) -> None:
        self.offers = []
        self._chat.transcript.drop(*self._chat.query(Offers))
