"""What is to be uploaded, checked before a byte leaves: it exists, is a file, is of a kind."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from nemo_tui.config import expanded
from nemo_tui.protocol.problems import Kind, LocalFault

HEAD = 4096


@dataclass(frozen=True)
class Source:
    """A file of this machine that will be sent."""

    path: Path
    kind: str
    bytes: int


def is_url(source: str) -> bool:
    """Whether a source is fetched by the backend instead of sent from here."""
    return source.lower().startswith(("http://", "https://"))


def path_of(source: str) -> Path:
    """The file that a typed source means: quotes, `~`, `file://` and a shell's `\\ ` resolved."""
    text = source.strip().strip("'\"")
    if text.lower().startswith("file://"):
        text = unquote("/" + text[len("file://") :].partition("/")[2])
    written = Path(os.path.abspath(expanded(text)))  # noqa: PTH100 - keeps the link's name
    if "\\ " not in text or os.path.exists(written):  # noqa: PTH110 - never raises
        return written
    return path_of(text.replace("\\ ", " "))


def check(source: str, limit: int | None) -> Source:
    """The file, if it can be sent. Raises LocalFault: missing, no file, unreadable, too large."""
    path = path_of(source)
    try:
        if not path.exists():
            raise LocalFault(Kind.FILE_MISSING, str(path))
        if not path.is_file():
            raise LocalFault(
                Kind.UNSUPPORTED_FILE, f"{path}{os.sep}" if path.is_dir() else str(path)
            )
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise LocalFault(Kind.FILE_UNREADABLE, f"{path}: {error.strerror or error}") from error
    kind = sniff(head)
    if not kind:
        raise LocalFault(Kind.UNSUPPORTED_FILE, path.name if size else f"{path.name} (0 B)")
    if limit is not None and size > limit:
        raise LocalFault(Kind.TOO_LARGE, path.name)
    return Source(path, kind, size)


def check_all(sources: Sequence[str], limit: int | None) -> tuple[Source, ...]:
    """Every local file among the sources, each checked."""
    return tuple(check(source, limit) for source in sources if not is_url(source))


def sniff(head: bytes) -> str:
    """video, image, audio or subtitle by the first bytes; empty for anything else."""
    if head[4:8] == b"ftyp" or head[4:8] in (b"moov", b"mdat", b"wide", b"skip", b"free"):
        return _iso_kind(head)
    if head.startswith(b"RIFF") and len(head) >= 12:
        return {b"AVI ": "video", b"WEBP": "image", b"WAVE": "audio"}.get(head[8:12], "")
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if _is_mpeg_audio(head):
        return "audio"
    return "subtitle" if _is_subtitle(head) else ""


MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1aE\xdf\xa3", "video"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"ID3", "audio"),
    (b"ADIF", "audio"),
)


def _iso_kind(head: bytes) -> str:
    brand = head[8:12]
    if brand in (b"M4A ", b"M4B ", b"M4P "):
        return "audio"
    return "" if brand in (b"heic", b"heix", b"mif1", b"avif") else "video"


def _is_mpeg_audio(head: bytes) -> bool:
    """An MPEG audio or ADTS frame: eleven bits of sync, then a layer and a rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    if head[1] & 0xF6 == 0xF0:
        return head[2] >> 2 & 0xF < 13
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer != 0 and rate not in (0, 15) and sampling != 3


def _is_subtitle(head: bytes) -> bool:
    try:
        text = head.decode("utf-8-sig", errors="strict" if len(head) < HEAD else "ignore")
    except UnicodeDecodeError:
        if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return False
        text = head.decode("utf-16", errors="ignore")
    text = text.lstrip()
    return text.startswith(("[Script Info]", "WEBVTT")) or " --> " in text[:400]
