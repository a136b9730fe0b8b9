"""Codecs and bit rates for a container, a quality or a limit in bytes."""

from dataclasses import dataclass

from nemo_tui.studio.draft import Canvas
from nemo_tui.studio.rendering.plan import SOUND_FORMATS

CONTAINER_BYTES = 8_000
BYTES_A_FRAME = 14
ROOM = 0.994
CRF = {"high": "18", "medium": "23", "low": "28"}


@dataclass(frozen=True)
class Budget:
    """Bits a second for picture and sound under a limit."""

    video: int
    audio: int


def budget(limit: int, duration_ms: int, fps: float, *, has_audio: bool, scale: float) -> Budget:
    """Share a limit in bytes out: tables first, then sound, the rest to the picture."""
    seconds = max(duration_ms / 1000, 0.1)
    usable = (limit - CONTAINER_BYTES - BYTES_A_FRAME * fps * seconds) * 8 * ROOM
    total = max(usable / seconds, 8_000)
    sound = 0
    if has_audio:
        sound = next(
            (rate for rate in (128_000, 96_000, 64_000, 48_000) if rate < total / 8), 32_000
        )
        sound = min(sound, int(total / 3))
    return Budget(max(int((total - sound * 1.03) * scale), 4_000), sound)


def picture_codec(canvas: Canvas, container: str) -> str:
    """h264, hevc, av1 or vp9."""
    if container == "webm":
        return "av1" if canvas.codec == "av1" else "vp9"
    return canvas.codec if canvas.codec in ("hevc", "av1", "h264") else "h264"


def picture_arguments(codec: str, quality: str) -> list[str]:
    """Constant quality for a codec."""
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


def container_arguments(container: str) -> list[str]:
    """Options of the muxer."""
    return ["-movflags", "+faststart"] if container in ("mp4", "mov", "m4a") else []
