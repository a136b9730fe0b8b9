"""Every key and every command on one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from nemo_tui.ui.keys import KEYS
from nemo_tui.ui.prose import Block

if TYPE_CHECKING:
    from nemo_tui.ui.app import NemoApp

COLUMN = 33


class HelpScreen(Screen[None]):
    """Made from the same tables as the bindings, so that it cannot be out of date."""

    CSS_PATH = "../pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False, id="help.close"),
    ]

    def __init__(self) -> None:
        super().__init__(id="help")

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield Static()

    def on_resize(self) -> None:
        page = self.query_one(VerticalScroll)
        self.query_one(Static).update(self._content(page.scrollable_content_region.width))

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)

    def _content(self, width: int) -> Content:
        home = cast("NemoApp", self.app)
        say = home.say
        lines = [Content.styled(say("app.page.help"), "bold $text-primary"), Content()]
        for group, keys in KEYS.items():
            lines.append(Content.styled(say(f"app.keys.{group}"), "bold"))
            for name, key in keys:
                lines += _row(key, say(f"app.key.{name}"), width)
            lines.append(Content())
        lines.append(Content.styled(say("app.keys.commands"), "bold"))
        for command in home.commands:
            lines += _row(f"/{command.name} {command.takes}", say(command.help), width)
        return Content("\n").join(lines)


def _row(key: str, does: str, width: int) -> Iterator[Content]:
    """A key and what it does, wrapped beside it."""
    left = Content.styled(f"  {key}", "$text-primary")
    left = left.pad_right(max(1, COLUMN - left.cell_length))
    return Block(Content(does), left, Content(" " * left.cell_length)).lines(width)
