"""Mend misspelt trigger words, and only those: everything else stays as it was typed."""

from functools import cache, lru_cache
from itertools import pairwise

from nemo_tui.plugins.intents.lexicon import read_table

_ALIKE = str.maketrans({"c": "k", "q": "k", "z": "s"})
_TELLING = 3


@cache
def _triggers() -> dict[int, tuple[str, ...]]:
    by_length: dict[int, list[str]] = {}
    for word in read_table("spelling")["mendable"].split():
        by_length.setdefault(len(word), []).append(word)
    return {length: tuple(words) for length, words in by_length.items()}


@cache
def _typed() -> dict[str, str]:
    """What hurried fingers often write, and what they mean."""
    pairs = (pair.partition("=") for pair in read_table("spelling")["typed"].split())
    return {typed: meant for typed, _, meant in pairs}


@cache
def _correct() -> frozenset[str]:
    return frozenset(read_table("spelling")["correct"].split())


@lru_cache(maxsize=4096)
def mend(word: str) -> str:
    """The trigger word that a misspelt word stands for, or the word itself."""
    if word in _typed():
        return _typed()[word]
    if len(word) < 4 or word in _correct() or not word.isascii():
        return word
    triggers = _triggers()
    near = [
        (distance, trigger)
        for length in range(len(word) - 2, len(word) + 3)
        for trigger in triggers.get(length, ())
        if (distance := _distance(word, trigger)) <= _tolerance(trigger)
    ]
    return min(near)[1] if near else word


def _tolerance(trigger: str) -> int:
    return 1 if len(trigger) < 8 else 2


def _distance(one: str, other: str) -> int:
    """Edits between two words, a swap of neighbours counting once; 9 where it cannot be near."""
    if one[0] == other[0] and (sorted(one) == sorted(other) or _sounds(one) == _sounds(other)):
        return 1
    if len(other) < 6 and one[0] != other[0] and not _is_squeezed(one, other):
        return 9
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        following = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        before, row = row, following
    return row[-1]


@lru_cache(maxsize=4096)
def _sounds(word: str) -> str:
    """The consonants of a longer word as they sound ("balence", "stattus"); a short one as is."""
    heard = word.replace("ce", "se").replace("ci", "si").translate(_ALIKE)
    bare = heard[0] + "".join(b for a, b in pairwise(heard) if b not in "aeiouy" and a != b)
    return bare if len(bare) > _TELLING else word


def _is_squeezed(one: str, other: str) -> bool:
    """A short word typed with a letter doubled ("fille", "sendd") or a vowel left out ("fle")."""
    once = "".join(b for a, b in pairwise(" " + one) if a != b)
    return once == other
