"""Codecs and bit rates for a container, a quality or a limit in bytes."""

import re
from math import inf
from pathlib import Path
from statistics import mean

from nemo_tui.studio.draft import Canvas
from nemo_tui.studio.rendering.plan import SOUND_FORMATS

# SVT-AV1 at preset 10 in one pass stays about a fifth below the rate it is given (measured).
SVT_HEADSTART = 1.17
# Mean quantiser of the half-size pass below which the whole size is worth its bits: a screen
# recording lies near 12, natural footage that starves near 28 (measured).
EASY_QUANTISER = 24.0
# A picture that is so easy overshoots the rate that the half-size pass advises by a tenth.
OVERSHOOTING_QUANTISER = 21.0
EASY_SHARE = 0.88
PASS_LOG = "pass"
FINEST = 2
CRF = {"high": "18", "medium": "23", "low": "28"}


def picture_codec(canvas: Canvas, container: str) -> str:
    """h264, hevc, av1, vp9 or gif."""
    if container == "gif":
        return "gif"
    if container == "webm":
        return "av1" if canvas.codec == "av1" else "vp9"
    return canvas.codec if canvas.codec in ("hevc", "av1", "h264") else "h264"


def picture_arguments(codec: str, quality: str, bitrate: int = 0) -> list[str]:
    """Constant quality for a codec, or a bit rate where one is asked for."""
    if bitrate:
        return sized_arguments(codec, bitrate)
    crf = CRF.get(quality, "18")
    if codec == "hevc":
        return [
            "-c:v",
            "libx265",
            "-preset",
            "fast",
            "-crf",
            crf,
            "-tag:v",
            "hvc1",
            "-x265-params",
            "log-level=error",
        ]
    if codec == "av1":
        return ["-c:v", "libsvtav1", "-preset", "10", "-crf", str(int(crf) + 12)]
    if codec == "vp9":
        return [
            "-c:v",
            "libvpx-vp9",
            "-deadline",
            "realtime",
            "-cpu-used",
            "6",
            "-row-mt",
            "1",
            "-b:v",
            "0",
            "-crf",
            str(int(crf) + 8),
        ]
    return ["-c:v", "libx264", "-preset", "veryfast" if quality == "high" else "fast", "-crf", crf]


def sized_arguments(codec: str, bits: int) -> list[str]:
    """A bit rate for a codec, without the two-pass options."""
    rate = ["-b:v", str(bits)]
    if codec == "hevc":
        return ["-c:v", "libx265", "-preset", "fast", "-tag:v", "hvc1", *rate]
    if codec == "av1":
        return ["-c:v", "libsvtav1", "-preset", "10", *rate]
    if codec == "vp9":
        return ["-c:v", "libvpx-vp9", "-deadline", "good", "-cpu-used", "5", "-row-mt", "1", *rate]
    return ["-c:v", "libx264", "-preset", "medium", *rate]


def sound_arguments(container: str, bits: int = 0) -> list[str]:
    """A sound codec that the container takes."""
    if container == "webm":
        return ["-c:a", "libopus", "-b:a", str(bits or 128_000)]
    if container in SOUND_FORMATS:
        return {
            "mp3": ["-c:a", "libmp3lame", "-b:a", str(bits or 192_000)],
            "wav": ["-c:a", "pcm_s16le"],
            "flac": ["-c:a", "flac"],
            "ogg": ["-c:a", "libopus", "-b:a", str(bits or 128_000)],
        }.get(container, ["-c:a", "aac", "-b:a", str(bits or 192_000)])
    if container == "avi":
        return ["-c:a", "libmp3lame", "-b:a", str(bits or 192_000)]
    return ["-c:a", "aac", "-b:a", str(bits or 192_000)]


def container_arguments(container: str, front: int = 0) -> list[str]:
    """Options of the muxer; `front` are bytes to keep free for the index before all else.

    Without them the index gets there by writing the whole file a second time.
    """
    if container not in ("mp4", "mov", "m4a"):
        return []
    return ["-moov_size", str(front)] if front else ["-movflags", "+faststart"]


def still_arguments(container: str, coarseness: int = FINEST) -> list[str]:
    """The coder of a picture file; the coarser, to 31, the smaller it is."""
    if container == "jpg":
        return ["-c:v", "mjpeg", "-q:v", str(min(coarseness, 31)), "-pix_fmt", "yuvj420p"]
    coder = ["-c:v", "libwebp", "-quality", str(90 * FINEST // coarseness)]
    return coder if container == "webp" else ["-c:v", "png"]


def sound_shape(canvas: Canvas) -> list[str]:
    """Sample rate and channels where they are asked for."""
    rate = ["-ar", str(canvas.sample_rate)] if canvas.sample_rate else []
    return [*rate, *(["-ac", str(canvas.channels)] if canvas.channels else [])]


def has_two_passes(codec: str) -> bool:
    """Whether a look at the whole film first makes the bit rate right."""
    return codec in ("h264", "vp9")


def pass_arguments(codec: str, number: int, work: Path) -> list[str]:
    """The options of one of two passes."""
    if not has_two_passes(codec):
        return []
    return ["-pass", str(number), "-passlogfile", str(work / PASS_LOG)]


def headstart(codec: str) -> float:
    """What the bit rate is multiplied by because the encoder leaves a share of it unused."""
    return SVT_HEADSTART if codec == "av1" else 1.0


def quantiser(work: Path) -> float:
    """The mean of x264's first pass: the lower, the fewer bits the picture needs.

    Infinity without its log.
    """
    try:
        text = (work / f"{PASS_LOG}-0.log").read_text(encoding="ascii", errors="replace")
    except OSError:
        return inf
    found = [float(number) for number in re.findall(r" q:(\d+\.\d+)", text)]
    return mean(found) if found else inf
