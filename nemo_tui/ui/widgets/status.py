"""The last line of the screen: which skill, where the work is done, what goes on, which keys."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

FIRST_KEYS = 1


@dataclass(frozen=True)
class Standing:
    """What the status line says."""

    skill: str = ""
    where: str = ""
    activity: str = ""
    busy: bool = False
    hints: tuple[tuple[str, str], ...] = ()


class StatusBar(Widget):
    """Draws a Standing; the parts on the right give way first in a narrow window."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._standing = Standing()

    def say(self, **changes: object) -> None:
        """Change parts of what is said."""
        standing = replace(self._standing, **changes)  # type: ignore[arg-type]  # names checked by replace
        if standing != self._standing:
            self._standing = standing
            self.refresh()

    @property
    def standing(self) -> Standing:
        """What it says now."""
        return self._standing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Always one line."""
        return 1

    def render(self) -> Content:
        """Left: skill, place, activity; right: keys, of which the first outlasts the skill."""
        room = self.content_size.width
        hints = [
            Content.assemble("   ", (key, "bold"), " ", (label, "$foreground-muted"))
            for key, label in self._standing.hints
        ]
        kept = _fitting(hints[:FIRST_KEYS], room // 2)
        left = self._left(room - kept.cell_length)
        right = _fitting(hints, max(kept.cell_length, room - left.cell_length - 1))
        gap = max(0, room - left.cell_length - right.cell_length)
        return left + Content(" " * gap) + right

    def _left(self, room: int) -> Content:
        """As much as there is room for: the skill goes first, then the place."""
        now = self._standing
        dot = Content.styled("● ", "$text-warning" if now.busy else "$text-success")
        skill = Content.styled(now.skill, "bold")
        place = Content.styled(now.where, "$foreground-muted")
        doing = Content.styled(now.activity, "$text-warning" if now.busy else "")
        after = Content("  ") + doing if now.activity else Content()
        shapes = [dot + skill + Content(" · ") + place + after, dot + place + after]
        shapes += [dot + doing] if now.activity else []
        fitting = (shape for shape in shapes if shape.cell_length < room)
        return next(fitting, shapes[-1].truncate(max(0, room), ellipsis=True))


def _fitting(hints: Sequence[Content], room: int) -> Content:
    """The first hints, as many as fit."""
    line = Content()
    for hint in hints:
        if line.cell_length + hint.cell_length > room:
            break
        line += hint
    return line
