"""A limit in bytes: how the bits are shared out, and which picture size they can carry."""

from dataclasses import dataclass, replace

from nemo_tui.studio.rendering.pictures import Frame

CONTAINER_BYTES = 8_000
BYTES_A_FRAME = 14
ROOM = 0.994
# Below this many bits a pixel a smaller picture looks better than a starved large one.
DECENT_BITS = {"h264": 0.030, "hevc": 0.018, "av1": 0.012, "vp9": 0.018}
POOR_BITS = 0.012
SHORT_SIDES = (1080, 720, 540, 432, 360, 288)
SOUND_RATES = (128_000, 96_000, 64_000, 48_000)


@dataclass(frozen=True)
class Budget:
    """Bits a second for picture and sound under a limit."""

    video: int
    audio: int


def budget(limit: int, duration_ms: int, fps: float, *, has_sound: bool) -> Budget:
    """Share a limit in bytes out: tables first, then sound, the rest to the picture."""
    seconds = max(duration_ms / 1000, 0.1)
    usable = limit * ROOM - CONTAINER_BYTES - BYTES_A_FRAME * fps * seconds
    total = max(usable * 8 / seconds, 8_000)
    sound = 0
    if has_sound:
        sound = next((rate for rate in SOUND_RATES if rate < total / 7), 32_000)
        sound = min(sound, int(total / 3))
    return Budget(max(int(total - sound * 1.02), 4_000), sound)


def decent(frame: Frame, limit: int, duration_ms: int, codec: str) -> Frame:
    """The largest picture not above this one that the limit feeds well."""
    bits = budget(limit, duration_ms, frame.fps, has_sound=True).video
    wanted = DECENT_BITS.get(codec, DECENT_BITS["h264"])
    for made in _smaller(frame):
        if bits / (made.width * made.height * made.fps) >= wanted:
            return made
    smallest = list(_smaller(frame))[-1]
    return replace(smallest, fps=min(smallest.fps, 15.0) if smallest.fps < 40 else smallest.fps / 2)


def is_decent(width: int, height: int, fps: float, duration_ms: int, limit: int) -> bool:
    """Whether the limit leaves a picture without damage that anyone would see, at some size."""
    frame = Frame(width, height, fps or 30.0)
    smallest = list(_smaller(frame))[-1]
    bits = budget(limit, duration_ms, smallest.fps, has_sound=True).video
    return bits / (smallest.width * smallest.height * smallest.fps) >= POOR_BITS


def least_bytes(width: int, height: int, fps: float, duration_ms: int) -> int:
    """The smallest limit that `is_decent`, in bytes, rounded up to 100 kB."""
    smallest = list(_smaller(Frame(width, height, fps or 30.0)))[-1]
    bits = smallest.width * smallest.height * smallest.fps * POOR_BITS + 48_000
    return (int(bits * duration_ms / 8000 * 1.03) // 100_000 + 1) * 100_000


def _smaller(frame: Frame) -> list[Frame]:
    made = [frame]
    short = min(frame.width, frame.height)
    for side in SHORT_SIDES:
        if side < short:
            width, height = frame.width * side / short, frame.height * side / short
            made.append(replace(frame, width=round(width / 2) * 2, height=round(height / 2) * 2))
    return made
