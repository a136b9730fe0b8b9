"""What is found in a sentence: a stretch of GUI talk and what it asks for."""

from dataclasses import dataclass, replace

from nemo_tui.engine.actions import Action, Mode, Spoken, Step


@dataclass(frozen=True)
class Finding:
    """A stretch of a sentence that works a screen element.

    `instead` is how the same is said to somebody without a screen; `step` is None where
    nothing is to be done (the window only, or negated). `carries` marks a step towards what
    follows, and `thing` what that is then done to.
    """

    start: int
    end: int
    step: Step | None
    instead: str
    mode: Mode = Mode.RUN
    negated: bool = False
    carries: bool = False
    thing: str = ""

    def offered(self) -> "Finding":
        """The same, left to the person."""
        return replace(self, mode=Mode.OFFER)

    def spoken(self, edit: str) -> Spoken | None:
        """The action asked for; `edit` describes a change."""
        if self.step is None or self.negated:
            return None
        return Spoken(Action(self.step, text=edit if self.step is Step.CHAT else ""), self.mode)
