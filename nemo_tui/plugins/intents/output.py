"""Export options named in a request for the file: container, resolution, quality."""

import re
from collections.abc import Iterable

from nemo_tui.plugins.intents.clauses import Clause

_FORMATS = {
    "mp4": "mp4", "mp4s": "mp4", "h264": "mp4", "h.264": "mp4",
    "mov": "mov", "quicktime": "mov", "prores": "mov",
    "webm": "webm", "mkv": "mkv", "avi": "avi", "gif": "gif",
    "mp3": "mp3", "wav": "wav", "m4a": "m4a", "aac": "aac",
}  # fmt: skip
_LINES = re.compile(r"^(\d{3,4})p(\d\d)?$")
_NAMES = {
    "4k": "2160p",
    "uhd": "2160p",
    "2k": "1440p",
    "8k": "4320p",
    "full hd": "1080p",
    "fullhd": "1080p",
}
_QUALITY = (
    ("low", re.compile(r"\b(?:low|draft) quality\b|低画质|低质量|草稿质量")),
    (
        "high",
        re.compile(
            r"\b(?:high|highest|best|top|max(?:imum)?|full|original) quality\b|高画质|高质量|最高"
            r"|原画|最好的画质"
        ),
    ),
)


def options(clauses: Iterable[Clause]) -> dict[str, str]:
    """What the clauses that ask for the file say about it, as the wire's `output` object."""
    found: dict[str, str] = {}
    for clause in clauses:
        for token in clause.tokens:
            if token.text in _FORMATS:
                found["format"] = _FORMATS[token.text]
            elif resolution := _resolution(token.text):
                found["resolution"] = resolution
        text = " ".join(token.text for token in clause.tokens)
        for name, pattern in _QUALITY:
            if pattern.search(text):
                found["quality"] = name
    return found


def _resolution(word: str) -> str:
    lines = _LINES.match(word)
    return f"{lines.group(1)}p" if lines else _NAMES.get(word, "")
