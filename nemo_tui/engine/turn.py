"""The events of a turn: plain values that a screen, a script or a log can draw.

A turn begins with `Planned` and ends with exactly one `Finished`. Text of the backend in
these events is already cleaned of control characters and translated from GUI talk.
Sizes are bytes, speeds bytes per second, times milliseconds unless the name says seconds.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from nemo_tui.engine.actions import Action, Message

Params = dict[str, str | int | float]
Outcome = Literal["done", "question", "refusal", "answer"]
Missing = Literal["", "question", "refusal"]


@dataclass(frozen=True)
class Notice:
    """A line of the catalogue: its key and the values to put into it."""

    key: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class SegmentView:
    """One segment of a track, as far as it can be read from an opaque draft."""

    label: str
    start_ms: int
    duration_ms: int
    volume_percent: int | None = None
    transition: str = ""


@dataclass(frozen=True)
class TrackView:
    """One track: `kind` is video, audio, text or other."""

    kind: Literal["video", "audio", "text", "other"]
    segments: tuple[SegmentView, ...]


@dataclass(frozen=True)
class TimelineView:
    """A draft summarised for a person. `lines()` of `engine.timeline` gives it as text.

    `max_bytes` (0: none) and `format` ("": not said) are what an export is to be.
    """

    tracks: tuple[TrackView, ...] = ()
    duration_ms: int = 0
    width: int | None = None
    height: int | None = None
    title: str = ""
    max_bytes: int = 0
    format: str = ""


@dataclass(frozen=True)
class Planned:
    """The steps that will be taken, in order, and the message they come from, if any."""

    actions: tuple[Action, ...]
    message: Message | None = None


@dataclass(frozen=True)
class SessionStarted:
    """The backend opened a session (or the one asked for was taken up again).

    `backend` is "local" or the address of the backend.
    """

    session_id: str
    backend: str
    is_new: bool = True


@dataclass(frozen=True)
class StepStarted:
    """A step of the plan begins; `index` counts from 0."""

    index: int
    action: Action


@dataclass(frozen=True)
class StepEnded:
    """A step of the plan is over; `ok` says whether it did what it should."""

    index: int
    action: Action
    ok: bool


@dataclass(frozen=True)
class Uploading:
    """Bytes of one source on their way; `total` 0 when unknown (a URL that the backend fetches)."""

    name: str
    sent: int
    total: int
    speed: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True)
class Uploaded:
    """One source arrived; `path` is set when it came from this machine."""

    name: str
    kind: str
    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None
    bytes: int | None = None
    path: Path | None = None


@dataclass(frozen=True)
class Working:
    """The backend is busy: a tool runs, or two minutes of waiting have passed."""

    seconds: float
    activity: str = ""


@dataclass(frozen=True)
class Saying:
    """More of the answer: append `delta` to the bubble of this turn."""

    delta: str


@dataclass(frozen=True)
class Corrected:
    """The bubble of this turn reads `text` instead."""

    text: str


@dataclass(frozen=True)
class Said:
    """The bubble is complete; what follows starts another."""

    text: str


@dataclass(frozen=True)
class Answered:
    """The agent is done with a chat step, and what came of it: only `done` changed anything.

    `missing` says that some of what was asked was refused or needs an answer first.
    """

    outcome: Outcome
    missing: Missing = ""


@dataclass(frozen=True)
class TimelineChanged:
    """The draft differs from the one before; `changes` are catalogue lines that tell how."""

    before: TimelineView
    after: TimelineView
    changes: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class TimelineShown:
    """The person asked what is on the timeline."""

    timeline: TimelineView


@dataclass(frozen=True)
class CreditsShown:
    """The balance; `unlimited` where the backend counts none."""

    available: float
    frozen: float
    total: float
    unlimited: bool = False


@dataclass(frozen=True)
class Proposed:
    """Something the backend suggested and the person may do with one key."""

    action: Action


@dataclass(frozen=True)
class Recovering:
    """The stream broke: the state is read again in `seconds` (try `attempt` of `attempts`)."""

    attempt: int
    attempts: int
    seconds: int


@dataclass(frozen=True)
class Waiting:
    """A limit of the backend: trying again in `seconds`."""

    seconds: int
    reason: str = "rate_limit"


@dataclass(frozen=True)
class Rendering:
    """An export at work on the backend; `percent` is None where it does not say."""

    render_id: str
    status: str
    percent: float | None = None
    seconds: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True)
class Downloading:
    """The finished file on its way to this machine."""

    render_id: str
    received: int
    total: int
    speed: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True)
class Exported:
    """The file is on disk, whole.

    `source_bytes` is the size of the one file that it was made of and `max_bytes` the limit
    that it stays under; 0 where there is no such thing.
    """

    path: Path
    bytes: int
    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None
    render_id: str = ""
    source_bytes: int = 0
    max_bytes: int = 0

    @property
    def is_pressed(self) -> bool:
        """Whether it is a smaller copy of one file, made to fit a limit."""
        return self.bytes < self.source_bytes and self.bytes <= self.max_bytes


@dataclass(frozen=True)
class Noted:
    """Something worth a line that is neither an answer nor a failure."""

    notice: Notice


@dataclass(frozen=True)
class Failed:
    """A step failed. The catalogue has `problem.<kind>.what`, `.done` and `.next`.

    `detail` is the backend's own word, cleaned and short; `kind` is a value of
    `protocol.problems.Kind`.
    """

    kind: str
    detail: str = ""
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class Finished:
    """The turn is over; `ok` only when everything asked for was done."""

    ok: bool


TurnEvent = (
    Planned
    | SessionStarted
    | StepStarted
    | StepEnded
    | Uploading
    | Uploaded
    | Working
    | Saying
    | Corrected
    | Said
    | Answered
    | TimelineChanged
    | TimelineShown
    | CreditsShown
    | Proposed
    | Recovering
    | Waiting
    | Rendering
    | Downloading
    | Exported
    | Noted
    | Failed
    | Finished
)


@dataclass(frozen=True)
class ConsentRequest:
    """Before the first upload to a host that is not loopback: who gets what."""

    host: str
    files: tuple[tuple[str, int], ...]
