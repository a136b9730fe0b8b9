"""A kept conversation as recipes for the entries of a transcript; nothing is mounted here."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.actions import Step
from nemo_tui.engine.turn import (
    Answered,
    Exported,
    Failed,
    Planned,
    Said,
    TimelineChanged,
    TurnEvent,
    Uploaded,
)
from nemo_tui.ui.attachments import Attachment
from nemo_tui.ui.drawing import timeline_recipes
from nemo_tui.ui.narration import Narrator
from nemo_tui.ui.purity import cleaned
from nemo_tui.ui.widgets.answer import pieces
from nemo_tui.ui.widgets.asked import Asked
from nemo_tui.ui.widgets.cards import ErrorCard, ExportCard
from nemo_tui.ui.widgets.picture import Album
from nemo_tui.ui.widgets.prose import Prose
from nemo_tui.ui.widgets.steps import Steps, StepState
from nemo_tui.ui.widgets.transcript import Recipe

# What shows that a step was done; a step that leaves nothing is taken for done.
TRACES: dict[Step, type] = {Step.UPLOAD: Uploaded, Step.EXPORT: Exported}


def recipes(events: Iterable[TurnEvent], say: Catalogue, album: Album) -> list[Recipe]:
    """One recipe for each entry, in order."""
    narrator = Narrator(say)
    return [
        recipe
        for turn in _turns(cleaned(event) for event in events)
        for event in turn
        for recipe in _recipes(event, turn, narrator, album)
    ]


def _turns(events: Iterable[TurnEvent]) -> Iterator[list[TurnEvent]]:
    turn: list[TurnEvent] = []
    for event in events:
        if isinstance(event, Planned) and turn:
            yield turn
            turn = []
        turn.append(event)
    if turn:
        yield turn


def _recipes(
    event: TurnEvent, turn: Sequence[TurnEvent], narrator: Narrator, album: Album
) -> Iterator[Recipe]:
    match event:
        case Planned(message=message):
            if message is not None:
                attachments = [Attachment.of(source) for source in message.attachments]
                yield partial(Asked, message.text, attachments)
                yield from album.pictures(message.attachments)
            if event.actions:
                yield _steps(event, turn, narrator)
        case Said(text=text):
            for piece in pieces(text):
                yield partial(Prose, piece)
        case TimelineChanged():
            yield from timeline_recipes(event, narrator)
        case Exported(path=path):
            yield partial(ExportCard, narrator.card(), event)
            yield from album.pictures([str(path)])
        case Failed():
            what, done, then, detail = narrator.problem(event)
            yield partial(ErrorCard, what, done, then, detail)


def _steps(planned: Planned, turn: Sequence[TurnEvent], narrator: Narrator) -> Recipe:
    """The line of steps with what is known of their end."""
    answers = iter([event for event in turn if isinstance(event, Answered)])
    labels = [
        narrator.step(action, next(answers, None) if action.step is Step.CHAT else None)
        for action in planned.actions
    ]
    details = [narrator.uploaded(event) for event in turn if isinstance(event, Uploaded)]
    return partial(Steps, labels, _states(planned, turn), details)


def _states(planned: Planned, turn: Sequence[TurnEvent]) -> list[StepState]:
    has_failed = any(isinstance(event, Failed) for event in turn)
    states: list[StepState] = []
    for action in planned.actions:
        trace = None if action.look else TRACES.get(action.step)
        is_done = trace is None or any(isinstance(event, trace) for event in turn)
        if is_done and not {"failed", "stopped"} & set(states):
            states.append("done")
        else:
            states.append("failed" if has_failed and "failed" not in states else "stopped")
    if has_failed and states and "failed" not in states:
        states[-1] = "failed"
    return states
