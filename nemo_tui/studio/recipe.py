"""What a recipe is given and what it gives back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from nemo_tui.studio.draft import Draft

Language = Literal["en", "zh"]
MediaKind = Literal["video", "image", "audio", "subtitle"]


@dataclass(frozen=True)
class Media:
    """A file of a session. Sizes are as shown (rotation and pixel shape applied), times ms."""

    id: str
    name: str
    kind: MediaKind
    path: Path
    bytes: int = 0
    duration: int = 0
    width: int = 0
    height: int = 0
    fps: float = 0.0
    has_audio: bool = False
    codec: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Library:
    """The media of a session, in the order of arrival."""

    items: tuple[Media, ...] = ()

    def get(self, media_id: str) -> Media | None:
        """The media of this id, or None."""
        return next((item for item in self.items if item.id == media_id), None)

    def of(self, kind: MediaKind) -> tuple[Media, ...]:
        """All media of one kind."""
        return tuple(item for item in self.items if item.kind == kind)


@dataclass(frozen=True)
class Request:
    """One thing that was asked for.

    `text` is one clause of the message, `message` the whole of it; `revisions` are the drafts
    before the present one, oldest first; `memory` is what the last outcome left for
    follow-ups ("shorter", "move it to the top"). `formats` is what the skill is about.
    """

    text: str
    message: str = ""
    language: Language = "en"
    revisions: Sequence[Draft] = ()
    memory: dict[str, Any] = field(default_factory=dict)
    skill: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a request.

    `done`: `draft` is new and `reply` says what was done. `question`: the draft is unchanged
    and `reply` asks for what is missing. `refusal`: unchanged, `reply` says why not and what
    is possible instead. `answer`: unchanged, information only.
    """

    reply: str
    draft: Draft | None = None
    kind: Literal["done", "question", "refusal", "answer"] = "done"
    memory: dict[str, Any] = field(default_factory=dict)


Recipe = Callable[[Request, Draft, Library], Outcome | None]
# The clause that a message comes to with what went before, and its outcome.
Followed = tuple[str, Outcome]
