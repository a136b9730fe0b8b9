"""Turns for the scripted conversation."""

import asyncio
from pathlib import Path

from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.turn import (
    Downloading,
    Exported,
    Failed,
    Finished,
    Notice,
    Planned,
    Proposed,
    Rendering,
    Said,
    Saying,
    SegmentView,
    StepEnded,
    StepStarted,
    TimelineChanged,
    TimelineView,
    TrackView,
    TurnEvent,
    Uploaded,
    Uploading,
    Working,
)
from tests.ui.fakes import Script

CHAT = Action(Step.CHAT, text="make it short")
EXPORT = Action(Step.EXPORT)
UPLOAD = Action(Step.UPLOAD, sources=("talk.mov",))
BEFORE = TimelineView((TrackView("video", (SegmentView("talk.mov", 0, 60_000),)),), 60_000)
AFTER = TimelineView(
    (
        TrackView(
            "video",
            (
                SegmentView("talk.mov", 0, 20_000),
                SegmentView("[b]sea.jpg", 20_000, 10_000, transition="crossfade"),
            ),
        ),
        TrackView("audio", (SegmentView("music.mp3", 0, 30_000, 40),)),
    ),
    30_000,
    1280,
    720,
)


def answer(text: str, asked: str = "hello") -> list[TurnEvent]:
    """A plain answer, kept by the history."""
    return [
        Planned((CHAT,), message=Message(asked)),
        StepStarted(0, CHAT),
        Saying(text),
        Said(text),
        StepEnded(0, CHAT, ok=True),
        Finished(ok=True),
    ]


def edit() -> list[TurnEvent]:
    """An edit that changes the timeline."""
    changed = TimelineChanged(BEFORE, AFTER, (Notice("engine.timeline.changed"),))
    return [
        Planned((CHAT,)),
        StepStarted(0, CHAT),
        Working(1, "cutting"),
        changed,
        StepEnded(0, CHAT, ok=True),
        Finished(ok=True),
    ]


def export(path: Path) -> list[TurnEvent]:
    """Upload, edit, export, and a suggestion."""
    return [
        Planned((UPLOAD, CHAT, EXPORT), message=Message("make it short")),
        StepStarted(0, UPLOAD),
        Uploading("talk.mov", 5, 10, 2.0, 2.5),
        Uploaded("talk.mov", "video", 60_000, 1280, 720, 10),
        StepEnded(0, UPLOAD, ok=True),
        StepStarted(2, EXPORT),
        Rendering("r1", "processing", 40, 2, 3),
        Downloading("r1", 1_000, 4_000, 100.0, 3),
        Exported(path, 4_000, 30_000, 1280, 720, "r1"),
        StepEnded(2, EXPORT, ok=True),
        Proposed(Action(Step.EXPORT, output={"format": "gif"})),
        Proposed(Action(Step.CHAT, text="Add captions")),
        Finished(ok=True),
    ]


def failure(kind: str = "rate_limited", detail: str = "too many [requests]") -> list[TurnEvent]:
    """A turn that fails."""
    return [
        Planned((CHAT,)),
        StepStarted(0, CHAT),
        Failed(kind, detail),
        StepEnded(0, CHAT, ok=False),
        Finished(ok=False),
    ]


def held(gate: asyncio.Event, *events: TurnEvent) -> Script:
    """A turn that shows these events and then waits for the gate."""
    return [Planned((CHAT,)), StepStarted(0, CHAT), *events, gate.wait, *answer("late")[2:]]
