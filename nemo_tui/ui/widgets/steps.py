"""The steps of one turn as one compact line that opens to its details."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.widget import Widget
from textual.widgets import Static

from nemo_tui.ui.figures import bar

StepState = Literal["waiting", "running", "done", "failed", "stopped"]
MARKS: dict[StepState, tuple[str, str]] = {
    "waiting": ("○", "$foreground-muted"),
    "running": ("●", "$text-warning"),
    "done": ("✓", "$text-success"),
    "failed": ("✗", "$text-error"),
    "stopped": ("■", "$foreground-muted"),
}
BAR_WIDTH = 16


class Steps(Static, can_focus=True):
    """`✓ upload  ● edit  ○ export`, with what goes on behind it, and more below when opened."""

    DEFAULT_CSS = """
    Steps { height: auto; margin: 1 0 0 0; padding: 0 4; }
    Steps:focus { background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", show=False, id="steps.open")
    ]

    def __init__(
        self,
        labels: Sequence[str],
        states: Sequence[StepState] = (),
        details: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._labels = list(labels)
        self._states: list[StepState] = list(states) or ["waiting"] * len(self._labels)
        self._details = list(details)
        self._activity = ""
        self._fraction: float | None = None
        self._open = False

    @property
    def text(self) -> str:
        """What a search finds here."""
        return "\n".join(self._details)

    def on_mount(self) -> None:
        self._draw()

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(Steps, self._labels, self._states, self._details)

    def begin(self, index: int) -> None:
        """A step is under way."""
        self._set(index, "running")

    def rename(self, index: int, label: str) -> None:
        """A step turned out to be something else."""
        if 0 <= index < len(self._labels):
            self._labels[index] = label

    def end(self, index: int, ok: bool) -> None:
        """A step is over."""
        self._activity, self._fraction = "", None
        self._set(index, "done" if ok else "failed")

    def stop(self) -> None:
        """What was under way was stopped, what was to come will not."""
        self._activity, self._fraction = "", None
        left = {"running", "waiting"}
        self._states = ["stopped" if state in left else state for state in self._states]
        self._draw()

    def show(self, activity: str, fraction: float | None = None) -> None:
        """What goes on just now."""
        self._activity, self._fraction = activity, fraction
        self._draw()

    def note(self, detail: str) -> None:
        """A line for those who open the details."""
        self._details.append(detail)
        if self._open:
            self._draw()

    def on_click(self, event: Click) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open or close the details."""
        self._open = not self._open and bool(self._details)
        self._draw()

    def _set(self, index: int, state: StepState) -> None:
        if 0 <= index < len(self._states):
            self._states[index] = state
        self._draw()

    def _draw(self) -> None:
        height = 1 + (len(self._details) if self._open else 0)
        self.update(self._content(), layout=self.size.height != height)

    def _content(self) -> Content:
        parts: list[Content] = []
        for label, state in zip(self._labels, self._states, strict=True):
            mark, style = MARKS[state]
            quiet = "" if state == "running" else "$foreground-muted"
            parts.append(Content.assemble((f"{mark} ", style), (label, quiet)))
        line = Content("  ").join(parts)
        if self._fraction is not None:
            full, empty = bar(self._fraction, BAR_WIDTH)
            line += Content.assemble("  ", (full, "$primary"), (empty, "$foreground 25%"))
        if self._activity:
            line += Content.styled(f"  {self._activity}", "$foreground-muted")
        if self._open:
            details = [
                Content.styled(f"  {detail}", "$foreground-muted") for detail in self._details
            ]
            line = Content("\n").join([line, *details])
        return line
