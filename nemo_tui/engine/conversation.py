"""One conversation with one backend: messages in, events out, one turn at a time."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nemo_tui.config import Settings
from nemo_tui.engine.actions import Action, Message
from nemo_tui.engine.jobs import Job, JobStore
from nemo_tui.engine.turn import ConsentRequest, TimelineView, TurnEvent
from nemo_tui.hooks import Plugins

if TYPE_CHECKING:
    from nemo_tui.client.api import Address
    from nemo_tui.skills import Skill

Connect = Callable[[], Awaitable["Address"]]
Consent = Callable[[ConsentRequest], Awaitable[bool]]


class Conversation:
    """What a front end talks to."""

    timeline: TimelineView | None = None
    session_id: str = ""

    def __init__(
        self,
        *,
        settings: Settings,
        skill: "Skill",
        plugins: Plugins,
        connect: Connect,
        consent: Consent,
        jobs: JobStore,
        output: Path,
        language: str = "en",
        session_id: str = "",
        on_call: Callable[..., None] | None = None,
    ) -> None:
        self.skill = skill

    @property
    def busy(self) -> bool:
        """Whether a turn is running."""
        raise NotImplementedError

    def plan(self, message: Message) -> tuple[Action, ...]:
        """The steps that this message would take."""
        raise NotImplementedError

    def send(self, message: Message) -> AsyncIterator[TurnEvent]:
        """Take a turn. Leaving the iterator (aclose) cancels it."""
        raise NotImplementedError

    def perform(self, actions: Sequence[Action]) -> AsyncIterator[TurnEvent]:
        """Take these steps: a command, an accepted proposal."""
        raise NotImplementedError

    def resume(self, job: Job) -> AsyncIterator[TurnEvent]:
        """Take up an export that outlived its window."""
        raise NotImplementedError

    async def cancel(self, job: Job) -> None:
        """Ask the backend to stop an export and close its job."""
        raise NotImplementedError

    def use_skill(self, skill: "Skill") -> None:
        """Speak as another skill from the next request on."""
        self.skill = skill

    async def aclose(self) -> None:
        """Give every connection back."""
        raise NotImplementedError
