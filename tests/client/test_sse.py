"""One turn over a real socket: refusals, ends, silence, encodings, limits."""

import asyncio
from contextlib import suppress

import pytest

from nemo_tui.client import sse
from nemo_tui.client.api import Address, Api, Patience
from nemo_tui.protocol.events import Heartbeat, Text, ToolCall, ToolResult, WireEvent
from nemo_tui.protocol.problems import Garbled, Kind, Problem, Refused, Unreachable
from nemo_tui.protocol.transcript import Transcript
from tests.support.scripted import (
    CUT,
    GZIP,
    RESET_MIDWAY,
    STALL_MIDWAY,
    Answer,
    Reply,
    ScriptedService,
    answer,
    drip,
    events,
    refusal,
    say,
    say_in_pieces,
    stream,
    tool_event,
)

HELLO = 'data: {"text":"Hello","partial":false}\n\n'


async def heard(api: Api) -> list[WireEvent]:
    return [event async for event in api.run("s", "hi")]


async def said(api: Api) -> list[str]:
    transcript = Transcript()
    async for event in api.run("s", "hi"):
        transcript.feed(event)
    transcript.end()
    return transcript.said


async def test_a_turn(api: Api, service: ScriptedService) -> None:
    call, result = tool_event("trim", {"t": []})
    whole = events(call, result, {"content": {"parts": [{"text": "Cut."}]}})
    service.script("run", whole)
    assert await heard(api) == [
        ToolCall("trim"),
        ToolResult("trim", {"draft": {"t": []}}),
        Text("Cut."),
    ]
    sent = service.requests[0].headers
    assert sent["accept"] == "text/event-stream"
    assert sent["accept-encoding"] == "identity"
    assert sent["content-type"] == "application/json"


@pytest.mark.parametrize("change", [lambda usual: usual, drip(0, 1), drip(0, 7), GZIP])
async def test_pieces_cuts_and_packing_make_no_difference(
    change: Answer, api: Api, service: ScriptedService
) -> None:
    reply = say_in_pieces("中文 🎬 ", "and ", "more\u2028lines.")
    service.script("run", change(reply) if callable(change) else change)
    assert await said(api) == ["中文 🎬 and more\nlines."]


@pytest.mark.parametrize("content_type", ["Text/Event-Stream", "text/event-stream;charset=latin-1"])
async def test_a_stream_is_utf_8_whatever_its_header_says(
    content_type: str, api: Api, service: ScriptedService
) -> None:
    raw = '\ufeffdata: {"text":"é"}\n\n'.encode()
    service.script("run", Reply((raw,), content_type=content_type))
    assert await heard(api) == [Text("é", True)]


async def test_heartbeats_of_the_stream(api: Api, service: ScriptedService) -> None:
    raw = ": ping\n\nid: 7\n\n\n\nevent: heartbeat\n\ndata:\n\ndata: heartbeat\n\n"
    service.script("run", stream(raw, HELLO))
    found = await heard(api)
    assert found[-1] == Text("Hello")
    assert len(found) > 4
    assert set(found[:-1]) == {Heartbeat()}


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (refusal(1001, "expired"), Kind.SIGN_IN),
        (refusal(1002), Kind.SESSION_LOST),
        (refusal(2001), Kind.NO_CREDITS),
        (answer({"detail": "Session not found: s"}, 404), Kind.SESSION_LOST),
        (answer({"detail": [{"loc": ["body"], "msg": "Field required"}]}, 422), Kind.BAD_REQUEST),
        (Reply(b"Forbidden: host not allowed", 403, "text/plain"), Kind.FORBIDDEN),
        (answer({"code": 0, "data": {}}), Kind.GARBLED),
        (Reply(b"<html>", 200, "text/html"), Kind.GARBLED),
        (Reply(HELLO.encode(), 404, "text/event-stream"), Kind.SESSION_LOST),
        (Reply(HELLO.encode(), 200, "text/event-streamx"), Kind.GARBLED),
        (Reply(b"", 204, "text/event-stream"), Kind.GARBLED),
    ],
)
async def test_an_answer_that_is_no_stream(
    reply: Reply, kind: Kind, api: Api, service: ScriptedService
) -> None:
    service.script("run", reply)
    with pytest.raises((Refused, Garbled)) as caught:
        await heard(api)
    assert caught.value.kind is kind
    assert len(service.requests) == 1


@pytest.mark.parametrize("fault", [CUT, RESET_MIDWAY, STALL_MIDWAY])
async def test_a_broken_stream_keeps_what_came_and_is_not_sent_again(
    fault: Answer, hasty: Api, service: ScriptedService
) -> None:
    reply = say("First.", "Second, never whole." * 20)
    service.script("run", fault(reply) if callable(fault) else fault)
    run = hasty.run("s", "hi")
    assert await anext(run) == Text("First.", False, "nemo_agent")
    with pytest.raises(Unreachable) as caught:
        await anext(run)
    assert caught.value.kind is Kind.BROKEN_STREAM
    assert caught.value.detail
    assert len(service.requests) == 1


@pytest.mark.parametrize(
    ("raw", "cut"),
    [(HELLO, False), (HELLO[:-1], True), (HELLO[:9], True), ("", False), (HELLO + HELLO, False)],
)
async def test_a_stream_that_only_its_connection_ends(
    raw: str, cut: bool, api: Api, service: ScriptedService
) -> None:
    service.script("run", stream(raw, framed=False))
    if not cut:
        assert len(await heard(api)) == raw.count("\n\n")
        return
    with pytest.raises(Unreachable) as caught:
        await heard(api)
    assert caught.value.kind is Kind.BROKEN_STREAM


async def test_an_ended_stream_that_lacks_its_last_blank_line_is_an_end(
    api: Api, service: ScriptedService
) -> None:
    service.script("run", stream(HELLO, HELLO[:-1]))
    assert await heard(api) == [Text("Hello")]


async def test_every_byte_is_a_sign_of_life(service: ScriptedService) -> None:
    api = Api(Address(service.url), {}, patience=Patience(stream_silence=2))
    service.script("run", stream(*([": ping\n\n"] * 10), HELLO, pause=0.25))
    assert await heard(api) == [Text("Hello")]


async def test_one_event_has_a_limit_and_a_stream_has_none(
    api: Api, service: ScriptedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sse, "LARGEST_EVENT", 2**16)
    service.script("run", stream(*([HELLO] * 5000)), say("x" * 2**17))
    assert len(await heard(api)) == 5000
    with pytest.raises(Garbled):
        await heard(api)


async def test_a_large_event_is_read(api: Api, service: ScriptedService) -> None:
    text = "长文本 long text " * 60_000
    service.script("run", say(text))
    assert await said(api) == [text.strip()]


async def test_events_come_as_they_are_sent(api: Api, service: ScriptedService) -> None:
    service.script("run", STALL_MIDWAY(stream(HELLO, HELLO)))
    run = api.run("s", "hi")
    assert await asyncio.wait_for(anext(run), 30) == Text("Hello")
    await run.aclose()
    assert await asyncio.to_thread(service.wait_until_idle)


async def test_old_errors_inside_a_stream_do_not_end_it(api: Api, service: ScriptedService) -> None:
    service.script("run", stream(HELLO, 'data: {"error": "it said "no"\nline2"}\n\n', HELLO))
    found = await heard(api)
    assert [type(event).__name__ for event in found] == ["Text", "WireFault", "Text"]


async def test_nothing_but_problems_comes_out(api: Api, service: ScriptedService) -> None:
    for raw in (b"\x00\xff" * 100, b"data: " + b"[" * 5000 + b"\n\n", b"retry: +\xef\xbc\x91\n\n"):
        service.script("run", stream(raw), stream(raw, framed=False))
        for _ in range(2):
            with suppress(Problem):
                await heard(api)
