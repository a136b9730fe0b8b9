"""The sentence that is left when its GUI talk goes, or is put differently."""

import re
from dataclasses import dataclass

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import chinese_words, tidying
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import Sentence
from nemo_tui.plugins.gui_speak.stock import holds_fact, is_stock

_CJK = re.compile(r"[\u3400-\u9fff]")
_SPLIT = {
    False: re.compile(r"[,;:—–()\[\]]+\s*|\s*[👉👇📥🔽⏬➡⬇]️?\s*|\s-\s|(?<=\w)\.\s+(?=[A-Z])"),
    True: re.compile(r"\s*[👉👇📥🔽⏬➡⬇]️?\s*|[，；：—（）,;:。]+\s*"),
}
_CONDITION = {
    False: re.compile(
        r"^\W*(?:and |or |but |so |first |now |then |again |even )*(?:if|when|whenever|once"
        r"|should (?!be)\w+|as soon as|in (?:that |which |this )?case|after you|unless|anytime"
        r"|any ?time|optionally|alternatively|whatever|whichever|until|to \w+|in order to"
        r"|for (?:a|the|your|this"
        r"|an|more"
        r"|another|now|today)\b)\b",
        re.I,
    ),
    True: re.compile(
        r"^最后一步$|^下一步$|如果|要是|如需|需要|担心|若|假如|倘若|的话|满意|想|准备好|时候?$|后$"
        r"|觉得|听着|没问题"
        r"|确认|等|[之以]?前$|时$|^(?:要|为了)(?!是)"
    ),
}
_LATER = re.compile(r"\W*(?:after|before|by|at|in)\b", re.I)
_OTHERWISE = re.compile(
    r"^\W*or (?:the|it|you|we|they|your)\b.*\b(?:will|would|won't)\b|\b(?:otherwise|or else"
    r"|if not|else)\b|否则|不然|要不",
    re.I,
)
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
_ASIDE = re.compile(r"(?:which|where|that) ", re.I)
_AND_LOOK = re.compile(
    r",? and(?: then)? (?=(?:look|watch|check|see|compare|listen|review|play|make sure|read"
    r"|verify|confirm"
    r"|tell)\b)"
)
_SEQUEL = re.compile(
    r"\W*(?:please|after that|afterwards?|then|finally|next|lastly|now|first|so|and|随后|之后|接着"
    r"|最后|然后|接下来|现在)\W*",
    re.I,
)
_REASON = re.compile(r"(?:because|since|as) (?!of\b|soon\b|long\b|you\b)|因为", re.I)
# "Hide the sidebar to see all 14 thumbnails": what can be seen is told without it.
_AIM = re.compile(r" to (?=(?:see|read|hear|watch|check|view|get) )")
_THREAT = re.compile(r"\W*(?:or|otherwise|else)\b|否则|不然|要不", re.I)
_OF_BALANCE = re.compile(r"(?:余额|积分|套餐|用量|详情)[^，。；：]*$")
_TO = re.compile(r"\W*(?:(?:and|or|but|so) )?(?P<to>(?:in order )?to )(?!be\b)(?=[a-z]+ )", re.I)
_TO_ZH = re.compile(r"\W*(?P<to>要|为了)(?!是|想|么)(?=[\u4e00-\u9fff])(?!.*的话)")
_AGAIN = re.compile(r" (?:twice|again|yet|now|here|any ?more|more than once|too early)\b")
_RELATIVE = re.compile(r"(?:which|where|who|whose)\b(?! you\b)", re.I)
_LEAD_EN = re.compile(
    r"(?:(?:^|(?<=\W))(?:so|and|or|but|then|now|please|just|simply|also|first|next|finally"
    r"|afterwards|lastly|go ahead and|feel free to|don't forget to|be sure to|make sure to"
    r"|remember to|by|avoid"
    r"|you(?:'ll| will)?(?: can| could| may| might| should| must| need to| have to"
    r"| want to| only| just| are welcome to| also| now| then| always| simply)*(?: need to"
    r"| have to| want to)?"
    r"|you (?:don't|do not) (?:have|need) to|you needn't"
    r"|all you (?:have|need) to do is(?: to)?|don't|do not|never|there(?:'s"
    r"| is) no need to|no need to|you're welcome to|you are free to|you're free to|again"
    r"|even|yet|to|which you should)\s+)+$",
    re.I,
)
_LEAD_ZH = re.compile(
    r"(?:请|您|你|可以|可|就|直接|只需要?|只要|然后|接着|再|先|最后|现在|也|还|随时|不妨"
    r"|麻烦|别忘了|记得|千万|反复|中途|轻易|并|而|随后|之后|都|去|来|不要|别|勿|先别|无需|不必"
    r"|不用|不需要"
    r"|没必要|切勿|暂时|急着"
    r"|自己"
    r"|手动|需要|能|那么|那就|那|首先|其次|接下来|在|用|通过|，)+$"
)
_END = re.compile(r"[\s.!?。！？…~～;；,，:：)\]）”\"'*_`]*$")
_FIGURE = re.compile(
    r"[\d`\"“「]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first"
    r"|second|third|both)\b|[两三四五六七八九十][个条段张秒]",
    re.I,
)
# What follows says by itself what the click was for.
_NEVER = re.compile(r"(?!)")
_OBJECT_ZH = re.compile(
    r"(?:新的?|整体)?(?:位置|顺序|效果|口型|节奏|画面|细节|衔接|变化|结果|字幕|转场|声音)"
)
_GOES_ON_ZH = {
    Step.STATE: re.compile(r"(?:播放(?=或)|看|查看|检查|确认|对比|核对|浏览|听|试听|比较)"),
    Step.UPLOAD: re.compile(
        r"(?:来|重新)?(?:传|发|添加|补充|补上|导入|加入|上传|附上|加上?|放|换成)"
    ),
    Step.CREDITS: re.compile(r"(?:来)?(?:充值|购买|升级|续费)"),
    Step.CHAT: re.compile(
        r"(?:就|也|便|来|以)*(?:可以|能|可|即可)?(?:给|显示|隐藏|解|锁|排|静|去|调|改|降|加|减"
        r"|恢复|还原|让|把|将|换"
        r"|缩|放大|关|消|撤|退|回到|分割|删)"
    ),
    Step.EXPORT: re.compile(
        r"(?:来|以|就能|就可以)(?:保存|下载|导出)|(?:来|以|就能|就可以)?(?:拿到|得到|获取|取)"
    ),
}
_STEP_LABEL = re.compile(
    r"\W*(?:(?:step|第) ?\w{1,2} ?步?|(?:the )?(?:next|last|final)(?: steps?)?|(?:still )?to do"
    r"|(?:只剩|还差)?最后一步|下一步|接下来|待办|all that's left(?: to do)?"
    r"|what's left"
    r"|(?:my |pro )?(?:suggestion|advice|tip|hint|recommendation)|action|fix|(?:我的)?建议"
    r"|(?:小)?(?:提示|技巧|贴士))\W*[:：]\W*",
    re.I,
)
_LABEL = re.compile(
    r"\W*(?:[A-Za-z'-]+\W*){1,3}|\W*(?:[Ss]tep \d+|第\d+步)\W*|\W*[\u4e00-\u9fff]{1,6}\W*"
)
# "The captions are German: click Export" has no label before its colon.
_STATED = re.compile(
    r"^(?!.*\b(?:left|remain\w*|missing|next|need\w*|do)\b).*\w .*\b(?:is|are|was|were|gone|removed"
    r"|fixed|added|replaced|restored|muted|trimmed|cut)\b|已|了$|[是很太偏有换变去][\u4e00-\u9fff]"
)


@dataclass(frozen=True)
class _Part:
    """A clause: its span with the punctuation that ends it, and where its words end."""

    start: int
    words: int
    end: int


class Rewriting:
    """Clauses that hold nothing but GUI talk go; in the others it is put differently."""

    def __init__(self, sentence: Sentence, found: list[Finding], is_chinese: bool) -> None:
        self.sentence = sentence
        self.found = found
        self.chinese = is_chinese
        end = _END.search(sentence.plain)
        body = end.start() if end else len(sentence.plain)
        self.body = max(body, *(finding.end for finding in found), 0)
        self.parts = self._split()
        self.aims: set[int] = set()

    def text(self) -> str:
        """What is shown of the sentence."""
        dropped = self._without_labels(self._dropped())
        kept = [part for i, part in enumerate(self.parts) if i not in dropped]
        if not kept or (dropped and all(self._is_idle(part) for part in kept)):
            return ""
        gap = "" if self.chinese else " "
        edits = [(self._cut_from(i, dropped), self._cut_to(i, dropped), gap) for i in dropped]
        edits += [(*self._aim(i), "") for i in self.aims]
        edits += self._rephrased(dropped)
        text = self.sentence.edited(edits)
        idle = all(f.step is None and not f.negated for f in self.found)
        lost_stop = self.body < len(self.sentence.plain)
        remains = tidying.Remains(self.sentence, self.body, bool(dropped), 0 in dropped, idle)
        told = remains.tidied_zh(text) if self.chinese else remains.tidied_en(text)
        stops = tidying.STOPS[self.chinese]
        return told + stops[0] if told and lost_stop and told[-1] not in stops else told

    def _is_idle(self, part: _Part) -> bool:
        """Whether a clause that stays says nothing without those that go: "after that"."""
        return not self._inside(part) and bool(_SEQUEL.fullmatch(self._words(part)))

    def _cut_from(self, index: int, dropped: set[int]) -> int:
        """The start of a clause that goes, with the comma before one that begins with "which"."""
        start, comma = self.parts[index].start, self.parts[index - 1].words
        aside = index and index - 1 not in dropped and _ASIDE.match(self.sentence.plain, start)
        return comma if aside and ")" not in self.sentence.plain[comma:start] else start

    def _cut_to(self, index: int, dropped: set[int]) -> int:
        """The end of a clause that goes, with the "because" of what follows."""
        end = self.parts[index].end
        reason = _REASON.match(self.sentence.plain, end)
        return reason.end() if reason and index + 1 not in dropped else end

    def _split(self) -> list[_Part]:
        parts: list[_Part] = []
        start = 0
        for stop in _SPLIT[self.chinese].finditer(self.sentence.masked, 0, self.body):
            within = [f.end for f in self.found if f.start < stop.end() and stop.start() < f.end]
            begin = max([stop.start(), *within])
            if begin <= start or not self.sentence.masked[begin : stop.end()].strip():
                continue
            if re.match(r"[,:]\d", self.sentence.masked[begin : begin + 2]):
                continue
            parts.append(_Part(start, begin, stop.end()))
            start = stop.end()
        parts.append(_Part(start, self.body, self.body))
        return parts

    def _dropped(self) -> set[int]:
        dropped: set[int] = set()
        for index, part in enumerate(self.parts):
            inside = self._inside(part)
            if not inside:
                continue
            group = self._group(index)
            idle = {
                i
                for i in group - {index}
                if self._is_for_nothing(part)
                and self._is_idle_condition(self._words(self.parts[i]))
            }
            if all(self._is_stock(self.parts[i]) for i in group - idle) and not self._is_needed(
                group
            ):
                dropped |= group
            elif self._is_told_by_aim(index):
                dropped.add(index)
                self.aims.add(index - 1)
        return dropped

    def _is_told_by_aim(self, index: int) -> bool:
        """ "To replace it at 0:10, right-click it": what it is for says it all."""
        if not index or self._inside(self.parts[index - 1]) or not self._aim(index - 1)[1]:
            return False
        inside = self._inside(self.parts[index])
        told = all(f.step is not None or f.carries for f in inside)
        return told and not any(f.negated for f in inside) and self._is_stock(self.parts[index])

    def _aim(self, index: int) -> tuple[int, int]:
        """The span of the "to" that a clause of purpose begins with."""
        part = self.parts[index]
        pattern = _TO_ZH if self.chinese else _TO
        match = pattern.match(self.sentence.plain, part.start, part.words)
        return match.span("to") if match else (0, 0)

    def _without_labels(self, dropped: set[int]) -> set[int]:
        """ "To do: click Export" leaves no "To do:" behind."""
        dropped |= {
            index
            for index, part in enumerate(self.parts[:-1])
            if index + 1 in dropped
            and not self._inside(part)
            and _STEP_LABEL.fullmatch(self.sentence.plain, part.start, part.end)
        }
        labels = {
            index
            for index, part in enumerate(self.parts[:-1])
            if index + 1 in dropped
            and (index + 2 == len(self.parts) or index + 2 in dropped)
            and self.sentence.plain[part.words] in ":："
            and not self._inside(part)
            and _LABEL.fullmatch(self._words(part))
            and not _STATED.search(self._words(part))
        }
        return dropped | labels if len(dropped | labels) == len(self.parts) else dropped

    def _group(self, index: int) -> set[int]:
        """A clause with the conditions that belong to it."""
        group = {index}
        before = index - 1
        bracketed: set[int] = set()
        while before >= 0 and self._only_carries(self.parts[before]):
            if self._inside(self.parts[before]):
                group.add(before)
            elif self._is_condition(before):
                group |= {before, *bracketed}
            elif self._is_bracketed(before):
                bracketed.add(before)
            else:
                break
            before -= 1
        after = index + 1
        while after < len(self.parts) and self._is_bracketed(after):
            group.add(after)
            after += 1
        if after < len(self.parts) and _SEQUEL.fullmatch(self._words(self.parts[after])):
            group.add(after)
        if (
            after < len(self.parts)
            and not self._inside(self.parts[after])
            and self._is_condition(after)
            and after + 1 == len(self.parts)
        ):
            group.add(after)
        return group

    def _only_carries(self, part: _Part) -> bool:
        """Whether a clause holds nothing but a step towards what follows, if that."""
        return all(finding.carries for finding in self._inside(part))

    def _is_bracketed(self, index: int) -> bool:
        before = self.sentence.plain[: self.parts[index].start]
        return before.count("(") + before.count("（") > before.count(")") + before.count("）")

    def _is_condition(self, index: int) -> bool:
        return bool(_CONDITION[self.chinese].search(self._words(self.parts[index])))

    def _is_needed(self, group: set[int]) -> bool:
        """What follows refers back: "otherwise I'd leave it"."""
        after = max(group) + 1
        if after == len(self.parts):
            return False
        follows = self._words(self.parts[after])
        if self._forbidden_for(group, after):
            return True
        told = any(f.instead and not f.negated for i in group for f in self._inside(self.parts[i]))
        return bool(_OTHERWISE.search(follows) or (told and _RELATIVE.match(follows)))

    def _forbidden_for(self, group: set[int], after: int) -> bool:
        """Whether a change is warned of, with what it would do: "don't press Undo, or …"."""
        inside = [f for i in group for f in self._inside(self.parts[i])]
        follows = self._words(self.parts[after]) if after < len(self.parts) else ""
        if not inside or not all(f.negated and f.instead for f in inside):
            return False
        is_change = all(f.step is Step.CHAT for f in inside)
        return bool(_THREAT.match(follows) or (is_change and _REASON.match(follows)))

    def _words(self, part: _Part) -> str:
        return self.sentence.plain[part.start : part.words]

    def _inside(self, part: _Part) -> list[Finding]:
        return [f for f in self.found if part.start <= f.start < max(part.words, part.start + 1)]

    def _is_stock(self, part: _Part) -> bool:
        """Whether a clause says nothing apart from its GUI talk."""
        rest, at = "", part.start
        for finding in self._inside(part):
            if finding.step is Step.CHAT and holds_fact(self.sentence, finding):
                return False
            is_renamed = finding.step is None and finding.instead and not finding.negated
            if re.search(r"\d", finding.instead) or (is_renamed and not finding.carries):
                return False
            rest += self.sentence.plain[at : finding.start] + " "
            at = finding.end
        tail = self.sentence.plain[at : part.words]
        if self._is_for_nothing(part) or any(f.negated for f in self._inside(part)):
            rest = "" if self._is_idle_condition(rest) else rest
            tail = "" if self._is_idle_condition(tail) else tail
        return is_stock(rest + tail, self.chinese)

    def _is_for_nothing(self, part: _Part) -> bool:
        """Whether the clause only works the window."""
        inside = self._inside(part)
        return bool(inside) and all(
            f.step is None and not f.carries and not f.negated for f in inside
        )

    def _is_idle_condition(self, text: str) -> bool:
        text = re.sub(r"^\W*(?:first|again)\b", "", text)
        idle = _CONDITION[self.chinese].search(text) or _LATER.match(text)
        return bool(idle) and not _FIGURE.search(text)

    def _rephrased(self, dropped: set[int]) -> list[tuple[int, int, str]]:
        edits = []
        for index, part in enumerate(self.parts):
            if index in dropped:
                continue
            for finding in self._inside(part):
                edits.append(self._rephrase(finding))
        return edits

    def _rephrase(self, finding: Finding) -> tuple[int, int, str]:
        plain = self.sentence.plain
        start, end, instead = finding.start, finding.end, finding.instead
        lead = (_LEAD_ZH if self.chinese else _LEAD_EN).search(plain[:start])
        if finding.negated and finding.instead:
            index = max(i for i, part in enumerate(self.parts) if part.start <= finding.start)
            if self._forbidden_for({index}, index + 1):
                return start, end, instead
        if finding.negated:
            denial = (chinese_words if self.chinese else words).NEGATED.search(plain[:start])
            if denial:
                leads = _LEAD_ZH if self.chinese else _LEAD_EN
                lead = leads.search(plain[: denial.start()]) or denial
            start = lead.start() if lead else start
            if denial and re.match(r"before\b", denial.group(), re.I):
                return start, end, ""
            return self._left_undone(start, end)
        if finding.step is None and instead:
            return start, end, instead
        by = None if self.chinese else re.search(r"(?:,? |^)by $", plain[:start], re.I)
        if by and not instead and not finding.negated:
            return by.start(), end, ""
        if finding.step is None:
            enough = re.match("即可|就好|就行|就可以了?", plain[end:])
            end += enough.end() if enough else 0
            follow = re.match(
                r"(?:,? ?(?:and|then|to)\b)+ ?|[，,]?(?:然后|再|并|后)|，(?=选|点|单|按|轻)",
                plain[end:],
            )
            if follow and finding.carries:
                return start, end + follow.end(), ""
            start = lead.start() if lead and not finding.carries else start
            start += (
                self.chinese and plain[start : start + 1] == "，" and bool(_CJK.match(plain, end))
            )
            aim = None if self.chinese or finding.carries else _AIM.match(plain, end)
            return (start, aim.end(), "you can ") if aim else (start, end, "")
        if finding.step is Step.CREDITS and _OF_BALANCE.search(plain[:start]):
            instead = "查一下"
        if self.chinese and finding.step is Step.STATE and _OBJECT_ZH.match(plain, end):
            return start, end, "看看"
        goes_on = self.chinese and _GOES_ON_ZH.get(finding.step, _NEVER).match(plain, end)
        if goes_on and instead:
            return start, end, ""
        sent = None if self.chinese else _SENT.match(plain, end)
        if finding.step is Step.UPLOAD and sent:
            return start, sent.end(), ""
        if not instead and (finding.step is Step.CHAT or (self.chinese and _CJK.match(plain, end))):
            return start, end, ""
        look = None if self.chinese else _AND_LOOK.match(plain, end)
        if finding.step is Step.STATE and instead == words.INSTEAD[Step.STATE] and look:
            return start, look.end(), ""
        if not instead:
            return (lead.start() if lead and not finding.carries else start), end, ""
        if by and finding.step is Step.CHAT:
            nameless = words.NO_NAME.fullmatch("use" + instead.removeprefix("using"))
            if nameless or (plain[:start].strip() != by.group().strip() and " " not in instead):
                return by.start(), end, ""
        if by and _SAID_ALREADY.get(finding.step, _NEVER).search(self._clause_before(start)):
            return by.start(), end, ""
        purpose = None if self.chinese else words.PURPOSE.match(plain, end)
        if purpose and _is_means(finding, purpose.group("verb")):
            return start, purpose.end(), ""
        return start, end, instead

    def _clause_before(self, end: int) -> str:
        return re.split(r"[,;:.!?—–(]", self.sentence.plain[:end])[-1]

    def _left_undone(self, start: int, end: int) -> tuple[int, int, str]:
        """What is said in place of "don't press Export" where its clause has to stay."""
        plain = self.sentence.plain
        needless = bool(_NEEDLESS.search(plain[:end]))
        if self.chinese:
            return start, end, "不用操作" if needless else "先等一下"
        again = _AGAIN.match(plain, end)
        instead = "there is nothing to do" if needless else "wait"
        space = "" if start == 0 or plain[start - 1] in " (" else " "
        return start, again.end() if again else end, space + instead


def _is_means(finding: Finding, verb: str) -> bool:
    """Whether the click need not be told where its purpose is: "use Crop to cut the border"."""
    if finding.instead.split()[0].endswith("ing"):
        return False
    if finding.step is Step.CREDITS:
        return verb in ("check", "buy", "top", "upgrade", "add", "get")
    return finding.step is not Step.STATE or verb not in ("see", "find", "know", "view")
