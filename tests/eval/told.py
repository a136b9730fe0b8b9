"""What the model of `plugins/gui_speak` is trained on: the clauses of the backend's replies."""

import re
from collections.abc import Iterator

from nemo_tui.engine.actions import SpeakContext, Step
from nemo_tui.engine.listener import Listener
from nemo_tui.plugins.gui_speak import chinese, english, hunch
from nemo_tui.plugins.gui_speak.second_opinion import CLAUSE
from nemo_tui.plugins.gui_speak.sentence import Sentence, parse
from nemo_tui.protocol.events import Text
from tests.plugins import batches

_SOME = 3
_SILENT = re.compile(r"\W+")


def examples() -> Iterator[tuple[Iterator[str], int]]:
    """The features of every clause of ours, and the number of its kind."""
    for file in sorted({*batches.DATA.glob("gui_*.txt"), *batches.DATA.glob("replies_*.txt")}):
        for reply in batches.replies(file.name):
            yield from clauses(reply.text, reply.drop, {name for name, _ in reply.actions})


def clauses(
    text: str, drop: tuple[str, ...], steps: set[str]
) -> Iterator[tuple[Iterator[str], int]]:
    """The clauses of one reply, but those of which nobody knows which of several steps it is."""
    for raw, context in _sentences(text):
        sentence = parse(raw)
        for clause in CLAUSE.finditer(sentence.masked):
            kind = hunch.CONTENT
            if _is_dropped(sentence.plain, *clause.span(), drop):
                kind = _kind(sentence, *clause.span(), steps)
            if kind is not None:
                yield hunch.features(sentence, *clause.span(), context), kind


def _sentences(text: str) -> list[tuple[str, SpeakContext]]:
    """The sentences as the translator is asked for them."""
    asked: list[tuple[str, SpeakContext]] = []

    def note(sentence: str, context: SpeakContext) -> None:
        asked.append((sentence, context))

    listener = Listener(note)
    listener.hear(Text(text=text, partial=True, author="backend"))
    listener.end()
    return asked


def _is_dropped(plain: str, start: int, end: int, drop: tuple[str, ...]) -> bool:
    """Whether a phrase that must go lies in the clause, with more than a letter or two."""
    whole, before, within = (_bare(t) for t in (plain, plain[:start], plain[:end]))
    return any(
        min(len(within), found.end()) - max(len(before), found.start()) >= min(len(phrase), _SOME)
        for phrase in filter(None, map(_bare, drop))
        for found in re.finditer(re.escape(phrase), whole)
    )


def _bare(text: str) -> str:
    return _SILENT.sub("", text.casefold())


def _kind(sentence: Sentence, start: int, end: int, steps: set[str]) -> int | None:
    """The number of the step: the only one of the reply, or the one that the rules hear here."""
    if not steps:
        return 1 + hunch.KINDS.index(hunch.WINDOW)
    if len(steps) == 1:
        return 1 + hunch.KINDS.index(Step(*steps))
    rules = chinese if sentence.is_chinese else english
    heard = {f.step for f in rules.find(sentence) if f.start < end and f.end > start}
    known = {step for step in heard if step in steps}
    return 1 + hunch.KINDS.index(known.pop()) if len(known) == 1 else None
