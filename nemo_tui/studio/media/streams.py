"""How a file is coded: what must agree before packets are copied instead of encoded again."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

# ITU-T H.273: 16 is SMPTE ST 2084 (PQ), 18 is ARIB STD-B67 (HLG).
HDR_TRANSFERS = (16, 18)


@dataclass(frozen=True)
class Streams:
    """The coding of a file's first picture and first sound.

    Two files with equal `picture` and equal `sound` can be joined by copying. `keyframes`
    are the times (ms, from the first picture) at which a copy may begin; `packets` counts those
    of both as the container tells, 0 where it does not. The first picture has the time `begins`
    (ms) and comes `lead` ms after the file's start.
    """

    picture: tuple[object, ...] = ()
    sound: tuple[object, ...] = ()
    codec: str = ""
    pixel_format: str = ""
    rotation: int = 0
    sound_codec: str = ""
    keyframes: tuple[float, ...] = ()
    packets: int = 0
    begins: float = 0.0
    lead: float = 0.0
    starts_together: bool = True
    is_hdr: bool = False

    @cached_property
    def is_plain_h264(self) -> bool:
        """Whether every player of MP4 files shows the picture as it is."""
        return self.codec == "h264" and self.pixel_format in ("yuv420p", "yuvj420p")

    def keyframe_near(self, at: int) -> float:
        """The keyframe that is nearest to `at` ms; infinity where there is none."""
        place = bisect_left(self.keyframes, at)
        near = self.keyframes[max(place - 1, 0) : place + 1]
        return min(near, key=lambda found: abs(found - at), default=inf)

    def has_keyframe_near(self, at: int, tolerance: float) -> bool:
        """Whether a copy may begin `tolerance` ms around `at` ms."""
        return abs(self.keyframe_near(at) - at) <= tolerance


def coding(box: Any, frame: Any) -> Streams:
    """The coding of an opened file whose first picture is `frame`; empty where it is unusual."""
    try:
        return _coding(box, frame)
    # PyAV has no codec, and no codec_context, where it knows no decoder.
    except (ValueError, AttributeError):
        return Streams()


def _coding(box: Any, frame: Any) -> Streams:
    pictures = [s for s in box.streams.video if not int(s.disposition) & 0x400]
    if not pictures or len(pictures) > 1 or len(box.streams.audio) > 1:
        return Streams()
    video, audio = pictures[0], next(iter(box.streams.audio), None)
    coder = video.codec_context
    first = video.start_time or 0
    base = float(video.time_base) * 1000
    entries = video.index_entries
    times = [entries[i].timestamp for i in range(len(entries)) if entries[i].is_keyframe]
    offset = times[0] if times else 0
    return Streams(
        picture=(
            coder.name,
            coder.profile,
            coder.width,
            coder.height,
            str(video.sample_aspect_ratio),
            coder.pix_fmt,
            str(video.average_rate),
            str(video.time_base),
        ),
        sound=(audio.codec.name, audio.rate, str(audio.layout.name)) if audio else (),
        codec=coder.name,
        pixel_format=str(coder.pix_fmt),
        rotation=int(getattr(frame, "rotation", 0)) % 360,
        sound_codec=audio.codec.name if audio else "",
        keyframes=tuple((time - offset) * base for time in times),
        packets=_packets(video, audio),
        begins=first * base,
        lead=first * base - (box.start_time or 0) / 1000,
        starts_together=_together(first * base, audio),
        is_hdr=int(getattr(frame, "color_trc", 0)) in HDR_TRANSFERS,
    )


def _packets(video: Any, audio: Any) -> int:
    counts = [stream.frames for stream in (video, audio) if stream is not None]
    return sum(counts) if all(counts) else 0


def _together(video_start_ms: float, audio: Any) -> bool:
    if audio is None:
        return True
    start = (audio.start_time or 0) * float(audio.time_base) * 1000
    return bool(abs(start - video_start_ms) < 60)
