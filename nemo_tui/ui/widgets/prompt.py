"""Where the person writes: Enter sends, paths become attachments, arrows go through history."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import TextArea

from nemo_tui.protocol.text import clean
from nemo_tui.ui.at_once import draw_at_once

KEPT = 500


class Prompt(TextArea):
    """A text of one or more lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", show=False, priority=False, id="prompt.send"),
        Binding("shift+enter,ctrl+j,alt+enter", "newline", show=False, id="prompt.newline"),
        Binding("up", "earlier", show=False, id="prompt.earlier"),
        Binding("down", "later", show=False, id="prompt.later"),
        Binding("tab", "tab", show=False, id="prompt.complete"),
        Binding("backspace", "backspace", show=False, id="prompt.backspace"),
        Binding("ctrl+underscore,ctrl+minus", "undo", show=False, id="prompt.undo"),
    ]

    @dataclass
    class Sent(Message):
        """The person pressed Enter."""

        text: str

    @dataclass
    class Dropped(Message):
        """Files were pasted or dragged in."""

        sources: list[str]

    @dataclass
    class Edited(Message):
        """The text before the cursor, after each change."""

        line: str

    @dataclass
    class Pressed(Message):
        """A key that may belong to what is around the prompt: up, down, tab, backspace at 0."""

        key: str

    def __init__(self, placeholder: str) -> None:
        super().__init__(
            id="prompt",
            placeholder=placeholder,
            compact=True,
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            tab_behavior="focus",
        )
        self.typed: list[str] = []
        self.choosing = False
        self._place = 0
        self._draft = ""

    def set_text(self, text: str) -> None:
        """Another text, with the cursor at its end."""
        self.text = text
        self.move_cursor(self.document.end)

    def remember(self, text: str) -> None:
        """Put a text into the history of the arrows."""
        if text and (not self.typed or self.typed[-1] != text):
            self.typed = [*self.typed[-KEPT:], text]
        self._place, self._draft = len(self.typed), ""

    def take_history(self, texts: list[str]) -> None:
        """What was typed in earlier sessions, newest last, before what was typed in this one."""
        self.typed = [*map(clean, texts), *self.typed][-KEPT:]
        self._place = len(self.typed)

    def replace_before_cursor(self, line: str) -> None:
        """Another text before the cursor in its line."""
        row, column = self.cursor_location
        self.replace(line, (row, 0), (row, column))
        self.move_cursor((row, len(line)))
        self.focus()

    @property
    def before_cursor(self) -> str:
        """The text of the cursor's line up to the cursor."""
        row, column = self.cursor_location
        return self.document.get_line(row)[:column]

    async def _on_key(self, event: Key) -> None:
        action = "send" if event.key == "enter" else self._bound_to(event)
        if not action:
            await super()._on_key(event)
            return
        # At once: Textual asks for bindings only after the app has seen the key, and letters that
        # came in the same breath would overtake it.
        event.prevent_default()
        event.stop()
        await self.run_action(action)

    def _bound_to(self, event: Key) -> str:
        if event.is_printable:
            return ""
        found = self.screen.active_bindings.get(event.key)
        return found.binding.action if found and found.node is self and found.enabled else ""

    async def _on_paste(self, event: Paste) -> None:
        from nemo_tui.ui.attachments import read_paste

        event.stop()
        event.prevent_default()
        sources = read_paste(event.text)
        if sources:
            self.post_message(self.Dropped(sources))
            return
        text = clean(event.text)
        if result := self._replace_via_keyboard(text, *self.selection):
            self.move_cursor(result.end_location)

    def on_text_area_selection_changed(self) -> None:
        self._show_letter()

    def on_text_area_changed(self) -> None:
        self._show_letter()
        self.post_message(self.Edited(self.before_cursor))

    def action_send(self) -> None:
        """Hand the text over, or take the completion that is chosen."""
        if self.choosing:
            self.post_message(self.Pressed("enter"))
            return
        self.post_message(self.Sent(self.text))

    def action_newline(self) -> None:
        """A new line."""
        self.insert("\n")

    def action_earlier(self) -> None:
        """Up a line, up a completion, or to an earlier text."""
        if self.choosing or (not self.text and self._place == len(self.typed)):
            self.post_message(self.Pressed("up"))
        elif not self.navigator.is_first_wrapped_line(self.cursor_location):
            self.action_cursor_up()
        else:
            self.recall(-1)

    def action_later(self) -> None:
        """Down a line, down a completion, or to a later text."""
        if self.choosing:
            self.post_message(self.Pressed("down"))
        elif not self.navigator.is_last_wrapped_line(self.cursor_location):
            self.action_cursor_down()
        else:
            self.recall(1)

    def action_tab(self) -> None:
        """Take a completion, or leave the prompt."""
        self.post_message(self.Pressed("tab"))

    def action_backspace(self) -> None:
        """Delete to the left; at the very start, the last attachment."""
        if self.cursor_location == (0, 0) and not self.selected_text:
            self.post_message(self.Pressed("backspace"))
        else:
            self.action_delete_left()

    def _show_letter(self) -> None:
        """Draw what was typed; a text with another number of lines is laid out first."""
        if self.virtual_size.height == self.size.height:
            draw_at_once(self)

    def recall(self, step: int) -> None:
        """Another text of the history; what was being written comes back at the end of it."""
        place = self._place + step
        if not 0 <= place <= len(self.typed):
            return
        if self._place == len(self.typed):
            self._draft = self.text
        self._place = place
        self.set_text(self.typed[place] if place < len(self.typed) else self._draft)
