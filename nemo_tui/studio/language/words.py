"""The words that a clause wants to see in the picture, quoted or not."""

from __future__ import annotations

import re

from nemo_tui.studio.language.bilingual import CJK, mostly_english
from nemo_tui.studio.language.wording import Wording, plain

_NOUN = (
    r"(?:titles?|text|captions?|headings?|headlines?|labels?|words?|lower[- ]third|"
    r"subtitles?|banner|tagline|phrase|message|text overlay|watermark|name|line)"
)
_COLOUR = (
    r"(?:white|black|red|yellow|green|blue|orange|pink|purple|cyan|gold(?:en)?|"
    r"gr[ae]y|silver|magenta|brown)"
)
_UNIT = r"(?:s|sec|secs|seconds?|min|mins|minutes?)"
_NUM = r"(?:\d+(?:[.:]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|a|half a)"
_TIME = rf"(?:(?:second|sec|s) {_NUM}|{_NUM}[ -]?{_UNIT}?)"
_PLACE = (
    r"(?:very )?(?:top|bottom|upper|lower|cent(?:er|re)|middle|left|right|corner|"
    r"screen|video|frame|picture|image|clip|start|beginning|end|whole|entire|full|"
    r"intro|outro|opening|left[- ]hand|right[- ]hand|side|third|half|first|second|"
    r"last)"
)
_TAIL_EN = [
    (
        r"[\s,]+(?:and )?(?:placed |positioned |shown |appearing |displayed |located |"
        r"centered |sitting )?(?:at|in|on|to|across|over|along|near|onto|for|during|"
        r"throughout|from|until|of) (?:the |my |its |"
        rf"this )?{_PLACE}(?:[- ]{_PLACE})*(?: (?:of|side|corner|part|{_UNIT}|{_NUM}|"
        r"clip|video|thing|the|screen|frame|time|area))*\s*$"
    ),
    (
        r"[\s,]+(?:the )?(?:very )?(?:top|bottom|upper|lower)[ -](?:left|right|cent(?:er|"
        r"re)|middle)(?: corner)?\s*$"
    ),
    r"[\s,]+(?:at|to|on) (?:top|bottom|left|right)\s*$",
    r",\s*(?:the )?(?:very )?(?:top|bottom|cent(?:er|re)|middle)\s*$",
    r"[\s,]+(?:for |over )?the (?:whole|entire|full) (?:time|video|clip|length|film)\s*$",
    r",\s*(?:whole|entire|full) (?:time|video|clip|length|film)\s*$",
    (
        r"[\s,]+(?:for|from|between|starting at|starting|at|after|until|during|lasting|"
        r"over|in|within|to)(?: (?:the|about|only|just|around))*(?: (?:first|last|"
        rf"opening|final))? {_TIME}(?: ?(?:-|to|and|until|till|through) ?(?:the end|"
        rf"{_TIME}))?(?: (?:mark|long|in|only|of (?:the )?(?:video|clip|it)))*\s*$"
    ),
    rf"[\s,]+{_NUM}[ -]?{_UNIT}(?: ?(?:-|to) ?{_TIME})?(?: long)?\s*$",
    (
        rf"[\s,]+(?:in|with|using) (?:a |an |the )?(?:\w+ )?{_COLOUR}(?: (?:colou?r|text|"
        r"letters|font|type|background|box|outline|bold|lettering))*\s*$"
    ),
    (
        r"[\s,]+(?:in|with|using) (?:a |an |the )?(?:very )?(?:big|large|small|huge|bold|"
        r"tiny|giant|nice|black|white|semi-transparent|transparent)(?: \w+)?(?: (?:text|"
        r"letters|font|type|size|background|box|lettering|outline))*\s*$"
    ),
    (
        r"[\s,]+(?:over|onto|on|to|across|in) (?:it|this|that|there|them|the (?:video|"
        r"clip|picture|footage|image|screen|film|movie)|my (?:video|clip)|screen|"
        r"top of (?:it|the video|the clip))\s*$"
    ),
    rf"[\s,]+(?:as|for) (?:a |an |the |my )?(?:\w+ )?{_NOUN}\s*$",
    (
        r"[\s,]+(?:please|pls|plz|thanks|thank you|centered|centred|bold|too|instead|now|"
        r"only|all the time|throughout|the whole time|all the way through|"
        r"the entire time)\s*[.!?]*$"
    ),
    (
        r"[\s,]+(?:(?:in|at|with) )?(?:the )?same (?:place|position|spot|style|colou?r|size|font|"
        r"times?)\s*$"
    ),
    r"[\s,.;]+$",
]
_HEAD_EN = [
    r"^(?:please|pls|plz)\b[\s,:]*",
    r"^(?:the|a|my) (?:title|caption|text|words?|heading|label)\b[\s,:]*",
    (
        rf"^(?:in |with |on )?(?:an? )?{_COLOUR} (?:background|box|backdrop|letters|lettering|font|"
        r"type)\b[\s,:]*"
    ),
    (
        r"^(?:at|in|on|to|across|over|for|near) (?:the |"
        rf"my )?{_PLACE}(?:[- ]{_PLACE})*(?: (?:of (?:the |my )?(?:screen|video|frame|"
        rf"picture|clip|image)|corner|side|{_UNIT}))*[\s,:]*"
    ),
    r"^(?:top|bottom|upper|lower)[- ](?:left|right)(?: corner)?[\s,:]*",
    (
        rf"^(?:for|from|between|at|during)(?: (?:the|first|last))* {_TIME}(?: (?:to|and|"
        rf"-|until) {_TIME})?[\s,:]+"
    ),
    (
        r"^(?:saying|that says|says|reading|reads|that reads|which says|with|of|is|as|to|"
        r"be|called|named|it|this|that|should say|should read|overlay|on it|over it|card|"
        r"text)\b[\s,:]*"
    ),
    rf"^(?:in|with) {_COLOUR}(?: (?:letters|text|font))?[\s,:]+",
    r"^[\s,:=\-–—]+",
]
_SAYING = re.compile(
    (
        r"\b(?:saying|that says|which says|says|that reads|which reads|reading|reads|"
        r"to say|to read|should say|should read|say|with the (?:words?|text|phrase|"
        r"message|title|caption|name)|the words?)\b\s*[:,]?\s*(.+)$"
    ),
    re.I,
)
_AS = re.compile(
    (
        r"\b(?:add|put|place|show|display|overlay|write|type|insert|stick|slap|have|"
        r"burn|print|use|set|make|superimpose)\s+(.+?)\s+(?:as|for|to be) (?:a |an |"
        rf"the |my )?(?:\w+ )?{_NOUN}\b"
    ),
    re.I,
)
_VERBED = re.compile(
    (
        r"\b(?:write|type|print|writing|title (?:it|this|the (?:video|clip))|"
        r"caption (?:it|this|the (?:video|clip))|call it|name it)\s+(.+)$"
    ),
    re.I,
)
_NAMED = re.compile(rf"\b{_NOUN}\b(?:\s+overlays?\b)?\s*[:=]?\s*(.+)$", re.I)
_TO = re.compile(
    (
        r"\b(?:change|replace|rename|edit|update|set|make|switch|swap)\b.*?\b(?:to say|"
        r"to read|say|read|to|with|into|be)\s+(.+)$"
    ),
    re.I,
)

_POS_ZH = (
    r"(?:画面|屏幕|视频|影片|片子|图像)?的?(?:最)?(?:左上角?|右上角?|左下角?|右下角?|"
    r"顶部|顶端|顶上|上方|上面|上边|底部|底端|底下|下方|下面|下边|正?中间|正?中央|"
    r"正中|居中|中心|左侧|左边|右侧|右边|正上方|正下方|片头|片尾|开头|结尾|开场|末尾|"
    r"上|下|中)(?:的?(?:位置|地方|部分|处))?"
)
_NUM_ZH = r"(?:\d+(?:\.\d+)?(?::\d+)?|[一二两三四五六七八九十半]+)"
_TIME_ZH = rf"(?:第?{_NUM_ZH}\s?(?:秒钟?|s|S|分钟?)?)"
_COLOUR_ZH = r"(?:纯|深|浅|亮|大)?[白黑红黄绿蓝橙粉紫青金灰](?:色)?的?"
_TAIL_ZH = [
    r"[,,\s]*的?(?:这|那)?(?:字样|几个字|行字)[。\s]*$",
    (
        r"[,,\s]*(?:显示|放置?|摆|出现|位于|写|居|靠|打|加|标|贴|就|并|要|请)*(?:在|到|"
        rf"于)?{_POS_ZH}(?:显示|出现|位置|即可|吧|就行)*[。!!\s]*$"
    ),
    (
        rf"[,,\s]*(?:从|在|自|只在|仅在|于)?{_TIME_ZH}\s*(?:到|至|-|~|"
        rf"—)\s*{_TIME_ZH}(?:之间|期间|的时候|这段)?(?:显示|出现|展示)?[。\s]*$"
    ),
    (
        r"[,,\s]*(?:只在|仅在|在|从)?(?:视频|影片)?的?(?:前|最后|开头|后|最前面?|头|"
        rf"最后面)的?\s*{_TIME_ZH}(?:钟)?(?:内|里)?(?:显示|出现|展示)?[。\s]*$"
    ),
    (
        r"[,,\s]*(?:显示|持续|停留|出现|展示|时长|保持)\s*(?:时间)?(?:为|"
        rf"是)?\s*{_TIME_ZH}(?:钟)?[。\s]*$"
    ),
    rf"[,,\s]*(?:从|在)第?{_NUM_ZH}\s?秒(?:开始|处|出现|显示)*[。\s]*$",
    r"[,,\s]*(?:全程|一直|始终|从头到尾|整个视频)(?:显示|都在|都有)?[。\s]*$",
    rf"[,,\s]*(?:用|要|字体|颜色|文字|为|是|字)*{_COLOUR_ZH}(?:字体?|文字|大字|颜色|的)*[。\s]*$",
    r"[,,\s]*(?:用|要|字体|字号)*(?:大|小)(?:一?[点些]|号)?的?(?:字体?|字号)?[。\s]*$",
    r"[,,\s]*(?:这|那)?(?:几|[一二两三四五六七八九十\d]+)个(?:大)?字[。\s]*$",
    (
        r"[,,\s]*(?:的|这个|作为|当作?|做)(?:大|主|小)?(?:标题|字样|文字|字幕|水印|字|"
        r"片名|标语)[。\s]*$"
    ),
    r"[,,\s]*(?:位置|颜色|样式|字号|其[他它]|别的)(?:都)?(?:不变|不动|一样|照旧)[。\s]*$",
    r"[。!!,,;;\s]+$",
]
_HEAD_ZH = [
    r"^一?[行句段](?:字|话|文字)\s*[::,,]?\s*",
    r"^(?:大|主|小)?(?:标题|文字|字幕|文案)\s*(?:是|为|:|:)?\s*",
    (
        r"^(?:用|以)?(?:纯|深|浅|亮|大)?[白黑红黄绿蓝橙粉紫青金灰]色的?(?:大|小|"
        r"粗)?(?:字体?|文字)?(?:写|显示|:|:|的)*"
    ),
    r"^(?:大|小|粗)(?:号)?(?:字体?|文字)(?:写|显示|:|:|的)*",
    rf"^(?:在|到|于|放在|位于)?{_POS_ZH}[::,,\s]*",
    (
        r"^(?:是|为|叫做?|写着?|写上|内容|上|个|一个|一行|一条|一句|一段|:|:|,|,|\s|说|"
        r"成|的|改成|改为|换成|显示)+"
    ),
]
_ZH_AS = re.compile(
    r"(?:把|用|将|加上?|放上?|写上?|打上?|以)(.+?)(?:作为|当作?|做成?|设为|"
    r"设成)(?:视频|影片|大|主|小)*(?:的)?(?:标题|片名|字幕|文字|水印)"
)
_ZH_SAYING = re.compile(
    r"(?:内容(?:是|为|写)?|写着|写上|写|标上|标注|印上|打出?|来一?个|改成|改为|换成|"
    r"改叫|变成|叫做|叫|题为|名为|"
    r"打上|显示|文字(?:是|为)|标题(?:是|为)|字幕(?:是|为))\s*[::]?\s*(.+)$"
)
_ZH_NAMED = re.compile(
    r"(?:标题|文字|字幕|文案|片名|题目|标语|字样|水印|大字|白字|红字|黄字|字(?!幕|样|"
    r"体|号))\s*[::,,]?\s*(.+)$"
)
_ZH_SUFFIX = re.compile(
    r"(?:加上?|写上?|打上?|放上?|配上?|来个|弄个)(?:一个|个|一行)?(.+?)(?:这|"
    r"那)?(?:几|[一二两三四五六七八九十\d]+)个(?:大)?字|(?:加上?|写上?|打上?|放上?|"
    r"配上?)(?:一个|个|一行)?(.+?)的?(?:字样|标题|文字|字幕|标语)"
)


_SHOUTED = re.compile(
    r"\b(?:[Pp]ut|[Aa]dd|[Ss]how|[Dd]isplay|[Ww]rite|[Oo]verlay|[Ss]tick|"
    r"[Ss]lap)\s+((?:\d+% ?)?[A-Z][A-Z0-9]+(?:[ '&!?.-]+[A-Z0-9]+)*[!?]?)\s+"
    r"(?=(?:at|in|on|across|over|for|from|top|bottom)\b)"
)


_PLACED = re.compile(
    r"^\W*([A-Z][A-Z0-9]+(?: [A-Z0-9]+)*[!?]?) (?=(?:at|in|on|across) (?:the |top|bottom)|"
    r"(?:from|between|for|at|until) (?:the )?\d)|"
    r"\b(?:want|need|have|see|"
    r"like)\s+([A-Z][A-Z0-9]+(?: [A-Z0-9]+)*[!?]?)\s+(?=(?:written|shown|displayed|"
    r"across|at|in|on)\b)"
)
_LABELLED = re.compile(
    (
        r"^\W*(?:(?:at|in|on) )?(?:the )?(?:top|bottom|upper|lower|cent(?:er|re)|"
        r"middle)(?:[- ](?:left|right|cent(?:er|re)|hand|corner))*\s*[:=]\s*(.+)$"
    ),
    re.I,
)


def shouted(raw: str) -> str:
    """Words in capitals that are to be put somewhere: put HELLO at the bottom."""
    found = _SHOUTED.search(raw) or _PLACED.search(raw) or _LABELLED.search(raw)
    words = next((group for group in found.groups() if group), "") if found else ""
    return _stripped(words, [], _TAIL_EN)


def contents(w: Wording) -> list[str]:
    """The words wanted, in order; empty when none are given."""
    if w.quotes:
        return [q for q in w.quotes if q]
    raw = plain(w.raw).strip()
    handle = re.search(r"(?<![A-Za-z0-9.])@[A-Za-z0-9_.]*[A-Za-z0-9_]", raw)
    if handle and re.search(r"watermark|水印", raw, re.I):
        return [handle[0]]
    chinese = CJK.search(raw) is not None and not mostly_english(raw)
    found = _chinese(raw) if chinese else _english(raw)
    return [found] if found and _is_content(found) else []


def _is_content(words: str) -> bool:
    lowered = words.lower().strip()
    if re.match(r"(?:(?:on|for|to|in) )?(?:each|every|all)\b(?: \w+){0,5}$", lowered):
        return False
    return not re.fullmatch(
        r"(?:it|this|that|there|one|some|something|overlays?|text|the|a|an|video|clip|on|"
        r"please|here|to it|for it|for me|and|in|at|too|as well|with|nice|cool|"
        r"点|些|点儿|一点|吧|一下|上|上去|进去|一个|个|一些|什么|的|了|就行|给视频|"
        r"到视频|上面|里|中)?",
        lowered,
    )


def _stripped(words: str, heads: list[str], tails: list[str]) -> str:
    before = ""
    while before != words:
        before = words
        for pattern in tails:
            rest = ""
            while rest != words:
                rest, words = words, re.sub(pattern, "", " " + words, flags=re.I).strip()
        for pattern in heads:
            words = re.sub(pattern, "", words, flags=re.I).strip()
    return words.strip(" \"'“”")


def _english(raw: str) -> str:
    saying = _SAYING.search(raw)
    if saying:
        return _stripped(saying[1], [], _TAIL_EN)
    if shouted(raw):
        return shouted(raw)
    as_title = _AS.search(raw)
    if as_title and not re.fullmatch(
        r"(?:it|this|that|a|some|the|one|text|words?)", as_title[1], re.I
    ):
        return _stripped(as_title[1], _HEAD_EN, _TAIL_EN)
    for pattern in (_TO, _VERBED, _NAMED):
        found = pattern.search(raw)
        if found:
            words = _stripped(found[1], _HEAD_EN, _TAIL_EN)
            if words and _is_content(words):
                return words
    before = re.search(
        r"\b(?:add|put|place|show|display|overlay|insert)\s+(.+?)\s+(?:title|caption|text)\b",
        raw,
        re.I,
    )
    if before and re.search(r"[A-Z]{2,}", before[1]):
        return _stripped(re.sub(r"^(?:the|a|an|my)\s+", "", before[1]), _HEAD_EN, _TAIL_EN)
    return ""


def _chinese(raw: str) -> str:
    for pattern in (_ZH_AS, _ZH_SAYING, _ZH_NAMED, _ZH_SUFFIX):
        found = pattern.search(raw)
        if not found:
            continue
        words = _stripped(next(g for g in found.groups() if g), _HEAD_ZH, _TAIL_ZH)
        if words and _is_content(words):
            return words
    return ""
