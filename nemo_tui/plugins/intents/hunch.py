"""What a message probably asks for, where the rules are in doubt: the model's word."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nemo_tui.engine.actions import Step
from nemo_tui.plugins import linear_model
from nemo_tui.plugins.intents.spelling import mend

SEVERAL = None
KINDS = (Step.CHAT, Step.EXPORT, Step.UPLOAD, Step.CREDITS, Step.STATE, SEVERAL)
LONGEST = 300
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]+|[?？]")
_MODEL = linear_model.LinearModel("nemo_tui.plugins.intents", len(KINDS))


class Hunch(NamedTuple):
    """The likeliest step (None: several in one message) and its probability, 0 to 1."""

    step: Step | None
    certainty: float


def hunch(text: str) -> Hunch:
    """What a folded text of at most `LONGEST` characters asks for; a longer one may be anything."""
    if len(text) > LONGEST:
        return Hunch(SEVERAL, 1.0)
    found = _MODEL.probabilities(features(text))
    highest = max(found)
    return Hunch(KINDS[found.index(highest)], highest)


def features(text: str) -> Iterator[str]:
    """What the model sees of a folded text."""
    return linear_model.features([mend(word) for word in _WORD.findall(text)])
