"""Dragging in English: what it changes, and the change put in words."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.sentence import LINK, Finding, Sentence

_MEDIA_PLACE = re.compile(
    r"\b(?:into|onto|in|to|on) (?:the |your )?(?:media|upload|assets?|import"
    r"|file)s? (?:panel|area|tab|bin|library|zone|box|field|window)\b"
    r"|\b(?:into|onto|to) (?:this|the|your) (?:chat |browser |app )?(?:window|chat|browser|page)\b",
    re.I,
)
_OWN_FILES = re.compile(
    r"\b(?:your (?:own )?(?:files?|footage|clips?|photos?|videos?|images?|recordings?|music|song"
    r"|logo)|(?:new|more|extra|additional|other) (?:files?|footage|clips?|photos?|videos?|images?"
    r"|media)|(?:the )?files?)\b.{0,30}\b(?:into|onto|here|to|in|on)\b.{0,25}\b(?:window|here"
    r"|panel|browser|area|zone|canvas|chat|library|page|screen|box|app|editor|bin|field|tab"
    r"|audio track|music track)\b|\byour (?:own )?(?:\w+ ){1,3}?(?:right )?here\b",
    re.I,
)
# Verbs that move a thing by hand whatever it is, when said to the person.
_HANDLED = re.compile(
    rf" (?:{words.DET} |(?-i:[A-Z]))(?:(?:of (?:the )?)?{words.NOT}[\w'-]+ ?){{1,6}}(?:(?<= )"
    rf"| )(?:(?:to|up|down|left|right|back|out|in|before|after"
    r"|behind|over|away|towards?|into|onto)\b|$)",
    re.I,
)
_MOVED = re.compile(
    rf" (?:{words.DET} (?:{words.NOT}[\w'-]+ ?){{1,5}}|it|them) (?:to|up|down|left|right|back"
    rf"|before"
    r"|after|behind|away|towards?|into|onto|in front)\b",
    re.I,
)
_SLIDER = re.compile(
    r"\b(?:crop (?:frame|box|area)|slider|knob|dial|control(?= (?:up|down|back|to)\b)|handle|edge"
    r"|playhead|keyframe|volume line"
    r"|(?:audio|music) bar|marker|fader|corner|cards?|thumbnails?)s?\b",
    re.I,
)
_UI_WORD = re.compile(
    r" ?\b(?:slider|knob|dial|handles?|toggle|switch|check ?box|button|icon|fader|control"
    r"|thumbnails?|option|entry)s?\b",
    re.I,
)
_CLAUSE_END = re.compile(
    r" (?:before|after) (?=you\b)| you (?:can|could|may|might|will)\b| and (?=(?:I|I'll|we|we'll"
    r"|it|it'll|you|you'll|the)\b)|[,;:.!?](?!\w)|[—–()]|\s-\s| (?:and|then|but|or) (?:then "
    r"|finally |lastly |also |just |simply )?(?=(?:click|press|tap|hit|choose|select|open|drag"
    r"|pull|slide|move|preview|go to|export|download|watch|check|use)\b)| (?:because|so that|since"
    r"|if|when|once|until|otherwise|whenever|as soon as|unless|while)\b"
)
_EDGE = re.compile(
    r" (?:its|the|their)(?: [\w-]+){0,2} (?:edge|end|handle|corner)s?\b(?: of (?:it|the clip))?"
)
_EDGE_TO = re.compile(
    rf"{_EDGE.pattern}(?: (?:in|out|inwards|outwards|left|right|a (?:bit|little)))* to"
    r" (?=(?!the\b|a\b|about\b|where\b|track\b|clip\b|just\b)[a-z]+ (?:it|the|them|make|out)\b)"
)
_GRABBED = re.compile(
    r"grab (?P<what>(?:the|it|that|this|your)(?: [\w'-]+){0,6}?)(?: with (?:the|your) (?:mouse"
    r"|cursor))? and (?:then )?(?:drop|drag|pull|move|put|place|slide) (?:it|them)\b",
    re.I,
)
_BARE = re.compile(
    r" (?:the|its|their) (?:slider|knob|dial|fader|handles?|thumbnails?|cards?|edges?)\b"
)
_RACE = re.compile(r" (?:was|is|are|were|racing|races?|racers?|queens?|shows?|artists?|nets?)\b")
_IT_THERE = re.compile(
    r" (?:it|them) (?:to|up|down|left|right|back|before|after|behind|onto|between)\b"
)
_BARE_SLIDER = re.compile(
    r"^ (?:the|that|this) (?:slider|knob|dial|fader)\b(?= (?:to|up|down|left|right|all|a (?:bit"
    r"|little)|further|back)\b|$)"
)
_BY_HAND = re.compile(
    r"\b(?:by (?:drag|pull|mov|slid)\w*|with (?:the|its)|using (?:the|its))\b", re.I
)
_DROP_PLACE = re.compile(
    r" (?:on|onto) track \w+| (?:on|onto|into|in) (?:the|your|this) (?:[\w-]+ )?(?:canvas|preview"
    r"|timeline|editor|window|panel|bin|area|page|browser|chat|player|storyboard|track)\b"
)
# "The Speed handle" is a slider, "its left handle" an end of the clip.
_NAMED_HANDLE = re.compile(
    r"\b(?!(?:left|right|trim|outer|either|far|start|end|clip|crop|corner|both|the|its|upper|lower"
    r"|top|bottom|edge|resize|side|two|one|round|small|white|video|title"
    r"|audio)\b)[A-Za-z]+ handles?\b",
    re.I,
)


def drag(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """Something of the video or a control is moved with the mouse."""
    stop = _CLAUSE_END.search(sentence.masked, end)
    last = stop.start() if stop else len(sentence.masked)
    rest = sentence.plain[end:last]
    masked = sentence.masked[end:last]
    strong = verb.startswith("drag")
    grabbed = _GRABBED.match(sentence.masked, start)
    if grabbed:
        what = sentence.plain[grabbed.start("what") : grabbed.end("what")]
        return Finding(start, grabbed.end(), Step.CHAT, f"move {what}")
    if not rest.strip() or LINK in masked or _RACE.match(rest):
        return None
    edge = _EDGE.match(rest) or _BARE.match(rest)
    if verb.endswith("ing") and edge and sentence.masked[:start].endswith(" by "):
        target = words.PLACES.sub("", rest[edge.end() :]).strip()
        return Finding(start - len("by "), last, Step.CHAT, target)
    if not strong and _BY_HAND.search(rest):
        return None
    upload = _uploaded(rest, verb)
    if upload:
        return Finding(start, end + upload, Step.UPLOAD, words.INSTEAD[Step.UPLOAD])
    if not strong and not (
        (verb.startswith("drop") and _DROP_PLACE.search(rest))
        or _SLIDER.search(masked)
        or _is_handled(sentence, start, end, verb)
        or (
            re.search(r"\b(?:in|on|onto|into) the (?:timeline|media panel)\b", masked)
            and verb in ("drop", "move", "slide", "pull")
        )
    ):
        return None
    return Finding(start, last, Step.CHAT, _moved(rest, verb))


def _uploaded(rest: str, verb: str) -> int:
    """How far a drag of files to where they are taken in goes; 0 where it is another one."""
    into = _MEDIA_PLACE.search(rest)
    if into and re.match(r"drag|drop|pull", verb) and not re.search(r"[\d`]", rest[: into.end()]):
        return into.end()
    own = _OWN_FILES.search(rest) if re.match(r"drag|drop|move|pull", verb) else None
    return own.end() if own else 0


def _is_handled(sentence: Sentence, start: int, end: int, verb: str) -> bool:
    """Whether the person is told to move a thing by hand, slider or not."""
    if words.SPEAKER.search(sentence.masked):
        return False
    if verb in ("pulling", "sliding", "stretching", "moving"):
        return bool(words.BY.search(sentence.masked[:start].rstrip()))
    if verb.startswith(("pull", "slid", "stretch")):
        return bool(_HANDLED.match(sentence.masked, end) or _IT_THERE.match(sentence.masked, end))
    return verb == "move" and bool(_MOVED.match(sentence.masked, end))


def _moved(rest: str, verb: str) -> str:
    """What was to be dragged, as a change."""
    rest = re.sub(
        r" (?:(?:out of|from) (?:the|your) (?:[\w-]+ )?(?:panel|bin|library|tab|list|pool|folder)\b"
        r"|(?:in|on|along|from|onto|into) the (?:timeline|ruler|library|media library"
        r"|preview(?: window)?|canvas|(?:[\w-]+ ){0,2}(?:panel|tab|inspector|drawer|toolbar))\b)",
        "",
        rest,
    )
    rest = re.sub(r"\b(crop|selection|bounding) (?:box|frame|rectangle)\b", r"\1", rest)
    rest = _BARE_SLIDER.sub(" it", rest, count=1)
    aimed = _EDGE_TO.match(rest)
    if aimed:
        return rest[aimed.end() :]
    if not _NAMED_HANDLE.search(rest) and re.match(
        r"(?: (?!to\b|in\b|into\b|towards?\b)[\w'-]+){1,4}?"
        r" (?:edges?|ends?(?! (?:card|screen|credit|title|slide|plate|scene))|handles?|corners?)\b",
        rest,
    ):
        measure = "size" if re.search(r"\bcorners?\b", rest) else "length"
        return (
            "change "
            + re.sub(
                r"\b(?:(?:right|left|trim|outer|either|far|start|end) )*(?:(?:edges?|ends?"
                r"|handles?|corners?)\b ?)+(?: ?of (?:((?:the|its) [\w-]+)|it\b))?",
                lambda m: measure + (f" of {m.group(1)}" if m.group(1) else "") + " ",
                re.sub(r"^(?:an?|one) ", "the ", rest.strip()),
                count=1,
            )
            .replace("  ", " ")
            .strip()
        )
    rest = re.sub(r"\bfader\b", "volume", rest)
    if re.search(r"\b(?:slider|knob|dial|volume)", rest, re.I) or _NAMED_HANDLE.search(rest):
        turned = "turn" if re.search(r"\b(?:up|down)\b", rest) else "set"
        return turned + _UI_WORD.sub("", rest)
    return "move" + _UI_WORD.sub("", re.sub(r"(?<!end )(?<!title )\bcards?\b", "clips", rest))
