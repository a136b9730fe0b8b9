"""Wishes that a clause names besides the one it was taken for: a muted 720p version."""

from __future__ import annotations

import re
from collections.abc import Callable

from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.wording import Wording

_SILENT_FORMATS = frozenset({"gif", "jpg", "png", "webp"})
# What only describes the clip that is there, or is not wanted, is no wish.
_GIVEN = re.compile(
    r"(?:\b(?:the|this|that|my|these|those|from|of|not|n't|no|never|without|instead of|rather than|"
    r"has|have|had|except|but|un)|别|不|不要|除了?|这[个段]|那[个段]|把)\W*(?:\w+ )?$"
)
_SHAPE = r"(?:vertical|portrait|square|landscape|<r[\d.]+:[\d.]+>)"


def _grey(draft: Draft) -> object:
    return any(s.look.grey for s in draft.of(TrackType.VIDEO))


def _silent(draft: Draft) -> object:
    canvas = draft.canvas
    off = any(s.look.volume == 0 for s in draft.of(TrackType.VIDEO))
    return off or canvas.mute or canvas.audio_only or canvas.format in _SILENT_FORMATS


def _backwards(draft: Draft) -> object:
    return any(s.look.reverse for s in draft.of(TrackType.VIDEO))


def _pace(draft: Draft) -> object:
    return any(s.look.speed != 1 for s in draft.of(TrackType.VIDEO))


def _size(draft: Draft) -> object:
    return draft.canvas.width and draft.canvas.height


def _rate(draft: Draft) -> object:
    return draft.canvas.fps


def _format(draft: Draft) -> object:
    return draft.canvas.format


def _limit(draft: Draft) -> object:
    return draft.canvas.max_bytes


_FEATURES: tuple[tuple[str, Callable[[Draft], object], str], ...] = (
    (r"\bblack and white\b|\bgr[ae]yscale\b|黑白", _grey, ""),
    (
        r"\b(?:without(?: any)?|no) (?:sound|audio)\b|\bmuted?\b|\bsilent\b|静音|无声",
        _silent,
        "mute",
    ),
    (r"\b(?:reversed?|backwards|in reverse)\b|倒放", _backwards, ""),
    (
        r"\b(?:half|double) speed\b|\bslow[- ]mo(?:tion)?\b|<x[\d.]+> speed\b|慢放(?!大)|慢动作|"
        r"<x[\d.]+>速",
        _pace,
        "",
    ),
    (
        rf"\b(?:as|to|into|in|a|an) (?:a |an )?{_SHAPE}|^{_SHAPE}|竖屏|竖版|方形|横屏|"
        r"<r[\d.]+:[\d.]+>",
        _size,
        "",
    ),
    (r"<s0x\d+>", _size, ""),
    (r"<f[\d.]+>", _rate, ""),
    (r"\bas an? (?:gif|webm)\b|做成(?:gif|动图)", _format, ""),
    (r"\b(?:under|below|less than|within|at most|up to|max(?:imum)?) <b\d+>", _limit, ""),
    (r"<b\d+>(?:以内|以下|之内)|(?:不超过|小于|低于)<b\d+>", _limit, ""),
)  # fmt: skip
# Edits that say these words in a sense of their own: crop to a square, in reverse order.
_OWN_WORDS: dict[Callable[[Draft], object], tuple[str, ...]] = {
    _silent: ("music", "volume", "mute"),
    _backwards: ("order", "slideshow", "join", "loop"),
    _pace: ("motion", "slideshow", "loop", "freeze"),
    _size: ("crop", "split_screen", "slideshow"),
}
_MADE_OF = r"\b(?:as|into|in|to)\b|做成|变成|转成|弄成|改成"


def left_over(w: Wording, before: Draft, after: Draft, kind: str) -> list[str]:
    """What the clause asks for besides, in words of its own; nothing that the edit did already."""
    if w.quotes or not after.of(TrackType.VIDEO):
        return []
    found = [] if kind not in ("aspect", "resize", "frame_rate") else _stretch(w, before, after)
    for pattern, state, words in _FEATURES:
        said = re.search(pattern, w.text)
        if (
            said is None
            or kind in _OWN_WORDS.get(state, ())
            or state(after)
            or state(before) != state(after)
        ):
            continue
        if not _GIVEN.search(w.text[: said.start()]):
            found.append(words or said[0])
    return found


def _stretch(w: Wording, before: Draft, after: Draft) -> list[str]:
    """`the first 4 seconds as a vertical video`: the film is to be that long."""
    named = spans.find(w.text, before.duration)
    if len(named) != 1 or named[0].kind not in ("head", "tail", "range", "middle"):
        return []
    span = named[0]
    beyond = span.start < 0 or span.end > before.duration
    if beyond or after.duration != before.duration:
        return []
    if not re.search(_MADE_OF, w.text[span.where[1] :]):
        return []
    return [f"keep only {w.text[slice(*span.where)]}"]
