"""Clicking and choosing in English: the element that is worked, and what that asks for."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_places
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import by_key, names_a_place, step_for
from nemo_tui.plugins.gui_speak.english_addressing import is_means
from nemo_tui.plugins.gui_speak.english_words import (
    DET,
    ELEMENT,
    KIND_FIRST,
    NAME,
    NOUN,
    PLACE,
    WORDS,
)
from nemo_tui.plugins.gui_speak.sentence import LINK, QUOTE, Finding, Sentence

_AIM_BEFORE = re.compile(
    r"(?:^|[,;:.—–] )(?:and )?[Tt]o (?P<aim>[a-z][^,;:]{3,60}), (?:please |just |simply )?$"
)
# What a click is for, where the element itself says nothing.
_PURPOSES = (
    (
        "credits",
        re.compile(
            r"\W*to (?:top up|buy|add credits)\b|\W*(?:first )?to (?:see|check|find out|know"
            r"|view)\b.{0,40}\b(?:credits?|balance|left|remain\w*|(?:have|got) (?:enough|them))\b",
            re.I,
        ),
    ),
    (
        "export",
        re.compile(
            r"\W*to (?:download|save|export|get(?! (?:rid|back|to|a better)\b)|fetch|render"
            r"|receive)\b",
            re.I,
        ),
    ),
    (
        "upload",
        re.compile(
            r"\W*to (?:upload|attach|import|bring in|add (?:your(?: own)?|some(?: own)?|more"
            r"|another|the missing|extra) (?:[\w-]+ )?(?:clips?|photos?|files?|footage|songs?"
            r"|music|videos?|images?|pictures?|shots|logos?|recordings?|material))\b",
            re.I,
        ),
    ),
    (
        "preview",
        re.compile(r"\W*to (?:preview|watch|play|hear|listen|see|compare|review|check)\b", re.I),
    ),
)
_GOES_ON = re.compile(
    r",? (?:and|then|and then)(?: \w+ly)? (?:click|press|tap|hit|choose|drag|set|pick|use"
    r"|move|open|select|pull|correct|change|type|edit|adjust|go|enter|delete)\b"
)
_PLAIN_OBJECT = re.compile(
    r"(?:the|this|that|each|any|both|its|your|it|them)(?: [a-z]\w*| \d+){0,4} ?"
)
# Where the thing is that is clicked on.
_THERE = re.compile(
    r" (?:there|here)\b| (?:on|with) (?:your|the) keyboard\b|(?: there)? (?:in|on|at) (?:(?:the"
    r"|your) )?(?:timeline|canvas|storyboard|preview|list|track(?: \d+)?|\d+:\d+(?::\d+)?)\b",
    re.I,
)
_TO_FULL = re.compile(
    r" (?:for|to (?:enter|go|get|switch|see it|watch it|leave|exit|view it|toggle))(?: in| into"
    r"| to)? full[ -]?screen(?: mode| view)?\b",
    re.I,
)
# What "by clicking the arrow" is about.
_BY_VERB = (
    ("export", re.compile(r"\b(?:download|export|render|sav)(?:e?d|e)?\b[^,;:.]* by $", re.I)),
    ("upload", re.compile(r"\b(?:upload|attach|import)(?:ed)?\b[^,;:.]* by $", re.I)),
    ("credits", re.compile(r"\b(?:balance|credits|remainder|what's left)\b[^,;:.]* by $", re.I)),
    (
        "preview",
        re.compile(r"\b(?:watch|view|inspect|compare|review)(?:ed)?\b[^,;:.]* by $", re.I),
    ),
)
_OPEN_IT = re.compile(r" to (?:open|select|see|view|preview|play|watch) (?:it|them)\b")
_ASKEW = re.compile(
    r"(?:keep|leave) (?:this|the|your) (?:browser )?(?:page|tab|window|browser|app)(?: up"
    r"| running)? open|(?:rotate|turn|tilt|flip) your (?:phone|tablet|device"
    r"|screen)(?: (?:sideways|around))?(?: (?:for|to get|to see it in) full[ -]?screen)?|(?:lower"
    r"|raise|reset|set|reduce|increase) (?:your|the) (?:browser|window|screen)(?:'s)? (?:zoom"
    r"|size|width)(?: (?:level))?(?: to \d+ ?%)?",
    re.I,
)
_USED = re.compile(r" to [a-z]|[,;.!]|$")
_TOOL = re.compile(r"\b(?:blade|razor|crop|trim|cut|split|text|selection|speed|zoom) tool$", re.I)
_AFTER_CLICK = re.compile(r"\b(?:click|tap|press|open)\b[^.;]{0,50}(?: and|,)(?: then)? $", re.I)
_ONLY_ELEMENT = re.compile(ELEMENT)
_WITH_NOUN = re.compile(
    rf" (?P<what>{KIND_FIRST}|(?:{DET} )?{WORDS}{NOUN}(?: {NOUN})*)(?P<where>{PLACE}{{0,3}})"
)
_WITH_NAME = re.compile(rf" (?P<what>(?:{DET} )?{NAME})(?P<where>{PLACE}{{0,3}})")
_SELECTED = re.compile(
    r" (?:the|both|all|each|every|your|that|this|it|them|clips?)\b(?: (?!and\b|then\b)[\w-]+){0,5}"
)
_CHOOSING = frozenset(
    [
        "uncheck",
        *("choose", "select", "pick", "choosing", "selecting", "picking", "enable"),
        *("disable", "activate", "turn on", "turn off", "switch on", "switch off"),
    ]
)
# "Hover over the clip and", "move the playhead to 0:32 and": nothing is done by that yet.
_PREPARED = re.compile(
    r"(?:hover(?: (?:your|the) (?:mouse|cursor|pointer))? over|(?:move|place|put|drag|position"
    r"|set|bring|scrub|slide) (?:the|your) (?:(?P<playhead>playhead)|cursor|mouse"
    r"|pointer)(?: (?:to|at|on|over|onto|near))?|hold(?:ing)?(?: down)? (?:the )?(?:shift|ctrl"
    r"|alt|cmd|command|option|control)(?: key)?(?: while \w+ing(?: (?:it|the \w+))?)?(?=,? (?:and"
    r"|then|to)\b))(?P<thing>[^,;.()!?]{0,40}?)(?=,? (?:and|then)\b| to (?!\d|the\b)|, |[.;!]"
    r"|:(?!\d)|$)",
    re.I,
)
_BY_KEY = re.compile(
    r" (?:the )?(?:(?:Ctrl|Cmd|Command|Control|Shift|Alt|Option|⌘) ?[+-] ?\w+|F\d{1,2}"
    r"|[Aa]rrow keys|[Ss]pace ?bar|(?:Delete|Backspace|Enter|Return|Escape|Esc)(?: key)?)\b"
)
_ZOOMED = re.compile(
    r"(?:use|hold|press)(?: down)? (?:the )?(?:ctrl|cmd|command|shift|alt|⌘|mouse"
    r"|scroll)[^,;:.()]{0,30}? to (?:zoom|scroll|enlarge|magnify|widen)[^,;:.()]*",
    re.I,
)


def prepare(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "Move the playhead to 0:32 and": what makes ready for the next instruction."""
    zoomed = _ZOOMED.match(sentence.masked, start) or _ASKEW.match(sentence.masked, start)
    if zoomed:
        stays = re.match("keep|leave", verb)
        return Finding(start, zoomed.end(), None, "wait" if stays else "")
    match = _PREPARED.match(sentence.masked, start)
    if not match:
        return None
    thing = sentence.plain[match.start("thing") : match.end("thing")].strip()
    goes_on = re.match(r",? (?:and|then)\b|,", sentence.masked[match.end() :])
    at = match.group("playhead") and re.search(r"\d", thing)
    if not goes_on and (at or verb.startswith("hover")):
        return Finding(start, match.end(), Step.STATE, f"look at {thing}")
    thing = "at " + thing if at else thing
    return Finding(start, match.end(), None, "", carries=True, thing=thing)


def press(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = words.PRESSED.match(sentence.masked, end)
    if not match or _is_common(sentence.plain[match.start("what") : match.end("what")]):
        return None
    if not _ONLY_ELEMENT.match(sentence.masked, match.start("what")) or (
        _GOES_ON.match(sentence.masked, match.end())
        and _PLAIN_OBJECT.fullmatch(match.group("what"))
        and not step_for(match.group("what"))[1]
    ):
        last = match.end("what") - (match.group("what")[-1:] == " ")
        there = _THERE.match(sentence.masked, last)
        last = there.end() if there else last
        place = words.PLACES.match(sentence.masked, last)
        last = place.end() if place else last
        seen = _OPEN_IT.match(sentence.masked, last)
        if seen:
            return Finding(start, seen.end(), Step.STATE, words.INSTEAD[Step.STATE])
        for name, purpose in _PURPOSES:
            if name != "preview" and purpose.match(sentence.plain, last):
                step, _ = step_for(name)
                return Finding(start, last, step, words.INSTEAD[step] if step else "")
        thing = sentence.plain[match.start("what") : last]
        holder = words.HOLDER_OF.search(thing) if words.HOLDER.search(thing) else None
        thing = holder.group("thing") if holder else thing
        return Finding(start, last, None, "", carries=True, thing=thing)
    return _worked(sentence, start, match, verb)


def _is_common(words: str) -> bool:
    return bool(
        re.match(
            r"(?:the )?(?:conference|release|kit|water|dance|note|beat|nail|road|ground|spot)\b",
            words,
            re.I,
        )
    )


def pick(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = _WITH_NOUN.match(sentence.masked, end)
    if not match and verb in _CHOOSING:
        match = _WITH_NAME.match(sentence.masked, end)
        if (
            match
            and not _looks_like_element(
                sentence.plain[match.start("what") : match.end("what")], match.group("where")
            )
            and not _AFTER_CLICK.search(sentence.masked[:start])
        ):
            match = None
    key = _BY_KEY.match(sentence.masked, end) if verb in ("with", "via", "using") else None
    if key:
        step = None if "arrow" in key.group().lower() else Step.CHAT
        return Finding(start, key.end(), step, "", carries=step is None)
    if not match and verb in ("use", "using"):
        match = _WITH_NAME.match(sentence.masked, end)
        named = sentence.plain[match.start("what") : match.end("what")] if match else ""
        is_known = step_for(named)[0] in (Step.EXPORT, Step.UPLOAD, Step.CREDITS)
        match = match if match and is_known and _USED.match(sentence.masked, match.end()) else None
    if not match and verb == "check":
        match = _WITH_NAME.match(sentence.masked, end)
        boxed = match and match.group("what").startswith(QUOTE) and match.group("where")
        match = match if boxed else None
    if not match and verb in ("find", "look for"):
        match = _WITH_NAME.match(sentence.masked, end)
        named = sentence.plain[match.start("what") : match.end("what")] if match else ""
        match = match if match and match.group("where") and step_for(named)[1] else None
    if not match and verb in ("select", "selecting"):
        return _selection(sentence, start, end)
    if not match:
        return None
    by = is_means(sentence.masked, start, verb)
    if by and not english_places.tells(sentence, start, match.end()):
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    if words.FORMAT.fullmatch(what) and not match.group("where"):
        return None
    if re.fullmatch("[A-Z]", what) and re.match(",| or ", sentence.plain[match.end() :]):
        return None
    if not match.group("where") and not _is_screen_noun(what, verb):
        return None
    return _worked(sentence, start, match, verb)


def _looks_like_element(name: str, where: str) -> bool:
    if re.search("→|>", name) and not names_a_place(name) and not step_for(name)[1]:
        return bool(where)
    return step_for(name)[1] or bool(where) or bool(re.search(r"[A-Z]", name[:1]))


def _is_screen_noun(what: str, verb: str) -> bool:
    """Whether the noun is an element: "use the second option" and "find a view" are not."""
    if _TOOL.search(what):
        return True
    if re.search(
        r"\b(?:options?|tools?|entry|keys?|section|screen|view|list|presets?|cards?|corners?"
        r"|edges?|field|filters?|effects?|transitions?|templates?|feature|mode|controls?|marker|arrow|pages?|window"
        r"|timeline)$",
        what,
        re.I,
    ):
        return (
            bool(re.search(rf"[A-Z{QUOTE}+→]", what[1:]))
            or "on" in verb.split()
            or verb.split()[0] in ("click", "press", "tap")
        )
    return True


def _selection(sentence: Sentence, start: int, end: int) -> Finding | None:
    """Selecting things on the timeline: a step towards the next instruction."""
    match = _SELECTED.match(sentence.masked, end)
    if match and not (
        _GOES_ON.match(sentence.masked, match.end())
        or sentence.masked[match.end() :].startswith(",")
    ):
        match = None
    if not match:
        return None
    thing = sentence.plain[end : match.end()].strip()
    return Finding(start, match.end(), None, "", carries=True, thing=thing)


def _worked(sentence: Sentence, start: int, match: re.Match[str], verb: str) -> Finding | None:
    what = sentence.plain[match.start("what") : match.end("what")].strip()
    if LINK in match.group():
        return None
    if re.match(r"(?:right-?|double-?)", verb) and not re.search(r"button|icon", what):
        return Finding(start, match.end(), None, "", carries=True)
    full = _TO_FULL.match(sentence.masked, match.end())
    if full:
        return Finding(start, full.end(), None, "")
    step, known = _meant(sentence, start, match)
    end = match.end() - (len(match.group()) - len(match.group().rstrip()))
    by = is_means(sentence.masked, start, verb)
    if by and not known:
        step, known = step_for(re.split(r"[,;:.]", sentence.plain[:start])[-1])
    if by:
        return Finding(start, end, step, "")
    if step is Step.CHAT:
        return Finding(start, end, step, change(what, verb))
    return Finding(start, end, step, words.INSTEAD.get(step, "") if step else "")


def _meant(sentence: Sentence, start: int, match: re.Match[str]) -> tuple[Step | None, bool]:
    """The step of an element by its name, by its place, or by what the click is for."""
    what = sentence.plain[match.start("what") : match.end("what")].strip()
    step, known = step_for(what)
    if known or any(map(words.VERB_NAME.fullmatch, what.split())):
        return step, known
    is_named = bool(re.search(rf"[A-Z{QUOTE}]", sentence.masked[slice(*match.span("what"))][1:]))
    for name, before_by in _BY_VERB:
        if before_by.search(sentence.plain[:start]):
            return step_for(name)
    aim = _AIM_BEFORE.search(sentence.plain[:start])
    before = f" to {aim.group('aim')}" if aim else ""
    for name, purpose in _PURPOSES:
        told = purpose.match(sentence.plain, match.end()) or purpose.match(before)
        if told and not (is_named and name == "preview"):
            return step_for(name)
    return step, known


def change(what: str, verb: str) -> str:
    """A button that edits, as the edit itself."""
    name = re.split(r"\s*(?:→|>|›|»|->)\s*", what)[-1]
    name = re.sub(r"^(?:the|a|an|this|that|your) ", "", name, flags=re.I)
    name = re.sub(rf"(?: {words.NOUN})+$", "", name)
    name = re.sub(rf"^(?:{words.KIND}) (?=[\"'“‘A-Z])", "", name)
    name = re.sub(
        r"^(?:small|big|blue|green|red|little|grey|gray|white|large|round|new|magic)\b ",
        "",
        name,
        flags=re.I,
    ).strip(" \"'“”‘’「」")
    name = by_key(words.ICONS.get(name.lower(), name))
    parts = name.split()
    if not parts:
        return "make the change"
    if verb in ("disable", "uncheck", "untick", "un-tick", "turn off", "switch off", "untick"):
        return f"turn off {name}"
    if verb == "set":
        return f"set {name}"
    if words.VERB_NAME.fullmatch(parts[0]) and parts[0].lower() not in ("auto", "speed", "slow"):
        return " ".join([parts[0].lower(), *parts[1:]])
    return (
        f"add {name}"
        if re.search(r"caption|subtitle|title|music|text|sticker", name, re.I)
        else f"use {name}"
    )
