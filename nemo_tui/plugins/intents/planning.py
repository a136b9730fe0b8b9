"""Put the requests of a message into an ordered plan."""

from collections.abc import Iterator
from dataclasses import dataclass

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.plugins.intents import clauses, content
from nemo_tui.plugins.intents.classify import Ask, classify
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.fold import fold
from nemo_tui.plugins.intents.sources import Mention, mentions
from nemo_tui.plugins.intents.tokens import tokenize

_SHORT = 9
_SENTENCE_ENDS = frozenset(".!?\n。！？")


@dataclass(frozen=True)
class Reading:
    """A message read: its clauses with what each asks for, and the files it names."""

    clauses: list[tuple[Clause, list[Ask]]]
    mentions: list[Mention]

    @property
    def sources(self) -> tuple[str, ...]:
        """What the text itself wants uploaded."""
        return tuple(m.value for m in self.mentions if m.is_source)


def read(text: str, has_media: bool = False) -> Reading:
    """Understand a message, clause by clause."""
    found = mentions(text, has_media)
    masked = content.mask(fold(text), found)
    parts = clauses.split(tokenize(masked))
    return Reading(list(_classified(parts)), found)


def _classified(parts: list[Clause]) -> Iterator[tuple[Clause, list[Ask]]]:
    """Each clause with what it asks for; what is told after "an ad for a bank:" asks nothing."""
    is_told = False
    for clause in parts:
        is_told = is_told and clause.opens not in _SENTENCE_ENDS
        yield clause, [] if is_told else classify(clause)[0]
        if clause.ends == ":" and "CREATE " in clause.tags:
            is_told = True


def steps(message: Message, context: PlanContext) -> list[Step]:
    """The steps of a message in the order of doing."""
    reading = read(message.text, context.has_media)
    ordered = _ordered(reading)
    uploads = bool(message.attachments or reading.sources or Step.UPLOAD in ordered)
    if not ordered:
        return _default(reading, uploads)
    ordered = [step for step in ordered if step is not Step.UPLOAD]
    placed = _place_media(ordered, uploads, context)
    return ([Step.UPLOAD] if uploads else []) + _merged(placed)


def _ordered(reading: Reading) -> list[Step]:
    """The steps in the order of doing: "but before that ..." goes before the last request."""
    groups: list[list[Ask]] = []
    for clause, asks in reading.clauses:
        if asks and clause.earlier and groups:
            groups.insert(len(groups) - 1, asks)
        elif asks:
            groups.append(asks)
    return [ask.step for ask in _fetched_late([ask for group in groups for ask in group])]


def _fetched_late(asks: list[Ask]) -> list[Ask]:
    """ "Download <url> and trim it": the file is wanted after the edits, and once."""
    early = next((ask for ask in asks if ask.of_url), None)
    if early is None:
        return asks
    rest = [ask for ask in asks if ask is not early]
    if any(ask.step is Step.EXPORT for ask in rest):
        return rest
    chats = [at for at, ask in enumerate(rest) if ask.step is Step.CHAT]
    at = chats[-1] + 1 if chats else asks.index(early)
    return [*rest[:at], early, *rest[at:]]


def _default(reading: Reading, uploads: bool) -> list[Step]:
    """Nothing was recognised: talk goes to the backend, a word about an attachment does not."""
    if not uploads:
        return [Step.CHAT]
    talks = any(_talks(clause) for clause, _ in reading.clauses)
    return [Step.UPLOAD, Step.CHAT] if talks else [Step.UPLOAD]


def _talks(clause: Clause) -> bool:
    """Whether a clause without a recognised request asks something of the backend anyway."""
    weighty = [t for t in clause.tokens if t.tag not in ("OK", "SRC", "URL", "RESULT", "PRON", "STOP")]
    if not weighty or any(t.tag in ("DELIVER", "UPLOAD", "FUTURE") for t in weighty):
        return False
    asks = clause.ends in ("?", "？") or weighty[0].tag in ("PLEASE", "Q", "HOWTO")
    return asks or len(weighty) > _SHORT


def _place_media(ordered: list[Step], uploads: bool, context: PlanContext) -> list[Step]:
    """Media must be on the timeline before an export (R3, R11)."""
    needed = uploads or (context.has_media and not context.has_draft)
    if not needed or Step.EXPORT not in ordered:
        return ordered
    at = ordered.index(Step.EXPORT)
    if Step.CHAT in ordered[:at]:
        return ordered
    return [*ordered[:at], Step.CHAT, *ordered[at:]]


def _merged(ordered: list[Step]) -> list[Step]:
    """Repeated questions once, neighbouring equal steps as one."""
    result: list[Step] = []
    for step in ordered:
        asked_before = step in result and step in (Step.CREDITS, Step.STATE)
        if not asked_before and result[-1:] != [step]:
            result.append(step)
    return result


def plan(message: Message, context: PlanContext) -> list[Action]:
    """The plan of a message."""
    return [Action(step, text=message.text) for step in steps(message, context)]
