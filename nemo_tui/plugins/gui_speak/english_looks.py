"""Opening, looking and closing in English; and which reading each kind of verb gets."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import names_a_place, step_for
from nemo_tui.plugins.gui_speak.english_clicks import pick, prepare, press
from nemo_tui.plugins.gui_speak.english_moves import drag
from nemo_tui.plugins.gui_speak.english_words import DET, ELEMENT, NOT, PLACE, WORDS
from nemo_tui.plugins.gui_speak.sentence import LINK, QUOTE, Finding, Sentence

_PREVIEWED = re.compile(
    r"(?: (?:it|that|this|them|everything|(?:the|your|her|his|its|their|each|every|both|all)"
    r" (?:[\w-]+ ){1,4}?|(?:scenes?|shots?|clips?|takes?|chapters?|parts?) \w+(?:(?:, | and | to )"
    r"\d+){0,3}"
    rf"|how it looks|{QUOTE}+))?(?: (?:again|first|back|once more|now|through))?"
    r" ?,? ?(?:in|on|using|with|inside|within|from|along|via) (?:the"
    r"|your) (?:[\w-]+ ){0,2}?(?:timeline|preview(?: (?:window|panel|player|pane|area"
    r"|screen|monitor))?|player|viewer|canvas|editor|monitor|storyboard|strip)(?: (?:view|panel|tab"
    r"|window))?\b",
    re.I,
)
_BILLING = re.compile(
    r"(?: (?:it|them|that|(?:(?:your|the|how|what|my)(?: [\w']+){1,6}?)))? ?(?:(?:under|in|on|at"
    r"|via|through|from|over at|by opening) (?:the |your )?(?:[\w→>-]+ ){0,3}?(?:account|billing"
    r"|plans?|usage|wallet|profile|credits|subscription|balance)\b(?: ?(?:→|>|/|->|and"
    r"|&) ?(?-i:[A-Z])\w+)*(?: (?:page|tab|menu|section|panel|settings|area|screen))?"
    r"|(?<=your )(?:account|billing|balance)(?: page)?)",
    re.I,
)
_OWN_BILLING = re.compile(
    r" (?:your|the) (?:(?:remaining|current|available) (?:credits?|balance)"
    r"|account(?:'s)? ?(?:balance|page|billing)?|billing(?: page| tab"
    r"| section)?|credit balance|credits? page|plan page|account/billing)\b",
    re.I,
)
_WINDOW_OBJECT = re.compile(
    r" ?(?:(?:the|this|that|your|any|all) )?(?:[\w'’-]+ ){0,3}?(?:browser(?:'s)? (?:tab|window|page"
    r"|cache|history)s?|page|browser|tabs?|dialog|window|pop-?ups?|message|banner|view"
    r"|notification|panels?|sidebar|cache|cookies|app|full[ -]?screen|screen|timeline|toolbar"
    r"|preview|canvas|editor|interface|overlay|menu)\b(?: (?:to|in|into) full[ -]?screen)?",
    re.I,
)
_MEANS = re.compile(r"(?: to \d+ ?%)? (?:with|using|by (?=\w+ing\b))(?: [A-Z]\d+\b|[^,;:.()\d])*")
_LOGGING = re.compile(r"(?:log|sign) (?:in|out|back in)", re.I)
_FULL = re.compile(
    r" ?(?:(?:the|your|this) \w+ (?:\w+ )?)?(?:to |into )?full[ -]?screen(?: (?:mode|view))?",
    re.I,
)
_SEEN_THROUGH = re.compile(
    r"(?:scroll|scrub)(?:b?ing)? (?:through|along|over) (?:the|your) (?:[\w-]+ )?"
    r"(?:storyboard|timeline|preview|clip list|clips|shots|photos)\b",
    re.I,
)
_IN_PANEL = re.compile(
    rf"(?P<edit>(?: (?!(?:by|click\w*|press\w*|tap\w*|hit\w*|drag\w*)\b){NOT}[\w'{QUOTE}.%°+-]+"
    rf"| (?:to|of|for|with"
    rf"|and) (?={NOT}[\w{QUOTE}])){{1,9}}?) ?(?:in|into|under|from|via|through|with|using"
    r"|inside|on) (?:the |your )?"
    rf"(?:[\w{QUOTE}→>&-]+ ){{0,3}}?(?:panel|tab|menu|sidebar|side bar|toolbar|inspector"
    r"|drop-?down|slider|properties|settings|dialog|picker|knob|field|text box|input box"
    r"|search bar|list|library)\b",
    re.I,
)
_WATCHING = ("compare", "read", "keep", "monitor", "track", "manage", "follow")
_CHANGING = re.compile(
    r"set|try|us(?:e|ing)|enable|disable|activate|turn|switch o|highlight|with|via", re.I
)
_OPENED = re.compile(
    rf" (?P<what>{ELEMENT}|(?:your|the) (?:account|profile|billing|wallet|dashboard|media library"
    r"|(?:project |account |export )?settings)\b)"
    rf"(?P<where>{PLACE}{{0,3}})"
)
_IGNORED = re.compile(
    rf" (?P<what>(?:{DET} )?{WORDS}(?:button|icon|panel|tab|menu|slider|toggle|dialog|key|tool"
    rf"|switch|pop-?up|badge|dot|spinner|warning|banner|notification)s?\b)(?P<where>{PLACE}{{0,3}})"
    r"(?: (?:on|in|at|near) the (?:[\w-]+ ){0,2}(?:icon|button|panel|tab|bar|bell)\b)?"
)
_ALWAYS_WINDOW = re.compile(
    r"(?:minimi|maximi)[sz]e$|dismiss$|(?:re)?load$|refresh$|unpin$|collapse$", re.I
)
_PRONOUN = re.compile(r" (?:it|them|that|this)\b")
_WHICH_YOU = re.compile(
    r"\b(?:which|what|that) you(?:'ll)? (?:can |could |may |might |want to )*$", re.I
)
_SCROLLED = re.compile(
    r"(?: (?:a (?:bit|little)|further|all the way))*(?: to the (?:bottom|top|end|right|left|side))?"
)
_LEFT_ALONE = re.compile(
    rf" {DET} {WORDS}(?:button|icon|panel|tab|menu|slider|toggle|timeline|tool|switch|option"
    r"|playhead)s?\b(?: (?:alone|as it is|untouched))?"
)
_LOOKING_VERBS = frozenset(("see", "view", "look", "consult", "enter", "visit", "return", "access"))
# What a hand does on a screen, to somebody who has none.
_BY_HAND = {
    "tick": "turn on",
    "untick": "turn off",
    "drop": "put",
    "drag": "put",
    "grab": "take",
    "swipe": "move",
    "pull": "move",
}

_SWITCHED = re.compile(
    rf"(?i:turn|switch|flip|toggle) (?P<what>(?:(?:the|your|that|its) )?(?:{NOT}[\w&'{QUOTE}-]+ )"
    r"{1,5}?)(?P<how>on|off)\b(?=[,;:.!?)]|$| (?:in|under|from|with|via|at|to|if|when|and|so"
    r"|for|because|now|please)\b)"
)


def _switched(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "Switch the Noise filter off in the Audio panel"."""
    match = _SWITCHED.match(sentence.masked, start)
    if not match or LINK in match.group():
        return None
    place = words.PLACES.match(sentence.masked, match.end())
    if not place and not re.search(rf"\b{words.NOUN}$", match.group("what").strip()):
        return None
    what = sentence.plain[match.start("what") : match.end("what")].strip()
    what = re.sub(r" (?:switch|toggle|check ?box|button)$", "", what)
    last = place.end() if place else match.end()
    return Finding(start, last, Step.CHAT, f"turn {match.group('how')} {what}")


def _open(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = _OPENED.match(sentence.masked, end)
    if not match or LINK in match.group():
        return _preview(sentence, start, end, verb)
    what = sentence.plain[match.start("what") : match.end("what")]
    is_open = verb.split()[0] not in _LOOKING_VERBS
    noun = re.search(rf"\b{words.NOUN}$", what)
    if noun:
        if not is_open and not re.search(
            r"\b(?:panels?|tabs?|pages?|menu|storyboard|inspector|window|sidebar|section|timeline"
            r"|pane)$",
            what,
            re.I,
        ):
            return None
    elif not (names_a_place(what) or "→" in what or ">" in what):
        return None
    if re.search(r"\b(?:corner|toolbar|top bar|menu bar|sidebar)$", what) and not step_for(what)[1]:
        return Finding(start, match.end(), None, "", carries=True)
    step, _ = step_for(what, opens=True)
    finding = Finding(start, match.end(), step, words.INSTEAD.get(step, "") if step else "")
    return finding


def _window(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if _LOGGING.match(verb):
        account = re.match(r" to (?:your|the) account", sentence.masked[end:])
        return Finding(start, end + account.end() if account else end, None, "")
    seen = _SEEN_THROUGH.match(sentence.masked, start)
    if seen:
        return Finding(start, seen.end(), Step.STATE, words.INSTEAD[Step.STATE])
    full = _FULL.match(sentence.masked, end)
    if full:
        return _without_means(sentence, start, full.end())
    alone = _LEFT_ALONE.match(sentence.masked, end) if verb == "leave" else None
    if alone:
        return Finding(start, alone.end(), None, "", negated=True)
    if verb in (
        "unmute",
        "switch",
        "make",
        "put",
        "clear",
        "leave",
        "enlarge",
        "hide",
    ) and not re.match(
        r" (?:the |this |your )?(?:[\w-]+ )?(?:browser|window|cache|page|panel|sidebar|tab|app"
        r"|preview)",
        sentence.masked[end:],
    ):
        return None
    match = _WINDOW_OBJECT.match(sentence.masked, end)
    if verb in ("zoom in", "zoom out") and re.match(
        r"\s*(?:[.,;!)]|$|(?:using|with|until)\b)", sentence.masked[end:]
    ):
        return _without_means(sentence, start, end)
    named = re.search(
        r"\b(?:window|panel|browser|sidebar|dialog|pop-?up|banner)\b", sentence.masked[:start]
    )
    is_its = named and verb in ("widen", "enlarge", "resize", "hide", "close", "restart")
    if (_ALWAYS_WINDOW.match(verb) or is_its) and not match:
        pronoun = _PRONOUN.match(sentence.masked, end)
        return _without_means(sentence, start, pronoun.end() if pronoun else end)
    if verb.startswith("scroll"):
        scrolled = _SCROLLED.match(sentence.masked, match.end() if match else end)
        return Finding(start, scrolled.end() if scrolled else end, None, "")
    return _without_means(sentence, start, match.end()) if match else None


def _without_means(sentence: Sentence, start: int, end: int) -> Finding:
    """ "Zoom in with Ctrl and the wheel": how it is done goes too."""
    means = _MEANS.match(sentence.masked, end)
    return Finding(start, means.end() if means else end, None, "")


def _preview(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = _PREVIEWED.match(sentence.masked, end)
    if match and not _CHANGING.match(verb):
        which = _WHICH_YOU.search(sentence.masked[:start])
        return Finding(start, match.end(), Step.STATE, verb if which else words.INSTEAD[Step.STATE])
    match = _BILLING.match(sentence.masked, end) or _OWN_BILLING.match(sentence.masked, end)
    counted = match and re.search(r"\d", match.group())
    if (
        match
        and not counted
        and verb.split()[0]
        in (
            "check",
            "see",
            "view",
            "review",
            "look",
            "find",
            "inspect",
            *_WATCHING,
        )
    ):
        found = _PRONOUN.match(sentence.masked, end) if verb.startswith("find") else None
        instead = f"{verb}{found.group()} here" if found else words.INSTEAD[Step.CREDITS]
        return Finding(start, match.end(), Step.CREDITS, instead)
    return None


def _in_panel(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "Choose another style in the Text panel": the change stays, the panel goes."""
    match = _IN_PANEL.match(sentence.masked, end)
    if not match or LINK in match.group():
        return None
    edit = _BY_HAND.get(verb, verb) + sentence.plain[end : match.end("edit")].rstrip()
    place = words.PLACES.match(sentence.masked, match.end())
    end = place.end() if place else match.end()
    looks = bool(words.LOOKING.match(verb))
    step, known = step_for(sentence.plain[match.end("edit") : match.end()], opens=looks)
    step = step if known and (looks or step is not Step.STATE) else Step.CHAT
    return Finding(start, end, step, edit[0].lower() + edit[1:])


def _ignore(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = _IGNORED.match(sentence.masked, end)
    return Finding(start, match.end(), None, "", negated=True) if match else None


LOOKS = {
    "ignore": (_ignore,),
    "change": (prepare, _in_panel),
    "press": (_switched, press, _preview, _in_panel),
    "pick": (_switched, prepare, pick, _preview, _in_panel),
    "open": (_open, _preview, _in_panel),
    "drag": (_switched, prepare, drag, _in_panel),
    "window": (_switched, prepare, _window),
    "ready": (prepare,),
    "show": (_preview, _in_panel),
}
