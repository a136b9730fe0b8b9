"""A plain black or white picture: before, after or between clips, with words if wanted."""

from __future__ import annotations

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock, seconds
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.language.words import contents
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import add, parts, sequence

_BLANK = (
    r"\b(?:black|white|blank|empty)(?: title| text)? (?:screen|frame|slide|clip|gap|"
    r"pause|picture|card)\b|"
    r"<t\d+> (?:of )?(?:a |plain |pure )?(?:black|blank|white)\b(?! (?:and|bars?|"
    r"text|letters|box|background))|"
    r"黑屏|黑幕|黑画面|白屏|空白画面|纯[黑白](?:画面|屏)|[黑白]色?画面"
)
_LAY = (
    r"\b(?:add|put|insert|place|leave|have|show|start|begin|open|end|finish|close|"
    r"give|want|need|with)\b|"
    r"加|插|放|留|来|接|用"
)
_NOT = (
    r"\bfade|\bdip\b|\bflash|\btransition|\bbars?\b|\bremove\b|\bdelete\b|"
    r"\bblack and white|淡|转场|过渡|黑场|黑边|去掉|删|变黑"
)
_BETWEEN = r"\bbetween\b|之间|中间|每段|每个"
_START = (
    r"\b(?:start|beginning|front|begin|open|opening|intro|before|first)\b|开头|片头|"
    r"前面|开始|最前"
)
_END = r"\b(?:end|finish|close|closing|outro|after|last)\b|结尾|片尾|最后|末尾|后面"
_WHITE = r"\bwhite (?:\w+ )?(?:screen|frame|slide|card|gap)|白屏|白色?画面"
DEFAULT_MS = 2000


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Put a plain picture into the timeline."""
    w = read(request, media)
    if not (w.has(_BLANK) and w.has(_LAY)) or w.has(_NOT) or not draft.of(TrackType.VIDEO):
        return None
    moment, length = _moment_and_length(w)
    colour = "#ffffff" if w.has(_WHITE) else "#000000"
    fresh = _plain(max(length, 100), colour)
    placed = _placed(w, draft, fresh, moment)
    if placed is None:
        return w.ask(
            "Where should it go: at the start, at the end, or between the clips?",
            "要放在哪里:开头、结尾,还是片段之间?",
        )
    result, starts = placed
    words = contents(w)
    for start in starts if words else []:
        result = add(result, TrackType.TEXT, _words(words[0], start, fresh))
    return _told(w, result, fresh, starts, words)


def _moment_and_length(w: Wording) -> tuple[int | None, int]:
    """Where it is to come, if a time is named for that, and how long it stays; in ms."""
    at = w.find(r"\b(?:at|after) (?:the )?<t(\d+)>|第<t(\d+)>(?:处|时|后|的)")
    moment = int(next(g for g in at.groups() if g)) if at else None
    times = [int(v) for v in w.values("t")]
    if moment is not None and (len(times) > 1 or not w.has(rf"{_START}|{_END}|{_BETWEEN}")):
        times.remove(moment)
        return moment, times[0] if times else DEFAULT_MS
    return None, times[0] if times else DEFAULT_MS


def _plain(length: int, colour: str) -> Segment:
    name = "white" if colour == "#ffffff" else "black"
    look = Look(colour=colour)
    return Segment("blank-1", "", name, 0, length, 0, length, look, {"still": True})


def _words(text: str, start: int, blank: Segment) -> Segment:
    ink = "#000000" if blank.look.colour == "#ffffff" else "#ffffff"
    look = Look(text=text, role="title", position="center", colour=ink)
    return Segment("text-1", "", text, start, blank.length, 0, blank.length, look)


def _placed(
    w: Wording, draft: Draft, fresh: Segment, moment: int | None
) -> tuple[Draft, list[int]] | None:
    """The draft with the plain picture where it is wanted, and where that is on the timeline."""
    video = list(draft.of(TrackType.VIDEO))
    if w.has(_BETWEEN) and len(video) > 1:
        clips = [piece for clip in video for piece in (clip, fresh)][:-1]
    elif moment is not None and 0 < moment < draft.duration:
        pieces = parts(draft, moment)
        index = sum(1 for s in pieces if s.start + s.length / 2 < moment)
        clips = [*pieces[:index], fresh, *pieces[index:]]
    elif w.has(_END):
        clips = [*video, fresh]
    elif w.has(_START):
        clips = [fresh, *video]
    else:
        return None
    result = sequence(draft, clips)
    known = {s.id for s in video}
    starts = [s.start for s in result.of(TrackType.VIDEO) if not s.source and s.id not in known]
    return result, starts


def _told(w: Wording, draft: Draft, fresh: Segment, starts: list[int], words: list[str]) -> Outcome:
    at = ", ".join(clock(start) for start in starts)
    total = clock(draft.duration)
    text = f", saying “{words[0]}”" if words else ""
    text_zh = f",文字“{words[0]}”" if words else ""
    name_zh = "白色" if fresh.label == "white" else "黑色"
    return w.done(
        draft,
        f"Added a {fresh.label} picture of {seconds(fresh.length, 'en')} at {at}{text}; "
        f"the video lasts {total} now.",
        f"已在 {at} 加入{name_zh}画面 {seconds(fresh.length, 'zh')}{text_zh},总时长 {total}。",
        last={"kind": "blank"},
    )
