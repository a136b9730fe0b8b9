"""What the backend says in one turn, bubble by bubble, translated from GUI talk."""

from typing import get_args

from nemo_tui.engine.actions import Spoken
from nemo_tui.engine.speech import Speak, Speech
from nemo_tui.engine.turn import Corrected, Missing, Outcome, Said, Saying, TurnEvent
from nemo_tui.protocol.events import WireEvent
from nemo_tui.protocol.transcript import Change, Closed, Grew, Rewritten, Transcript


class Listener:
    """Turns the events of one stream into what the person sees. Pure: no input or output."""

    def __init__(self, speak: Speak, language: str = "en") -> None:
        self._speak = speak
        self._language = language
        self._speech: Speech | None = None
        self.transcript = Transcript()
        self.actions: list[Spoken] = []

    @property
    def has_spoken(self) -> bool:
        """Whether the backend used words, even if only GUI talk."""
        return bool(self.transcript.said)

    @property
    def has_acted(self) -> bool:
        """Whether the backend said or did anything that saying it again would repeat."""
        return self.has_spoken or bool(self.transcript.tools)

    @property
    def asks(self) -> bool:
        """Whether the last thing said is a question."""
        said = self.transcript.said
        return bool(said) and said[-1].rstrip(" \n*_)）”\"'").endswith(("?", "？"))

    @property
    def outcome(self) -> Outcome | None:
        """What the studio says came of it; other backends say nothing."""
        found = self.transcript.state_delta.get("outcome")
        return next((known for known in get_args(Outcome) if known == found), None)

    @property
    def left(self) -> Missing:
        """Why the studio did not do all of it, where it says so."""
        found = self.transcript.state_delta.get("left", self.outcome)
        return next((known for known in get_args(Missing) if known == found), "")

    def hear(self, event: WireEvent) -> list[TurnEvent]:
        """What becomes visible with one more event."""
        return [shown for change in self.transcript.feed(event) for shown in self._show(change)]

    def end(self) -> list[TurnEvent]:
        """The stream is over: what is left becomes visible."""
        return [shown for change in self.transcript.end() for shown in self._show(change)]

    def _show(self, change: Change) -> list[TurnEvent]:
        match change:
            case Grew(delta):
                return _saying(self._open().feed(delta))
            case Rewritten(text):
                self._speech = None
                if text:
                    self._open().feed(text)
                return [Corrected(self._speech.visible if self._speech else "")]
            case Closed():
                return self._close()

    def _open(self) -> Speech:
        self._speech = self._speech or Speech(self._speak, self._language)
        return self._speech

    def _close(self) -> list[TurnEvent]:
        speech, self._speech = self._open(), None
        rest = speech.close()
        self.actions += speech.actions
        said: list[TurnEvent] = [Said(speech.visible)] if speech.visible.strip() else []
        return [*_saying(rest), *said]


def _saying(delta: str) -> list[TurnEvent]:
    return [Saying(delta)] if delta else []
