"""Whether what is said with an attachment asks for something: a model's word beside the rules."""

from collections.abc import Iterator
from itertools import chain

from nemo_tui.engine.actions import Step
from nemo_tui.plugins import linear_model
from nemo_tui.plugins.intents import hunch
from nemo_tui.plugins.intents.objects import EDIT_VERB
from nemo_tui.plugins.intents.reading import Reading

ASKS, INTRODUCES = range(2)
_SURE = 0.8
_CERTAIN = 0.9
_NAMED = frozenset(("SRC", "URL"))
_MODEL = linear_model.LinearModel(__name__, 2)


def asks(reading: Reading, steps: set[Step]) -> bool:
    """Whether the words ask for anything; `steps`: what the rules hear, believed in doubt."""
    if len(reading.masked) > hunch.LONGEST:
        return bool(steps)
    asked, introduced = _MODEL.probabilities(features(reading))
    instructs = any(EDIT_VERB.search(clause.tags) for clause in reading.parts)
    if introduced > (_SURE if steps <= {Step.CHAT} else _CERTAIN):
        return bool(steps) and instructs
    return bool(steps) or asked > _SURE


def features(reading: Reading) -> Iterator[str]:
    """What the model sees: the words, and what they mean to the router."""
    tokens = (token for clause in reading.parts for token in clause.tokens)
    tags = [token.tag for token in tokens if token.tag not in _NAMED]
    return chain(hunch.features(reading.masked), linear_model.features(tags))
