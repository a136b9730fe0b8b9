"""Train the models of the built-in plug-ins on our own sentences; the same each time.

python tests/eval/train_hunch.py intents            what a message asks for
python tests/eval/train_hunch.py intents/attached   whether what comes with a file asks something
python tests/eval/train_hunch.py gui_speak          whether a clause of a reply works a screen

Needs nothing but Python: multinomial logistic regression with AdaGrad steps.
"""

import random
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nemo_tui import plugins
from nemo_tui.plugins import linear_model
from tests.eval import heard, told

ROUNDS = 12
RATE = 0.6
KEEP = 2e-6
Example = tuple[list[int], int]
SOURCES: dict[str, Callable[[], Iterator[tuple[Iterator[str], int]]]] = {
    "intents": heard.examples,
    "intents/attached": heard.examples_attached,
    "gui_speak": told.examples,
}


def examples(source: Iterator[tuple[Iterator[str], int]]) -> list[Example]:
    """Features and the number of the kind, in a fixed order."""
    found = [(linear_model.buckets(features), kind) for features, kind in source]
    random.Random(7).shuffle(found)
    return found


def trained(found: Sequence[Example]) -> list[list[float]]:
    """The weights, a row for each kind."""
    many = Counter(kind for _, kind in found)
    kinds = range(max(many) + 1)
    worth = [sqrt(max(many.values()) / (many[kind] or 1)) for kind in kinds]
    rows = [array("f", bytes(4 * linear_model.BUCKETS)) for _ in kinds]
    seen = [array("f", [1e-6]) * linear_model.BUCKETS for _ in kinds]
    for _ in range(ROUNDS):
        for places, kind in found:
            _learn(places, kind, worth[kind], rows, seen)
    return [list(row) for row in rows]


def _learn(
    places: list[int],
    kind: int,
    worth: float,
    rows: "list[array[float]]",
    seen: "list[array[float]]",
) -> None:
    guesses = linear_model.shares(linear_model.scores(places, rows))
    each = 1 / sqrt(len(places) or 1)
    for number, guess in enumerate(guesses):
        error = guess - (number == kind)
        if abs(error) < 0.005:
            continue
        step = error * each * worth
        row, past = rows[number], seen[number]
        for place in places:
            slope = step + KEEP * row[place]
            past[place] += slope * slope
            row[place] -= RATE * slope / sqrt(past[place])


def packed(rows: Sequence[Sequence[float]]) -> bytes:
    """The weights as the plug-in reads them: one signed byte each, compressed."""
    values = (max(-127, min(127, round(w * linear_model.SCALE))) for row in rows for w in row)
    return zlib.compress(array("b", values).tobytes(), 9)


def main(name: str) -> None:
    """Train and write."""
    found = examples(SOURCES[name]())
    print(len(found), Counter(kind for _, kind in found))
    target = Path(plugins.__path__[0]) / name / "hunch.bin"
    target.write_bytes(packed(trained(found)))
    print(f"{target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
