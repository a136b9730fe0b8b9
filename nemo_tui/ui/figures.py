"""Sizes, times and speeds as a person reads them."""

import math

from nemo_tui.engine import timeline
from nemo_tui.engine.turn import Exported, SegmentView, TimelineView

UNITS = ("B", "kB", "MB", "GB", "TB")


def size(count: float) -> str:
    """Bytes in decimal units, as the limits of the services are counted: `4.81 MB`.

    Rounded down, so that a file under a limit never reads as if it were at it.
    """
    value = float(count)
    for unit in UNITS[:-1]:
        if value < 1000:
            return _short(value, unit)
        value /= 1000
    return _short(value, UNITS[-1])


def _short(value: float, unit: str) -> str:
    digits = 0 if unit == "B" or value >= 100 else 1 if value >= 10 else 2
    return f"{math.floor(value * 10**digits) / 10**digits:.{digits}f} {unit}"


def weight(exported: Exported, smaller: str) -> str:
    """How large a file is; of a smaller copy also what it was made of and its limit."""
    if not exported.is_pressed:
        return size(exported.bytes)
    before, after = size(exported.source_bytes), size(exported.bytes)
    return smaller.format(before=before, after=after, limit=timeline.limit(exported.max_bytes))


def clock(milliseconds: float) -> str:
    """A length or a position: `0:07`, `1:02:03`."""
    seconds = max(0, round(milliseconds / 1000))
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def exact_clock(milliseconds: float) -> str:
    """As `clock`, with tenths where there are any: `0:07.5`."""
    tenths = round(milliseconds / 100) % 10
    whole = clock((round(milliseconds / 100) // 10) * 1000)
    return f"{whole}.{tenths}" if tenths else whole


def dimensions(width: int | None, height: int | None) -> str:
    """`1280×720`, or nothing where either is unknown."""
    return f"{width}×{height}" if width and height else ""


def facts(*parts: str) -> str:
    """The parts that are there, with dots between."""
    return " · ".join(part for part in parts if part)


def bar(fraction: float, width: int) -> tuple[str, str]:
    """A progress bar as its filled and its empty part, together `width` cells."""
    filled = round(max(0.0, min(1.0, fraction)) * width)
    return "━" * filled, "─" * (width - filled)


def segment_facts(segment: SegmentView) -> str:
    """What there is to say about one segment, without its name."""
    span = f"{exact_clock(segment.start_ms)}–{exact_clock(segment.start_ms + segment.duration_ms)}"
    volume = "" if segment.volume_percent is None else f"♪ {segment.volume_percent} %"
    transition = f"⇄ {segment.transition}" if segment.transition else ""
    return facts(span, exact_clock(segment.duration_ms), volume, transition)


def timeline_facts(view: TimelineView) -> str:
    """One line for a whole timeline: length, frame, number of segments by kind."""
    marks = {"video": "▶", "audio": "♪", "text": "T", "other": "◆"}
    counts = [
        f"{marks[track.kind]} {len(track.segments)}" for track in view.tracks if track.segments
    ]
    return facts(clock(view.duration_ms), dimensions(view.width, view.height), *counts)
