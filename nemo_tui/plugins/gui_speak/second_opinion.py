"""What the model says of the clauses in which the rules heard GUI talk."""

import re
from collections.abc import Mapping
from dataclasses import replace

from nemo_tui.engine.actions import SpeakContext, Step
from nemo_tui.plugins.gui_speak import chinese_words, english_words, hunch, last_look, modes
from nemo_tui.plugins.gui_speak import last_look_words as look
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import QUOTE, Sentence

_CJK = re.compile(r"[\u3400-\u9fff]")
# The element alone is named, or what is done in its place is put in words of its own.
_UNKNOWN = re.compile(
    r"使用(?!.*(?:[调色]色|字体|倍速"
    r"|卡点|抠像|防抖|[降去]噪|美颜|变声|混响|淡[入出]|叠化|水印|音效|吸附|循环|动画|蒙版"
    r"|速度|音量|亮度|色温|饱和|对比度|透明|模糊|缩放))"
    r"|改一下$|移动$|use |$"
)
# A button with a name changes something, unless the model is sure of another step.
_NAMED = re.compile(r"use [A-Z]")
_SURE_OF_STEP = 0.9
_DOUBTED = 0.06
# Deeds of films too, where nothing on a screen is called by its name.
_LOOSE = re.compile(
    rf"(?:打开|[在从到去用看进]|通过|使用|刷新|全屏|登录|退出|关|收)[^{QUOTE}A-Za-z]*$"
)
_EFFECT = re.compile(
    r"(?:滤镜|特效|贴纸|模板|转场|效果|预设|样式|风格|缩略图)(?!\W?(?:面板|按钮|菜单|库|页签))"
)


def heard(sentence: Sentence, found: list[Finding], context: SpeakContext) -> list[Finding]:
    """The findings with what rules cannot know: what unknown elements do, how far clauses go."""
    words = chinese_words if _CJK.search(sentence.plain) else english_words
    leads_nowhere = all(f.carries for f in found)
    result = list(found)
    for clause in look.CLAUSE.finditer(sentence.masked):
        inside = [f for f in found if clause.start() <= f.start < clause.end()]
        if not inside or any(f.negated or f.end > clause.end() for f in inside):
            continue
        guess = hunch.hunch(sentence, *clause.span(), context)
        if guess.certainty < _DOUBTED and _is_bare(sentence, clause, inside, context):
            result = [f for f in result if f not in inside]
        if guess.certainty > hunch.SURE:
            is_effect = _EFFECT.search(sentence.plain, inside[-1].start, inside[-1].end + 3)
            is_named = any(_NAMED.match(f.instead) for f in inside) and guess.lead < _SURE_OF_STEP
            step = Step.CHAT if is_effect or is_named else guess.step
            told = [_as_guessed(f, step, leads_nowhere, words.INSTEAD) for f in inside]
            if _is_untidy(sentence, clause, inside):
                told = _whole(sentence, clause, told, step, context) or told
            result = [f for f in result if f not in inside] + told
    return _done_last(sentence, sorted(result, key=lambda f: f.start))


def _done_last(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The last menu that is opened, where nothing is chosen in it, is a change."""
    opens_menu = found and re.search(
        r"菜单|\bmenu\b", sentence.plain[found[-1].start : found[-1].end]
    )
    if not opens_menu or not all(f.carries and f.step is None and not f.negated for f in found):
        return found
    return [*found[:-1], replace(found[-1], step=Step.CHAT, carries=False)]


def _is_bare(
    sentence: Sentence, clause: re.Match[str], inside: list[Finding], context: SpeakContext
) -> bool:
    """Whether a Chinese clause is all that might be GUI talk and nobody is asked."""
    first, *others = inside
    is_loose = _LOOSE.match(sentence.masked, first.start, first.end)
    begins = clause.start() == first.start and not context.point
    return bool(is_loose) and begins and not others


def _as_guessed(
    finding: Finding, step: Step | None, leads_nowhere: bool, instead: Mapping[Step, str]
) -> Finding:
    """With the model's step where the rules only know that something is worked."""
    unknown = finding.step is Step.CHAT and _UNKNOWN.match(finding.instead)
    if unknown and step is not Step.CHAT:
        named = instead.get(step, "") if step and finding.instead else ""
        return replace(finding, step=step, instead=named)
    if leads_nowhere and step is not None:
        return replace(finding, step=step, carries=False)
    return finding


def _is_untidy(sentence: Sentence, clause: re.Match[str], inside: list[Finding]) -> bool:
    """Whether the rules leave a part of the GUI talk: the rest still names a screen."""
    rest, at = "", clause.start()
    for finding in inside:
        rest += sentence.masked[at : finding.start] + " "
        at = finding.end
    rest += sentence.masked[at : clause.end()]
    return bool(look.REST_ZH.search(rest) or look.REST_EN.search(rest)) or any(
        look.TORN_ZH.match(sentence.masked, f.end, clause.end()) for f in inside
    )


def _whole(
    sentence: Sentence,
    clause: re.Match[str],
    told: list[Finding],
    step: Step | None,
    context: SpeakContext,
) -> list[Finding]:
    """The clause as one finding for each step, if nothing but GUI talk goes with it."""
    sure = [f for f in told if f.step and f.instead and not _UNKNOWN.match(f.instead)]
    steps = list(dict.fromkeys(f.step for f in sure)) or [step]
    whole = Finding(*clause.span(), steps[-1], "")
    is_told = any(f.step is Step.CHAT for f in sure)
    is_all = last_look.sparing(sentence, whole, context.before) == [whole]
    if is_told or not is_all or hunch.stays(sentence, *clause.span()):
        return []
    is_chinese = bool(_CJK.search(sentence.plain))
    words = (chinese_words if is_chinese else english_words).INSTEAD
    whole = replace(whole, instead=words.get(steps[-1], "") if steps[-1] else "")
    whole = whole.offered() if modes.leaves_open(clause.group(), is_chinese) else whole
    return [Finding(whole.start, whole.start, step, "") for step in steps[:-1]] + [whole]
