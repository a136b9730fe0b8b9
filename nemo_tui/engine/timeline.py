"""A draft read for a person: tolerant of every shape, never raising, never changing it.

Only `t`, `tt`, `sg`, `d` and `m` are documented keys of the hosted service; everything else
is looked for under the names that such formats use, and left out where it is not found.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.turn import Notice, SegmentView, TimelineView, TrackView
from nemo_tui.protocol.text import clean

Kind = Literal["video", "audio", "text", "other"]
Json = Mapping[str, object]

KINDS: dict[object, Kind] = {
    0: "video",
    1: "audio",
    7: "text",
    "video": "video",
    "image": "video",
    "audio": "audio",
    "music": "audio",
    "bgm": "audio",
    "voice": "audio",
    "text": "text",
    "title": "text",
    "subtitle": "text",
    "caption": "text",
}
TEXTS = ("text", "txt", "content", "caption")
LABELS = ("n", "name", "label", "title", "filename", "file_name", *TEXTS, "src", "source", "url")
STARTS = ("s", "start", "st", "start_ms", "startMs", "start_time", "startTime", "in", "offset")
LENGTHS = ("d", "duration", "dur", "length", "duration_ms", "durationMs")
ENDS = ("e", "end", "end_ms", "endMs", "end_time", "endTime", "out")
VOLUMES = ("volume", "vol", "v", "gain")
TRANSITIONS = ("transition", "trans", "tr")
PLAIN_CUTS = ("", "cut", "none")
LONGEST_MS = 1_000 * 3600 * 1000
MANY = 5_000


def read(draft: object) -> TimelineView:
    """What can be told of a draft, whatever it is."""
    data = _object(draft)
    tracks = tuple(_track(item) for item in _list(data.get("t") or data.get("tracks")))
    facts = _object(data.get("m") or data.get("metadata"))
    filled = tuple(track for track in tracks if track.segments)
    ends = [s.start_ms + s.duration_ms for track in filled for s in track.segments]
    return TimelineView(
        tracks=filled,
        duration_ms=_first_time(data, LENGTHS) or max(ends, default=0),
        width=_size(facts.get("width", data.get("width"))),
        height=_size(facts.get("height", data.get("height"))),
        title=_text(facts.get("title")),
        max_bytes=round(_number(facts.get("max_bytes")) or 0),
        format=_text(facts.get("format")),
    )


def is_exportable(draft: object) -> bool:
    """Whether at least one track holds a segment (source: the vendor's skill document)."""
    return bool(read(draft).tracks)


def _track(raw: object) -> TrackView:
    data = _object(raw)
    given = data.get("tt", data.get("type", data.get("track_type")))
    named = given.lower() if isinstance(given, str) else given
    kind = KINDS.get(named, "other") if isinstance(named, (str, int)) else "other"
    segments = _list(data.get("sg") or data.get("segments") or data.get("clips"))
    return TrackView(kind, tuple(_segment(item, kind) for item in segments))


def _segment(raw: object, kind: Kind) -> SegmentView:
    data = _object(raw)
    look = _object(data.get("m"))
    start = _first_time(data, STARTS)
    length = _first_time(data, LENGTHS)
    return SegmentView(
        label=_label(data, look, kind),
        start_ms=start,
        duration_ms=length or max(0, _first_time(data, ENDS) - start),
        volume_percent=_volume(look, data) if kind != "text" else None,
        transition=_transition(look, data),
    )


def _label(data: Json, look: Json, kind: Kind) -> str:
    names = (*TEXTS, *LABELS) if kind == "text" else LABELS
    found = (_text(source.get(name)) for name in names for source in (look, data))
    label = next((text for text in found if text), "")
    return label.rsplit("/", 1)[-1] if "://" in label else label


def _transition(look: Json, data: Json) -> str:
    found = (_text(source.get(name)) for name in TRANSITIONS for source in (look, data))
    return next((text for text in found if text not in PLAIN_CUTS), "")


def _volume(look: Json, data: Json) -> int | None:
    for source in (look, data):
        for name in VOLUMES:
            number = _number(source.get(name))
            if number is not None and 0 <= number <= 1000:
                is_share = isinstance(source[name], float) and number <= 1
                return round(number * 100 if is_share else number)
    return None


def _first_time(data: Json, names: Sequence[str]) -> int:
    for name in names:
        number = _number(data.get(name))
        if number is not None and 0 <= number <= LONGEST_MS:
            return round(number)
    return 0


def _size(value: object) -> int | None:
    number = _number(value)
    return round(number) if number is not None and 0 < number < 100_000 else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _text(value: object) -> str:
    return clean(value[:400], lines=False).strip()[:200] if isinstance(value, str) else ""


def _object(raw: object) -> Json:
    return raw if isinstance(raw, Mapping) else {}


def _list(raw: object) -> Sequence[object]:
    return raw[:MANY] if isinstance(raw, (list, tuple)) else ()


def changes(before: TimelineView, after: TimelineView) -> tuple[Notice, ...]:
    """What differs, as lines of the catalogue; one general line where it cannot be named."""
    if before == after:
        return ()
    found = (*_segments_changed(before, after), *_whole_changed(before, after))
    return found or (Notice("engine.timeline.changed"),)


def _segments_changed(before: TimelineView, after: TimelineView) -> tuple[Notice, ...]:
    found: list[Notice] = []
    kinds: tuple[Kind, ...] = ("video", "audio", "text", "other")
    for kind in kinds:
        old, new = _labels(before, kind), _labels(after, kind)
        found += [_about("added", kind, label, after) for label in (new - old).elements()]
        found += [_about("removed", kind, label, before) for label in (old - new).elements()]
    return tuple(found[:8])


def _labels(view: TimelineView, kind: Kind) -> Counter[str]:
    return Counter(
        segment.label for track in view.tracks if track.kind == kind for segment in track.segments
    )


def _about(what: str, kind: Kind, label: str, view: TimelineView) -> Notice:
    at = next(
        (
            s
            for track in view.tracks
            if track.kind == kind
            for s in track.segments
            if s.label == label
        ),
        SegmentView(label, 0, 0),
    )
    span = seconds(at.start_ms, at.start_ms + at.duration_ms)
    return Notice(f"engine.timeline.{kind}_{what}", {"label": label or "?", "span": span})


def _whole_changed(before: TimelineView, after: TimelineView) -> tuple[Notice, ...]:
    found: list[Notice] = []
    if before.tracks and before.duration_ms != after.duration_ms:
        lengths: dict[str, str | int | float] = {
            "before": seconds(before.duration_ms),
            "after": seconds(after.duration_ms),
        }
        found.append(Notice("engine.timeline.length", lengths))
    if (
        before.tracks
        and after.width
        and (before.width, before.height) != (after.width, after.height)
    ):
        size = {"width": after.width, "height": after.height or 0}
        found.append(Notice("engine.timeline.size", {**size}))
    if after.max_bytes and before.max_bytes != after.max_bytes:
        found.append(Notice("engine.timeline.limit", {"limit": limit(after.max_bytes)}))
    if after.format and before.format != after.format:
        found.append(Notice("engine.timeline.format", {"format": after.format.upper()}))
    if after.title and before.title != after.title:
        found.append(Notice("engine.timeline.title", {"title": after.title}))
    if (
        before.tracks
        and _volumes(before) != _volumes(after)
        and len(_volumes(before)) == len(_volumes(after))
    ):
        found.append(Notice("engine.timeline.volume"))
    if _transitions(after) > _transitions(before):
        found.append(Notice("engine.timeline.transitions", {"count": _transitions(after)}))
    return tuple(found)


def limit(size: int) -> str:
    """A limit in bytes as a person names it: `8 MB`, `300 kB`, `1.5 GB`."""
    power, unit = next((p, u) for p, u in ((9, "GB"), (6, "MB"), (0, "kB")) if size >= 10**p)
    return f"{size / 10 ** (power or 3):.2f}".rstrip("0").rstrip(".") + f" {unit}"


def _volumes(view: TimelineView) -> list[int | None]:
    return [s.volume_percent for track in view.tracks for s in track.segments]


def _transitions(view: TimelineView) -> int:
    return sum(bool(s.transition) for track in view.tracks for s in track.segments)


def seconds(*points_ms: int) -> str:
    """A time, or a span, as a person writes it: `10s`, `0-10s`, `0:55-1:30`."""
    if max(points_ms) < 60_000:
        return "-".join(f"{ms / 1000:.1f}".removesuffix(".0") for ms in points_ms) + "s"
    return "-".join(map(_clock, points_ms))


def _clock(ms: int) -> str:
    minutes, rest = divmod(round(ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def lines(view: TimelineView, say: Catalogue | None = None) -> list[str]:
    """The timeline as text: a heading, then one line a track."""
    say = say or Catalogue()
    if not view.tracks:
        return [say("engine.timeline.empty")]
    form = "heading_one" if len(view.tracks) == 1 else "heading"
    heading = say(f"engine.timeline.{form}", count=len(view.tracks))
    body = [f"{n}. {_line(track, say)}" for n, track in enumerate(view.tracks, 1)]
    return [heading, *body]


def _line(track: TrackView, say: Catalogue) -> str:
    named = [_piece(segment, track.kind) for segment in track.segments[:6]]
    if len(track.segments) > len(named):
        named.append(say("engine.timeline.more", count=len(track.segments) - len(named)))
    return f"{say(f'engine.timeline.kind_{track.kind}')}: {', '.join(named)}"


def _piece(segment: SegmentView, kind: str) -> str:
    label = f'"{segment.label}"' if kind == "text" and segment.label else segment.label or "?"
    facts = [seconds(segment.start_ms, segment.start_ms + segment.duration_ms)]
    if segment.volume_percent is not None and (kind == "audio" or segment.volume_percent != 100):
        facts.append(f"{segment.volume_percent}%")
    return f"{label} ({', '.join(facts)})"
