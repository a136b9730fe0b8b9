"""Cut stretches out, or keep only some: the first 3 s, from 4 s to 8 s, the middle half."""

from __future__ import annotations

import re

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock, listed, seconds
from nemo_tui.studio.language.references import each_clip, one_clip
from nemo_tui.studio.language.spans import Span
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.trim_verbs import by_length, is_dropped, judged
from nemo_tui.studio.timeline import cut, is_still, keep, sequence, split

_VERB = (
    r"\bstop (?:it|this|the (?:video|clip|film)) (?:at|after) <t|^\W*<t\d+> long\b|播(?:放)?到|"
    r"\bnothing (?:after|before|past|beyond)\b|"
    r"各去|去<t|"
    r"<t\d+>.{0,6}够|\b(?:is|are) (?:enough|plenty)\b|\bwill do\b|"
    r"<t\d+> out\b|<t\d+> (?:long )?(?:version|teaser)\b|"
    r"\b(?:under|within|at most|no longer than|shorter than) <t|<t\d+> (?:max|tops|"
    r"or less|or under)\b|"
    r"<t\d+>(?:以内|之内|以下)|不超过<t|"
    r"\bneeds\b|\bgo\b|\bbegin|\blimit|\bcap\b|需要|从第?<t\d+>(?:处|的地方)?开始|"
    r"<t\d+>(?:处|的地方)?开始播|"
    r"<t\d+> off\b|"
    r"\btrim|\bcut\b|\bchop|\bsnip|\bshorten|\bclip (?:it|this|the)\b|\bkeep\b|"
    r"\bonly\b|\bjust\b|\bremove\b|\bdelete\b|\bdrop\b|\bdiscard\b|\bthrow\b|\bbin\b|"
    r"\bget rid\b|\bskip\b|\bextract\b|\btake\b|\buse\b|"
    r"\bstart\b|\bend\b|\bwithout\b|\bwant\b|\bneed\b|\bgive me\b|\bgrab\b|\bget\b|"
    r"\bleave\b|\bshave\b|\blose\b|\bditch\b|\bmake\b|\bslice|\bcrop\b|\bstrip\b|"
    r"\bretain\b|\bselect\b|\bpick\b|\blop\b|\bedit\b|\breduce\b|\berase\b|\bomit\b|"
    r"\bexclude\b|\bscrap\b|\bkill\b|\bdon'?t (?:need|want)|\bgone\b|\b(?:length|"
    r"duration)\b|\bshould\b|\bno (?:first|last)|"
    r"剪|裁|截|切|删|去掉|去除|(?<!停)留|总?时?长度?.{0,4}(?:改|变|调|设|为|成)|结束|"
    r"到第?<t\d+>(?:处|的地方)?(?:结束|为止|停)|只要|只看|不要|掐|扔|丢|砍|移除|取|缩短|"
    r"我要|想要|想留|就要|去头|去尾|拿掉|"
    r"跳过|剔除|只用|只需|减掉|除去|提取|多余|从<t\d+>开始|要前|要后|要中"
)
_BARE = (
    r"^\W*(?:please |can you |could you |just |pls |u |can )*(?:trim|cut|shorten|"
    r"clip|chop|snip)(?: (?:it|this|that|my|the|video|clip|a bit|a little|something|"
    r"bits|parts|down|bit|"
    r"shorter|footage|one|up|some|of|for me|please|<F\d+>))*\W*$|"
    r"\bmake (?:it|this|the (?:video|clip)|<F\d+>) (?:a (?:bit|little) |much |"
    r"some ?what )?shorter\b|^\W*(?:a (?:bit|little) )?shorter(?: please)?\W*$|"
    r"^\W*(?:please |can you |could you |just |pls |i |i'd |want |only |would like |like |"
    r"need )*(?:cut|take|get|give|grab|"
    r"pull|clip|snip|have|see)?(?: me| us| out| just| only| to have)*(?: ?a| ?some| ?one)? "
    r"(?:little |"
    r"short |small |nice )*(?:pieces?|parts?|bits?|snippet|section|portion|clip|excerpt|chunk|"
    r"stretch|fragment)(?: out)? (?:of|from|out of) (?:it|this|that|the (?:video|clip|film|"
    r"footage)|"
    r"my (?:video|clip)|<F\d+>)(?: video| clip)?(?: please| for me)*\W*$|"
    r"\bit'?s too long\b|\btoo long\b|"
    r"^\W*(?:please |can you |could you |just |pls )*(?:remove|delete|drop|take|cut|trim|"
    r"lose)(?: out| away)? "
    r"(?:some|a|one|the|a few|a little)? ?(?:parts?|sections?|bits?|pieces?|portions?|"
    r"scenes?|stuff|seconds)"
    r"(?: out| away| off)?(?: (?:of|from|out of) (?:it|this|the video|the clip|<F\d+>))?\W*$|"
    r"^(?:请|帮我|麻烦|把|给我)*(?:视频|片子|它|其中|里面|中间|的)*(?:删|剪|裁|切|"
    r"去)(?:掉|除|去)(?:其中|里面)?的?"
    r"(?:一小?段|一点|一些|一?部分|几秒|点|多余的?部分?)\W*$|"
    r"^(?:请|帮我|麻烦|把|给我|能不能|可以)*(?:这个|这段|我的|视频|片子|它|一下|"
    r"<F\d+>|我|想要?|要|从|它|里面?|其中|中间|的|给)*(?:剪|裁剪|剪辑|剪短|裁|截|修剪|缩短|"
    r"剪裁|裁短|剪切|截取|切)(?:一下|"
    r"一小?段|一部分|小?段|一点|短|一些|点|下来?|出来?|给我|这个|这段|视频|片子|吧|我的|它|个|就行|就好)*"
    r"\W*$|太长了|(?:短|"
    r"再短)(?:一?点|一些)"
)
_ONE_SIDE = (
    r"\b(?:ending|beginning|start|end|intro|outro|boring (?:bit|part|bits|parts)|"
    r"best (?:bit|part)|middle|bad (?:bit|part)|unwanted|silly bit|unnecessary)\b|"
    r"开头|结尾|片头|片尾|中间|无聊|精彩|多余|没用|废"
)


# Something other than a cut is asked for a stretch: black and white only for the first 4 seconds.
_TREATMENT = (
    r"\bblack (?:and|&) white|\bgr[ae]y|\bsepia|\bbright|\bdarker|\bcontrast|\bsatur|"
    r"\bblur|\bsharp|\bwarm|\bspeed|\bslow|\bfast|\bmut(?:e|ed)\b|\bvolume|\bloud|"
    r"\bsilence|\bbleep|\bcensor|\bquiet|\bfade|\brotate|\bflip|\bmirror|\bfreeze|\bzoom|\bmusic\b|\bsubtitle|"
    r"\breverse|\bbackwards|黑白|灰|调亮|调暗|对比|饱和|模糊|锐化|暖|速|慢动作|快|"
    r"静音|音量|音乐|淡入|淡出|旋转|翻转|镜像|定格|放大|倒放|字幕"
)
_EACH_SO_LONG = (
    r"^(?:every|each|all) (?:of the |the )?(?:clips?|videos?|shots?|parts?)(?: is|"
    r" are| should be| to)? <t\d+>"
    r"(?: long| each)?$|^<t\d+> (?:of|from|out of) (?:each|every)(?: (?:one|clip|video))?$|"
    r"^每(?:一)?(?:段|个|条)(?:视频|片段|素材)?(?:都|只|各|取|留|要)*<t\d+>$"
)


# The sound of a stretch is kept, and not the stretch.
_SOUND_KEPT = (
    r"\b(?:keep|leave|retain) (?:the |its |original |only the )*(?:sound|audio|voices?|music)\b|"
    r"\b(?:sound|audio|voice)s? (?:stays?|on|normal|back)\b|"
    r"(?:保留|留着?|要|有|恢复)(?:原来的?|原)?(?:声|音)|(?:声音|原声)(?:保留|留着|不变|正常)"
)
SHORTEST_MS = 100
_CUTS = (
    r"\b(?:cut|trim|remove|delete|keep|drop|chop|snip|extract|discard|shorten)\b|剪|删|截|留|裁|切"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Keep or drop stretches of the timeline, of one clip, or of every clip."""
    w = read(request, media)
    last = request.memory.get("last")
    cut_before = isinstance(last, dict) and last.get("kind") == "trim"
    if cut_before and len(w.text) < 40 and w.first("t") is None and w.has(r"\btoo short\b|太短"):
        return w.ask(
            "How long should it be? For example “make it 7 seconds”.", "要多长?比如“改成7秒”。"
        )
    if (
        len(draft.of(TrackType.VIDEO)) > 1
        and w.has(_EACH_SO_LONG)
        and not any(is_still(s) for s in draft.of(TrackType.VIDEO))
    ):
        return each(w, draft)
    along = request.text != (request.message or request.text)
    if along and re.match(r"\W*<t\d+> long\b", w.text):
        return None
    if w.quotes or not w.has(_VERB):
        return _vague(w, draft) if w.has(_BARE) else None
    if w.has(_TREATMENT) and not w.has(_CUTS):
        return None
    if w.has(_SOUND_KEPT):
        return None
    if w.has(r"\bin (?:full |normal )?colou?r\b|\bcolou?red\b|彩色|原色"):
        return None
    if w.has(r"\bcrop\b.*\bcent(?:er|re)\b"):
        return None
    if w.has(r"(?<![a-z])(?:gif|mp3|wav|m4a|webm|png|jpe?g)(?![a-z])|动图"):
        return None
    if each_clip(w) and len(draft.of(TrackType.VIDEO)) > 1:
        return each(w, draft)
    chosen = one_clip(w, draft)
    total = chosen.length if chosen else draft.duration
    found = spans.find(w.text, total)
    if not found:
        found = by_length(w, total)
    if not found:
        return _vague(w, draft)
    if (
        chosen is None
        and w.first("t") is None
        and w.first("p") is None
        and not w.has(r"half|third|quarter|半")
    ):
        return None
    return _apply(w, draft, found, chosen)


def _vague(w: Wording, draft: Draft) -> Outcome | None:
    if w.first("t") is not None or w.first("p") is not None:
        return None
    named = w.has(r"\btrim\b|\bcut\b|\bshorten|\bremove\b|剪|裁|删|去掉|截") and w.has(_ONE_SIDE)
    if not (
        w.has(_BARE)
        or (
            named
            and not w.has(
                r"text|title|music|sound|audio|文字|标题|音|字幕|silen|black bars|黑边|静"
            )
        )
    ):
        return None
    length = clock(draft.duration)
    return w.ask(
        f"Which part should I keep or remove? The video lasts {length}; for example: "
        "“keep the first 5 seconds” or “cut out 0:02 to 0:04”.",
        f"要保留或删掉哪一段?视频时长 {length},比如:“只留前5秒”或“删掉第2秒到第4秒”。",
    )


def _apply(w: Wording, draft: Draft, found: list[Span], chosen: Segment | None) -> Outcome | None:
    total = chosen.length if chosen else draft.duration
    verdicts = judged(w, found)
    problem = _out_of_range(w, [span for span, _ in verdicts], total, [d for _, d in verdicts])
    if problem:
        return problem
    drops = [span for span, dropped in verdicts if dropped]
    keeps = _meeting([span for span, dropped in verdicts if not dropped], total)
    if (drops and not keeps) or (all(_covers(d, keeps) for d in drops) and drops):
        result = _without(draft, drops, chosen)
    else:
        result = _only(draft, keeps, chosen)
    if result.duration < SHORTEST_MS:
        return w.refuse(
            f"That would leave nothing: the video lasts only {clock(total)}.",
            f"这样就什么都不剩了:视频只有 {clock(total)}。",
        )
    return _told(w, draft, result, drops, keeps)


def _meeting(keeps: list[Span], total: int) -> list[Span]:
    """`start at 2s and stop at 10s`: an open start and an open end make one stretch."""
    starts = [s for s in keeps if s.end >= total and s.start > 0 and s.kind in ("from", "length")]
    ends = [s for s in keeps if s.start <= 0 and s.end < total and s.kind in ("until", "length")]
    if len(keeps) == 2 and starts and ends and starts[0].start < ends[0].end:
        return [Span(starts[0].start, ends[0].end, "range")]
    return keeps


def _covers(drop: Span, keeps: list[Span]) -> bool:
    """`keep the rest` names no stretch; a kept stretch beside a dropped one is its complement."""
    return bool(keeps) and all(k.end <= drop.start or k.start >= drop.end for k in keeps)


def _out_of_range(w: Wording, found: list[Span], total: int, dropped: list[bool]) -> Outcome | None:
    for span, gone in zip(found, dropped, strict=True):
        start_beyond = span.start >= total or span.start < 0
        end_beyond = span.end > total + 400
        whole = gone and span.start <= 0 and span.end >= total
        if span.kind == "length" and span.start == 0 and end_beyond and not gone:
            length, wanted = clock(total), seconds(span.end, "en")
            return w.ask(
                f"It lasts only {length}. Shall I slow it down (“stretch it to {wanted}”) or "
                "repeat "
                f"it (“loop it to {wanted}”)?",
                f"视频只有 {length}。请问要放慢(“拉长到{span.end / 1000:g}秒”),还是循环"
                f"(“循环到{span.end / 1000:g}秒”)?",
            )
        if start_beyond or whole or (end_beyond and span.kind != "until") or span.length <= 0:
            length = clock(total)
            return w.refuse(
                f"The video is only {length} long, so that part does not exist. "
                f"Which part between 0:00 and {length} do you mean?",
                f"视频只有 {length} 长,没有这一段。您想要 0:00 到 {length} 之间的哪一段?",
            )
    return None


def _without(draft: Draft, drops: list[Span], chosen: Segment | None) -> Draft:
    offset = chosen.start if chosen else 0
    for span in sorted(drops, key=lambda s: -s.start):
        draft = cut(draft, offset + span.start, offset + min(span.end, draft.duration))
    return draft


def _only(draft: Draft, keeps: list[Span], chosen: Segment | None) -> Draft:
    if chosen:
        tail, head = keeps[-1], keeps[0]
        result = (
            cut(draft, chosen.start + tail.end, chosen.end) if tail.end < chosen.length else draft
        )
        return cut(result, chosen.start, chosen.start + head.start) if head.start > 0 else result
    if len(keeps) == 1:
        return keep(draft, keeps[0].start, keeps[0].end)
    pieces: list[Segment] = []
    for span in keeps:
        pieces.extend(keep(draft, span.start, span.end).of(TrackType.VIDEO))
    return sequence(draft, pieces)


def each(w: Wording, draft: Draft) -> Outcome | None:
    clips = draft.of(TrackType.VIDEO)
    result: list[Segment] = []
    for clip in clips:
        found = spans.find(w.text, clip.length) or by_length(w, clip.length) or _head(w)
        if not found:
            return None
        span, dropped = found[0], is_dropped(w, found[0])
        if span.end > clip.length + 400 or span.start < 0:
            span = Span(max(span.start, 0), min(span.end, clip.length), span.kind)
        result.extend(_piece(clip, found if dropped else [span], dropped))
    edited = sequence(draft, result)
    length = clock(edited.duration)
    return w.done(
        edited,
        f"Trimmed each of the {len(clips)} clips; together they last {length} now.",
        f"已把 {len(clips)} 段素材逐一剪好,总时长 {length}。",
    )


def _head(w: Wording) -> list[Span]:
    """`2 seconds from each`: the first two."""
    length = w.first("t")
    return [Span(0, int(length), "length")] if length else []


def _piece(clip: Segment, found: list[Span], dropped: bool) -> list[Segment]:
    """What stays of one clip."""
    start, end = 0, clip.length
    for span in found:
        if not dropped:
            start, end = max(start, span.start), min(end, span.end)
        elif span.start <= 0:
            start = max(start, span.end)
        else:
            end = min(end, span.start)
    if end - start < 50:
        return []
    piece = clip if end >= clip.length else split(clip, end)[0]
    return [piece if start <= 0 else split(piece, start)[1]]


def _told(w: Wording, before: Draft, after: Draft, drops: list[Span], keeps: list[Span]) -> Outcome:
    total = seconds(after.duration, w.language)
    if drops and not (keeps and not _covers(drops[0], keeps)):
        cuts = listed(
            [f"{clock(s.start)}-{clock(min(s.end, before.duration))}" for s in drops], w.language
        )
        return w.done(
            after,
            f"Cut out {cuts}; {total} remain.",
            f"已剪掉 {cuts},剩余 {total}。",
            last={"kind": "trim"},
        )
    kept = listed([f"{clock(s.start)}-{clock(s.end)}" for s in keeps], w.language)
    return w.done(
        after, f"Trimmed to {kept} ({total}).", f"已保留 {kept},共 {total}。", last={"kind": "trim"}
    )
