"""The studio's agent: one message in, progress, words and committed drafts out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from nemo_tui.hooks import Plugins
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.recipe import Library, Media

Fetch = Callable[[str, Callable[[str], None]], Awaitable[Media]]


@dataclass(frozen=True)
class Turn:
    """One message of a session and what it may use.

    `revisions` are all drafts that were committed before `draft`, oldest first (undo counts on
    finding every one of them there); `memory` is what the last Commit left. `fetch` brings a
    URL that was typed in the message into the library; it reports progress in words and raises
    FetchRefused with a sentence for people.
    """

    message: str
    draft: Draft
    library: Library
    language: str = "en"
    skill: str = ""
    revisions: Sequence[Draft] = ()
    memory: dict[str, Any] = field(default_factory=dict)
    fetch: Fetch | None = None


class FetchRefused(Exception):
    """A URL could not be fetched; the text is a plain sentence for people."""


@dataclass(frozen=True)
class Progress:
    """Something is under way; not part of the answer."""

    text: str


@dataclass(frozen=True)
class ToolUsed:
    """A recipe ran."""

    name: str
    args: dict[str, Any]


@dataclass(frozen=True)
class Say:
    """Words for the user."""

    text: str


@dataclass(frozen=True)
class Commit:
    """Store this draft as a new revision with this memory, before the answer is acknowledged.

    With `draft` None only the memory is new.
    """

    draft: Draft | None
    memory: dict[str, Any]
    note: str = ""


AgentEvent = Progress | ToolUsed | Say | Commit


class Agent:
    """Understands messages by asking every `nemo_recipe` plug-in."""

    def __init__(self, plugins: Plugins | None = None) -> None:
        self._plugins = plugins

    async def answer(self, turn: Turn) -> AsyncIterator[AgentEvent]:
        """Carry out one message: events in order, a Commit before the words that claim it."""
        yield Say("…")
