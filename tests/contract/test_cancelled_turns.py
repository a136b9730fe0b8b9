"""Whole turns left at any moment, also twice: nothing leaks or runs on, the next one works."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import aclosing, suppress
from pathlib import Path

import pytest

from nemo_tui.client.api import Patience
from nemo_tui.engine.actions import Message
from nemo_tui.engine.conversation import Conversation
from nemo_tui.engine.turn import Finished, Said, TurnEvent
from tests.engine.desk import EXPORT, Desk, Steps, chat, of, upload
from tests.support.scripted import STALL_MIDWAY, Reply, ScriptedService, say, say_in_pieces

TURNS = 200
LONG = say_in_pieces(*(f"piece {number} " for number in range(8)), pause=0.001)


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """A person whose every message uploads, talks and exports."""
    with ScriptedService() as service:
        made = Desk(service, home)
        made.plugins.register(Steps(upload(made.clip()), chat("cut it"), EXPORT))
        yield made


async def turn(conversation: Conversation) -> list[TurnEvent]:
    async with aclosing(conversation.send(Message("do it"))) as events:
        return [event async for event in events]


async def cancelled(conversation: Conversation, after: float, again: float | None) -> None:
    task = asyncio.ensure_future(turn(conversation))
    loop = asyncio.get_running_loop()
    loop.call_later(after, task.cancel)
    if again is not None:
        loop.call_later(after + again, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


async def test_two_hundred_whole_turns_left_at_random_moments(desk: Desk) -> None:
    chance = random.Random(3)
    service = desk.service

    def long_or_stalled(usual: Reply) -> Reply:
        return chance.choice((LONG, STALL_MIDWAY(LONG)))

    service.always("run", long_or_stalled)
    service.always("upload", lambda usual: chance.choice((usual, STALL_MIDWAY(usual))))
    conversation = desk.conversation(patience=Patience())
    for _ in range(TURNS):
        again = chance.choice((None, 0.0, chance.uniform(0, 0.001)))
        await cancelled(conversation, chance.uniform(0, 0.04), again)
    assert await asyncio.to_thread(service.wait_until_idle)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert not conversation.busy
    service.usual("upload")
    service.always("run", say("Ready."))
    events = await turn(conversation)
    assert [said.text for said in of(Said, events)] == ["Ready."]
    assert of(Finished, events)[0].ok
    await conversation.aclose()
    assert await asyncio.to_thread(service.wait_until_idle)
