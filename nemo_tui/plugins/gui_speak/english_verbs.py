"""What each kind of verb does to a screen element in English."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_places
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import names_a_place, step_for
from nemo_tui.plugins.gui_speak.english_moves import drag
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, QUOTE, Sentence

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


def _switched(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "Switch the Noise filter off in the Audio panel"."""
    match = words.SWITCHED.match(sentence.masked, start)
    if not match or LINK in match.group():
        return None
    place = words.PLACES.match(sentence.masked, match.end())
    if not place and not re.search(rf"\b{words.NOUN}$", match.group("what").strip()):
        return None
    what = sentence.plain[match.start("what") : match.end("what")].strip()
    what = re.sub(r" (?:switch|toggle|check ?box|button)$", "", what)
    last = place.end() if place else match.end()
    return Finding(start, last, Step.CHAT, f"turn {match.group('how')} {what}")


def _prepare(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "Move the playhead to 0:32 and": what makes ready for the next instruction."""
    zoomed = words.ZOOMED.match(sentence.masked, start) or words.ASKEW.match(sentence.masked, start)
    if zoomed:
        stays = re.match("keep|leave", verb)
        return Finding(start, zoomed.end(), None, "wait" if stays else "")
    match = words.PREPARED.match(sentence.masked, start)
    if not match:
        return None
    thing = sentence.plain[match.start("thing") : match.end("thing")].strip()
    goes_on = re.match(r",? (?:and|then)\b|,", sentence.masked[match.end() :])
    if verb.startswith("hover") and not goes_on:
        return Finding(start, match.end(), Step.STATE, f"look at {thing}")
    if match.group("playhead") and not goes_on and re.search(r"\d", thing):
        return Finding(start, match.end(), Step.STATE, f"look at {thing}")
    thing = "at " + thing if match.group("playhead") and re.search(r"\d", thing) else thing
    return Finding(start, match.end(), None, "", carries=True, thing=thing)


def _press(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if verb.startswith("push") and words.SLIDES.match(sentence.masked, end):
        return drag(sentence, start, end, "drag")
    preferred = words.PREFERRED.match(sentence.masked, end)
    if preferred:
        what = sentence.plain[preferred.start("what") : preferred.end("what")]
        return Finding(start, preferred.end(), Step.CHAT, f"choose {what}")
    match = words.PRESSED.match(sentence.masked, end)
    if not match or _is_common(sentence.plain[match.start("what") : match.end("what")]):
        return None
    if not words.ONLY_ELEMENT.match(sentence.masked, match.start("what")) or (
        words.GOES_ON.match(sentence.masked, match.end())
        and words.PLAIN_OBJECT.fullmatch(match.group("what"))
        and not step_for(match.group("what"))[1]
    ):
        last = match.end("what") - (match.group("what")[-1:] == " ")
        onward = words.ONWARD.match(sentence.masked, last)
        if onward:
            what = sentence.plain[onward.start("what") : onward.end()]
            return Finding(start, onward.end(), Step.CHAT, change(what, verb))
        there = words.THERE.match(sentence.masked, last)
        last = there.end() if there else last
        place = words.PLACES.match(sentence.masked, last)
        last = place.end() if place else last
        seen = words.OPEN_IT.match(sentence.masked, last)
        if seen:
            return Finding(start, seen.end(), Step.STATE, words.INSTEAD[Step.STATE])
        for name, purpose in words.PURPOSES:
            if name != "preview" and purpose.match(sentence.plain, last):
                step, _ = step_for(name)
                return Finding(start, last, step, words.INSTEAD[step] if step else "")
        thing = sentence.plain[match.start("what") : last]
        holder = words.HOLDER_OF.search(thing) if words.HOLDER.search(thing) else None
        thing = holder.group("thing") if holder else thing
        return Finding(start, last, None, "", carries=True, thing=thing)
    return _worked(sentence, start, match, verb)


def is_means(masked: str, start: int, verb: str) -> bool:
    """Whether a word names the means: "using the button", unless that itself is the deed."""
    if verb not in ("with", "via", "through", "using"):
        return False
    before = masked[:start].rstrip()
    if verb != "using":
        return True
    element = words.PRESSED.match(masked, start + len(verb))
    is_deed = words.CLAUSE_BEGINS.search(masked[:start]) and element
    does = bool(is_deed and element and words.DOES.match(masked, element.end()))
    return not (does or words.BY.search(before) or words.NEGATED.search(masked[:start]))


def _is_common(words: str) -> bool:
    return bool(
        re.match(
            r"(?:the )?(?:conference|release|kit|water|dance|note|beat|nail|road|ground|spot)\b",
            words,
            re.I,
        )
    )


def _pick(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = words.WITH_NOUN.match(sentence.masked, end)
    if not match and verb in words.CHOOSING:
        match = words.WITH_NAME.match(sentence.masked, end)
        if (
            match
            and not _looks_like_element(
                sentence.plain[match.start("what") : match.end("what")], match.group("where")
            )
            and not words.AFTER_CLICK.search(sentence.masked[:start])
        ):
            match = None
    key = words.BY_KEY.match(sentence.masked, end) if verb in ("with", "via", "using") else None
    if key:
        step = None if "arrow" in key.group().lower() else Step.CHAT
        return Finding(start, key.end(), step, "", carries=step is None)
    if not match and verb in ("use", "using"):
        match = words.WITH_NAME.match(sentence.masked, end)
        named = sentence.plain[match.start("what") : match.end("what")] if match else ""
        is_known = step_for(named)[0] in (Step.EXPORT, Step.UPLOAD, Step.CREDITS)
        match = (
            match if match and is_known and words.USED.match(sentence.masked, match.end()) else None
        )
    if not match and verb == "check":
        match = words.WITH_NAME.match(sentence.masked, end)
        boxed = match and match.group("what").startswith(QUOTE) and match.group("where")
        match = match if boxed else None
    if not match and verb in ("find", "look for"):
        match = words.WITH_NAME.match(sentence.masked, end)
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
    if words.TOOL.search(what):
        return True
    if re.search(
        r"\b(?:options?|tools?|entry|keys?|section|screen|view|list|presets?|cards?|corners?"
        r"|edges?|field|filters?|effects?|feature|mode|controls?|marker|arrow|pages?|window"
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
    match = words.SELECTED.match(sentence.masked, end)
    if match and not (
        words.GOES_ON.match(sentence.masked, match.end())
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
    labelled = words.LABELLED_AS.match(sentence.masked, match.end())
    if labelled:
        return _worked(sentence, start, labelled, verb)
    full = words.TO_FULL.match(sentence.masked, match.end())
    if full:
        return Finding(start, full.end(), None, "")
    step, known = _meant(sentence, start, match)
    either = words.OR_ELSE.match(sentence.masked, match.end())
    if either and not known and _meant(sentence, start, either)[1]:
        return _worked(sentence, start, either, verb)
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
    where = sentence.plain[match.start("where") : match.end("where")]
    shortcut = words.SHORTCUT.search(what)
    if shortcut:
        what = words.SHORTCUTS.get(shortcut.group("key").lower(), what)
    step, known = step_for(what)
    if not known and re.search(
        r"\b(?:account|billing|file|export(?! (?:settings|dialog|options|window)))\b", where, re.I
    ):
        step, known = step_for(where)
    if step is Step.STATE and re.match(
        r"(?:the )?\W*(?:clear|reset|delete|insert|replace|add)\b", what, re.I
    ):
        return Step.CHAT, True
    if known or any(map(words.VERB_NAME.fullmatch, what.split())):
        return step, known
    is_named = bool(re.search(rf"[A-Z{QUOTE}]", sentence.masked[slice(*match.span("what"))][1:]))
    for name, before_by in words.BY_VERB:
        if before_by.search(sentence.plain[:start]):
            return step_for(name)
    aim = words.AIM_BEFORE.search(sentence.plain[:start])
    before = f" to {aim.group('aim')}" if aim else ""
    for name, purpose in words.PURPOSES:
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
    name = words.ICONS.get(name.lower(), name)
    parts = name.split()
    if not parts:
        return "make the change"
    if verb in ("disable", "uncheck", "untick", "un-tick", "turn off", "switch off", "untick"):
        return f"turn off {name}"
    if words.VERB_NAME.fullmatch(parts[0]) and parts[0].lower() not in ("auto", "speed", "slow"):
        return " ".join([parts[0].lower(), *parts[1:]])
    return (
        f"add {name}"
        if re.search(r"caption|subtitle|title|music|text|sticker", name, re.I)
        else f"use {name}"
    )


def _open(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = words.OPENED.match(sentence.masked, end)
    if not match or LINK in match.group():
        return _preview(sentence, start, end, verb)
    what = sentence.plain[match.start("what") : match.end("what")]
    is_open = verb.split()[0] not in words.LOOKING_VERBS
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


def _look(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "Review the storyboard panel": a look at a place of the screen."""
    match = words.OPENED.match(sentence.masked, end)
    what = sentence.plain[match.start("what") : match.end("what")] if match else ""
    step, _ = step_for(what, opens=True)
    if not match or LINK in match.group() or step not in (Step.STATE, Step.CREDITS):
        return None
    if not re.search(r"\b(?:panel|tab|page|timeline|storyboard|window|sidebar|pane)s?$", what):
        return None
    return Finding(start, match.end(), step, words.INSTEAD[step])


def _window(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if words.LOGGING.match(verb):
        account = re.match(r" to (?:your|the) account", sentence.masked[end:])
        return Finding(start, end + account.end() if account else end, None, "")
    there = words.SCROLLED_TO.match(sentence.masked, start)
    if there:
        what = sentence.plain[there.start("what") : there.end("what")]
        return Finding(start, there.end(), Step.STATE, f"look at {what.strip()}")
    seen = words.SEEN_THROUGH.match(sentence.masked, start)
    if seen:
        return Finding(start, seen.end(), Step.STATE, words.INSTEAD[Step.STATE])
    full = words.FULL.match(sentence.masked, end)
    if full:
        return _without_means(sentence, start, full.end())
    alone = words.LEFT_ALONE.match(sentence.masked, end) if verb == "leave" else None
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
    match = words.WINDOW_OBJECT.match(sentence.masked, end)
    if verb in ("zoom in", "zoom out") and re.match(
        r"\s*(?:[.,;!)]|$|using|with\b)", sentence.masked[end:]
    ):
        return _without_means(sentence, start, end)
    named = re.search(
        r"\b(?:window|panel|browser|sidebar|dialog|pop-?up|banner)\b", sentence.masked[:start]
    )
    is_its = named and verb in ("widen", "enlarge", "resize", "hide", "close", "restart")
    if (words.ALWAYS_WINDOW.match(verb) or is_its) and not match:
        pronoun = words.PRONOUN.match(sentence.masked, end)
        return _without_means(sentence, start, pronoun.end() if pronoun else end)
    if verb.startswith("scroll"):
        scrolled = words.SCROLLED.match(sentence.masked, match.end() if match else end)
        return Finding(start, scrolled.end() if scrolled else end, None, "")
    return _without_means(sentence, start, match.end()) if match else None


def _without_means(sentence: Sentence, start: int, end: int) -> Finding:
    """ "Zoom in with Ctrl and the wheel": how it is done goes too."""
    means = words.MEANS.match(sentence.masked, end)
    return Finding(start, means.end() if means else end, None, "")


def _preview(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = words.PREVIEWED.match(sentence.masked, end)
    if match and not words.CHANGING.match(verb):
        which = words.WHICH_YOU.search(sentence.masked[:start])
        return Finding(start, match.end(), Step.STATE, verb if which else words.INSTEAD[Step.STATE])
    match = words.BILLING.match(sentence.masked, end) or words.OWN_BILLING.match(
        sentence.masked, end
    )
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
            *words.WATCHING,
        )
    ):
        found = words.PRONOUN.match(sentence.masked, end) if verb.startswith("find") else None
        instead = f"{verb}{found.group()} here" if found else words.INSTEAD[Step.CREDITS]
        if words.WHICH_YOU.search(sentence.masked[:start]):
            instead = f"{verb} here"
        return Finding(start, match.end(), Step.CREDITS, instead)
    return None


def _in_panel(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "Choose another style in the Text panel": the change stays, the panel goes."""
    match = words.IN_PANEL.match(sentence.masked, end)
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
    match = words.IGNORED.match(sentence.masked, end)
    return Finding(start, match.end(), None, "", negated=True) if match else None


LOOKS = {
    "ignore": (_ignore,),
    "change": (_prepare, _in_panel),
    "press": (_switched, _press, _preview, _in_panel),
    "pick": (_switched, _prepare, _pick, _preview, _in_panel),
    "open": (_open, _preview, _in_panel),
    "drag": (_switched, _prepare, drag, _in_panel),
    "window": (_switched, _prepare, _window),
    "ready": (_prepare,),
    "show": (_preview, _in_panel, _look),
}
