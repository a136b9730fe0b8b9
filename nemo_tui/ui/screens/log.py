"""What was sent to the backend and what went wrong, newest last."""

from __future__ import annotations

from textual.content import Content

from nemo_tui.ui.screens.page import Page


class LogScreen(Page):
    """No tokens and no query strings: the client leaves them out before they come here."""

    NAME = "log"

    def fill(self) -> None:
        """Put the rows into the list."""
        lines = list(self.home.journal.lines)
        rows = [(str(number), Content(line)) for number, line in enumerate(lines)]
        self.put(rows, self.home.say("app.page.log_empty"))
        if rows:
            self.options.highlighted = len(rows) - 1

    def facts(self, key: str) -> Content:
        """The whole line, wrapped."""
        return Content(self.home.journal.lines[int(key)])
