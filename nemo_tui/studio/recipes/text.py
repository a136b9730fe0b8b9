"""Titles, captions and other words in the picture: add, change, move, restyle, remove."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.language import clock, listed
from nemo_tui.studio.placing import backdrop, colour_name, colours, position, text_size
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.references import CLIP, expanded, one_clip
from nemo_tui.studio.spans import find, shown
from nemo_tui.studio.timeline import add, drop, edit
from nemo_tui.studio.wording import Wording, read
from nemo_tui.studio.words import contents, shouted

NOUN = (
    r"\btitles?\b|\btexts?\b|\bcaptions?\b|\bheadings?\b|\bheadlines?\b|"
    r"\blower[ -]thirds?\b|\blabels?\b|\bwording\b|\bwords?\b|\blettering\b|"
    r"\bsubtitles?\b|\btaglines?\b|\bbanners?\b|"
    r"标题|文字|字幕|字样|文案|题目|片名|标语|文本|字儿|几个字|行字|[句段]话|个字|大字|小字|白字|"
    r"红字|黄字|黑字|字体"
)
_SAYS = (
    r"\b(?:call|name) (?:it|this)\b|(?:上|下|左|右|里|中)(?:写|打)(?!开)|标上|标注|印上|"
    r"(?:角|部|方|边|间|央|处|面)(?:显示|打上|写|标)|"
    r"\b(?:saying|(?:that|which|it|should|to) says?|that reads|reading|reads|write|"
    r"writes|written|titled?|caption|"
    r"type)\b|写上|写着|写个|写一|(?:角|部|边|方|侧|面|间|央|处)(?:用.{0,6})?写|打上|"
    r"打字|加字|加个字|标上|显示(?=<q)|配字|配文"
)
_REMOVE = (
    r"\bno (?:text|title|caption|subtitle)s?\b|"
    r"\b(?:remove|delete|drop|get rid|take (?:off|out|away|down)|lose|clear|erase|"
    r"hide|no more|kill|scrap|ditch|without)\b|\btake (?:the|that) .* (?:off|out|"
    r"away)|去掉|删|去除|移除|不要|取消|拿掉|清除|隐藏"
)
_CHANGE = (
    r"\b(?:change|replace|rename|edit|update|correct|fix|swap|reword|make|should|let|"
    r"set)\b.*?\b(?:to|say|says|read|reads|with|into|as|be)\b|改成|改为|换成|改叫|"
    r"替换|变成|更改|修改|改一下|应该是"
)
_MOVE = (
    r"\b(?:move|shift|place|put|bring|push|relocate|position|drag|align|stick|"
    r"cent(?:er|re)|raise|lower)\b|移|挪|放到|放在|摆到|调到|调整到|换到|改到|居中|靠"
)
_STYLE = (
    r"\b(?:bigger|larger|smaller|bolder|bold|longer|shorter|colou?r|font|tinier|huge|"
    r"size|thicker|outline|transparent|background)\b|大一?点|小一?点|大些|小些|更大|"
    r"更小|再大|再小|放大|缩小|变大|变小|颜色|字号|加粗|粗体|久一?点|长一?点|短一?点|"
    r"改成.色|换成.色|变成.色"
)
_STARTS = (
    r"\b(?:start|begin|appear|come in)\w*\b[^<]{0,12}<t\d+>(?!.*<t)|第<t\d+>(?:处|"
    r"时)?(?:开始|出现)(?!.*<t)"
)
_FADES = (
    r"\bfad(?:e|es|ing) (?:it|that|them|(?:the )?(?:text|title|caption|words?)) (?:in|out)|"
    r"\b(?:text|title|caption|words?|it|that) (?:should |to |must )?fad(?:e|es|ing)\b|"
    r"(?:文字|标题|字幕|字|它)[^,]{0,8}(?:淡[入出]|渐[显隐])"
)
_REWORDS = (
    r"\b(?:change|replace|rename|edit|reword|correct|fix|swap) (?:it|that|this)\b|"
    r"\b(?:say|says|read|reads)\b|改成|改为|换成|改叫|应该是|变成"
)
_IT = (
    r"^(?:no|nope|actually|wait|hmm|sorry|oops|ok|and|now|but|please|,|"
    r" )*(?:can you |could you |please )?(?:move|put|place|shift|make|bring|keep|"
    r"show|let|set|have|change|turn|give|i want|should|start|end|begin|stop|fade|"
    r"only)? ?(?:it|this|that|them)\b|"
    r"^(?:不|不对|不是|不要|还是|把|将|让|请|改|,| )*(?:它|这个|那个|这行|那行)|"
    r"^(?:no|actually|不|还是|改)"
)


# Said right after a text these are still wishes for the film.
_OF_THE_FILM = (
    r"\bfad(?:e|es)\b|淡[入出]|<[rxbfs][\d.:x]+>|\bmut|静音|\bspeed|\bslow|速|"
    r"\bblack and white|黑白|\btrim\b|\bcrop\b|\bexport|转成|导出|\bmusic\b|音乐"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Words in the picture."""
    w = read(request, media)
    if not w.quotes and w.has(
        r"\b(?:write|compose|draft)\b.*\b(?:essay|poem|e-?mail|letter|code|stor(?:y|ies)|"
        r"script|songs?|report|article|homework|blog)\b|写(?:一)?(?:首|篇|封)|(?:作文|"
        r"论文|诗|代码|报告)|"
        r"\btext me\b|\bin other words\b|subtitle file|字幕文件|\.srt"
    ):
        return None
    if (
        not w.quotes
        and not w.has(NOUN)
        and (w.files or w.has(r"\blogo\b|水印|图片|照片|视频|画中画"))
    ):
        return None
    texts = draft.of(TrackType.TEXT)
    handle = w.has(r"watermark|水印") and "@" in w.raw
    named = handle or w.has(NOUN) or w.has(_SAYS) or bool(shouted(w.raw) and not w.files)
    on_words = (
        request.memory.get("last", {}) if isinstance(request.memory.get("last"), dict) else {}
    )
    short = len(w.text) < 40 and (not w.has(_OF_THE_FILM) or w.has(_FADES))
    follows = bool(texts) and on_words.get("kind") == "text" and (w.has(_IT) or short)
    if not (named or (w.quotes and _lays_words(w)) or follows):
        return None
    if w.has(_REMOVE) and (named or follows or w.quotes) and not w.has(r"\badd\b|加上|改成|换成"):
        return _remove(w, draft, texts, request) if named or w.has(_IT) else None
    along = request.text != (request.message or request.text)
    another = along and bool(texts) and bool(shouted(w.raw)) and not w.has(_CHANGE)
    if texts and (named or follows) and not another:
        changed = _changed(w, draft, texts, request, follows)
        if changed:
            return changed
    if not (named or w.quotes):
        return None
    before = _known(texts, on_words) if along else None
    return _added(w, draft, before, request.message)


def _lays_words(w: Wording) -> bool:
    return w.has(
        r"\b(?:add|put|write|show|display|overlay|place|type|print|insert|burn|with|"
        r"stick|slap|have|lay|superimpose|make|watermark|end|open|start)\b.*<q|"
        r"<q\d+> (?:at|in|on|across|over|for|from|as|top|bottom)|"
        r"(?:加|写|放|打|显示|叠|标|印|配|插|出现|贴|上).*<q|<q\d+>.*(?:显示|出现|放在|"
        r"水印|作为|几个字)|水印.*<q"
    )


def _target(w: Wording, texts: tuple[Segment, ...], request: Request) -> Segment:
    """The text that is meant: quoted, named by its words, the one last touched, or the last."""
    for segment in texts:
        if any(q and q == segment.look.text for q in w.quotes):
            return segment
    for segment in texts:
        if segment.look.text.casefold() in w.raw.casefold() and len(segment.look.text) > 1:
            return segment
    last = request.memory.get("last")
    if isinstance(last, dict):
        found = next((s for s in texts if s.id == last.get("id")), None)
        if found and not w.has(r"\b(?:first|second|title)\b"):
            return found
    for role, words in (("title", r"\btitle\b|标题|片名"), ("caption", r"\bcaption\b|字幕")):
        found = next((s for s in reversed(texts) if s.look.role == role), None)
        if found and w.has(words):
            return found
    return texts[0] if w.has(r"\bfirst\b|第1") else texts[-1]


def _remove(
    w: Wording, draft: Draft, texts: tuple[Segment, ...], request: Request
) -> Outcome | None:
    if not texts:
        if not w.has(NOUN):
            return None
        return w.refuse("There is no text in the video to remove.", "视频里没有可以去掉的文字。")
    role = "title" if w.has(r"\btitle|标题|片名") else "caption" if w.has(r"\bcaption|字幕") else ""
    meant = tuple(
        t for t in texts if t.look.role in (role, "subtitle" if role == "caption" else role)
    )
    several = w.has(r"\ball\b|\bevery|s\b(?<!this)|全部|所有|都") or any(
        t.look.role == "subtitle" for t in meant
    )
    meant = meant or texts
    gone = list(meant) if several and not w.quotes else [_target(w, meant, request)]
    names = listed([f"“{s.look.text}”" for s in gone[:3]], w.language)
    return w.done(
        drop(draft, [s.id for s in gone]),
        f"Removed the text {names}.",
        f"已去掉文字{names}。",
        last={},
    )


def _changed(
    w: Wording, draft: Draft, texts: tuple[Segment, ...], request: Request, follows: bool
) -> Outcome | None:
    segment = _target(w, texts, request)
    adds = w.has(
        r"\b(?:add|another|also|new|second|one more|insert)\b|加上|加个|加一|再加|添加|"
        r"另|新的|新增|加入|加(?=<q)"
    )
    fresh = [q for q in w.quotes if q != segment.look.text]
    if adds and (fresh or contents(w)):
        return None
    if w.has(_CHANGE) and not w.has(_STYLE):
        said = w.has(NOUN) or w.has(_SAYS) or w.has(_REWORDS) or bool(shouted(w.raw))
        words = fresh or (contents(w) if said else [])
        if words and not (follows and not w.quotes and _styled(w, segment, draft) is not None):
            look = replace(segment.look, text=words[-1])
            new = replace(segment, look=look, label=words[-1])
            return _told(w, draft, new, request)
    if len(texts) > 1 and not w.quotes and w.has(r"\b(?:both|all)\b|都|全部|两个"):
        return _all_styled(w, draft, texts)
    restyled = _styled(w, segment, draft)
    if restyled is None or (fresh and not w.has(_CHANGE)):
        return None
    return _told(w, draft, restyled, request)


def _all_styled(w: Wording, draft: Draft, texts: tuple[Segment, ...]) -> Outcome | None:
    """`both at the top`: every text that is not a subtitle."""
    changed = [
        new
        for segment in texts
        if segment.look.role != "subtitle" and (new := _styled(w, segment, draft)) is not None
    ]
    for segment in changed:
        draft = edit(draft, segment)
    if not changed:
        return None
    told = listed([_described(w, segment, draft) for segment in changed], w.language)
    last = {"kind": "text", "id": changed[-1].id}
    return w.done(draft, f"Changed the texts: {told}.", f"已修改文字:{told}。", last=last)


def _styled(w: Wording, segment: Segment, draft: Draft) -> Segment | None:
    """The text with another place, colour, size or time, or None when none is named."""
    look, start, end = segment.look, segment.start, segment.end
    place = position(w.text)
    if place and (w.has(_MOVE) or not w.has(r"\bmiddle of the (?:video|clip)")):
        look = replace(look, position=place, x=None, y=None)
    named = [value for _, value in colours(w.text)]
    if named:
        pair = len(named) > 1 and w.has(_ON_GROUND)
        box = backdrop(w.text) is not None and not pair
        look = replace(look, box=look.box or box or pair)
        look = look if box else replace(look, colour=named[0] if pair else named[-1])
    size = look.size or 0.09
    if w.has(r"\btoo (?:big|large|huge)\b|太大"):
        look = replace(look, size=max(round(size / 1.5, 3), 0.025))
    elif w.has(
        r"\b(?:bigger|larger|enlarge|increase)\b|\btoo (?:small|tiny)\b|太小|"
        r"大一?[点些]|更大|再大|放大|变大|加大|大点"
    ):
        look = replace(look, size=min(round(size * 1.5, 3), 0.4))
    elif w.has(
        r"\b(?:smaller|tinier|shrink|reduce|decrease)\b|小一?[点些]|更小|再小|缩小|变小|减小|小点"
    ):
        look = replace(look, size=max(round(size / 1.5, 3), 0.025))
    elif wanted := text_size(w.text, 0):
        look = replace(look, size=wanted)
    if w.has(r"\bbold(?:er)?\b|加粗|粗体"):
        look = replace(look, bold=True)
    if w.has(_FADES) or w.has(r"\bfad(?:e|es|ing) (?:in|out)\b|淡[入出]"):
        return replace(segment, look=_faded(w, segment, look))
    start, end = _when(w, draft, (start, end), segment.length)
    if w.has(_STARTS) and segment.end < draft.duration:
        end = min(start + segment.length, draft.duration)
    if w.has(r"\blonger\b|久一?点|长一?点|长些|更久") and w.first("t") is None:
        end = min(draft.duration, end + max(1000, segment.length // 2))
    if w.has(r"\bshorter\b|短一?点|短些") and w.first("t") is None:
        end = start + max(500, segment.length // 2)
    new = replace(segment, look=look, start=start, length=end - start)
    return new if new != segment else None


def _faded(w: Wording, segment: Segment, look: Look) -> Look:
    """The look of words that fade, over the time that is named or half a second."""
    length = min(int(w.first("t") or 500), segment.length // 2)
    both = w.has(r"\bin and out\b|淡入淡出")
    if both or w.has(r"\bin\b|淡入|渐显"):
        look = replace(look, fade_in=length)
    if both or w.has(r"\bout\b|\baway\b|淡出|渐隐"):
        look = replace(look, fade_out=length)
    return look


def _when(w: Wording, draft: Draft, default: tuple[int, int], length: int) -> tuple[int, int]:
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


def _known(texts: tuple[Segment, ...], last: dict[str, Any]) -> Segment | None:
    """The text that the same message added just before."""
    return next((s for s in texts if s.id == last.get("id")), None)


def _added(w: Wording, draft: Draft, before: Segment | None, message: str) -> Outcome | None:
    words = contents(w)
    if not words:
        if w.has(
            r"\b(?:add|put|write|insert|give|need|want|overlay|place|show|make|create|stick|"
            r"slap|have)\b|\btitle it\b|加|写|打|配|放|上|弄|做|来"
        ):
            return w.ask(
                "What should the text say? For example: add the title “Summer Trip” at the top.",
                "要写什么文字?比如:在顶部加上标题“夏日旅行”。",
            )
        return None
    fresh: list[Segment] = []
    for part, content in _parts(w, words):
        beyond = next(
            (s for s in find(part.text, draft.duration) if s.start >= draft.duration), None
        )
        if fresh and fresh[0].look.role == "title" and not part.has(NOUN):
            part = replace(part, text=f"title {part.text}")
        segment = _placed_like(_segment(part, content, draft), part, fresh[-1] if fresh else before)
        if segment.length < 50 or (beyond and draft.duration):
            length = clock(draft.duration)
            return w.refuse(
                (
                    f"The video is only {length} long; the text would never be seen. "
                    "When should it show?"
                ),
                f"视频只有 {length} 长,文字不会出现。要在什么时间显示?",
            )
        draft = add(draft, TrackType.TEXT, segment)
        fresh.append(draft.of(TrackType.TEXT)[-1])
    told = listed([_described(w, s, draft) for s in fresh], w.language)
    memory = {"kind": "text", "id": fresh[-1].id, "new": message[:200] if len(fresh) < 2 else None}
    return w.done(draft, f"Added the text {told}.", f"已添加文字{told}。", last=memory)


def _parts(w: Wording, words: list[str]) -> list[tuple[Wording, str]]:
    """Several quoted texts in one clause, each with what is said about it."""
    if len(words) < 2 or len(w.quotes) != len(words):
        return [(w, words[0])]
    w = replace(w, text=expanded(w.text))
    cuts = [0]
    for i in range(len(words) - 1):
        between = re.search(rf"<q{i}>(.*?)<q{i + 1}>", w.text)
        if between is None:
            return [(w, word) for word in words]
        joint = re.search(r",|;|\band\b|\bthen\b|和|,|、|以及|然后", between[1])
        cuts.append(between.start(1) + (joint.start() if joint else len(between[1])))
    cuts.append(len(w.text))
    texts = [w.text[a:b] for a, b in pairwise(cuts)]
    if w.has(rf"\b{CLIP}\b"):
        texts = [
            re.sub(r"\b(first|second|third|fourth|last) (<q)", r"\1 clip \2", t) for t in texts
        ]
    return [(replace(w, text=text), word) for text, word in zip(texts, words, strict=True)]


def _segment(w: Wording, content: str, draft: Draft) -> Segment:
    total = draft.duration
    start, end = _when(w, draft, (0, total), 0)
    role: str = "title" if w.has(r"\btitle|\bheadline|\bheading|标题|片名|题目") else "caption"
    mark = w.has(r"watermark|水印")
    default = "bottom-right" if mark else "center" if role == "title" else "bottom"
    named = [value for place, value in colours(w.text)]
    box = w.has(r"\b(?:background|box|backdrop|banner)\b|底色|背景|底框|黑底|白底|红底|色块|底板")
    letters = [v for v in named if v != backdrop(w.text)] if box else named
    if len(named) > 1 and w.has(_ON_GROUND):
        letters, box = named[:1], True
    look = Look(
        text=content,
        role="title" if role == "title" else "caption",
        position=position(w.text) or ("bottom-right" if w.has(_CORNER) else default),
        size=text_size(w.text, 0) or (0.05 if mark else 0.0),
        colour=letters[0] if letters else "#ffffff",
        box=box,
        bold=w.has(r"\bbold\b|加粗|粗体"),
        opacity=0.6 if mark else 1.0,
    )
    if w.has(r"\bfad(?:e|es|ing) in\b|淡入"):
        look = replace(look, fade_in=500)
    if w.has(r"\bfad(?:e|es|ing)(?: in and)? out\b|淡出"):
        look = replace(look, fade_out=500)
    return Segment("text-1", "", content, start, max(end - start, 0), 0, max(end - start, 0), look)


_CORNER = r"\b(?:in|into|to) (?:the|a|one) corner\b|(?:在|放)?角落"
_ON_GROUND = (
    r"\b(?:white|black|yellow|red|blue|green)(?: text| letters| words)? on (?:a )?"
    r"(?:white|black|yellow|red|blue|green)\b"
)


def _placed_like(segment: Segment, w: Wording, before: Segment | None) -> Segment:
    """In the place of the text before it, if none is named and it is of the same kind."""
    if before is None or position(w.text) or segment.look.role != before.look.role:
        return segment
    if segment.start < before.end and before.start < segment.end:
        return segment
    return replace(segment, look=replace(segment.look, position=before.look.position))


_PLACES_ZH = {
    "top": "顶部", "bottom": "底部", "center": "中间", "left": "左侧", "right": "右侧",
    "top-left": "左上角", "top-right": "右上角", "bottom-left": "左下角", "bottom-right": "右下角",
}  # fmt: skip


def _described(w: Wording, segment: Segment, draft: Draft) -> str:
    place = segment.look.position
    times = f"{clock(segment.start)}-{clock(segment.end)}"
    look = segment.look
    name = colour_name(look.colour, w.language) if look.colour != "#ffffff" else ""
    size = f"{look.size:.0%}" if look.size else ""
    en = ", ".join(filter(None, [place, times, name, size and f"{size} high"]))
    zh = ",".join(
        filter(None, [_PLACES_ZH.get(place, place), times, name, size and f"字高 {size}"])
    )
    return w.say(f"“{look.text}” ({en})", f"“{look.text}”({zh})")


def _told(w: Wording, draft: Draft, segment: Segment, request: Request) -> Outcome:
    result = edit(draft, replace(segment, source_out=segment.length))
    told = _described(w, segment, draft)
    before = request.memory.get("last")
    new = before.get("new") if isinstance(before, dict) else None
    last = {"kind": "text", "id": segment.id, "new": new}
    if new and new == request.message[:200]:
        return w.done(result, f"Added the text {told}.", f"已添加文字{told}。", last=last)
    return w.done(result, f"Changed the text: {told}.", f"已修改文字:{told}。", last=last)
