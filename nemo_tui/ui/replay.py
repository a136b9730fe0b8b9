"""A kept conversation as recipes for the entries of a transcript; nothing is mounted here."""

from collections.abc import Iterable, Iterator
from functools import partial

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.turn import (
    Exported,
    Failed,
    Planned,
    Said,
    TimelineChanged,
    TurnEvent,
)
from nemo_tui.ui.attachments import Attachment
from nemo_tui.ui.drawing import timeline_recipes
from nemo_tui.ui.narration import Narrator
from nemo_tui.ui.purity import cleaned
from nemo_tui.ui.widgets.answer import pieces
from nemo_tui.ui.widgets.asked import Asked
from nemo_tui.ui.widgets.cards import ErrorCard, ExportCard
from nemo_tui.ui.widgets.prose import Prose
from nemo_tui.ui.widgets.transcript import Recipe


def recipes(events: Iterable[TurnEvent], say: Catalogue) -> list[Recipe]:
    """One recipe for each entry, in order."""
    narrator = Narrator(say)
    return [recipe for event in events for recipe in _recipes(cleaned(event), narrator)]


def _recipes(event: TurnEvent, narrator: Narrator) -> Iterator[Recipe]:
    say = narrator.say
    match event:
        case Planned(message=message) if message is not None:
            attachments = [Attachment.of(source) for source in message.attachments]
            yield partial(Asked, message.text, attachments)
        case Said(text=text):
            for piece in pieces(text):
                yield partial(Prose, piece)
        case TimelineChanged():
            yield from timeline_recipes(event, narrator)
        case Exported():
            labels = {deed: say(f"app.deed.{deed}") for deed in ("open", "folder", "copy")}
            yield partial(ExportCard, labels, event)
        case Failed():
            what, done, then, detail = narrator.problem(event)
            yield partial(ErrorCard, what, done, then, detail)
