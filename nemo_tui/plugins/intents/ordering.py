"""The requests of a message in the order of doing."""

import re
from itertools import takewhile

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents.asks import Ask
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.doubt import Wish
from nemo_tui.plugins.intents.reading import Reading

JOINTS = ("AND", "INSTEAD", ",", "，", "、", ";", "；", "-", "–", "—", "(", "（", ":")
_NEXT = frozenset(("最后", "finally", "lastly", "next"))
_AS_IT_IS = re.compile(
    r"\b(?:(?:this|current|present|first) (?:version|cut|edit|one|state)|as (?:it )?is"
    r"|jetzt|ahora|adesso)\b|这一?[版个]|当前|现在|先"
)


def ordered(reading: Reading) -> list[Wish]:
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
    exports = [at for at, (ask, _) in enumerate(asked) if ask.step is Step.EXPORT]
    first = asked[exports[0]][1] if exports else Clause()
    if not exports or _AS_IT_IS.search(first.text):
        return asked
    if not all(_is_said_again(asked[at][1], first) for at in exports[1:]):
        return asked
    at = exports[0]
    follows = list(takewhile(lambda pair: _goes_on(*pair, first), asked[at + 1 :]))
    chats = [pair for pair in follows if pair[0].step is Step.CHAT]
    rest = [pair for pair in follows if pair[0].step is not Step.CHAT]
    return [*asked[:at], *chats, asked[at], *rest, *asked[at + 1 + len(follows) :]]


def _is_said_again(clause: Clause, first: Clause) -> bool:
    """Whether a request for the file belongs to one before: "render and export it, as MP4"."""
    return clause.opens in JOINTS and (len(first.tokens) == 1 or clause.tokens[0].tag == "AS")


def _goes_on(ask: Ask, clause: Clause, first: Clause) -> bool:
    """Whether what is asked belongs to the request for the file before it."""
    is_next = first.opens == "FIRST" or clause.tokens[0].text in _NEXT
    is_same = clause.opens in JOINTS and clause.place > first.place
    return ask.step in (Step.CHAT, Step.EXPORT) and is_same and not is_next


def _is_fetched(ask: Ask, clause: Clause, reading: Reading) -> bool:
    """Whether the file asked for is the one at an address, named here or elsewhere."""
    fetches = ask.step is Step.EXPORT and "DOWNLOAD " in clause.tags
    return ask.of_url or (fetches and any(m.is_url and m.is_source for m in reading.mentions))
