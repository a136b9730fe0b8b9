"""What a render is made of: output wishes, passes, side files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nemo_tui.studio.draft import BadDraft

FORMATS = {
    "mp4": ".mp4",
    "mov": ".mov",
    "mkv": ".mkv",
    "webm": ".webm",
    "avi": ".avi",
    "gif": ".gif",
    "mp3": ".mp3",
    "wav": ".wav",
    "m4a": ".m4a",
    "aac": ".aac",
    "ogg": ".ogg",
    "flac": ".flac",
    "png": ".png",
    "jpg": ".jpg",
    "webp": ".webp",
}
SOUND_FORMATS = {"mp3", "wav", "m4a", "aac", "ogg", "flac"}
PICTURE_FORMATS = {"png", "jpg", "webp"}
HEIGHTS = {
    "480p": 480,
    "720p": 720,
    "1080p": 1080,
    "1440p": 1440,
    "2k": 1440,
    "2160p": 2160,
    "4k": 2160,
}


@dataclass(frozen=True)
class Output:
    """The wire's `output` object of a render call, checked."""

    format: str = ""
    quality: str = "high"
    height: int = 0

    @classmethod
    def from_json(cls, raw: object) -> "Output":
        """Raises BadDraft for anything that is no output object of ours."""
        if raw is None:
            return cls()
        if not isinstance(raw, dict):
            raise BadDraft("output is not an object")
        wanted = _word(raw, "format").lstrip(".")
        wanted = {"jpeg": "jpg", "quicktime": "mov", "matroska": "mkv"}.get(wanted, wanted)
        if wanted and wanted not in FORMATS:
            raise BadDraft(f"output.format {wanted!r} is not one of {', '.join(FORMATS)}")
        height = HEIGHTS.get(_word(raw, "resolution"), 0)
        return cls(wanted, _word(raw, "quality") or "high", height)


def _word(raw: dict[str, Any], key: str) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str) or len(value) > 40:
        raise BadDraft(f"output.{key} is not a word")
    return value.strip().lower()


@dataclass(frozen=True)
class Pass:
    """One run of ffmpeg: its arguments without the program, and its share of the whole work."""

    arguments: tuple[str, ...]
    share: float = 1.0


Again = Callable[[float], "RenderPlan"]


@dataclass(frozen=True)
class RenderPlan:
    """Passes in order; the last one writes `result`, a path inside the work folder.

    `files` are side files to write first. `limit` is a size in bytes the result must stay
    under; `again(ratio)` plans the last pass anew with the bit rate times the ratio.
    `revise()`, called after the first of several passes, may give another plan for the last.
    `otherwise` is what to do where this fails. `duration_ms` is 0 for a still picture.
    """

    passes: tuple[Pass, ...]
    result: Path
    suffix: str
    duration_ms: int
    files: dict[Path, str] = field(default_factory=dict)
    limit: int = 0
    again: Again | None = None
    revise: "Callable[[], RenderPlan | None] | None" = None
    otherwise: "RenderPlan | None" = None
