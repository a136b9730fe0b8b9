"""A long export cut into pieces that machines can make side by side, and joined again.

Pieces begin at keyframes of their source, inside a clip, where nothing fades, crosses or is
laid on top. They hold the picture only; the sound is made once, whole, and put in at the end.
"""

import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nemo_tui.studio.draft import Draft, Look, Segment, Track, TrackType
from nemo_tui.studio.media.probe import SAFE
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.rendering import sizing
from nemo_tui.studio.rendering.passes import HEAD
from nemo_tui.studio.rendering.plan import Pass, RenderPlan

MARGIN_MS = 1000
SPARE_SHARE = 0.994
FORMATS = ("mp4", "mov", "mkv")
Keyframes = Callable[[Path, int], int]


@dataclass(frozen=True)
class Parts:
    """What is made apart: the sound (None where there is none) and the pictures in order."""

    sound: Draft | None
    pictures: tuple[Draft, ...]


def parts_of(
    draft: Draft, library: Library, piece_ms: int, keyframe_before: Keyframes
) -> Parts | None:
    """The parts of an export, or None when it is better made in one."""
    if draft.canvas.format not in ("", *FORMATS) or not _alike(draft, library):
        return None
    cuts = cut_points(draft, library, piece_ms, keyframe_before)
    if not cuts:
        return None
    ends = [*cuts, draft.duration]
    pictures = tuple(
        slice_of(draft, start, end) for start, end in zip([0, *cuts], ends, strict=True)
    )
    canvas = replace(draft.canvas, audio_only=True, format="m4a", max_bytes=0)
    if draft.canvas.max_bytes and not canvas.audio_bitrate:
        budget = sizing.budget(draft.canvas.max_bytes, draft.duration, 30.0, has_sound=True)
        canvas = replace(canvas, audio_bitrate=budget.audio)
    sounds = any(_sounds(segment, library) for track in draft.tracks for segment in track.segments)
    heard = sounds and not draft.canvas.mute
    return Parts(replace(draft, canvas=canvas) if heard else None, pictures)


def sized(parts: Parts, limit: int, sound_bytes: int) -> tuple[Draft, ...]:
    """The pictures with their share of what the sound leaves of the limit in bytes.

    None of them when the sound leaves too little.
    """
    room = int(limit * SPARE_SHARE) - sound_bytes
    if room < limit // 4:
        return ()
    whole = sum(picture.duration for picture in parts.pictures)
    return tuple(
        replace(
            picture,
            canvas=replace(picture.canvas, max_bytes=max(room * picture.duration // whole, 1)),
        )
        for picture in parts.pictures
    )


def cut_points(
    draft: Draft, library: Library, piece_ms: int, keyframe_before: Keyframes
) -> list[int]:
    """Where to cut, in ms of the timeline: about every `piece_ms`, at keyframes."""
    clips = draft.of(TrackType.VIDEO)
    barred = list(_barred(draft))
    cuts: list[int] = []
    wanted = piece_ms
    while wanted < draft.duration - piece_ms // 2:
        clip = _clip_at(clips, wanted)
        media = library.get(clip.source) if clip else None
        if clip and media and _plain(clip, media):
            source = clip.source_in + wanted - clip.start
            key = keyframe_before(media.path, source)
            # A source with few keyframes is cut at a frame: that costs some decoding, no more.
            at = key if source - key <= piece_ms // 4 else _on_frame(source, media.fps)
            cut = clip.start + at - clip.source_in
            inside = clip.start + MARGIN_MS <= cut <= clip.end - MARGIN_MS
            free = not any(start < cut < end for start, end in barred)
            if inside and free and cut - (cuts[-1] if cuts else 0) >= MARGIN_MS:
                cuts.append(cut)
        wanted += piece_ms
    return cuts


def slice_of(draft: Draft, start: int, end: int) -> Draft:
    """The picture of a stretch of the timeline as a draft of its own."""
    tracks = tuple(
        replace(track, segments=_cut_segments(track, start, end))
        for track in draft.tracks
        if track.type != TrackType.AUDIO
    )
    kept = tuple(track for track in tracks if track.segments)
    return replace(draft, tracks=kept, canvas=replace(draft.canvas, mute=True, loudness=None))


def join_plan(pictures: Sequence[Path], sound: Path | None, work: Path, suffix: str) -> RenderPlan:
    """How the parts become one file, by copying streams."""
    listing = work / "pieces.txt"
    result = work / f"joined{suffix}"
    names = "".join(f"file '{path.name}'\n" for path in pictures)
    inputs = ["-f", "concat", "-safe", "1", "-i", f"file:{listing}"]
    maps = ["-map", "0:v"]
    if sound:
        inputs += ["-i", f"file:{sound}"]
        maps += ["-map", "1:a"]
    flags = ["-movflags", "+faststart"] if suffix in (".mp4", ".mov") else []
    arguments = (*HEAD, *inputs, *maps, "-c", "copy", *flags, f"file:{result}")
    return RenderPlan(
        passes=(Pass(arguments),),
        result=result,
        suffix=suffix,
        duration_ms=1,
        files={listing: names},
    )


def keyframe_before(path: Path, at: int) -> int:
    """The last keyframe of a video at or before a time; both in ms of the source."""
    import av

    try:
        with av.open(f"file:{path}", options=SAFE) as box:
            stream = box.streams.video[0]
            first = float((stream.start_time or 0) * (stream.time_base or 0))
            box.seek(at * 1000 + int(first * 1_000_000))
            for packet in box.demux(stream):
                if packet.is_keyframe and packet.pts is not None and packet.time_base:
                    return max(round((float(packet.pts * packet.time_base) - first) * 1000), 0)
    except (av.FFmpegError, IndexError, ValueError, AttributeError):
        pass
    return 0


def _alike(draft: Draft, library: Library) -> bool:
    """Whether every piece comes out in the same shape, whatever clip it begins with."""
    canvas = draft.canvas
    if canvas.width and canvas.height and canvas.fps:
        return True
    shapes = set()
    for clip in draft.of(TrackType.VIDEO):
        media = library.get(clip.source)
        if media is None:
            return False
        shapes.add((media.width, media.height, media.fps, clip.look.rotate % 180, media.kind))
    return len(shapes) == 1


def _on_frame(at: int, fps: float) -> int:
    return round(round(at * fps / 1000) * 1000 / fps) if fps else at


def _plain(clip: Segment, media: Media) -> bool:
    look = clip.look
    return media.kind == "video" and not (
        look.speed != 1 or look.reverse or look.freeze or look.loop or look.motion
    )


def _sounds(segment: Segment, library: Library) -> bool:
    media = library.get(segment.source)
    return media is not None and media.has_audio


def _clip_at(clips: Sequence[Segment], at: int) -> Segment | None:
    index = bisect.bisect_right([clip.start for clip in clips], at) - 1
    return clips[index] if index >= 0 and at < clips[index].end else None


def _barred(draft: Draft) -> Iterable[tuple[int, int]]:
    for clip in draft.of(TrackType.VIDEO):
        look = clip.look
        yield clip.start - look.transition_ms, clip.start + look.transition_ms
        yield clip.start, clip.start + look.fade_in
        yield clip.end - look.fade_out, clip.end
    for text in draft.of(TrackType.TEXT):
        if text.look.fade_in or text.look.fade_out:
            yield text.start, text.end
    for laid in draft.of(TrackType.OVERLAY):
        yield laid.start, laid.end


def _cut_segments(track: Track, start: int, end: int) -> tuple[Segment, ...]:
    return tuple(
        _cut_segment(segment, start, end)
        for segment in track.segments
        if segment.start < end and segment.end > start
    )


def _cut_segment(segment: Segment, start: int, end: int) -> Segment:
    before, after = max(start - segment.start, 0), max(segment.end - end, 0)
    look = segment.look
    if before:
        look = replace(look, fade_in=0, transition=Look().transition, transition_ms=0)
    if after:
        look = replace(look, fade_out=0)
    if not (before or after):
        return replace(segment, start=segment.start - start)
    return replace(
        segment,
        start=max(segment.start - start, 0),
        length=segment.length - before - after,
        source_in=segment.source_in + before,
        source_out=segment.source_out - after,
        look=look,
    )
