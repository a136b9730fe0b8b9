"""Train the model behind `nemo_tui/plugins/intents/hunch.py` on our own sentences.

python tests/eval/train_hunch.py            writes the weights; the same each time

Needs nothing but Python: multinomial logistic regression with AdaGrad steps.
"""

import random
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from math import exp, sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents import content, hunch
from nemo_tui.plugins.intents.fold import fold
from nemo_tui.plugins.intents.sources import mentions
from tests.plugins import batches

TARGET = Path(hunch.__file__).with_suffix(".bin")
ROUNDS = 12
RATE = 0.6
KEEP = 2e-6
Example = tuple[list[int], int]


def prepared(text: str) -> str:
    """A text as the router hands it to the model."""
    return content.mask(fold(text), mentions(text, False))


def sentences() -> Iterator[tuple[str, Step | None]]:
    """Every message of ours that brings nothing along, and the one step that it asks for."""
    for file in sorted(batches.DATA.glob("routing_*.txt")):
        yield from map(_labelled, filter(_is_clear, batches.routed(file.name)))
    for file in sorted(batches.DATA.glob("utterances_*.txt")):
        for line in file.read_text("utf-8").splitlines():
            step, _, text = line.partition("\t")
            yield text, hunch.SEVERAL if step == "several" else Step(step)


def _labelled(item: batches.Routed) -> tuple[str, Step | None]:
    return item.text, Step(item.plan[0]) if len(item.plan) == 1 else hunch.SEVERAL


def _is_clear(item: batches.Routed) -> bool:
    """Whether the plan says what the words ask for: media alone turn "export" into two steps."""
    is_placed = item.plan == ("chat", "export") and item.has_media and not item.has_draft
    brings = item.attachments or any(found.is_source for found in mentions(item.text, False))
    return not is_placed and not brings


def examples() -> list[Example]:
    """Features and the number of the kind, in a fixed order."""
    found = [(hunch.buckets(prepared(t)), hunch.KINDS.index(s)) for t, s in sentences()]
    random.Random(7).shuffle(found)
    return found


def trained(found: Sequence[Example]) -> list[list[float]]:
    """The weights, a row for each kind."""
    kinds = range(len(hunch.KINDS))
    many = Counter(kind for _, kind in found)
    worth = [sqrt(max(many.values()) / (many[kind] or 1)) for kind in kinds]
    rows = [array("f", bytes(4 * hunch.BUCKETS)) for _ in kinds]
    seen = [array("f", [1e-6]) * hunch.BUCKETS for _ in kinds]
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
    scores = hunch.scores(places, rows)
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    whole, each = sum(shares), 1 / sqrt(len(places) or 1)
    for number, share in enumerate(shares):
        error = share / whole - (number == kind)
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
    values = (max(-127, min(127, round(w * hunch.SCALE))) for row in rows for w in row)
    return zlib.compress(array("b", values).tobytes(), 9)


def main() -> None:
    """Train and write."""
    found = examples()
    print(len(found), Counter(str(hunch.KINDS[kind]) for _, kind in found))
    TARGET.write_bytes(packed(trained(found)))
    print(f"{TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
