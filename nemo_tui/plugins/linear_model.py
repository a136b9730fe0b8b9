"""A small trained model: which of several kinds a text is, by its words and pieces of words.

The weights are made by `tests/eval/train_hunch.py` from our own sentences, and read when the first
text comes; docs/decisions says why there is a model at all.
"""

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from math import exp, sqrt

BUCKETS = 1 << 15
SCALE = 16.0
_PIECE = 4
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")


class LinearModel:
    """One row of weights for each kind, kept as `hunch.bin` in the package that asks it."""

    def __init__(self, package: str, kinds: int) -> None:
        self._package = package
        self._kinds = kinds

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """How likely each kind is, 0 to 1, in the order of training."""
        return shares([score / SCALE for score in scores(buckets(features), self._weights)])

    @cached_property
    def _weights(self) -> "tuple[array[int], ...]":
        packed = files(self._package).joinpath("hunch.bin").read_bytes()
        whole = array("b", zlib.decompress(packed))
        return tuple(whole[at : at + BUCKETS] for at in range(0, self._kinds * BUCKETS, BUCKETS))


def shares(found: Sequence[float]) -> list[float]:
    """Scores as probabilities that add up to one."""
    highest = max(found)
    raised = [exp(score - highest) for score in found]
    whole = sum(raised)
    return [value / whole for value in raised]


def scores(places: Sequence[int], weights: "Sequence[array[int] | array[float]]") -> list[float]:
    """One score for each kind; the more features a text has, the less each weighs."""
    share = 1 / sqrt(len(places) or 1)
    return [sum(map(row.__getitem__, places)) * share for row in weights]


def buckets(features: Iterable[str]) -> list[int]:
    """Features as places in a row of weights."""
    return sorted({zlib.crc32(feature.encode()) % BUCKETS for feature in features})


def features(words: Sequence[str]) -> Iterator[str]:
    """Each word, each pair, each pair with one between, and their pieces of up to four letters."""
    edges = ["", *words, ""]
    for at, word in enumerate(edges):
        yield f"w {word}"
        yield f"p {' '.join(edges[at : at + 2])}"
        yield f"s {' '.join(edges[at : at + 3 : 2])}"
        edged = word if _UNSPACED.match(word) else f"<{word}>"
        for size in range(1, _PIECE + 1):
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size]
