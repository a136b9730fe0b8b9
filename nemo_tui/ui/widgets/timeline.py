"""The timeline: tracks as lanes to scale, arrow keys from segment to segment, before and after."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from nemo_tui.engine.turn import SegmentView, TimelineView, TrackView
from nemo_tui.ui.figures import clock, segment_facts, timeline_facts
from nemo_tui.ui.lanes import NARROW, Cell, lanes, ruler

COLOURS = {
    "video": ("$primary", "$primary-darken-2"),
    "audio": ("$success", "$success-darken-2"),
    "text": ("$warning", "$warning-darken-2"),
    "other": ("$secondary", "$secondary-darken-2"),
}
MARKS = {"video": "▶", "audio": "♪", "text": "T", "other": "◆"}
MARGIN = 3


class Timeline(Widget, can_focus=True):
    """One state of the draft, and the state before it."""

    DEFAULT_CSS = """
    Timeline { height: auto; margin: 1 0 0 0; padding: 0 4; }
    Timeline:focus { background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "along(-1)", show=False, id="timeline.left"),
        Binding("right", "along(1)", show=False, id="timeline.right"),
        Binding("up", "across(-1)", show=False, id="timeline.up"),
        Binding("down", "across(1)", show=False, id="timeline.down"),
        Binding("b,space", "compare", show=False, id="timeline.compare"),
    ]

    class Left(Message):
        """The person wants to leave upwards or downwards."""

    def __init__(
        self,
        view: TimelineView,
        before: TimelineView | None = None,
        changes: Sequence[tuple[str, str]] = (),
        label_before: str = "before",
    ) -> None:
        super().__init__()
        self._view = view
        self._before = before if before and before.tracks else None
        self._changes = tuple(changes)
        self._label_before = label_before
        self._is_before = False
        self._place = (0, 0)

    @property
    def text(self) -> str:
        """What a search finds here."""
        return "\n".join(text for _, text in self._changes)

    @property
    def shown(self) -> TimelineView:
        """The state in view: after the edit, or before it."""
        return self._before if self._is_before and self._before else self._view

    @property
    def chosen(self) -> SegmentView | None:
        """The segment that the arrows are on."""
        tracks = [track for track in self.shown.tracks if track.segments]
        if not tracks:
            return None
        lane = min(self._place[0], len(tracks) - 1)
        return tracks[lane].segments[min(self._place[1], len(tracks[lane].segments) - 1)]

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(Timeline, self._view, self._before, self._changes, self._label_before)

    def on_focus(self) -> None:
        self.refresh(layout=True)

    def on_blur(self) -> None:
        self._is_before = False
        self.refresh(layout=True)

    def on_click(self, event: Click) -> None:
        place = event.style.meta.get("place")
        if isinstance(place, tuple):
            event.stop()
            self.focus()
            self._move(*place)

    def action_along(self, step: int) -> None:
        """To the segment before or after."""
        tracks = self._tracks()
        if tracks:
            lane, index = self._place
            count = len(tracks[min(lane, len(tracks) - 1)].segments)
            self._move(lane, max(0, min(index + step, count - 1)))

    def action_across(self, step: int) -> None:
        """To the lane above or below, at about the same time."""
        tracks, now = self._tracks(), self.chosen
        lane = self._place[0] + step
        if now is None or not 0 <= lane < len(tracks):
            self.post_message(self.Left())
            return
        starts = [abs(each.start_ms - now.start_ms) for each in tracks[lane].segments]
        self._move(lane, starts.index(min(starts)))

    def action_compare(self) -> None:
        """Show how it was before the last edit, or how it is now."""
        self._is_before = not self._is_before and self._before is not None
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are changes, lanes and facts."""
        return self._content(width).plain.count("\n") + 1

    def render(self) -> Content:
        """The changes, the summary, and the lanes where there is room."""
        return self._content(self.content_size.width)

    def _tracks(self) -> list[TrackView]:
        return [track for track in self.shown.tracks if track.segments]

    def _move(self, lane: int, index: int) -> None:
        self._place = (lane, index)
        self.refresh(layout=True)

    def _content(self, width: int) -> Content:
        lines = [
            Content.assemble((f"{mark} ", "$text-primary"), text) for mark, text in self._changes
        ]
        summary = timeline_facts(self.shown)
        if self._is_before:
            summary = f"{self._label_before}  {summary}"
        room = width - MARGIN
        if width < NARROW or not self._tracks():
            lines.append(Content.styled(summary, "$foreground-muted"))
            return Content("\n").join(lines)
        lines.append(self._ruler(room))
        for lane, (track, cells) in enumerate(lanes(self.shown, room)):
            lines.append(self._lane(lane, track, cells))
        lines.append(Content(" " * MARGIN) + Content.styled(summary, "$foreground-muted"))
        if self.has_focus and self.chosen:
            lines.append(self._facts(self.chosen))
        return Content("\n").join(lines)

    def _ruler(self, room: int) -> Content:
        line = [" "] * (room + MARGIN + 8)
        for cell, time in ruler(self.shown.duration_ms, room):
            for offset, letter in enumerate(clock(time)):
                line[MARGIN + cell + offset] = letter
        return Content.styled("".join(line)[: room + MARGIN], "$foreground-muted")

    def _lane(self, lane: int, track: TrackView, cells: Sequence[Cell]) -> Content:
        line = Content.styled(f"{MARKS[track.kind]:<{MARGIN}}", "$foreground-muted")
        edge = 0
        for number, cell in enumerate(cells):
            line += Content(" " * (cell.start - edge))
            line += self._segment(lane, number, track, cell)
            edge = cell.start + cell.width
        return line

    def _segment(self, lane: int, number: int, track: TrackView, cell: Cell) -> Content:
        is_chosen = self.has_focus and self.chosen is cell.segment
        ground = COLOURS[track.kind][number % 2]
        style = "bold reverse" if is_chosen else f"auto on {ground}"
        mark = "⇄ " if cell.segment.transition else ""
        volume = cell.segment.volume_percent
        quiet = "" if volume in (None, 100) else f" {volume}%"
        label = Content(f"{mark}{cell.segment.label}{quiet}".replace("\n", " "))
        if cell.width > 2:
            label = Content(" ") + label.truncate(cell.width - 2, ellipsis=True)
        text = label.truncate(cell.width).extend_right(0)
        text = text.pad_right(max(0, cell.width - text.cell_length))
        return text.stylize(style).stylize(Style.from_meta({"place": (lane, number)}))

    def _facts(self, segment: SegmentView) -> Content:
        return Content.assemble(
            " " * MARGIN,
            (segment.label, "bold"),
            (f"  {segment_facts(segment)}", "$foreground-muted"),
        )
