"""The form of a file that makes up the whole timeline: what is small enough keeps it."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.studio.draft import Canvas, Draft, TrackType
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.timeline import place


def _only(draft: Draft, media: Library) -> Media | None:
    """The file that makes up the whole timeline, if it is one."""
    sources = {segment.source for track in draft.tracks for segment in track.segments}
    return media.get(next(iter(sources))) if len(sources) == 1 else None


def is_whole(draft: Draft, media: Library) -> bool:
    """Whether nothing is done to the only file, and its form can be kept."""
    only, canvas = _only(draft, media), draft.canvas
    if (
        not only
        or only.kind == "image"
        or only.codec.startswith("pcm")
        or draft.tracks != place(Library((only,))).tracks
    ):
        return False
    sounds = replace(Canvas(), audio_only=only.kind == "audio" and canvas.audio_only)
    return replace(canvas, title="", max_bytes=0, codec="", format="") == sounds


def with_form(canvas: Canvas, draft: Draft, media: Library) -> Canvas:
    """The canvas; where it names no format, sound stays sound, a photo a photo, a GIF a GIF."""
    only = _only(draft, media)
    if canvas.format or not only:
        return canvas
    if only.kind == "image":
        is_lone = draft.tracks == place(Library((only,))).tracks
        return replace(canvas, format="jpg") if is_lone else canvas
    if not draft.of(TrackType.VIDEO):
        kept = _suffix(only) if _suffix(only) in ("m4a", "aac") else "mp3"
        return replace(canvas, format=kept, audio_only=True)
    return replace(canvas, format="gif") if only.codec == "gif" else canvas


def as_it_is(draft: Draft, media: Library) -> Draft:
    """The draft of an untouched file in the file's own form, where no other is named."""
    only, canvas = _only(draft, media), draft.canvas
    if not only or only.kind != "video" or canvas.codec:
        return draft
    format_ = canvas.format or (_suffix(only) if _suffix(only) in ("webm", "mkv") else "")
    codec = only.codec if only.codec in ("hevc", "av1") else ""
    return replace(draft, canvas=replace(canvas, format=format_, codec=codec))


def _suffix(media: Media) -> str:
    return media.name.rpartition(".")[2].lower()
