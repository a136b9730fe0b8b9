"""The idle screen: who is speaking, where work is done, and things to try."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from nemo_tui.catalogue import Catalogue
from nemo_tui.protocol.text import clean

if TYPE_CHECKING:
    from nemo_tui.skills import Voice


class Starters(Static, can_focus=True):
    """Prompts to begin with: click one, or Tab here, arrows and Enter."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False, id="starters.up"),
        Binding("down", "move(1)", show=False, id="starters.down"),
        Binding("enter,space", "pick", show=False, id="starters.pick"),
    ]

    class Picked(Message):
        """The person wants to begin with this one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(id="starters")
        self._starters: tuple[str, ...] = ()
        self._marked = 0

    def offer(self, starters: Sequence[str]) -> None:
        """Show these."""
        self._starters, self._marked = tuple(starters), 0
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def on_click(self, event: Click) -> None:
        index = event.style.meta.get("index")
        if isinstance(index, int) and index < len(self._starters):
            event.stop()
            self.post_message(self.Picked(self._starters[index]))

    def action_move(self, step: int) -> None:
        """Mark another one."""
        if self._starters:
            self._marked = (self._marked + step) % len(self._starters)
            self._draw()

    def action_pick(self) -> None:
        """Begin with the marked one."""
        if self._starters:
            self.post_message(self.Picked(self._starters[self._marked]))

    def _draw(self) -> None:
        lines = [self._line(index, text) for index, text in enumerate(self._starters)]
        self.update(Content("\n").join(lines))

    def _line(self, index: int, text: str) -> Content:
        is_marked = self.has_focus and index == self._marked
        mark = "❯" if is_marked else "›"
        line = Content.assemble((f"{mark} ", "$text-primary"), (text, "bold" if is_marked else ""))
        return line.stylize(Style.from_meta({"index": index}))


class Welcome(Vertical):
    """What this is, where work is done, and what to try."""

    def __init__(self) -> None:
        super().__init__(id="welcome")

    def compose(self) -> ComposeResult:
        yield Static(id="welcome-name", markup=False)
        yield Static(id="welcome-greeting", markup=False)
        yield Static(id="welcome-how", markup=False)
        yield Static(id="welcome-try", markup=False)
        yield Starters()

    def show(self, voice: Voice, place: Sequence[str], say: Catalogue) -> None:
        """Say it in the words of a skill."""
        self.query_one("#welcome-name", Static).update(Content(clean(voice.title, lines=False)))
        self.query_one("#welcome-greeting", Static).update(Content(clean(voice.greeting)))
        self.query_one("#welcome-how", Static).update(Content("\n".join(place)))
        self.query_one("#welcome-try", Static).update(Content(say("app.try_saying")))
        self.query_one(Starters).offer([clean(text, lines=False) for text in voice.starters])
