"""The events of one stream as bubbles of text, each shown once.

A backend says a text in pieces, whole, or in pieces and then whole again; pieces may be
additions or repeat what was said so far. Three changes tell a reader what to do: `Grew`,
`Rewritten` and `Closed`.
"""

import re
from dataclasses import dataclass
from typing import Any

from nemo_tui.protocol.events import Text, Thought, ToolCall, ToolResult, WireEvent, WireFault


@dataclass(frozen=True)
class Grew:
    """The open bubble has `delta` more at its end; the first one opens it."""

    delta: str


@dataclass(frozen=True)
class Rewritten:
    """The open bubble reads `text` instead; an empty text takes the bubble away."""

    text: str


@dataclass(frozen=True)
class Closed:
    """The open bubble is complete and reads `text`."""

    text: str


Change = Grew | Rewritten | Closed

# The hosted agent ends good answers with this at times. Source: the vendor's skill.
_APOLOGY = re.compile(
    r"(?:(?:sorry|apologies|i apologi[sz]e)[,.!]?\s+(?:but\s+)?)?"
    r"(?:i(?:['’]ve| have)?\s+(?:just\s+)?(?:encountered|ran into|hit)|there (?:was|is))"
    r"\s+an?\s+temporary\s+(?:issue|problem|error)[^.!?,;\n]*[.!?]*"
    r"(?:\s*please\s+(?:try|retry)[^\n]*)?\s*\Z"
    r"|(?:抱歉|对不起)?[,，。\s]*我?(?:遇到|出现)了?(?:一个|一些)?(?:临时|暂时)(?:性)?的?"
    r"(?:问题|错误|故障)(?:[，,。\s]*请[^\n]{0,20})?[。！!]*\s*\Z",
    re.IGNORECASE,
)
_OPENINGS = (
    "i encountered a temporary ",
    "i've encountered a temporary ",
    "i have encountered a temporary ",
    "sorry, i encountered a temporary ",
)
_TAIL = 400
_SENTENCE_END = re.compile(r"\s\S.*[.!?…]\Z", re.DOTALL)


class Transcript:
    """What was said and done in one turn. Feed it every event, then call `end`."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.fault: WireFault | None = None
        self.tools: list[str] = []
        self.state_delta: dict[str, Any] = {}
        self._pieces: _Pieces | None = None
        self._shown = ""
        self._unconfirmed = ""
        self._tool_since = False
        self._thoughts = ""

    def feed(self, event: WireEvent) -> list[Change]:
        """The changes that one event makes."""
        match event:
            case Text(partial=True):
                return self._add(event)
            case Text():
                return self._replace(event)
            case Thought(text, partial=True):
                self._thoughts += text
            case ToolCall(name, partial=False):
                self.tools.append(name)
                return self._interrupt()
            case ToolResult(name, delta):
                if isinstance(delta, dict):
                    self.state_delta.update(delta)
                return self._interrupt() if name else []
            case WireFault():
                self.fault = self.fault or event
        return []

    def end(self) -> list[Change]:
        """The stream is over, cleanly or not: what was said in pieces stands."""
        return self._close(self._pieces.text) if self._pieces else []

    def _add(self, event: Text) -> list[Change]:
        before: list[Change] = []
        if self._pieces and not self._pieces.are_by(event.author):
            before = self.end()
        if not self._pieces:
            self._pieces = _Pieces(event.author)
        self._pieces.add(event.text)
        text = self._pieces.text
        return before if self._may_be_apology(text) else before + self._show(self._trim(text))

    def _replace(self, event: Text) -> list[Change]:
        before: list[Change] = []
        if self._pieces and not self._pieces.are_by(event.author):
            before = self.end()
        # ADK 1.0 puts what was thought in pieces before the whole answer, unmarked.
        text = event.text.removeprefix(self._thoughts)
        self._thoughts = ""
        if self._unconfirmed and text.startswith(self._unconfirmed):
            text = text[len(self._unconfirmed) :].lstrip()
        elif self._repeats(text):
            text = ""
        self._unconfirmed = ""
        return before + self._close(text)

    def _interrupt(self) -> list[Change]:
        """A tool ends the pieces before it; a whole text may still repeat them."""
        self._tool_since = True
        if not self._pieces:
            return []
        pieces = self._pieces.text
        changes = self.end()
        self._unconfirmed = pieces
        return changes

    def _repeats(self, text: str) -> bool:
        last = self.said[-1] if self.said else None
        return not self._pieces and not self._tool_since and self._trim(text).strip() == last

    def _close(self, text: str) -> list[Change]:
        self._pieces = None
        text = self._trim(text).strip()
        if not text:
            changes: list[Change] = [Rewritten("")] if self._shown else []
        else:
            changes = [*self._show(text), Closed(text)]
            self.said.append(text)
            self._tool_since = False
        self._shown = ""
        return changes

    def _show(self, text: str) -> list[Change]:
        before, self._shown = self._shown, text
        if text == before:
            return []
        return [Grew(text[len(before) :]) if text.startswith(before) else Rewritten(text)]

    def _trim(self, text: str) -> str:
        """The text without an apology at its end that follows something good."""
        tail = text[-_TAIL:]
        found = _APOLOGY.search(tail)
        if not found:
            return text
        kept = text[: len(text) - len(tail) + found.start()]
        return kept.rstrip() if kept.strip() or self.said else text

    def _may_be_apology(self, text: str) -> bool:
        start = text.strip().lower()
        return bool(self.said) and any(opening.startswith(start) for opening in _OPENINGS)


class _Pieces:
    """The pieces of an open bubble: additions, or each the whole text so far."""

    def __init__(self, author: str) -> None:
        self._author = author
        self._joined = ""
        self._last = ""
        self._count = 0
        self._cumulative = True

    def are_by(self, author: str) -> bool:
        """Whether a text of this author belongs to these pieces."""
        return not author or not self._author or author == self._author

    def add(self, piece: str) -> None:
        """Take one more piece."""
        longer = len(piece) > len(self._last) or self._count > 1
        self._cumulative = self._cumulative and piece.startswith(self._last) and longer
        between = "\n" if self._are_sentences(piece) else ""
        self._joined += between + piece
        self._last = piece
        self._count += 1

    @property
    def text(self) -> str:
        """What the pieces say so far."""
        return self._last if self._cumulative else self._joined

    def _are_sentences(self, piece: str) -> bool:
        """Flat events may carry a whole sentence each, with nothing between them."""
        return piece[:1].isupper() and " " in piece and bool(_SENTENCE_END.search(self._last))
