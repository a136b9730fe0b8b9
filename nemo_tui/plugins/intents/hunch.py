"""What a message probably asks for, where the rules are in doubt: a small trained model.

Its weights (`hunch.bin`) are made by `tests/eval/train_hunch.py` from our own sentences; the
features are words, pairs of words, and pieces of one to four characters. docs/decisions says why.
"""

import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from typing import NamedTuple

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents.spelling import mend

SEVERAL = None
KINDS = (Step.CHAT, Step.EXPORT, Step.UPLOAD, Step.CREDITS, Step.STATE, SEVERAL)
BUCKETS = 1 << 15
SCALE = 16.0
LONGEST = 300
_PIECE = 4
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]+|[?？]")


class Hunch(NamedTuple):
    """The likeliest step (None: several in one message) and its probability, 0 to 1."""

    step: Step | None
    certainty: float


def hunch(text: str) -> Hunch:
    """What a folded text of at most `LONGEST` characters asks for; a longer one may be anything."""
    if len(text) > LONGEST:
        return Hunch(SEVERAL, 1.0)
    return best([score / SCALE for score in scores(buckets(text), _weights())])


def best(found: Sequence[float]) -> Hunch:
    """The likeliest kind by these scores."""
    highest = max(found)
    place = found.index(highest)
    return Hunch(KINDS[place], 1 / sum(exp(score - highest) for score in found))


def scores(places: Sequence[int], weights: "Sequence[array[int] | array[float]]") -> list[float]:
    """One score for each of `KINDS`; the longer a text, the less each feature weighs."""
    share = 1 / sqrt(len(places) or 1)
    return [sum(map(row.__getitem__, places)) * share for row in weights]


def buckets(text: str) -> list[int]:
    """The features of a text as places in a row of weights."""
    return sorted({zlib.crc32(feature.encode()) % BUCKETS for feature in _features(text)})


def _features(text: str) -> Iterator[str]:
    words = ["", *map(mend, _WORD.findall(text)), ""]
    for at, word in enumerate(words):
        yield f"w {word}"
        yield f"p {' '.join(words[at : at + 2])}"
        yield f"s {' '.join(words[at : at + 3 : 2])}"
        edged = word if _UNSPACED.match(word) else f"<{word}>"
        for size in range(1, _PIECE + 1):
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size]


@cache
def _weights() -> "tuple[array[int], ...]":
    packed = files("nemo_tui.plugins.intents").joinpath("hunch.bin").read_bytes()
    whole = array("b", zlib.decompress(packed))
    return tuple(whole[at : at + BUCKETS] for at in range(0, len(whole), BUCKETS))
