"""The last look at a clause before it is shown: does it still ask to work a screen element?

The finders know how GUI talk is usually put; this looks at structure alone: somebody is addressed,
and an element, a menu path or a key is handled. What is past, filmed, quoted, the deed of another
or holds a figure that was not said before stays.
"""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import (
    chinese,
    chinese_addressing,
    chinese_words,
    english_filmed,
    english_verbs,
    english_words,
    modes,
)
from nemo_tui.plugins.gui_speak import last_look_words as look
from nemo_tui.plugins.gui_speak.elements import names_a_place, step_for
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, Sentence


def find(sentence: Sentence, before: str, is_chinese: bool, touched: bool = False) -> list[Finding]:
    """What is still told to be done on a screen, a clause each; touched: some of it went."""
    read = _chinese if is_chinese else _english
    found: list[Finding] = []
    for clause in look.CLAUSE.finditer(sentence.masked):
        finding = read(sentence, *clause.span())
        if finding and not is_announced(sentence.masked[: clause.start()]):
            found += sparing(sentence, finding, before)
        elif (found or touched) and look.WHERE.fullmatch(clause.group()):
            found.append(Finding(*clause.span(), None, ""))
    return found


def is_announced(before: str) -> bool:
    """ "I wrote the caption: Click Export": told of the video or its text, quoted or not."""
    english = (english_filmed.ANNOUNCED, english_filmed.DEPICTED)
    return chinese_addressing.is_told(before) or any(p.search(before) for p in english)


def _english(sentence: Sentence, start: int, end: int) -> Finding | None:
    clause = sentence.masked[start:end]
    goes_on = "" if look.YOU.search(clause) else look.GOES_ON.split(sentence.masked[:start])[-1]
    if LINK in clause or look.STAYS_EN.search(goes_on + clause):
        return None
    told = look.TOLD_EN.match(clause)
    screen = look.ENGLISH.search(clause, _object(told)) if told else None
    deed = told and (told["deed"] or told["did"])
    if deed and screen and (goes_on or not _is_object(sentence.plain, clause, screen)):
        return None
    told = told if screen else None
    screen = screen or look.ENGLISH.search(clause)
    topic = screen and not told and look.TOPIC.match(clause, screen.end())
    bare = screen and look.BARE.fullmatch(clause)
    bare = (
        bare
        if screen and (screen["path"] or screen["key"] or look.NOW.search(sentence.masked[:start]))
        else None
    )
    if not screen or not (told or topic or bare):
        return Finding(start, end, Step.CHAT, "") if look.GESTURE.match(clause) else None
    beyond = look.BEYOND.search(clause, screen.end())
    return _finding(sentence, start, screen, end if topic or not beyond else start + beyond.start())


def _object(told: re.Match[str]) -> int:
    """Where the element may begin that is handled."""
    return told.start("deed") if told["deed"] else told.end()


def _is_object(plain: str, clause: str, screen: re.Match[str]) -> bool:
    """Whether an unknown verb works the element: "wind the Volume dial up"."""
    near = look.NEAR.search(clause[: screen.start()]) or screen["thing"]
    return bool(near and look.AFTER.match(clause, screen.end())) and not plain.endswith("?")


def _chinese(sentence: Sentence, start: int, end: int) -> Finding | None:
    clause = sentence.masked[start:end]
    if LINK in clause or look.STAYS_ZH.search(clause):
        return None
    screen = look.CHINESE.search(clause)
    told = (
        look.TOLD_ZH.match(clause) or look.TOPIC_ZH.search(clause) or look.BARE_ZH.fullmatch(clause)
    )
    if not screen or not told:
        return Finding(start, end, Step.CHAT, "") if look.GESTURE_ZH.match(clause) else None
    return _finding(sentence, start, screen, end)


def _finding(sentence: Sentence, start: int, screen: re.Match[str], end: int) -> Finding | None:
    """The clause as a finding, by what the element's name stands for."""
    kind = screen.lastgroup or ""
    what = sentence.plain[start + screen.start(kind) : start + screen.end(kind)]
    is_chinese = screen.re is look.CHINESE
    before = sentence.masked[start : start + screen.start()]
    step, known = step_for(what)
    if kind in ("path", "known") and not (
        known or names_a_place(what) or look.RIGHT_BEFORE.search(before)
    ):
        return None
    if kind == "thing" and not known:
        further, known = step_for(sentence.plain[start + screen.end() : end])
        step = further if known else step
    words = chinese_words if is_chinese else english_words
    negated = bool(
        re.search(r"\b(?:don't|not|no need|never)\b|(?<![分特区告辨])别|不[要用必]|无需|勿", before)
    )
    instead = words.INSTEAD.get(step, "") if step else ""
    if step is Step.CHAT:
        instead = chinese.change(what) if is_chinese else english_verbs.change(what, "press")
    found = Finding(start, end, step, instead, negated=negated)
    return found.offered() if modes.leaves_open(sentence.plain[start:end], is_chinese) else found


def sparing(sentence: Sentence, finding: Finding, before: str) -> list[Finding]:
    """The finding, unless a figure would go that is told nowhere else; "clip 3" is then left."""
    told = before + sentence.plain[: finding.start] + sentence.plain[finding.end :]
    clause = sentence.plain[finding.start : finding.end]
    fresh = [
        n
        for n in re.findall(r"(?<![A-Za-z\d])\d+", clause)
        if not re.search(rf"(?<!\d){n}(?!\d)", told)
    ]
    things = look.THING.findall(clause)
    if all(re.search(rf"\D{n}(?!\d)", " ".join(things)) for n in fresh):
        return [replace(finding, instead=" ".join(things))] if fresh else [finding]
    return []
