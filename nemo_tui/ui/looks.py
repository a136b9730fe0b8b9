"""What a file looks like: length, size of the picture and one small frame, found out in a thread.

One run of ffmpeg gives both: it describes the file on its error output and writes the frame
as raw pixels. No Python package has to be loaded for it.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nemo_tui.engine.sources import check
from nemo_tui.protocol.problems import LocalFault
from nemo_tui.ui.attachments import kind_of
from nemo_tui.ui.figures import clock, dimensions, facts, size

WIDTH = 36
HEIGHT = 20
SECONDS = 15
# A playlist that calls itself a video must not open other files.
DEMUXERS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,asf,mpeg,mpegts,mp3,wav,aac,ogg,flac,aiff,"
    "gif,png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,image2"
)
_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_VIDEO = re.compile(r"Stream #\S+.*?Video: .*?\b(\d{2,5})x(\d{2,5})\b")
Pixels = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Look:
    """One file: what is known of it, and `rows` of RGB pixels, two of which make one line.

    `refused` is the kind of problem for which it would not be uploaded, empty for a usable file.
    """

    bytes: int | None = None
    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None
    rows: tuple[Pixels, ...] = ()
    refused: str = ""

    @property
    def facts(self) -> str:
        """Size, length and dimensions in one line."""
        weight = "" if self.bytes is None else size(self.bytes)
        length = "" if self.duration_ms is None else clock(self.duration_ms)
        return facts(weight, length, dimensions(self.width, self.height))


def ffmpeg(environ: Mapping[str, str]) -> str:
    """The ffmpeg to use: the one that is named, the one that was installed with us, any."""
    if environ.get("NEMO_FFMPEG"):
        return environ["NEMO_FFMPEG"]
    try:
        from imageio_ffmpeg import get_ffmpeg_exe  # 173 MB of program, found only when wanted

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return shutil.which("ffmpeg") or ""


def look_at(source: Path, environ: Mapping[str, str]) -> Look:
    """What can be found out within 15 seconds; as much as can, never an error."""
    weight = _weight(source)
    try:
        check(str(source), None)
    except LocalFault as fault:
        return Look(weight, refused=str(fault.kind))
    program = ffmpeg(environ)
    kind = kind_of(source.name)
    if not program or weight is None or kind == "file":
        return Look(weight)
    try:
        done = subprocess.run(
            _command(program, source, kind), capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return Look(weight)
    said = done.stderr.decode(errors="replace")
    width, height = _dimensions(said) if kind != "audio" else (None, None)
    length = None if kind == "image" else _duration(said)
    return Look(weight, length, width, height, rows_of(done.stdout))


def _command(program: str, source: Path, kind: str) -> Sequence[str]:
    fit = f"scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease:flags=area"
    pad = f"pad={WIDTH}:{HEIGHT}:-1:-1:color=black"
    # The first frame is often black; of the first second the most telling one is taken.
    filters = f"{fit},thumbnail=25,{pad}" if kind == "video" else f"{fit},{pad}"
    start = [
        program,
        "-hide_banner",
        "-nostdin",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        DEMUXERS,
        "-i",
        f"file:{source}",
    ]
    end = ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    if kind == "audio":
        wave = f"showwavespic=s={WIDTH}x{HEIGHT}:colors=0x5cc8d7:split_channels=0"
        return [*start, "-filter_complex", wave, *end]
    return [*start, "-vf", filters, *end]


def rows_of(raw: bytes) -> tuple[Pixels, ...]:
    """Raw RGB bytes as rows of pixels; nothing where they are no whole picture."""
    if len(raw) != WIDTH * HEIGHT * 3:
        return ()
    pixels = [(raw[at], raw[at + 1], raw[at + 2]) for at in range(0, len(raw), 3)]
    return tuple(tuple(pixels[row * WIDTH : (row + 1) * WIDTH]) for row in range(HEIGHT))


def _duration(said: str) -> int | None:
    match = _DURATION.search(said)
    if not match:
        return None
    hours, minutes, seconds = match.groups()
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def _dimensions(said: str) -> tuple[int | None, int | None]:
    match = _VIDEO.search(said)
    if not match:
        return None, None
    width, height = int(match.group(1)), int(match.group(2))
    turned = re.search(r"rotation of -?(90|270)", said)
    return (height, width) if turned else (width, height)


def _weight(source: Path) -> int | None:
    try:
        return source.stat().st_size if source.is_file() else None
    except OSError:
        return None
