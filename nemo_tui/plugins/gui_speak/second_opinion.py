"""What the model says beside the rules: what they overlooked, took wrongly, or cut short."""

import re
from collections.abc import Mapping
from dataclasses import replace

from nemo_tui.engine.actions import Mode, SpeakContext, Step
from nemo_tui.plugins.gui_speak import (
    chinese_addressing,
    chinese_words,
    english_addressing,
    english_words,
    hunch,
    modes,
)
from nemo_tui.plugins.gui_speak.english_words import AREA, NOUN
from nemo_tui.plugins.gui_speak.sentence import LINK, QUOTE, Finding, Sentence

# The element alone is named, or what is done in its place is put in words of its own.
_UNKNOWN = re.compile(
    r"使用(?!.*(?:[调色]色|字体|倍速|卡点|抠像|防抖|[降去]噪|美颜|变声|混响|淡[入出]|叠化|水印"
    r"|音效|吸附|循环|动画|蒙版|速度|音量|亮度|色温|饱和|对比度|透明|模糊|缩放))|改一下$|移动$"
    r"|use |$"
)
# A button with a name changes something, unless the model is sure of another step.
_NAMED = re.compile(r"use [A-Z]|使用.")
_SURE_OF_STEP = 0.9
_DOUBTED_BARE = 0.06
# Deeds of films too, where nothing on a screen is called by its name.
_LOOSE = re.compile(
    rf"(?:打开|[在从到去用看进]|通过|使用|刷新|全屏|登录|退出|关|收)[^{QUOTE}A-Za-z]*$"
)
_EFFECT = re.compile(
    r"(?:滤镜|特效|贴纸|模板|转场|效果|预设|样式|风格|缩略图)(?!\W?(?:面板|按钮|菜单|库|页签))"
)
# What is done to one of these by hand is GUI talk, whatever the model makes of it.
_WORKED = re.compile(
    r"\b(?:click|tap|press|hit|open|choose|select|go to|drag|pull|slide|use|find|with|via)\w*\b.*"
    rf"(?:\b{NOUN}|\b(?:{AREA}|mouse|cursor|keyboard|Ctrl|Cmd|Export|Render|Download|Upload)\b|→)"
    r"|\b(?:pick|turn|bring|set|push|visit|switch|enter|type|put|write|move|apply|take"
    r"|check)\b.*\b(?:field|box(?! of)|option|view|look|slider|knob|fader|dial|toggle|tool"
    r"|control|handles?|drop-?down|menu|template|transition|preset|thumbnail)\b|\b(?:un)?tick\b"
    r"|\b(?:right|double)-click|\b(?:pull|drag|move)\b.* (?:to|before|after|behind|onto"
    r"|in front of) |[请您]|麻烦|按钮|图标|面板|菜单|页签|→|下拉|[入本]框|滑[块杆]|旋钮|手柄"
    r"|栏里?[填输写]|空格键|开关|选项|复选框|勾选|双击|右键|点击|[>›]|(?:选择?|选中|点选|使用"
    r"|切换到|[用拿])[^，。的]*(?:的[^，。的]*)?工具|[套应选]用[^，。]*(?:滤镜|特效|转场|模板"
    r"|预设)|[把将][^，。]{1,8}拖[到至放拽动]|拖动[^，。]*[到至]|片段拖到"
    r"|[把将][^，。]{1,8}拉到(?:第|\d|上一层|轨道)",
    re.I,
)
_DOUBTED = 0.02
# A click that leads nowhere, or only works the window, may as well be no click.
_DOUBTED_LEAD = 0.2
_SURE = 0.8
# What only works the window tells no step: nothing but its words says that it is no content.
_SURE_OF_WINDOW = 0.95
_SCREEN = re.compile(
    rf"\b(?:{NOUN}|{AREA}|(?:tap|hit|drag|mouse|cursor|keyboard|Ctrl|Cmd|Export|Render|Download"
    r"|Upload|banner|tile|chip|select|choose|track|full[ -]?screen|(?:log|sign) (?:in|out|back))\b"
    r"|(?:click|press|scroll|zoom|clos|refresh|reload|brows|minimi|maximi|dismiss|pinch))"
    r"|[\u3400-\u9fff]",
    re.I,
)
# "Please upload a clip" asks for a clip, screen or not.
_WANTED = re.compile(
    rf"^(?!.*(?:\b(?:{NOUN}|{AREA}|(?:drag|drop|click|tap|press|here)\b)|[+＋📎{QUOTE}按点拖]"
    r"|图标|回形针|[栏框区旁]))"
    r"(?:(?:please|just|first|then) )*(?:upload|attach|send|add)\b|(?:请先?|先)上传",
    re.I,
)
# In bytes: a Chinese character tells as much as three letters.
_SHORTEST = 5
# "Balance: 146 credits" needs its label.
_LABEL = 8
# "The scene where you click Export": what it belongs to comes before it.
_FILMED = re.compile(r"(?:where|in which|as) you ")
_STAYS_EN = re.compile(
    r"\d:\d\d|\b(?:scenes?|shots?|recording|footage|voice-?over|tutorial|frame|screencast|say"
    r"|tell me|send me|was|were|did|had|i|we|my|(?<!be )(?:clicked|pressed)|wanted|asked"
    r"|shown|visible|narrator|viewers?|users?|people|customers?|audience|he|she|they|who)\b",
    re.I,
)
_STAYS_ZH = re.compile(
    r"\d:\d\d|(?<!给)我(?!建议|推荐)|已|刚|被|录屏|镜头|场景|一幕|片[中里]|画面|比较|[很太最]|放在|个字|字样|旁白|水印|台标|标题|选.{1,8}或|说的|说一声|说\ue000|告诉|回复|决定"
    r"|[点按选拖拉移戳敲动开](?:了|过(?![去来]))|吗|怎么|如何|观众|用户|主持人|演员"
    # Nobody is asked to do anything, and nothing of a screen is named that is no word of films too.
    rf"|^(?=.*[\u4e00-\u9fff])(?!.*(?:(?<!有)点|[按选拖拉推调拨勾敲戳拽捏滑双击触挑翻拧瞄瞧扫看听查找传存导进到去切用把将移补交填撑浮]|打开"
    rf"|展开|下载|启用|右键|请|[您你]|可以|确认|预览|按钮|图标|菜单|面板|栏里|抽屉|工具[箱条]|过目|那里有|{QUOTE}))"
)
# What names a screen in the rest of a clause that the rules found something in.
_REST_ZH = re.compile(
    r"按[钮键]|图标|菜单|面板|弹窗|窗格|对话框|页签|标签页|选项卡|[顶底侧边]栏|工具栏|栏里|抽屉|入口|下拉|滑[块杆]"
    r"|旋钮|开关|[勾入索线本]框|箭头|加号|回形针|夹子|小三角|铃铛|齿轮|云朵|界面|色盘|标尺|光标|鼠标"
    rf"|方块|圆钮|敲|戳|摁|勾上|点 ?[A-Z]|拽|点[一开选击▶]|按[下住一]|[单双]击|唤起|呼出"
    rf"|{QUOTE}一?[页栏项]|那一[页栏项]"
)
_REST_EN = re.compile(
    r"\b(?:button|icon|tab|panel|menu(?: bar)?|slider|toggle|check ?box|drop-?down|toolbar"
    r"|side ?bar|pop-?up|dialog|(?:message|input|search) (?:field|box)|tile|chip|pill|flyout"
    r"|shelf|dock|lane|rail|mouse|cursor|keyboard|knob|fader|dial|symbol|click|tap|press"
    r"|right-click|double-click|arrow|plus sign|tool ?tip)s?\b",
    re.I,
)
# A finding that ends within what it names: "栏|最末的", "里|的上传按钮".
_TORN_ZH = re.compile(r"(?:里面?|中|上|内)?的|[栏区条框签头央旁]")
CLAUSE = re.compile(
    r"[^\s,;:.!?，；：。！？—–()（）](?:(?! and )[^,;:.!?，；：。！？—–()（）]|[:.,](?=\d))*"
)
_THING = re.compile(r"\b(?:clip|track|caption|scene|layer) \d+|第\d+[段轨条个层]|片段\d+")


def settled(sentence: Sentence, found: list[Finding], context: SpeakContext) -> list[Finding]:
    """The findings of the rules, with what the model says of them and of the other clauses."""
    if all(_is_doubted(sentence, f, context) for f in found):
        found = []
    found = heard(sentence, found, context)
    found += _told_once(found, _overlooked(sentence, found, context))
    return sorted(found, key=lambda f: f.start)


def heard(sentence: Sentence, found: list[Finding], context: SpeakContext) -> list[Finding]:
    """The findings with what rules cannot know: what unknown elements do, how far clauses go."""
    words = chinese_words if sentence.is_chinese else english_words
    leads_nowhere = all(f.carries for f in found)
    result = list(found)
    for clause in CLAUSE.finditer(sentence.masked):
        inside = [f for f in found if clause.start() <= f.start < clause.end()]
        if not inside or any(f.negated or f.end > clause.end() for f in inside):
            continue
        guess = hunch.hunch(sentence, *clause.span(), context)
        if guess.certainty < _DOUBTED_BARE and _is_bare(sentence, clause, inside, context):
            result = [f for f in result if f not in inside]
        if guess.certainty > _SURE:
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
    return bool(_REST_ZH.search(rest) or _REST_EN.search(rest)) or any(
        _TORN_ZH.match(sentence.masked, f.end, clause.end()) for f in inside
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
    is_all = _sparing(sentence, whole, context.before) == [whole]
    if is_told or not is_all or _stays(sentence, *clause.span()):
        return []
    is_chinese = sentence.is_chinese
    words = (chinese_words if is_chinese else english_words).INSTEAD
    whole = replace(whole, instead=words.get(steps[-1], "") if steps[-1] else "")
    whole = whole.offered() if modes.leaves_open(clause.group(), is_chinese) else whole
    return [Finding(whole.start, whole.start, step, "") for step in steps[:-1]] + [whole]


def _is_doubted(sentence: Sentence, finding: Finding, context: SpeakContext) -> bool:
    """Whether nobody is asked to work an element and the model takes it for content."""
    doubted = _DOUBTED_LEAD if finding.carries or finding.step is None else _DOUBTED
    clauses = [
        clause.span()
        for clause in CLAUSE.finditer(sentence.masked)
        if clause.start() < finding.end and finding.start < clause.end()
    ]
    return not any(_WORKED.search(sentence.plain, *clause) for clause in clauses) and all(
        hunch.hunch(sentence, *clause, context).certainty < doubted for clause in clauses
    )


def _overlooked(sentence: Sentence, found: list[Finding], context: SpeakContext) -> list[Finding]:
    """The clauses that the rules found nothing in and that are GUI talk all the same."""
    more: list[Finding] = []
    for clause in CLAUSE.finditer(sentence.masked):
        start, end = clause.span()
        if any(f.start < end and start < f.end for f in found) or _stays(sentence, start, end):
            continue
        guess = hunch.hunch(sentence, start, end, context)
        if guess.certainty > _SURE and _is_of_screen(guess, sentence, context):
            finding = Finding(start, end, guess.step, "")
            is_open = modes.leaves_open(clause.group(), sentence.is_chinese)
            finding = finding.offered() if is_open else finding
            more += _sparing(sentence, finding, context.before)
    return more


def _told_once(found: list[Finding], more: list[Finding]) -> list[Finding]:
    """ "“导出”按钮就在右上角，满意就按它": what only says where asks for nothing of its own."""
    told = [f.step for f in found if not f.negated]
    told += [f.step for f in more if f.mode is Mode.OFFER]
    return [replace(f, step=None) if f.mode is Mode.RUN and f.step in told else f for f in more]


def _is_of_screen(guess: hunch.Hunch, sentence: Sentence, context: SpeakContext) -> bool:
    """Whether a clause that would only go is near words of screens."""
    said = f"{context.lead} {context.before} {sentence.plain}"
    is_sure = guess.certainty > _SURE_OF_WINDOW and _SCREEN.search(said)
    return guess.step is not hunch.WINDOW or bool(is_sure)


def _stays(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause tells what was done or filmed or is to be read, or is too short to tell."""
    clause = sentence.masked[start:end]
    if _FILMED.match(clause):
        clause = sentence.masked[:end]
    is_told = LINK in clause or any(p.search(clause) for p in (_WANTED, _STAYS_EN, _STAYS_ZH))
    is_label = sentence.masked[end : end + 1] in (":", "：")
    shortest = _LABEL if is_label else _SHORTEST
    is_short = len(clause.encode()) < shortest
    return bool(is_told or is_short or _is_announced(sentence.masked[:start]))


def _is_announced(before: str) -> bool:
    """ "I wrote the caption: Click Export": told of the video or its text, quoted or not."""
    english = (english_addressing.ANNOUNCED, english_addressing.DEPICTED)
    return chinese_addressing.is_told(before) or any(p.search(before) for p in english)


def _sparing(sentence: Sentence, finding: Finding, before: str) -> list[Finding]:
    """The finding, unless a figure would go that is told nowhere else; "clip 3" is then left."""
    told = before + sentence.plain[: finding.start] + sentence.plain[finding.end :]
    clause = sentence.plain[finding.start : finding.end]
    fresh = [
        n
        for n in re.findall(r"(?<![A-Za-z\d])\d+", clause)
        if not re.search(rf"(?<!\d){n}(?!\d)", told)
    ]
    things = _THING.findall(clause)
    if all(re.search(rf"\D{n}(?!\d)", " ".join(things)) for n in fresh):
        return [replace(finding, instead=" ".join(things))] if fresh else [finding]
    return []
