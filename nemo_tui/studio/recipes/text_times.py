"""When words are seen, and how a text is told of."""

from __future__ import annotations

import re

from nemo_tui.studio.draft import Draft, Segment
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.placing import colour_name
from nemo_tui.studio.language.references import one_clip
from nemo_tui.studio.language.spans import shown
from nemo_tui.studio.language.wording import Wording

_PLACES_ZH = {
    "top": "顶部", "bottom": "底部", "center": "中间", "left": "左侧", "right": "右侧",
    "top-left": "左上角", "top-right": "右上角", "bottom-left": "左下角", "bottom-right": "右下角",
}  # fmt: skip


def when(w: Wording, draft: Draft, default: tuple[int, int], length: int) -> tuple[int, int]:
    """When the words are seen."""
    total = draft.duration
    found = shown(w.text, total)
    if found:
        start, end = max(found[0].start, 0), min(found[0].end, total)
        if start == 0 and found[0].kind in ("until", "length") and length and default[0] < end:
            start = default[0]
        return (start, end) if end - start >= 50 else default
    clip = one_clip(w, draft)
    if clip:
        return clip.start, clip.end
    if w.has(
        r"\b(?:whole|entire|all the way|throughout|full (?:video|length)|all the time|"
        r"the whole time|always)\b|全程|整个视频|整段|一直|始终|从头到尾"
    ):
        return 0, total
    last = re.search(r"<t(\d+)>", w.text)
    if last and w.has(
        r"\b(?:at|starting|from|after) <t|在第?<t\d+>(?:处|时|的|开始)?|第<t\d+>|"
        r"<t\d+>(?:处|时|的时候)"
    ):
        return min(int(last[1]), total), total
    span = int(last[1]) if last else 0
    if w.has(
        r"\b(?:at|in|near|for|to|on) the (?:very )?(?:end|ending|outro)\b|"
        r"\bend(?:ing)? (?:title|card|screen|credits?)\b|\bclosing\b|\bend (?:it |"
        r"the video )?with\b|\boutro\b|片尾|结尾|最后|末尾|结束时"
    ):
        return max(0, total - (span or 3000)), total
    if w.has(
        r"\b(?:at|in|from) the (?:very )?(?:start|beginning|opening|intro)\b|\bopening\b|"
        r"\bintro\b|\bopen with\b|片头|开头|开场|一开始"
    ):
        return 0, min(span or 3000, total)
    if span:
        start = default[0] if default[1] else 0
        return start, min(start + span, total)
    return default


def described(w: Wording, segment: Segment, draft: Draft) -> str:
    place = segment.look.position
    times = f"{clock(segment.start)}-{clock(segment.end)}"
    look = segment.look
    name = colour_name(look.colour, w.language) if look.colour != "#ffffff" else ""
    size = f"{look.size:.0%}" if look.size else ""
    en = ", ".join(filter(None, [place, times, name, size and f"{size} high"]))
    zh = ",".join(
        filter(None, [_PLACES_ZH.get(place, place), times, name, size and f"字高 {size}"])
    )
    words = look.text.replace("\n", " / ")
    return w.say(f"“{words}” ({en})", f"“{words}”({zh})")
