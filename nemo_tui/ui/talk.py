"""The conversation behind a chat screen: made when first needed, one turn at a time, a queue."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nemo_tui.engine.actions import Action, Message
    from nemo_tui.engine.conversation import Conversation
    from nemo_tui.engine.jobs import Job
    from nemo_tui.engine.turn import ConsentRequest, TurnEvent
    from nemo_tui.skills import Skill

    Turn = AsyncGenerator[TurnEvent, None]


@dataclass
class Talk:
    """What was sent and waits, and the conversation that it goes to."""

    conversation_for: Callable[..., Conversation]
    skill: Skill
    consent: Callable[[ConsentRequest], Awaitable[bool]]
    on_call: Callable[[Any], None]
    language: str = "en"
    session_id: str = ""
    waiting: list[Message] = field(default_factory=list)
    last_sent: Message | None = None
    _conversation: Conversation | None = None

    async def send(self, message: Message) -> Turn:
        """The turn of one message."""
        self.last_sent = message
        return (await self._open()).send(message)

    async def perform(self, actions: Sequence[Action]) -> Turn:
        """The turn of a command or an accepted offer."""
        return (await self._open()).perform(actions)

    async def resume(self, job: Job) -> Turn:
        """The turn of an export that outlived its window."""
        return (await self._open()).resume(job)

    @property
    def session(self) -> str:
        """The session on the backend; empty before there is one."""
        return self._conversation.session_id if self._conversation else self.session_id

    def use_skill(self, skill: Skill) -> None:
        """Go on under another skill, in the same session."""
        self.skill = skill
        if self._conversation is not None:
            self._conversation.use_skill(skill)

    def take_back(self, index: int = -1) -> list[Message]:
        """The last (or that) queued message, out of the queue."""
        return [self.waiting.pop(index)] if self.waiting else []

    def take_back_all(self) -> list[Message]:
        """Every queued message, out of the queue."""
        waiting, self.waiting = self.waiting, []
        return waiting

    async def claim_link(self) -> str:
        """An address where a person with an account takes the work over."""
        return await (await self._open()).claim_link()

    async def cancel(self, job: Job) -> None:
        """Have the backend stop an export."""
        await (await self._open()).cancel(job)

    async def abandon(self) -> None:
        """Have the export stopped that a turn left when it was cut off. Raises Problem."""
        if self._conversation is not None:
            await self._conversation.abandon()

    async def aclose(self) -> None:
        """Let go of the conversation."""
        if self._conversation is not None:
            await self._conversation.aclose()
            self._conversation = None

    async def _open(self) -> Conversation:
        """The conversation; the first call imports what a turn needs, in a thread."""
        if self._conversation is None:
            self._conversation = await asyncio.to_thread(self._make)
        return self._conversation

    def _make(self) -> Conversation:
        from nemo_tui.ui.prose import read

        read("")  # the first words of an answer find their parser ready
        return self.conversation_for(
            skill=self.skill,
            consent=self.consent,
            session_id=self.session_id,
            language=self.language,
            on_call=self.on_call,
        )
