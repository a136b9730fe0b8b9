"""The chat: turns what the person does into calls on the conversation and its surroundings."""

from __future__ import annotations

from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.worker import WorkerState

from nemo_tui.protocol.text import short
from nemo_tui.ui.labels import Labels
from nemo_tui.ui.screens.chat_keys import KEYS
from nemo_tui.ui.widgets.prompt import Prompt
from nemo_tui.ui.widgets.status import StatusBar
from nemo_tui.ui.widgets.transcript import Transcript
from nemo_tui.ui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.events import Click, Resize
    from textual.worker import Worker

    from nemo_tui.ui.app import NemoApp
    from nemo_tui.ui.composer import Composer
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
    from nemo_tui.ui.widgets.transcript import Recipe

TWICE_SECONDS = 1.5
NARROW = 70
SHORT = 20


class ChatScreen(Screen[None]):
    """Transcript, prompt, status line; handlers are named where their widget comes later."""

    AUTO_FOCUS = "#prompt"
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self) -> None:
        super().__init__()
        self.talk: Talk
        self.is_ready = False
        self.labels = Labels(self)
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
    def composer(self) -> Composer:
        """The next message; imported with the first key that concerns it."""
        from nemo_tui.ui.composer import Composer

        return Composer(self)

    @cached_property
    def above(self) -> AbovePrompt:
        """What stands above the prompt; put there after the first paint."""
        from nemo_tui.ui.widgets.above_prompt import AbovePrompt

        say = self.home.say
        above = AbovePrompt(say("app.new_below"), say("app.find_how"), self.transcript)
        self.mount(above, before=self.prompt)
        return above

    @property
    def is_busy(self) -> bool:
        """Whether a turn is running."""
        return "turns" in self.__dict__ and self.turns.is_busy

    def compose(self) -> ComposeResult:
        with Transcript(id="transcript"):
            yield Welcome()
        yield Prompt(self.home.say("start.placeholder"))
        yield StatusBar()

    def on_mount(self) -> None:
        self.labels.write()

    def on_resize(self, event: Resize) -> None:
        # Not by breakpoints: those change classes, and so restyle everything, at every start.
        was_short = self.has_class("-short")
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.height < SHORT, "-short")
        if self.has_class("-short") != was_short:
            self.labels.write()

    def begin(self, talk: Talk) -> None:
        """The skills were read: messages can go out, those written meanwhile first."""
        self.talk = talk
        self.is_ready = True
        self.labels.write()
        self.set_interval(1.0, self.labels.tick)
        _ = self.above
        early, self._early = self._early, []
        for deed in early:
            deed()

    def start_over(self, talk: Talk, recipes: Sequence[Recipe] = ()) -> None:
        """Another conversation, empty or reopened."""
        self.run_worker(self.turns.close(self.talk), group="close", exit_on_error=False)
        self.talk = talk
        self.turns.forget()
        self.transcript.show(recipes or [self.labels.welcome])
        self.call_after_refresh(self.labels.write)
        if not recipes:
            self.call_after_refresh(self.transcript.action_to_start)
        self.prompt.focus()

    # What the person does at the prompt

    def on_prompt_sent(self, event: Prompt.Sent) -> None:
        """Enter was pressed."""
        self.composer.enter(event.text)

    def on_prompt_dropped(self, event: Prompt.Dropped) -> None:
        """Files were pasted or dragged in."""
        self.composer.attach(event.sources)

    def on_prompt_edited(self, event: Prompt.Edited) -> None:
        """A letter was typed; what begins a command or names a file may be completed."""
        self.transcript.rhythm.beat()
        if self.prompt.choosing or "/" in event.line or "@" in event.line:
            self.composer.suggest(event.line)

    def on_prompt_pressed(self, event: Prompt.Pressed) -> None:
        """A key that the prompt has no use for."""
        self.composer.press(event.key)

    def on_chips_removed(self, event: Chips.Removed) -> None:
        """One attachment is not wanted."""
        self.composer.detach(event.source)

    def on_queue_taken_back(self, event: Queue.TakenBack) -> None:
        """A queued message goes back into the prompt."""
        self.composer.take_back(self.talk.take_back(event.index))

    def on_completions_taken(self, event: Completions.Taken) -> None:
        """A choice takes the place of the line up to the cursor."""
        self.prompt.replace_before_cursor(event.choice.line)

    def on_welcome_picked(self, event: Welcome.Picked) -> None:
        """A starter prompt goes into the prompt, to be sent or changed."""
        self.prompt.set_text(event.text)
        self.prompt.focus()

    def when_ready(self, deed: Callable[[], None]) -> None:
        """What is done before the skills were read is done right after."""
        if self.is_ready:
            deed()
        else:
            self._early.append(deed)

    # What the person does in the transcript

    def on_offer_accepted(self, event: Offer.Accepted) -> None:
        """Do what the backend suggested."""
        self.turns.accept(event.action)

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

    def on_finder_found(self, event: Finder.Found) -> None:
        """The search came to a place, or to none."""
        self.labels.show_found(event.number, event.count, event.text)

    def on_finder_closed(self) -> None:
        """The search is over."""
        self.labels.show_activity()
        self.prompt.focus()

    def on_click(self, event: Click) -> None:
        """A click on nothing in particular goes back to the prompt."""
        if isinstance(event.widget, (Transcript, StatusBar)) and not self.selections:
            self.prompt.focus()

    # Keys

    def do(self, action: str, *arguments: str) -> None:
        """Run a command by the name of its action."""
        from nemo_tui.ui.deeds import DEEDS

        deed = DEEDS.get(action)
        if deed is None:
            self.home.tell("app.unknown_command", name=short(action, 40))
        else:
            self.when_ready(lambda: deed(self, arguments))

    action_do = do

    def action_accept(self) -> None:
        """Do the first thing that the backend suggested."""
        if self.is_ready and self.turns.offers:
            self.turns.accept(self.turns.offers[0])

    def action_escape(self) -> None:
        """Close what is open, or go back to the prompt, or stop the turn."""
        self.clear_selection()
        if self.prompt.choosing:
            self.composer.offer([])
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
            self.composer.put_aside()
            self.home.tell("app.draft_kept")
        else:
            self.home.tell("app.quit_again")

    def action_read_page(self, pages: int) -> None:
        """Back a page, or on."""
        self.transcript.scroll_by(pages * (self.transcript.size.height - 1))

    def action_read_line(self, lines: int) -> None:
        """Back a line, or on."""
        self.transcript.scroll_by(lines)

    def action_read_end(self) -> None:
        """Follow the end again."""
        self.transcript.action_to_end()

    def action_read_start(self) -> None:
        """To the beginning."""
        self.transcript.action_to_start()

    def show_line(self, text: str, mark: str = "") -> None:
        """A quiet line in the transcript."""
        from nemo_tui.ui.widgets.asked import Line

        self.transcript.add(Line(text, mark=mark))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """When the turn worker is over, so is what it showed."""
        if event.worker.group != "turn" or not event.worker.is_finished:
            return
        if event.state is WorkerState.ERROR:
            self.turns.broke(event.worker.error)
        if self.is_attached:
            self.turns.go_on()
            self.labels.show_busy(self.is_busy)
        self.composer.show_queue()
