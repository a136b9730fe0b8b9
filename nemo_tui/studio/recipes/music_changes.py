"""The music that is there: louder or quieter, faded, ducked, moved, repeated, gone."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock, say
from nemo_tui.studio.language.wording import Wording
from nemo_tui.studio.recipe import Language, Outcome
from nemo_tui.studio.recipes.music_places import (
    STOPS,
    stretch_of,
)
from nemo_tui.studio.timeline import edit, extend, looked

QUIETER = (
    r"\b(?:quieter|softer|lower|down|reduce|decrease|less loud|too loud|drowns?|"
    r"overpower\w*|turn it down)\b|小一?[点些]|小声|调小|调低|降低|减小|太大|太响|"
    r"太吵|轻一?[点些]|压低|盖过|低一?[点些]"
)
LOUDER = (
    r"\b(?:louder|raise|up|increase|boost|too quiet|can'?t hear)\b|大一?[点些]|大声|"
    r"调大|调高|提高|增大|太小|响一?[点些]|听不"
)
DUCK = (
    r"\bduck(?:ing|ed|s)?\b|\b(?:lower|dip|reduce|quieter|drop|fade)s?\b.*\b(?:when|"
    r"while|whenever|under|during)\b.*\b(?:speak|speaks|speech|talk|talks|talking|"
    r"voice|speaking|dialog)|\bunder (?:the )?(?:speech|voice|dialog|talking)|"
    r"说话(?:的?时候?|时)|人声(?:出现|时|的时候|部分)|闪避|自动(?:降低|压低|减小)|"
    r"有人声"
)
ONCE = (
    r"\b(?:don'?t|no|not|without) (?:\w+ )?(?:loop|repeat)|\bonce\b|不(?:要)?(?:循环|"
    r"重复)|只放一遍|播一遍|一次"
)


def removed(w: Wording, draft: Draft, lanes: tuple[Segment, ...]) -> Outcome | None:
    if not lanes and w.has(r"\baudio\b|\bsound\b|声") and not w.has(r"\bmusic\b|音乐"):
        return None
    if not lanes:
        return w.refuse(
            "There is no music on the timeline to remove.", "时间线上没有可以去掉的音乐。"
        )
    named = [s for s in lanes if any(f.id == s.source for f in w.files)]
    kept = tuple(s for s in lanes if s not in named) if named else ()
    return w.done(
        draft.with_segments(TrackType.AUDIO, kept),
        "Removed the music.",
        "已去掉背景音乐。",
        last={},
    )


def changed(w: Wording, draft: Draft, lanes: tuple[Segment, ...]) -> Outcome | None:
    """Volume, fades, ducking, stretch of the music that is there."""
    named = [s for s in lanes if any(f.id == s.source for f in w.files)]
    result, told = draft, []
    for lane in named or lanes:
        new = shaped(w, lane)
        level = _level(w, lane)
        if level is not None:
            new = looked(new, volume=level)
        if w.has(ONCE):
            new = extend(looked(new, loop=False), new.length)
        elif w.has(r"\bloop|\brepeat|循环|重复"):
            new = replace(new, length=max(draft.duration - new.start, 1))
            new = looked(new, loop=True)
        start, end = stretch_of(w, draft)
        if start == 0 and re.search(STOPS, w.text):
            start = new.start
        moved = (start, end) != (0, draft.duration) and not w.has(r"fad|淡")
        if moved and end > start:
            room = (
                end - start if new.look.loop else min(end - start, new.source_out - new.source_in)
            )
            new = replace(new, start=start, length=room)
        if new == lane:
            continue
        result = edit(result, new)
        told.append(new)
    if not told:
        return None
    lane = told[-1]
    times = f"{clock(lane.start)}-{clock(lane.end)}"
    return w.done(
        result,
        f"Music: {times}, volume {lane.look.volume:g}%{_manner(lane, 'en')}.",
        f"音乐已调整:{times},音量 {lane.look.volume:g}%{_manner(lane, 'zh')}。",
        last={"kind": "music", "id": lane.id},
    )


def _manner(lane: Segment, language: Language) -> str:
    """What is told of fades and ducking."""
    look, told = lane.look, ""
    if look.audio_fade_in or look.audio_fade_out:
        told += say(language, ", faded", ",带淡入淡出")
    if look.duck:
        told += say(language, ", ducked under speech", ",有人声时自动压低")
    return told


def _level(w: Wording, lane: Segment) -> float | None:
    now = lane.look.volume
    if w.has(DUCK) and w.first("p") is None:
        return None
    if w.has(r"fad|淡") and not w.has(QUIETER) and w.first("p") is None:
        return None
    decibel = w.first("d")
    if decibel is not None:
        return round(now * 10 ** ((-abs(decibel) if w.has(QUIETER) else decibel) / 20), 1)
    percent = w.first("p")
    if percent is not None:
        by = w.has(r"\bby <p") or w.has(r"(?:降低|减小|减少|提高|增加|增大|调低|调高)了?<p")
        if by:
            return round(now * (1 - percent / 100 if w.has(QUIETER) else 1 + percent / 100), 1)
        return percent
    if w.has(r"\bhalf\b|\bhalve\b|一半|减半"):
        return now / 2
    if w.has(r"\btwice\b|\bdouble\b|翻倍|大一倍|两倍"):
        return now * 2
    if w.has(QUIETER):
        return round(now * 0.5, 1)
    return round(now * 1.7, 1) if w.has(LOUDER) else None


def shaped(w: Wording, lane: Segment) -> Segment:
    """Fades and ducking that are named along with the music."""
    out = w.find(
        r"(?:fad(?:e|es|ing)[ -]?(?:\w+ ){0,2}?out|fade (?:\w+ ){1,2}?(?:at|towards|near) the "
        r"(?:very )?end|(?<=> and )out|fade (?:the )?end|淡出|渐弱|"
        r"渐小)[^<,,]{0,24}(?:<t(\d+)>)?"
    )
    into = w.find(
        r"(?:fad(?:e|es|ing)[ -]?(?:\w+ ){0,2}?(?:(?<!out )in\b|up\b)|in and out|淡入|"
        r"渐强)[^<,,]{0,20}(?:<t(\d+)>)?"
    )
    both = w.has(r"in and out|淡入淡出")
    ms = int(w.first("t") or 0) if w.has(r"fad|淡") else 0
    if out or both:
        lane = looked(
            lane, audio_fade_out=min(int(out[1]) if out and out[1] else ms or 2000, lane.length)
        )
    if into or both:
        lane = looked(
            lane,
            audio_fade_in=min(
                int(into[1]) if into and into[1] else _spanned(w) or 2000, lane.length
            ),
        )
    if w.has(DUCK):
        lane = looked(lane, duck=True)
    return lane


def _spanned(w: Wording) -> int:
    """The time over which something is to come, in ms; 0 when none is named."""
    over = w.find(
        r"(?:\b(?:over|for|during|within|in)|开头|片头|前|用)(?: the)?(?: first| about)?的? "
        r"?<t(\d+)>"
    )
    return int(over[1]) if over else 0
