"""Whole turns against a real loopback server."""

from contextlib import aclosing

import pytest

from nemo_tui.engine.actions import Message
from nemo_tui.engine.turn import (
    Corrected,
    CreditsShown,
    Exported,
    Failed,
    Finished,
    Noted,
    Planned,
    Proposed,
    Said,
    Saying,
    SessionStarted,
    StepEnded,
    StepStarted,
    TimelineChanged,
    TimelineShown,
    Uploaded,
    Uploading,
)
from tests.engine.desk import CREDITS, EXPORT, STATE, Desk, Steps, chat, first, of, take, upload
from tests.support.scripted import (
    ScriptedService,
    answer,
    concluded,
    events,
    refusal,
    say,
    say_in_pieces,
    text_event,
    tool_event,
)


def notes(found: list[object]) -> list[str]:
    return [note.notice.key for note in of(Noted, found)]  # type: ignore[arg-type]


async def test_main_road(desk: Desk, service: ScriptedService) -> None:
    desk.plugins.register(Steps(upload(), chat(""), EXPORT))
    service.always("run", say_in_pieces("Your clip is ", "smaller now."))
    conversation = desk.conversation()
    found = await take(conversation.send(Message("compress it and send it", (desk.clip(),))))
    assert isinstance(found[0], Planned)
    assert found[-1] == Finished(True)
    assert [type(e).__name__ for e in of(StepStarted, found)] == ["StepStarted"] * 3
    assert all(step.ok for step in of(StepEnded, found))
    assert of(Uploading, found)[-1].sent == of(Uploading, found)[-1].total
    assert of(Uploaded, found)[0].name == "clip.mp4"
    assert "".join(event.delta for event in of(Saying, found)) == "Your clip is smaller now."
    assert of(Said, found) == [Said("Your clip is smaller now.")]
    exported = of(Exported, found)[0]
    assert exported.path == desk.out / "clip-compressed.mp4"
    assert exported.path.read_bytes() == service.file
    assert exported.bytes == len(service.file)
    assert exported.duration_ms == 10000
    assert desk.observer.seen == found
    assert [path.name for path in desk.out.iterdir()] == ["clip-compressed.mp4"]


async def test_draft_goes_back_as_it_came(desk: Desk, service: ScriptedService) -> None:
    raw = '{"z":1.0,"t":[{"tt":0,"x":{"b":1e3,"a":-0},"sg":[{"d":12345678901234567890}]}]}'
    body = f'{{"code":0,"data":{{"state":{{"draft":{raw}}}}}}}'
    from tests.support.scripted import Reply

    service.always("state", Reply(body.encode()))
    await take(desk.conversation().perform([chat("go"), EXPORT]))
    sent = service.seen("render")[0].body.decode()
    assert f'"draft":{raw}' in sent.replace(" ", "")


async def test_every_request_carries_the_skill(desk: Desk, service: ScriptedService) -> None:
    desk.without_account()
    await take(desk.conversation().perform([upload(desk.clip()), chat("hello"), EXPORT, CREDITS]))
    assert {request.endpoint for request in service.requests} >= {"token", "session", "run"}
    for request in service.requests:
        if request.endpoint != "file":
            assert request.headers["x-skill-source"] == "demo-skill", request.endpoint
            assert request.headers["x-skill-version"] == "1.2.3"
            assert request.headers["x-skill-platform"] == "unknown"


async def test_a_new_skill_speaks_from_the_next_request_on(
    desk: Desk, service: ScriptedService
) -> None:
    from dataclasses import replace

    from tests.engine.desk import SKILL

    conversation = desk.conversation()
    await take(conversation.perform([chat("one")]))
    session = conversation.session_id
    conversation.use_skill(replace(SKILL, name="other", version="9"))
    await take(conversation.perform([chat("two")]))
    assert conversation.session_id == session
    assert [r.headers["x-skill-source"] for r in service.seen("run")] == ["demo-skill", "other"]


async def test_nothing_touches_the_network_before_it_must(
    desk: Desk, service: ScriptedService
) -> None:
    conversation = desk.conversation()
    conversation.plan(Message("hello"))
    assert service.requests == []
    found = await take(conversation.perform([STATE]))
    assert of(TimelineShown, found)[0].timeline.tracks == ()
    assert service.requests == []


async def test_silent_edit_is_told_from_the_state(desk: Desk, service: ScriptedService) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("start")]))
    title = {"tt": 7, "sg": [{"s": 0, "d": 3000, "m": {"text": "Urban Dreams"}}]}
    service.draft = {**service.draft, "t": [*service.draft["t"], title]}
    service.script("run", events(*tool_event("edit_multitrack")))
    found = await take(conversation.perform([chat("add a title")]))
    assert found[-1] == Finished(True)
    assert "engine.silent_edit" in notes(found)
    change = of(TimelineChanged, found)[0]
    assert change.changes[0].key == "engine.timeline.text_added"
    assert change.changes[0].params["label"] == "Urban Dreams"


@pytest.mark.parametrize("code", ["MODEL_RETURNED_NO_CONTENT", "STOP"])
async def test_silent_turn_that_changed_nothing_is_not_done(
    desk: Desk, service: ScriptedService, code: str
) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("start")]))
    service.script("run", events(*tool_event("edit_multitrack"), {"errorCode": code}))
    found = await take(conversation.perform([chat("add a title")]))
    assert [failed.kind for failed in of(Failed, found)] == ["nothing_changed"]
    assert found[-1] == Finished(False)


async def test_answer_with_a_fault_after_it_stays(desk: Desk, service: ScriptedService) -> None:
    fault = {"error": "RuntimeError: boom", "error_details": {"error_type": "RuntimeError"}}
    service.script("run", events(text_event("All five clips are joined."), fault))
    found = await take(desk.conversation().perform([chat("join")]))
    assert of(Said, found) == [Said("All five clips are joined.")]
    assert not of(Failed, found)
    assert "engine.cut_answer" in notes(found)


async def test_fault_without_an_answer_fails(desk: Desk, service: ScriptedService) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("start")]))
    service.script("run", events({"error": "RuntimeError: boom"}))
    found = await take(conversation.perform([chat("join")]))
    assert of(Failed, found)[0].kind == "agent_fault"
    assert "boom" in of(Failed, found)[0].detail
    assert len(service.seen("run")) == 2


async def test_raw_clip_and_final_tracks_are_both_told(
    desk: Desk, service: ScriptedService
) -> None:
    service.draft = None
    raw = {"t": [{"tt": 0, "sg": [{"d": 10000, "n": "clip"}]}], "d": 10000}
    music = {"tt": 1, "sg": [{"d": 10000, "n": "Lo-fi", "m": {"volume": 35}}]}
    final = {**raw, "t": [*raw["t"], music]}
    states = [answer({"code": 0, "data": {"state": {"draft": draft}}}) for draft in (raw, final)]
    service.script("run", events(*tool_event("generate_video_with_seedance"), text_event("Here.")))
    service.script("state", *states)
    found = await take(desk.conversation().perform([chat("make a clip")]))
    assert len(of(TimelineChanged, found)) == 2
    kept = [key for key in notes(found) if key.startswith("engine.")]
    assert kept == ["engine.raw_clip", "engine.generation_extras"]
    assert len(of(TimelineShown, found)[0].timeline.tracks) == 2


async def test_a_question_holds_the_export(desk: Desk, service: ScriptedService) -> None:
    service.script("run", say("Sure."), say("How small should it be?"))
    conversation = desk.conversation()
    await take(conversation.perform([chat("start")]))
    found = await take(conversation.perform([chat("make it smaller"), EXPORT]))
    assert "engine.export_held" in notes(found)
    assert of(Proposed, found) == [Proposed(EXPORT)]
    assert found[-1] == Finished(False)
    assert not service.seen("render")


async def test_a_held_export_is_offered_again_when_the_question_is_answered(
    desk: Desk, service: ScriptedService
) -> None:
    service.script(
        "run", say("Sure."), say("How small?"), say("Below 0?"), say("Fine."), say("Ok.")
    )
    conversation = desk.conversation()
    await take(conversation.perform([chat("start")]))
    offers = [
        of(Proposed, await take(conversation.perform(actions)))
        for actions in ([chat("smaller"), EXPORT], [chat("0 MB")], [chat("5 MB")], [chat("thanks")])
    ]
    assert offers == [[Proposed(EXPORT)], [], [Proposed(EXPORT)], []]
    assert not service.seen("render")


async def test_the_studios_word_decides_what_a_question_is(
    desk: Desk, service: ScriptedService
) -> None:
    service.script("run", concluded("I cannot do that.", "refusal"))
    found = await take(desk.conversation().perform([chat("fly"), EXPORT]))
    assert "engine.export_held" in notes(found)
    service.script("run", concluded("Done, all right?", "done"))
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Exported, found)


async def test_credits_and_state(desk: Desk, service: ScriptedService) -> None:
    conversation = desk.conversation()
    found = await take(conversation.perform([chat("hi"), CREDITS, STATE]))
    assert of(CreditsShown, found) == [CreditsShown(25000, 40, 25040)]
    assert of(TimelineShown, found)[0].timeline.duration_ms == 10000


async def test_after_a_failure_only_looking_goes_on(desk: Desk, service: ScriptedService) -> None:
    found = await take(
        desk.conversation().perform([upload("/no/such.mp4"), chat("x"), EXPORT, CREDITS])
    )
    assert of(Failed, found)[0].kind == "file_missing"
    assert [step.action.step for step in of(StepStarted, found)] == ["upload", "credits"]
    assert of(CreditsShown, found)
    assert found[-1] == Finished(False)
    assert not service.seen("run")


async def test_upload_without_a_file_asks_for_one(desk: Desk) -> None:
    found = await take(desk.conversation().perform([upload()]))
    assert of(Proposed, found) == [Proposed(upload())]
    assert found[-1] == Finished(False)


async def test_session_is_announced_once(desk: Desk) -> None:
    conversation = desk.conversation()
    started = of(SessionStarted, await take(conversation.perform([chat("one")])))
    assert started == [SessionStarted(conversation.session_id, desk.service.url)]
    assert not of(SessionStarted, await take(conversation.perform([chat("two")])))


async def test_resumed_session_brings_its_timeline(desk: Desk, service: ScriptedService) -> None:
    conversation = desk.conversation(session_id="77")
    found = await take(conversation.perform([STATE]))
    assert of(SessionStarted, found) == [SessionStarted("77", service.url, is_new=False)]
    assert of(TimelineShown, found)[0].timeline.duration_ms == 10000
    assert not service.seen("session")


async def test_one_turn_at_a_time(desk: Desk, service: ScriptedService) -> None:
    import asyncio

    conversation = desk.conversation()
    texts = [f"message {number}" for number in range(5)]
    await asyncio.gather(*(take(conversation.perform([chat(text)])) for text in texts))
    assert not conversation.busy
    sent = [r.json["new_message"]["parts"][0]["text"] for r in service.seen("run")]
    assert sent == texts


async def test_leaving_a_turn_closes_its_connection(desk: Desk, service: ScriptedService) -> None:
    from tests.support.scripted import STALL_MIDWAY

    service.script("run", lambda usual: STALL_MIDWAY(say_in_pieces("One two. ", "Three four.")))
    conversation = desk.conversation()
    await first(conversation.perform([chat("go")]), Saying)
    assert service.wait_until_idle()
    assert not conversation.busy
    assert of(Failed, desk.observer.seen)[-1].kind == "cancelled"
    found = await take(conversation.perform([chat("again")]))
    assert found[-1] == Finished(True)


async def test_a_rewritten_answer_is_corrected(desk: Desk, service: ScriptedService) -> None:
    whole = text_event("Another answer.", False)
    service.script("run", events(text_event("First try. ", True), whole))
    found = await take(desk.conversation().perform([chat("go")]))
    shown = [event for event in found if isinstance(event, (Saying, Corrected))]
    last = max(at for at, event in enumerate(shown) if isinstance(event, Corrected))
    rest = "".join(event.delta for event in of(Saying, shown[last:]))
    assert of(Corrected, shown)[-1].text + rest == "Another answer."

    assert of(Said, found) == [Said("Another answer.")]


async def test_a_closed_iterator_never_starts_a_turn(desk: Desk, service: ScriptedService) -> None:
    async with aclosing(desk.conversation().perform([chat("go")])):
        pass
    assert service.requests == []


async def test_codes_reach_the_person(desk: Desk, service: ScriptedService) -> None:
    desk.without_account()
    service.always("run", refusal(2001, "no credits"))
    failed = of(Failed, await take(desk.conversation().perform([chat("go")])))[0]
    assert failed.kind == "no_credits"
    assert failed.params["link"] == "https://nemovideo.com/register?bind=anon_1"
