"""What the first upload and the first sentence would wait for, done before they come."""

import asyncio
import importlib

from nemo_tui.studio.agent import Agent, Turn
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.recipe import Library


def rehearse(agent: Agent) -> None:
    """Load the decoders, and have every recipe compile its patterns. For a thread of its own."""
    importlib.import_module("av")
    asyncio.run(_hear(agent, "hello"))


async def _hear(agent: Agent, words: str) -> None:
    async for _ in agent.answer(Turn(words, Draft(), Library())):
        pass
