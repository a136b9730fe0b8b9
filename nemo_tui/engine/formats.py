"""What a file can be: its format, the ending of its name, and which of several wishes holds."""

import re
from collections.abc import Mapping, Sequence

from nemo_tui.engine.turn import TimelineView

FILM = ("mp4", "mov", "mkv", "webm", "avi", "gif")
SOUND = ("mp3", "wav", "m4a", "aac", "ogg", "flac")
PICTURE = ("jpg", "png", "webp")
FORMATS = (*FILM, *SOUND, *PICTURE)
OTHERS = {
    *("3gp", "flv", "m2ts", "mpeg", "mpg", "mts", "ogv", "ts", "vob", "wmv"),
    *("aif", "aiff", "opus", "wma"),
    *("avif", "bmp", "heic", "svg", "tif", "tiff"),
    *("ass", "srt", "vtt"),
}
SAME = {"jpeg": "jpg", "m4v": "mp4", "mpeg4": "mp4", "matroska": "mkv", "quicktime": "mov"}


def extension_of(output_format: str) -> str:
    """The extension of an output format or of a name's ending; `mp4` for anything odd."""
    name = output_format.strip().lower().lstrip(".")
    name = SAME.get(name, name)
    return name if re.fullmatch(r"[a-z0-9]{2,5}", name) else "mp4"


class NoFormat(ValueError):
    """A kind of media file that is not made here; its text is the ending."""


def names_file(suffix: str) -> bool:
    """Whether a name of this ending is a file's and not a folder's. Raises NoFormat."""
    name = suffix.lower().lstrip(".")
    if name in OTHERS:
        raise NoFormat(f".{name}")
    return name in FORMATS or name in SAME


def format_of(view: TimelineView) -> str:
    """The format that a draft speaks of; for sound alone the first file's, else empty."""
    kinds = {track.kind: track for track in reversed(view.tracks) if track.segments}
    if view.format or "video" in kinds or "audio" not in kinds:
        return view.format
    ending = kinds["audio"].segments[0].label.rpartition(".")[2].lower()
    return ending if ending in SOUND else "mp3"


def output_for(
    asked: Mapping[str, str], drafted: str, suffix: str, requests: Sequence[str]
) -> dict[str, str]:
    """The wire's output object: what the export asks for, the file name's ending, the draft's.

    A format that was put into words goes before the name's; what is to be a sound or a still
    (`drafted`) is not made a film by a name.
    """
    named = extension_of(suffix) if suffix else ""
    kept = drafted and (_is_said(drafted, requests) or drafted not in (*FILM, *_kind_of(named)))
    chosen = drafted if kept or not named else named
    return {"format": chosen or "mp4", "quality": "high", **asked}


def _is_said(wanted: str, requests: Sequence[str]) -> bool:
    """Whether words ask for this format; one that only tells what the source is does not."""
    asks = (
        rf"(?:\b(?:to|into|as|in)\s+(?:an?\s+)?|[成为转存出]\s*)\.?{re.escape(wanted)}(?![a-z0-9])"
    )
    return any(re.search(asks, request, re.IGNORECASE) for request in requests)


def _kind_of(extension: str) -> tuple[str, ...]:
    return next((kind for kind in (FILM, SOUND, PICTURE) if extension in kind), ())
