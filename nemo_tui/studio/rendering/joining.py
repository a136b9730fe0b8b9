"""Segments into one stream: cuts, dips, and transitions in which two overlap."""

from collections.abc import Sequence
from dataclasses import replace

from nemo_tui.studio.draft import Segment

CROSSING = {
    "crossfade": "fade",
    "dissolve": "dissolve",
    "fade": "fade",
    "wipe_left": "wipeleft",
    "wipe_right": "wiperight",
    "wipe_up": "wipeup",
    "wipe_down": "wipedown",
    "slide_left": "slideleft",
    "slide_right": "slideright",
    "slide_up": "slideup",
    "slide_down": "slidedown",
}
SHORTEST_MS = 45  # one frame at 24 a second
DIPS = {"fade_black": "black", "fade_white": "white"}


def overlap(before: Segment, segment: Segment) -> int:
    """How long a segment is seen together with the one before it, in ms.

    What is too short to be seen is a cut: below a frame xfade drops all that follows.
    """
    if segment.look.transition not in CROSSING:
        return 0
    shortest = min(before.length, segment.length) - 80
    shared = min(segment.look.transition_ms, before.end - segment.start, shortest)
    return shared if shared >= SHORTEST_MS else 0


def join(
    segments: Sequence[Segment], prefix: str, fps: float, *, sound: bool
) -> tuple[list[str], str]:
    """The filters that join `[prefix0]`, `[prefix1]`, ... and the label of the result."""
    lines: list[str] = []
    label, length = f"{prefix}0", segments[0].length
    for index, segment in enumerate(segments[1:], 1):
        shared = overlap(segments[index - 1], segment)
        shared = shared if shared * fps >= 1000 else 0
        made = f"{prefix}j{index}"
        pair = f"[{label}][{prefix}{index}]"
        if not shared:
            kind = "v=0:a=1" if sound else "v=1:a=0"
            settle = "" if sound else f",fps={fps:g},settb=AVTB"
            lines.append(f"{pair}concat=n=2:{kind}{settle}[{made}]")
        elif sound:
            lines.append(f"{pair}acrossfade=d={shared / 1000:.3f}:c1=tri:c2=tri[{made}]")
        else:
            offset = (length - shared) / 1000
            name = CROSSING[segment.look.transition]
            lines.append(
                f"{pair}xfade=transition={name}:duration={shared / 1000:.3f}:offset={offset:.3f}"
                f",fps={fps:g},settb=AVTB[{made}]"
            )
        label, length = made, length + segment.length - shared
    return lines, label


def with_dips(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The same segments, dips written as a fade out before and a fade in after the cut."""
    made = list(segments)
    for index, segment in enumerate(segments):
        colour = DIPS.get(segment.look.transition)
        if not colour or index == 0:
            continue
        half = min(segment.look.transition_ms // 2, segment.length, made[index - 1].length)
        before = made[index - 1]
        made[index - 1] = replace(
            before, look=replace(before.look, fade_out=half, fade_colour=colour)
        )
        made[index] = replace(segment, look=replace(segment.look, fade_in=half, fade_colour=colour))
    return tuple(made)
