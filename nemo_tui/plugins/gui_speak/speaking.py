"""Say a sentence of GUI talk to somebody who has no screen to click on."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import SpeakContext, Spoken, Step, Translation
from nemo_tui.plugins.gui_speak import (
    chinese,
    english,
    english_addressing,
    modes,
    second_opinion,
)
from nemo_tui.plugins.gui_speak.edits import described
from nemo_tui.plugins.gui_speak.rewriting import Rewriting
from nemo_tui.plugins.gui_speak.sentence import Finding, Sentence, parse

# The patterns look back and ahead; no instruction is longer, but a pasted line may be.
_SELECTED = re.compile(
    r"\W*(?:(?:first|then|now|next),? )?(?:select|highlight|(?:right-)?(?:click"
    r"|tap)(?: on)?) \W*(?P<en>(?:(?:the|your|both|this|that) (?:[\w-]+ ){0,2}?)?(?:clip|track"
    r"|caption|subtitle|title|layer|transition|segment|song|image|photo)s?(?: \d+)?"
    r"|[\w-]+\.(?:mp4|mov|webm|mkv|avi|mp3|wav|m4a|png|jpe?g|gif))\W*|\W*(?:先|再|首先)?(?:选中"
    r"|点选|选择)(?P<zh>[^，。；：]{0,8}?(?:片段|音轨|轨道|字幕|标题|图层|转场|镜头"
    r"|照片) ?\d*)\W*",
    re.I,
)
_LONGEST = 600
_CONTENT_LEAD = re.compile(
    r"\b(?:ideas?|suggestions?|proposals?|wordings?|slogans?|hooks?|taglines?|headlines?"
    r"|variants?|drafts?) (?:for|of|on)\b|\b(?:captions?|titles?|calls? to action|cta|script"
    r"|narration|lyrics|voice-?over|text|hooks?|quotes?|chorus|verses?|openers?|lines?|subtitles?"
    r"|copy|hashtags?|end card|slogans?|taglines?|headlines?|wording|ideas?)\b[^.:]{0,45}:\W*$"
    r"|\b(?:says?|reads?|goes):\W*$|(?:行动号召|文案|话术|口播|弹幕|对白|歌词|屏幕文字|贴纸|标题"
    r"|字幕|台词|旁白|口号|标语|脚本|解说词?|结束语|引导语|片尾语|按钮文字|金句|[句段]话|方案"
    r"|配音)[^。：:]{0,16}[：:]\W*$",
    re.I,
)
# "Title card: **Press Start**": what is named is text of the video.
_QUOTING = re.compile(
    r"^\W*(?:(?:the|your|new|a|an|end|closing|opening|first|last|final|main) )*(?:title|caption"
    r"|subtitle|headline|slogan|tagline|hook|overlay|lower third|lyrics?|voice-?over|narration"
    r"|cta|call to action|button|label|sign|text|banner|hashtag|quote|line|end|intro|outro)"
    r"(?: (?:card|text|line|label|as \w+|\d+))*"
    r"(?:(?: now)? (?:reads|says|goes|becomes)\W*:|(?: is)?\W*:\W*?[*_\"“„'‘«])"
    r"|^\W*(?:at |from )?\d+:\d\d\W*: ?(?:\*\*[^*]+\*\*|[\"“„«][^\"“”»]+[\"“”»])\W*$"
    r"|^[^，。：]{0,12}(?:标题|片名|字幕|文案|口号|标语|旁白|引导语|行动号召|台词|歌词|结束语"
    r"|片尾语|按钮文字|解说词?|配音)(?:[^，。：已]{0,4}[：:]\W*?[*_“「『《\"]"
    r"|[^，。：]{0,4}(?:是|为|写着|写的是|念|如下|改成|改为|说)[：:])",
    re.I,
)
# What the backend asks or offers to do itself.
_OFFER = re.compile(
    r"\W*(?:so |and |or )?(?:do you want (?:me|us)|would you like (?:me|us)|should (?:i|we)"
    r"|shall (?:i|we)|may i|can i|could i|want me to|is it ok(?:ay)? if i|mind if i)\b[^?]*\?\W*$"
    r"|(?:要不要|需要我|是否|是不是|要(?!是|想))(?!.*(?:点击|按下|按钮)).*[？?]\W*$",
    re.I,
)
# "Title ideas: Hit Play, Press Start".
_IDEAS = re.compile(
    r"\W*(?:(?:my|three|some|two|four|five|your|the|a few) )*(?:title|caption|hook|slogan|name"
    r"|headline|tagline|cta|song|subtitle|opener)s? (?:ideas?|suggestions?|options?|proposals?"
    r"|drafts?|candidates?)\b[^:]{0,20}:|\W*(?:the |your |my )?(?:title|caption|subtitle|headline"
    r"|slogan|tagline|cta|call to action|hook|end card|text|line)s?(?: [^.]{1,25}?)? (?:is|are"
    r"|reads?|says?|could (?:read|be|say)|goes):|\W*(?:标题|文案|口号|字幕|片名|结束语"
    r"|开头)(?:备选|建议|创意|方案|选项|候选)[^：:]{0,6}[：:]",
    re.I,
)
_BOLD_LABEL = re.compile(r"^\*\*[^*：:]{1,30}(?:[：:]\*\*|\*\*[：:])")
_WRAPPED = re.compile(
    r"\W*?(?:\*\*[^*]+\*\*|[\"“「][^\"”」]+[\"”」]|\*[^*]+\*|_[^_]+_|《[^》]+》)\W*", re.S
)
_TASK_LEAD = re.compile(
    r"\b(?:finish|next|now|remains?|left|do|do this|proceed|continue|follow|click\w*|please)\b"
    r"|步|接下来|这样|操作|完成|继续|还差|剩下|请",
    re.I,
)
_CONDITIONAL_LEAD = re.compile(
    r"\b(?:if|once|when|whenever|steps?|to do)\b|如果|满意|步骤|[之以]后|的话|愿意", re.I
)
_LINKING = re.compile(r"\W*(?:and|then|and then|or|to|并|再|然后|后)?\W*")


def translate(raw: str, context: SpeakContext) -> Translation | None:
    """One sentence as it is shown, with the actions it asks for; None where it is no GUI talk."""
    if len(raw) > _LONGEST:
        return None
    sentence = parse(raw)
    if _is_said_by_nobody(sentence) or _is_content(context, sentence):
        return None
    return _told(sentence, context)


def _is_said_by_nobody(sentence: Sentence) -> bool:
    """What is quoted, proposed as a text, or offered as the backend's own deed."""
    raw = _BOLD_LABEL.sub(lambda m: m.group().replace("**", ""), sentence.raw)
    plain = sentence.plain
    return bool(_QUOTING.search(raw) or _OFFER.match(plain) or _IDEAS.match(plain))


def _told(sentence: Sentence, context: SpeakContext) -> Translation | None:
    chosen = _SELECTED.fullmatch(sentence.plain) if context.point else None
    if chosen:
        return Translation(_selected(chosen.group("en") or chosen.group("zh"), sentence))
    rules = chinese if sentence.is_chinese else english
    found = second_opinion.settled(sentence, rules.find(sentence), context)
    if not sentence.is_chinese:
        found = english_addressing.settled(sentence, found)
    if not found:
        return None
    found = _merged(sentence.plain, found)
    found = modes.assign(sentence.masked, found, context, sentence.is_chinese)
    visible = Rewriting(sentence, found).text()
    return Translation(visible, tuple(_actions(sentence, found, context)))


def _selected(thing: str, sentence: Sentence) -> str:
    """A point that only selects a thing tells nothing, unless the thing has a number."""
    if not re.search(r"\d", thing):
        return ""
    return thing[0].upper() + thing[1:] + ("：" if sentence.is_chinese else ":")


def _merged(plain: str, found: list[Finding]) -> list[Finding]:
    """ "Tap your picture and go to Billing" is one look at the balance."""
    result: list[Finding] = []
    for finding in found:
        last = result[-1] if result else None
        if (
            last
            and finding.step not in (None, Step.CHAT)
            and finding.step is last.step
            and finding.negated == last.negated
            and _LINKING.fullmatch(plain[last.end : finding.start])
        ):
            aside = plain[last.end : finding.end + 1]
            is_bracketed = "(" in aside and aside.endswith(")")
            result[-1] = replace(last, end=finding.end + is_bracketed)
        else:
            result.append(finding)
    return result


def _is_content(context: SpeakContext, sentence: Sentence) -> bool:
    """Points under "three ideas for the title:" are content, whatever they say."""
    if not context.lead or _CONDITIONAL_LEAD.search(context.lead):
        return False
    if context.point and _WRAPPED.fullmatch(sentence.raw) and not _TASK_LEAD.search(context.lead):
        return True
    if not _CONTENT_LEAD.search(context.lead):
        return False
    return not re.search(
        r"\b(?:button|panel|tab|menu|slider|icon)\b|按钮|面板|页签|图标", sentence.plain
    ) or bool(re.fullmatch(r"\W*(?:\*\*|[\"“「]).*(?:\*\*|[\"”」])\W*", sentence.raw))


def _actions(sentence: Sentence, found: list[Finding], context: SpeakContext) -> list[Spoken]:
    spoken: list[Spoken] = []
    for index, finding in enumerate(found):
        action = finding.spoken(described(sentence, found, index, context))
        if action and action not in spoken:
            spoken.append(action)
    edits = [s.action.text for s in spoken]
    told = [
        s
        for s in spoken
        if s.action.step is not Step.CHAT
        or not any(s.action.text in edit and s.action.text != edit for edit in edits)
    ]
    return told
