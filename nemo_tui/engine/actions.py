"""What a message asks for: steps drawn from upload, chat, export, credits and state."""

from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """The five things that a conversation can do."""

    UPLOAD = "upload"
    CHAT = "chat"
    EXPORT = "export"
    CREDITS = "credits"
    STATE = "state"


@dataclass(frozen=True)
class Message:
    """What a person sent: words and what was attached to them (file paths or http(s) URLs)."""

    text: str
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """One step of a plan.

    `text` is the instruction for a chat step; `sources` are the paths and URLs of an upload
    (empty: ask the person to choose); `output` holds export options of the wire's
    `output` object, for example `{"format": "mov", "resolution": "1080p"}`. With `again` a
    file is made though the same one lies there already; with `look` none is made, only told of.
    """

    step: Step
    text: str = ""
    sources: tuple[str, ...] = ()
    output: dict[str, str] = field(default_factory=dict)
    again: bool = False
    look: bool = False


@dataclass(frozen=True)
class PlanContext:
    """What a planner may know about the session a message goes to."""

    skill: str = ""
    has_media: bool = False
    has_draft: bool = False
    language: str = "en"


class Mode(StrEnum):
    """How an action found in the backend's talk was put: as an instruction, or as a choice."""

    RUN = "run"
    OFFER = "offer"


@dataclass(frozen=True)
class Spoken:
    """An action found in the backend's GUI talk. For chat, `action.text` is the edit."""

    action: Action
    mode: Mode


@dataclass(frozen=True)
class SpeakContext:
    """What a translator may know of where a sentence stands.

    `before` is the sentence before it in the same paragraph; `lead` the line above the list
    that it is a `point` of.
    """

    language: str = "en"
    before: str = ""
    lead: str = ""
    point: bool = False


@dataclass(frozen=True)
class Translation:
    """One sentence of the backend as the person sees it, and what it asked for."""

    visible: str
    actions: tuple[Spoken, ...] = ()
