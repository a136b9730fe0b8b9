"""Put the requests of a message into an ordered plan."""

import re
from collections.abc import Sequence
from itertools import takewhile

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.plugins.intents import attached, wording
from nemo_tui.plugins.intents.asks import Ask
from nemo_tui.plugins.intents.changes import names_a_change
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.doubt import Wish, completed, doubted
from nemo_tui.plugins.intents.output import options
from nemo_tui.plugins.intents.reading import Reading, read
from nemo_tui.plugins.intents.remarks import (
    is_received,
    names_what_is_sent,
    talks,
    wants_it_kept,
)
from nemo_tui.plugins.intents.reports import is_report

_JOINTS = ("AND", "INSTEAD", ",", "，", "、", ";", "；", "-", "–", "—", "(", "（", ":")
_NEXT = frozenset(("最后", "finally", "lastly", "next"))
_AS_IT_IS = re.compile(
    r"\b(?:(?:this|current|present|first) (?:version|cut|edit|one|state)|as (?:it )?is"
    r"|now|jetzt|ahora|adesso)\b|这一?[版个]|当前|现在|先"
)


def steps(message: Message, context: PlanContext) -> list[Step]:
    """The steps of a message in the order of doing."""
    return [action.step for action in plan(message, context)]


def plan(message: Message, context: PlanContext) -> list[Action]:
    """The plan of a message."""
    reading = completed(read(message.text, context.has_media))
    sources = (*message.attachments, *reading.sources)
    wishes = _ordered(reading)
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


def _ordered(reading: Reading) -> list[Wish]:
    """The wishes in the order of doing: "but before that ..." goes before the last one."""
    groups: list[list[tuple[Ask, Clause]]] = []
    latest = 0
    for clause, asks in reading.clauses:
        if asks:
            latest = latest if clause.earlier and groups else len(groups)
            groups.insert(latest, [(ask, clause) for ask in asks])
    asked = _changed_first([pair for group in groups for pair in group])
    asked = _fetched_late(asked, reading)
    return [Wish(ask.step, [clause]) for ask, clause in asked]


def _fetched_late(asked: list[tuple[Ask, Clause]], reading: Reading) -> list[tuple[Ask, Clause]]:
    """ "Download <url> and trim it": the file is wanted after the edits, and once."""
    early = next((pair for pair in asked if _is_fetched(*pair, reading)), None)
    if early is None or any(ask.step is Step.CHAT for ask, _ in asked[: asked.index(early)]):
        return asked
    rest = [pair for pair in asked if pair is not early]
    if any(ask.step is Step.EXPORT for ask, _ in rest):
        return rest
    chats = [at for at, (ask, _) in enumerate(rest) if ask.step is Step.CHAT]
    at = chats[-1] + 1 if chats else asked.index(early)
    return [*rest[:at], early, *rest[at:]]


def _changed_first(asked: list[tuple[Ask, Clause]]) -> list[tuple[Ask, Clause]]:
    """ "Export it, but vertical": what goes on in the same sentence is to be in the file."""
    asked = [
        pair for at, pair in enumerate(asked) if not _is_said_again(*pair, asked[at + 1 : at + 3])
    ]
    exports = [at for at, (ask, _) in enumerate(asked) if ask.step is Step.EXPORT]
    if len(exports) != 1 or _AS_IT_IS.search(asked[exports[0]][1].text):
        return asked
    at = exports[0]
    export = asked[at]
    follows = list(takewhile(lambda pair: _goes_on(*pair, export[1]), asked[at + 1 :]))
    return [*asked[:at], *follows, export, *asked[at + 1 + len(follows) :]]


def _is_said_again(ask: Ask, clause: Clause, rest: Sequence[tuple[Ask, Clause]]) -> bool:
    """Whether a bare order for the file goes on in the next clause: "render and export it"."""
    goes_on = [other.step for other, following in rest if following.place == clause.place + 1]
    return ask.step is Step.EXPORT and len(clause.tokens) == 1 and Step.EXPORT in goes_on


def _goes_on(ask: Ask, clause: Clause, export: Clause) -> bool:
    """Whether an instruction belongs to the request for the file before it."""
    is_next = export.opens == "FIRST" or clause.tokens[0].text in _NEXT
    is_same = clause.opens in _JOINTS and clause.place > export.place
    return ask.step is Step.CHAT and is_same and not is_next


def _is_fetched(ask: Ask, clause: Clause, reading: Reading) -> bool:
    """Whether the file asked for is the one at an address, named here or elsewhere."""
    fetches = ask.step is Step.EXPORT and "DOWNLOAD " in clause.tags
    return ask.of_url or (fetches and any(m.is_url and m.is_source for m in reading.mentions))


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
    is_terse = not asks and follows and clause.opens in (*_JOINTS, "AFTER") and not _denies(clause)
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
