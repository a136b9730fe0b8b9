"""The last look at a clause before it is shown: does it still ask to work a screen element?

The finders know how GUI talk is usually put; this looks at structure alone: somebody is addressed,
and an element, a menu path or a key is handled. What is past, filmed, quoted, the deed of another
or holds a figure that was not said before stays.
"""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import chinese, chinese_words, english_verbs, english_words, modes
from nemo_tui.plugins.gui_speak.elements import names_a_place, step_for
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, QUOTE, Sentence

_LABEL = rf"(?:{QUOTE}{{1,24}}(?!{QUOTE})|[A-Z][\w+&-]*(?: [A-Z][\w+&-]*){{0,2}})"
_ARROW = r" ?(?:→|->|>|›|»|＞) ?"
_KEY = (
    r"(?<![A-Za-z])(?:(?:Ctrl|Cmd|Command|Shift|Alt|⌘)(?: ?[+-] ?\w+)+|Esc(?:ape)?(?= (?:key"
    r"|brings|takes|gets|closes|lets|leaves|will)\b)|F\d{1,2})(?!\w)"
)
_SURE = (
    r"(?:buttons?|icons?|tabs?|toolbar|top bar|menu bar|side ?bar|drop-?downs?|sliders?|pop-?ups?"
    r"|check ?box(?:es)?|toggles?)\b"
)
# "Export in the toolbar", but not "the Export sound" nor "the word Export".
_KNOWN = (
    r"(?<!word )(?:Export|Download|Upload|Import|Render|Billing|Preview|Timeline|Storyboard)\b"
    r"(?! (?!(?:in|at|on|from|via|up|now|to|when|if|and|or|is|page|next|again|once|here|for)\b)\w)"
)
_SCREEN = (
    rf"(?P<path>{_LABEL}(?:{_ARROW}{_LABEL})+)|(?P<key>{_KEY})"
    rf"|(?P<name>{_LABEL}) (?:{_SURE}|(?:panel|menu|switch|knob|dial|key|page|option|entry)\b)"
    rf"|(?i:the|your|that) (?P<thing>(?:[\w-]+ ){{0,3}}?{_SURE})|(?P<known>{_KNOWN})"
)
_HANDLE = (
    r"(?i:click|tap|press|hit|push|punch|mash|smash|poke|flip|toggle|tick|swipe|pinch|drag|pull"
    r"|grab|nudge|choose|pick|select|go|head|hop|jump|proceed|navigate|open|bring up|reach|look"
    r"|visit|expand|scroll|hover|x out|close|dismiss|give|have a (?:peek|look)|use|move|turn"
    r"|make your way)"
)
# Any other deed, where what follows is an element beyond doubt.
_DEED = (
    r"(?i:(?!(?:keep|leave|see|hear|notice|say|tell|send|name|watch|read|think|imagine|show|note"
    r"|find|put|let|check|like|prefer|want|mind|do|where|what|why|how|who|which|as|while"
    r"|before|after|near|under|behind|into|than|around|inside|between|with|from|when|if|and|or|to|on|in|at|it|of|for|by|the|you)\b)[a-z]+"
    r"(?<!ed)(?<!ing)(?<!s))"
)
_LEAD = (
    r"\W*(?:(?i:please|just|simply|now|then|first|next|so|and|but|also|or|finally|kindly|go ahead"
    r"|(?:would|could|can|will) you|your turn|up top|it's)(?: ?[,:])? ?)*"
)
_CLICK = r"(?i:click|tap|press|push|swipe|keystroke|nudge|poke)"
_TOLD_EN = re.compile(
    rf"{_LEAD}(?:{_HANDLE}(?![-\w])|(?P<deed>{_DEED}(?: over| down| up)? (?:the|that|to|your)\b))"
    r"|.*?\b(?i:you(?:'ll|'d)?(?: (?:can|could|may|should|must|will|need|have|want|just|only|now"
    rf"|still|be|best|off|then|simply|to|do|is))+) (?:{_HANDLE}|{_CLICK}ing|hitting|find yourself"
    rf"|(?P<did>{_DEED}))\b"
    rf"|.*?\b(?i:your (?:(?:next|last|final|only|remaining) )?(?:{_CLICK}|move|stop|step|turn"
    r"|cursor|mouse|destination)|(?:what )?(?:remains|is left)(?: for you)?"
    rf" is|it (?:only )?takes (?:an?|just|only|one|two))\b"
    rf"|{_LEAD}(?i:an?|the|one|two|three)(?: [\w-]+)? {_CLICK}(?:e?s)? (?:on|of)\b"
)
# "The Speed menu is your friend", "Esc brings you back": the element is what is spoken of.
_TOPIC = re.compile(
    r"(?:[^,;:.]{0,40} | ?)(?:is|are) (?:what|where) you\b|[^,;:.]{0,40} (?:is|are) (?:the (?:one"
    r"|button|place|key)\b|your|yours|there for)\b|[^,;:.]{0,40} (?:that|which) you (?:can|should"
    r"|need|must|may|have)\b| (?:will )?(?:takes?|brings?|gets?|lets?) you\b"
)
_GESTURE = re.compile(
    rf"{_LEAD}(?i:swipe (?:left|right|up|down)|long-press|double-tap|tap and hold|x out"
    rf"|give (?:it|that) (?:an?|one) (?:\w+ )?{_CLICK}"
    rf"|(?:hit|{_CLICK})(?: on)? (?:it|that|this)(?: once| twice| now)?$)(?!\w)"
)
_BEYOND = re.compile(
    r" (?:to|so|if|when|once|for|because|and|whenever|as soon as|until) (?!the\b|it\b)"
)
_STAYS_EN = re.compile(
    r"\d:\d\d|\b(?:scenes?|shots?|recording|footage|voice-?over|tutorial|frame|screencast|say"
    r"|tell me|send me|was|were|did|had|i|we|my|clicked|pressed|wanted|asked"
    r"|shown|visible|narrator|viewers?|users?|people|customers?|audience|he|she|they|who)\b",
    re.I,
)
_NEAR = re.compile(
    r"(?:\b(?:the|that|your)(?: (?:big|small|green|blue|red|little))*|^pop over to) $", re.I
)
_AFTER = re.compile(r"$| (?:up|down|now|once|twice|please|to|for|a notch|(?:in|at|on) the)\b")
_YOU = re.compile(r"\byour?\b", re.I)
# "I opened it and": the clause after it has the same subject.
_GOES_ON = re.compile(r"[,;:.!?]")
_NAME_ZH = rf"(?:{QUOTE}{{1,16}}(?!{QUOTE})|[\u4e00-\u9fff]{{2,4}}|MP4|[A-Z]\w+)"
_SURE_ZH = (
    r"(?:按钮|图标|下拉菜单|菜单栏|工具栏|顶栏|[左右][上下]角(?!那)|滑[杆块]|旋钮|鼠标|面板|[复上输][选传入]框|弹窗"
    r"|页签|选项卡|回形针|空格键?)(?!的(?!\ue000))"
)
_SCREEN_ZH = (
    rf"(?P<path>{_NAME_ZH}(?:{_ARROW}{_NAME_ZH})+)|(?P<key>{_KEY})"
    rf"|(?P<name>{QUOTE}{{1,16}}(?!{QUOTE})) ?(?:{_SURE_ZH}|菜单|面板|开关|那个框|键|钮|页)"
    rf"|(?P<thing>(?:旋转|音量|导出|下载|上传)?{_SURE_ZH}(?!{QUOTE}|的{QUOTE}))"
    rf"|(?P<known>{QUOTE}{{1,16}}(?!{QUOTE}))"
)
_HANDLE_ZH = (
    r"(?:点(?![赞评心缀题子])|按(?![钮照您你时])|敲(?!门)|戳|拖(?![鞋车船延])|拉(?![面萨])|拽|推(?![荐门])"
    r"|拨|勾|滑(?![杆块动雪冰])|捏|选(?!项)|挑|去(?![掉年])|进(?![站场度展])"
    r"|移步|展开|打开|执行|走起|瞅|瞧|丢|甩|扔|动动|拧|拍下|按下|Ctrl|Cmd)"
)
_TOLD_ZH = re.compile(
    r"(?:.*(?:请|麻烦|劳驾|轮到|只差|剩下的|接下来|下一步|[您你](?:可以|需要|得|要做|该|去|这边|把|点|只管)"
    r"|[您你]的(?:下一|最后一)[次步]|可以)"
    rf".{{0,40}}?{_HANDLE_ZH}|\W*(?:先|再|就|只要)?(?:{_HANDLE_ZH}|把[^，]{{0,6}}(?:旋钮|滑[杆块]))|.*{_HANDLE_ZH}[一两]下|.*{_HANDLE_ZH}掉?"
    r"(?:就行|即可|就好)|.*的话就)"
)
_TOPIC_ZH = re.compile(
    r"就是[您你](?:要|找|需要)|能[让带帮][您你]|帮得上忙|走起|等着?[您你]|就是干这个|[您你]的(?:下一|最后一)[次步]"
)
_GESTURE_ZH = re.compile(
    r"\W*(?:请|再|先)?(?:[左右上下]滑|双指捏合|捏合|双击|长按)"
    r"(?:它|这|那|第|片段|时间线|轨道|素材|空白)[^的]*$|\W*(?:请|再|先)?在[^的]{1,8}上[左右上下]滑$"
    rf"|\W*[您你请]?{_HANDLE_ZH}[一两]下$"
)
_STAYS_ZH = re.compile(
    r"\d:\d\d|我(?!建议|推荐)|已|刚|被|录屏|镜头|场景|一幕|片[中里]|画面|比较|[很太最]|放在|水印|台标|标题|说的|说一声|告诉|回复|决定"
    r"|[点按选拖拉移戳敲动开][了过]|吗|怎么|如何|观众|用户|主持人|演员"
)
_CLAUSE = re.compile(
    r"[^\s,;:.!?，；：。！？—–()（）](?:(?! and )[^,;:.!?，；：。！？—–()（）]|[:.,](?=\d))*"
)
# "Your turn: the Export button": the name is enough.
_NOW = re.compile(r"\b(?:your turn|keyboard|next|now|remains|left)\W*$", re.I)
_WHERE = re.compile(
    r"(?:up |down |over )?(?:in|at|on) (?:the|your) [\w -]{0,30}(?:corner|side|bar|header|menu)"
    rf"|{QUOTE}+(?:按钮|图标)(?:就?在|位于).{{1,10}}"
)
_THING = re.compile(r"\b(?:clip|track|caption|scene|layer) \d+|第\d+[段轨条个层]|片段\d+")


def find(sentence: Sentence, before: str, is_chinese: bool, touched: bool = False) -> list[Finding]:
    """What is still told to be done on a screen, a clause each; touched: some of it went."""
    look = _chinese if is_chinese else _english
    found: list[Finding] = []
    for clause in _CLAUSE.finditer(sentence.masked):
        finding = look(sentence, *clause.span())
        if finding and not _is_announced(sentence.masked[: clause.start()]):
            found += _sparing(sentence, finding, before)
        elif (found or touched) and _WHERE.fullmatch(clause.group()):
            found.append(Finding(*clause.span(), None, ""))
    return found


def _is_announced(before: str) -> bool:
    """ "I wrote the caption: Click Export": text of the video, quoted or not."""
    return any(w.ANNOUNCED.search(before) for w in (english_words, chinese_words))


def _english(sentence: Sentence, start: int, end: int) -> Finding | None:
    clause = sentence.masked[start:end]
    goes_on = "" if _YOU.search(clause) else _GOES_ON.split(sentence.masked[:start])[-1]
    if LINK in clause or _STAYS_EN.search(goes_on + clause):
        return None
    told = _TOLD_EN.match(clause)
    screen = _ENGLISH.search(clause, _object(told)) if told else None
    deed = told and (told["deed"] or told["did"])
    if deed and screen and (goes_on or not _is_object(sentence.plain, clause, screen)):
        return None
    told = told if screen else None
    screen = screen or _ENGLISH.search(clause)
    topic = screen and not told and _TOPIC.match(clause, screen.end())
    bare = screen and _BARE.fullmatch(clause)
    bare = (
        bare
        if screen and (screen["path"] or screen["key"] or _NOW.search(sentence.masked[:start]))
        else None
    )
    if not screen or not (told or topic or bare):
        return Finding(start, end, Step.CHAT, "") if _GESTURE.match(clause) else None
    beyond = _BEYOND.search(clause, screen.end())
    return _finding(sentence, start, screen, end if topic or not beyond else start + beyond.start())


def _object(told: re.Match[str]) -> int:
    """Where the element may begin that is handled."""
    return told.start("deed") if told["deed"] else told.end()


def _is_object(plain: str, clause: str, screen: re.Match[str]) -> bool:
    """Whether an unknown verb works the element: "wind the Volume dial up"."""
    near = _NEAR.search(clause[: screen.start()]) or screen["thing"]
    return bool(near and _AFTER.match(clause, screen.end())) and not plain.endswith("?")


def _chinese(sentence: Sentence, start: int, end: int) -> Finding | None:
    clause = sentence.masked[start:end]
    if LINK in clause or _STAYS_ZH.search(clause):
        return None
    screen = _CHINESE.search(clause)
    told = _TOLD_ZH.match(clause) or _TOPIC_ZH.search(clause) or _BARE_ZH.fullmatch(clause)
    if not screen or not told:
        return Finding(start, end, Step.CHAT, "") if _GESTURE_ZH.match(clause) else None
    return _finding(sentence, start, screen, end)


_ENGLISH, _CHINESE = re.compile(_SCREEN), re.compile(_SCREEN_ZH)
_BARE = re.compile(rf"{_LEAD}(?:{_SCREEN})\W*")
_BARE_ZH = re.compile(
    rf"\W*(?:先|后|再|然后)(?:{_SCREEN_ZH})\W*|{_NAME_ZH}(?:{_ARROW}{_NAME_ZH})+\W*"
    rf"|(?:键盘上?)?{_KEY}\W*"
)
_RIGHT_BEFORE = re.compile(r"(?:点|按|敲|戳|勾)(?:一?下|上|击)?$")


def _finding(sentence: Sentence, start: int, screen: re.Match[str], end: int) -> Finding | None:
    """The clause as a finding, by what the element's name stands for."""
    kind = screen.lastgroup or ""
    what = sentence.plain[start + screen.start(kind) : start + screen.end(kind)]
    is_chinese = screen.re is _CHINESE
    before = sentence.masked[start : start + screen.start()]
    step, known = step_for(what)
    if kind in ("path", "known") and not (
        known or names_a_place(what) or _RIGHT_BEFORE.search(before)
    ):
        return None
    if kind == "thing" and not known:
        further, known = step_for(sentence.plain[start + screen.end() : end])
        step = further if known else step
    words = chinese_words if is_chinese else english_words
    negated = bool(re.search(r"\b(?:don't|not|no need|never)\b|别|不[要用必]|无需|勿", before))
    instead = words.INSTEAD.get(step, "") if step else ""
    if step is Step.CHAT:
        instead = chinese.change(what) if is_chinese else english_verbs.change(what, "press")
    found = Finding(start, end, step, instead, negated=negated)
    return found.offered() if modes.leaves_open(sentence.plain[start:end], is_chinese) else found


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
