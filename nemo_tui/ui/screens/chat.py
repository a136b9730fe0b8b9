"""The chat: turns what the person does into calls on the conversation, and draws what comes back."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from nemo_tui.engine.actions import Action, Message
from nemo_tui.engine.turn import Exported, Failed, Finished, TurnEvent
from nemo_tui.protocol.text import short
from nemo_tui.ui.attachments import Attachment, resolve, take_mentions
from nemo_tui.ui.commands import looks_like_command, read_command
from nemo_tui.ui.completion import Choice, complete
from nemo_tui.ui.deeds import DEEDS
from nemo_tui.ui.drawing import TurnDrawing
from nemo_tui.ui.figures import clock
from nemo_tui.ui.widgets.around_prompt import Chips, Completions, Queue
from nemo_tui.ui.widgets.asked import Asked, Line
from nemo_tui.ui.widgets.cards import ErrorCard, ExportCard, Offer, Offers
from nemo_tui.ui.widgets.finder import Finder
from nemo_tui.ui.widgets.prompt import Prompt
from nemo_tui.ui.widgets.status import StatusBar
from nemo_tui.ui.widgets.timeline import Timeline
from nemo_tui.ui.widgets.transcript import NewBelow, Recipe, Transcript
from nemo_tui.ui.widgets.welcome import Starters, Welcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Sequence

    from nemo_tui.ui.app import NemoApp
    from nemo_tui.ui.talk import Talk

LONG_TURN_SECONDS = 10.0


class ChatScreen(Screen[None]):
    """Transcript, prompt and status line."""

    AUTO_FOCUS = "#prompt"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS = [
        Binding("escape", "escape", show=False, id="chat.escape"),
        Binding("ctrl+c", "interrupt", show=False, priority=True, id="chat.interrupt"),
        Binding("pageup", "scroll_page(-1)", show=False, priority=True, id="chat.page_up"),
        Binding("pagedown", "scroll_page(1)", show=False, priority=True, id="chat.page_down"),
        Binding("ctrl+up", "scroll_line(-1)", show=False, priority=True, id="chat.line_up"),
        Binding("ctrl+down", "scroll_line(1)", show=False, priority=True, id="chat.line_down"),
        Binding("ctrl+end", "to_end", show=False, priority=True, id="chat.to_end"),
        Binding("ctrl+home", "to_start", show=False, priority=True, id="chat.to_start"),
        Binding("f2", "do('skills')", show=False, id="chat.skills"),
        Binding("f3,ctrl+f", "do('find')", show=False, priority=True, id="chat.find"),
        Binding("f4", "do('jobs')", show=False, id="chat.jobs"),
        Binding("f5,ctrl+r", "do('sessions')", show=False, id="chat.sessions"),
        Binding("f6", "do('settings')", show=False, priority=True, id="chat.settings"),
        Binding("f8", "do('log')", show=False, id="chat.log"),
        Binding("ctrl+n", "do('new')", show=False, id="chat.new"),
        Binding("ctrl+t", "do('timeline')", show=False, id="chat.timeline"),
        Binding("ctrl+o", "do('open')", show=False, id="chat.open"),
        Binding("ctrl+y", "do('copy')", show=False, priority=True, id="chat.copy"),
        Binding("ctrl+g", "accept", show=False, id="chat.accept"),
    ]

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self.talk = talk
        self.attachments: list[Attachment] = []
        self.drawing: TurnDrawing | None = None
        self.answers: list[str] = []
        self.offers: list[Action] = []
        self._turn: Worker[None] | None = None
        self._started = 0.0
        self._interrupted = -10.0

    @property
    def home(self) -> NemoApp:
        """The app, with its parts."""
        return cast("NemoApp", self.app)

    @property
    def transcript(self) -> Transcript:
        """The conversation so far."""
        return self.query_one(Transcript)

    @property
    def prompt(self) -> Prompt:
        """Where the person writes."""
        return self.query_one(Prompt)

    @property
    def status(self) -> StatusBar:
        """The last line."""
        return self.query_one(StatusBar)

    @property
    def finder(self) -> Finder:
        """The line to find a text with."""
        return self.query_one(Finder)

    @property
    def newest_timeline(self) -> Timeline | None:
        """The last timeline that is mounted."""
        found = self.query(Timeline)
        return found.last() if found else None

    @property
    def is_busy(self) -> bool:
        """Whether a turn is running."""
        return self._turn is not None and self._turn.is_running

    def compose(self) -> ComposeResult:
        say = self.home.say
        with Transcript(id="transcript"):
            yield Welcome()
        yield NewBelow(say("app.new_below"))
        yield Finder(placeholder=say("app.find_how"), id="find", compact=True)
        yield Completions()
        yield Queue()
        yield Chips()
        yield Prompt(say("app.placeholder"))
        yield StatusBar()

    def on_mount(self) -> None:
        self.relabel()
        self.set_interval(1.0, self._tick)

    def relabel(self) -> None:
        """Everything that is written in the language and of the skill in force."""
        say, talk = self.home.say, self.talk
        welcome = self.query(Welcome)
        if welcome:
            welcome.first().show(talk.skill.voice(talk.language), self.home.place_sentences(), say)
        self.prompt.placeholder = say("app.placeholder_busy" if self.is_busy else "app.placeholder")
        self.status.say(
            skill=talk.skill.name,
            where=short(self.home.launcher.where, 40) or say("app.this_machine"),
            hints=self._hints(),
        )

    def use_language(self, language: str) -> None:
        """Write everything that stays on the screen in another language."""
        self.talk.language = language
        self.relabel()

    # What the person does at the prompt

    @on(Prompt.Sent)
    def send_or_run(self, event: Prompt.Sent) -> None:
        """A command, an accepted offer, or a message."""
        text = event.text.strip()
        typed = read_command(text, self.home.commands)
        if typed:
            self._leave(text)
            self.do(typed.command.action, *typed.arguments)
        elif resolve(text):
            self.attach([resolve(text)])
            self._leave("")
        elif looks_like_command(text):
            self.home.tell("app.unknown_command", name=short(text.split(" ", 1)[0], 40))
        elif text or self.attachments:
            self._leave(text)
            self.send(text)
        elif self.offers:
            self.action_accept()

    def send(self, text: str) -> None:
        """Queue a message with what is attached; the turn worker takes it from there."""
        words, mentioned = take_mentions(text)
        self.attach(mentioned)
        message = Message(words, tuple(each.source for each in self.attachments))
        self._forget_attachments()
        self.talk.waiting.append(message)
        self._show_queue()
        if not self.is_busy:
            self._turn = self._converse()

    def attach(self, sources: list[str]) -> None:
        """Put files on the next message."""
        known = {each.source for each in self.attachments}
        fresh = [Attachment.of(source) for source in sources if source not in known]
        self.attachments += fresh
        for each in fresh:
            self.home.looks.look_at(each.source, self._show_chips)
        if fresh:
            self.home.warm_up()
        self._show_chips()

    @on(Prompt.Dropped)
    def take_drop(self, event: Prompt.Dropped) -> None:
        """Files were pasted or dragged in."""
        self.attach(event.sources)

    @on(Chips.Removed)
    def drop_attachment(self, event: Chips.Removed) -> None:
        """One attachment is not wanted."""
        self.attachments = [each for each in self.attachments if each.source != event.source]
        self._show_chips()

    @on(Queue.TakenBack)
    def take_back(self, event: Queue.TakenBack) -> None:
        """A queued message goes back into the prompt."""
        self._return_to_prompt([message] if (message := self.talk.take_back(event.index)) else [])

    @on(Starters.Picked)
    def pick_starter(self, event: Starters.Picked) -> None:
        """A starter prompt goes into the prompt, to be sent or changed."""
        self.prompt.set_text(event.text)
        self.prompt.focus()

    @on(Prompt.Edited)
    def offer_completions(self, event: Prompt.Edited) -> None:
        """Commands, files or skills that could come next."""
        names = [skill.name for skill in self.home.skills.all()] if "/s" in event.line else []
        choices = complete(event.line, self.home.commands, names)
        said = [Choice(each.label, self.home.say(each.detail), each.line) for each in choices]
        if len(said) == 1 and said[0].line.rstrip() == event.line:
            said = []
        self.query_one(Completions).show(said)
        self.prompt.choosing = bool(said)

    @on(Completions.Taken)
    def take_completion(self, event: Completions.Taken) -> None:
        """A choice takes the place of the line up to the cursor."""
        prompt = self.prompt
        row, column = prompt.cursor_location
        prompt.replace(event.choice.line, (row, 0), (row, column))
        prompt.move_cursor((row, len(event.choice.line)))
        prompt.focus()

    @on(Prompt.Pressed)
    def key_around_prompt(self, event: Prompt.Pressed) -> None:
        """A key that belongs to what stands around the prompt."""
        completions = self.query_one(Completions)
        match event.key:
            case "up" | "down" if completions.marked:
                completions.move(-1 if event.key == "up" else 1)
            case "tab" | "enter" if completions.marked:
                self._complete(completions.marked, event.key)
            case "up" if self.talk.waiting:
                self._return_to_prompt([message] if (message := self.talk.take_back()) else [])
            case "up":
                self.prompt.recall(-1)
            case "tab":
                self.focus_next()
            case "backspace" if self.attachments:
                self.attachments.pop()
                self._show_chips()

    def _complete(self, choice: Choice, key: str) -> None:
        is_whole = self.prompt.before_cursor == choice.line.rstrip()
        self.take_completion(Completions.Taken(choice))
        if key == "enter" and (is_whole or not choice.line.endswith(("/", " ", "@"))):
            is_command = choice.line.startswith("/") and " " not in choice.line
            self.query_one(Completions).show([])
            self.prompt.choosing = False
            if is_command:
                self.prompt.action_send()

    # Turns

    @work(exclusive=True, group="turn", exit_on_error=False)
    async def _converse(self) -> None:
        self._set_busy(True)
        try:
            while self.talk.waiting:
                message = self.talk.waiting.pop(0)
                self._show_queue()
                self._show_asked(message)
                if not await self._draw_turn(self.talk.send(message)):
                    self._return_to_prompt(self.talk.take_back_all())
        finally:
            self._set_busy(False)

    @work(exclusive=True, group="turn", exit_on_error=False)
    async def _perform(self, events: Awaitable[AsyncIterator[TurnEvent]]) -> None:
        self._set_busy(True)
        try:
            await self._draw_turn(events)
        finally:
            self._set_busy(False)
        if self.talk.waiting:
            self._turn = self._converse()

    def perform(self, events: Awaitable[AsyncIterator[TurnEvent]]) -> None:
        """Draw a turn that did not begin with a message: a command, an offer, a resumed job."""
        self._clear_offers()
        self._dismiss_welcome()
        self._turn = self._perform(events)

    async def _draw_turn(self, events: Awaitable[AsyncIterator[TurnEvent]]) -> bool:
        drawing = self.drawing = TurnDrawing(self.transcript, self.home.say)
        ok = False
        self._started = monotonic()
        try:
            turn = await events
            async with aclosing(turn) as stream:  # type: ignore[type-var]  # engine gives generators
                async for event in stream:
                    self._draw(drawing, event)
                    ok = isinstance(event, Finished) and event.ok
                    if drawing.backlog > 20_000:
                        await asyncio.sleep(0.05)
        except asyncio.CancelledError:
            drawing.stop()
            self.transcript.add(Line(self.home.say("app.stopped_plain"), mark="■"))
            raise
        finally:
            self.answers += drawing.answers
            self.offers = list(drawing.offers) if ok else []
        return ok

    def _draw(self, drawing: TurnDrawing, event: TurnEvent) -> None:
        self.home.activity.see(event)
        drawing.draw(event)
        match event:
            case Exported():
                self.home.looks.look_at(str(event.path), self.transcript.grown)
                drawing.add_picture(self.home.looks, event.path)
                self._notify(self.home.say("app.job_done", name=short(event.path.name, 80)))
            case Failed() if event.kind != "cancelled":
                self._notify(self.home.say("app.job_failed", what=drawing.failure_line))

    def _notify(self, text: str) -> None:
        if monotonic() - self._started > 1.0:
            self.home.call_attention(text)

    @on(Worker.StateChanged)
    def turn_broke(self, event: Worker.StateChanged) -> None:
        """A fault of our own never ends the app: it becomes a card."""
        if event.state is WorkerState.ERROR and event.worker.group == "turn":
            error = event.worker.error
            text = short(f"{type(error).__name__}: {error}")
            self.home.log_line(text)
            self.transcript.add(ErrorCard(self.home.say("app.crash", error=text), "", ""))
            self._return_to_prompt(self.talk.take_back_all())

    @on(Offer.Accepted)
    def accept_offer(self, event: Offer.Accepted) -> None:
        """Do what the backend suggested."""
        self._accept(event.action)

    @on(ExportCard.Chosen)
    def use_file(self, event: ExportCard.Chosen) -> None:
        """Open a finished file, its folder, or copy its path."""
        self.home.use_file(event.exported.path, event.deed)

    def _accept(self, action: Action) -> None:
        if self.is_busy:
            self.home.tell("app.not_now")
            return
        if action.step == "upload" and not action.sources:
            self.do("upload")
            return
        self.perform(self.talk.perform([action]))
        self.prompt.focus()

    # Keys

    def do(self, action: str, *arguments: str) -> None:
        """Run a command by the name of its action."""
        deed = DEEDS.get(action)
        if deed is None:
            self.home.tell("app.unknown_command", name=short(action, 40))
            return
        deed(self, arguments)

    def action_do(self, action: str) -> None:
        """Run a command from a key."""
        self.do(action)

    def action_accept(self) -> None:
        """Do the first thing that the backend suggested."""
        if self.offers:
            self._accept(self.offers[0])

    def action_escape(self) -> None:
        """Close what is open, or stop the turn, or go back to the prompt."""
        if self.prompt.choosing:
            self.query_one(Completions).show([])
            self.prompt.choosing = False
        elif self.query_one(Finder).is_open:
            self.query_one(Finder).close()
        elif not self.prompt.has_focus:
            self.prompt.focus()
        elif self.is_busy:
            self.stop()
        self.clear_selection()

    def action_interrupt(self) -> None:
        """Copy a selection; stop the turn; keep the draft in history; the second press quits."""
        selected = self.get_selected_text() or self.prompt.selected_text
        twice = monotonic() - self._interrupted < 1.5
        self._interrupted = monotonic()
        if selected:
            self.home.copy(selected)
        elif twice:
            self.home.action_leave()
        elif self.is_busy:
            self.stop()
        elif self.prompt.text:
            self._leave(self.prompt.text)
            self.home.tell("app.draft_kept")
        else:
            self.home.tell("app.quit_again")

    def stop(self) -> None:
        """Stop the turn; what was queued goes back into the prompt."""
        if self._turn is not None and self.is_busy:
            self._turn.cancel()
        self._return_to_prompt(self.talk.take_back_all())

    def action_scroll_page(self, pages: int) -> None:
        """Read back a page, or on."""
        self.transcript.release_anchor()
        self.transcript.scroll_relative(y=pages * self.transcript.size.height, animate=False)

    def action_scroll_line(self, lines: int) -> None:
        """Read back a line, or on."""
        self.transcript.release_anchor()
        self.transcript.scroll_relative(y=lines, animate=False)

    def action_to_end(self) -> None:
        """Follow the end again."""
        self.transcript.action_to_end()

    def action_to_start(self) -> None:
        """To the beginning."""
        self.transcript.action_to_start()

    @on(NewBelow.Clicked)
    def show_end(self) -> None:
        """The mark was clicked."""
        self.transcript.action_to_end()

    @on(Transcript.Unread)
    def mark_unread(self, event: Transcript.Unread) -> None:
        """Show or hide the mark."""
        self.query_one(NewBelow).set_class(event.unread, "-shown")

    @on(Timeline.Left)
    def leave_timeline(self) -> None:
        """The arrows went past the lanes."""
        self.prompt.focus()

    @on(Input.Submitted, "#find")
    def find_next(self) -> None:
        """The next place that says it."""
        self.query_one(Finder).next(self.transcript)

    # Drawing what changed

    def start_over(self, talk: Talk, recipes: Sequence[Recipe] = ()) -> None:
        """Another conversation, empty or reopened."""
        self.run_worker(self.talk.aclose(), group="close", exit_on_error=False)
        self.talk = talk
        self.answers, self.offers, self.drawing = [], [], None
        self.transcript.show(recipes or [Welcome])
        self.call_after_refresh(self.relabel)
        self.prompt.focus()

    def show_line(self, text: str, mark: str = "") -> None:
        """A quiet line in the transcript."""
        self.transcript.add(Line(text, mark=mark))

    def _show_asked(self, message: Message) -> None:
        self._clear_offers()
        self._dismiss_welcome()
        attachments = [Attachment.of(source) for source in message.attachments]
        self.transcript.add(Asked(message.text, attachments, self.home.looks.all_facts()))
        for picture in self.home.looks.pictures(message.attachments):
            self.transcript.add(picture)
        self.transcript.action_to_end()

    def _dismiss_welcome(self) -> None:
        self.query(Welcome).remove()

    def _clear_offers(self) -> None:
        self.offers = []
        self.query(Offers).remove()

    def _leave(self, text: str) -> None:
        self.prompt.remember(text)
        self.prompt.set_text("")

    def _return_to_prompt(self, messages: list[Message]) -> None:
        if not messages:
            return
        texts = [message.text for message in messages if message.text]
        self.prompt.set_text("\n".join([*texts, self.prompt.text]).strip())
        self.attach([source for message in messages for source in message.attachments])
        self._show_queue()

    def _forget_attachments(self) -> None:
        self.attachments = []
        self._show_chips()

    def _show_chips(self) -> None:
        self.query_one(Chips).show(self.attachments, self.home.looks.all_facts())

    def _show_queue(self) -> None:
        texts = [message.text for message in self.talk.waiting]
        self.query_one(Queue).show(texts if self.is_busy else [], self.home.say("app.queue_hint"))

    def _set_busy(self, busy: bool) -> None:
        if not self.is_attached:
            return
        self._started = monotonic()
        self.status.say(busy=busy, activity="", hints=self._hints(busy))
        key = "app.placeholder_busy" if busy else "app.placeholder"
        self.prompt.placeholder = self.home.say(key)
        self._show_queue()

    def _tick(self) -> None:
        if self.is_busy and self.drawing:
            activity = self.drawing.activity or self.home.say("app.working")
            self.status.say(activity=f"{activity} {clock((monotonic() - self._started) * 1000)}")

    def _hints(self, busy: bool = False) -> tuple[tuple[str, str], ...]:
        say = self.home.say
        stop = (("esc", say("app.hint.stop")),) if busy else ()
        return (*stop, ("ctrl+p", say("app.hint.palette")), ("f1", say("app.hint.help")))
