"""Handing things to the world outside the app: clipboard, desktop, browser, bell."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nemo_tui.protocol.text import clean, short
from nemo_tui.ui import clipboard, desktop

if TYPE_CHECKING:
    from nemo_tui.ui.app import NemoApp


class Handover:
    """What the app copies, opens and announces."""

    def __init__(self, app: NemoApp) -> None:
        self._app = app

    def copy(self, text: str) -> None:
        """Copy by the terminal and by a clipboard program, and say which took it."""
        self._app.copy_to_clipboard(text)
        self._app.run_worker(self._copy(text), group="copy", exit_on_error=False)

    def use_file(self, path: Path, deed: str) -> None:
        """Open a finished file or its folder, or copy its path; a browser downloads it."""
        if deed == "copy":
            self.copy(str(path))
        elif self._app.is_web:
            self._app.deliver_binary(path)
        elif deed == "open" and not desktop.open_file(path):
            self._app.tell("app.cannot_open", path=short(str(path), 120))
        elif deed == "folder" and not desktop.open_file(path.parent):
            self._app.tell("app.cannot_open_folder", path=short(str(path.parent), 120))
            self.copy(str(path.parent))

    def call_attention(self, text: str) -> None:
        """Ring, and have the terminal show a notification, to someone who looks elsewhere."""
        if self._app.is_looked_at or not self._app.settings.notify:
            return
        self._app.bell()
        if self._app._driver is not None:
            self._app._driver.write(f"\x1b]9;{clean(text, lines=False)}\x07")

    async def _copy(self, text: str) -> None:
        app = self._app
        tool = await asyncio.to_thread(clipboard.copy, text)
        if tool:
            app.tell("app.copied", tool=tool)
            return
        file = app.settings.paths.cache / "copied.txt"
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        app.tell("app.copied_terminal", path=file)
