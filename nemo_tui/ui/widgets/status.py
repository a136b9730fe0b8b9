"""The last line of the screen: which skill, where the work is done, what goes on, which keys."""

from dataclasses import dataclass, replace

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


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
        """Left: skill and place; middle: activity; right: keys, as far as there is room."""
        now, room = self._standing, self.content_size.width
        dot = "$text-warning" if now.busy else "$text-success"
        left = Content.assemble(
            ("● ", dot), (now.skill, "bold"), " · ", (now.where, "$foreground-muted")
        )
        if now.activity:
            left += Content.assemble("  ", (now.activity, "$text-warning" if now.busy else ""))
        right = Content()
        for key, label in now.hints:
            hint = Content.assemble("   ", (key, "bold"), " ", (label, "$foreground-muted"))
            if left.cell_length + right.cell_length + hint.cell_length + 1 > room:
                break
            right += hint
        left = left.truncate(room, ellipsis=True)
        gap = max(0, room - left.cell_length - right.cell_length)
        return left + Content(" " * gap) + right
