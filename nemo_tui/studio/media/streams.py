"""How a file is coded: what must agree before packets are copied instead of encoded again."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

# ITU-T H.273: 16 is SMPTE ST 2084 (PQ), 18 is ARIB STD-B67 (HLG).
HDR_TRANSFERS = (16, 18)
# No coder puts more pictures than these between a picture and one that is shown before it.
DEEPEST_ORDER = 4
# A coder of sound starts with packets that are never heard: so many at most.
PRIMING_PACKETS = 4


@dataclass(frozen=True)
class Streams:
    """The coding of a file's first picture and first sound.

    Two files with equal `picture`, `sound` and `layout` (what each stream of the file is, in
    order) can be joined by copying. What a file `hides` from players a copy would give away.
    `keyframes` are the times (ms, from the first picture) at which a copy may begin, none where
    something is hidden; `places` count the pictures that lie before each in the file, none where
    its index does not hold them all. The file `reorders` where a picture may lie behind one that
    is shown later. `packets` counts those of picture and sound as the container tells, 0 where it
    does not. The first picture has the time `begins` (ms) and comes `lead` ms after the file's
    start.
    """

    picture: tuple[object, ...] = ()
    sound: tuple[object, ...] = ()
    codec: str = ""
    pixel_format: str = ""
    rotation: int = 0
    sound_codec: str = ""
    layout: tuple[str, ...] = ()
    hides: bool = False
    reorders: bool = False
    keyframes: tuple[float, ...] = ()
    places: tuple[int, ...] = ()
    packets: int = 0
    begins: float = 0.0
    lead: float = 0.0
    starts_together: bool = True
    is_hdr: bool = False

    @cached_property
    def is_plain_h264(self) -> bool:
        """Whether every player of MP4 files shows the picture as it is."""
        return self.codec == "h264" and self.pixel_format in ("yuv420p", "yuvj420p")

    def keyframe_near(self, at: int) -> float:
        """The keyframe that is nearest to `at` ms; infinity where there is none."""
        return self.keyframes[self._nearest(at)] if self.keyframes else inf

    def pictures_between(self, begin: int, end: int) -> int:
        """How many pictures lie between the keyframes nearest to two times in ms."""
        return self.places[self._nearest(end)] - self.places[self._nearest(begin)]

    def _nearest(self, at: int) -> int:
        above = bisect_left(self.keyframes, at)
        near = range(max(above - 1, 0), min(above + 1, len(self.keyframes)))
        return min(near, key=lambda place: abs(self.keyframes[place] - at))

    def has_keyframe_near(self, at: int, tolerance: float) -> bool:
        """Whether a copy may begin `tolerance` ms around `at` ms."""
        return abs(self.keyframe_near(at) - at) <= tolerance


def coding(box: Any, frame: Any) -> Streams:
    """The coding of an opened file whose first picture is `frame`; empty where it is unusual."""
    try:
        return _coding(box, frame)
    # PyAV has no codec, and no codec_context, where it knows no decoder.
    except (ValueError, AttributeError):
        return Streams()


def _coding(box: Any, frame: Any) -> Streams:
    pictures = [s for s in box.streams.video if not int(s.disposition) & 0x400]
    if not pictures or len(pictures) > 1 or len(box.streams.audio) > 1:
        return Streams()
    video, audio = pictures[0], next(iter(box.streams.audio), None)
    coder = video.codec_context
    first = video.start_time or 0
    base = float(video.time_base) * 1000
    hides = _hides(video, audio)
    is_indexed = "mov" in box.format.name
    is_seekable = is_indexed or not coder.has_b_frames
    marks = _marks(video) if is_seekable and not hides else []
    offset = marks[0][1] if marks else 0
    return Streams(
        picture=(
            video.codec.canonical_name,
            coder.profile,
            coder.width,
            coder.height,
            str(video.sample_aspect_ratio),
            coder.pix_fmt,
            str(video.average_rate),
            str(video.time_base),
            coder.extradata,
        ),
        sound=_sound(audio) if audio else (),
        codec=video.codec.canonical_name,
        pixel_format=str(coder.pix_fmt),
        rotation=int(getattr(frame, "rotation", 0)) % 360,
        sound_codec=audio.codec.canonical_name if audio else "",
        layout=tuple(stream.type for stream in box.streams),
        hides=hides,
        reorders=bool(coder.has_b_frames),
        keyframes=tuple((time - offset) * base for _, time in marks),
        places=tuple(place for place, _ in marks) if is_indexed else (),
        packets=_packets(video, audio),
        begins=first * base,
        lead=first * base - (box.start_time or 0) / 1000,
        starts_together=_together(first * base, audio),
        is_hdr=int(getattr(frame, "color_trc", 0)) in HDR_TRANSFERS,
    )


def _marks(video: Any) -> list[tuple[int, int]]:
    """The place and the time of every keyframe."""
    entries = video.index_entries
    found = ((place, entries[place]) for place in range(len(entries)))
    marks = [(place, entry.timestamp) for place, entry in found if entry.is_keyframe]
    if not video.codec_context.has_b_frames:
        return marks
    return [mark for mark in marks if _paces_alike(entries, mark[0])]


def _paces_alike(entries: Any, place: int) -> bool:
    """Whether as much time goes by behind this picture as behind the first.

    An index has times of decoding. Where pictures are reordered those of showing are behind them
    by that of a few pictures, the same few everywhere.
    """
    count = min(DEEPEST_ORDER, len(entries) - 1 - place)
    first, behind = (
        [entries[begin + step].timestamp - entries[begin].timestamp for step in range(count + 1)]
        for begin in (0, place)
    )
    return all(abs(a - b) * 2 * count <= first[-1] for a, b in zip(first, behind, strict=True))


def _hides(video: Any, audio: Any) -> bool:
    """Whether an edit list keeps what the file begins or ends with from being shown or heard.

    A last picture alone is one whose end was rounded.
    """
    shown, heard = video.index_entries, audio.index_entries if audio else ()
    begins = len(shown) > 0 and shown[0].is_discard
    ends = len(shown) > 1 and shown[-1].is_discard and shown[-2].is_discard
    sounds = len(heard) > PRIMING_PACKETS and heard[PRIMING_PACKETS].is_discard
    return bool(begins or ends or sounds)


def _sound(audio: Any) -> tuple[object, ...]:
    coder = audio.codec_context
    return (audio.codec.canonical_name, audio.rate, str(audio.layout.name), coder.extradata)


def _packets(video: Any, audio: Any) -> int:
    counts = [stream.frames for stream in (video, audio) if stream is not None]
    return sum(counts) if all(counts) else 0


def _together(video_start_ms: float, audio: Any) -> bool:
    if audio is None:
        return True
    start = (audio.start_time or 0) * float(audio.time_base) * 1000
    return bool(abs(start - video_start_ms) < 60)
