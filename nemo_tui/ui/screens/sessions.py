"""Earlier conversations: find, reopen, name, save, delete."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from nemo_tui.protocol.text import clean, short
from nemo_tui.ui.screens.page import Page

if TYPE_CHECKING:
    from nemo_tui.engine.history import Summary


class SessionsScreen(Page):
    """The newest first; typing in the line above searches in everything that was said."""

    NAME = "sessions"
    SEARCHES = True
    KEYS = (
        ("↵", "app.page.sessions_open"),
        ("/", "app.page.sessions_find"),
        ("r", "app.page.sessions_rename"),
        ("m", "app.page.sessions_md"),
        ("j", "app.page.sessions_json"),
        ("d", "app.page.sessions_delete"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", show=False, id="sessions.find"),
        Binding("r", "rename", show=False, id="sessions.rename"),
        Binding("m", "save('md')", show=False, id="sessions.markdown"),
        Binding("j", "save('json')", show=False, id="sessions.json"),
        Binding("d,delete", "delete", show=False, id="sessions.delete"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, Summary] = {}
        self._renaming = ""
        self._deleting = ""

    def fill(self) -> None:
        """Put the rows into the list."""
        self._search("")

    @work(exclusive=True, group="sessions", exit_on_error=False)
    async def _search(self, text: str) -> None:
        history = self.home.parts.history
        look = (lambda: history.search(text)) if text.strip() else history.sessions
        found = await asyncio.to_thread(look)
        self._found = {each.id: each for each in found}
        rows = [(each.id, self._row(each)) for each in found]
        self.put(rows, self.home.say("app.page.sessions_empty"))

    def facts(self, key: str) -> Content:
        """The beginning of what was said."""
        entries = self.home.parts.history.entries(key)[:6]
        lines = [
            Content.assemble(
                (f"{'›' if each.role == 'you' else ' '} ", "$text-primary"), short(each.text, 110)
            )
            for each in entries
            if each.text
        ]
        return Content("\n").join(lines)

    def chosen(self, key: str) -> None:
        """Reopen it."""
        summary = self._found.get(key)
        self.dismiss(None)
        if summary:
            home = self.home
            home.run_worker(home.sessions.open(summary), group="open", exit_on_error=False)

    @on(Input.Changed)
    def search_as_typed(self, event: Input.Changed) -> None:
        """Look for what is in the line, unless it is a new title."""
        if not self._renaming:
            self._search(event.value)

    @on(Input.Submitted)
    def rename_marked(self, event: Input.Submitted) -> None:
        """Enter in the line ends naming."""
        if self._renaming:
            self.home.parts.history.rename(self._renaming, clean(event.value, lines=False))
            self._renaming = ""
            self.query_one(Input).value = ""
            self.fill()

    def action_find(self) -> None:
        """To the line above."""
        self.query_one(Input).focus()

    def action_rename(self) -> None:
        """Write a new title in the line above."""
        summary = self._found.get(self.marked)
        if summary:
            self._renaming = summary.id
            line = self.query_one(Input)
            line.value = clean(summary.title, lines=False)
            line.focus()

    def action_save(self, form: str) -> None:
        """Write it to a file."""
        if self.marked:
            self.home.sessions.save_as_file(self.marked, form)

    def action_delete(self) -> None:
        """Delete at the second press on the same row."""
        if not self.marked:
            return
        if self._deleting != self.marked:
            self._deleting = self.marked
            self.home.tell("app.page.sessions_delete_again")
            return
        self.home.parts.history.delete(self.marked)
        self._deleting = ""
        self.fill()

    def _row(self, summary: Summary) -> Content:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(summary.updated))
        known = f"{summary.skill} · {summary.turns}"
        row = Content.assemble(
            (f"{when}  ", "$foreground-muted"),
            (short(summary.title or summary.id, 70), "bold"),
            (f"  {short(known, 80)}", "$foreground-muted"),
        )
        return row.truncate(max(20, self.size.width - 12), ellipsis=True)
