"""The events of one turn's stream: every payload that the sources show, as plain values.

Four forms are read: ADK's camelCase events, flat `{"type": ...}` objects, bare `{"text"}`
objects and heartbeats of every kind. Source: captures of ADK 1.0 to 2.13, the vendor's
reference.
"""

from dataclasses import dataclass
from typing import Any

from nemo_tui.protocol.problems import Kind, kind_of


@dataclass(frozen=True)
class Text:
    """Words of the agent: a piece (`partial`), or all of a bubble, which replaces its pieces."""

    text: str
    partial: bool = False
    author: str = ""


@dataclass(frozen=True)
class Thought:
    """The agent thinks; what it thinks is not shown."""


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
        """The reaction: that of the service's code, or an agent's fault."""
        return kind_of(int(self.code)) if self.code.isdecimal() else Kind.AGENT_FAULT


@dataclass(frozen=True)
class Noise:
    """Something that means nothing to a person."""


WireEvent = Text | Thought | ToolCall | ToolResult | Heartbeat | WireFault | Noise
