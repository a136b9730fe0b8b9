"""A limit in bytes: how the bits are shared out, and which picture size they can carry."""

from dataclasses import dataclass, replace

from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.rendering.pictures import Frame

CONTAINER_BYTES = 8_000
BYTES_A_FRAME = 14
ROOM = 0.994
# Below this many bits a pixel a smaller picture looks better than a starved large one.
DECENT_BITS = {"h264": 0.030, "hevc": 0.018, "av1": 0.012, "vp9": 0.018}
POOR_BITS = 0.012
SHORT_SIDES = (1080, 720, 540, 432, 360, 288)
SOUND_RATES = (128_000, 96_000, 64_000, 48_000)
SOUND_FILE_RATES = (192_000, 160_000, 128_000, 112_000, 96_000, 80_000, 64_000, 48_000, 40_000)
LEAST_SOUND = 32_000
SOUND_TABLES = 1.05
# An easy picture comes out larger than it was meant to be.
BELOW_SOURCE = 0.9
MOST_FOR_AN_OLD_CODEC = 1.5


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


def source_bytes(draft: Draft, library: Library) -> int:
    """About how many bytes the parts in use have in their files."""
    used = draft.of(TrackType.VIDEO) or draft.of(TrackType.AUDIO)
    return round(sum(_share(segment, library.get(segment.source)) for segment in used))


def aim(limit: int, draft: Draft, library: Library, frame: Frame, codec: str) -> int:
    """The bytes to make of a film under a limit: no more than what it is made of has use for.

    That is what the clips weigh, in the bits of an older codec, and for a larger picture; and
    never less than what the picture needs to be seen.
    """
    clips = [(s, library.get(s.source)) for s in draft.of(TrackType.VIDEO)]
    laid = [(s, library.get(s.source)) for s in draft.of(TrackType.OVERLAY) if s.source]
    films = [(s, media) for s, media in [*clips, *laid] if media and _is_alike(media, codec)]
    if len(films) < len(clips) + len(laid):
        return limit
    weight = sum(_weight(s, media, frame, codec) for s, media in films)
    music = sum(_share(s, library.get(s.source)) for s in draft.of(TrackType.AUDIO))
    needed = _poor_bytes(frame, draft.duration)
    return min(limit, max(round((weight + music) * BELOW_SOURCE), needed))


def still_limit(draft: Draft, library: Library) -> int:
    """The bytes that a picture stays under; a JPEG does not become a larger one."""
    limit, clips = draft.canvas.max_bytes, draft.of(TrackType.VIDEO)
    photos = [media for s in clips if (media := library.get(s.source)) and media.codec == "mjpeg"]
    is_lone = len(clips) == 1 and photos and photos[0].kind == "image"
    return min(limit, photos[0].bytes) if is_lone else limit


def sound_rate(room: int, duration_ms: int) -> int:
    """The bits a second of a sound file that stays below so many bytes."""
    most = room / SOUND_TABLES * 8000 / max(duration_ms, 100)
    return next((rate for rate in SOUND_FILE_RATES if rate <= most), LEAST_SOUND)


def _is_alike(media: Media, codec: str) -> bool:
    """Whether a film of this codec can be compared with the file: a GIF only with a GIF."""
    return media.kind == "video" and (codec != "gif" or media.codec == "gif")


def _weight(segment: Segment, media: Media, frame: Frame, codec: str) -> float:
    old = min(DECENT_BITS.get(codec, 1) / DECENT_BITS.get(media.codec, 1), MOST_FOR_AN_OLD_CODEC)
    larger = frame.width * frame.height / max(media.width * media.height, 1)
    return min(_share(segment, media) * max(old, 1), media.bytes) * max(larger, 1)


def _share(segment: Segment, media: Media | None) -> float:
    if not media:
        return 0
    used = (segment.source_out - segment.source_in) / media.duration if media.duration else 1
    return media.bytes * min(max(used, 0), 1)


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


def least_bytes(width: int, height: int, fps: float, duration_ms: int, step: int = 100_000) -> int:
    """The smallest limit that `is_decent`, in bytes, rounded up to a multiple of `step`."""
    smallest = list(_smaller(Frame(width, height, fps or 30.0)))[-1]
    return (int(_poor_bytes(smallest, duration_ms) * 1.03) // step + 1) * step


def _poor_bytes(frame: Frame, duration_ms: int) -> int:
    bits = frame.width * frame.height * frame.fps * POOR_BITS + SOUND_RATES[-1]
    return int(bits * duration_ms / 8000)


def _smaller(frame: Frame) -> list[Frame]:
    made = [frame]
    short = min(frame.width, frame.height)
    for side in SHORT_SIDES:
        if side < short:
            width, height = frame.width * side / short, frame.height * side / short
            made.append(replace(frame, width=round(width / 2) * 2, height=round(height / 2) * 2))
    return made
