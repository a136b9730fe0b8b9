"""A whole turn under every fault: how it ends, and that nothing is lost, doubled or left over."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nemo_tui.client import sse, wire
from nemo_tui.client.api import Patience
from nemo_tui.engine.actions import Message
from nemo_tui.engine.turn import Exported, Failed, Finished, TurnEvent
from tests.client.fault_table import FAULTS, WORKS
from tests.client.test_faults import answer_of
from tests.contract.reliability import CALLS, as_markdown, lasting, once
from tests.engine.desk import CREDITS, EXPORT, MP4, Desk, Steps, chat, editing, of, take, upload
from tests.support.scripted import Reply, ScriptedService


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """A person with an account at a scripted service."""
    with ScriptedService() as service:
        yield Desk(service, home)


DOCS = Path(__file__).parents[2] / "docs"
CALM = Patience(retries=(0.0, 0.0), resumes=(0.0, 0.0))
# Only the limit that the fault runs into is short: the other calls may be slow on a busy machine.
SHORT = {
    "stall": replace(CALM, silence=1.0, ingest=1.0, stream_silence=1.0),
    "drip": replace(CALM, answer=1.5, ingest=1.5),
}
# The door is closed with the n-th answer of the call before, so that the next is refused.
BEFORE = {
    "upload": ("session", 1),
    "state": ("upload", 1),
    "run": ("state", 1),
    "render": ("state", 3),
    "poll": ("render", 1),
    "download": ("poll", 2),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
async def test_a_turn_under_a_lasting_fault(
    call: str, fault: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedService() as elsewhere:
        if fault == "refused":
            close_the_door(desk.service, call)
        else:
            for endpoint in endpoints(call):
                desk.service.always(endpoint, answer_of(fault, call, elsewhere))
        await check_turn(call, fault, lasting(call, fault), desk, monkeypatch)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "refused"])
@pytest.mark.parametrize("call", CALLS)
async def test_a_turn_under_a_fault_that_passes(
    call: str, fault: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedService() as elsewhere:
        desk.service.script(endpoints(call)[0], answer_of(fault, call, elsewhere))
        await check_turn(call, fault, once(call, fault), desk, monkeypatch)


async def check_turn(
    call: str, fault: str, wanted: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 2**20)
    monkeypatch.setattr(sse, "LARGEST_EVENT", 2**20)
    events = await whole_turn(call, desk, SHORT.get(fault, CALM))
    failures = [event.kind for event in of(Failed, events)]
    assert (failures or [WORKS])[0] == wanted
    [finished] = of(Finished, events)
    assert events[-1] is finished
    assert finished.ok is (wanted == WORKS)
    for exported in of(Exported, events):
        assert exported.path.read_bytes() == desk.service.file
    assert (desk.home / "clip.mp4").read_bytes() == MP4
    said, refused_first = len(desk.service.seen("run")), (call, fault) == ("run", "429")
    assert said <= 1 + refused_first, "nothing is said twice"
    await check_nothing_is_left(desk.service)


async def whole_turn(call: str, desk: Desk, patience: Patience) -> list[TurnEvent]:
    """Upload, talk and export; or ask for the balance where that is the call."""
    if call == "token":
        desk.without_account()
    if call != "run":
        editing(desk.service)
    plan = [upload(desk.clip()), chat("cut it"), EXPORT]
    desk.plugins.register(Steps(*([CREDITS] if call == "credits" else plan)))
    desk.clip()
    conversation = desk.conversation(patience=patience)
    events = await take(conversation.send(Message("do it")))
    await conversation.aclose()
    return events


async def check_nothing_is_left(service: ScriptedService) -> None:
    for _ in range(5):  # generators that were left are closed by the loop in its next rounds
        await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert await asyncio.to_thread(service.wait_until_idle)


def endpoints(call: str) -> tuple[str, ...]:
    return ("file", "download") if call == "download" else (call,)


def close_the_door(service: ScriptedService, call: str) -> None:
    """Refuse connections from this call on."""
    before, number = BEFORE.get(call, ("", 0))
    if not before:
        return service.__exit__()
    service.always(before, closing(service, before, number))


def closing(service: ScriptedService, before: str, number: int) -> Callable[[Reply], Reply]:
    def close(usual: Reply) -> Reply:
        if len(service.seen(before)) >= number:
            service.close_door()
        return usual

    return close


def test_the_manual_has_the_same_table() -> None:
    assert as_markdown() in (DOCS / "reliability.md").read_text(encoding="utf-8")
