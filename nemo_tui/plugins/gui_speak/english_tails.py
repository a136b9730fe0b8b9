"""What is left of a clause beside its instruction and only says where or what its element is."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, QUOTE, Sentence

# "That Export thing": what an element is called when its name is not enough.
_THING = (
    r" (?:thing(?:y|ie)?|symbol|sign|glyph|entry|item|pill|tile|chip|badge|accordion|flyout|sheet"
    r"|ribbon|tray|dock|shelf|lane|rail|strip|palette|bubble|spot|area|ruler|switch|arrow|triangle"
    r"|pop-?(?:up|over)|drop-?down|menu|panel|tab|button|icon|bar|knob|dial|fader|link|page"
    r"|field|box|key)s?\b"
)
# A part of the screen that is never a part of the picture.
_PART = (
    r"(?:panels?|tabs?|(?:three )?dots|gear|hamburger"
    r"|(?:\w+-)?menus?|inspector|side ?bar|(?:tool|menu|clip|top|bottom|chat|side"
    r"|title|status) ?bar|toolbar|drop-?downs?|dialog(?: box)?|pop-?(?:up|over)s?|drawer|shelf|dock"
    r"|ribbon|palette|flyout|accordion|settings|properties|options|picker|presets|tray|bin|rail"
    r"|ruler|toolbox|button row|tab row|library|browser|storyboard|viewer|player|scene strip"
    r"|control strip|track header|app|editor)\b"
)
# One that may be: only beside an export, an upload, a look.
_EDGE = (
    r"(?:(?:top|upper|bottom|lower|far)[ -])?(?:corner|row|header|footer|side|edge|screen|page"
    r"|window|bar|strip|left|right|top|bottom|timeline|canvas|preview|list|centre|center|end)\b"
)
_IN = (
    r"(?:in|inside|within|at|on|under|below|above|beside|next to|near|along|by|from|via|through"
    r"|over in|up in|down in)"
)
_MANY = rf"(?:{words.NOT}[A-Za-z'’{QUOTE}&/-]+ ){{0,3}}?"
_NAMED = rf"(?:(?:the|your|that|this|its) {_MANY}|(?-i:[A-Z])[\w&]+ )"
_WHICH = (
    r",? (?:the )?(?:first|second|third|fourth|last|rightmost|leftmost|topmost)(?: (?:one|item"
    r"|icon|button))?(?: from| on| at)? the (?:left|right|top|bottom|end)\b"
    r"|, (?:the )?(?:big |little |small )?(?:blue|green|red|orange|purple|white|round|yellow)"
    r" (?:one|button|icon|arrow)\b"
    r"|, (?:the )?(?:top|bottom|upper|lower|left|right|side)[- ](?:row|bar|corner|left|right|side"
    r"|hand side|hand corner)\b"
)
_ENDS = (
    r"(?=[,;:.!?)\]—–]|$| (?:and|or|to|if|when|once|so|for|whenever|then|because|while|until"
    r"|as|before|after|but|onto|into|since|that|first|now|again|next|please|anyway)\b)"
)


def _tail(place: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?: (?:right|just|up|down|over))? {_IN} {_NAMED}{place}"
        rf"(?: (?:on|at) the (?:far )?(?:left|right|top|bottom)(?: side)?)?"
        rf"| \((?:in |on |under |at )?(?:the |your )?{_MANY}{place}\)|{_WHICH})+{_ENDS}",
        re.I,
    )


_BESIDE_CHANGE, _BESIDE_STEP = _tail(_PART), _tail(rf"(?:{_PART}|{_EDGE})")
_CALLED = re.compile(rf"(?:{_THING}){{1,2}}(?! \w+ing\b)", re.I)
_PART_OF = re.compile(
    r" (?:field|page|tile|tab|button|icon|menu|panel|box|key|pane|frame|window|screen|edge|side)\b"
    r"(?! \w+ing\b)"
)
_NAME = re.compile(r"[A-Z]\w*(?: [a-z]+)?\W?$")


def settled(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The findings, each with what follows it and only names its element or says where it is."""
    ends = [*(f.start for f in found[1:]), len(sentence.masked)]
    return [_settled(sentence, f, end) for f, end in zip(found, ends, strict=True)]


def _settled(sentence: Sentence, finding: Finding, end: int) -> Finding:
    last = finding.end - sentence.masked.endswith(" ", 0, finding.end)
    named = _NAME.search(sentence.plain[finding.start : last])
    called = (_CALLED if named else _PART_OF).match(sentence.masked, last, end)
    last = called.end() if called else last
    tail = _BESIDE_CHANGE if finding.step in (Step.CHAT, None) else _BESIDE_STEP
    where = tail.match(sentence.masked, last)
    if where and where.end() <= end and LINK not in where.group():
        last = where.end()
    return replace(finding, end=last)
