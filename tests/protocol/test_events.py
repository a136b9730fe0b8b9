"""Every form of event is read; nothing raises."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.protocol.events import (
    Heartbeat,
    Noise,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    WireEvent,
    WireFault,
    parse,
)
from nemo_tui.protocol.problems import Kind
from tests.protocol.wire_values import values

EVENT_NAMES = st.sampled_from(["message", "heartbeat", "error", "ping", "done"])


@given(st.text() | values().map(json.dumps), EVENT_NAMES)
def test_any_payload_gives_events(data: str, name: str) -> None:
    events = parse(data, name)
    assert events
    for event in events:
        assert isinstance(event, WireEvent)
        if isinstance(event, Text | Thought):
            assert "\x1b" not in event.text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("", "message"),
        ("  ", "message"),
        ("heartbeat", "message"),
        ('"heartbeat"', "message"),
        ("HEARTBEAT", "message"),
        ("ping", "message"),
        ("{}", "message"),
        ('{"type":"heartbeat"}', "message"),
        ('{"type":"ping","ts":1}', "message"),
        ('{"event":"heartbeat"}', "message"),
        ('{"status":"keepalive"}', "message"),
        ('{"heartbeat":true}', "message"),
        ("1795244806", "heartbeat"),
        ('{"content":{"parts":[{"text":"not shown"}]}}', "ping"),
    ],
)
def test_heartbeats_of_every_kind(data: str, name: str) -> None:
    assert parse(data, name) == [Heartbeat()]


@pytest.mark.parametrize("data", ["[DONE]", "null", "7", '"words"', "[]", "[[]]", "{broken", "Hi"])
def test_noise(data: str) -> None:
    assert parse(data) == [Noise()]


def adk(*parts: dict[str, Any], **keys: Any) -> str:
    return json.dumps({"content": {"parts": list(parts), "role": "model"}, **keys})


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (adk({"text": "Hi"}, author="nemo_agent"), [Text("Hi", False, "nemo_agent")]),
        (adk({"text": "Hi"}, partial=True), [Text("Hi", True)]),
        (adk({"text": "a"}, {"text": "b"}, partial=False), [Text("ab")]),
        (adk({"text": "hm", "thought": True}, {"text": "b"}), [Thought("hm"), Text("b")]),
        (adk({"text": "hm", "thought": True}, partial=True), [Thought("hm", True)]),
        (
            adk({"text": "t", "thought": True}, {"text": "A."}, {"functionCall": {"name": "f"}},
                {"text": " B."}),
            [Thought("t"), Text("A. B."), ToolCall("f")],
        ),
        (adk({"functionCall": {"name": "f"}}, partial=True), [ToolCall("f", True)]),
        (adk({"function_call": {"name": "f"}}), [ToolCall("f")]),
        (adk({"inlineData": {"data": "aGk=", "mimeType": "image/png"}}), [Noise()]),
        (adk({"executableCode": {}}, {"unknown": 1}), [Noise()]),
        (adk({"text": ""}), [Noise()]),
        (adk({"text": "x"}, errorCode="MAX_TOKENS"), [Text("x"), WireFault("MAX_TOKENS")]),
        ('{"content":{"role":"model"}}', [Noise()]),
        ('{"content":{"parts":[{"text":"Hi"}],"role":"user"}}', [Noise()]),
        ('{"author":"user","content":{"parts":[{"text":"Hi"}]}}', [Noise()]),
        ('[{"content":{"parts":[{"text":"a"}]}},{"text":"b"}]', [Text("a"), Text("b", True)]),
        ('{"code":0,"data":{"content":{"parts":[{"text":"a"}]}}}', [Text("a")]),
    ],
)  # fmt: skip
def test_events_of_adk(data: str, wanted: list[WireEvent]) -> None:
    assert parse(data) == wanted


def test_a_tools_answer_carries_the_change_of_state() -> None:
    response = {"functionResponse": {"name": "add_text", "response": {"ok": True}}}
    second = {"functionResponse": {"name": "trim", "response": {}}}
    data = {
        "content": {"parts": [response, second], "role": "user"},
        "actions": {"stateDelta": {"draft": {"t": [], "d": 1.0}}},
    }
    found = parse(json.dumps(data))
    assert found == [ToolResult("add_text", {"draft": {"t": [], "d": 1.0}}), ToolResult("trim")]


def test_a_change_of_state_may_stand_alone() -> None:
    assert parse('{"actions":{"stateDelta":{"draft":{"t":[]}}}}') == [
        ToolResult("", {"draft": {"t": []}})
    ]
    said = adk({"text": "Done."}, actions={"stateDelta": {"outcome": "done"}})
    assert parse(said) == [Text("Done."), ToolResult("", {"outcome": "done"})]
    partial = adk({"text": "Do"}, actions={"stateDelta": {"x": 1}}, partial=True)
    assert parse(partial) == [Text("Do", True)]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ('{"type":"text","content":"Hi"}', Text("Hi", True)),
        ('{"type":"text","text":"Hi","partial":false}', Text("Hi")),
        ('{"type":"tool_call","name":"edit","args":{}}', ToolCall("edit")),
        ('{"type":"tool_result","name":"edit","result":{}}', ToolResult("edit")),
        ('{"type":"thinking","content":"hm"}', Thought("hm", True)),
        ('{"type":"error","message":"no"}', WireFault("", "no")),
        ('{"type":"error","content":"no"}', WireFault("", "no")),
        ('{"type":"error","code":2001,"message":"no"}', WireFault("2001", "no")),
        ('{"type":"done"}', Noise()),
        ('{"type":"status","message":"warming up"}', Noise()),
        ('{"text":"Hi"}', Text("Hi", True)),
        ('{"text":"Hi","role":"user"}', Noise()),
        ('{"content":"Hi"}', Text("Hi", True)),
    ],
)
def test_flat_and_bare_events(data: str, wanted: WireEvent) -> None:
    assert parse(data) == [wanted]


@pytest.mark.parametrize("code", ["STOP", "stop", "MODEL_RETURNED_NO_CONTENT"])
def test_silence_is_no_failure(code: str) -> None:
    data = {"errorCode": code, "errorMessage": "The model returned no content"}
    assert parse(json.dumps(data)) == [Noise()]


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ('{"errorCode":"SAFETY","errorMessage":"blocked"}', "SAFETY", "blocked"),
        ('{"errorCode":500}', "500", ""),
        ('{"error":"ValueError: late","error_details":{"error_type":"ValueError"}}',
         "ValueError", "ValueError: late"),
        ('{"error":{"code":429,"message":"slow down"}}', "429", "slow down"),
        ('{"error": "model died: "boom" {x}', "", 'model died: "boom" {x'),
        ('{"error": "it said "no""}', "", 'it said "no'),
        ('{"code":1001,"message":"expired"}', "1001", "expired"),
        ('{"detail":"Session not found"}', "", "Session not found"),
    ],
)  # fmt: skip
def test_faults(data: str, code: str, message: str) -> None:
    [fault] = parse(data)
    assert isinstance(fault, WireFault)
    assert (fault.code, fault.message) == (code, message)


def test_an_event_named_error_is_a_fault_whatever_it_holds() -> None:
    assert parse("plain words\x1b[2J", "error") == [WireFault("", "plain words")]
    assert parse('{"message":"no"}', "error") == [WireFault("", "no")]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (WireFault("1001"), Kind.SIGN_IN),
        (WireFault("RESOURCE_EXHAUSTED", "2001: No credits left"), Kind.NO_CREDITS),
        (WireFault("RuntimeError", "2024 was a good year"), Kind.AGENT_FAULT),
        (WireFault("RuntimeError", "boom"), Kind.AGENT_FAULT),
        (WireFault("777777"), Kind.SERVER_FAULT),
    ],
)
def test_the_reaction_to_a_fault(fault: WireFault, kind: Kind) -> None:
    assert fault.kind is kind


def test_text_is_cleaned_and_keeps_its_lines() -> None:
    assert parse(adk({"text": "a\x1b[31mb\n\tc\u202ed\x00"})) == [Text("ab\n\tcd")]


def test_a_text_that_looks_like_a_stream_is_text() -> None:
    text = 'data: {"x":1}\n\nevent: heartbeat\n: ping'
    assert parse(adk({"text": text})) == [Text(text)]
