"""GUI talk in English: where it is, what it asks for, and the same without a screen."""

import itertools
import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import names_a_place, step_for
from nemo_tui.plugins.gui_speak.english_moves import drag
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, QUOTE, Sentence


def find(sentence: Sentence) -> list[Finding]:
    """Every stretch of GUI talk in an English sentence, in order."""
    found = _instructions(sentence) or _spoken_of(sentence) or _passive(sentence)
    found = found or _somewhere(sentence)
    if not found:
        return []
    found = _without_holders(sentence, found)
    if found[-1].carries and (
        words.IS_PRESS.match(sentence.plain, found[-1].start)
        or words.EDITED.match(sentence.plain, found[-1].end)
    ):
        found[-1] = replace(found[-1], step=Step.CHAT, carries=False)
    asides = [Finding(*m.span(), None, "") for m in words.ASIDE.finditer(sentence.masked)]
    apart = [a for a in asides if not any(f.start < a.end and a.start < f.end for f in found)]
    return sorted(found + apart, key=lambda finding: finding.start)


def _spoken_of(sentence: Sentence) -> list[Finding]:
    """ "The Export button gives you the file": an element named, not worked."""
    match = words.SPOKEN_OF.search(sentence.masked)
    what = sentence.plain[match.start("what") : match.end("what")] if match else ""
    step, known = step_for(what)
    if not match or not known:
        return []
    noun = {
        Step.EXPORT: "the export",
        Step.STATE: "the timeline",
        Step.CREDITS: "your balance",
        Step.UPLOAD: "sending it to me",
    }
    return [Finding(match.start(), match.end(), step, noun.get(step, "that") if step else "that")]


def _without_holders(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """ "Open the menu and choose Delete" is the deletion alone."""
    result = list(found)
    for index, (first, second) in enumerate(itertools.pairwise(found)):
        if (
            first.step in (Step.CHAT, Step.STATE)
            and words.HOLDER.search(sentence.plain, first.start, first.end)
            and words.TOWARDS.fullmatch(sentence.plain[first.end : second.start])
        ):
            result[index] = replace(first, step=None, instead="", carries=True)
    return result


def _passive(sentence: Sentence) -> list[Finding]:
    """ "Your credits can be viewed on the account page"."""
    match = words.PASSIVE.search(sentence.masked)
    if not match or LINK in match.group() or words.SPEAKER.search(sentence.masked):
        return []
    if not match.group("how").startswith("be") and not words.YOU.search(sentence.masked):
        return []
    step, known = step_for(sentence.plain[match.start("what") : match.end()])
    step = Step.CHAT if not known else step
    return [Finding(match.start(), match.end(), step, match.group("how") + " here")]


def _somewhere(sentence: Sentence) -> list[Finding]:
    """ "Compare the plans on the billing page": the place goes, whatever is done there."""
    match = words.SOMEWHERE.search(sentence.masked)
    if not match or LINK in match.group() or words.SPEAKER.search(sentence.masked):
        return []
    clause = re.split(r"[,;:.!?—–(]", sentence.masked[: match.start()])[-1]
    if words.OTHERS.search(clause) or not (
        words.IMPERATIVE.match(clause + " ") or words.TOLD.search(clause)
    ):
        return []
    step, known = step_for(sentence.plain[match.start("what") : match.end("what")])
    return [Finding(match.start(), match.end(), step if known else Step.CHAT, "")]


def _instructions(sentence: Sentence) -> list[Finding]:
    found: list[Finding] = []
    for match in words.VERB.finditer(sentence.masked):
        if found and match.start() < found[-1].end:
            continue
        finding = _at(sentence, match, found)
        if finding:
            found.append(finding)
    return found


def _at(sentence: Sentence, match: re.Match[str], earlier: list[Finding]) -> Finding | None:
    kind = match.lastgroup or ""
    verb = match.group()
    negated = _context(sentence.masked, match, earlier)
    if negated is None:
        return None
    for look in _LOOKS[kind]:
        finding = look(sentence, match.start(), match.end(), verb.lower())
        if finding:
            if words.NOUN_CLICK.search(sentence.masked[: finding.start].rstrip()):
                finding = _as_gerund(_with_article(sentence, finding))
            finding = _as_gerund(finding) if verb.lower().split()[0].endswith("ing") else finding
            return _negate(finding) if negated else finding
    return None


def _with_article(sentence: Sentence, finding: Finding) -> Finding:
    """ "A click on Export" begins at its article."""
    before = sentence.masked[: finding.start].rstrip()
    article = words.NOUN_CLICKS.search(before)
    return replace(finding, start=article.start()) if article else finding


def _as_gerund(finding: Finding) -> Finding:
    """After "by": "by clicking Export" is "by exporting it"."""
    first, _, rest = finding.instead.partition(" ")
    stem = first[:-1] if first.endswith("e") else first
    other = stem + (stem[-1:] if words.DOUBLED.match(stem) else "") + "ing " + rest
    return replace(
        finding, instead=words.GERUNDS.get(finding.instead, other if first else "").strip()
    )


def _negate(finding: Finding) -> Finding:
    return Finding(finding.start, finding.end, finding.step, finding.instead, negated=True)


def _context(masked: str, match: re.Match[str], earlier: list[Finding]) -> bool | None:
    """None where the verb is no instruction to the person; else whether it is negated."""
    before = masked[: match.start()].rstrip()
    verb = match.group().lower()
    if words.DEPICTED.search(before):
        return None
    if verb.split()[0] in ("with", "via", "through", "using"):
        return False
    if words.NOUN_CLICK.search(before) and verb.endswith(" on"):
        return False
    negated = bool(words.NEGATED.search(masked[: match.start()]))
    if verb.split()[0].endswith("ing") and verb.split()[0] not in ("bring",):
        return negated if negated or words.BY.search(before) else None
    if negated:
        return True
    if not before or (earlier and earlier[-1].end >= len(before)):
        return False
    clause = re.split(r"[,;:.!?—–(]", before)[-1]
    if not clause.strip():
        return False
    word = clause.split()[-1].lower().strip("'\"")
    word = "just" if word.endswith("ly") else word
    if word == "to":
        if earlier and before[earlier[-1].end :].strip() == "to":
            return False if match.lastgroup in ("show", "window") else None
        return False if words.TO_AFTER.search(before) and not words.OTHERS.search(clause) else None
    if word in words.LEAD_WORDS:
        if words.OTHERS.search(clause) and not words.YOU.search(clause):
            return None
        return False
    return False if not word[-1:].isalnum() and word != LINK else None


def _press(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = words.PRESSED.match(sentence.masked, end)
    if not match or _is_common(sentence.plain[match.start("what") : match.end("what")]):
        return None
    if not words.ONLY_ELEMENT.match(sentence.masked, match.start("what")) or (
        words.GOES_ON.match(sentence.masked, match.end())
        and words.PLAIN_OBJECT.fullmatch(match.group("what"))
    ):
        return Finding(
            start, match.end("what") - (match.group("what")[-1:] == " "), None, "", carries=True
        )
    return _worked(sentence, start, match, verb)


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
        if match and not _looks_like_element(
            sentence.plain[match.start("what") : match.end("what")], match.group("where")
        ):
            match = None
    if not match and verb in ("select", "selecting"):
        return _selection(sentence, start, end)
    if not match:
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    if words.FORMAT.fullmatch(what) and not match.group("where"):
        return None
    if not match.group("where") and not _is_screen_noun(what, verb):
        return None
    return _worked(sentence, start, match, verb)


def _looks_like_element(name: str, where: str) -> bool:
    return (
        step_for(name)[1]
        or bool(where)
        or "→" in name
        or ">" in name
        or bool(re.search(r"[A-Z]", name[:1]))
    )


def _is_screen_noun(what: str, verb: str) -> bool:
    """Whether the noun is an element: "use the second option" and "find a view" are not."""
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
    return Finding(start, match.end(), None, "", carries=True) if match else None


def _worked(sentence: Sentence, start: int, match: re.Match[str], verb: str) -> Finding | None:
    what = sentence.plain[match.start("what") : match.end("what")].strip()
    if LINK in match.group():
        return None
    if re.match(r"(?:right-?|double-?)", verb) and not re.search(r"button|icon", what):
        return Finding(start, match.end(), None, "", carries=True)
    step, known = _meant(sentence, match)
    either = words.OR_ELSE.match(sentence.masked, match.end())
    if either and not known and _meant(sentence, either)[1]:
        return _worked(sentence, start, either, verb)
    end = match.end() - (len(match.group()) - len(match.group().rstrip()))
    by = verb in ("with", "via", "through", "using")
    if by and not known:
        step, known = step_for(sentence.plain[:start].split(",")[-1])
    if by:
        alone = step is Step.CHAT and not sentence.plain[:start].strip()
        return Finding(start, end, step, _change(what, "with") if alone else "")
    if step is Step.CHAT:
        return Finding(start, end, step, _change(what, verb))
    return Finding(start, end, step, words.INSTEAD.get(step, "") if step else "")


def _meant(sentence: Sentence, match: re.Match[str]) -> tuple[Step | None, bool]:
    """The step of an element by its name, by its place, or by what the click is for."""
    what = sentence.plain[match.start("what") : match.end("what")].strip()
    where = sentence.plain[match.start("where") : match.end("where")]
    shortcut = words.SHORTCUT.search(what)
    if shortcut:
        what = words.SHORTCUTS.get(shortcut.group("key").lower(), what)
    step, known = step_for(what)
    if not known and re.search(r"\b(?:account|billing|file|export)\b", where, re.I):
        step, known = step_for(where)
    if known or set(what.lower().split()) & words.VERB_NAMES:
        return step, known
    is_named = bool(re.search(rf"[A-Z{QUOTE}]", sentence.masked[slice(*match.span("what"))][1:]))
    for name, purpose in words.PURPOSES:
        if purpose.match(sentence.plain, match.end()) and not (is_named and name == "preview"):
            return step_for(name)
    return step, known


def _change(what: str, verb: str) -> str:
    """A button that edits, as the edit itself."""
    name = re.sub(r"^(?:the|a|an|this|that|your) ", "", what, flags=re.I)
    name = re.sub(rf"(?: {words.NOUN})+$", "", name).strip(" \"'“”「」")
    name = re.sub(
        r"^(?:small|big|blue|green|red|little|grey|gray|white|large|round|new|magic)\b ",
        "",
        name,
        flags=re.I,
    )
    parts = name.split()
    if not parts:
        return "make the change"
    if parts[0].lower() in words.VERB_NAMES - {"auto", "speed", "slow"}:
        return " ".join([parts[0].lower(), *parts[1:]])
    if verb in ("disable", "turn off", "switch off", "untick"):
        return f"turn off {name}"
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


def _window(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if words.LOGGING.match(verb):
        return Finding(start, end, None, "")
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
        r" (?:the |this |your )?(?:browser|window|cache|page|panel|sidebar|tab|app|preview)",
        sentence.masked[end:],
    ):
        return None
    match = words.WINDOW_OBJECT.match(sentence.masked, end)
    if verb in ("zoom in", "zoom out") and re.match(
        r"\s*(?:[.,;!)]|$|using|with the)", sentence.masked[end:]
    ):
        return Finding(start, end, None, "")
    if words.ALWAYS_WINDOW.match(verb) and not match:
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
    if match:
        which = words.WHICH_YOU.search(sentence.masked[:start])
        return Finding(start, match.end(), Step.STATE, verb if which else words.INSTEAD[Step.STATE])
    match = words.BILLING.match(sentence.masked, end) or words.OWN_BILLING.match(
        sentence.masked, end
    )
    if match and verb.split()[0] in (
        "check",
        "see",
        "view",
        "review",
        "look",
        "find",
        "inspect",
        *words.WATCHING,
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
    edit = sentence.plain[start : match.end("edit")].strip()
    place = words.PLACES.match(sentence.masked, match.end())
    end = place.end() if place else match.end()
    if words.LOOKING.match(verb):
        step, _ = step_for(sentence.plain[match.end("edit") : match.end()], opens=True)
        return Finding(start, end, step, edit[0].lower() + edit[1:])
    return Finding(start, end, Step.CHAT, edit[0].lower() + edit[1:])


def _ignore(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = words.IGNORED.match(sentence.masked, end)
    return Finding(start, match.end(), None, "", negated=True) if match else None


_LOOKS = {
    "ignore": (_ignore,),
    "change": (_in_panel,),
    "press": (_press, _preview, _in_panel),
    "pick": (_pick, _preview, _in_panel),
    "open": (_open, _preview, _in_panel),
    "drag": (drag, _in_panel),
    "window": (_window,),
    "show": (_preview, _in_panel),
}
