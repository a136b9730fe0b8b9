"""Small pictures by half blocks, and the album that finds them out in threads."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from nemo_tui.ui.looks import WIDTH, Look, look_at

if TYPE_CHECKING:
    from nemo_tui.ui.app import NemoApp
    from nemo_tui.ui.widgets.transcript import Recipe

HALF, LOWER_HALF = "▀", "▄"
ROOMY = 30
Pixel = tuple[int, int, int]
BLACK = (0, 0, 0)


class Pictures(Static):
    """Frames of files side by side; takes no room until one is known.

    The files are looked at when this is mounted, so that making it costs nothing.
    """

    DEFAULT_CSS = """
    Pictures { height: auto; margin: 1 0 0 0; padding: 0 4; }
    """

    def __init__(self, album: Album, sources: Sequence[str]) -> None:
        super().__init__()
        self._album = album
        self._sources = list(sources)
        self.display = False

    def on_mount(self) -> None:
        for source in self._sources:
            self._album.look_at(source, self._draw)

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(Pictures, self._album, self._sources)

    def _draw(self) -> None:
        if not self.is_attached:
            return
        looks = [look for look in self._album.looks_of(self._sources) if look.rows]
        self.display = bool(looks)
        is_tight = len(looks) > 1 or self.app.size.height < ROOMY
        step = 2 if is_tight else 1
        across = max(1, (self.app.size.width - 8) // (WIDTH // step + 2))
        rows = [looks[place : place + across] for place in range(0, len(looks), across)]
        lines = [line for row in rows for line in side_by_side(row, step)]
        self.update(Content("\n").join(lines))


def side_by_side(looks: Sequence[Look], step: int = 1) -> list[Content]:
    """Pictures in one row of the screen."""
    columns = [half_blocks(look, step) for look in looks]
    return [Content("  ").join(line) for line in zip(*columns, strict=True)]


def half_blocks(look: Look, step: int = 1) -> list[Content]:
    """Two rows of pixels to a line: the upper as ink, the lower as ground; black is left out."""
    rows = [row[::step] for row in look.rows[::step]]
    return [
        Content.assemble(*map(_cell, upper, lower))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def _cell(upper: Pixel, lower: Pixel) -> tuple[str, str]:
    if upper == lower == BLACK:
        return " ", ""
    ink, ground = (f"rgb({red},{green},{blue})" for red, green, blue in (upper, lower))
    if BLACK in (upper, lower):
        return (HALF, ink) if lower == BLACK else (LOWER_HALF, ground)
    return HALF, f"{ink} on {ground}"


class Album:
    """Looks by path; each file is looked at once."""

    def __init__(self, app: NemoApp) -> None:
        self._app = app
        self._looks: dict[str, Look] = {}
        self._waiting: dict[str, list[Callable[[], object]]] = {}

    def look_at(self, source: str, then: Callable[[], object]) -> None:
        """Find out about a file in a thread and call `then` when it is known."""
        known = self._looks.get(source)
        if known and not known.refused:
            then()
            return
        is_new = source not in self._waiting
        self._waiting.setdefault(source, []).append(then)
        if is_new:
            self._app.run_worker(self._find_out(source), group="looks", exit_on_error=False)

    def all_facts(self) -> dict[str, str]:
        """What is known of each file, in one line."""
        return {source: look.facts for source, look in self._looks.items()}

    def all_refused(self) -> dict[str, str]:
        """The kind of problem of each file that cannot be used."""
        return {source: look.refused for source, look in self._looks.items() if look.refused}

    def looks_of(self, sources: Iterable[str]) -> list[Look]:
        """The looks that are known, in order."""
        return [self._looks[source] for source in sources if source in self._looks]

    def pictures(self, sources: Sequence[str]) -> list[Recipe]:
        """How to make the pictures of files, which fill as they become known; none when off."""
        is_wanted = self._app.settings.pictures != "off" and bool(sources)
        return [partial(Pictures, self, sources)] if is_wanted else []

    async def _find_out(self, source: str) -> None:
        self._looks[source] = await asyncio.to_thread(look_at, Path(source), os.environ)
        for then in self._waiting.pop(source, []):
            then()
