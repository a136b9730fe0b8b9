"""Say a sentence of GUI talk to somebody who has no screen to click on."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import SpeakContext, Spoken, Step, Translation
from nemo_tui.plugins.gui_speak import (
    chinese,
    english,
    english_forbidding,
    english_sequels,
    hunch,
    last_look,
    modes,
    second_opinion,
)
from nemo_tui.plugins.gui_speak import last_look_words as look
from nemo_tui.plugins.gui_speak.chinese_words import PLACE as PLACE_ZH
from nemo_tui.plugins.gui_speak.chinese_words import VERB_NAMES
from nemo_tui.plugins.gui_speak.edits import described
from nemo_tui.plugins.gui_speak.english_words import AREA, NOUN, PLACE
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import Sentence, parse
from nemo_tui.plugins.gui_speak.rewriting import Rewriting

# The patterns look back and ahead; no instruction is longer, but a pasted line may be.
_SELECTED = re.compile(
    r"\W*(?:(?:first|then|now|next),? )?(?:select|highlight|(?:right-)?(?:click|tap)(?: on)?) \W*"
    r"(?P<en>(?:(?:the|your|both|this|that) (?:[\w-]+ ){0,2}?)?(?:clip|track|caption|subtitle"
    r"|title|layer|transition"
    r"|segment|song|image|photo)s?(?: \d+)?|[\w-]+\.(?:mp4|mov|webm|mkv|avi|mp3|wav|m4a|png"
    r"|jpe?g|gif))\W*"
    r"|\W*(?:先|再|首先)?(?:选中|点选|选择)(?P<zh>[^，。；：]{0,8}?(?:片段|音轨|轨道|字幕|标题"
    r"|图层|转场|镜头|照片)"
    r" ?\d*)\W*",
    re.I,
)
# "It's in the top right corner" after "click Export".
_WHERE = re.compile(
    rf"\W*(?:it's|it is|you'll find it|it can be found|it sits)(?: right"
    rf"| just)?(?:{PLACE}){{1,3}}\W*"
    rf"|\W*(?:它|按钮)?就?在{PLACE_ZH}\W*",
    re.I,
)
_ABOUT_SCREEN = re.compile(
    r"\b(?:click|tap|press|hit|button|icon|panel|tab|menu)\b|点|按钮|图标|面板", re.I
)
_IT = re.compile(r"\bit\b|它")
# What is done to one of these by hand is GUI talk, whatever the model makes of it.
_WORKED = re.compile(
    r"\b(?:click|tap|press|hit|open|choose|select|go to|drag|pull|slide|use|find|with|via)\w*\b.*"
    rf"(?:\b{NOUN}|\b(?:{AREA}|mouse|cursor|keyboard|Ctrl|Cmd|Export|Render|Download|Upload)\b|→)"
    r"|\b(?:pick|turn|bring|set|push|visit|switch|enter|type|put|write|move|apply|take"
    r"|check)\b.*\b(?:field|box(?! of)|option|view|look|slider|knob|fader|dial|toggle|tool"
    r"|control|handles?|drop-?down|menu|template|transition|preset|thumbnail)\b"
    r"|\b(?:un)?tick\b|\b(?:right|double)-click"
    r"|\b(?:pull|drag|move)\b.* (?:to|before|after|behind|onto|in front of) "
    r"|[请您]|麻烦|按钮|图标|面板|菜单|页签|→|下拉|[入本]框|滑[块杆]|旋钮|手柄|栏里?[填输写]"
    r"|空格键|开关|选项|复选框|勾选|双击|右键|点击|[>›]"
    r"|(?:选择?|选中|点选|使用|切换到|[用拿])[^，。的]*(?:的[^，。的]*)?工具"
    r"|[套应选]用[^，。]*(?:滤镜|特效|转场|模板|预设)|[把将][^，。]{1,8}拖[到至放拽动]"
    r"|拖动[^，。]*[到至]|片段拖到|[把将][^，。]{1,8}拉到(?:第|\d|上一层|轨道)",
    re.I,
)
_DOUBTED = 0.02
# A click that leads nowhere, or only works the window, may as well be no click.
_DOUBTED_LEAD = 0.2
_LONGEST = 600
_CJK = re.compile(r"[\u3400-\u9fff]")
_CONTENT_LEAD = re.compile(
    r"\b(?:ideas?|suggestions?|proposals?|wordings?|slogans?|hooks?|taglines?|headlines?"
    r"|variants?|drafts?) (?:for|of|on)\b"
    r"|\b(?:captions?|titles?|calls? to action|cta|script|narration|lyrics|voice-?over"
    r"|text|hooks?|quotes?|chorus|verses?|openers?|lines?|subtitles?|copy|hashtags?|end card"
    r"|slogans?|taglines?|headlines?|wording"
    r"|ideas?)\b[^.:]{0,45}:\W*$"
    r"|\b(?:says?|reads?|goes):\W*$"
    r"|(?:行动号召|文案|话术|口播|弹幕|对白|歌词|屏幕文字|贴纸|标题|字幕|台词|旁白|口号|标语|脚本"
    r"|解说词?|结束语|引导语|片尾语"
    r"|按钮文字|金句|方案|配音)[^。：:]{0,16}[：:]\W*$",
    re.I,
)
# "Title card: **Press Start**": what is named is text of the video.
_QUOTING = re.compile(
    r"^\W*(?:(?:the|your|new|a|an|end|closing|opening|first|last|final|main) )*(?:title|caption"
    r"|subtitle|headline|slogan|tagline|hook|overlay|lower third|lyrics?|voice-?over|narration"
    r"|cta|call to action|button|label|sign|text|banner|hashtag|quote|line|end|intro|outro)"
    r"(?: (?:card|text|line|label|\d+))*"
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
    r"|shall (?:i|we)|may i"
    r"|can i|could i|want me to|is it ok(?:ay)? if i|mind if i)\b[^?]*\?\W*$"
    r"|(?:要不要|需要我|是否|是不是|要(?!是|想))(?!.*(?:点击|按下|按钮)).*[？?]\W*$",
    re.I,
)
# "Title ideas: Hit Play, Press Start".
_IDEAS = re.compile(
    r"\W*(?:(?:my|three|some|two|four|five|your|the|a few) )*(?:title|caption|hook|slogan|name"
    r"|headline|tagline|cta|song"
    r"|subtitle|opener)s? (?:ideas?|suggestions?|options?|proposals?|drafts?"
    r"|candidates?)\b[^:]{0,20}:"
    r"|\W*(?:the |your |my )?(?:title|caption|subtitle|headline|slogan|tagline|cta"
    r"|call to action|hook|end card|text|line)s?"
    r"(?: [^.]{1,25}?)? (?:is|are|reads?|says?|could (?:read|be|say)|goes):"
    r"|\W*(?:标题|文案|口号|字幕|片名|结束语|开头)(?:备选|建议|创意|方案|选项"
    r"|候选)[^：:]{0,6}[：:]",
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
_LINKING = re.compile(r"\W*(?:and|then|and then|or|并|再|然后|后)?\W*")


def translate(raw: str, context: SpeakContext) -> Translation | None:
    """One sentence as it is shown, with the actions it asks for; None where it is no GUI talk."""
    if len(raw) > _LONGEST:
        return None
    sentence = parse(raw)
    if _is_said_by_nobody(sentence) or _is_content(context, sentence):
        return None
    first = _told(sentence, context)
    return _looked_over(raw, first, context)


def _is_said_by_nobody(sentence: Sentence) -> bool:
    """What is quoted, proposed as a text, or offered as the backend's own deed."""
    raw = _BOLD_LABEL.sub(lambda m: m.group().replace("**", ""), sentence.raw)
    plain = sentence.plain
    return bool(_QUOTING.search(raw) or _OFFER.match(plain) or _IDEAS.match(plain))


def _told(sentence: Sentence, context: SpeakContext) -> Translation | None:
    is_chinese = bool(_CJK.search(sentence.plain))
    if _WHERE.fullmatch(sentence.plain) and _ABOUT_SCREEN.search(context.before):
        return Translation("")
    found = (chinese if is_chinese else english).find(sentence)
    if all(_is_doubted(sentence, f, context) for f in found):
        found = []
    found = second_opinion.heard(sentence, found, context)
    found = sorted(found + hunch.find(sentence, found, context), key=lambda f: f.start)
    found = found if is_chinese else english_forbidding.settled(sentence, found)
    if not found and context.point:
        found = english_sequels.format_chosen(sentence)
    chosen = _SELECTED.fullmatch(sentence.plain) if context.point else None
    if chosen:
        return Translation(_selected(chosen.group("en") or chosen.group("zh"), is_chinese))
    if not found:
        return None
    return _translated(sentence, _about_selected(sentence, found, context), context)


def _is_doubted(sentence: Sentence, finding: Finding, context: SpeakContext) -> bool:
    """Whether nobody is asked to work an element and the model takes it for content."""
    doubted = _DOUBTED_LEAD if finding.carries or finding.step is None else _DOUBTED
    clauses = [
        clause.span()
        for clause in look.CLAUSE.finditer(sentence.masked)
        if clause.start() < finding.end and finding.start < clause.end()
    ]
    return not any(_WORKED.search(sentence.plain, *clause) for clause in clauses) and all(
        hunch.hunch(sentence, *clause, context).certainty < doubted for clause in clauses
    )


def _looked_over(raw: str, first: Translation | None, context: SpeakContext) -> Translation | None:
    """With what the finders left of GUI talk taken out too."""
    sentence = parse(first.visible if first else raw)
    is_chinese = bool(_CJK.search(sentence.plain))
    left = last_look.find(sentence, context.before, is_chinese, touched=first is not None)
    if not left:
        return first
    again = _translated(sentence, left, context)
    actions = first.actions if first else ()
    steps = {spoken.action.step for spoken in actions}
    more = tuple(s for s in again.actions if s.action.step not in {*steps, Step.CHAT} or not first)
    return Translation(again.visible, actions + more)


def _translated(sentence: Sentence, found: list[Finding], context: SpeakContext) -> Translation:
    is_chinese = bool(_CJK.search(sentence.plain))
    found = modes.assign(sentence.masked, _merged(sentence.plain, found), context, is_chinese)
    visible = Rewriting(sentence, found, is_chinese).text()
    return Translation(visible, tuple(_actions(sentence, found, context)))


def _selected(thing: str, is_chinese: bool) -> str:
    """A point that only selects a thing tells nothing, unless the thing has a number."""
    if not re.search(r"\d", thing):
        return ""
    return thing[0].upper() + thing[1:] + ("：" if is_chinese else ":")


def _about_selected(
    sentence: Sentence, found: list[Finding], context: SpeakContext
) -> list[Finding]:
    """ "Drag it" in the point after "Select the audio track"."""
    chosen = _SELECTED.fullmatch(context.before) if context.point else None
    if not chosen:
        return found
    thing = chosen.group("en") or chosen.group("zh")
    return [
        replace(f, instead=f.instead + thing)
        if VERB_NAMES.fullmatch(f.instead)
        else replace(f, instead=_IT.sub(thing, f.instead, count=1))
        for f in found
    ]


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
            result[-1] = replace(last, end=finding.end)
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
