"""Stretches of time that a clause names: from 2s to 5s, the first 3 seconds, 中间一半."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["range", "head", "tail", "middle", "from", "until", "length"]

_T = r"(?:the )?(?:第)?<t(\d+)>(?: ?(?:mark|point|in|处|的位置|的地方|那里))?"
_P = r"(<p[\d.]+>|half|third|quarter|一半|半段|半部分|半)"
_TO = (
    r"(?:(?:剪|截|裁|切|播放?|放|留|取|保留)(?:到|至)|-|–|—|~|to|and|until|till|through|thru|"
    r"up to|开始到|开始至|开始,? ?(?:到|"
    r"至)|到|至|直到|和|,? ?(?:and )?(?:end(?:s|ing)?|finish(?:es)?|stops?)(?: it)?(?: at|"
    r" on)?:?|开始,? ?|结束于)"
)
_HEAD_EN = r"(?:first|1st|opening|initial|beginning|leading|starting|front)"
_TAIL_EN = r"(?:last|final|closing|ending|end)"
# `make it last 2 seconds` is a length, and no end.
_NOT_LASTS = (
    r"(?<!it )(?<!this )(?<!that )(?<!them )(?<!should )(?<!to )(?<!must )(?<!video "
    r")(?<!clip )(?<!title )(?<!text )(?<!caption )(?<!logo )(?<!photo )(?<!picture )(?<!music )"
    r"(?<!fade )(?<!each )"
)
_FRONT = r"(?:start|beginning|front|head|top|opening|intro)"
_BACK = r"(?:end|back|tail|ending|outro|finish)"
_HEAD_ZH = r"(?:最?前面?|开头|片头|开始|最开始|头|起始|首)的?"
_TAIL_ZH = r"(?:最后面?|后面?|末尾|结尾|尾部|尾巴|片尾|尾|末)的?"


@dataclass(frozen=True)
class Span:
    """A stretch of the timeline in ms, and how it was named. `length` is what was said."""

    start: int
    end: int
    kind: Kind
    where: tuple[int, int] = (0, 0)

    @property
    def length(self) -> int:
        """How long it is, in ms."""
        return self.end - self.start


def find(text: str, total: int) -> list[Span]:
    """All stretches in order of mention; ends may lie beyond `total` (the caller judges)."""
    found: list[Span] = []
    taken: list[tuple[int, int]] = []
    for pattern, make in _RULES:
        for match in re.finditer(pattern, text):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            for span in make(match, total):
                found.append(Span(span.start, span.end, span.kind, match.span()))
            taken.append(match.span())
    return sorted(found, key=lambda span: span.where)


_HIDDEN = (
    r"\b(?:not|hide|hidden|without|except|but)\b(?! only)[^<]{0,28}$",
    r"^(?:的时候|里|内|期间)?(?:先|都|就|暂时)?(?:不|别|没|隐藏)(?:要|用|有|能)?(?:显示|出现|要|放|加|有|露|看|$)",
)


def shown(text: str, total: int) -> list[Span]:
    """The stretches that something is to be seen in: `not in the first 3 s` means after them."""
    found = find(text, total)
    if len(found) != 1:
        return found
    span = found[0]
    before, after = text[: span.where[0]], text[span.where[1] :]
    if not (re.search(_HIDDEN[0], before) or re.search(_HIDDEN[1], after)):
        return found
    if span.start <= 0 < span.end < total:
        return [Span(span.end, total, "from", span.where)]
    return (
        [Span(0, span.start, "until", span.where)] if 0 < span.start < total <= span.end else found
    )


def _range(m: re.Match[str], total: int) -> list[Span]:
    a, b = int(m[1]), int(m[2])
    return [Span(min(a, b), max(a, b), "range")]


def _range_for(m: re.Match[str], total: int) -> list[Span]:
    return [Span(int(m[1]), int(m[1]) + int(m[2]), "range")]


def _named(m: re.Match[str]) -> int:
    """The one time of a rule with alternatives."""
    return int(next(group for group in m.groups() if group))


def _long_from(m: re.Match[str], total: int) -> list[Span]:
    return [Span(int(m[2]), int(m[1]) + int(m[2]), "range")]


def _head(m: re.Match[str], total: int) -> list[Span]:
    return [Span(0, _named(m), "head")]


def _tail(m: re.Match[str], total: int) -> list[Span]:
    return [Span(total - int(m[1]), total, "tail")]


def _both(m: re.Match[str], total: int) -> list[Span]:
    a = int(m[1])
    b = int(m[2]) if m.re.groups > 1 and m[2] else a
    return [Span(0, a, "head"), Span(total - b, total, "tail")]


def _both_shares(m: re.Match[str], total: int) -> list[Span]:
    part = round(total * float(m[1]) / 100)
    return [Span(0, part, "head"), Span(total - part, total, "tail")]


def _uneven(m: re.Match[str], total: int) -> list[Span]:
    return [Span(0, int(m[1]) * 1000, "head"), Span(total - int(m[2]), total, "tail")]


def _middle(m: re.Match[str], total: int) -> list[Span]:
    length = _named(m)
    return [Span((total - length) // 2, (total + length) // 2, "middle")]


def _share_of(word: str) -> float:
    if word.startswith("<p"):
        return float(word[2:-1]) / 100
    return {"third": 1 / 3, "quarter": 0.25}.get(word, 0.5)


def _head_share(m: re.Match[str], total: int) -> list[Span]:
    return [Span(0, round(total * _share_of(m[1])), "head")]


def _tail_share(m: re.Match[str], total: int) -> list[Span]:
    return [Span(total - round(total * _share_of(m[1])), total, "tail")]


def _middle_share(m: re.Match[str], total: int) -> list[Span]:
    rest = round(total * (1 - _share_of(m[1])) / 2)
    return [Span(rest, total - rest, "middle")]


def _from(m: re.Match[str], total: int) -> list[Span]:
    return [Span(int(m[1]), total, "from")]


def _ends_at(m: re.Match[str], total: int) -> list[Span]:
    return [Span(0, int(m[1]), "length")]


def _starts_at(m: re.Match[str], total: int) -> list[Span]:
    return [Span(_named(m), total, "length")]


def _after_head(m: re.Match[str], total: int) -> list[Span]:
    return [Span(_named(m), total, "from")]


def _before_tail(m: re.Match[str], total: int) -> list[Span]:
    return [Span(0, max(total - int(m[1]), 0), "until")]


def _until(m: re.Match[str], total: int) -> list[Span]:
    return [Span(0, int(m[1]), "until")]


_END_EN = r"(?:the )?(?:very )?(?:end|finish)"
_RULES = (
    (rf"(?:everything |anything |all |the rest |what comes )?(?:after|past|beyond|following) the "
     rf"{_HEAD_EN} <t(\d+)>|(?:前|开头)的?<t(\d+)>(?:以后|之后)的?", _after_head),
    (rf"(?:everything |anything |all |what comes )?before the {_TAIL_EN} <t(\d+)>", _before_tail),
    ((
r"<p([\d.]+)> (?:off|from|at|on|of) (?:both (?:ends|sides)|each end|either end|"
rf"the {_FRONT} and (?:the )?{_BACK})"
), _both_shares),
    ((
r"(?:前后|首尾|头尾|开头和?结尾|两头|两端)(?:各|都|分别)*(?:剪掉|裁掉|去掉|剪|切|裁|"
r"删掉|去|切掉)?<p([\d.]+)>"
), _both_shares),
    (rf"{_HEAD_EN} (?:and|&) (?:the )?{_TAIL_EN} <t(\d+)>", _both),
    (r"\b(?:both|each|either) (?:ends?|sides?)(?: each)? by <t(\d+)>", _both),
    (rf"{_HEAD_EN} (\d+) (?:and|&|,) (?:the )?{_TAIL_EN} <t(\d+)>", _uneven),
    ((
r"<t(\d+)> (?:off|from|at|on|of) (?:both (?:ends|sides)|each end|either end|"
rf"{_FRONT} and {_BACK}|the {_FRONT} and (?:the )?{_BACK})"
), _both),
    ((
r"(?:前后|首尾|头尾|开头和?结尾|两头|两端|掐头去尾|去头去尾)(?:各|都|"
r"分别)*(?:剪掉|裁掉|去掉|剪|切|裁|删掉|去|切掉)?<t(\d+)>"
), _both),
    ((
rf"(?:{_TAIL_ZH})(?:部分|那里)?(?:再|都|各|分别|均)*(?:剪|去|删|裁|切|减)(?:掉|"
r"除|去)?<t(\d+)>"
), _tail),
    ((
rf"(?:{_HEAD_ZH})(?:部分|那里)?(?:再|都|各|分别|均)*(?:剪|去|删|裁|切|减)(?:掉|"
r"除|去)?<t(\d+)>"
), _head),
    ((
r"(?:from|between|starting at|start(?:s|ing)? (?:it )?(?:at|from)|at|自|从|"
rf"在)? ?{_T} ?(?:-|to|and|until|till|through|up to|"
rf"all the way to) ?{_END_EN}(?! (?:it |this |that )?(?:at|on|by)\b)"
), _from),
    (r"(?:从|自)?第?<t(\d+)>(?:开始)?(?:一直)?,? ?(?:到|至)(?:最后|结尾|结束|末尾|片尾|完)", _from),
    ((
r"(?:from |between |starting (?:at|from) |start(?:s|ing)?:? (?:it )?(?:at |"
rf"from )?|begin(?:ning)? at |自|从|在)? ?{_T} ?{_TO} ?{_T}"
), _range),
    (rf"(?:from )?(?:the )?(?:very )?{_FRONT} (?:to|until|till|up to|through) {_T}", _until),
    (r"(?:从)?(?:开头|头|片头|最开始|开始)(?:到|至)第?<t(\d+)>", _until),
    ((
rf"(?:from|starting at|starting from|at|从|在) ?{_T}(?:开始|起)?,?(?: for|"
r" and lasts?|,? lasting|持续|显示|停留|往后|之后的?|截取|截|取|剪出?|保留|要|"
r"留) ?<t(\d+)>"
), _range_for),
    ((
r"(?:\b(?:from|at|in at|starting at|in from) (?:the )?<t(\d+)>(?: mark)?[^<]{0,28}\b(?:for|lasting|"
r"lasts?) (?:about |around |only |just )*<t(\d+)>)"
), _range_for),
    ((
r"(?:从|在|自)?第?<t(\d+)>(?:的时候|的地方|处|时)?(?:开始|起|进|"
r"出现)[^<]{0,10}?(?:播放?|放|持续|响|"
r"显示|停留|出现|配)(?:个|上|满|大概|大约|约|它|了)*<t(\d+)>(?!的?(?:处|时|开始))"
), _range_for),
    ((
r"\b(?:end|ends|ending|stop|stops|finish|finishes)(?: it| this| the (?:video|"
rf"clip))? (?:at|on|after) {_T}"
), _ends_at),
    (r"(?:到|在|至)第?<t(\d+)>(?:处|的地方|的时候|时)?(?:结束|停止?|为止)(?!删|剪)", _ends_at),
    (r"(?:结束|停|停止|收)(?:在|于|到)第?<t(\d+)>", _ends_at),
    ((
r"\b(?:start|starts|begin|begins)(?: it| this| the (?:video|clip))? (?:at|from|"
rf"on|with) {_T}(?! ?(?:{_TO}) ?(?:the )?(?:<t|end)| for)"
), _starts_at),
    ((
r"从第?<t(\d+)>(?:处|的地方)?(?:开始)?(?:播放?|放|起播)|<t(\d+)>(?:处|"
r"的地方)?开始播"
), _starts_at),
    ((
r"\bfor <t(\d+)>,? ?(?:and )?(?:starting|beginning|appearing|start|begin|from|at)"
r"(?: at| from)? <t(\d+)>"
), _long_from),
    (r"<t(\d+)> (?:long )?(?:\w+ )?(?:starting|beginning) (?:at|from) <t(\d+)>", _long_from),
    (rf"{_HEAD_EN} (?:of the )?<t(\d+)>", _head),
    ((
r"<t(\d+)>(?: \w+)? (?:off|from|at|of|in|on|out of)(?: of)? (?:the |"
rf"its )?(?:very )?{_FRONT}\b"
), _head),
    (rf"{_HEAD_ZH} ?<t(\d+)>|<t(\d+)>的?(?:开头|片头)", _head),
    (rf"{_NOT_LASTS}{_TAIL_EN} (?:of the )?<t(\d+)>", _tail),
    ((
r"<t(\d+)>(?: \w+)? (?:off|from|at|of|in|on|out of)(?: of)? (?:the |"
rf"its )?(?:very )?{_BACK}\b"
), _tail),
    (r"\b(?:beginning|start|opening), <t(\d+)>", _head),
    (r"\b(?:end|ending), <t(\d+)>", _tail),
    (r"\b(?:intro|opening|beginning) <t(\d+)>", _head),
    (r"\b(?:intro|opening)\b[^<]{0,20}<t(\d+)>(?: long)?$", _head),
    (r"\b(?:outro|ending|credits)\b[^<]{0,20}<t(\d+)>(?: long)?$", _tail),
    (rf"\b{_FRONT} by <t(\d+)>", _head),
    (rf"\b{_BACK} by <t(\d+)>", _tail),
    (rf"\b{_BACK} <t(\d+)>", _tail),
    (rf"{_TAIL_ZH} ?<t(\d+)>", _tail),
    (r"middle <t(\d+)>|<t(\d+)> (?:in|from) the middle|(?:中间|正中)的?那?<t(\d+)>", _middle),
    ((
r"<p([\d.]+)>(?: \w+)? (?:off|from|at|of)(?: of)? (?:the |"
rf"its )?(?:very )?{_FRONT}\b"
), lambda m, total: [Span(0, round(total * float(m[1]) / 100), "head")]),
    ((
r"<p([\d.]+)>(?: \w+)? (?:off|from|at|of)(?: of)? (?:the |"
rf"its )?(?:very )?{_BACK}\b"
), lambda m, total: [Span(total - round(total * float(m[1]) / 100), total, "tail")]),
    (rf"(?:first|front|opening|1st) {_P}", _head_share),
    (rf"(?:last|second|back|final|2nd|latter|other) {_P}", _tail_share),
    (rf"(?:middle|center|centre|central) {_P}", _middle_share),
    (rf"(?:{_HEAD_ZH}|上) ?{_P}", _head_share),
    (rf"(?:{_TAIL_ZH}|下) ?{_P}", _tail_share),
    (rf"(?:中间|正中)的?(?:那)? ?{_P}", _middle_share),
    ((
r"(?:everything |anything |all |the rest |stuff )?(?:after|past|beyond|"
rf"following) {_T}"
), _from),
    ((
r"(?:from|starting (?:at|from|with)|start(?:s|ing)? (?:it )?(?:at|from)|"
rf"begin(?:ning)? (?:at|from)|since) {_T}(?: on(?:wards?)?| forward)?"
), _from),
    ((
r"(?:从|自)?第?<t(\d+)>(?:的地方|处)?(?:开始|起|以后|之后|往后|后面|后的|"
r"后(?=都|全|不|删|剪|$))"
), _from),
    ((
r"(?:everything |anything |all |stuff )?(?:before|until|till|up to|up until|"
rf"prior to) {_T}"
), _until),
    (r"(?:到)?第?<t(\d+)>(?:的地方|处)?(?:以前|之前|为止|前面|前的|前)", _until),
)  # fmt: skip


def point(text: str) -> int | None:
    """A moment: at 0:06, 第4秒, 3.5s mark; the first time named if nothing says `at`."""
    at = re.search(r"(?:\bat|@|\bon|\bafter|\baround|在|于|第|到) ?(?:the )?(?:第)?<t(\d+)>", text)
    if at:
        return int(at[1])
    mark = re.search(r"<t(\d+)> ?(?:mark|in\b|point|处|的位置|的地方|那一?帧|时)", text)
    any_time = mark or re.search(r"<t(\d+)>", text)
    return int(any_time[1]) if any_time else None
