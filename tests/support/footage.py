"""Real media for the whole road, small, and what can be seen and heard in the result."""

import array
import subprocess
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import av

from nemo_tui.studio.media.ffmpeg import binary

Colour = tuple[int, int, int]


def make(target: Path, *arguments: str) -> Path:
    """Make one file with ffmpeg."""
    command = [str(binary()), "-hide_banner", "-loglevel", "error", "-y", *arguments, str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target


def clip(
    target: Path,
    seconds: float,
    *,
    size: str = "320x180",
    picture: str = "testsrc2",
    rate: int = 15,
    bits: str = "",
) -> Path:
    """A clip with a picture that moves and a tone."""
    source = f"{picture}{'=' if '=' not in picture else ':'}s={size}:r={rate}:d={seconds}"
    noise = ["-vf", "noise=alls=40:allf=t", "-b:v", bits, "-minrate", bits] if bits else []
    return make(
        target,
        *("-f", "lavfi", "-i", source),
        *("-f", "lavfi", "-i", f"sine=frequency=330:sample_rate=44100:duration={seconds}"),
        *noise,
        *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
    )


def photo(target: Path, colour: str) -> Path:
    """A picture of one colour."""
    return make(target, "-f", "lavfi", "-i", f"color={colour}:s=800x600", "-frames:v", "1")


def song(target: Path, seconds: float) -> Path:
    """A tone as an MP3."""
    tone = f"sine=frequency=220:duration={seconds}"
    return make(target, "-f", "lavfi", "-i", tone, "-c:a", "libmp3lame", "-b:a", "96k")


class Film:
    """A finished video, looked at and listened to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bytes = path.stat().st_size
        with av.open(str(path)) as opened:
            self.seconds = (opened.duration or 0) / 1_000_000
            self.format = opened.format.name
            stream = opened.streams.video[0]
            self.codec = stream.codec_context.name
            self.width, self.height = stream.width, stream.height
            self.has_sound = bool(opened.streams.audio)

    @cached_property
    def frames(self) -> list[tuple[float, Any]]:
        """Every fifth frame as (second, picture of 64x36)."""
        with av.open(str(self.path)) as opened:
            decoded = islice(opened.decode(video=0), 0, None, 5)
            return [(frame.time or 0.0, frame.reformat(64, 36, "rgb24")) for frame in decoded]

    def colours(self) -> list[tuple[float, Colour]]:
        """The colour of the middle of the picture over time."""
        return [(at, pixel(frame, 32, 18)) for at, frame in self.frames]

    def busiest(self) -> int:
        """The largest number of pixels in a frame that differ much from its middle left."""
        return max(_unlike(frame) for _, frame in self.frames)

    def loudness(self) -> int:
        """The largest sample of the sound, 0 to 32767."""
        resampler = av.AudioResampler(format="s16", layout="mono", rate=8000)
        loudest = 0
        with av.open(str(self.path)) as opened:
            for frame in opened.decode(audio=0):
                for piece in resampler.resample(frame):
                    samples = array.array("h", bytes(piece.planes[0])[: piece.samples * 2])
                    loudest = max(loudest, max(map(abs, samples), default=0))
        return loudest


def pixel(frame: Any, x: int, y: int) -> Colour:
    """The colour at a place of a frame of 64x36."""
    plane = frame.planes[0]
    start = y * plane.line_size + 3 * x
    red, green, blue = bytes(plane)[start : start + 3]
    return red, green, blue


def _unlike(frame: Any) -> int:
    base = pixel(frame, 2, 18)
    pixels = (pixel(frame, x, y) for x in range(0, 64, 2) for y in range(0, 36, 2))
    return sum(not near(pixel, base, 90) for pixel in pixels)


def near(one: Colour, other: Colour, tolerance: int = 40) -> bool:
    """Whether two colours look alike."""
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def seen(film: Film, colours: Sequence[Colour]) -> list[Colour]:
    """Those of the colours that the film shows."""
    shown = [colour for _, colour in film.colours()]
    return [colour for colour in colours if any(near(colour, one) for one in shown)]
