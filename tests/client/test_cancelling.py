"""A turn may be left at any moment, also twice; nothing leaks and the next one works."""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from pathlib import Path

import pytest

from nemo_tui.client.api import Api
from nemo_tui.protocol.events import Text
from tests.support.scripted import STALL_MIDWAY, ScriptedService, say, say_in_pieces

TURNS = 200
LONG = say_in_pieces(*(f"piece {number} " for number in range(12)), pause=0.001)


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names only, on Linux only


async def listen(api: Api) -> list[str]:
    async with aclosing(api.run("s", "cut it")) as events:
        return [event.text async for event in events if isinstance(event, Text)]


async def interrupted(doing: Awaitable[object], after: float, again: float | None) -> None:
    """Cancel after so many seconds, and once more soon after where that is asked."""
    task = asyncio.ensure_future(doing)
    loop = asyncio.get_running_loop()
    loop.call_later(after, task.cancel)
    if again is not None:
        loop.call_later(after + again, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files on Linux")
async def test_two_hundred_turns_cancelled_at_random_moments(
    api: Api, service: ScriptedService
) -> None:
    answers = random.Random(5)
    service.always("run", lambda usual: answers.choice((LONG, STALL_MIDWAY(LONG))))
    chance = random.Random(7)
    await listen_to_one_word(api, service)
    before = open_files()
    for _ in range(TURNS):
        again = chance.choice((None, 0.0, chance.uniform(0, 0.001)))
        await interrupted(listen(api), chance.uniform(0, 0.02), again)
    assert await asyncio.to_thread(service.wait_until_idle)
    assert open_files() <= before
    assert asyncio.all_tasks() == {asyncio.current_task()}
    await listen_to_one_word(api, service)
    assert len(service.seen("run")) <= TURNS + 2


async def listen_to_one_word(api: Api, service: ScriptedService) -> None:
    service.script("run", say("Ready."))
    assert await listen(api) == ["Ready."]
    assert await asyncio.to_thread(service.wait_until_idle)


async def test_turns_cancelled_twice_side_by_side(api: Api, service: ScriptedService) -> None:
    service.always("run", STALL_MIDWAY(LONG))
    chance = random.Random(11)
    await asyncio.gather(
        *(interrupted(listen(api), chance.uniform(0, 0.1), 0.0005) for _ in range(40))
    )
    assert await asyncio.to_thread(service.wait_until_idle)
    await listen_to_one_word(api, service)


@pytest.mark.parametrize("cancels", [1, 2])
async def test_a_turn_left_at_its_first_event(
    api: Api, service: ScriptedService, cancels: int
) -> None:
    service.always("run", STALL_MIDWAY(LONG))
    first = asyncio.Event()

    async def reading() -> None:
        async with aclosing(api.run("s", "cut it")) as events:
            async for _ in events:
                first.set()

    task = asyncio.create_task(reading())
    await first.wait()
    for _ in range(cancels):
        task.cancel()
        await asyncio.sleep(0)
    with suppress(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(service.wait_until_idle)
    await listen_to_one_word(api, service)


async def test_leaving_the_loop_ends_the_request(api: Api, service: ScriptedService) -> None:
    service.script("run", STALL_MIDWAY(LONG))
    async with aclosing(api.run("s", "cut it")) as events:
        async for _ in events:
            break
    assert await asyncio.to_thread(service.wait_until_idle)


Doing = Callable[[Api, Path], Awaitable[object]]


@pytest.mark.parametrize(
    ("endpoint", "doing"),
    [
        ("state", lambda api, _: api.state("s")),
        ("upload", lambda api, folder: api.upload_files("s", [folder / "a"], lambda *_: None)),
        ("file", lambda api, folder: api.download("", "r", folder / "b", lambda *_: None)),
    ],
)
async def test_other_calls_cancelled_twice(
    endpoint: str, doing: Doing, api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    service.file = b"y" * 3_000_000
    for name in {endpoint, "download"}:
        service.always(name, STALL_MIDWAY)
    for number in range(30):
        await interrupted(doing(api, tmp_path), number / 2000, 0.0005)
    assert await asyncio.to_thread(service.wait_until_idle)
    assert asyncio.all_tasks() == {asyncio.current_task()}
