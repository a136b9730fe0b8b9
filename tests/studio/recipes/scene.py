"""Requests tried on drafts alone: a library of invented media, turns, and what must hold after."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nemo_tui.studio.agent import Agent, Commit, Say, Turn, place
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.recipe import Language, Library, Media

VIDEOS = {
    "city.mp4": (8, 1280, 720, 30, True), "beach.mp4": (10, 1920, 1080, 25, True),
    "dog.mov": (6, 1280, 720, 30, True), "drone.mp4": (9, 1920, 1080, 24, False),
    "phone.mp4": (7, 1080, 1920, 30, True), "IMG_2041.MOV": (5, 720, 1280, 30, True),
    "old_cam.avi": (5, 641, 481, 15, True), "screen.webm": (12, 1366, 768, 30, True),
    "square.mkv": (4, 720, 720, 60, True), "interview.mp4": (12, 1280, 720, 30, True),
    "gaps.mp4": (10, 1280, 720, 30, True), "quiet.mp4": (6, 1280, 720, 30, True),
    "lecture.mp4": (30, 1280, 720, 30, True), "gameplay.mov": (12, 1920, 1080, 30, True),
}  # fmt: skip
SOUNDS = {"music_long.mp3": 40, "music_short.mp3": 5, "voiceover.wav": 6}
PHOTOS = {
    "photo1.jpg": (1600, 1200), "photo2.jpg": (1200, 1600), "photo3.png": (1000, 1000),
    "photo4.jpg": (1200, 1600), "photo5.png": (800, 600), "logo.png": (320, 320),
}  # fmt: skip
BYTES = {"lecture.mp4": 30_000_000, "gameplay.mov": 16_000_000}
SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\nGOOD MORNING CITY\n\n"
    "2\n00:00:04,500 --> 00:00:07,000\nSEE YOU\n"
)


def medium(name: str, folder: Path = Path("/nowhere")) -> Media:
    """Invented facts about a file; subtitles are written for real."""
    path, size = folder / name, BYTES.get(name, 2_000_000)
    if name in VIDEOS:
        seconds, width, height, fps, sound = VIDEOS[name]
        return Media(
            f"m-{name}", name, "video", path, size, seconds * 1000, width, height, fps, sound
        )
    if name in SOUNDS:
        return Media(f"m-{name}", name, "audio", path, size, SOUNDS[name] * 1000, has_audio=True)
    if name in PHOTOS:
        width, height = PHOTOS[name]
        return Media(f"m-{name}", name, "image", path, size, 0, width, height)
    if folder.exists():
        path.write_text(SRT, encoding="utf-8")
    return Media(f"m-{name}", name, "subtitle", path, 200)


def library(names: Sequence[str], folder: Path = Path("/nowhere")) -> Library:
    """A session's media."""
    return Library(tuple(medium(name, folder) for name in names))


@dataclass
class Session:
    """What a studio keeps between turns."""

    library: Library
    drafts: list[Draft] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    changed: bool = False

    @property
    def draft(self) -> Draft:
        """The present timeline."""
        return self.drafts[-1] if self.drafts else Draft()

    async def say(self, agent: Agent, message: str, language: Language = "en") -> str:
        """One turn; memory goes through JSON as it does on disk."""
        before = self.draft
        turn = Turn(
            message, before, self.library, language, "", tuple(self.drafts[:-1]), self.memory
        )
        said = ""
        async for event in agent.answer(turn):
            if isinstance(event, Commit):
                self.memory = json.loads(json.dumps(event.memory))
                if event.draft is not None:
                    self.drafts.append(
                        Draft.from_json(json.loads(json.dumps(event.draft.to_json())))
                    )
            elif isinstance(event, Say):
                said += event.text
        self.changed = self.draft != before
        self.replies.append(said)
        return said


def session(names: Sequence[str], folder: Path = Path("/nowhere")) -> Session:
    """A session right after an upload."""
    media = library(names, folder)
    first = place(media)
    return Session(media, [first] if first.tracks else [])
