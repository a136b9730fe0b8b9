"""The order of clips, and which of them stay: swap, move, reverse the order, remove one."""

from __future__ import annotations

import re

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.references import CLIP, ORDER, clips, missing, numbers
from nemo_tui.studio.language.running_order import is_line_up
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import sequence

_REMOVE = (
    r"\b(?:leave|take|cut|throw|pull|kick)\b.*\b(?:out|away)\b|不用|"
    r"\b(?:remove|delete|drop|discard|throw|get rid|ditch|lose|take out|leave out|"
    r"scrap|bin|cut|cut out|skip|kill|exclude|without|don'?t (?:use|want|need|"
    r"include))\b|删|去掉|去除|移除|不要|扔|丢|剔除|拿掉"
)
_KEEP = (
    r"\b(?:keep|use|only|just|leave)\b.*\b(?:only|just|alone)\b|\b(?:only|"
    r"just) (?:keep|use|the|want|need|include|<F)|\bkeep (?:the |<F)|只(?:留|要|用|拼|接|合|"
    r"保留|需)|仅(?:保留|用)|保留第|留下第|^(?:就|请)?用第"
)
_SWAP = (
    r"\bswap\b|\bswitch (?:the )?(?:order|places|around|them|clips|<F)|\bexchange\b|"
    r"\btrade places\b|\bflip the order\b|交换|对调|互换|调换|换个?(?:顺序|位置)"
)
_REVERSE = (
    r"\breverse (?:the )?(?:order|sequence) ?|\b(?:in )?(?:the )?(?:opposite|"
    r"reverse[d]?|backwards?) order\b|\bother way (?:a)?round\b|(?:顺序|"
    r"次序)(?:.{0,3})(?:反|倒|颠)|倒序|反序|逆序|反过来(?:排|放|拼)|颠倒(?:顺序|过来)"
)
_MOVE = (
    r"\bas (?:the |an |my )?(?:intro|outro|opening|ending|opener)\b|(?:当|作为?|"
    r"做)(?:片头|片尾|开头|结尾)|"
    r"\bmove\b|\bput\b|\bplace\b|\bshift\b|\bbring\b|\bshould (?:come|go|be)\b|"
    r"\bmake\b.*\b(?:first|last)\b|\b(?:comes?|goes?) (?:first|last|before|after)\b|"
    r"移|挪|放|调|排|摆|换到"
)
_ENDS_ON = (
    r"^(?:please |and |then |it should |the (?:film|video) should )*(?:end|finish|close)s? "
    r"(?:on|with)\b"
)
_AGAIN = r"再(?:放|播|来|重复)|\bduplicate\b|\bcopy\b|\bonce more\b|\bagain\b|复制"
_SORT = (
    r"\b(?:sort|order|arrange)\b.*\b(?:length|duration|shortest|longest)\b|"
    r"按(?:照)?(?:时长|长度|长短).{0,6}排|从(?:长到短|短到长)"
)
_BECOMES = (
    r"<F(\d+)> ?(?:be |as |become )?(?:the |做|当|成为?|排在?|作为?)(first|last|第1|最后1) ?"
    r"(?:clip|video|one|photo|个|段)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Change the clips' order or drop some."""
    w = read(request, media)
    video = draft.of(TrackType.VIDEO)
    if (
        w.quotes
        or not video
        or w.has(
            r"\btext\b|\btitle\b|\bcaption|\bmusic\b|\bsound\b|\baudio\b|\bhear\b|标题|文字|"
            r"字幕|音|声|听"
        )
        or w.first("t") is not None
    ):
        return None
    if w.has(_AGAIN):
        return None
    if len(video) > 1 and w.has(_SORT):
        down = w.has(r"\blongest\b|\bdescending\b|从长到短|长的在前|最长.*前")
        return _told(w, draft, sorted(video, key=lambda s: -s.length if down else s.length))
    named = clips(w, draft) or _halves(w, request, video)
    if len(named) > 1 and is_line_up(w.text):
        lined = _lined_up(w, video)
        return _told(w, draft, [*lined, *(s for s in video if s not in lined)])
    if w.has(_REVERSE) and len(video) > 1:
        return _told(w, draft, list(reversed(video)))
    if w.has(_SWAP) and len(video) > 1:
        return _swapped(w, draft, video, named)
    if (
        (named or numbers(w))
        and w.has(_KEEP)
        and not w.has(r"\b(?:black|speed|slow|mute|crop|rotate)\b|黑白|速|静音|裁剪|旋转")
    ):
        return _only(w, draft, named)
    if (
        (named or missing(w, draft) is not None)
        and w.has(_REMOVE)
        and not w.has(r"\bhalf\b|\bframe|\bfrom\b|\bof (?:the|each)\b|半")
    ):
        return _removed(w, draft, video, named)
    if len(video) > 1 and named and (w.has(_MOVE) or (len(named) == 1 and w.has(_ENDS_ON))):
        return _moved(w, draft, list(video), named)
    return _which(w, video) if len(video) > 1 and not named and w.has(_UNNAMED) else None


def _which(w: Wording, video: tuple[Segment, ...]) -> Outcome:
    """What is in a picture is not known here: the clip has to be named."""
    names = ", ".join(f"{i} {s.label}" for i, s in enumerate(video[:12], 1))
    return w.ask(
        f"Which clip is that? I don't see what is in the picture. There are: {names}.",
        f"是哪一段?我看不到画面里的内容。现在有:{names}。",
    )


# `put the puppy first`: moved by what is to be seen in it.
_UNNAMED = (
    r"^(?:please |now |and )*(?:put|move|bring|place) (?:the|my) (?:[a-z]+ ){1,3}?(?:clip |one |"
    r"shot |video )?(?:first|last|(?:to|at) the (?:very )?(?:front|start|beginning|end))\W*$|"
    r"^(?:the|my) (?:[a-z]+ ){1,3}?(?:one|clip|shot|video) (?:should )?(?:goes?|comes?|be)(?: in)? "
    r"(?:first|last)\W*$|"
    r"^(?:把|请|将)*[^<\d,]{1,8}的(?:那|这)?(?:一?[段个]|视频|片段)?(?:要|应该)?(?:放|排|移|挪|调)(?:到|在)?"
    r"(?:最?前|最?后|开头|结尾|首位|末尾)面?(?:吧|去)?\W*$|"
    r"^(?:把|请|将)*[^<\d,第]{1,8}(?:那|这)一?[段个](?:视频)?(?:要|应该)?(?:放|排|移|挪|调)(?:到|在)?"
    r"(?:最?前|最?后|开头|结尾|首位|末尾)面?(?:吧|去)?\W*$"
)
_PLACE = r"<F(?P<file>\d+)>(?P<after>[^<,;]*)"


def _lined_up(w: Wording, video: tuple[Segment, ...]) -> list[Segment]:
    """The clips of a line-up: by the places that are named, else in the order of mention."""
    placed: list[tuple[float, Segment]] = []
    for at, m in enumerate(re.finditer(_PLACE, w.text), 1):
        nth = re.match(
            r" ?(?:should |must |comes? |goes |is |be |放|排|在|是|做|当|第?)*(?:the )?"
            r"(?:第?(\d)|\b(first|second|third|fourth|last)\b|(最后))",
            m["after"],
        )
        place: float = at
        leads_on = w.text[m.end() :].startswith("<")
        if nth and not (leads_on and not m["after"][nth.end() :].strip()):
            last = nth[3] or nth[2] == "last"
            place = 99 if last else int(nth[1] or ORDER[nth[2]]) - 0.5
        placed += [(place, s) for s in video if s.source == w.files[int(m["file"])].id]
    return [segment for _, segment in sorted(placed, key=lambda pair: pair[0])]


def _halves(w: Wording, request: Request, video: tuple[Segment, ...]) -> list[Segment]:
    """Right after a split in two, the first and the second half are its parts."""
    last = request.memory.get("last")
    if len(video) != 2 or not isinstance(last, dict) or last.get("kind") != "split":
        return []
    if w.has(r"\b(?:second|last|other|latter|2nd|end)\b|后半|后面|后一|后边"):
        return [video[1]]
    return (
        [video[0]] if w.has(r"\b(?:first|1st|beginning|start|front)\b|前半|前面|前一|前边") else []
    )


def _told(w: Wording, draft: Draft, order: list[Segment]) -> Outcome:
    result = sequence(draft, order)
    names = " → ".join(_names(result.of(TrackType.VIDEO)[:12]))
    return w.done(
        result,
        f"The order is now {names} ({clock(result.duration)}).",
        f"现在的顺序:{names}(共 {clock(result.duration)})。",
        last={"kind": "order"},
    )


def _names(clips: tuple[Segment, ...]) -> list[str]:
    """The clips' labels; parts of one file with their times in it."""
    labels = [s.label for s in clips]
    return [
        f"{s.label} {clock(s.source_in)}-{clock(s.source_out)}"
        if labels.count(s.label) > 1
        else s.label
        for s in clips
    ]


def _swapped(
    w: Wording, draft: Draft, video: tuple[Segment, ...], named: list[Segment]
) -> Outcome | None:
    order = list(video)
    if len(video) > 2 and (few := w.find(r"\b(first|last) 2\b(?! sec)|(前|最?后)2(?:个|段)")):
        named = list(video[:2] if few[1] == "first" or few[2] == "前" else video[-2:])
    pair = named[:2] if len(named) >= 2 else [video[0], video[-1]] if len(video) == 2 else []
    digits = [int(n) for n in re.findall(r"(?<![<\w.])(\d+)(?![\w.>])", w.text)]
    if not pair and len(digits) >= 2 and all(0 < n <= len(video) for n in digits[:2]):
        pair = [video[digits[0] - 1], video[digits[1] - 1]]
    if len(pair) < 2:
        return w.ask("Which two clips should change places?", "要交换哪两段素材?")
    a, b = order.index(pair[0]), order.index(pair[1])
    order[a], order[b] = order[b], order[a]
    return _told(w, draft, order)


def _only(w: Wording, draft: Draft, named: list[Segment]) -> Outcome | None:
    number = missing(w, draft)
    if number is not None:
        return _no_such(w, draft, number)
    return _told(w, draft, named) if named else None


def _removed(
    w: Wording, draft: Draft, video: tuple[Segment, ...], named: list[Segment]
) -> Outcome | None:
    number = missing(w, draft)
    if number is not None:
        return _no_such(w, draft, number)
    if not re.search(rf"{CLIP}|<F\d+>|段|张|个|条|视频|片|照片|图", w.text):
        return None
    rest = [s for s in video if s.id not in {n.id for n in named}]
    if not rest:
        return w.refuse(
            "I can't remove the only clip; without it nothing would be left.",
            "只有这一段素材,删掉就什么都没有了。",
        )
    result = sequence(draft, rest)
    gone = ", ".join(dict.fromkeys(s.label for s in named))
    return w.done(
        result,
        f"Removed {gone}; the video lasts {clock(result.duration)} now.",
        f"已删除 {gone},现在时长 {clock(result.duration)}。",
        last={"kind": "order"},
    )


def _no_such(w: Wording, draft: Draft, number: int) -> Outcome:
    count = len(draft.of(TrackType.VIDEO))
    return w.refuse(
        f"There is no clip {abs(number)}: the timeline has only {count}. Which one do you mean?",
        f"没有第 {abs(number)} 段:时间线上只有 {count} 段。您指的是哪一段?",
    )


def _moved(w: Wording, draft: Draft, order: list[Segment], named: list[Segment]) -> Outcome | None:
    becomes = w.find(_BECOMES)
    if becomes:
        named = [s for s in order if s.source == w.files[int(becomes[1])].id] or named
    moving = named[0]
    rest = [s for s in order if s.id != moving.id]
    beside = named[1] if len(named) > 1 else None
    if becomes:
        index = len(rest) if becomes[2] in ("last", "最后1") else 0
    elif beside and w.has(r"\bbefore\b|之前|前面|前边"):
        index = rest.index(beside)
    elif beside and w.has(r"\bafter\b|\bbehind\b|\bfollowing\b|之后|后面|后边"):
        index = rest.index(beside) + 1
    elif w.has(
        r"\bas (?:the |an |my )?(?:intro|opening|opener)|(?:当|作为?|做)(?:片头|开头)|"
        r"\b(?:to|at|in) the (?:very )?(?:front|start|beginning|top)\b|"
        r"\bfirst\b(?! (?:clip|video|one|photo))|\bbefore (?:everything|the (?:others|"
        r"rest))|最前|第1(?:个|段|位)?$|开头|前面|首位|最先|第1位"
    ):
        index = 0
    elif w.has(
        r"\b(?:end|finish|close)s? (?:on|with)\b|"
        r"\bas (?:the |an |my )?(?:outro|ending)|(?:当|作为?|做)(?:片尾|结尾)|\b(?:to|"
        r"at) the (?:very )?end\b|\blast\b(?! (?:clip|video|one|photo))|"
        r"\bafter (?:everything|the (?:others|rest))|最后|末尾|结尾|后面"
    ):
        index = len(rest)
    else:
        return None
    return _told(w, draft, [*rest[:index], moving, *rest[index:]])
