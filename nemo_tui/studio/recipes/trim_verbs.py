"""What a clause does with the stretches that it names: whether each stays or goes."""

from __future__ import annotations

import re

from nemo_tui.studio.language.spans import Span
from nemo_tui.studio.language.wording import Wording

_KEEP = (
    r"够|\b(?:is|are) (?:enough|plenty)\b|\bwill do\b|"
    r"\b(?:limit|cap) |"
    r"\bkeep\b|\bonly\b|\bjust (?:the|want|need|use|give)\b|\bwant\b|\bneed\b|"
    r"\bleave (?:only|just|me)|\buse (?:the|only|just|from|what)|"
    r"\bextract (?:the|from|a)|\btake (?:the|out the best|only|just|from)\b|"
    r"\bretain\b|\bselect\b|\bgrab\b|\bpick\b|\bgive me\b|"
    r"\b(?:trim|cut|shorten|crop|clip|chop|snip|edit|reduce|get|bring) (?:it |this |"
    r"that |the (?:video|clip|footage|whole thing) |my (?:video|clip) |<F\d+> |"
    r"everything |down |back )*(?:down )?(?:so (?:that )?it(?:'s| is) |to\b|"
    r"starting\b)|\b(?:trim|shorten|clip|edit) (?:it |this |that |the (?:video|clip|"
    r"footage) |my (?:video|clip) |<F\d+> |down )*(?:from|between)\b|"
    r"\bmake (?:it|this|the (?:video|clip)) (?:start|begin|only|just|last|run|be|end|"
    r"exactly|<t)|\bstart (?:it|the video|the clip|this)? ?(?:at|from)|"
    r"\bcut(?: it| this)? (?:down )?to\b|\bshould (?:only )?(?:be|last|run)\b|\bexcept\b|"
    r"只留|只看|只想|想要|只要|只保留|保留|留下|留住|留前|留后|只需|只用|只取|截取|截到|"
    r"截出|剪到|剪出|裁到|剪成|裁成|剪至|裁至|取前|取后|取中|取出|截前|截后|截下|"
    r"剪辑成|就要|我要|缩短到|缩到|要前|要后|提取|从<t\d+>到<t\d+>剪出来|剪下来|"
    r"截下来|切出来|剪出来|只剩|选取|抽取"
)
_DROP = (
    r"\bnothing\b|"
    r"^ ?out\b|<t\d+> out\b|"
    r"切了|剪了|裁了|去了|\bleave (?:off|out)\b|"
    r"\b(?:should|can|must|has to|have to|needs? to) go\b|\bgo away\b|"
    r"\b(?:cut|trim|chop|snip|slice|lop|shave|clip|take|edit|"
    r"crop)(?: \w+){0,3}? (?:off|out|away)\b|\bremove\b|\bdelete\b|\bdrop\b|"
    r"\bdiscard\b|\bthrow\b|\bget rid\b|\bskip\b|\blose\b|\bditch\b|\bbin\b|"
    r"\bscrap\b|\berase\b|\bstrip\b|\bwithout\b|\bomit\b|\bexclude\b|\bno (?:first|"
    r"last)\b|\bdon'?t (?:need|want)\b|\bnot needed\b|\bkill\b|\bunwanted\b|"
    r"\bexcise\b|\bcut (?:the|from|between|<t|everything|anything|all|my)\b|"
    r"\btrim (?:the|<t|everything|anything|all|from the|away|my|a)\b|\bchop (?:the|"
    r"<t)|\bshave\b|\btake <t\d+> (?:off|from)|\bget <t\d+> off|\bsnip\b|"
    r"\bclip (?:the|<t)|\bgone\b|"
    r"删|去掉|剪掉|裁掉|切掉|剪去|裁去|砍掉|截掉|不要|去除|移除|扔掉|丢掉|去头|去尾|"
    r"掐|剔除|除去|抹掉|减掉|切除|裁剪掉|剪辑掉|拿掉|跳过|剪(?=[前后头尾开最<第])|"
    r"裁(?=[前后头尾开最<第])|切(?=[前后头尾开最<第])|剪$|不想要|没用|多余"
)
# A stretch is told first, and then: cut it.
_POINTED_OUT = (
    r"[,;.] ?(?:so |and |please |then |just |can you |could you )*"
    r"(?:cut|trim|chop|snip|take|edit|clip) (?:it|that|this|them|those)(?: bit| part)?(?: out)?\W*$"
)
_KEPT = r"\b(?:keep|want|need|only|just the|like|best)\b|留|只要|想要"
_EXCERPT = (
    r"\b(?:take|get|give|grab|pull)\b[^<]*\b(?:clip|snippet|excerpt|piece|part)\b[^<]*"
    r"\b(?:of|from) (?:it|this|that)\b"
)
_DOWN_TO = r"\bto (?:just |only |about )?<t\d+> (?:from|of|in|out of) the middle"


def by_length(w: Wording, total: int) -> list[Span]:
    """`trim it to 5 seconds` keeps the first five."""
    to = re.search(
        r"(?:\bto|\bdown to|\bjust|\bonly|\bbe|\blast|\bexactly|\bmake (?:it|this|"
        r"the (?:video|clip|whole thing))|\bunder|\bwithin|\brun|\bof|\ba|\bto (?:about|around|"
        r"roughly|only|exactly|just|a length of)|\bshould be|\bshorter than|\bless than) "
        r"(?:about |around |exactly |only |just |the )?<t(\d+)>(?! (?:long )?(?:shorter|"
        r"less|from|off|mark))|"
        r"(?:到|成|至|为|(?<!停)留|只要|只剩|截取|取|剩)(?:第|大概|大约|"
        r"差不多)?<t(\d+)>(?!的地方|处|开始|为止|之)|<t(\d+)>(?:就行|就够|就好|以内|之内|"
        r"以下|左右| max| tops| or less)|"
        r"(?:不超过|at most |no longer than )<t(\d+)>",
        w.text,
    )
    if to:
        return [Span(0, int(next(g for g in to.groups() if g)), "length", to.span())]
    if alone := re.match(r"\W*<t(\d+)> long\b", w.text):
        return [Span(0, int(alone[1]), "length", alone.span())]
    named = re.search(r"<t(\d+)> (?:long )?(?:version|cut|edit|clip|teaser|video)\b", w.text)
    if named:
        return [Span(0, int(named[1]), "length", named.span())]
    nth = re.search(r"第<t(\d+)>(?!\s?(?:到|至|-|处|的|开始|之|以|前|后))", w.text)
    if nth and w.has(_DROP) and int(nth[1]) >= 1000:
        return [Span(int(nth[1]) - 1000, int(nth[1]), "range", nth.span())]
    less = re.search(r"(?:by|掉|短|少)(?:了)? ?<t(\d+)>|<t(\d+)> shorter", w.text)
    if less and w.has(r"shorten|shorter|trim|cut|reduce|缩短|剪短|短"):
        return [Span(0, max(total - int(less[1] or less[2]), 0), "length", less.span())]
    return []


def is_dropped(w: Wording, span: Span) -> bool:
    """Whether this stretch is to go: judged by the verb that stands nearest to it."""
    if w.has(
        r"\b(?:keep|leave|retain|save|want|need)\b.*\b(?:except|but not|apart from|minus|"
        r"other than)|\beverything (?:except|but)\b|\ball (?:except|but)\b"
    ):
        return True
    if w.has(
        r"(?:remove|delete|cut|drop|throw|discard|get rid|trim|bin|"
        r"ditch)\b.*\b(?:everything|anything|all|stuff|rest)\b.* (?:except|but|"
        r"apart from|other than|outside)|\boutside\b|(?:except|but|apart from|other than|"
        r"除了|以外).*(?:remove|delete|cut|都删|都不要|删掉|去掉|全删)"
    ):
        return False
    if span.kind == "length" or w.has(_DOWN_TO) or w.has(_EXCERPT):
        return False
    if w.has(r"除了?.*(?:保留|留下|不变|不动|要$)|除了?.*(?:都|全)(?:要|留)"):
        return True
    if re.search(r"> out\b", w.text[slice(*span.where)]):
        return True
    if re.match(r" ?(?:off|out|away|gone|goes)\b", w.text[span.where[1] :]):
        return True
    if re.search(r"> (?:off|out|away)\W*$", w.text) and not w.has(_KEPT):
        return True
    if re.search(_POINTED_OUT, w.text[span.where[1] :]) and not w.has(_KEPT):
        return True
    before, after = _plain_verbs(w.text[: span.where[0]]), _plain_verbs(w.text[span.where[1] :])
    if span.kind != "range" and re.search(
        r"去|剪|裁|切|删|减| by <t|> off\b|> \w+ off\b", w.text[slice(*span.where)]
    ):
        return True
    if span.kind == "range" and re.search(r"(?:^|[^\w])cut$", before.strip()):
        return True
    if re.match(
        r"(?:everything|anything|all|stuff|after|past|beyond|before)\b", w.text[slice(*span.where)]
    ) and re.search(
        r"\b(?:cut|trim|chop|snip|clip|crop|edit|lop|slice)(?: off| out| away)?$", before.strip()
    ):
        return True
    if re.search(r"> (?:\w+ )?(?:from|at|of) ", w.text[slice(*span.where)]) and re.search(
        r"\b(?:trim|cut|remove|delete|drop|shave|chop|lose|clip|snip|slice|take)\b(?! only)[^,]*$",
        before,
    ):
        return not re.search(r"\b(?:keep|use|only|just)\b", before)
    keeps, drops = _nearest(_KEEP, before, after), _nearest(_DROP, before, after)
    if re.search(
        r"\bkeep(?:ing)? (?:only )?$|\bonly$|(?:只留|保留|留下|只要|只保留)(?:第|从|视频|的)*$",
        before.strip(),
    ):
        return False
    if drops is None:
        return False
    if keeps is None:
        return True
    return drops < keeps


def judged(w: Wording, found: list[Span]) -> list[tuple[Span, bool]]:
    """Every stretch with whether it is to go; `before 3s and after 9s` share one verb."""
    told: list[tuple[Span, bool]] = []
    for span in found:
        between = w.text[told[-1][0].where[1] : span.where[0]] if told else "-"
        shared = re.fullmatch(r"\s*(?:,|and|&|or|plus|和|以及|、|还有|及)*\s*(?:the )?", between)
        gone = told[-1][1] if shared and span.kind != "length" else is_dropped(w, span)
        told.append((span, gone))
    return told


def _plain_verbs(text: str) -> str:
    """`I don't need` is a way to say remove, 不需要 one to say 删."""
    text = re.sub(
        (
r"\b(?:nobody|no one|none of us) (?:really )?(?:needs?|wants?|cares? about|watches)\b|"
r"\b(?:do not|don'?t|doesn'?t|no longer|never|not) (?:really )?(?:need|want|like|"
r"keep|use)\b"
),
        "remove", text,
    )  # fmt: skip
    return re.sub(r"(?:不|没)(?:再|太)?(?:需要|想要|想留|要|用|保留)", "删", text)


def _nearest(pattern: str, before: str, after: str) -> int | None:
    """Distance of the nearest word; what follows counts as a little farther off."""
    distances = [len(before) - m.end() for m in re.finditer(pattern, before)]
    distances += [m.start() + 8 for m in re.finditer(pattern, after)]
    whole = [0 for m in re.finditer(pattern, before + after) if m.start() < len(before) < m.end()]
    return min([*distances, *whole], default=None)
