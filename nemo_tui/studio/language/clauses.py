"""A message cut into the things it asks for, in order.

Cutting is generous; what is not a request of its own (no recipe takes it) is joined to its
neighbour again by the agent, so "and", commas and the like may stand inside a request too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERBS = (
    "add|put|make|cut|trim|mute|export|convert|compress|rotate|flip|crop|resize|speed|slow|reverse|"
    "fade|remove|delete|drop|throw|join|merge|combine|turn|set|lower|raise|increase|"
    "reduce|leave|decrease|"
    "boost|change|move|save|send|overlay|place|insert|give|keep|split|loop|repeat|freeze|blur|"
    "sharpen|brighten|darken|bring|use|play|mirror|shrink|scale|normali[sz]e|burn|write|show|"
    "caption|lay|replace|swap|stick|slap|apply|download|render|output|deliver|undo|bin|take|get|"
    "let|mix|duck|tint|double|halve|zoom|start|end|strip|extract|snip|chop|hold|kill|silence|"
    "desaturate|saturate|stitch|title|get rid|don't|dont|do|bump|pump|crank|dim|lighten|upscale|"
    "downscale|encode|transcode|shorten|lengthen|stretch|extend|level|equali[sz]e|append|prepend|"
    "attach|superimpose|display|letterbox|pad|fill|centre|center|pull|push|drag|wipe|dissolve|"
    "crossfade|cross-fade|stabili[sz]e|colou?ri[sz]e|finish|open|tone|soften|pan|run|squeeze|fit|"
    r"have|skip|discard|lose|ditch|clip(?! #?(?:\d|one\b|two\b|three\b|four\b|number\b))|dump|"
    r"glue|splice|spin|tilt|bring|swap|enlarge|tile|grab|snap|round|print"
)
_NOUNS = (
    r"(?:an? |the |some |my |this |smooth |nice |quick |gentle |short |soft |simple |subtle |"
    r"[\d.]+[- ]?(?:s|sec|second)s? |half[- ]second |one[- ]second |background |black |white )*"
    r"(?:cross-?\s?fades?|cross-?\s?dissolves?|transitions?|wipes?|dissolves?|"
    r"fade[s-]?(?: |-)?(?:in|out|to|from|at)?|slides? (?:between|from|to|into|for)|"
    r"music|bgm|soundtrack|songs?\b|mp3\b|audio (?:file|track)|tune\b|text overlays?|"
    r"titles?\b|subtitles?|captions?\b|(?:slow |subtle )?(?:zoom|pan)(?: in| out)?(?=$|[,.])|"
    r"no (?:sound|audio)\b|"
    r"(?:our |brand |company )?(?:logo|watermark)\b)"
)
# Manners of different recipes: black and white and louder.
_MANNERS = (
    r"(?:also |then |a (?:bit|little) |a lot |much |slightly |make it )*(?:louder|"
    r"quieter|brighter|darker|faster|"
    r"slower|sharper|warmer|cooler|black and white|vertical|silent|muted|backwards|"
    r"blurr(?:y|ed)|square|in reverse|"
    r"in slow motion|upside down)\b"
)
# Figures of the file that say what they are: and under 5 MB, and 30 fps, and 720p.
_FIGURES = (
    r"(?:(?:at|in|under|below|max(?:imum)?|less than|no more than|at most|up to|as) )*(?:an? )?"
    r"(?:\d+(?:\.\d+)? ?(?:fps|mb|megs?|gb|kb)|\d{3,4}p|9:16|16:9|1:1|4:5|mp4|mov|gif|webm)\b"
)
_ADVERBS = (
    r"(?:(?:also|just|simply|please|pls|finally|lastly|next|maybe|can (?:you|u)|"
    r"could you|i want(?: you)? to|slightly) )*"
)
_ZH_VERBS = (
    "加|把|给|将|转|做|调|裁|剪|放|导|用|在|配|旋|压|去|变|倒|静|拼|合|设|改|叠|插|翻|打|输|淡|删|"
    "截|提|保|让|换|取|移|写|盖|贴|制|生|缩|升|降|增|减|循|重|慢|快|定|分|左|右|顺|逆|镜|整|全|"
    "字幕|标题|画面|视频|背景|音乐|声音|音量|原声|中间|片|开头|结尾|前|后|最|第|速|同"
)
# What is added to a film, two characters each: 加转场和文字 is two wishes.
_ADDED_ZH = r"(?:转场|过渡|文字|标题|字幕|音乐|配乐|淡入|淡出|叠化|水印)"
_CUT = re.compile(
    r"\s*[;；。\n]+\s*|(?<=[!?！？])\s*(?=[^\s!?！？])"
    r"|"
    r"(?<!\bdr)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bst)(?<!\bvs)(?<!\bno)(?<!\bsec)(?<!\bmin)(?<!\bsecs)(?<!\bprof)\.+(?=\s|"
    r"$)\s*"
    r"|(?<![\d\s])\s*(?:—+|\s--)\s*(?!\d)"
    r"|\s*[,，]\s*(?:and |then |and then |but |also |plus )*(?:最后(?:再)?(?=再|把|加|导|输|"
    r"转|压|淡[入出]|做|裁成|改成|变成))?"
    rf"|\s+(?:and|&|\+|plus|but)\s+(?=(?:then |also )?{_ADVERBS}(?:{_VERBS})\b)"
    rf"|\s+(?:and|&|\+|plus)\s+(?:with )?(?={_NOUNS})"
    rf"|\s+(?:and|&)\s+(?={_MANNERS})"
    rf"|\s+(?:and|&|\+|plus)\s+(?={_FIGURES})"
    rf"|\s+with\s+(?={_NOUNS})(?!\s*with\s+(?:the |a )?(?:text|title|words))"
    r"|(?<!version)(?<!copy)(?<!video)(?<!clip)\s+(?=without (?:any |the )?(?:sound|audio)\b)"
    r"|\s+(?:and|&)\s+(?=(?-i:[A-Z][A-Z0-9]{2,}(?: [A-Z0-9]+)*) (?:from|for|at|between|over|"
    r"on|during|across) )"
    r"|\s*(?:,\s*)?\b(?:and then|then|after that|afterwards|after which)\b,?\s*"
    r"|\s*[,，]?\s*(?:然后|接着|随后|之后再|并且|而且|同时|顺便|另外|以及(?=加|给|"
    r"把)|此外|还要|还有(?=把|给|加))(?:再|要)?\s*"
    rf"|(?<=[^\s,，])(?:再|并|又)(?=(?:{_ZH_VERBS}))"
    r"|(?<=[^\s,，])最后(?=再|把|加|导|输|转|压|淡|给|做|用|整)(?:再)?"
    r"|\s*、(?=(?:加|把|给|转|调|裁|剪|配|压|去|静|变|旋|翻|提亮|锐化|防抖|降噪|黑白|消音|倒放))"
    rf"|(?:(?<={_ADDED_ZH})|(?<=\x00)|(?<=logo))(?:和|与|跟|及|以及)"
    rf"(?=(?:背景|一[段首个])?(?:{_ADDED_ZH}|logo))",
    re.I,
)

_TAKES_WITH = re.compile(
    r"\b(?:replac|swap|chang|switch|substitut|exchang|fill|cover|start|open|end|clos|begin)\w*\b",
    re.I,
)
_MANNER_JOINT = re.compile(r"\s+(?:and|&)\s+")
_SHOWS_WORDS = re.compile(
    r"\b(?:text|titles?|captions?|say(?:s|ing)?|words?|reads?|write|watermark)\b", re.I
)
_QUALIFIERS = re.compile(
    r"^(?:but |and |then |just |please )*(?:"
    r"nothing (?:is |gets )?(?:cropped|cut off|lost)\W*"
    r"|fill(?:ing)? the (?:frame|screen|picture)\W*"
    r"|use (?:the|my|this|that) (?:mp3|song|music|track|photos?|pictures?|clips?|videos?|files?)\W*"
    r"|(?:run|play|go|last|continue)s? (?:on )?(?:to|until|till) the (?:very )?end\W*"
    r"|(?:fix|sort)(?: it)?(?: (?:pls|plz|please))?\W*|(?:帮我|给我)?(?:转|换|改)一下吧?"
    r"|(?:strip|drop|lose|ditch) (?:out )?(?:the )?(?:video|picture|visuals?)\W*|"
    r"(?:keep|leave|don'?t (?:touch|change)|do not (?:touch|change))\b.*?\b(?:rest|"
    r"others?|everything else|as (?:it |they )?(?:is|are|was|were)|unchanged|alone|whole|intact|"
    r"untouched|the same|remaining|else)\b.*"
    r"|(?:don'?t (?:touch|change)|do not (?:touch|change)|without (?:touching|changing)) .*"
    r"|(?:normal|full|regular|usual|original)(?: speed)? (?:everywhere|for the|"
    r"in the|elsewhere|otherwise|after|before).*"
    r"|(?:the )?(?:rest|others?|everything else|remainder)\b(?!.*\d ?s).*(?:normal|same|as is|"
    r"as it is|stays?|unchanged|untouched|alone|remains?)?.*"
    r"|(?:play|run)(?: it)? (?:normally|at normal speed|as (?:it )?is) (?:until|till|up to|to|"
    r"for)\b.*"
    r"|(?:carry on|continue|resume|go on|keep (?:playing|going)|play on|back to normal)\b.*"
    r"|(?:fade|come|dip|cut|go)s?(?: back)?(?: up| in)*(?: again)?(?: from (?:black|"
    r"white))?(?: in| up)*(?: in)?to the (?:next|second|other|following)\b.*"
    r"|(?:bin|dump|trash|drop|discard|delete|remove|throw|lose|ditch|cut|trim|get rid|scrap|"
    r"chuck|toss)\b.*?\b(?:rest|everything else|others?|remainder|remaining|in ?between)\b.*"
    r"|(?:no|nothing) (?:other|else|more)\b.*|no (?:cropping|crop)\W*"
    r"|(?:keep|keeping|preserve|preserving|maintain(?:ing)?)(?: the| its|"
    r" my)? (?:original )?(?:quality|aspect(?: ratio)?|proportions?|resolution|"
    r"length|order|pitch|audio in sync|everything).*"
    r"|(?:the )?(?:picture|video|image|visuals?|sound|audio|speed|order)(?: is|"
    r" stays?| remains?| should stay)? (?:unchanged|the same|as (?:it )?is|"
    r"untouched)\b.*"
    r"|(?:without|w/o) (?:losing|loss|hurting|ruining|stretching|distort\w*|cropping|black bars).*"
    r"|(?:so|because|since|as|cause|coz|cuz) (?:that )?(?:it|i|we|they|that|the|my)\b.*"
    r"|(?:please )?(?:fix|correct|sort|change|adjust|improve|help) (?:that|this|"
    r"it)(?: out| up)?(?: please)?"
    r"|(?:请|帮我|麻烦)*(?:调整|处理|改|修|弄|调)(?:一下|下|好)(?:吧|它)?"
    r"|(?:thanks?|thank you|thx|cheers|please|pls|ok(?:ay)?|hi|hello|hey)\b.{0,24}"
    r"|其[余他它](?:部分|的|地方|时间|段)*(?:都|也)?(?:保持|不变|不动|正常|不要动|"
    r"照旧|原样|留着|保留|不用动).*"
    r"|(?:前面|后面|之前|之后|前边|后边|以前|以后|前头|后头)的?(?:部分|内容|都|全|"
    r"全部)*(?:去掉|不要|删|剪|扔|裁).*"
    r"|剩下的?(?:部分)?(?:都|也)?(?:保持|不变|不动|正常|留着|保留|照旧|接起来|不要|删|去掉|剪掉).*"
    r"|其[余他它](?:部分|的|地方|时间|段)*(?:都|全|全部|也)?(?:不要|删|去掉|剪掉|扔).*"
    r"|(?:and |but )?(?:the )?(?:first|second|third|last|other)(?: one| clip| video| photo)? "
    r"(?:should )?(?:stays?|remains?|is left|is fine)\b.*"
    r"|(?:但是?|而)?第?[\d一二三四五六七八九两]+(?:个|段|张)(?:视频|素材|片段|"
    r"照片)?(?:都|也|就|保持)*"
    r"(?:不动|不变|别动|不要动|不用动|不剪|不用剪|不改|原样|完整|照旧|保留完整|留完整).*"
    r"|前后(?:两段)?(?:接|连|拼|合)(?:起来|上|在一起|到一起).*"
    r"|(?:再|然后)?(?:继续|接着|正常)(?:播放|播|放|往下|走).*"
    r"|(?:别的|别处|画面|声音|原声|原音|顺序|画质|清晰度|比例|其它|其他|时长|音调)(?:都|也|"
    r"部分|地方)*(?:保持)?(?:不变|不动|不要动|别动|不要变|照旧|一样).*"
    r"|(?:别|不要|不能)(?:太|变得?)?(?:太)?(?:糊|模糊|变形|拉伸|失真|卡|裁|压得太狠|损失).*"
    r"|(?:尽量|尽可能).*(?:画质|清晰|质量).*|(?:画质|清晰度|质量)(?:尽量|还|要|不|别).*"
    r"|.{0,8}(?:电脑|手机|平板|上课|开会|汇报|演示|剪辑|编辑|打印|播放器?|客户|老师|同学)(?:上|里|时)?"
    r".{0,4}(?:要|会|好|用得上|来)?用的?"
    r"|(?:前面|之前|后面|之后|别处)(?:都|就|还是)*(?:只要|只有|保留|是|用|留)(?:原声|原音|原来的声音)"
    r"|(?:谢谢|多谢|麻烦|辛苦|拜托|请)(?:了|你|您|啦)?.{0,4}"
    r")$"
)
# Told not to, put off, or asked about: nothing to do, and never the thing itself.
_FORBIDDEN = re.compile(
    r"^(?:please |but |and |just |so |also |stop,? |no,? |,| )*"
    r"(?:do not|don'?t|never|no need to|rather not|hold off on|"
    r"you (?:don'?t|needn'?t|shouldn'?t|should not|must not|mustn'?t)(?: need to)?|"
    r"i (?:don'?t|do not|didn'?t) (?:want|need|ask) (?:you |it )?to(?: be)?|"
    r"i'?d rather (?:you )?(?:not|didn'?t)|"
    r"i wouldn'?t|(?:let'?s|we (?:should|must)) not) "
    rf"(?:ever |really |just )?(?:{_VERBS}|tilt|upload|edit|touch|mirror|join|change|"
    r"ease|ramp|swell|taper|shift|delay|postpone|hide|linger|trash|toss|"
    r"transcode)(?:ed|ing|ting|ming|ping)?\b"
    r"(?!.*\b(?:too|so)\b)(?<!forget).*|"
    r"^(?:i'?ll|i will|we'?ll|we will|let me|i'?m going to|i can)\b.*\b(?:myself|"
    r"ourselves|later|tomorrow)\b.*|"
    r"^(?:can|could|should|may) i\b.*\blater\W*$|"
    r"^(?:maybe|perhaps|can i|could i|should i|shall we|"
    r"let'?s)\b.*(?<!seconds )(?<!second )(?<!s )\blater\b.*|"
    r"^before (?:we|you|i)\b.*|"
    r"^(?:请|但是?|而且|也|就|可|先|都)*(?:不用(?! ?[a-zA-Z]|第.(?:段|个|张)|这|那)|"
    r"不必|无需|我不想(?!要)).*|"
    r"^(?:请|但是?|而且|也|就|可|先|都|千万|,)*(?:别(?!的|处|人|忘|要|有|留)|先别).*|"
    r"^(?:请|但是?|而且|也|就|可|先|都)*(?:不要|不用|不必|无需|千万别|不需要|不许|"
    r"我没(?:有)?(?:让|叫))"
    r"(?:再|你|给我|帮我|把)?.{0,8}?"
    r"(?:静音(?!的|部分|片段|段)|剪|裁|拉伸|加(?![密粗速])|压缩|旋转|变速|删|改|"
    r"动(?!图)|转(?!场)|配(?!乐)|消音|"
    r"倒放|替换|倾斜|翻转|模糊|淡[入出]|循环|定格|截|分割|分屏|放大|变|放慢|加快|只|"
    r"去掉|拼接|保留|交换|调|倍速|导出|声音[大小]).*$|"
    r"^.{0,6}(?:等会儿?|等一?下|待会儿?|以后|回头|晚点|稍后|之后)再.*|^.{0,4}我(?:会|要|想|来|再)*自己.*"
)
_ASKED = re.compile(
    r"^(?:so|and|but|hey|ok|oh|well|um|wait|,| )*(?:"
    r"how (?:do|does|can|could|would|should|did|will) (?:i|you|we|one|it)|"
    r"what (?:happens|would happen|will happen|if|does|do|did)|"
    r"have (?:you|they|we)|why (?:did|do|does|is|was|are|were|have|has|would)|(?:did|has|had|were|"
    r"was|are) (?:you|it|they|we)|"
    r"should (?:i|we|it)|shall (?:i|we)|do (?:i|we) (?:have|need)|"
    r"do you (?:think(?! you (?:could|can|might))|know|ever)|"
    r"is it (?:ok|okay|safe|better|worth|hard|bad|already|now)|when (?:do|does|did|"
    r"will|would)|who)\b(?!.*\bcan you\b).*|"
    r"^.{0,6}(?:怎么|怎样|如何)(?!样的).{1,16}[?？]?$|^.{0,8}如果.*(?:会|怎样|怎么样|"
    r"吗|呢).*|^.{0,8}(?:为什么|为何|干嘛).*|"
    r"^.{0,6}(?:是不是|有没有|要不要|该不该|需不需要|用不用).*|^.{0,16}了吗[?？]?$",
    re.I,
)
_DELIVERY = re.compile(
    r"^(?:(?:and|then|please|pls|just|finally|can you|could you|now|also) )*(?:"
    r"(?:export|render|save|download|send|deliver|output|give|share|get|"
    r"hand)\b(?: me| to me| us| back)*(?: (?:it|that|this|the|a|my|your|final|"
    r"finished|result(?:ing)?|file|video|clip|movie|one|everything|copy|to|me|back|"
    r"out|for|when|done|it'?s|you'?re|as|in|a|link|mp4|is|ready|h\.?264))*"
    r"|(?:最后|再|请|帮我|然后|麻烦|直接|就)*(?:导出|输出|发给我|发我|保存|下载|渲染|"
    r"生成视频|传给我|给我|发过来)(?:来|一下|成片|视频|文件|给我|下来|吧|下载|就行|"
    r"就好|即可|mp4|成|为|一个|一份|我|到本地|出来)*"
    r")[.!。!\s]*$"
)


_BESIDES_ZH = re.compile(r"和|与|跟|及|以及")
_ADDS_ZH = re.compile(r"(?:加|配|带|添)[^,，]*$")


@dataclass(frozen=True)
class Piece:
    """A part of a message with what stood between it and the part before."""

    text: str
    joint: str = ""


def cut(text: str) -> list[Piece]:
    """The pieces of a shielded message, in order."""
    pieces: list[Piece] = []
    joint, last = "", 0
    for match in _CUT.finditer(text):
        if match[0].strip().startswith("with") and _TAKES_WITH.search(text[last : match.start()]):
            continue
        if _is_said(text[last : match.start()], match[0], text[match.end() :]):
            continue
        if _BESIDES_ZH.fullmatch(match[0]) and not _ADDS_ZH.search(text[last : match.start()]):
            continue
        if match.end() == match.start() == last:
            continue
        body = text[last : match.start()]
        if body.strip():
            pieces.append(Piece(body.strip(), joint))
            joint = match[0]
        else:
            joint += match[0]
        last = match.end()
    if text[last:].strip():
        pieces.append(Piece(text[last:].strip(), joint))
    return pieces


def _is_said(before: str, joint: str, after: str) -> bool:
    """Whether `and louder` may belong to words that are to be shown."""
    manner = _MANNER_JOINT.fullmatch(joint) and re.match(_MANNERS, after, re.I)
    return bool(manner) and _SHOWS_WORDS.search(before) is not None


# Courtesies and purposes at the end of a message: no part of the wish, and no words to show.
_COURTESY = re.compile(
    r"(?:[\s,.!;-]*(?:\b(?:please|pls|plz|thanks?(?: a lot| so much| very much)?|"
    r"thank you(?: so much| very much)?|"
    r"thx|cheers|asap|if possible|if you can|if that'?s ok(?:ay)?|for me|"
    r"that'?s (?:all|it))\b|:-?\)|<3))+[\s.!?]*$",
    re.I,
)
_REPORTED = re.compile(
    (
        r"^(?:my \w+|he|she|they|the \w+) (?:says?|said|asks?|asked|"
        rf"wants?)\s*:\s*(?=(?:{_VERBS})\b)"
    ),
    re.I,
)
_PURPOSE = re.compile(
    r"[\s,]+(?:so (?:that )?(?:it|i|we|they|people|everyone|my \w+)(?:'s| is| are|"
    r" can| could| will)? ?"
    r"(?:easier|quick|fast|upload|download|load|send|share|post|watch|see|know|"
    r"e-?mail|stream|buffer)|because|"
    r"in order to|to make it (?:easier|quicker))\w*\b(?![^\"“]*[\d\"“]).*$|"
    r"[,，\s]*(?:这样|以便|因为|省得|免得)(?![^“]*[\d“一二两三四五]).*$",
    re.I,
)


def bare(message: str) -> str:
    """A message without the courtesies and the purposes that it ends with."""
    text = _PURPOSE.sub("", _COURTESY.sub("", _REPORTED.sub("", message.strip())))
    text = re.sub(
        (
            r"(?<=[a-z0-9])(?:[?？]+|(?<=\bsecond)!+|(?<=\bseconds)!+|(?<=\btop)!+|"
            r"(?<=\bbottom)!+)$"
        ),
        "",
        text,
    )
    return text if re.search(r"\w{2}", text) else message


def is_qualifier(piece: str) -> bool:
    """Whether a piece only qualifies what was asked for (keep the rest, 其余不变)."""
    return _QUALIFIERS.match(piece.strip().lower()) is not None


def is_forbidden(piece: str) -> bool:
    """Whether a piece says what is not to be done."""
    return _FORBIDDEN.match(piece.strip().lower()) is not None


def is_about_fit(piece: str) -> bool:
    """Whether what a piece forbids tells how another wish is meant: no crop, no loop."""
    pattern = r"\b(?:crop|stretch|cut|loop|repeat|fade)\w*\b|剪|删|剪|删|裁|拉伸|循环|重复"
    put_off = re.match(r"(?:before|i|i'll|we|let|can|could|may|maybe|perhaps)\b", piece.lower())
    return put_off is None and re.search(pattern, piece.lower()) is not None


def is_asked(piece: str) -> bool:
    """Whether a piece asks about a thing instead of asking for it."""
    return _ASKED.match(piece.strip().lower()) is not None


def is_delivery(piece: str) -> bool:
    """Whether a piece only asks for the file, which is the client's part."""
    return _DELIVERY.match(piece.strip().lower()) is not None


def begins_with_verb(piece: str) -> bool:
    """Whether a piece starts as a command does."""
    lowered = piece.strip().lower()
    if re.match(r"(?:don'?t|do not|no|not|without)\b", lowered):
        return False
    return bool(
        re.match(
            (
                rf"{_ADVERBS}(?:{_VERBS})\b|(?:再|并|也|请|还)?(?:把|将|给|加|放|改|调|变|换|做|"
                r"转|去|删|剪|移)"
            ),
            lowered,
        )
    )


_LAYS = re.compile(
    rf"{_ADVERBS}(add|put|include|insert|show|overlay|lay|use)\b|(?:再|并|也|请|帮我|给它)*(加上?|配上?|添加|带上?)",
    re.I,
)


def with_verb(before: str, piece: str) -> str:
    """`the logo` after `add the music`: the piece with the verb that it shares, or nothing."""
    verb = _LAYS.match(before.strip())
    return (
        f"{verb[1] or ''} {piece}".strip()
        if verb and verb[1]
        else f"{verb[2]}{piece}"
        if verb
        else ""
    )


# In Chinese only what names its object: 把衣服换成蓝色, 给我加一只猫.
_ZH_WISH = re.compile(
    r"(?:然后|再|并|也|还|请|帮我|给我|顺便|在?第?[\d.]+秒(?:处|的时候)?)*(?:把.{1,8}(?:换|改|变|弄|做|去|删|加|调|转|修|P|p)|"
    r"(?:加|换|去掉|删掉|添加|生成|做)(?:上|个|一[个只条张段]|些).{1,})|^(?:再|顺便)帮我.{2,}"
)


def looks_like_request(piece: str) -> bool:
    """Whether a piece that nobody took reads like a command of its own."""
    lowered = piece.strip().lower()
    if re.search(r"\b(?:it|this|that|them|these|those)\b", lowered):
        return False
    if re.match(r"(?:keep|leave|make sure|let|have|do|don)\b", lowered):
        return False
    if _ZH_WISH.match(lowered):
        return True
    return bool(
        re.match(rf"{_ADVERBS}(?:{_VERBS}|order|book|buy|call|email|post|tweet)\b", lowered)
    )
