"""Pasted and dragged-in text that is really a list of files.

Terminals write a dropped file in many ways: quoted, with escaped spaces, as a `file://`
address, bare with spaces in it, several in a row or one a line, or as a Windows path.
Whatever names only files that exist is a list of attachments; everything else stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nemo_tui.protocol.text import clean

MEDIA = {
    "video": {"mp4", "mov", "avi", "webm", "mkv", "m4v", "mpg", "mpeg", "ts", "m3u8", "mpd"},
    "image": {"jpg", "jpeg", "png", "gif", "webp", "bmp", "heic"},
    "audio": {"mp3", "wav", "m4a", "aac", "flac", "ogg", "opus"},
}
MARKS = {"video": "▶", "image": "▣", "audio": "♪", "link": "↗", "file": "◆"}
LONGEST_PASTE = 20_000
_WORD = re.compile(r""""([^"]+)"|'([^']+)'|((?:\\.|[^\s\\"'])+)""")
_WINDOWS = re.compile(r"^([A-Za-z]):[\\/](.*)$")
_AT = re.compile(r"""(?:(?<=\s)|^)@(?:"([^"]+)"|'([^']+)'|((?:\\.|[^\s\\])+))""")


@dataclass(frozen=True)
class Attachment:
    """A file or an address that goes with the next message; `bytes` is None for an address."""

    source: str
    name: str
    kind: str
    bytes: int | None = None

    @classmethod
    def of(cls, source: str) -> "Attachment":
        """What can be told without opening it: name, kind by ending, size."""
        if is_link(source):
            name = unquote(urlsplit(source).path.rsplit("/", 1)[-1]) or urlsplit(source).netloc
            return cls(source, clean(name, lines=False), "link")
        path = Path(source)
        return cls(source, clean(path.name, lines=False), kind_of(path.name), _size(path))


def kind_of(name: str) -> str:
    """video, image, audio or file, by the ending of the name."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return next((kind for kind, endings in MEDIA.items() if ending in endings), "file")


def is_link(text: str) -> bool:
    """Whether this is one http or https address."""
    return text.startswith(("http://", "https://")) and not re.search(r"\s", text)


def read_paste(text: str) -> list[str]:
    """The sources that a pasted text names, absolute; empty unless it names nothing else."""
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST_PASTE:
        return []
    return (
        _all_exist([stripped])
        or _all_exist([line.strip() for line in stripped.splitlines() if line.strip()])
        or _all_exist(_words(stripped))
    )


def take_mentions(text: str) -> tuple[str, list[str]]:
    """Split `@file` mentions of existing files from a message; their names stay in the text."""
    sources: list[str] = []

    def replace(match: re.Match[str]) -> str:
        named = next(group for group in match.groups() if group is not None)
        found = resolve(named) or resolve(_unescape(named))
        if not found:
            return match.group(0)
        sources.append(found)
        return Path(found).name

    return _AT.sub(replace, text), sources


def resolve(written: str) -> str:
    """The absolute path of an existing file written in any of the usual ways, or nothing."""
    for candidate in _readings(written):
        try:
            path = Path(candidate).expanduser()
            if path.is_file():
                return str(path.absolute())
        except (OSError, ValueError, RuntimeError):
            continue
    return ""


def _readings(written: str) -> list[str]:
    bare = written.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        bare = bare[1:-1]
    if bare.startswith("file://"):
        return [unquote(urlsplit(bare).path)]
    windows = _WINDOWS.match(bare)
    if windows:
        drive, rest = windows.groups()
        return [bare, f"/mnt/{drive.lower()}/{rest}".replace("\\", "/")]
    return [bare, _unescape(bare)] if "\\" in bare else [bare]


def _all_exist(named: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in named:
        source = resolve(name) if _looks_like_path(name) else ""
        if not source:
            return []
        if source not in found:
            found.append(source)
    return found


def _looks_like_path(name: str) -> bool:
    return "/" in name or "\\" in name or kind_of(name.strip("\"'")) != "file"


def _words(text: str) -> list[str]:
    return [double or single or bare for double, single, bare in _WORD.findall(text)]


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
