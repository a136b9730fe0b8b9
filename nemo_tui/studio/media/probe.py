"""What a file is, by its content."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from nemo_tui.studio.media import streams
from nemo_tui.studio.media.streams import Streams
from nemo_tui.studio.recipe import Media, MediaKind

PICTURES = {"png_pipe", "jpeg_pipe", "webp_pipe", "image2", "bmp_pipe", "tiff_pipe", "gif"}
SUBTITLE_HEAD_BYTES = 4096
DEMUXERS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,asf,mpeg,mpegts,mp3,wav,aac,ogg,flac,aiff,"
    "gif,png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,image2"
)
# A playlist that calls itself a video must not open other files or hosts.
SAFE = {"protocol_whitelist": "file", "format_whitelist": DEMUXERS}
SRT_TIME = re.compile(r"^\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->", re.M)


class Unsupported(Exception):
    """The file is no video, picture, sound or subtitle; the message says what is wrong."""


@dataclass(frozen=True)
class Facts:
    """A file in figures: sizes as shown (upright, square pixels), times in ms."""

    kind: MediaKind
    duration: int = 0
    width: int = 0
    height: int = 0
    fps: float = 0.0
    has_audio: bool = False
    codec: str = ""
    rotation: int = 0

    def media(self, path: Path, media_id: str, name: str = "", source_url: str = "") -> Media:
        """The file at `path`, of which these are the facts, as media of a session."""
        return Media(
            id=media_id,
            name=name or path.name,
            kind=self.kind,
            path=path,
            bytes=path.stat().st_size,
            duration=self.duration,
            width=self.width,
            height=self.height,
            fps=self.fps,
            has_audio=self.has_audio,
            codec=self.codec,
            source_url=source_url,
        )


@dataclass(frozen=True)
class _File:
    """What a file is known by: it may be renamed, and is looked at anew once it is written to."""

    path: Path = field(compare=False)
    identity: tuple[int, ...]

    @classmethod
    def at(cls, path: Path) -> "_File":
        seen = path.stat()
        return cls(path, (seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns))


def probe(path: Path) -> Facts:
    """The facts of a file. Raises Unsupported."""
    if not path.is_file() or path.stat().st_size == 0:
        raise Unsupported("the file is empty")
    return _look(_File.at(path))[0]


def probe_made(path: Path) -> Facts:
    """The facts of a file that ffmpeg has made and called whole, without decoding a picture.

    Something of it must be there to be shown. Raises Unsupported.
    """
    with _opened(path) as box:
        return _facts(box, _coder_with_packet)[0]


def coding_of(path: Path) -> Streams:
    """How a file is coded; empty where it cannot be read."""
    try:
        return _look(_File.at(path))[1]
    except (OSError, Unsupported):
        return Streams()


@lru_cache(maxsize=64)
def _look(file: _File) -> tuple[Facts, Streams]:
    """One look for both: the plan of an export needs no other after that of the upload."""
    if _is_subtitle(file.path):
        return Facts("subtitle", codec="srt"), Streams()
    with _opened(file.path) as box:
        facts, frame = _facts(box, first_frame)
        return facts, streams.coding(box, frame)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import av

    try:
        with av.open(f"file:{path}", metadata_errors="ignore", options=SAFE) as box:
            yield box
    # PyAV has no codec, and no codec_context, where it knows no decoder.
    except (av.FFmpegError, ValueError, IndexError, AttributeError) as error:
        raise Unsupported(_reason(error)) from error


def _facts(box: Any, shown_by: Callable[[Any, Any], Any]) -> tuple[Facts, Any]:
    """The facts, and what showed the size of the first picture, which sound has none of."""
    audio = box.streams.audio
    pictures = [s for s in box.streams.video if not _is_cover(s)]
    length = int(box.duration / 1000) if box.duration else 0
    if not pictures:
        if not audio:
            raise Unsupported("there is neither picture nor sound in it")
        codec = audio[0].codec.canonical_name
        length = length or _stream_ms(audio[0])
        return Facts("audio", length, has_audio=True, codec=codec), None
    frame = shown_by(box, pictures[0])
    if frame is None:
        raise Unsupported("its picture cannot be decoded")
    return _shown_facts(box, pictures[0], frame, length), frame


def _shown_facts(box: Any, stream: Any, frame: Any, length: int) -> Facts:
    audio = box.streams.audio
    still = box.format.name in PICTURES - {"gif"} or (
        stream.frames <= 1 and not audio and length < 100
    )
    turn = int(getattr(frame, "rotation", 0)) % 360
    width, height = _shown(stream, frame, turn)
    if still:
        return Facts("image", 0, width, height, codec=stream.codec.canonical_name, rotation=turn)
    return Facts(
        "video",
        length or _stream_ms(stream),
        width,
        height,
        round(_rate(stream), 3),
        bool(audio),
        stream.codec.canonical_name,
        turn,
    )


def _rate(stream: Any) -> float:
    """Pictures a second.

    An AVI of reordered pictures is padded with empty ones: these are in the average only.
    """
    average, base = float(stream.average_rate or 0), float(stream.guessed_rate or 0)
    return base if not average or 0 < base < 0.9 * average else average


def first_frame(box: Any, stream: Any) -> Any:
    """The first picture of a stream, or None.

    The decoder is flushed after one packet: it holds frames back until it has seen those that
    may come before them.
    """
    stream.codec_context.thread_count = 1
    packet = next(box.demux(stream), None)
    if packet is not None and (frames := [*packet.decode(), *stream.codec_context.decode(None)]):
        return frames[0]
    stream.codec_context.flush_buffers()
    if packet is not None and packet.is_discard:
        # It is hidden by an edit list, and those that are shown need it.
        box.seek(packet.dts, stream=stream)
    return next(box.decode(stream), None)


def _coder_with_packet(box: Any, stream: Any) -> Any:
    """The decoder in place of a picture, where there is a packet that is to be shown."""
    shown = (packet for packet in box.demux(stream) if packet.size and not packet.is_discard)
    return stream.codec_context if next(shown, None) is not None else None


def _is_cover(stream: Any) -> bool:
    return bool(int(stream.disposition) & 0x400)


def _stream_ms(stream: Any) -> int:
    if not stream.duration or not stream.time_base:
        return 0
    return int(stream.duration * stream.time_base * 1000)


def _shown(stream: Any, frame: Any, turn: int) -> tuple[int, int]:
    shape = stream.sample_aspect_ratio or Fraction(1)
    width, height = round(frame.width * shape), frame.height
    return (height, width) if turn in (90, 270) else (width, height)


def _is_subtitle(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(SUBTITLE_HEAD_BYTES)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(encoding, "replace")
    return bool(SRT_TIME.search(text)) or text.lstrip().startswith(("[Script Info]", "WEBVTT"))


def _reason(error: Exception) -> str:
    text = str(error)
    if "moov" in text.lower():
        return "the recording was never finished (no moov atom)"
    return "it cannot be read as video, picture or sound"
