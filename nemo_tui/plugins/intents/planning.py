"""Put the requests of a message into an ordered plan."""

import re
from dataclasses import dataclass

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.plugins.intents import wording
from nemo_tui.plugins.intents.asks import Ask
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.hunch import hunch
from nemo_tui.plugins.intents.output import options
from nemo_tui.plugins.intents.reading import Reading, read
from nemo_tui.plugins.intents.tokens import Token

_SHORT = 3
_LONG = 9
_COUNTS = frozenset(
    ["one", "two", "three", "four", "five", "six", "another", "both", "more", "some"]
)
_NAME = re.compile(
    r"(?:(?:OK|PLEASE) )*(?:DET|I) (?:x )*THING (?:(?:x|MEDIA|FILE|DELIVER) )?"
    r"(?:NOUNCUE (?:(?:x|DET|THING) )*)?"
)
_BEGGING = frozenset(("please", "pls", "plz"))
_SURE = {Step.EXPORT: 0.7, Step.UPLOAD: 0.6, Step.CREDITS: 0.5, Step.STATE: 0.5}


@dataclass
class _Wish:
    """A step of the plan and the clauses that ask for it."""

    step: Step
    clauses: list[Clause]


def steps(message: Message, context: PlanContext) -> list[Step]:
    """The steps of a message in the order of doing."""
    return [action.step for action in plan(message, context)]


def plan(message: Message, context: PlanContext) -> list[Action]:
    """The plan of a message."""
    reading = read(message.text, context.has_media)
    sources = (*message.attachments, *reading.sources)
    wishes = _ordered(reading)
    if not sources and all(wish.step is Step.CHAT for wish in wishes):
        wishes = _guessed(reading) or wishes
    uploads = bool(sources) or any(wish.step is Step.UPLOAD for wish in wishes)
    upload = [Action(Step.UPLOAD, sources=tuple(dict.fromkeys(sources)))] if uploads else []
    if sources:
        wishes = [wish for wish in wishes if not _names_what_is_sent(wish)]
    if not wishes:
        wishes = _default(reading, uploads)
    wishes = [wish for wish in wishes if wish.step is not Step.UPLOAD]
    placed = _place_media(wishes, uploads, context)
    return upload + _actions(_merged(placed), reading, message)


def _guessed(reading: Reading) -> list[_Wish]:
    """What a message probably asks for in which the rules find nothing but talk."""
    found = hunch(reading.masked)
    refused = any(clause.taken_back or clause.declined for clause in reading.parts)
    is_talk = found.step is Step.CHAT or refused
    if is_talk or found.certainty < _SURE[found.step]:
        return []
    return [_Wish(found.step, reading.parts)]


def _ordered(reading: Reading) -> list[_Wish]:
    """The wishes in the order of doing: "but before that ..." goes before the last one."""
    groups: list[list[tuple[Ask, Clause]]] = []
    latest = 0
    for clause, asks in reading.clauses:
        if asks:
            latest = latest if clause.earlier and groups else len(groups)
            groups.insert(latest, [(ask, clause) for ask in asks])
    asked = _fetched_late([pair for group in groups for pair in group], reading)
    return [_Wish(ask.step, [clause]) for ask, clause in asked]


def _fetched_late(asked: list[tuple[Ask, Clause]], reading: Reading) -> list[tuple[Ask, Clause]]:
    """ "Download <url> and trim it": the file is wanted after the edits, and once."""
    early = next((pair for pair in asked if _is_fetched(*pair, reading)), None)
    if early is None:
        return asked
    rest = [pair for pair in asked if pair is not early]
    if any(ask.step is Step.EXPORT for ask, _ in rest):
        return rest
    chats = [at for at, (ask, _) in enumerate(rest) if ask.step is Step.CHAT]
    at = chats[-1] + 1 if chats else asked.index(early)
    return [*rest[:at], early, *rest[at:]]


def _is_fetched(ask: Ask, clause: Clause, reading: Reading) -> bool:
    """Whether the file asked for is the one at an address, named here or elsewhere."""
    fetches = ask.step is Step.EXPORT and "DOWNLOAD " in clause.tags
    return ask.of_url or (fetches and any(m.is_url and m.is_source for m in reading.mentions))


def _names_what_is_sent(wish: _Wish) -> bool:
    """Whether a chat step is but the name of an attachment ("and finally the logo")."""
    return wish.step is Step.CHAT and all(_NAME.fullmatch(c.tags) for c in wish.clauses)


def _default(reading: Reading, uploads: bool) -> list[_Wish]:
    """Nothing was recognised: talk goes to the backend, a word about an attachment does not."""
    talks = any(_talks(clause) for clause, _ in reading.clauses)
    return [_Wish(Step.CHAT, [])] if talks or not uploads else []


def _talks(clause: Clause) -> bool:
    """Whether a clause without a recognised request asks something of the backend anyway."""
    weighty = [
        t for t in clause.tokens if t.tag not in ("OK", "SRC", "URL", "RESULT", "PRON", "STOP")
    ]
    if not weighty or any(t.tag in ("DELIVER", "UPLOAD", "FUTURE", "OWN") for t in weighty):
        return False
    asks = clause.ends in ("?", "？") or weighty[0].tag in ("PLEASE", "Q", "HOWTO")
    asks = asks or any(token.tag in ("WANT", "IWANT") for token in weighty)
    asks = asks or weighty[0].text == "only" or any(t.text in _BEGGING for t in clause.tokens)
    return asks or not (_is_named(weighty) or len(weighty) <= _SHORT)


def _is_named(tokens: list[Token]) -> bool:
    """Whether the words name what is handed over: "two more for the pile", "raw footage"."""
    named = any(token.tag in ("MEDIA", "FILE", "COPY") for token in tokens)
    return len(tokens) <= _LONG and (
        named
        or tokens[0].tag in ("DET", "AN", "NUM", "I", "NOUNCUE", "FROM")
        or tokens[0].text in _COUNTS
    )


def _place_media(wishes: list[_Wish], uploads: bool, context: PlanContext) -> list[_Wish]:
    """Media must be on the timeline before an export (R3, R11)."""
    steps = [wish.step for wish in wishes]
    needed = uploads or (context.has_media and not context.has_draft)
    if not needed or Step.EXPORT not in steps:
        return wishes
    at = steps.index(Step.EXPORT)
    if Step.CHAT in steps[:at]:
        return wishes
    return [*wishes[:at], _Wish(Step.CHAT, []), *wishes[at:]]


def _merged(wishes: list[_Wish]) -> list[_Wish]:
    """Repeated questions once, neighbouring equal steps as one."""
    result: list[_Wish] = []
    for wish in wishes:
        known = {old.step for old in result}
        if result and result[-1].step is wish.step:
            result[-1].clauses += wish.clauses
        elif wish.step not in known or wish.step in (Step.CHAT, Step.EXPORT):
            result.append(_Wish(wish.step, list(wish.clauses)))
    return result


def _actions(wishes: list[_Wish], reading: Reading, message: Message) -> list[Action]:
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


def _chat_text(wish: _Wish, reading: Reading, text: str, alone: bool, several: bool) -> str:
    """What is said to the backend: the message less its pure requests for other steps."""
    if alone:
        return wording.named(text, reading.mentions)
    if not wish.clauses:
        return wording.placing(text)
    kept = list(wish.clauses)
    if not several:
        kept += [clause for clause, asks in reading.clauses if _is_remark(clause, asks)]
    return wording.excerpt(text, reading.parts, kept, reading.mentions)


def _is_remark(clause: Clause, asks: list[Ask]) -> bool:
    """Words that ask for nothing but may explain what does."""
    return not asks and not clause.taken_back and not clause.is_courtesy
