"""Which clauses of a sentence go with its GUI talk, and in which it is put differently."""

import re
from dataclasses import dataclass

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import wording
from nemo_tui.plugins.gui_speak.sentence import Edit, Finding, Sentence

_SPLIT = {
    False: re.compile(r"[,;:—–()\[\]]+\s*|\s*[👉👇📥🔽⏬➡⬇]️?\s*|\s-\s|(?<=\w)\.\s+(?=[A-Z])"),
    True: re.compile(r"\s*[👉👇📥🔽⏬➡⬇]️?\s*|[，；：—（）,;:。]+\s*"),
}
_CONDITION = {
    False: re.compile(
        r"^\W*(?:and |or |but |so |first |now |then |again |even )*(?:if|when|whenever|once"
        r"|should (?!be)\w+|as soon as|in (?:that |which |this )?case|after you|before you|unless"
        r"|any ?time|optionally|alternatively|whatever|whichever|until|to \w+|in order to"
        r"|for (?:a|the|your|this|an|more|another|now|today)\b)\b",
        re.I,
    ),
    True: re.compile(
        r"^最后一步$|^下一步$|如果|要是|如需|需要|担心|若|假如|倘若|的话|满意|想|准备好|时候?$|后$"
        r"|觉得|听着|没问题|确认|等|[之以]?前$|时$|^(?:要|为了)(?!是)"
    ),
}
_LATER = re.compile(r"\W*(?:after|before|by|at|in)\b", re.I)
_OTHERWISE = re.compile(
    r"^\W*or (?:the|it|you|we|they|your)\b.*\b(?:will|would|won't)\b|\b(?:otherwise|or else"
    r"|if not|else)\b|否则|不然|要不",
    re.I,
)
_ASIDE = re.compile(r"(?:which|where|that) ", re.I)
_SEQUEL = re.compile(
    r"\W*(?:please|after that|afterwards?|then|finally|next|lastly|now|first|so|and|随后|之后|接着"
    r"|最后|然后|接下来|现在)\W*",
    re.I,
)
_REASON = re.compile(r"(?:because|since|as) (?!of\b|soon\b|long\b|you\b)|因为", re.I)
_THREAT = re.compile(r"\W*(?:or|otherwise|else)\b|否则|不然|要不", re.I)
_TO = re.compile(r"\W*(?:(?:and|or|but|so) )?(?P<to>(?:in order )?to )(?!be\b)(?=[a-z]+ )", re.I)
_TO_ZH = re.compile(r"\W*(?P<to>要|为了)(?!是|想|么)(?=[\u4e00-\u9fff])(?!.*的话)")
_RELATIVE = re.compile(r"(?:which|where|who|whose)\b(?! you\b)", re.I)
_END = re.compile(r"[\s.!?。！？…~～;；,，:：)\]）”\"'*_`]*$")
_FIGURE = re.compile(
    r"[\d`\"“「]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first"
    r"|second|third|both)\b|[两三四五六七八九十][个条段张秒]",
    re.I,
)
_STEP_LABEL = re.compile(
    r"\W*(?:(?:step|第) ?\w{1,2} ?步?|(?:the )?(?:next|last|final)(?: steps?)?|(?:still )?to do"
    r"|(?:只剩|还差)?最后一步|下一步|接下来|待办|all that's left(?: to do)?|what's left|(?:my "
    r"|pro )?(?:suggestion|advice|tip|hint|recommendation)|action|fix|(?:我的)?建议"
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

    def __init__(self, sentence: Sentence, found: list[Finding]) -> None:
        self.sentence = sentence
        self.found = found
        self.chinese = sentence.is_chinese
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
        remains = wording.Remains(self.sentence, self.body, bool(dropped), 0 in dropped, idle)
        told = remains.tidied_zh(text) if self.chinese else remains.tidied_en(text)
        stops = wording.STOPS[self.chinese]
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
            if finding.step is Step.CHAT and wording.holds_fact(self.sentence, finding):
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
        return wording.is_stock(rest + tail, self.chinese)

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

    def _rephrased(self, dropped: set[int]) -> list[Edit]:
        return [
            (finding.start, finding.end, finding.instead)
            if finding.negated and finding.instead and self._forbidden_for({index}, index + 1)
            else wording.reworded(self.sentence, finding)
            for index, part in enumerate(self.parts)
            if index not in dropped
            for finding in self._inside(part)
        ]
