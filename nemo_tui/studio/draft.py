"""The studio's draft: typed values over the short keys of the wire, checked on the way in.

    draft    {"v": 1, "d": ms, "m": {...}, "t": [track, ...]}
    track    {"id", "tt": 0 video | 1 audio | 2 overlay | 7 text, "sg": [segment, ...]}
    segment  {"id", "src": media id, "n": label, "s": start ms, "d": length ms,
              "in": ms, "out": ms, "m": {...}}

`t`, `tt`, `sg`, `d` and `m` are the hosted service's keys (source: the skill documents); the
rest is this studio's own and described in docs/studio.md. Keys this module does not know
are kept in `extra` and written back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from enum import IntEnum
from typing import Any, Literal, TypeVar

Json = dict[str, Any]
Fit = Literal["pad", "crop", "blur", "stretch"]
MAX_SEGMENTS = 2_000
MAX_LENGTH_MS = 24 * 3600 * 1000

# What a value may be; a client may post any draft, and nothing else reaches a filter.
CHOICES: dict[str, tuple[str, ...]] = {
    "flip": ("", "h", "v", "hv", "vh"),
    "motion": ("", "zoom_in", "zoom_out", "pan"),
    "fit": ("", "pad", "crop", "blur", "stretch"),
    "role": ("", "title", "caption", "subtitle"),
}
RANGES: dict[str, tuple[float, float]] = {
    "speed": (0.05, 100),
    "volume": (0, 2_000),
    "rotate": (-360, 360),
    "tilt": (-45, 45),
    "crop_x": (0, 1),
    "crop_y": (0, 1),
    "crop_w": (0.001, 1),
    "crop_h": (0.001, 1),
    "brightness": (-1, 1),
    "contrast": (0, 10),
    "saturation": (0, 10),
    "sharpen": (0, 5),
    "blur": (0, 200),
    "size": (0, 1),
    "opacity": (0, 1),
    "fps": (0, 240),
    "sheet": (0, 100),
    "loudness": (-70, -5),
}
SIZES = {"width": (0, 8_192), "height": (0, 8_192)}
BOX = {"width": (0.0, 1.0), "height": (0.0, 1.0)}
COLOURS = ("background", "colour")
_COLOUR = re.compile(r"#?[0-9a-fA-F]{6}")


class TrackType(IntEnum):
    """Track types; 0, 1 and 7 are the hosted service's, 2 is ours for pictures laid on top."""

    VIDEO = 0
    AUDIO = 1
    OVERLAY = 2
    TEXT = 7


class BadDraft(ValueError):
    """A draft that cannot be rendered; the message says where."""


@dataclass(frozen=True)
class Look:
    """How a segment is presented: the `m` of a segment. Times in ms, volumes in percent.

    `transition` leads from the segment before into this one and lasts `transition_ms`;
    crossing kinds (crossfade, wipe..., slide...) overlap the two segments, dips (fade_black,
    fade_white) do not. `tint` is sepia, warm, cool or invert. `x`, `y`, `crop_*`, `width` and
    `height` are shares (0 to 1) of the picture. A clip or picture on top with a `height` fills
    the box of these four. `tilt` turns the picture by degrees clockwise inside its frame. A
    segment on top that has no source and a `blur` softens what lies below its box; a clip
    that has no source is a plain picture of its `colour`.
    """

    speed: float = 1.0
    reverse: bool = False
    freeze: bool = False
    volume: float = 100.0
    fade_in: int = 0
    fade_out: int = 0
    fade_colour: str = "black"
    audio_fade_in: int = 0
    audio_fade_out: int = 0
    transition: str = "cut"
    transition_ms: int = 0
    rotate: int = 0
    tilt: float = 0.0
    flip: Literal["", "h", "v", "hv"] = ""
    crop_x: float = 0.0
    crop_y: float = 0.0
    crop_w: float = 1.0
    crop_h: float = 1.0
    fit: Fit | Literal[""] = ""
    brightness: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    sharpen: float = 0.0
    blur: float = 0.0
    grey: bool = False
    tint: str = ""
    vignette: bool = False
    motion: Literal["", "zoom_in", "zoom_out", "pan"] = ""
    loop: bool = False
    duck: bool = False
    text: str = ""
    role: Literal["", "title", "caption", "subtitle"] = ""
    position: str = "bottom"
    x: float | None = None
    y: float | None = None
    size: float = 0.0
    colour: str = "#ffffff"
    box: bool = False
    bold: bool = False
    width: float = 0.25
    height: float = 0.0
    opacity: float = 1.0
    extra: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Segment:
    """A piece of one source on the timeline. `length` is timeline time, `source_*` source time."""

    id: str
    source: str = ""
    label: str = ""
    start: int = 0
    length: int = 0
    source_in: int = 0
    source_out: int = 0
    look: Look = field(default_factory=Look)
    extra: Json = field(default_factory=dict)

    @property
    def end(self) -> int:
        """Where the segment ends on the timeline, in ms."""
        return self.start + self.length


@dataclass(frozen=True)
class Track:
    """A lane of segments of one type."""

    id: str
    type: TrackType
    segments: tuple[Segment, ...] = ()
    extra: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Canvas:
    """The `m` of a draft: the picture's size and what the export is to be.

    0 or "" means "as the sources are". `max_bytes` is a limit the file must stay under;
    `codec` is h264, hevc, av1 or vp9; `format` is the container or picture format;
    `still_ms` (with a picture format) names the frame, `sheet` the number of frames of a
    contact sheet; `audio_only` leaves the picture out, `mute` the sound.
    """

    title: str = ""
    width: int = 0
    height: int = 0
    fps: float = 0.0
    fit: Fit = "pad"
    background: str = "#000000"
    format: str = ""
    codec: str = ""
    quality: str = ""
    max_bytes: int = 0
    bitrate: int = 0
    mute: bool = False
    sample_rate: int = 0
    channels: int = 0
    audio_bitrate: int = 0
    audio_only: bool = False
    loudness: float | None = None
    still_ms: int | None = None
    sheet: int = 0
    extra: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A whole timeline. Immutable: an edit gives a new one."""

    tracks: tuple[Track, ...] = ()
    canvas: Canvas = field(default_factory=Canvas)
    extra: Json = field(default_factory=dict)

    @property
    def duration(self) -> int:
        """Timeline length in ms: where the last picture (or, without one, the last sound) ends."""
        return _end_of(self.of(TrackType.VIDEO)) or max(
            (segment.end for track in self.tracks for segment in track.segments), default=0
        )

    def of(self, kind: TrackType) -> tuple[Segment, ...]:
        """All segments of one type, in track order."""
        return tuple(
            segment for track in self.tracks if track.type == kind for segment in track.segments
        )

    def with_segments(self, kind: TrackType, segments: tuple[Segment, ...]) -> Draft:
        """The draft with the first track of this type holding these segments instead.

        A missing track is added; an empty tuple removes every track of the type.
        """
        others = tuple(track for track in self.tracks if track.type != kind)
        if not segments:
            return replace(self, tracks=others)
        kept = next((track for track in self.tracks if track.type == kind), None)
        track = (
            replace(kept, segments=segments) if kept else Track(kind.name.lower(), kind, segments)
        )
        return replace(self, tracks=tuple(sorted((*others, track), key=lambda t: t.type)))

    def to_json(self) -> Json:
        """The draft on the wire."""
        return {
            **self.extra,
            "v": 1,
            "d": self.duration,
            "m": _mapping(self.canvas),
            "t": [_track_json(track) for track in self.tracks],
        }

    @classmethod
    def from_json(cls, raw: object) -> Draft:
        """A draft from anything; raises BadDraft where it cannot be one."""
        data = _object(raw, "draft")
        tracks = data.get("t", [])
        if not isinstance(tracks, list) or len(tracks) > MAX_SEGMENTS:
            raise BadDraft("draft.t is not a list of tracks")
        read = tuple(_track(item, f"draft.t[{i}]") for i, item in enumerate(tracks))
        known = {"v", "d", "m", "t"}
        return cls(
            tracks=read,
            canvas=_typed(Canvas, _object(data.get("m") or {}, "draft.m"), "draft.m"),
            extra={key: value for key, value in data.items() if key not in known},
        )


def _end_of(segments: tuple[Segment, ...]) -> int:
    return max((segment.end for segment in segments), default=0)


def _track_json(track: Track) -> Json:
    body = [_segment_json(segment) for segment in track.segments]
    return {**track.extra, "id": track.id, "tt": int(track.type), "sg": body}


def _segment_json(segment: Segment) -> Json:
    timing = {
        "s": segment.start,
        "d": segment.length,
        "in": segment.source_in,
        "out": segment.source_out,
    }
    return {
        **segment.extra,
        "id": segment.id,
        **({"src": segment.source} if segment.source else {}),
        "n": segment.label,
        **timing,
        "m": _mapping(segment.look),
    }


def _track(raw: object, where: str) -> Track:
    data = _object(raw, where)
    try:
        kind = TrackType(_whole(data.get("tt"), f"{where}.tt"))
    except ValueError as error:
        raise BadDraft(f"{where}.tt is not a track type of this studio") from error
    segments = data.get("sg", [])
    if not isinstance(segments, list) or len(segments) > MAX_SEGMENTS:
        raise BadDraft(f"{where}.sg is not a list of segments")
    read = tuple(_segment(item, f"{where}.sg[{i}]") for i, item in enumerate(segments))
    extra = {key: value for key, value in data.items() if key not in ("id", "tt", "sg")}
    return Track(str(data.get("id") or kind.name.lower()), kind, read, extra)


def _segment(raw: object, where: str) -> Segment:
    data = _object(raw, where)
    known = {"id", "src", "n", "s", "d", "in", "out", "m"}
    length = _time(data.get("d"), f"{where}.d")
    start_in = _time(data.get("in"), f"{where}.in")
    return Segment(
        id=str(data.get("id") or where),
        source=str(data.get("src") or ""),
        label=str(data.get("n") or ""),
        start=_time(data.get("s"), f"{where}.s"),
        length=length,
        source_in=start_in,
        source_out=_time(data.get("out", start_in + length), f"{where}.out"),
        look=_typed(Look, _object(data.get("m") or {}, f"{where}.m"), f"{where}.m"),
        extra={key: value for key, value in data.items() if key not in known},
    )


T = TypeVar("T", Look, Canvas)


def _mapping(value: Look | Canvas) -> Json:
    default = type(value)()
    changed = {
        item.name: getattr(value, item.name)
        for item in fields(value)
        if item.name != "extra" and getattr(value, item.name) != getattr(default, item.name)
    }
    return {**value.extra, **changed}


def _typed(cls: type[T], data: Json, where: str) -> T:
    default = cls()
    known = {item.name for item in fields(cls)} - {"extra"}
    values: Json = {"extra": {key: value for key, value in data.items() if key not in known}}
    for key in known & data.keys():
        values[key] = _like(getattr(default, key), data[key], f"{where}.{key}")
        _check(cls, key, values[key], f"{where}.{key}")
    return cls(**values)


def _check(cls: type[Look | Canvas], key: str, value: object, where: str) -> None:
    if key in CHOICES and value not in CHOICES[key]:
        raise BadDraft(f"{where} is not one of {', '.join(filter(None, CHOICES[key]))}")
    if key in COLOURS and not _COLOUR.fullmatch(str(value)):
        raise BadDraft(f"{where} is not a colour of the form #rrggbb")
    limits = (SIZES if cls is Canvas else BOX).get(key) or RANGES.get(key)
    if limits and isinstance(value, (int, float)) and not limits[0] <= value <= limits[1]:
        raise BadDraft(f"{where} is not between {limits[0]} and {limits[1]}")
    times = ("fade", "transition_ms", "still_ms", "max_bytes", "bitrate", "sample_rate", "channels")
    if isinstance(value, int) and value < 0 and any(name in key for name in times):
        raise BadDraft(f"{where} is below zero")


def _like(model: object, value: object, where: str) -> object:
    """The value if it is of the model's type; numbers must be finite and of sane size."""
    if isinstance(model, bool) or isinstance(value, bool):
        if isinstance(model, bool) and isinstance(value, bool):
            return value
        raise BadDraft(f"{where} has the wrong type")
    if isinstance(model, str):
        if isinstance(value, str) and len(value) <= 10_000:
            return value
        raise BadDraft(f"{where} is not a text")
    if value is None and model is None:
        return None
    if not isinstance(value, (int, float)) or not abs(value) < 1e12:
        raise BadDraft(f"{where} is not a number")
    return int(value) if isinstance(model, int) else value


def _object(raw: object, where: str) -> Json:
    if not isinstance(raw, dict):
        raise BadDraft(f"{where} is not an object")
    return raw


def _whole(raw: object, where: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not abs(raw) < 1e12:
        raise BadDraft(f"{where} is not a number")
    return int(raw)


def _time(raw: object, where: str) -> int:
    value = 0 if raw is None else _whole(raw, where)
    if not 0 <= value <= MAX_LENGTH_MS:
        raise BadDraft(f"{where} is out of range")
    return value
