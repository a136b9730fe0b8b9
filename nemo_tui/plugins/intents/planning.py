"""Put the requests of a message into an ordered plan."""

from collections.abc import Sequence

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.plugins.intents import attached, wording
from nemo_tui.plugins.intents.asks import Ask
from nemo_tui.plugins.intents.changes import names_a_change
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.doubt import Wish, completed, doubted
from nemo_tui.plugins.intents.ordering import JOINTS, ordered
from nemo_tui.plugins.intents.output import options
from nemo_tui.plugins.intents.reading import Reading, read
from nemo_tui.plugins.intents.remarks import (
    is_received,
    names_what_is_sent,
    talks,
    wants_it_kept,
)
from nemo_tui.plugins.intents.reports import is_report


def steps(message: Message, context: PlanContext) -> list[Step]:
    """The steps of a message in the order of doing."""
    return [action.step for action in plan(message, context)]


def plan(message: Message, context: PlanContext) -> list[Action]:
    """The plan of a message."""
    reading = completed(read(message.text, context.has_media))
    sources = (*message.attachments, *reading.sources)
    wishes = ordered(reading)
    if not sources:
        wishes = doubted(reading, wishes)
    uploads = bool(sources) or any(wish.step is Step.UPLOAD for wish in wishes)
    upload = [Action(Step.UPLOAD, sources=tuple(dict.fromkeys(sources)))] if uploads else []
    if sources:
        wishes = [wish for wish in wishes if not _introduces(wish, sources)]
        wishes = _kept(reading, wishes)
    if not wishes:
        wishes = _default(reading, uploads)
    if sources and reading.masked:
        wishes = _asked_beside(reading, wishes)
    wishes = [wish for wish in wishes if wish.step is not Step.UPLOAD]
    wishes = _with_what_it_adds(wishes, reading)
    placed = _place_media(wishes, uploads, context)
    return upload + _actions(_merged(placed), reading, message)


def _kept(reading: Reading, wishes: list[Wish]) -> list[Wish]:
    """ "I'd like to watch <url> on the train, no signal there": the file is wanted, too."""
    is_said = any(wish.step is Step.EXPORT for wish in wishes)
    is_refused = any(clause.taken_back for clause in reading.parts)
    named = any(mention.is_url and mention.is_source for mention in reading.mentions)
    if is_said or is_refused or not named or not wants_it_kept(reading.masked):
        return wishes
    return [*wishes, Wish(Step.EXPORT, [])]


def _introduces(wish: Wish, sources: Sequence[str]) -> bool:
    if wish.step is Step.EXPORT:
        return all(is_received(clause) for clause in wish.clauses)
    return wish.step is Step.CHAT and all(names_what_is_sent(c, sources) for c in wish.clauses)


def _default(reading: Reading, uploads: bool) -> list[Wish]:
    """Nothing was recognised: talk goes to the backend, a word about an attachment does not."""
    is_talk = not uploads or any(talks(clause) for clause in reading.parts)
    return [Wish(Step.CHAT, [])] if is_talk else []


def _asked_beside(reading: Reading, wishes: list[Wish]) -> list[Wish]:
    """The wishes of words that come with an attachment, if they are any."""
    if not attached.asks(reading, {wish.step for wish in wishes}):
        return []
    return wishes or [Wish(Step.CHAT, [])]


def _with_what_it_adds(wishes: list[Wish], reading: Reading) -> list[Wish]:
    """What a request for the file adds is an instruction, too: "send it, max 9 MB, no sound"."""
    steps = [wish.step for wish in wishes]
    if Step.EXPORT not in steps:
        return wishes
    at = steps.index(Step.EXPORT)
    added = [clause for clause, asks in reading.clauses if _adds(clause, asks, wishes[at].clauses)]
    if not added or Step.CHAT in steps[:at]:
        return wishes
    return [*wishes[:at], Wish(Step.CHAT, [*wishes[at].clauses, *added]), *wishes[at:]]


def _adds(clause: Clause, asks: list[Ask], exports: list[Clause]) -> bool:
    """Whether a clause that asks for no edit says how large or how the file is to be."""
    if clause.taken_back or any(ask.step is not Step.EXPORT for ask in asks):
        return False
    follows = any(clause.place > export.place for export in exports)
    is_terse = not asks and follows and clause.opens in (*JOINTS, "AFTER") and not _denies(clause)
    return clause.names_a_size or (is_terse and names_a_change(clause))


def _denies(clause: Clause) -> bool:
    return is_report(clause) or clause.text.startswith(("不 是", "not "))


def _place_media(wishes: list[Wish], uploads: bool, context: PlanContext) -> list[Wish]:
    """Media must be on the timeline before an export (R3, R11)."""
    steps = [wish.step for wish in wishes]
    needed = uploads or (context.has_media and not context.has_draft)
    if not needed or Step.EXPORT not in steps:
        return wishes
    at = steps.index(Step.EXPORT)
    if Step.CHAT in steps[:at]:
        return wishes
    return [*wishes[:at], Wish(Step.CHAT, []), *wishes[at:]]


def _merged(wishes: list[Wish]) -> list[Wish]:
    """Repeated questions once, neighbouring equal steps as one."""
    result: list[Wish] = []
    for wish in wishes:
        known = {old.step for old in result}
        if result and result[-1].step is wish.step:
            result[-1].clauses += wish.clauses
        elif wish.step not in known or wish.step in (Step.CHAT, Step.EXPORT):
            result.append(Wish(wish.step, list(wish.clauses)))
    return result


def _actions(wishes: list[Wish], reading: Reading, message: Message) -> list[Action]:
    chats = sum(wish.step is Step.CHAT and bool(wish.clauses) for wish in wishes)
    alone = len(wishes) == 1
    made = []
    for wish in wishes:
        if wish.step is Step.CHAT:
            text = _chat_text(wish, reading, message.text, alone, chats > 1)
            made.append(Action(Step.CHAT, text=text))
        elif wish.step is Step.EXPORT:
            made.append(Action(Step.EXPORT, output=options(wish.clauses)))
        else:
            made.append(Action(wish.step))
    return made


def _chat_text(wish: Wish, reading: Reading, text: str, alone: bool, several: bool) -> str:
    """What is said to the backend: the message less its pure requests for other steps."""
    if alone:
        return wording.named(text, reading.mentions)
    if not wish.clauses:
        return wording.placing(text)
    kept = [*wish.clauses, *(c for c in reading.parts if _names_what_is_made(c))]
    if not several:
        kept += [clause for clause, asks in reading.clauses if _is_remark(clause, asks)]
    return wording.excerpt(text, reading.parts, kept, reading.mentions)


def _names_what_is_made(clause: Clause) -> bool:
    """Whether it goes on with what is to become a file: "... and a song into a 1080p MP4"."""
    goes_on = clause.opens == "AND" and "BOX " in clause.tags and "DEVICE " not in clause.tags
    return goes_on and any(token.text == "into" for token in clause.tokens)


def _is_remark(clause: Clause, asks: list[Ask]) -> bool:
    """Words that ask for nothing but may explain what does."""
    return not asks and not clause.taken_back and not clause.is_courtesy
