"""The chat: turns what the person does into calls on the conversation and its surroundings."""

from __future__ import annotations

from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from nemo_tui.protocol.text import short
from nemo_tui.ui.widgets.prompt import Prompt
from nemo_tui.ui.widgets.status import StatusBar
from nemo_tui.ui.widgets.transcript import Transcript
from nemo_tui.ui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click, Resize
    from textual.worker import Worker

    from nemo_tui.engine.actions import Action, Message
    from nemo_tui.ui.app import NemoApp
    from nemo_tui.ui.attachments import Attachment
    from nemo_tui.ui.completion import Choice
    from nemo_tui.ui.talk import Talk
    from nemo_tui.ui.turns import Turns
    from nemo_tui.ui.widgets.above_prompt import (
        AbovePrompt,
        Chips,
        Completions,
        Queue,
    )
    from nemo_tui.ui.widgets.cards import ExportCard, Offer
    from nemo_tui.ui.widgets.finder import Finder
    from nemo_tui.ui.widgets.timeline import Timeline
    from nemo_tui.ui.widgets.transcript import Recipe

TWICE_SECONDS = 1.5
NARROW = 70
SHORT = 20


class ChatScreen(Screen[None]):
    """Transcript, prompt and status line.

    Handlers of messages are named, not decorated, where the widget is imported after the
    first paint.
    """

    AUTO_FOCUS = "#prompt"
    BINDINGS: ClassVar[list[BindingType]] = [
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

    def __init__(self) -> None:
        super().__init__()
        self.talk: Talk
        self.is_ready = False
        self.attachments: list[Attachment] = []
        self._early: list[Callable[[], None]] = []
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

    @cached_property
    def turns(self) -> Turns:
        """What runs; imported after the first paint."""
        from nemo_tui.ui.turns import Turns

        return Turns(self)

    @cached_property
    def above(self) -> AbovePrompt:
        """What stands above the prompt; put there after the first paint."""
        from nemo_tui.ui.widgets.above_prompt import AbovePrompt

        say = self.home.say
        above = AbovePrompt(say("app.new_below"), say("app.find_how"))
        self.mount(above, before=self.prompt)
        return above

    @property
    def is_busy(self) -> bool:
        """Whether a turn is running."""
        return "turns" in self.__dict__ and self.turns.is_busy

    @property
    def newest_timeline(self) -> Timeline | None:
        """The last timeline that is mounted."""
        from nemo_tui.ui.widgets.timeline import Timeline

        found = self.query(Timeline)
        return found.last() if found else None

    def compose(self) -> ComposeResult:
        with Transcript(id="transcript"):
            yield Welcome()
        yield Prompt(self.home.say("start.placeholder"))
        yield StatusBar()

    def on_mount(self) -> None:
        self.relabel()

    def on_resize(self, event: Resize) -> None:
        # Not by breakpoints: those change classes, and so restyle everything, at every start.
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.height < SHORT, "-short")

    def begin(self, talk: Talk) -> None:
        """The skills were read: messages can go out, those written meanwhile first."""
        self.talk = talk
        self.is_ready = True
        self.relabel()
        self.set_interval(1.0, self._tick)
        _ = self.above
        early, self._early = self._early, []
        for deed in early:
            deed()

    def start_over(self, talk: Talk, recipes: Sequence[Recipe] = ()) -> None:
        """Another conversation, empty or reopened."""
        self.run_worker(self.talk.aclose(), group="close", exit_on_error=False)
        self.talk = talk
        self.turns.forget()
        self.transcript.show(recipes or [Welcome])
        self.call_after_refresh(self.relabel)
        self.prompt.focus()

    def relabel(self) -> None:
        """Everything that is written in the language and of the skill in force."""
        say, home = self.home.say, self.home
        skill = self.talk.skill if self.is_ready else None
        for welcome in self.query(Welcome):
            voice = skill.voice(say.language) if skill else None
            welcome.show(voice, home.place_sentences(), say)
        self.prompt.placeholder = say(
            "start.placeholder_busy" if self.is_busy else "start.placeholder"
        )
        self.status.say(
            skill=skill.name if skill else home.skill_name,
            where=short(home.launcher.where, 40) or say("start.this_machine"),
            hints=self._hints(),
        )

    # What the person does at the prompt

    def on_prompt_sent(self, event: Prompt.Sent) -> None:
        """A command, an accepted offer, or a message."""
        from nemo_tui.ui.attachments import resolve
        from nemo_tui.ui.commands import looks_like_command, read_command

        text = event.text.strip()
        typed = read_command(text, self.home.commands)
        if typed:
            self._leave(event.text)
            self.do(typed.command.action, *typed.arguments)
        elif "\n" not in text and resolve(text):
            self.attach([resolve(text)])
            self._leave(event.text, remember=False)
        elif looks_like_command(text):
            self.home.tell("app.unknown_command", name=short(text.split(" ", 1)[0], 40))
        elif text or self.attachments:
            self._leave(event.text)
            self.send(text)
        else:
            self.action_accept()

    def send(self, text: str) -> None:
        """Send a message with what is attached."""
        from nemo_tui.engine.actions import Message
        from nemo_tui.ui.attachments import take_mentions

        words, mentioned = take_mentions(text)
        self.attach(mentioned)
        message = Message(words, tuple(each.source for each in self.attachments))
        self.attachments = []
        self.show_chips()
        self._when_ready(lambda: self.turns.send(message))

    def attach(self, sources: Sequence[str]) -> None:
        """Put files on the next message."""
        if not sources:
            return
        from nemo_tui.ui.attachments import Attachment

        known = {each.source for each in self.attachments}
        fresh = [Attachment.of(source) for source in sources if source not in known]
        self.attachments += fresh
        for each in fresh:
            self.home.looks.look_at(each.source, self.show_chips)
        self.home.warm_up()
        self.show_chips()

    def _when_ready(self, deed: Callable[[], None]) -> None:
        """What is done before the skills were read is done right after."""
        if self.is_ready:
            deed()
        else:
            self._early.append(deed)

    def on_prompt_dropped(self, event: Prompt.Dropped) -> None:
        """Files were pasted or dragged in."""
        self.attach(event.sources)

    def on_chips_removed(self, event: Chips.Removed) -> None:
        """One attachment is not wanted."""
        self.attachments = [each for each in self.attachments if each.source != event.source]
        self.show_chips()

    def on_queue_taken_back(self, event: Queue.TakenBack) -> None:
        """A queued message goes back into the prompt."""
        self.return_to_prompt(self.talk.take_back(event.index))

    def on_welcome_picked(self, event: Welcome.Picked) -> None:
        """A starter prompt goes into the prompt, to be sent or changed."""
        self.prompt.set_text(event.text)
        self.prompt.focus()

    def on_prompt_edited(self, event: Prompt.Edited) -> None:
        """Commands, files or skills that could come next."""
        if not self.prompt.choosing and "/" not in event.line and "@" not in event.line:
            return
        from nemo_tui.ui.completion import Choice, complete

        names = [skill.name for skill in self.home.skills.all()] if self.is_ready else []
        choices = complete(event.line, self.home.commands, names)
        said = [Choice(each.label, self.home.say(each.detail), each.line) for each in choices]
        if len(said) == 1 and said[0].line.rstrip() == event.line:
            said = []
        self._offer(said)

    def on_completions_taken(self, event: Completions.Taken) -> None:
        """A choice takes the place of the line up to the cursor."""
        self.prompt.replace_before_cursor(event.choice.line)

    def on_prompt_pressed(self, event: Prompt.Pressed) -> None:
        """A key that belongs to what stands around the prompt."""
        marked = self.above.completions.marked
        match event.key:
            case "up" | "down" if marked:
                self.above.completions.move(-1 if event.key == "up" else 1)
            case "tab" | "enter" if marked:
                self._complete(marked, event.key)
            case "up" if self.is_ready and self.talk.waiting:
                self.return_to_prompt(self.talk.take_back())
            case "up":
                self.prompt.recall(-1)
            case "tab":
                self._leave_prompt()
            case "backspace" if self.attachments:
                self.attachments.pop()
                self.show_chips()

    def _leave_prompt(self) -> None:
        """To what can be picked, where there is anything; otherwise to the next thing."""
        pickable = [*self.query(Welcome), *self.query("Offer")]
        if pickable:
            pickable[0].focus()
        else:
            self.focus_next()

    def _complete(self, choice: Choice, key: str) -> None:
        self.prompt.replace_before_cursor(choice.line)
        if key == "enter" and choice.line.startswith("/") and not choice.line.endswith(("/", " ")):
            self._offer([])
            if choice.line.startswith("/skill ") or " " not in choice.line:
                self.prompt.action_send()

    def _offer(self, choices: Sequence[Choice]) -> None:
        self.above.completions.show(choices)
        self.prompt.choosing = bool(choices)

    # What the person does in the transcript

    def on_offer_accepted(self, event: Offer.Accepted) -> None:
        """Do what the backend suggested."""
        self._accept(event.action)

    def on_export_card_chosen(self, event: ExportCard.Chosen) -> None:
        """Open a finished file, its folder, or copy its path."""
        self.home.handover.use_file(event.exported.path, event.deed)

    def on_transcript_unread(self, event: Transcript.Unread) -> None:
        """Show or hide the mark."""
        self.above.news.set_class(event.unread, "-shown")

    def on_new_below_clicked(self) -> None:
        """The mark was clicked."""
        self.transcript.action_to_end()

    def on_timeline_left(self) -> None:
        """The arrows went past the lanes."""
        self.prompt.focus()

    def on_finder_wanted(self) -> None:
        """The next place that says it."""
        self.above.finder.next(self.transcript)

    def on_finder_found(self, event: Finder.Found) -> None:
        """Say which place of how many it is."""
        if event.count:
            found = self.home.say("app.found", number=event.number, count=event.count)
            self.status.say(activity=found)
        else:
            self.home.tell("app.not_found", text=short(event.text, 60))

    def on_finder_closed(self) -> None:
        """The search is over."""
        self.status.say(activity=self.turns.activity())
        self.prompt.focus()

    def on_click(self, event: Click) -> None:
        """A click on nothing in particular goes back to the prompt."""
        if isinstance(event.widget, (Transcript, StatusBar)) and not self.selections:
            self.prompt.focus()

    def _accept(self, action: Action) -> None:
        if action.step == "upload" and not action.sources:
            self.do("upload")
        elif self.is_busy:
            self.home.tell("app.not_now")
        else:
            self.turns.perform(self.talk.perform([action]))
            self.prompt.focus()

    # Keys

    def do(self, action: str, *arguments: str) -> None:
        """Run a command by the name of its action."""
        from nemo_tui.ui.deeds import DEEDS

        deed = DEEDS.get(action)
        if deed is None:
            self.home.tell("app.unknown_command", name=short(action, 40))
        else:
            self._when_ready(lambda: deed(self, arguments))

    def action_do(self, action: str) -> None:
        """Run a command from a key."""
        self.do(action)

    def action_accept(self) -> None:
        """Do the first thing that the backend suggested."""
        if self.is_ready and self.turns.offers:
            self._accept(self.turns.offers[0])

    def action_escape(self) -> None:
        """Close what is open, or go back to the prompt, or stop the turn."""
        self.clear_selection()
        if self.prompt.choosing:
            self._offer([])
        elif not self.prompt.has_focus:
            self.prompt.focus()
        elif self.is_busy:
            self.turns.stop()

    def action_interrupt(self) -> None:
        """Copy a selection; stop the turn; keep the draft in history; the second press quits."""
        selected = self.get_selected_text() or self.prompt.selected_text
        is_second = monotonic() - self._interrupted < TWICE_SECONDS
        self._interrupted = monotonic()
        if selected:
            self.home.handover.copy(selected)
        elif is_second:
            self.home.action_leave()
        elif self.is_busy:
            self.turns.stop()
        elif self.prompt.text:
            self._leave(self.prompt.text)
            self.home.tell("app.draft_kept")
        else:
            self.home.tell("app.quit_again")

    def action_scroll_page(self, pages: int) -> None:
        """Read back a page, or on."""
        self.transcript.scroll_by(pages * (self.transcript.size.height - 1))

    def action_scroll_line(self, lines: int) -> None:
        """Read back a line, or on."""
        self.transcript.scroll_by(lines)

    def action_to_end(self) -> None:
        """Follow the end again."""
        self.transcript.action_to_end()

    def action_to_start(self) -> None:
        """To the beginning."""
        self.transcript.action_to_start()

    # Showing what changed

    def show_line(self, text: str, mark: str = "") -> None:
        """A quiet line in the transcript."""
        from nemo_tui.ui.widgets.asked import Line

        self.transcript.add(Line(text, mark=mark))

    def show_chips(self) -> None:
        """The attachments of the next message."""
        self.above.chips.show(self.attachments, self.home.looks.all_facts())

    def show_queue(self) -> None:
        """The messages that wait."""
        texts = [message.text for message in self.talk.waiting] if self.is_busy else []
        self.above.queue.show(texts, self.home.say("app.queue_hint"))

    def return_to_prompt(self, messages: Sequence[Message]) -> None:
        """Messages that were not sent, back where they can be changed."""
        if messages:
            texts = [message.text for message in messages if message.text]
            self.prompt.set_text("\n".join([*texts, self.prompt.text]).strip())
            self.attach([source for message in messages for source in message.attachments])
        self.show_queue()

    def dismiss_welcome(self) -> None:
        """The conversation has begun."""
        self.transcript.drop(*self.query(Welcome))

    def set_busy(self, busy: bool) -> None:
        """A turn begins or is over."""
        if not self.is_attached:
            return
        self.status.say(busy=busy, activity=self.turns.activity(), hints=self._hints(busy))
        key = "start.placeholder_busy" if busy else "start.placeholder"
        self.prompt.placeholder = self.home.say(key)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """When the turn worker is over, so is what it showed."""
        if event.worker.group != "turn" or not event.worker.is_finished:
            return
        if event.worker.error:
            self.turns.broke(event.worker.error)
        self.set_busy(self.is_busy)
        self.show_queue()

    def _leave(self, text: str, *, remember: bool = True) -> None:
        """Take what was sent out of the prompt, and nothing that was typed since."""
        if remember:
            self.prompt.remember(text.strip())
        self.prompt.set_text(self.prompt.text.removeprefix(text))

    def _tick(self) -> None:
        if self.is_busy:
            self.status.say(activity=self.turns.activity())

    def _hints(self, busy: bool = False) -> tuple[tuple[str, str], ...]:
        say = self.home.say
        stop = (("esc", say("start.hint.stop")),) if busy else ()
        return (*stop, ("ctrl+p", say("start.hint.palette")), ("f1", say("start.hint.help")))
