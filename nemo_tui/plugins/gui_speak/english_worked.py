"""The ordinary combinations of a verb, an element with its kind, and what is to become of it."""

import re
from collections.abc import Iterator

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.english_moves import drag
from nemo_tui.plugins.gui_speak.english_verbs import change
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import QUOTE, Sentence

_NAME = rf"(?:{QUOTE}+|(?-i:[A-Z])[\w'-]*(?: [\w'-]+){{0,2}}?)"
_FIELD = (
    r"(?:title|name|text|search|duration|speed|length|caption|subtitle|start|end|time|file name)"
)
_CONTROL = r"(?:slider|knob|fader|dial|control|lever)"
_ARROW = r" ?(?:→|>|›|»|->) ?"
_PIECE = rf"(?:{QUOTE}+|(?-i:[A-Z])\w*(?: (?-i:[A-Z])\w*){{0,2}})"
_KEY = (
    r"(?:(?:Ctrl|Cmd|Command|Control|Shift|Alt|Option|⌘)(?: ?[+-] ?(?:Shift|Alt))* ?[+-]? ?"
    r"(?P<key>[A-Za-z])\b|(?P<named>Delete|Backspace|Enter|Space ?bar)\b(?: key)?)"
)
_TAKE = (
    r"(?:select|take|choose|pick(?: up)?|use|grab|switch to|go to|activate|get|click(?: on)?"
    r"|tap(?: on)?|press|hit)"
)
_CHOOSE = rf"(?:{_TAKE}|apply|try)"
_PATTERNS = (
    re.compile(
        rf"\b(?:type|enter|put|write|paste|key)(?: in)? (?P<value>[^,;:()!?{QUOTE}]{{1,40}}?"
        rf"|{QUOTE}+) (?:in|into|to) (?:the|your) (?P<field>{_NAME}|{_FIELD}(?: {_FIELD})?)"
        rf" (?:field|(?:text |input |search )?box|line)\b(?:{words.PLACE}){{0,2}}",
        re.I,
    ),
    re.compile(
        r"\b(?P<slid>bring|set|turn|push|pull|move|slide|put|take|dial|drag|get)(?: up| down)?"
        rf" (?:the|your) (?:[\w'{QUOTE}-]+ ){{1,3}}?{_CONTROL}\b(?= (?:back|all|a|to|up|down|left"
        r"|right|halfway|towards?|slightly)\b)",
        re.I,
    ),
    re.compile(
        rf"\b(?P<slid>pull|slide|move|put) (?={QUOTE}+ (?:to|before|after|behind|onto|into"
        r"|in front)\b)",
        re.I,
    ),
    re.compile(
        rf"\b{_TAKE} (?:the|your) (?P<tool>[\w'{QUOTE}-]+(?: [\w-]+)?) tool\b"
        rf"(?:{words.PLACE}){{0,2}},?"
        r" (?:and(?: then)?|then|to) (?=[a-z])(?!(?:the|your|click|drag|press|tap|hit"
        r"|pull|slide|select"
        r"|choose|move)\b)",
        re.I,
    ),
    re.compile(
        rf"\b{_CHOOSE} (?:the|a) (?P<effect>{_NAME}) (?:transition|filter|effect|preset|look"
        rf"|template|style|theme|thumbnail|LUT)\b(?: thumbnail\b)?(?:{words.PLACE}){{0,2}}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<tick>(?:un)?(?:check|tick)|select|activate|deactivate|enable|disable) (?:the )?"
        rf"(?P<box>{_NAME}) (?:check ?)?box\b(?:{words.PLACE}){{0,2}}"
        rf"|\b(?P<mark>(?:un)?tick) (?P<marked>{_NAME})(?: option)?(?:{words.PLACE}){{1,2}}"
        rf"|\bset (?:the )?(?P<switch>{_NAME})(?: switch| toggle)? to (?P<how>on|off)\b"
        rf"(?:{words.PLACE}){{0,2}}",
        re.I,
    ),
    re.compile(
        rf"\b(?:use|press|hit) (?:the )?(?:{_KEY}(?: on (?:your|the) keyboard)?|(?-i:[A-Z]) on"
        r" (?:your|the) keyboard)",
        re.I,
    ),
    re.compile(
        rf"\b(?:(?P<open>go to|open|head to|visit)|{_TAKE}) (?P<path>{_PIECE}(?:{_ARROW}{_PIECE})+)"
        rf"(?:{words.PLACE}){{0,2}}",
        re.I,
    ),
    re.compile(
        rf"\b(?:choose|select|pick|take|set) (?P<entry>{QUOTE}+|[\w:]+) (?:in|from) the"
        rf" (?P<list>(?!Format|Resolution|Quality){_NAME})"
        r" (?:menu|drop-?down(?: menu| list)?|list)\b",
        re.I,
    ),
    re.compile(
        r",? ?(?:in|on|under|with|via|from|at) (?:the|your)"
        rf" (?P<aside>(?:[\w'{QUOTE}-]+ ){{1,3}}?(?:button|icon|panel|tab|page|menu|window|view))"
        rf"(?:{words.PLACE})?,? (?:which|that) you(?:'ll)?"
        r"(?: (?:can|could|should|may|might|must|need to|have to|want to|will))?(?: now| just)?"
        r" (?:open|visit|check|go to|select|choose|look at|switch to)(?: now| next| first)?\b",
        re.I,
    ),
)
_CHANGING = re.compile(r"(?:Effects|Filters|Transitions|Adjust|Audio)\b")
_MENU = re.compile(rf"(?:File|Edit|View|Clip|Tools?|Insert|Track|Text|{_CHANGING.pattern})\b")
_KEYS = {"z": "undo", "y": "redo", "b": "split", "delete": "delete", "backspace": "delete"}


def matches(sentence: Sentence) -> Iterator[re.Match[str]]:
    """Where such a combination stands, whoever it is said to."""
    for pattern in _PATTERNS:
        yield from pattern.finditer(sentence.masked)


def finding(sentence: Sentence, match: re.Match[str]) -> Finding | None:
    """What the combination asks for."""
    told = {
        name: sentence.plain[slice(*match.span(name))].strip("\"'“”‘’")
        for name, text in match.groupdict().items()
        if text
    }
    if "slid" in told:
        return drag(sentence, match.start(), match.start() + len(told["slid"]), "drag")
    if "key" in told or "named" in told:
        return _pressed(match, (told.get("key") or told["named"]).lower())
    if "path" in told or "aside" in told:
        return _gone_to(match, told)
    if step_for(told.get("entry", ""))[1]:
        return None
    return Finding(*match.span(), Step.CHAT, _changed(told))


def _changed(told: dict[str, str]) -> str:
    match told:
        case {"field": field, "value": value}:
            return f"set {field} to {value}"
        case {"effect": name}:
            return f"use {name}"
        case {"box": name, "tick": verb}:
            return f"turn {'off' if re.match('un|de|dis', verb, re.I) else 'on'} {name}"
        case {"marked": name, "mark": verb}:
            return f"turn {'off' if verb.lower().startswith('un') else 'on'} {name}"
        case {"switch": name, "how": how}:
            return f"turn {how} {name}"
        case {"entry": entry, "list": name}:
            return f"set {name} to {entry}"
    return ""


def _pressed(match: re.Match[str], key: str) -> Finding | None:
    """A shortcut that is known; the others are left to what is told around them."""
    step, _ = step_for(words.SHORTCUTS.get(key, key))
    if step is not None and step is not Step.CHAT:
        return Finding(*match.span(), step, words.INSTEAD[step])
    return Finding(*match.span(), Step.CHAT, _KEYS[key]) if key in _KEYS else None


def _gone_to(match: re.Match[str], told: dict[str, str]) -> Finding | None:
    """What is chosen from a menu; a path that names no menu is a route on the map."""
    step, known = step_for(told.get("path") or told["aside"])
    if "aside" in told:
        return Finding(*match.span(), step, "") if known else None
    edit = change(told["path"], "press")
    is_menu = known or _MENU.match(told["path"]) or match.group().endswith(("menu", "menu bar"))
    opens = "open" in told and edit.startswith("use ") and not _CHANGING.match(told["path"])
    if not is_menu or (opens and not known):
        return None
    if known and step is not None and step is not Step.CHAT:
        return Finding(*match.span(), step, words.INSTEAD[step])
    return Finding(*match.span(), Step.CHAT, edit)
