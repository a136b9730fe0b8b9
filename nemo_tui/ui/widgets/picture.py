"""Small pictures by half blocks, and the album that finds them out in threads."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from nemo_tui.ui.looks import Look, look_at

if TYPE_CHECKING:
    from nemo_tui.ui.app import NemoApp

HALF = "▀"
ROOMY = 30


class Picture(Static):
    """A frame of a file; takes no room until there is one."""

    DEFAULT_CSS = """
    Picture { height: auto; margin: 1 0 0 0; padding: 0 4; }
    """

    def __init__(self, look: Look | None = None) -> None:
        super().__init__()
        self._look = look
        self.display = False

    def on_mount(self) -> None:
        if self._look:
            self.show(self._look)

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(Picture, self._look)

    def show(self, look: Look) -> None:
        """Draw this one."""
        self._look = look
        self.display = bool(look.rows)
        if look.rows:
            self.update(half_blocks(look, 2 if self.app.size.height < ROOMY else 1))


def half_blocks(look: Look, step: int = 1) -> Content:
    """Two rows of pixels to a line: the upper as ink, the lower as ground."""
    rows = [row[::step] for row in look.rows[::step]]
    lines = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        cells = [
            (HALF, f"rgb({a},{b},{c}) on rgb({d},{e},{f})")
            for (a, b, c), (d, e, f) in zip(upper, lower, strict=True)
        ]
        lines.append(Content.assemble(*cells))
    return Content("\n").join(lines)


class Album:
    """Looks by path; each file is looked at once."""

    def __init__(self, app: NemoApp) -> None:
        self._app = app
        self._looks: dict[str, Look] = {}
        self._waiting: dict[str, list[Callable[[], object]]] = {}

    def look_at(self, source: str, then: Callable[[], object]) -> None:
        """Find out about a file in a thread and call `then` when it is known."""
        if source in self._looks:
            then()
            return
        is_new = source not in self._waiting
        self._waiting.setdefault(source, []).append(then)
        if is_new:
            self._app.run_worker(self._find_out(source), group="looks", exit_on_error=False)

    def all_facts(self) -> dict[str, str]:
        """What is known of each file, in one line."""
        return {source: look.facts for source, look in self._looks.items()}

    def pictures(self, sources: Iterable[str]) -> list[Picture]:
        """One picture a file, which fills when it is known; none where pictures are off."""
        return (
            [self._picture(source) for source in sources]
            if self._app.settings.pictures != "off"
            else []
        )

    def _picture(self, source: str) -> Picture:
        picture = Picture(self._looks.get(source))
        if source not in self._looks:
            self.look_at(source, lambda: picture.show(self._looks[source]))
        return picture

    async def _find_out(self, source: str) -> None:
        self._looks[source] = await asyncio.to_thread(look_at, Path(source), os.environ)
        for then in self._waiting.pop(source, []):
            then()
