"""Dragging in English: what it changes, and the change put in words."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, Sentence


def drag(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """Something of the video or a control is moved with the mouse."""
    stop = words.CLAUSE_END.search(sentence.masked, end)
    last = stop.start() if stop else len(sentence.masked)
    rest = sentence.plain[end:last]
    masked = sentence.masked[end:last]
    strong = verb.startswith("drag")
    if verb == "grab" and re.match(
        r" and (?:then )?(?:drag|pull|move|slide)", sentence.masked[last:]
    ):
        return Finding(start, last, None, "", carries=True)
    if not rest.strip() or LINK in masked:
        return None
    if (
        words.MEDIA_PLACE.search(rest)
        and re.match(r"drag|drop|pull", verb)
        and not re.search(r"[\d`]", rest)
    ):
        return Finding(start, last, Step.UPLOAD, words.INSTEAD[Step.UPLOAD])
    if words.OWN_FILES.search(rest) and re.match(r"drag|drop|move|pull", verb):
        return Finding(start, last, Step.UPLOAD, words.INSTEAD[Step.UPLOAD])
    if not strong and not (
        words.SLIDER.search(masked)
        or _is_handled(sentence, start, end, verb)
        or (
            re.search(r"\b(?:in|on|onto|into) the (?:timeline|media panel)\b", masked)
            and verb in ("drop", "move", "slide", "pull")
        )
    ):
        return None
    return Finding(start, last, Step.CHAT, _moved(rest, verb))


def _is_handled(sentence: Sentence, start: int, end: int, verb: str) -> bool:
    """Whether the person is told to move a thing by hand, slider or not."""
    if words.SPEAKER.search(sentence.masked):
        return False
    if verb in ("pulling", "sliding", "stretching", "moving"):
        return bool(words.BY.search(sentence.masked[:start].rstrip()))
    if verb.startswith(("pull", "slid", "stretch")):
        return bool(words.HANDLED.match(sentence.masked, end))
    return verb == "move" and bool(words.MOVED.match(sentence.masked, end))


def _moved(rest: str, verb: str) -> str:
    """What was to be dragged, as a change."""
    rest = re.sub(
        r" (?:in|on|along|from|onto|into) the (?:timeline|media panel|library|media library"
        r"|preview(?: window)?|canvas)\b",
        "",
        rest,
    )
    if re.search(r"\bcrop\b", rest) and words.SLIDER.search(rest):
        return "crop the frame" + re.sub(r"^.*?\b(?:handles?|corners?|edges?)\b", "", rest)
    if re.match(
        r"(?: (?!to\b|in\b|into\b|towards?\b)[\w'-]+){1,4}? (?:edges?|ends?|handles?|corners?)\b",
        rest,
    ):
        measure = "size" if re.search(r"\bcorners?\b", rest) else "length"
        return (
            "change "
            + re.sub(
                r"\b(?:(?:right|left|trim|outer|either|far|start|end) )*"
                r"(?:(?:edges?|ends?|handles?|corners?)\b ?)+(?: ?of (?:(the [\w-]+)|it))?",
                lambda m: measure + (f" of {m.group(1)}" if m.group(1) else "") + " ",
                rest.strip(),
                count=1,
            )
            .replace("  ", " ")
            .strip()
        )
    rest = re.sub(r"\bfader\b", "volume", rest)
    if re.search(r"\b(?:slider|knob|dial|volume)", rest, re.I):
        return "set" + words.UI_WORD.sub("", rest)
    return "move" + words.UI_WORD.sub("", re.sub(r"\bcards?\b", "clips", rest))
