"""The events of one turn's stream: every payload that the sources show, as plain values.

Four forms are read: ADK's camelCase events, flat `{"type": ...}` objects, bare `{"text"}`
objects and heartbeats of every kind. Source: captures of ADK 1.0 to 2.13, the vendor's
reference.
"""

import re
from dataclasses import dataclass
from typing import Any

from nemo_tui.protocol.draft import read
from nemo_tui.protocol.envelope import Json, message_of
from nemo_tui.protocol.problems import CODES, Garbled, Kind, kind_of
from nemo_tui.protocol.scalars import first, identifier
from nemo_tui.protocol.text import clean, short

_HEAD_CODE = re.compile(r"\W*(\d{4})\b")


@dataclass(frozen=True)
class Text:
    """Words of the agent: a piece (`partial`), or all of a bubble, which replaces its pieces."""

    text: str
    partial: bool = False
    author: str = ""


@dataclass(frozen=True)
class Thought:
    """The agent thinks, or says what it is at: a sign of life, never part of the answer."""

    text: str = ""
    partial: bool = False


@dataclass(frozen=True)
class ToolCall:
    """The agent calls a tool. A partial call is an announcement and decides nothing."""

    name: str
    partial: bool = False


@dataclass(frozen=True)
class ToolResult:
    """A tool answered, or the state changed. `state_delta` may hint at the new draft."""

    name: str = ""
    state_delta: Any = None


@dataclass(frozen=True)
class Heartbeat:
    """The backend is alive and has nothing to say."""


@dataclass(frozen=True)
class WireFault:
    """An error inside the stream: its code (a number or a class name) and its words, cleaned."""

    code: str = ""
    message: str = ""

    @property
    def kind(self) -> Kind:
        """The reaction: that of the service's code, also at the head of the words."""
        if self.code.isdecimal():
            return kind_of(int(self.code))
        head = _HEAD_CODE.match(self.message)
        return CODES.get(int(head[1]), Kind.AGENT_FAULT) if head else Kind.AGENT_FAULT


@dataclass(frozen=True)
class Noise:
    """Something that means nothing to a person."""


WireEvent = Text | Thought | ToolCall | ToolResult | Heartbeat | WireFault | Noise

_ALIVE = {"heartbeat", "heart_beat", "ping", "pong", "keepalive", "keep-alive", "keep_alive"}
_NO_FAULT = {"", "0", "STOP", "MODEL_RETURNED_NO_CONTENT", "FINISH_REASON_UNSPECIFIED"}
_THOUGHTS = {"thought", "thinking", "reasoning"}
_TEXTS = {"text", "message", "content", "chunk", "delta"}


def parse(data: str, event: str = "message") -> list[WireEvent]:
    """The events of one `data` field, at least one; never raises."""
    word = data.strip()
    if not word or event.lower() in _ALIVE or word.lower() in _ALIVE:
        return [Heartbeat()]
    try:
        payload = read(data)
    except Garbled:
        return [_unreadable(word, event)]
    items = payload if isinstance(payload, list) else [payload]
    return [found for item in items for found in _events(item, event)] or [Noise()]


def _unreadable(word: str, event: str) -> WireEvent:
    """Old ADK writes errors unescaped: the line is no JSON and may lack its end."""
    if event == "error" or word.startswith('{"error"'):
        words = word.removeprefix('{"error"').removesuffix("}")
        return WireFault("", short(words.strip(' :"')))
    return Noise()


def _events(payload: object, event: str) -> list[WireEvent]:
    if not isinstance(payload, dict):
        alive = isinstance(payload, str) and payload.lower() in _ALIVE
        return [Heartbeat() if alive else _unreadable(str(payload), event)]
    if not payload or _says_alive(payload):
        return [Heartbeat()]
    inner = payload.get("data")
    if isinstance(inner, dict) and not payload.keys() & {"content", "text", "type"}:
        payload = {**inner, **{key: payload[key] for key in ("code", "error") if key in payload}}
    fault = _fault(payload, event)
    if isinstance(payload.get("type"), str) and not isinstance(payload.get("content"), dict):
        return [fault or _flat(payload["type"].lower(), payload)]
    found = _spoken(payload)
    return [*found, fault] if fault else found or [Noise()]


def _says_alive(payload: Json) -> bool:
    if payload.get("heartbeat") is True:
        return True
    return any(str(payload.get(key)).lower() in _ALIVE for key in ("type", "event", "status"))


def _flat(kind: str, payload: Json) -> WireEvent:
    if kind in _THOUGHTS:
        return Thought(_bare_text(payload), payload.get("partial") is not False)
    if kind in ("tool_call", "tool_start"):
        return ToolCall(_name(payload))
    if kind in ("tool_result", "tool_end"):
        return ToolResult(_name(payload), _delta(payload))
    text = _bare_text(payload) or (message_of(payload) if kind == "message" else "")
    if kind in _TEXTS and text:
        return Text(text, payload.get("partial") is not False, _author(payload))
    return Noise()


def _spoken(payload: Json) -> list[WireEvent]:
    """ADK's event: its text in one piece, then its tools, then what changed."""
    parts = _parts(payload)
    if parts is None:
        text = _bare_text(payload)
        said = [Text(text, payload.get("partial") is not False, _author(payload))] if text else []
        return [*said, *_changes(payload, [])]
    partial = payload.get("partial") is True
    thought, text = _joined(parts, thoughts=True), _joined(parts, thoughts=False)
    found: list[WireEvent] = [Thought(thought, partial)] if thought else []
    if text and not _is_from_user(payload):
        found.append(Text(text, partial, _author(payload)))
    for part in parts:
        call = first(part, "functionCall", "function_call")
        if isinstance(call, dict):
            found.append(ToolCall(_name(call), partial))
    answers = [first(part, "functionResponse", "function_response") for part in parts]
    return found + _changes(payload, [item for item in answers if isinstance(item, dict)])


def _changes(payload: Json, answers: list[Json]) -> list[WireEvent]:
    """What the tools answered; the first carries the change of state, which may stand alone."""
    if payload.get("partial") is True:
        return []
    delta = _delta(payload)
    if delta is not None and not answers:
        return [ToolResult("", delta)]
    return [ToolResult(_name(item), None if at else delta) for at, item in enumerate(answers)]


def _fault(payload: Json, event: str) -> WireFault | None:
    code = first(payload, "errorCode", "error_code")
    if code is not None and not isinstance(code, (dict, list)):
        words = first(payload, "errorMessage", "error_message")
        spoken = short(words) if isinstance(words, str) else ""
        return None if str(code).upper() in _NO_FAULT else WireFault(identifier(code), spoken)
    if payload.get("error") or payload.get("detail"):
        return WireFault(_fault_code(payload), message_of(payload))
    code = identifier(payload.get("code"))
    if code.isdecimal() and int(code) != 0:
        return WireFault(code, message_of(payload))
    if event == "error" or "error" in str(payload.get("type")).lower():
        return WireFault(code, message_of(payload) or short(_bare_text(payload)))
    return None


def _fault_code(payload: Json) -> str:
    for holder in (payload, payload.get("error"), payload.get("error_details")):
        if isinstance(holder, dict):
            code = identifier(first(holder, "code", "error_type"))
            if code not in _NO_FAULT:
                return code
    return ""


def _parts(payload: Json) -> list[Json] | None:
    content = payload.get("content")
    parts = content.get("parts") if isinstance(content, dict) else payload.get("parts")
    if not isinstance(parts, list):
        return None
    return [part for part in parts if isinstance(part, dict)]


def _joined(parts: list[Json], *, thoughts: bool) -> str:
    wanted = [
        part["text"] for part in parts if bool(part.get("thought")) is thoughts and _has_text(part)
    ]
    return clean("".join(wanted))


def _has_text(part: Json) -> bool:
    return isinstance(part.get("text"), str)


def _is_from_user(payload: Json) -> bool:
    content = payload.get("content")
    role = content.get("role") if isinstance(content, dict) else None
    return "user" in (role, payload.get("author"))


def _bare_text(payload: Json) -> str:
    """Text beside the keys of a flat object; nothing where the user is its author."""
    found = first(payload, "content", "text", "delta")
    if _is_from_user(payload) or payload.get("role") == "user":
        return ""
    return clean(found) if isinstance(found, str) else ""


def _delta(payload: Json) -> object:
    actions = payload.get("actions")
    holder = actions if isinstance(actions, dict) else payload
    return first(holder, "stateDelta", "state_delta") or None


def _name(holder: Json) -> str:
    return identifier(holder.get("name"))


def _author(payload: Json) -> str:
    return identifier(payload.get("author"))
