"""Where the rules are in doubt: what the model hears instead, if it is sure enough."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents.asks import Ask
from nemo_tui.plugins.intents.changes import names_a_change
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.hunch import LONGEST, SEVERAL, Hunch, hunch
from nemo_tui.plugins.intents.modifiers import modifies
from nemo_tui.plugins.intents.reading import Reading
from nemo_tui.plugins.intents.reports import is_report

# How sure the model must be, set on half of the sentences that it was not trained on.
_SURE = {Step.EXPORT: 0.85, Step.UPLOAD: 0.75, Step.CREDITS: 0.5, Step.STATE: 0.55}
_NO_INSTRUCTION = 0.85
_NO_INSTRUCTION_BESIDE = 0.9
_NO_EXPORT_BESIDE = 0.85
_NO_REQUEST = 0.93
_NOT_REFUSED = 0.8
_CERTAIN = 0.97
_OTHERWISE = 0.9
_SEVERAL = 0.6
_WITHIN: dict[Step | None, float] = {Step.CREDITS: 0.8, Step.STATE: 0.8, Step.EXPORT: 0.9}
_REFUSES = re.compile(r"\b(?:NEG|NO|TAKEBACK|WAIT|FUTURE) ")
_QUESTIONS = (Step.CREDITS, Step.STATE)
_ASKED = 0.9
_TELL = re.compile(r"(?:(?:OK|PLEASE) )*(?:SHOW|LIST|SEND|Q|MANY) ")
# a request in which every word belongs to it: "send me the file", "看看时间线"
_PLAIN = re.compile(
    r"(?:(?:OK|PLEASE|I|PRON|OVER|FMT|BOX|DET|COPY|FILE|DONE|SOFAR|ME|DEVICE|AS|TO|RETRY|YOU|EXPORT"
    r"|RENDER|DOWNLOAD|SENDME|WANT|SEND|GIVEME|SHOW|LIST|TIMELINE|STATUS|CREDITS|BALANCE|POINTS"
    r"|REMAIN|MANY|Q|STATEQ|AFFORD|MEDIA|SAVE|IWANT|JOB|NOUNCUE) )+"
)
_ORDERED = re.compile(r"(?:(?:OK|PLEASE|IWANT) )*(?P<verb>EXPORT) (?!Q |FAILED |ITEM |AGO |HE )")
_ORDER = re.compile(r"(?:(?:OK|PLEASE) )*EDIT ")


@dataclass
class Wish:
    """A step of the plan and the clauses that ask for it."""

    step: Step
    clauses: list[Clause]


def doubted(reading: Reading, wishes: list[Wish]) -> list[Wish]:
    """The wishes, or the one that the model hears where it may know better than the rules.

    Where they hear nothing but talk it may find a request; beside that it may only leave out an
    instruction or a request, or take a single request for talk, where it is certain.
    """
    found = hunch(reading.masked)
    steps = {wish.step for wish in wishes} or {Step.CHAT}
    if found.step is None or steps == {found.step}:
        return wishes
    if steps == {Step.CHAT}:
        needed = _needed(found.step, reading, wishes)
    elif len(steps) == 2 and {Step.CHAT, found.step} <= steps:
        needed = _needed_beside(found.step, wishes)
    elif found.step is Step.CHAT:
        needed = _needed_against(reading, steps)
    else:
        needed = _needed_otherwise(found.step, wishes)
    if found.certainty <= needed:
        return wishes
    heard = Wish(found.step, reading.parts)
    if found.step is not Step.EXPORT or steps != {Step.CHAT}:
        return [heard]
    told = list(_clauses(wishes)) or reading.parts
    is_changed = any(names_a_change(clause, verbs=False) for clause in told)
    return [Wish(Step.CHAT, told), heard] if is_changed else [heard]


def _needed_against(reading: Reading, steps: set[Step]) -> float:
    """How sure the model must be that a request is none.

    "Don't export, tell me the length" refuses one thing in order to ask for another.
    """
    asks_instead = steps != {Step.EXPORT} and any(clause.taken_back for clause in reading.parts)
    is_ordered = steps == {Step.EXPORT} and all(map(_only_exports, reading.parts))
    if len(steps) > 1 or asks_instead or reading.ends_tersely or is_ordered:
        return 1.0
    return _NO_REQUEST if reading.is_well_known else _CERTAIN


def _only_exports(clause: Clause) -> bool:
    """Whether it opens with an order for the file, and all the rest says how to write it."""
    at = _ordered(clause)
    return at is not None and not modifies(clause, at)


def _ordered(clause: Clause) -> int | None:
    """Where in its tags a clause orders the file, if it opens with that ("exporting" tells)."""
    ordered = _ORDERED.match(clause.tags)
    if not ordered or clause.is_foreign or _REFUSES.search(clause.tags):
        return None
    at = ordered.start("verb")
    tells = clause.tokens[clause.tags.count(" ", 0, at)].text.endswith("ing")
    return None if tells else at


def _needed_otherwise(step: Step, wishes: list[Wish]) -> float:
    """How sure the model must be of one question where the rules hear another, or two requests."""
    others = [clause for wish in wishes if wish.step is not step for clause in wish.clauses]
    is_plain = any(clause.opens != "AFTER" and _PLAIN.fullmatch(clause.tags) for clause in others)
    return 1.0 if step is Step.EXPORT or is_plain else _OTHERWISE


def _needed_beside(step: Step, wishes: list[Wish]) -> float:
    """How sure the model must be that of an instruction and a request only one is meant."""
    asked = [clause for wish in wishes if wish.step is not Step.CHAT for clause in wish.clauses]
    is_plain = any(_PLAIN.fullmatch(clause.tags) for clause in asked)
    if step in (Step.CREDITS, Step.STATE) and _orders(wishes):
        return 1.0
    if step is Step.EXPORT and _goes_on_to_change(wishes, min(c.place for c in asked)):
        return 1.0
    changed = [clause for wish in wishes if wish.step is Step.CHAT for clause in wish.clauses]
    if step is Step.EXPORT and any(clause in asked for clause in changed):
        return _CERTAIN
    if step is not Step.CHAT:
        return _CERTAIN if is_plain and _orders(wishes) else _NO_INSTRUCTION_BESIDE
    is_ordered = any(_ordered(clause) is not None and clause in changed for clause in asked)
    if is_plain or is_ordered or any(clause.opens == "THEN" for clause in asked):
        return 1.0
    exports = any(wish.step is Step.EXPORT for wish in wishes)
    return _NO_EXPORT_BESIDE if exports else _CERTAIN


def _goes_on_to_change(wishes: list[Wish], place: int) -> bool:
    """Whether a clause from the request for the file on names a change ("as mp4, no sound")."""
    return any(c.place >= place and names_a_change(c) for c in _clauses(wishes))


def _clauses(wishes: list[Wish]) -> Iterator[Clause]:
    return (clause for wish in wishes for clause in wish.clauses)


def _needed(step: Step, reading: Reading, wishes: list[Wish]) -> float:
    """How sure the model must be of a step in what the rules take for talk or an instruction.

    An export leaves a file: it is never made of what the rules refused.
    """
    if any(clause.taken_back for clause in reading.parts):
        return 1.0
    refused = any(clause.declined for clause in reading.parts)
    if step is Step.EXPORT:
        return 1.0 if refused else _NO_INSTRUCTION if wishes else _SURE[step]
    if len(reading.parts) > 1 and _orders(wishes):
        return _CERTAIN
    return _NOT_REFUSED if refused else _SURE[step]


def _orders(wishes: list[Wish]) -> bool:
    """Whether a clause of theirs opens with an instruction ("cut it if there is none")."""
    return any(_ORDER.match(clause.tags) for wish in wishes for clause in wish.clauses)


def completed(reading: Reading) -> Reading:
    """The reading of several requests, with those that only the model hears in a clause."""
    if len(reading.masked) > LONGEST or len(reading.parts) < 2:
        return reading
    found = hunch(reading.masked)
    clauses = [
        (clause, asks or _reheard(clause, reading, found)) for clause, asks in reading.clauses
    ]
    heard = [ask.step for _, asks in clauses for ask in asks]
    is_half_heard = len(heard) == 1 and Step.CHAT not in heard
    if is_half_heard and found.step is SEVERAL and found.certainty > _CERTAIN:
        clauses = [(clause, asks or _instructed(clause, reading)) for clause, asks in clauses]
    return replace(reading, clauses=clauses)


def _reheard(clause: Clause, reading: Reading, whole: Hunch) -> list[Ask]:
    """What the model hears in a clause where the rules hear nothing; `whole`: in the message."""
    if clause.taken_back or clause.declined or _REFUSES.search(clause.tags):
        return []
    step, certainty = hunch(_said(clause, reading))
    asks = clause.ends == "?" or bool(_TELL.match(clause.tags))
    if whole.step is SEVERAL and whole.certainty > _SEVERAL:
        goes_on = asks or clause.opens in ("AND", "THEN")
        needed = _WITHIN[step] if step in _WITHIN and goes_on else _CERTAIN
        return [Ask(step, 0)] if step and step in _WITHIN and certainty > needed else []
    is_question = asks and step in _QUESTIONS and certainty > _ASKED
    fits = whole.step not in _QUESTIONS or whole.step is step
    return [Ask(step, 0)] if step and is_question and fits else []


def _instructed(clause: Clause, reading: Reading) -> list[Ask]:
    """The instruction that a clause may be when another one is a request for something else."""
    if clause.taken_back or clause.is_courtesy or is_report(clause):
        return []
    step, certainty = hunch(_said(clause, reading))
    return [Ask(Step.CHAT, 0)] if step is Step.CHAT and certainty > _CERTAIN else []


def _said(clause: Clause, reading: Reading) -> str:
    return reading.masked[clause.tokens[0].start : clause.tokens[-1].end]
