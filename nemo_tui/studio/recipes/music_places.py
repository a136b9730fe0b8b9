"""Where music goes: a stretch, under some clips, several sounds in one wish or in turn."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.references import clips, expanded
from nemo_tui.studio.language.wording import Wording
from nemo_tui.studio.recipe import Library, Media

_JOINT = r",|;|、|\band\b|\bthen\b|\bfollow|和|再|然后|接着|之后|后半|最后"
_TURNS = (
    r"\bthen\b|\bfollow|\bfirst\b|\bafter(?:wards| that)?\b|\bone after\b|\bin (?:a row|turn|"
    r"sequence|that order|this order)\b|\bnext\b|先|再|然后|接着|之后|依次|顺序|轮流|放完"
)
_UNDER = (
    r"\b(?:under|for|over|during|beneath|below|behind|on|in|to|with)\b|段|个|给|配|<F\d+>.*<F\d+>"
)
STOPS = (
    r"\b(?:stops?|ends?|finish(?:es)?|until|till|off|out|cut it)\b[^<]{0,14}<t(\d+)>|"
    r"第?<t(\d+)>(?:的时候|的地方|处|时|后)?(?:就)?(?:停|结束|关掉|收|没)"
)
SPOKEN = r"\bvoice recording\b|录音|\bvoice[- ]?over\b|\bmy voice\b|\bnarration\b|旁白|配音|解说"


def each_sound(w: Wording) -> list[tuple[Wording, Media]]:
    """Several sounds in one clause, each with what is said about it."""
    w = replace(w, text=expanded(w.text))
    marks = [
        (m, w.files[int(m[1])])
        for m in re.finditer(r"<F(\d+)>", w.text)
        if int(m[1]) < len(w.files) and w.files[int(m[1])].kind == "audio"
    ]
    if len(marks) < 2:
        return []
    cuts = [0]
    for (before, _), (after, _) in pairwise(marks):
        joint = re.search(_JOINT, w.text[before.end() : after.start()])
        cuts.append(before.end() + joint.start() if joint else after.start())
    cuts.append(len(w.text))
    return [
        (replace(w, text=w.text[a:b]), item)
        for (_, item), (a, b) in zip(marks, pairwise(cuts), strict=True)
    ]


def by_what_they_are(w: Wording, media: Library) -> Wording:
    """`music at 20% and the voiceover on top`: the two sounds by what they are."""
    sounds = media.of("audio")
    spoken = [m for m in sounds if re.search(r"voice|narrat|speech|旁白|配音|解说", m.name, re.I)]
    songs = [m for m in sounds if m not in spoken]
    if len(spoken) != 1 or not songs or any(f.kind == "audio" for f in w.files):
        return w
    count = len(w.files)
    voice = r"(?:\bthe |\bmy )?\b(?:voice[- ]?over|narration)\b|旁白|配音|解说"
    song = r"(?:\bthe |\bsome |\bbackground )*\b(?:music|song)\b|背景音乐|音乐|配乐"
    text = re.sub(voice, f" voiceover <F{count}> ", w.text, count=1)
    both = re.sub(song, f" music <F{count + 1}> ", text, count=1)
    if text == w.text or both == text:
        return w
    return replace(w, text=both, files=(*w.files, spoken[0], songs[0]))


def in_turn(w: Wording, draft: Draft, several: list[tuple[Wording, Media]]) -> list[Wording]:
    """What is said of each sound, with its stretch where they play one after the other."""
    parts, total = [part for part, _ in several], draft.duration
    if not w.has(_TURNS):
        return parts
    even, starts, at = total // len(parts), [], 0
    for part, item in several:
        placed = stretch_of(part, draft)
        free = placed == (0, total)
        starts.append(at if free else placed[0])
        at = starts[-1] + min(item.duration, even * 2) if free else placed[1]
    if starts[-1] > total - 1000:
        starts = [even * i for i in range(len(parts))]
    return [
        replace(part, text=f"{part.text} from <t{a}> to <t{b}>")
        if stretch_of(part, draft) == (0, total)
        else part
        for part, (a, b) in zip(parts, pairwise([*starts, total]), strict=True)
    ]


def stretch_of(w: Wording, draft: Draft) -> tuple[int, int]:
    """Where the music is wanted: a stretch, under some clips, from a moment on, or everywhere."""
    total = draft.duration
    text = re.sub(
        (
            r"fad\w*[ -](?:in|out|up|down)?[^,<]{0,34}<t\d+>|<t\d+>[^,]{0,8}fade?[ -](?:in|"
            r"out)|淡[入出][^,,<]{0,6}<t\d+>|"
            r"(?:最后|结尾|末尾|片尾|开头|片头|前|后)?的?<t\d+>(?:的时候|时|里|内)?的?"
            r"(?:音乐|声音|配乐|再|要|慢慢|渐渐|逐渐|,)*(?:地)?"
            r"(?:淡入|淡出|消失|变小|减弱|渐弱|渐强|变大)"
        ),
        " ",
        w.text,
    )
    found = spans.find(text, total)
    if found:
        return max(found[0].start, 0), min(found[0].end, total)
    under = clips(replace(w, text=text), draft) if w.has(_UNDER) else []
    if under and len(under) < len(draft.of(TrackType.VIDEO)):
        return min(s.start for s in under), max(s.end for s in under)
    moment = re.search(
        (
            r"\b(?:at|from|after|starting|start|in at) (?:the )?<t(\d+)>|<t(\d+)> (?:in\b|"
            r"into)|(?:从|"
            r"在|到)第?<t(\d+)>(?:处|"
            r"的|时|才|再|开始|起|进)|第?<t(\d+)>(?:的时候|的地方|处|时)?(?:开始|起|进|响|放)"
        ),
        text,
    )
    until = re.search(STOPS, text)
    end = min(int(next(g for g in until.groups() if g)), total) if until else total
    if moment:
        start = min(int(next(g for g in moment.groups() if g)), total)
        return start, end if end > start else total
    if until:
        return 0, end
    return 0, total
