"""Changing the words that are in the picture: what they say, where, when, how they look."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.studio.draft import Draft, Look, Segment
from nemo_tui.studio.language.bilingual import listed
from nemo_tui.studio.language.placing import backdrop, colours, position, text_size
from nemo_tui.studio.language.references import ORDER
from nemo_tui.studio.language.wording import Wording
from nemo_tui.studio.language.words import contents, shouted
from nemo_tui.studio.recipe import Outcome, Request
from nemo_tui.studio.recipes.text_times import described, when
from nemo_tui.studio.timeline import edit

NOUN = (
    r"\btitles?\b|\btexts?\b|\bcaptions?\b|\bheadings?\b|\bheadlines?\b|"
    r"\blower[ -]thirds?\b|\blabels?\b|\bwording\b|\bwords?\b|\blettering\b|"
    r"\bsubtitles?\b|\btaglines?\b|\bbanners?\b|"
    r"标题|文字|字幕|字样|文案|题目|片名|标语|文本|字儿|几个字|行字|[句段]话|个字|大字|小字|白字|"
    r"红字|黄字|黑字|字体"
)
SAYS = (
    r"\b(?:call|name|label) (?:it|this|the \w+ (?:one|clip|part|video|photo|scene))\b|"
    r"第\d+(?:个|段|张|条)(?:视频|片段|素材|照片)?(?:叫做?|名为|命名为)|(?:上|下|左|右|里|中)(?:写|打)(?!开)|标上|标注|印上|"
    r"(?:角|部|方|边|间|央|处|面)(?:显示|打上|写|标)|"
    r"\b(?:saying|(?:that|which|it|should|to) says?|that reads|reading|reads|write|"
    r"writes|written|titled?|caption|"
    r"type)\b|写上|写着|写个|写一|(?:角|部|边|方|侧|面|间|央|处)(?:用.{0,6})?写|打上|"
    r"打字|加字|加个字|标上|显示(?=<q)|配字|配文"
)
CHANGE = (
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
FADES = (
    r"\bfad(?:e|es|ing) (?:it|that|them|(?:the )?(?:text|title|caption|words?)) (?:in|out)|"
    r"\b(?:text|title|caption|words?|it|that) (?:should |to |must )?fad(?:e|es|ing)\b|"
    r"(?:文字|标题|字幕|字|它)[^,]{0,8}(?:淡[入出]|渐[显隐])"
)
_CALLS = r"\b(?:call|name|label)\b|叫|名为"
_REWORDS = (
    r"\b(?:change|replace|rename|edit|reword|correct|fix|swap) (?:it|that|this)\b|"
    r"\b(?:say|says|read|reads)\b|改成|改为|换成|改叫|应该是|变成"
)
_NTH = (
    rf"\b({'|'.join(ORDER)}) (?:one|text|title|caption|label|clip|part|photo|video)\b|"
    r"第(\d+)(?:个|条|段|张)|(最后)1?(?:个|条|段|张)"
)
ON_GROUND = (
    r"\b(?:white|black|yellow|red|blue|green)(?: text| letters| words)? on (?:a )?"
    r"(?:white|black|yellow|red|blue|green)\b"
)


def changed(
    w: Wording, draft: Draft, texts: tuple[Segment, ...], request: Request, follows: bool
) -> Outcome | None:
    segment = target(w, texts, request)
    adds = _nth(w, texts) is None and w.has(
        r"\b(?:add|another|also|new|second|one more|insert)\b|加上|加个|加一|再加|添加|"
        r"另|新的|新增|加入|加(?=<q)"
    )
    fresh = [q for q in w.quotes if q != segment.look.text]
    if adds and (fresh or contents(w)):
        return None
    if len(fresh) > 1 and len(fresh) == len(texts) and w.has(CHANGE):
        return _all_reworded(w, draft, texts)
    if fresh and w.has(_CALLS) and _nth(w, texts):
        look = replace(segment.look, text=fresh[-1])
        return _told(w, draft, replace(segment, look=look, label=fresh[-1]), request)
    if w.has(CHANGE) and not w.has(_STYLE):
        said = w.has(NOUN) or w.has(SAYS) or w.has(_REWORDS) or bool(shouted(w.raw))
        words = fresh or (contents(w) if said else [])
        if words and not (follows and not w.quotes and _styled(w, segment, draft) is not None):
            look = replace(segment.look, text=words[-1])
            new = replace(segment, look=look, label=words[-1])
            return _told(w, draft, new, request)
    if len(texts) > 1 and not w.quotes and w.has(r"\b(?:both|all)\b|都|全部|两个"):
        return _all_styled(w, draft, texts)
    restyled = _styled(w, segment, draft)
    if restyled is None or (fresh and not w.has(CHANGE)):
        return None
    return _told(w, draft, restyled, request)


def target(w: Wording, texts: tuple[Segment, ...], request: Request) -> Segment:
    """The text that is meant: quoted, named by its words, the one last touched, or the last."""
    for segment in texts:
        if any(q and q == segment.look.text for q in w.quotes):
            return segment
    for segment in texts:
        if segment.look.text.casefold() in w.raw.casefold() and len(segment.look.text) > 1:
            return segment
    if (nth := _nth(w, texts)) is not None:
        return nth
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


def _nth(w: Wording, texts: tuple[Segment, ...]) -> Segment | None:
    """The text that is named by its number among several."""
    found = w.find(_NTH)
    if found is None or len(texts) < 2:
        return None
    number = ORDER[found[1]] if found[1] else int(found[2] or -1)
    index = number - 1 if number > 0 else len(texts) + number
    return texts[index] if 0 <= index < len(texts) else None


def _all_reworded(w: Wording, draft: Draft, texts: tuple[Segment, ...]) -> Outcome:
    """`change the texts to “One”, “Two” and “Three”`: each text gets its words."""
    for segment, words in zip(texts, w.quotes, strict=True):
        look = replace(segment.look, text=words)
        draft = edit(draft, replace(segment, look=look, label=words))
    told = listed([f"“{words}”" for words in w.quotes], w.language)
    last = {"kind": "text", "id": texts[-1].id}
    return w.done(draft, f"Changed the texts: {told}.", f"已修改文字:{told}。", last=last)


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
    told = listed([described(w, segment, draft) for segment in changed], w.language)
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
        pair = len(named) > 1 and w.has(ON_GROUND)
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
    if w.has(FADES) or w.has(r"\bfad(?:e|es|ing) (?:in|out)\b|淡[入出]"):
        return replace(segment, look=_faded(w, segment, look))
    start, end = when(w, draft, (start, end), segment.length)
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


def _told(w: Wording, draft: Draft, segment: Segment, request: Request) -> Outcome:
    result = edit(draft, replace(segment, source_out=segment.length))
    told = described(w, segment, draft)
    before = request.memory.get("last")
    new = before.get("new") if isinstance(before, dict) else None
    last = {"kind": "text", "id": segment.id, "new": new}
    if new and new == request.message[:200]:
        return w.done(result, f"Added the text {told}.", f"已添加文字{told}。", last=last)
    return w.done(result, f"Changed the text: {told}.", f"已修改文字:{told}。", last=last)
