"""One turn drawn into the transcript, one event at a time."""

from functools import partial
from pathlib import Path

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.actions import Action, Step
from nemo_tui.engine.turn import (
    Answered,
    Corrected,
    CreditsShown,
    Downloading,
    Exported,
    Failed,
    Finished,
    Noted,
    Planned,
    Proposed,
    Recovering,
    Rendering,
    Said,
    Saying,
    StepEnded,
    StepStarted,
    TimelineChanged,
    TimelineShown,
    TimelineView,
    TurnEvent,
    Uploaded,
    Uploading,
    Waiting,
    Working,
)
from nemo_tui.ui.narration import Narrator
from nemo_tui.ui.widgets.answer import Answer
from nemo_tui.ui.widgets.asked import Line
from nemo_tui.ui.widgets.cards import ErrorCard, ExportCard, Offer, Offers, Progress
from nemo_tui.ui.widgets.picture import Album
from nemo_tui.ui.widgets.steps import Steps
from nemo_tui.ui.widgets.timeline import Timeline
from nemo_tui.ui.widgets.transcript import Recipe, Transcript

UNTOLD = "engine.timeline.changed"  # a limit or an option: the answer says what it is


def timeline_recipes(event: TimelineChanged, narrator: Narrator) -> list[Recipe]:
    """The entries of a change: lanes where they are others, otherwise what changed in words."""
    if event.before.tracks == event.after.tracks:
        told = narrator.changes([each for each in event.changes if each.key != UNTOLD])
        return [partial(Line, text, mark=mark) for mark, text in told]
    changes = narrator.changes(event.changes)
    label = narrator.say("app.before")
    return [partial(Timeline, event.after, event.before, changes, label)]


class TurnDrawing:
    """Holds the widgets that the events of one turn go to."""

    def __init__(self, transcript: Transcript, say: Catalogue) -> None:
        self._transcript = transcript
        self._say = say
        self._narrator = Narrator(say)
        self._steps: Steps | None = None
        self._answer: Answer | None = None
        self._card: ExportCard | None = None
        self.answers: list[str] = []
        self.offers: list[Action] = []
        self.files: list[Path] = []
        self.timeline: TimelineView | None = None
        self.failure: Failed | None = None
        self.activity = ""
        self._is_edited = False
        self._under_way: StepStarted | None = None

    def draw(self, event: TurnEvent) -> None:
        """Draw one event."""
        match event:
            case Saying(delta=delta):
                self._open_answer().feed(delta)
            case Corrected(text=text):
                self._open_answer().correct(text)
            case Said():
                self._close_answer(event.text)
            case Planned() | StepStarted() | StepEnded() | Answered():
                self._draw_step(event)
            case Uploading() | Uploaded() | Working() | Waiting() | Recovering():
                self._draw_work(event)
            case Rendering() | Downloading() | Exported():
                self._draw_export(event)
            case TimelineChanged() | TimelineShown():
                self._draw_timeline(event)
            case CreditsShown():
                self._transcript.add(Line(self._narrator.credits(event), "", "◇"))
            case Noted(notice=notice):
                self._transcript.add(Line(self._narrator.notice(notice)))
            case Proposed(action=action):
                self.offers.append(action)
            case Failed():
                self._fail(event)
            case Finished():
                self._finish(event)

    @property
    def backlog(self) -> int:
        """Characters of the answer that are not drawn yet."""
        return self._answer.waiting if self._answer else 0

    @property
    def failure_line(self) -> str:
        """What went wrong, in one line."""
        return self._narrator.problem(self.failure)[0] if self.failure else ""

    def add_picture(self, album: Album, path: Path) -> None:
        """A frame of a finished file below its card."""
        self._transcript.add(*(picture() for picture in album.pictures([str(path)])))

    def stop(self) -> bool:
        """The person stopped the turn; whether the card of an export says so."""
        self._close_answer()
        if self._steps:
            self._steps.stop()
        self.offers = []
        if self._card:
            self._card.give_up(self._say("app.export_stopped"))
            self._offer_export()
            self._show_offers()
        return self._card is not None

    def _draw_step(self, event: Planned | StepStarted | StepEnded | Answered) -> None:
        match event:
            case Planned(actions=actions):
                self._steps = Steps([self._narrator.step(action) for action in actions])
                self._transcript.add(self._steps)
            case StepStarted(index=index) if self._steps:
                self.activity, self._under_way = self._narrator.step(event.action), event
                self._steps.begin(index)
            case Answered() if self._steps and (step := self._under_way):
                self._steps.rename(step.index, self._narrator.step(step.action, event))
            case StepEnded(index=index, ok=ok) if self._steps:
                self._steps.end(index, ok)

    def _draw_work(self, event: Uploading | Uploaded | Working | Waiting | Recovering) -> None:
        match event:
            case Uploading():
                self._show(
                    self._narrator.uploading(event),
                    event.sent / event.total if event.total else None,
                )
            case Uploaded():
                self._note(self._narrator.uploaded(event))
            case Working():
                activity = self._narrator.working(event)
                self._show(activity)
                self._note(activity)
            case Waiting() | Recovering():
                self._show(self._narrator.waiting(event))

    def _draw_export(self, event: Rendering | Downloading | Exported) -> None:
        card = self._open_card()
        match event:
            case Rendering():
                share = None if event.percent is None else event.percent / 100
                figures = self._narrator.rendering(event)
                card.progress(Progress(self._say("app.rendering"), share, figures))
            case Downloading():
                share = event.received / event.total if event.total else None
                figures = self._narrator.downloading(event)
                card.progress(Progress(self._say("app.downloading"), share, figures))
            case Exported():
                for older in self._transcript.query(ExportCard):
                    older.grow_old()
                card.finish(event)
                self.files.append(event.path)
                self._card = None
        self._transcript.grown()

    def _draw_timeline(self, event: TimelineChanged | TimelineShown) -> None:
        self._close_answer()
        if isinstance(event, TimelineShown):
            self.timeline = event.timeline
            self._transcript.add(Timeline(event.timeline))
            return
        self.timeline, self._is_edited = event.after, bool(event.after.tracks)
        self._transcript.add(*(recipe() for recipe in timeline_recipes(event, self._narrator)))

    def _fail(self, event: Failed) -> None:
        self.failure = event
        self._close_answer()
        if self._card:
            self._card.give_up(self._narrator.problem(event)[0])
            self._card = None
        what, done, then, detail = self._narrator.problem(event)
        self._transcript.add(ErrorCard(what, done, then, detail))

    def _finish(self, event: Finished) -> None:
        self._close_answer()
        if self._steps and not event.ok:
            self._steps.stop()
        if event.ok and self._is_edited and not self.files:
            self._offer_export()
        if self.offers and not self.failure:
            self._show_offers()

    def _show_offers(self) -> None:
        labels = [self._narrator.offer(action) for action in self.offers]
        pairs = enumerate(zip(self.offers, labels, strict=True))
        self._transcript.add(
            Offers([Offer(each, "↵" if not at else "⇥", label) for at, (each, label) in pairs])
        )

    def _offer_export(self) -> None:
        """An edit alone makes no file: say how to get it."""
        if not any(action.step is Step.EXPORT for action in self.offers):
            self.offers.append(Action(Step.EXPORT))

    def _show(self, activity: str, fraction: float | None = None) -> None:
        self.activity = activity
        if self._steps:
            self._steps.show(activity, fraction)

    def _note(self, detail: str) -> None:
        if self._steps:
            self._steps.note(detail)

    def _open_answer(self) -> Answer:
        if self._answer is None:
            self._answer = Answer(self._transcript)
        return self._answer

    def _close_answer(self, text: str | None = None) -> None:
        if self._answer is None and text:
            self._open_answer().feed(text)
        if self._answer is None:
            return
        if text is not None:
            self._answer.correct(text)
        self._answer.finish()
        if self._answer.text:
            self.answers.append(self._answer.text)
        self._answer = None

    def _open_card(self) -> ExportCard:
        if self._card is None:
            self._close_answer()
            self._card = ExportCard(self._narrator.card())
            self._transcript.add(self._card)
        return self._card
