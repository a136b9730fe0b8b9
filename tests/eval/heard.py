"""What the two models of `plugins/intents` are trained on: messages of ours."""

from collections.abc import Iterator

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents import attached, content, hunch
from nemo_tui.plugins.intents.fold import fold
from nemo_tui.plugins.intents.reading import read
from nemo_tui.plugins.intents.sources import mentions
from tests.plugins import batches, modified

EVERY = 5


def examples() -> Iterator[tuple[Iterator[str], int]]:
    """The features of every message that brings nothing, and the number of the one step it asks."""
    for text, step in _sentences():
        folded = content.mask(fold(text), mentions(text, False))
        yield hunch.features(folded), hunch.KINDS.index(step)


def examples_attached() -> Iterator[tuple[Iterator[str], int]]:
    """The features of what comes with an attachment, and whether it asks for anything."""
    for file in sorted(batches.DATA.glob("routing_*.txt")):
        for item in batches.routed(file.name):
            reading = read(item.text)
            if item.attachments or reading.sources:
                introduces = item.plan == ("upload",)
                yield (
                    attached.features(reading),
                    attached.INTRODUCES if introduces else attached.ASKS,
                )


def _sentences() -> Iterator[tuple[str, Step | None]]:
    for file in sorted(batches.DATA.glob("routing_*.txt")):
        yield from map(_labelled, filter(_is_clear, batches.routed(file.name)))
    for language in modified.CHANGES:
        yield from ((text, hunch.SEVERAL) for text in [*modified.sentences(language)][::EVERY])
    yield from ((text, Step.EXPORT) for text in modified.plain())
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
