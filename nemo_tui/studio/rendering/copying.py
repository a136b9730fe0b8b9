"""Exports in which no pixel changes: packets are copied, in no time and without loss."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import floor
from pathlib import Path

from nemo_tui.studio.draft import Canvas, Draft, Look, Segment, TrackType
from nemo_tui.studio.media.probe import DEMUXERS
from nemo_tui.studio.media.streams import Streams
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.rendering import sizing
from nemo_tui.studio.rendering.pictures import SAFE
from nemo_tui.studio.rendering.plan import Output

CodingOf = Callable[[Path], Streams]
CARRIES = {
    "mp4": ({"h264", "hevc", "av1"}, {"aac", "mp3", ""}),
    "mov": ({"h264", "hevc"}, {"aac", "pcm_s16le", ""}),
    "mkv": ({"h264", "hevc", "av1", "vp9", "vp8"}, {"aac", "mp3", "opus", "vorbis", "flac", ""}),
    "webm": ({"vp9", "vp8", "av1"}, {"opus", "vorbis", ""}),
    "gif": ({"gif"}, {""}),
}
SOUNDS = {"mp3": "mp3", "m4a": "aac", "aac": "aac"}
# What the index of an MP4 holds of a packet at most: its size, place, times and kind.
INDEX_BYTES = 56
INDEX_HEAD = 16_384
MOST_INDEX_SHARE = 0.01
# Filters of packets: ld(0) is where the sound that is kept ends, ld(1) how long a packet sounds.
WITHOUT_OVERLAPS = (
    r"noise=drop=if(gt(n\,0)*lt(pts\,ld(0)-st(1\,max(ld(1)\,d))/2)\,1\,"
    r"0*st(0\,ld(1)+if(gt(n\,0)*lte(pts\,ld(0)+ld(1)/2)\,ld(0)\,pts)))"
)
IN_TURN = (
    r"setts=ts=st(0\,if(eq(N\,0)+gt(PTS\,ld(0)+ld(1)/2)\,PTS\,ld(0))+st(1\,max(ld(1)\,DURATION)))"
    r"-ld(1)"
)


@dataclass(frozen=True)
class Copy:
    """Parts whose pictures are copied, and their codings; `with_sound`: their sound is too.

    `index` are bytes that surely hold the index of the file, 0 where they would be too many.
    """

    parts: Sequence[tuple[Segment, Media]]
    codings: Sequence[Streams]
    with_sound: bool
    index: int = 0


def copyable(
    draft: Draft, library: Library, output: Output, container: str, coding_of: CodingOf
) -> Copy | None:
    """What of the export can be made by copying, or None."""
    if container not in CARRIES or draft.of(TrackType.OVERLAY) or draft.of(TrackType.TEXT):
        return None
    pairs = [(s, library.get(s.source)) for s in draft.of(TrackType.VIDEO)]
    parts = [(segment, media) for segment, media in pairs if media and media.kind == "video"]
    if not parts or len(parts) != len(pairs):
        return None
    codings = [coding_of(media.path) for _, media in parts]
    fits = (
        _same_canvas(draft.canvas, output, parts[0][1])
        and _alike(parts, codings)
        and _carried(codings[0], container, draft.canvas)
        and all(_whole(s, media, c) for (s, media), c in zip(parts, codings, strict=True))
        and _drift(parts, codings) <= 1000 / (parts[0][1].fps or 30)
        and _below(draft.canvas.max_bytes, sizing.source_bytes(draft, library))
    )
    if not fits:
        return None
    with_sound = _same_sound(draft, parts) and _sounds_alike(codings, container)
    is_indexed = container in ("mp4", "mov") and with_sound and not draft.canvas.max_bytes
    return Copy(parts, codings, with_sound, _index(parts, codings) if is_indexed else 0)


def sound_copyable(draft: Draft, library: Library, container: str) -> Media | None:
    """The sound file that is the whole export just as it is, or None."""
    segments = [segment for track in draft.tracks for segment in track.segments]
    media = library.get(segments[0].source) if len(segments) == 1 else None
    if not media or media.kind != "audio" or SOUNDS.get(container) != media.codec:
        return None
    segment, below = segments[0], _below(draft.canvas.max_bytes, media.bytes)
    is_whole = not (segment.start or segment.source_in) and _reaches_end(segment, media)
    is_plain = segment.look == Look(extra=segment.look.extra) and not _shapes_sound(draft.canvas)
    return media if below and is_whole and is_plain else None


def copy_arguments(copied: Copy, work: Path) -> tuple[list[str], dict[Path, str]]:
    """The input options and side files for copying these segments one after another.

    A copy is begun at the very time of a keyframe: a moment before it, ffmpeg goes back to the
    one that precedes it and hides what lies between. It is ended at or before that of another,
    never after, for a join would take that one too.
    """
    segment, media = copied.parts[0]
    if len(copied.parts) == 1:
        cut = _cut(segment, media, copied.codings[0])
        return [*SAFE, *cut, "-i", f"file:{media.path}"], {}
    listing = work / "join.txt"
    lines = ["ffconcat version 1.0"]
    for (part, source), coding in zip(copied.parts, copied.codings, strict=True):
        lines.append(f"file {_quoted(source.path)}")
        if part.source_in:
            begin = coding.begins + coding.keyframe_near(part.source_in)
            lines.append(f"inpoint {begin / 1000:.6f}")
        if not _reaches_end(part, source):
            end = coding.begins + coding.keyframe_near(part.source_out)
            lines.append(f"outpoint {floor(end * 1000) / 1_000_000:.6f}")
    opened = ["-format_whitelist", f"concat,{DEMUXERS}", "-f", "concat", "-safe", "0"]
    return [*SAFE, *opened, "-i", f"file:{listing}"], {listing: "\n".join(lines) + "\n"}


def picture_arguments(copied: Copy, container: str) -> list[str]:
    """The output options for the copied picture of these segments.

    ffmpeg compares the end of a cut with the times of decoding, which are ahead of those of
    showing where pictures are reordered: what lies behind the end is counted off.
    """
    segment, media = copied.parts[0]
    coding = copied.codings[0]
    # Without it QuickTime and Safari show nothing.
    tag = ["-tag:v", "hvc1"] if coding.codec == "hevc" and container in ("mp4", "mov") else []
    is_counted = coding.reorders and len(copied.parts) == 1
    if not is_counted or _reaches_end(segment, media):
        return tag
    count = coding.pictures_between(segment.source_in, segment.source_out)
    return [*tag, "-bsf:v", f"noise=drop=gte(n\\,{count})"]


def sound_arguments(copied: Copy) -> list[str]:
    """The output options for the copied sound of these segments.

    A part of AAC begins with packets that only wind its decoder up, and ends with one that
    outlasts its picture. Played one after the other they would put the sound further behind the
    picture with every part: what lies under the part before is left out, to half a packet.
    """
    is_wound = len(copied.parts) > 1 and copied.codings[0].sound_codec == "aac"
    return ["-bsf:a", f"{WITHOUT_OVERLAPS},{IN_TURN}"] if is_wound else []


def _cut(segment: Segment, media: Media, coding: Streams) -> list[str]:
    begin = coding.lead + coding.keyframe_near(segment.source_in)
    start = ["-ss", f"{begin / 1000:.6f}"] if segment.source_in else []
    if _reaches_end(segment, media):
        return start
    # A moment less: times are rounded to microseconds on their way.
    return [*start, "-t", f"{(_copied_ms(segment, media, coding) - 1) / 1000:.6f}"]


def _copied_ms(segment: Segment, media: Media, coding: Streams) -> float:
    """How long the copy of a segment is: it begins and ends at keyframes."""
    begin = coding.keyframe_near(segment.source_in) if segment.source_in else 0.0
    at_end = _reaches_end(segment, media)
    return (media.duration if at_end else coding.keyframe_near(segment.source_out)) - begin


def _drift(parts: Sequence[tuple[Segment, Media]], codings: Sequence[Streams]) -> float:
    """How far the copies are ever from the timeline, in ms."""
    lengths = zip(parts, codings, strict=True)
    beyond = (_copied_ms(s, media, coding) - s.length for (s, media), coding in lengths)
    return max(map(abs, accumulate(beyond)))


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "'\\''") + "'"


def _index(parts: Sequence[tuple[Segment, Media]], codings: Sequence[Streams]) -> int:
    packets = [coding.packets for coding in codings]
    wanted = INDEX_HEAD + INDEX_BYTES * sum(packets)
    kept = sum(media.bytes * part.length / max(media.duration, 1) for part, media in parts)
    return wanted if all(packets) and wanted < MOST_INDEX_SHARE * kept else 0


def _same_canvas(canvas: Canvas, output: Output, media: Media) -> bool:
    same_size = canvas.width in (0, media.width) and canvas.height in (0, media.height)
    same_rate = canvas.fps == 0 or abs(canvas.fps - media.fps) < 0.01
    untouched = not canvas.audio_only and not canvas.bitrate and canvas.quality in ("", "high")
    return (
        same_size
        and same_rate
        and untouched
        and output.height in (0, min(media.width, media.height))
    )


def _same_sound(draft: Draft, parts: Sequence[tuple[Segment, Media]]) -> bool:
    return (
        not _shapes_sound(draft.canvas)
        and not draft.of(TrackType.AUDIO)
        and all(segment.look == _silenced(segment.look) for segment, _ in parts)
    )


def _shapes_sound(canvas: Canvas) -> bool:
    wishes = (canvas.mute, canvas.sample_rate, canvas.channels, canvas.audio_bitrate)
    return any(wishes) or canvas.loudness is not None


def _silenced(look: Look) -> Look:
    """The look with nothing said about sound."""
    return replace(look, volume=100.0, audio_fade_in=0, audio_fade_out=0)


def _alike(parts: Sequence[tuple[Segment, Media]], codings: Sequence[Streams]) -> bool:
    first = codings[0]
    if not first.picture or not all(_plain(coding) for coding in codings):
        return False
    return len(parts) == 1 or all(
        coding.picture == first.picture
        and coding.layout == first.layout
        and _joins(segment, media, coding)
        for (segment, media), coding in zip(parts, codings, strict=True)
    )


def _plain(coding: Streams) -> bool:
    """Whether all that lies in the file is seen and heard, as it lies there, from one moment on."""
    return coding.rotation == 0 and coding.starts_together and not coding.hides


def _joins(segment: Segment, media: Media, coding: Streams) -> bool:
    """Whether the part can stand beside others.

    Reordered pictures around a cut lie on the other side of it, or need one that does.
    """
    is_cut = segment.source_in > 0 or not _reaches_end(segment, media)
    return not (is_cut and coding.reorders) and coding.layout.count("video") < 2


def _sounds_alike(codings: Sequence[Streams], container: str) -> bool:
    first = codings[0]
    carried = first.sound_codec in CARRIES[container][1]
    return carried and all(coding.sound == first.sound for coding in codings)


def _carried(coding: Streams, container: str, canvas: Canvas) -> bool:
    plays = (
        coding.is_plain_h264 or container in ("mkv", "webm", "gif") or canvas.codec == coding.codec
    )
    wanted = canvas.codec in ("", coding.codec)
    return plays and wanted and coding.codec in CARRIES[container][0]


def _whole(segment: Segment, media: Media, coding: Streams) -> bool:
    """Nothing is done to the picture, and it begins and ends where a copy can."""
    look = _silenced(segment.look)
    if look != Look(extra=look.extra, position=look.position):
        return False
    frame = 500 / (media.fps or 30)
    begins = segment.source_in == 0 or coding.has_keyframe_near(segment.source_in, frame)
    ends = _reaches_end(segment, media) or (
        bool(coding.places) and coding.has_keyframe_near(segment.source_out, frame)
    )
    return begins and ends and segment.length > 0


def _reaches_end(segment: Segment, media: Media) -> bool:
    return abs(segment.source_out - media.duration) <= max(500 / (media.fps or 30), 40)


def _below(limit: int, weight: int) -> bool:
    """Whether the copy may stay below the limit (0: there is none); it is looked at afterwards."""
    return not limit or weight < limit
