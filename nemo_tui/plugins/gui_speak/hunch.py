"""Whether a clause of the backend's works a screen element, by a trained model."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nemo_tui.engine.actions import SpeakContext, Step
from nemo_tui.plugins import linear_model
from nemo_tui.plugins.gui_speak.sentence import Sentence

WINDOW = None
CONTENT = 0
KINDS = (*Step, WINDOW)
_NEAR = 12
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
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
