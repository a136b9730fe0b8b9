"""The conversation behind a chat screen: made when first needed, one turn at a time, a queue."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nemo_tui.engine.actions import Action, Message
from nemo_tui.engine.turn import ConsentRequest, TurnEvent

if TYPE_CHECKING:
    from nemo_tui.engine.conversation import Conversation
    from nemo_tui.engine.jobs import Job
    from nemo_tui.skills import Skill

Consent = Callable[[ConsentRequest], Awaitable[bool]]


@dataclass
class Talk:
    """What was sent and waits, and the conversation that it goes to."""

    conversation_for: Callable[..., "Conversation"]
    skill: "Skill"
    consent: Consent
    on_call: Callable[[Any], None]
    language: str = "en"
    session_id: str = ""
    history_id: str = ""
    waiting: list[Message] = field(default_factory=list)
    last_sent: Message | None = None
    _conversation: "Conversation | None" = None

    async def conversation(self) -> "Conversation":
        """The conversation; the first call imports what speaks to a backend, in a thread."""
        if self._conversation is None:
            options: dict[str, Any] = {"skill": self.skill, "consent": self.consent}
            options |= {"session_id": self.session_id, "language": self.language}
            if self.history_id:
                options["history_id"] = self.history_id
            self._conversation = await asyncio.to_thread(
                self.conversation_for, **options, on_call=self.on_call
            )
        return self._conversation

    async def send(self, message: Message) -> AsyncIterator[TurnEvent]:
        """The turn of one message."""
        self.last_sent = message
        return (await self.conversation()).send(message)

    async def perform(self, actions: Sequence[Action]) -> AsyncIterator[TurnEvent]:
        """The turn of a command or an accepted offer."""
        return (await self.conversation()).perform(actions)

    async def resume(self, job: "Job") -> AsyncIterator[TurnEvent]:
        """The turn of an export that outlived its window."""
        return (await self.conversation()).resume(job)

    def use_skill(self, skill: "Skill") -> None:
        """Go on under another skill, in the same session."""
        self.skill = skill
        if self._conversation is not None:
            self._conversation.use_skill(skill)

    def take_back(self, index: int = -1) -> Message | None:
        """The last (or that) queued message, out of the queue."""
        return self.waiting.pop(index) if self.waiting else None

    def take_back_all(self) -> list[Message]:
        """Every queued message, out of the queue."""
        waiting, self.waiting = self.waiting, []
        return waiting

    async def aclose(self) -> None:
        """Let go of the conversation."""
        if self._conversation is not None:
            await self._conversation.aclose()
            self._conversation = None
