"""The way out: asked for where something runs, never waiting for long."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nemo_tui.ui.app import NemoApp

LONGEST_SECONDS = 3.0


class Leaving:
    """Stops the turn and the studio, then ends the app."""

    def __init__(self, app: NemoApp) -> None:
        self._app = app

    def ask(self) -> None:
        """Leave; when something runs, only after a yes."""
        app = self._app
        if app.chat.is_busy and len(app.screen_stack) == 1:
            from nemo_tui.ui.screens.questions import quit_question

            app.push_screen(quit_question(app.say, app.launcher.where), self._leave_if)
        else:
            self.begin()

    def begin(self, code: int = 0) -> None:
        """Leave with this exit code, unasked."""
        self._app.run_worker(self._leave(code), group="leave", exit_on_error=False)

    async def let_go(self) -> None:
        """Stop what the app has started."""
        app = self._app
        if app.chat.is_ready:
            if app.chat.is_busy:
                app.chat.turns.leave()
            await app.chat.talk.aclose()
        await app.launcher.aclose()

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.begin()

    async def _leave(self, code: int) -> None:
        with suppress(Exception):
            await asyncio.wait_for(self.let_go(), LONGEST_SECONDS)
        self._app.exit(code)
