"""Broken streams, silence and time: never sent again, always looked after."""

import asyncio

import pytest

from nemo_tui.engine.actions import Action, Mode, SpeakContext, Spoken, Step, Translation
from nemo_tui.engine.turn import (
    CreditsShown,
    Failed,
    Finished,
    Noted,
    Proposed,
    Recovering,
    Said,
    Saying,
    TimelineChanged,
    TimelineShown,
    TurnEvent,
    Working,
)
from nemo_tui.hooks import hookimpl
from tests.engine.desk import EXPORT, Desk, chat, of, take, until
from tests.support.scripted import (
    CUT,
    RESET,
    RESET_MIDWAY,
    STALL_MIDWAY,
    ScriptedService,
    answer,
    events,
    refusal,
    say,
    say_in_pieces,
    stream,
    text_event,
    tool_event,
)


def with_title(draft: dict[str, object]) -> dict[str, object]:
    title = {"tt": 7, "sg": [{"d": 3000, "m": {"text": "Hello"}}]}
    return {**draft, "t": [*draft["t"], title]}  # type: ignore[misc]


async def test_broken_stream_is_looked_after_and_never_sent_again(
    desk: Desk, service: ScriptedService
) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("start")]))
    service.script("run", RESET_MIDWAY)
    found = await take(conversation.perform([chat("go")]))
    assert of(Failed, found)[0].kind == "broken_stream"
    assert len(service.seen("run")) == 2
    attempts = [(r.attempt, r.seconds) for r in of(Recovering, found)]
    wanted = [(1, left) for left in range(30, 0, -1)]
    wanted += [(n, left) for n in (2, 3, 4, 5) for left in range(60, 0, -1)]
    assert attempts == wanted
    assert sum(desk.clock.slept) == 270


async def test_work_done_behind_a_broken_stream_is_told(
    desk: Desk, service: ScriptedService
) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("start")]))
    usual = answer({"code": 0, "data": {"state": {"draft": service.draft}}})
    changed = answer({"code": 0, "data": {"state": {"draft": with_title(service.draft)}}})
    service.script("run", CUT)
    service.script("state", usual, changed)
    found = await take(conversation.perform([chat("add a title")]))
    assert found[-1] == Finished(True)
    assert of(Noted, found)[-1].notice.key == "engine.after_break"
    assert of(TimelineChanged, found)[0].changes[0].key == "engine.timeline.text_added"
    assert of(Recovering, found)[-1].attempt == 2


async def test_what_was_said_before_the_break_stands(desk: Desk, service: ScriptedService) -> None:
    service.script(
        "run", lambda usual: STALL_MIDWAY(say_in_pieces("One two three. ", "Four five six. "))
    )
    found = await take(desk.conversation().perform([chat("go")]))
    assert of(Said, found)[0].text.startswith("One two three.")


async def test_reset_before_the_answer_is_a_break_too(desk: Desk, service: ScriptedService) -> None:
    service.script("run", RESET)
    conversation = desk.conversation()
    service.draft = None
    found = await take(conversation.perform([chat("go")]))
    assert of(Failed, found)[0].kind == "broken_stream"
    assert len(service.seen("run")) == 1


async def test_next_turn_after_a_break_compares_with_the_present(
    desk: Desk, service: ScriptedService
) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("start")]))
    service.script("run", RESET_MIDWAY)
    await take(conversation.perform([chat("go")]))
    service.draft = with_title(service.draft)
    service.script("run", events({"errorCode": "STOP"}))
    found = await take(conversation.perform([chat("again")]))
    assert of(Failed, found)[0].kind == "nothing_changed"


async def test_leaving_the_wait_leaves_nothing_running(
    desk: Desk, service: ScriptedService
) -> None:
    from contextlib import aclosing

    service.script("run", RESET_MIDWAY)
    service.draft = None
    conversation = desk.conversation()
    async with aclosing(conversation.perform([chat("go")])) as turn:
        async for event in turn:
            if isinstance(event, Recovering):
                break
    assert not conversation.busy
    assert len(asyncio.all_tasks()) == 1


async def beating(
    desk: Desk, service: ScriptedService, step: float, hours: float
) -> list[TurnEvent]:
    """A turn whose stream only beats, while the clock moves on."""
    beats = stream(*([b"data: {}\n\n"] * 4000), pause=0.004)
    service.script("run", beats)
    task = asyncio.create_task(take(desk.conversation().perform([chat("go")])))
    await until(lambda: bool(service.seen("run")))
    while not task.done() and hours > 0:
        desk.clock.advance(step)
        hours -= step / 3600
        await asyncio.sleep(0.002)
    return await asyncio.wait_for(task, 60)


async def test_ten_minutes_of_heartbeats_are_a_timeout(
    desk: Desk, service: ScriptedService
) -> None:
    service.draft = None
    found = await beating(desk, service, step=5, hours=1)
    assert of(Failed, found)[0].kind == "timed_out"
    told = [round(event.seconds) for event in of(Working, found)]
    assert told[:4] == [120, 240, 360, 480]
    assert not of(Recovering, found)


class Speaking:
    """A translator that knows three sentences."""

    def __init__(self, actions: dict[str, Spoken]) -> None:
        self.actions = actions

    @hookimpl
    def nemo_gui_speak(self, sentence: str, context: SpeakContext) -> Translation | None:
        for phrase, spoken in self.actions.items():
            if phrase in sentence:
                return Translation("", (spoken,))
        return None


def spoken(step: Step, mode: Mode, text: str = "") -> Spoken:
    return Spoken(Action(step, text=text), mode)


async def test_gui_talk_never_costs_or_exports_by_itself(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(
        Speaking(
            {
                "Export button": spoken(Step.EXPORT, Mode.RUN),
                "upload button": spoken(Step.UPLOAD, Mode.RUN),
                "Split": spoken(Step.CHAT, Mode.RUN, "split the clip"),
                "billing": spoken(Step.CREDITS, Mode.RUN),
            }
        )
    )
    texts = [
        "Click the Export button.",
        "Use the upload button.",
        "Click the Split button.",
        "Open billing.",
    ]
    service.script("run", say(*texts))
    found = await take(desk.conversation().perform([chat("hello")]))
    assert [p.action.step for p in of(Proposed, found)] == ["export", "upload", "chat"]
    assert of(CreditsShown, found)
    assert not service.seen("render")
    assert len(service.seen("run")) == 1


async def test_export_that_was_asked_for_is_not_offered_again(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(Speaking({"Export button": spoken(Step.EXPORT, Mode.RUN)}))
    service.script("run", say("Click the Export button."))
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert not of(Proposed, found)
    assert len(service.seen("render")) == 1


async def test_looking_is_done_at_once_only_when_told_to(
    desk: Desk, service: ScriptedService
) -> None:
    run = Speaking({"panel": spoken(Step.STATE, Mode.RUN)})
    desk.plugins.register(run)
    service.script("run", say("Open the timeline panel."), say("Open the timeline panel."))
    conversation = desk.conversation()
    assert of(TimelineShown, await take(conversation.perform([chat("hello")])))
    run.actions = {"panel": spoken(Step.STATE, Mode.OFFER)}
    found = await take(conversation.perform([chat("hello")]))
    assert not of(TimelineShown, found)
    assert of(Proposed, found)


async def test_thoughts_and_tools_are_not_shown(desk: Desk, service: ScriptedService) -> None:
    parts = [{"text": "secret plan", "thought": True}, {"text": "Visible."}]
    service.script("run", events({"content": {"parts": parts, "role": "model"}}))
    found = await take(desk.conversation().perform([chat("hello")]))
    assert "secret" not in repr(found)
    assert of(Said, found) == [Said("Visible.")]


async def test_trailing_apology_is_left_out(desk: Desk, service: ScriptedService) -> None:
    service.script(
        "run",
        events(text_event("The title is on."), text_event("I encountered a temporary issue.")),
    )
    found = await take(desk.conversation().perform([chat("hello")]))
    assert [event.delta for event in of(Saying, found)] == ["The title is on."]


@pytest.mark.parametrize(
    "fault", [refusal(429, status=429), answer({"detail": "gone"}, 404), refusal(1001), RESET]
)
async def test_message_that_was_heard_is_not_said_again_when_the_state_fails(
    desk: Desk, service: ScriptedService, fault: object
) -> None:
    desk.without_account()
    service.always("state", fault)  # type: ignore[arg-type]
    service.script("run", events(*tool_event("edit_multitrack")))
    found = await take(desk.conversation().perform([chat("trim it")]))
    assert found[-1] == Finished(False)
    assert len(service.seen("run")) == 1


@pytest.mark.parametrize("code", [429, 1001, 1002])
async def test_refusal_after_something_ran_is_told_and_not_said_again(
    desk: Desk, service: ScriptedService, code: int
) -> None:
    desk.without_account()
    service.draft = None
    call, _ = tool_event("edit_multitrack")
    service.script("run", events(call, {"code": code, "message": "too late"}))
    found = await take(desk.conversation().perform([chat("trim it")]))
    assert of(Failed, found)
    assert len(service.seen("run")) == 1
