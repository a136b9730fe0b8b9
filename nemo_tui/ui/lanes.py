"""A timeline as lanes to scale: which cells of a row belong to which segment."""

from collections.abc import Sequence
from dataclasses import dataclass

from nemo_tui.engine.turn import SegmentView, TimelineView, TrackView

NARROW = 60
MOST_LANES = 8


@dataclass(frozen=True)
class Cell:
    """A segment in its lane: from which cell, how many, and which segment of which track."""

    start: int
    width: int
    track: int
    index: int
    segment: SegmentView


def lanes(view: TimelineView, width: int) -> list[tuple[TrackView, list[Cell]]]:
    """Every track with its segments placed to scale; every segment has at least one cell."""
    total = max(view.duration_ms, _end(view), 1)
    return [
        (track, _place(track.segments, number, width, total))
        for number, track in enumerate(view.tracks[:MOST_LANES])
        if track.segments
    ]


def ruler(duration_ms: int, width: int) -> list[tuple[int, int]]:
    """Cells and times (ms) of the marks of a time scale, at most ten, at whole seconds."""
    if duration_ms <= 0 or width < 20:
        return []
    seconds = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
    most = max(2, min(10, width // 10))
    steps = (1000 * each for each in seconds)
    step = next((each for each in steps if duration_ms / each <= most), duration_ms)
    return [(time * width // duration_ms, time) for time in range(0, duration_ms, step)]


def _place(segments: Sequence[SegmentView], track: int, width: int, total: int) -> list[Cell]:
    cells: list[Cell] = []
    edge = 0
    for index, segment in enumerate(segments):
        start = max(edge, segment.start_ms * width // total)
        end = max(start + 1, (segment.start_ms + segment.duration_ms) * width // total)
        if start >= width:
            start, end = width - 1, width
        cells.append(Cell(start, min(end, width) - start, track, index, segment))
        edge = min(end, width - 1)
    return cells


def _end(view: TimelineView) -> int:
    ends = [
        segment.start_ms + segment.duration_ms
        for track in view.tracks
        for segment in track.segments
    ]
    return max(ends, default=0)
