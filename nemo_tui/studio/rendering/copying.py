"""Exports in which no pixel changes: packets are copied, in no time and without loss."""

from collections.abc import Callable, Sequence
from pathlib import Path

from nemo_tui.studio.draft import Canvas, Draft, Look, Segment, TrackType
from nemo_tui.studio.media.streams import Streams
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.rendering.plan import Output

CodingOf = Callable[[Path], Streams]
CARRIES = {
    "mp4": ({"h264", "hevc", "av1"}, {"aac", "mp3", ""}),
    "mov": ({"h264", "hevc"}, {"aac", "pcm_s16le", ""}),
    "mkv": ({"h264", "hevc", "av1", "vp9", "vp8"}, {"aac", "mp3", "opus", "vorbis", "flac", ""}),
    "webm": ({"vp9", "vp8", "av1"}, {"opus", "vorbis", ""}),
}
ROOM_FOR_TABLES = 1.01


def copyable(
    draft: Draft, library: Library, output: Output, container: str, coding_of: CodingOf
) -> Sequence[tuple[Segment, Media]] | None:
    """The segments in order if the export can be made by copying, else None."""
    if container not in CARRIES or any(
        draft.of(kind) for kind in (TrackType.AUDIO, TrackType.OVERLAY, TrackType.TEXT)
    ):
        return None
    pairs = [(s, library.get(s.source)) for s in draft.of(TrackType.VIDEO)]
    chosen = [(segment, media) for segment, media in pairs if media and media.kind == "video"]
    if not chosen or len(chosen) != len(pairs):
        return None
    codings = [coding_of(media.path) for _, media in chosen]
    fits = (
        _same_canvas(draft.canvas, output, chosen)
        and _alike(codings)
        and _carried(codings[0], container, draft.canvas)
        and all(
            _whole(segment, media, c) for (segment, media), c in zip(chosen, codings, strict=True)
        )
        and _below(draft.canvas.max_bytes, chosen)
    )
    return chosen if fits else None


def copy_arguments(
    chosen: Sequence[tuple[Segment, Media]], work: Path
) -> tuple[list[str], dict[Path, str]]:
    """The input options and side files for copying these segments one after another."""
    segment, media = chosen[0]
    if len(chosen) == 1:
        cut = _cut(segment, media)
        safe = ["-protocol_whitelist", "file,pipe"]
        return [*safe, *cut, "-i", f"file:{media.path}", "-map", "0:V:0", "-map", "0:a:0?"], {}
    listing = work / "join.txt"
    lines = ["ffconcat version 1.0"]
    for part, source in chosen:
        lines.append(f"file {_quoted(source.path)}")
        if part.source_in:
            lines.append(f"inpoint {part.source_in / 1000:.3f}")
        if part.source_out < source.duration - 20:
            lines.append(f"outpoint {part.source_out / 1000:.3f}")
    safe = ["-protocol_whitelist", "file,pipe", "-f", "concat", "-safe", "0"]
    inputs = [*safe, "-i", f"file:{listing}", "-map", "0:V:0", "-map", "0:a:0?"]
    return inputs, {listing: "\n".join(lines) + "\n"}


def _cut(segment: Segment, media: Media) -> list[str]:
    start = ["-ss", f"{segment.source_in / 1000:.3f}"] if segment.source_in else []
    if segment.source_out >= media.duration - 20:
        return start
    return [*start, "-t", f"{segment.length / 1000:.3f}"]


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "'\\''") + "'"


def _same_canvas(canvas: Canvas, output: Output, chosen: Sequence[tuple[Segment, Media]]) -> bool:
    media = chosen[0][1]
    same_size = canvas.width in (0, media.width) and canvas.height in (0, media.height)
    same_rate = canvas.fps == 0 or abs(canvas.fps - media.fps) < 0.01
    untouched = not (
        canvas.mute
        or canvas.audio_only
        or canvas.bitrate
        or canvas.sample_rate
        or canvas.channels
        or canvas.audio_bitrate
        or canvas.quality in ("low", "medium")
    )
    short = min(media.width, media.height)
    same_height = output.height in (0, short)
    return same_size and same_rate and untouched and same_height and canvas.loudness is None


def _alike(codings: Sequence[Streams]) -> bool:
    first = codings[0]
    return bool(first.picture) and all(
        coding.picture == first.picture
        and coding.sound == first.sound
        and coding.rotation == 0
        and coding.starts_together
        for coding in codings
    )


def _carried(coding: Streams, container: str, canvas: Canvas) -> bool:
    pictures, sounds = CARRIES[container]
    plays = coding.is_plain_h264 or container in ("mkv", "webm") or canvas.codec == coding.codec
    wanted = canvas.codec in ("", coding.codec)
    return plays and wanted and coding.codec in pictures and coding.sound_codec in sounds


def _whole(segment: Segment, media: Media, coding: Streams) -> bool:
    """Nothing is done to the segment, and it begins and ends where a copy can."""
    if segment.look != Look(extra=segment.look.extra, position=segment.look.position):
        return False
    frame = 500 / (media.fps or 30)
    begins = segment.source_in == 0 or coding.has_keyframe_near(segment.source_in, frame)
    at_end = abs(segment.source_out - media.duration) <= max(frame, 40)
    ends = at_end or coding.has_keyframe_near(segment.source_out, frame)
    return begins and ends and segment.length > 0


def _below(limit: int, chosen: Sequence[tuple[Segment, Media]]) -> bool:
    """Whether the copied parts surely stay below the limit (0: there is none)."""
    if not limit:
        return True
    if any(
        segment.source_in or segment.source_out < media.duration - 20 for segment, media in chosen
    ):
        return False
    return sum(media.bytes for _, media in chosen) * ROOM_FOR_TABLES < limit
