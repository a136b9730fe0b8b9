"""Whether a clause of the backend's works a screen element, by a trained model."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nemo_tui.engine.actions import SpeakContext, Step
from nemo_tui.plugins import linear_model
from nemo_tui.plugins.gui_speak import last_look, modes
from nemo_tui.plugins.gui_speak import last_look_words as look
from nemo_tui.plugins.gui_speak.english_words import AREA, NOUN
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, Sentence

WINDOW = None
# The first kind is content; the window alone asks for no step.
CONTENT = 0
KINDS = (*Step, WINDOW)
_NEAR = 12
SURE = 0.8
# What only works the window tells no step: nothing but its words says that it is no content.
_SURE_OF_WINDOW = 0.95
_SCREEN = re.compile(
    rf"\b(?:{NOUN}|{AREA}|(?:tap|hit|drag|mouse|cursor|keyboard|Ctrl|Cmd|Export|Render|Download"
    r"|Upload|banner|tile|chip|select|choose|track|full[ -]?screen|(?:log|sign) (?:in|out|back))\b"
    r"|(?:click|press|scroll|zoom|clos|refresh|reload|brows|minimi|maximi|dismiss|pinch))"
    r"|[\u3400-\u9fff]",
    re.I,
)
# In bytes: a Chinese character tells as much as three letters.
_SHORTEST = 8
_CJK = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
# "The scene where you click Export": what it belongs to comes before it.
_FILMED = re.compile(r"(?:where|in which|as) you ")
_NAME = re.compile(r"(?<=\S )[A-Z][a-z]+")
_FIGURE = re.compile(r"\d+")
_MODEL = linear_model.LinearModel("nemo_tui.plugins.gui_speak", 1 + len(KINDS))


class Hunch(NamedTuple):
    """How likely a clause is GUI talk, 0 to 1, and the step that it would be (None: the window).

    `lead` is how likely that step is among the steps, 0 to 1.
    """

    certainty: float
    step: Step | None
    lead: float


# A clause is asked about for its content, its step and its extent, one after the other.
@lru_cache(maxsize=32)
def hunch(sentence: Sentence, start: int, end: int, context: SpeakContext) -> Hunch:
    """What the clause between two places of a sentence is."""
    content, *steps = _MODEL.probabilities(features(sentence, start, end, context))
    best = max(steps)
    return Hunch(1 - content, KINDS[steps.index(best)], best / sum(steps))


def find(sentence: Sentence, found: list[Finding], context: SpeakContext) -> list[Finding]:
    """The clauses that the rules found nothing in and that are GUI talk all the same."""
    more: list[Finding] = []
    for clause in look.CLAUSE.finditer(sentence.masked):
        start, end = clause.span()
        if any(f.start < end and start < f.end for f in found) or stays(sentence, start, end):
            continue
        guess = hunch(sentence, start, end, context)
        if guess.certainty > SURE and _is_of_screen(guess, sentence, context):
            finding = Finding(start, end, guess.step, "")
            is_open = modes.leaves_open(clause.group(), bool(_CJK.search(sentence.plain)))
            finding = finding.offered() if is_open else finding
            more += last_look.sparing(sentence, finding, context.before)
    return more


def _is_of_screen(guess: Hunch, sentence: Sentence, context: SpeakContext) -> bool:
    """Whether a clause that would only go is near words of screens."""
    said = f"{context.lead} {context.before} {sentence.plain}"
    is_sure = guess.certainty > _SURE_OF_WINDOW and _SCREEN.search(said)
    return guess.step is not WINDOW or bool(is_sure)


def stays(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause tells what was done or filmed or is to be read, or is too short to tell."""
    clause = sentence.masked[start:end]
    if _FILMED.match(clause):
        clause = sentence.masked[:end]
    is_told = look.STAYS_EN.search(clause) or look.STAYS_ZH.search(clause) or LINK in clause
    return bool(
        is_told
        or len(clause.encode()) < _SHORTEST
        or last_look.is_announced(sentence.masked[:start])
    )


def features(sentence: Sentence, start: int, end: int, context: SpeakContext) -> Iterator[str]:
    """What the model sees: the clause, and the words around it by where they stand."""
    clause = _FIGURE.sub("0", sentence.plain[start:end])
    yield from linear_model.features(_words(clause))
    for name in _NAME.findall(clause):
        yield "a name"
        yield f"n {name.lower()}"
    yield from (f"l {word}" for word in _words(sentence.plain[:start])[-_NEAR:])
    yield from (f"r {word}" for word in _words(sentence.plain[end:])[:_NEAR])
    yield from (f"b {word}" for word in _words(context.before)[-_NEAR:])
    yield from (f"o {word}" for word in _words(context.lead)[-_NEAR:])
    if context.point:
        yield "a point"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
