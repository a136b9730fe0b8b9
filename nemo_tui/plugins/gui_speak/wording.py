"""The words put in place of GUI talk, and how what is left of a sentence is tidied."""

import re
from dataclasses import dataclass
from importlib.resources import files

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import chinese_words
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.sentence import CJK, Edit, Finding, Sentence

# By language, English first; the first one ends what lost its stop.
STOPS = ('.!?…:)"”*`', "。！？…）")
# A condition whose instruction only worked the window.
_DANGLING = re.compile(r"^((?:If|In case|Should|Whenever|Unless)\b[^,;:.!?]*)(?=[;:.!]|$)", re.I)
_DANGLING_ZH = re.compile(r"^([^，；：。！]*的话|(?:如果|要是|若)[^，；：。！]*)(?=[。！；]|$)")
_EMPTY = re.compile(r"[（(]\s*[)）]|\[\s*\]|\s*[👉👇➡⬇]️?\s*$|\*\*\s*\*\*")
_SENT = re.compile(r" (?:and|to) (?=(?:send|attach|upload|add|bring)\b)")
_NEEDLESS = re.compile(
    r"\b(?:no need|no longer|needn't|n't (?:have|need) to|not (?:have|need) to|unnecessary)\b"
    r"|不用|不需要|无需|不必|无须",
    re.I,
)
# "you can add it by sending it to me": the verb before says it already.
_SAID_ALREADY = {
    Step.EXPORT: re.compile(r"\b(?:get|download|export|save|fetch|grab|render)\b", re.I),
    Step.UPLOAD: re.compile(
        r"\b(?:add|attach|upload|send|share|bring|give|provide|swap|replace)\b", re.I
    ),
    Step.CREDITS: re.compile(r"\b(?:check|see|find|view|verify|look)\b", re.I),
    Step.STATE: re.compile(
        r"\b(?:check|see|watch|verify|preview|compare|review|hear|confirm)\b", re.I
    ),
}
_AND_LOOK = re.compile(
    r",? and(?: then)? (?=(?:look|watch|check|see|compare|listen|review|play|make sure|read|verify"
    r"|confirm|tell)\b)"
)
# "Hide the sidebar to see all 14 thumbnails": what can be seen is told without it.
_AIM = re.compile(r" to (?=(?:see|read|hear|watch|check|view|get) )")
_OF_BALANCE = re.compile(r"(?:余额|积分|套餐|用量|详情)[^，。；：]*$")
_AGAIN = re.compile(r" (?:twice|again|yet|now|here|any ?more|more than once|too early)\b")
# What follows says by itself what the click was for.
_NEVER = re.compile(r"(?!)")
_BY = re.compile(r"(?:,? |^)by $", re.I)
_ENOUGH = re.compile("即可|就好|就行|就可以了?")
_FOLLOWS = re.compile(r"(?:,? ?(?:and|then|to)\b)+ ?")
_FOLLOWS_ZH = re.compile(r"[，,]?(?:然后|再|并|后)|，(?=选|点|单|按|轻)")
# Words that say nothing beyond the click itself; a sentence of these alone can go.
_STOCK_EN = frozenset((files(__package__) / "stock.txt").read_text("utf-8").split())
_STOCK_ZH = re.compile(
    r"最后一步|下一步|所以|因此|那么|同时|依次|分别|一起|请|您|你|我们|我|可以|可|就|直接|只需要?"
    r"|只要|然后|接着|再|最后|最终|首先|先|现在|也|还|随时|即可|吧|了|的|来|去|以|并且?|进行|一下"
    r"|一遍|开始|完成|视频|成片|文件|影片|片子|作品|下载|保存|导出|渲染|获取|得到|拿到|查看|看看"
    r"|看|预览|播放|效果|整体|如果|要是|若|假如|满意|的话|觉得|感觉|没有?问题|没意见|准备好|准备"
    r"|好了|好|以后|之后|后|想要?|要|需要|时候|时|方便|确认|无误|都|点击|按|结果|到|本地|电脑"
    r"|手机|它|这个?|那个?|上|里面?|中|内|继续|操作|这样|就能|能够|能|会|自己|手动|一切|喜欢|ok"
    r"|不错|合适|随意|任何|有|把|将|用|给|下来|出来|出片|生成|发布|分享|上传|待办|步骤|下一步"
    r"|接下来|步|等|待|马上|立即|立刻|急着|不要|别|勿|暂时|无需|不必|不用|前|之前|为止|直到|全部"
    r"|听|声|感|在|通过|完整|满|效|新|版|麻烦|那么|那|为|吗|呢|啊|哦|哈|改动|修改|成品|取|存|收"
    r"|行|对|是",
    re.I,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What the person is asked to answer.
_ASKED = re.compile(r"\b(?:tell|let) (?:me|us)\b|告诉我|回复我", re.I)


def reworded(sentence: Sentence, finding: Finding) -> Edit:
    """A finding with what goes along with it, as it is said to somebody without a screen."""
    if finding.negated:
        return _left_undone(sentence, finding)
    if finding.step is None and finding.instead:
        return finding.start, finding.end, finding.instead
    return (_in_chinese if sentence.is_chinese else _in_english)(sentence, finding)


def _left_undone(sentence: Sentence, finding: Finding) -> Edit:
    """What is said in place of "don't press Export" where its clause has to stay."""
    plain, start, end = sentence.plain, finding.start, finding.end
    language = chinese_words if sentence.is_chinese else words
    denial = language.NEGATED.search(plain[:start])
    lead = language.LEAD.search(plain[: denial.start() if denial else start]) or denial
    start = lead.start() if lead else start
    needless = bool(_NEEDLESS.search(plain[:end]))
    if sentence.is_chinese:
        return start, end, "不用操作" if needless else "先等一下"
    again = _AGAIN.match(plain, end)
    instead = "there is nothing to do" if needless else "wait"
    space = "" if start == 0 or plain[start - 1] in " (" else " "
    return start, again.end() if again else end, space + instead


def _in_chinese(sentence: Sentence, finding: Finding) -> Edit:
    plain, start, end = sentence.plain, finding.start, finding.end
    lead = chinese_words.LEAD.search(plain[:start])
    begin = lead.start() if lead and not finding.carries else start
    goes_on = CJK.match(plain, end)
    if finding.step is None:
        enough = _ENOUGH.match(plain, end)
        end = enough.end() if enough else end
        follow = _FOLLOWS_ZH.match(plain, end)
        if follow and finding.carries:
            return start, follow.end(), ""
        comma = plain.startswith("，", begin) and CJK.match(plain, end)
        return begin + bool(comma), end, ""
    if finding.step is Step.CREDITS and _OF_BALANCE.search(plain[:start]):
        return start, end, "查一下"
    if finding.step is Step.STATE and chinese_words.OBJECT_SEEN.match(plain, end):
        return start, end, "看看"
    done = chinese_words.GOES_ON.get(finding.step, _NEVER).match(plain, end)
    if finding.instead:
        is_told = done and not finding.instead.startswith("在")
        return start, end, "" if is_told else finding.instead
    return (start if finding.step is Step.CHAT or goes_on else begin), end, ""


def _in_english(sentence: Sentence, finding: Finding) -> Edit:
    plain, start, end, instead = sentence.plain, finding.start, finding.end, finding.instead
    lead = words.LEAD.search(plain[:start])
    begin = lead.start() if lead and not finding.carries else start
    by = _BY.search(plain[:start])
    if by and not instead:
        return by.start(), end, ""
    if finding.step is None:
        follow = _FOLLOWS.match(plain, end) if finding.carries else None
        aim = None if finding.carries else _AIM.match(plain, end)
        if aim:
            return begin, aim.end(), "you can "
        return begin, follow.end() if follow else end, ""
    sent = _SENT.match(plain, end) if finding.step is Step.UPLOAD else None
    if sent:
        return start, sent.end(), ""
    look = _AND_LOOK.match(plain, end) if instead == words.INSTEAD[Step.STATE] else None
    if look:
        return start, look.end(), ""
    if not instead:
        return (start if finding.step is Step.CHAT else begin), end, ""
    if by and _is_said(plain[: by.end()], finding):
        return by.start(), end, ""
    purpose = words.PURPOSE.match(plain, end)
    if purpose and _is_means(finding, purpose.group("verb")):
        return start, purpose.end(), ""
    return start, end, instead


def _is_said(before: str, finding: Finding) -> bool:
    """Whether what stands before "by exporting it" needs no such words."""
    said = _SAID_ALREADY.get(finding.step, _NEVER) if finding.step else _NEVER
    if finding.step is not Step.CHAT:
        return bool(said.search(re.split(r"[,;:.!?—–(]", before)[-1]))
    nameless = words.NO_NAME.fullmatch("use" + finding.instead.removeprefix("using"))
    return bool(nameless) or (before.strip(" ,") != "by" and " " not in finding.instead)


def _is_means(finding: Finding, verb: str) -> bool:
    """Whether the click need not be told where its purpose is: "use Crop to cut the border"."""
    if finding.step is Step.CREDITS:
        return verb in ("check", "buy", "top", "upgrade", "add", "get")
    return finding.step is not Step.STATE or verb not in ("see", "find", "know", "view")


@dataclass(frozen=True)
class Remains:
    """What is left of a sentence whose words end at `body`.

    `shortened`: a clause went; `beheaded`: the first one did; `idle`: nothing is to be done.
    """

    sentence: Sentence
    body: int
    shortened: bool
    beheaded: bool
    idle: bool

    def tidied_zh(self, text: str) -> str:
        """Chinese without stray commas and connectives."""
        text = _plain(text)
        text = re.sub(r"^[，；：、。\s]+|(?<=[，；：])[，；：]+", "", text)
        if not re.match(r"\W*(?:再|然后|并|接着)", self.sentence.plain):
            text = re.sub(r"^(?:再|然后|并|接着)(?=.)", "", text)
        text = re.sub(r"^([^\w“「]*)(?:就(?:能|可以)|即可)(?=.)", r"\1可以", text)
        text = re.sub(r"(把[^，。]{1,10})，(?=移|放|调)", r"\1", text)
        text = re.sub(r"(?:[，；：、\s（]|或者?(?=[。！？]?$))+([。！？]?)$", r"\1", text)
        if self.shortened:
            text = re.sub(r"^(?:因为|但是?|所以|而且|并且|不过)(?=.)", "", text)
        return _DANGLING_ZH.sub(r"\1，告诉我", text) if self.idle else text

    def tidied_en(self, text: str) -> str:
        """English without stray commas and connectives, with its capital."""
        text = _plain(text)
        text = re.sub(r"\s+([,;:!?]|\.(?!\w))", r"\1", text)
        text = re.sub(r"(?<![.\s])\.\.$", ".", text)
        text = re.sub(r"^[,;:.\s—–-]+", "", text)
        text = re.sub(r"([,;:—–-]|\s)+([.!?]*)$", r"\2", text)
        text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
        text = re.sub(r"[,;]\s+\d\)(?=[.!]?$)", "", text)
        text = self._unlinked(text)
        first = re.search(r"[^\W\d_]", self.sentence.raw)
        if self.beheaded or (first and first.group().isupper()):
            text = re.sub(r"^([^\w`]{0,3})([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
        return _DANGLING.sub(r"\1, tell me", text) if self.idle else text

    def _unlinked(self, text: str) -> str:
        """Without a connective at either end that links to nothing."""
        if not re.match(r"\W*(?:and|but|or|then)\b", self.sentence.raw, re.I):
            text = re.sub(r"^(?:and|but|then|or)\s+(?=\S)", "", text, flags=re.I)
        if self.shortened:
            text = re.sub(r"^(?:and|but|so|because|since|then|or)\s+(?=\S)", "", text, flags=re.I)
        loose = re.search(r"(?:,?\s+(?:and|or|then|to|but|because|so))+(?=[.!?]*$)", text)
        if loose and not self.sentence.plain[: self.body].endswith(loose.group()):
            text = text[: loose.start()] + text[loose.end() :]
        return text


def _plain(text: str) -> str:
    """Without double blanks and what holds nothing any more."""
    return _EMPTY.sub("", re.sub(r"[ \t]{2,}", " ", text.strip()))


def holds_fact(sentence: Sentence, finding: Finding) -> bool:
    """A change whose wording carries a figure or a name."""
    told = sentence.raw[sentence.origin[finding.start] : sentence.origin[finding.end - 1] + 1]
    return bool(re.search(r"\d|`", told)) or bool(
        re.search(r"\b(?:drag|slide|pull|move|拖|拉|滑)", told[:6], re.I)
        and not is_stock(told, sentence.is_chinese)
    )


def is_stock(text: str, is_chinese: bool) -> bool:
    """Whether words say nothing beyond the click that they stand beside."""
    if re.search(r"[\d`]", text) or _ASKED.search(text):
        return False
    if is_chinese:
        return not re.search(r"\w", _STOCK_ZH.sub("", text))
    return all(word.lower().replace("’", "'") in _STOCK_EN for word in _WORD.findall(text))
