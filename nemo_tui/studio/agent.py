"""The studio's agent: one message in, progress, words and committed drafts out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from nemo_tui.hooks import Fault, Plugins, StudioHooks
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.fetching.sentences import FetchFailed
from nemo_tui.studio.language.bilingual import detect, say
from nemo_tui.studio.language.follow_ups import on_its_own
from nemo_tui.studio.language.understanding import Plan, understand
from nemo_tui.studio.language.wording import unquoted_length
from nemo_tui.studio.recipe import Language, Library, Media, Outcome, Request
from nemo_tui.studio.recipes import register_all
from nemo_tui.studio.recipes.limits import is_out_of_reach
from nemo_tui.studio.recipes.split_screen import whole_screen
from nemo_tui.studio.recipes.talk import no_media, unknown
from nemo_tui.studio.recipes.undo import MOST_STEPS, fingerprint, steps
from nemo_tui.studio.timeline import place

__all__ = ["Agent", "AgentEvent", "Commit", "Progress", "Say", "ToolUsed", "Turn", "place"]

Kind = Literal["done", "question", "refusal", "answer"]
# The recipes' patterns are for sentences; an essay would hold up everybody's event loop.
LONGEST = 1_000
TOO_LONG = (
    "That is too long for me to follow. Tell me what to do with the video in a sentence or two.",
    "这段话太长了，我跟不上。请用一两句话告诉我要怎么处理视频。",
)
Fetch = Callable[[str], Awaitable[Media]]
_URL = re.compile(
    r"https?://[^\s<>\"'“”，。、！？；（）《》\u4e00-\u9fff]+[^\s<>\"'“”，。、！？；（）《》\u4e00-\u9fff.,;:!?)\]}]"
)


@dataclass(frozen=True)
class Turn:
    """One message of a session and what it may use.

    `revisions` are the drafts that were committed before `draft`, oldest first; undo looks its
    way back up in them; `memory` is what the last Commit left. `fetch` brings a
    URL that was typed in the message into the session's media; it raises FetchFailed with a
    sentence for people.
    """

    message: str
    draft: Draft
    library: Library
    language: Language = "en"
    skill: str = ""
    revisions: Sequence[Draft] = ()
    memory: dict[str, Any] = field(default_factory=dict)
    fetch: Fetch | None = None
    base: Draft | None = None

    def request(self) -> Request:
        """The whole message as a request."""
        return Request(
            self.message, self.message, self.language, self.revisions, self.memory, self.skill
        )


class Planner(Protocol):
    """Puts a message that no recipe understands into plain requests, one a line."""

    async def steps(self, message: str, draft: Draft, library: Library) -> list[str]:
        """The requests, or none."""


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
    """Words for the user, what came of the turn, and why some of it was left undone."""

    text: str
    kind: Kind = "done"
    left: Literal["", "question", "refusal"] = ""


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

    def __init__(self, plugins: Plugins | None = None, planner: Planner | None = None) -> None:
        if plugins is None:
            plugins = Plugins(StudioHooks)
            register_all(plugins)
        self._plugins = plugins
        self._planner = planner

    async def answer(self, turn: Turn) -> AsyncIterator[AgentEvent]:
        """Carry out one message: events in order, each Commit before the words that claim it."""
        language = detect(turn.message, turn.language)
        fetched: list[Media] = []
        message = turn.message
        for url in dict.fromkeys(_URL.findall(turn.message)) if turn.fetch else ():
            try:
                media = await _fetched(turn, url)
            except FetchFailed as error:
                yield Say(str(error), "refusal")
                return
            fetched.append(media)
            message = message.replace(url, f" {media.name} ")
        turn = _with_media(turn, message, language, fetched)
        is_long = unquoted_length(turn.message) > LONGEST
        result = None if is_long else self._understand(turn)
        if result is None and self._planner is not None and turn.library.items:
            yield Progress(say(language, "Thinking about what you mean", "正在理解您的意思"))
            result = await self._planned(turn, self._planner)
        if result is None and is_long:
            yield Say(say(language, *TOO_LONG), "question")
            return
        for event in _events(
            turn, result or Plan((unknown(turn.request(), turn.library),)), bool(fetched)
        ):
            yield event

    @property
    def faults(self) -> list[Fault]:
        """Recipes that failed, by name, with their errors."""
        return self._plugins.faults

    def _understand(self, turn: Turn) -> Plan | None:
        plan = understand(turn.request(), turn.draft, turn.library, self._recipe)
        if plan is None or turn.library.items or turn.draft.tracks:
            return plan
        kept = [o for o in plan.outcomes if o.kind == "answer" or is_out_of_reach(o)]
        return Plan(tuple(kept or [no_media(turn.request())]))

    async def _planned(self, turn: Turn, planner: Planner) -> Plan | None:
        """What the user's own language model makes of it, run through the same recipes."""
        steps = await planner.steps(turn.message, turn.draft, turn.library)
        if not steps:
            return None
        return understand(
            replace(turn.request(), text="\n".join(steps)), turn.draft, turn.library, self._recipe
        )

    def _recipe(self, request: Request, draft: Draft, library: Library) -> Outcome | None:
        def ask(request: Request) -> Outcome | None:
            return self._first(request, draft, library)

        outcome = on_its_own(request, ask(request), ask)
        return whole_screen(outcome, draft, request, library)

    def _first(self, request: Request, draft: Draft, library: Library) -> Outcome | None:
        for outcome in self._plugins.call(
            "nemo_recipe", request=request, draft=draft, media=library
        ):
            if isinstance(outcome, Outcome):
                return outcome
        return None


async def _fetched(turn: Turn, url: str) -> Media:
    if turn.fetch is None:
        raise FetchFailed(url)
    return await turn.fetch(url)


def _with_media(turn: Turn, message: str, language: Language, fetched: Sequence[Media]) -> Turn:
    """The turn with what was fetched in its library and, if nothing was cut yet, its timeline."""
    known = {item.id for item in turn.library.items}
    library = Library((*turn.library.items, *(m for m in fetched if m.id not in known)))
    untouched = not turn.memory.get("back")
    fill = not turn.draft.tracks or (untouched and fetched and turn.draft == place(turn.library))
    return replace(
        turn,
        message=message,
        language=language,
        library=library,
        base=turn.draft,
        draft=place(library) if fill and library.items else turn.draft,
    )


def _events(turn: Turn, plan: Plan, fetched: bool) -> Iterator[AgentEvent]:
    """The events that a plan comes to: the plain fill, the edit, the words."""
    base = turn.base if turn.base is not None else turn.draft
    if (plan.draft is not None or fetched) and base != turn.draft:
        yield Commit(turn.draft, turn.memory, "fill")
    memory = {**turn.memory, **plan.memory}
    if plan.draft is not None and plan.draft != turn.draft:
        if "back" not in plan.memory:
            memory["back"] = [*steps(turn.memory, "back"), fingerprint(turn.draft)][-MOST_STEPS:]
            memory["forward"] = []
        yield Commit(plan.draft, memory, plan.note)
        yield ToolUsed("edit_timeline", {"request": turn.message[:200]})
    elif memory != turn.memory:
        yield Commit(None, memory, plan.note)
    yield Say(plan.reply, plan.kind, plan.left)
