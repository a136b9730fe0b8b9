"""Faster, slower, slow motion; everything, one clip, or a stretch."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock, listed
from nemo_tui.studio.language.quantities import first
from nemo_tui.studio.language.references import clips, stretch
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import is_still, parts, respeed, sequence, within

_SPEED = (
    r"<x[\d.]+> (?:from|between|for|in|on|until) |<t\d+>[^,]{0,4}<x[\d.]+>|"
    r"\b(?:play|run)\b[^<]*\bat <p|<p[\d.]+>(?:的?速度)?播放|"
    r"(?:变|调|改)一?[个下]速|"
    r"^\W*<x[\d.]+>\W*$|\b(?:play|run|watch|playing|running)\b[^<]*<x[\d.]+>(?! times)|半速|"
    r"<p[\d.]+>的?速|"
    r"\bspeed(?:s|ed|ing)?\b|\bfast(?:er)?\b|"
    r"\bslow(?:er|ed|ly|s|ing)?\b|\bslow[- ]?mo(?:tion)?\b|\btime[- ]?lapse\b|"
    r"\bhyper[- ]?lapse\b|\bquick(?:er|en)?\b|\baccelerate|\bhalf[- ]speed\b|"
    r"\bdouble[- ]speed\b|\bpace\b|\bplayback\b|<x[\d.]+> (?:speed|faster|slower|"
    r"slow)|\bnormal speed\b|倍速|快进|加速|减速|慢动作|慢放|慢速|放慢|变慢|变快|"
    r"加快|调快|调慢|快放|速度|慢镜头|延时|快一?[点些]|慢一?[点些]|<x[\d.]+>(?:播放|"
    r"速|的速度)|快<x|慢<x"
)
_TOO = r"\btoo (?:fast|quick|slow)\b|太[快慢]"
_LONGER = (
    r"\b(?:twice|double|<x[\d.]+>) (?:as long|the (?:length|duration))|"
    r"(?:变|变成|变为)(?:原来的?)?(?:两|<x[\d.]+>)倍?的?(?:长|时长|长度)$|"
    r"(?:延长|拉长)(?:到|成|为)?(?:原来的?)?(?:两|<x[\d.]+>)倍?|"
    r"\bstretch(?:ed)? (?:it |this |the \w+ )?(?:out )?(?:to|over) <t|拉长(?:到|成|至)<t|"
    r"\b(?:make|fit|get|last|be|into?|exactly)\b[^<]{0,30}<t\d+>[^<]*"
    r"\bwithout (?:cut|trim|los|drop)\w*|"
    r"(?:不|别|不要)(?:剪|删|裁|丢)[^<]*(?:成|到|为)<t|(?:成|到|为)<t\d+>[^<]*(?:不|"
    r"别|不要)(?:剪|删|裁|丢)"
)
# Into so many seconds: said of time, and not of the file's size.
_SQUEEZED = (
    r"\b(?:squeeze|squash|fit|condense|shrink|cram|compress|pack)\b.*"
    r"\b(?:in|into|to|within|down to) (?:just |only |about |under )*<t|"
    r"(?:压缩?|浓缩|塞|缩|挤)(?:到|成|为|进|至)(?:大概|大约|差不多|第)?<t"
)
_PACE = r"\bspeed|\bslow|\bfast|\bquick|<x[\d.]+>|<p[\d.]+>|\bhalf\b|\bdouble\b|速|快|慢|倍"
_FAST = (
    r"\bfast(?:er)?\b|\bspeed(?:ed)? (?:\w+ ){0,4}?up\b|\bspeed up\b|\bquick|"
    r"\baccelerate|\bdouble|\btriple|\btime[- ]?lapse\b|\bhyper|快|加速|延时"
)
_RESTORED = r"\bback to normal\W*$|^(?:还是)?(?:恢复|调回|改回|变回)(?:到)?(?:正常|原样|原来)"
_SLOW = r"\bslow|\bhalf[- ]speed\b|\bspeed (?:\w+ ){0,3}?down\b|慢|减速"


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Set the speed."""
    said = read(request, media)
    w = _eased(said)
    last = request.memory.get("last")
    sped = isinstance(last, dict) and last.get("kind") == "speed"
    if (
        not (
            w.has(_SPEED)
            or said.has(_TOO)
            or (sped and w.has(_RESTORED))
            or squeezes_time(w)
            or w.has(_LONGER)
        )
        or w.quotes
        or w.has(
            r"\bslow(?:ly)? (?:zoom|pan|fade)|\bquick(?:ly)? fade|\bfade (?:slowly|quickly)|"
            r"缓慢|慢慢(?:地)?(?:放大|缩小|推近|拉远|移动)|\bzoom\b|\btransition|\btext\b|淡"
        )
    ):
        return None
    video = draft.of(TrackType.VIDEO)
    if not video:
        return w.ask("Please upload a video first.", "请先上传视频。")
    message = read(replace(request, text=request.message or request.text), media)
    w = _unusual(w, message, draft)
    if (
        w.has(
            r"\bnormal (?:speed|pace)\b|\boriginal (?:speed|pace)\b|\bback to (?:1|normal)|"
            rf"正常速度|原速|恢复速度|{_RESTORED}"
        )
        and w.first("x") is None
        and not w.has(_SLOW)
    ):
        return _told(w, draft, sequence(draft, [respeed(s, 1.0) for s in video]), 1.0, None)
    if several := _several(w, draft):
        return several
    span = _span(w, draft)
    if span and span.start >= draft.duration:
        length = clock(draft.duration)
        return w.refuse(f"The video is only {length} long.", f"视频只有 {length} 长,没有这一段。")
    if span is None and len(video) == 1 and w.has(_AN_END) and not w.values("t"):
        return w.ask(
            "Which seconds do you mean? For example “speed up the last 3 seconds”.",
            "具体是哪几秒?比如“最后3秒加速”。",
        )
    a, b = (span.start, min(span.end, draft.duration)) if span else (0, draft.duration)
    factor = _factor(w, b - a, span is not None)
    if factor is None:
        return w.ask(
            "How fast should it be? For example 2x, or half speed.",
            "要调到多快?比如 2 倍速或 0.5 倍速。",
        )
    if not 0.02 <= factor <= 100:
        return w.refuse(
            "I can't do that speed: anything from 0.02x to 100x is possible.",
            "速度可以在 0.02 倍到 100 倍之间,超出范围了。",
        )
    return _told(
        w, draft, _respeeded(w, draft, factor, a, b, span), factor, (a, b) if span else None
    )


def _eased(w: Wording) -> Wording:
    """`too fast` asks for slower."""
    slower, faster = (" ", " ") if w.first("x") else (" a bit slower ", " a bit faster ")
    text = re.sub(r"\btoo (?:fast|quick)\b|太快了?", slower, w.text)
    text = re.sub(r"\btoo slow\b|太慢了?", faster, text)
    return replace(w, text=text) if text != w.text else w


def squeezes_time(w: Wording) -> bool:
    """Whether all of it is to pass in so many seconds."""
    return w.has(_SQUEEZED) and not w.has(r"<b\d|缩短")


def _target(w: Wording) -> float | None:
    """The length that the stretch is to have: down to 5 s, 压缩到10秒; the last one named."""
    found = re.findall(
        r"(?:\b(?:to|in|into|lasts?|fits?|within|be|under)|到|成|为|进|至) ?"
        r"(?:just |only |about |exactly |大概|大约|差不多)*<t(\d+)>",
        w.text,
    )
    return float(found[-1]) if found else None


def _span(w: Wording, draft: Draft) -> spans.Span | None:
    """The stretch that is meant; `down to 5 seconds` is a length and not one."""
    text = (
        re.sub(
            (
                r"\b(?:to|in|into|lasts|it last|this last|video last|clip last|fits?|within|"
                r"exactly|be|be about) (?:just |only |about |under )*<t\d+>|(?:到|成|为|变成|进|至|"
                r"压到)(?:大概|大约|差不多)?<t\d+>"
            ),
            " ",
            w.text,
        )
        if not w.has(r"\b(?:from|between)\b|从|<t\d+> ?(?:-|~|到|至|to) ?第?<t")
        else w.text
    )
    return stretch(replace(w, text=text), draft)


_AN_END = (
    r"(?<!to )(?<!until )\b(?:the|its) (?:very )?"
    r"(?:ending|beginning|intro|outro|start|end|middle)\b"
    r"(?! (?:to|of) )|"
    r"^(?:把|让|请)*(?:结尾|开头|片头|片尾|中间)"
)
_USUAL = (
    r"\bnormal(?:ly)?\b|\bregular\b|\bas (?:it )?is\b|\buntouched\b|\bunchanged\b|"
    r"正常|原速|不变|不动|照常"
)
_PACE_NAMED = r"<[xp]|\bhalf\b|\bdouble\b|\bslow|\bfast|倍|慢|快"
_OTHERS = (
    r"\b(?:then|after(?:wards| that)?|from there|from then|onwards?|the rest|rest|remainder|"
    r"others?|everything else)\b|之后|以后|后面|前面|然后|剩下|其[他它余]|接着|再"
)


def _unusual(w: Wording, message: Wording, draft: Draft) -> Wording:
    """Without the stretch that stays as it is: the other one is meant."""
    total = draft.duration
    usual = [
        piece
        for piece in re.split(rf"{_JOINT}|\bafter (?=that)", message.text)
        if re.search(_USUAL, piece) and not re.search(_PACE_NAMED, piece)
        if spans.find(piece, total)
    ]
    rest = w.text.replace(usual[0], " ") if usual else ""
    if not re.search(_PACE, rest):
        return w
    kept = replace(w, text=rest)
    if _span(kept, draft) is not None or not message.has(_OTHERS):
        return kept
    stays = spans.find(usual[0], total)[0]
    a, b = (stays.end, total) if stays.start <= 0 else (0, stays.start)
    return replace(w, text=f"{rest} from <t{a}> to <t{b}>")


_JOINT = r",|;|，|；|\band\b|\bthen\b|\bwhile\b|\bbut\b|再|然后|而|接着"


def _several(w: Wording, draft: Draft) -> Outcome | None:
    """Stretches with a speed of their own, all of the film as it is now."""
    wanted: list[tuple[int, int, float]] = []
    for text in re.split(_JOINT, w.text):
        part = replace(w, text=text)
        span = _span(part, draft)
        factor = _factor(part, span.length, True) if span and part.has(_PACE) else None
        if span and factor:
            wanted.append((span.start, min(span.end, draft.duration), factor))
    wanted.sort()
    if len(wanted) < 2 or any(a[1] > b[0] for a, b in pairwise(wanted)):
        return None
    moments = sorted({moment for a, b, _ in wanted for moment in (a, b)})
    pieces = [
        respeed(s, s.look.speed * next((f for a, b, f in wanted if within(s, a, b)), 1.0))
        for s in parts(draft, *moments)
    ]
    result = sequence(draft, pieces)
    length = clock(result.duration)
    en = listed([f"{f:.3g}x from {clock(a)} to {clock(b)}" for a, b, f in wanted], "en")
    zh = listed([f"{clock(a)}-{clock(b)} {f:.3g} 倍速" for a, b, f in wanted], "zh")
    return w.done(
        result,
        f"It plays at {en} (times before the change); the video lasts {length} now.",
        f"已调整:{zh}(按修改前的时间),总时长 {length}。",
        last={"kind": "speed"},
    )


def _respeeded(
    w: Wording, draft: Draft, factor: float, a: int, b: int, span: spans.Span | None
) -> Draft:
    video = draft.of(TrackType.VIDEO)
    if span:
        pieces = [
            respeed(s, s.look.speed * factor) if within(s, a, b) else s for s in parts(draft, a, b)
        ]
        return sequence(draft, pieces)
    named = clips(w, draft) if len(video) > 1 else []
    ids = {s.id for s in named} or {s.id for s in video}
    fresh = _absolute(w)
    return sequence(
        draft,
        [
            (_whole(s, factor / s.look.speed) if fresh else _whole(s, factor)) if s.id in ids else s
            for s in video
        ],
    )


def _absolute(w: Wording) -> bool:
    """`4x` names the speed itself; `twice as fast` is said of the speed there is."""
    return w.first("x") is not None and not w.has(
        r"\b(?:as fast|faster|slower|times|quicker)\b(?!, )|快<x|慢<x|再|更"
    )


def _whole(segment: Segment, factor: float) -> Segment:
    return segment if is_still(segment) else respeed(segment, segment.look.speed * factor)


def _factor(w: Wording, length: int, ranged: bool) -> float | None:
    """How many times as fast."""
    if w.has(_LONGER):
        target = w.first("t")
        return length / target if target else 1 / (w.first("x") or 2.0)
    slow, fast = w.has(_SLOW), w.has(_FAST)
    times = w.first("x")
    if times is None and (
        m := re.search(
            (
                r"(?<![\d.<])(\d+(?:\.\d+)?) ?(?:speed|倍)|speed(?: to| at|"
                r" of)? (\d+(?:\.\d+)?)(?![\d.]*[<a-z%])"
            ),
            w.text,
        )
    ):
        times = float(m[1] or m[2])
    if times == 0:
        return 0.0
    if times:
        if w.has(r"(?:快|加速)(?:放|进|速)?了?<x1>|快一倍"):
            return 2.0
        if w.has(r"慢(?:放|速|动作)?了?<x1>|慢一倍"):
            return 0.5
        if times > 1 and slow and not w.has(r"<x[\d.]+> ?(?:speed|速|倍速)"):
            return 1 / times
        return times
    percent = first("p", w.text)
    if percent:
        return _by_percent(w, percent, slow, fast)
    if w.has(r"\bhalf\b|\bhalve\b|一半|半速|减半"):
        return 2.0 if fast and not slow and w.has(r"\bhalf the time\b|\bhalf as long") else 0.5
    if w.has(r"\bquarter\b"):
        return 0.25
    if w.has(r"\b(?:a|one|by|to) third\b|\bthird (?:of )?(?:the |its )?(?:speed|pace)"):
        return 1 / 3
    if w.has(r"\bdouble\b|\btwice\b|两倍|翻倍|加倍|快一倍"):
        return 0.5 if slow and not fast else 2.0
    if w.has(r"\btriple\b|\bthrice\b|三倍"):
        return 3.0
    if squeezes_time(w) and (squeezed := _target(w)):
        return length / squeezed
    target = w.first("t")
    if (
        target
        and not ranged
        and w.has(
            r"\b(?:to|in|into|last|lasts|fit|fits|within|be|long)\b|time[- ]?lapse|到|成|为|延时"
        )
    ):
        return length / target
    if w.has(r"time[- ]?lapse|hyper|延时"):
        return 8.0
    much = w.has(r"\b(?:much|a lot|way|really|very|super)\b|很多|非常|大幅")
    little = w.has(r"\b(?:a (?:bit|little|touch|tad)|slightly)\b|一点|一些|稍微|略")
    if slow and not fast:
        return 0.25 if much else 0.75 if little and not w.has(r"slow[- ]?mo|慢动作|慢镜头") else 0.5
    if fast and not slow:
        return 3.0 if much else 1.25 if little else 2.0
    return 0.5 if slow else None


def _by_percent(w: Wording, percent: float, slow: bool, fast: bool) -> float | None:
    share = percent / 100
    if w.has(
        r"<p[\d.]+> (?:faster|quicker)|\b(?:up|increase|faster)\b.*\bby <p|(?:提高|加快|"
        r"快|提升|增加)了?<p"
    ):
        return 1 + share
    if w.has(
        r"<p[\d.]+> slower|\b(?:down|reduce|decrease|slower)\b.*\bby <p|(?:降低|放慢|慢|"
        r"减慢|减少)了?<p"
    ) and not w.has(r"(?:到|至|为|成)(?:原来的?)?<p|\bto <p"):
        return 1 - share if share < 1 else None
    return share if share > 0 else None


def _told(
    w: Wording, before: Draft, draft: Draft, factor: float, stretch: tuple[int, int] | None
) -> Outcome:
    where = f" from {clock(stretch[0])} to {clock(stretch[1])}" if stretch else ""
    where_zh = f"({clock(stretch[0])}-{clock(stretch[1])})" if stretch else ""
    length = clock(draft.duration)
    speeds = {s.look.speed for s in draft.of(TrackType.VIDEO)}
    if stretch is None and len(speeds) == 1:
        factor = speeds.pop()
    return w.done(
        draft,
        f"It plays at {factor:.3g}x{where}; the video lasts {length} now.",
        f"已调整为 {factor:.3g} 倍速{where_zh},总时长 {length}。",
        last={"kind": "speed"},
    )
