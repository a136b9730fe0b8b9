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
    """The open bubble is complete and reads `text`, blanks round it aside."""

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


class Transcript:
    """What was said and done in one turn. Feed it every event, then call `end`."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.fault: WireFault | None = None
        self.tools: list[str] = []
        self.state_delta: dict[str, Any] = {}
        self._pieces: _Pieces | None = None
        self._shown: list[str] = []
        self._lags = False
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
        delta = self._pieces.add(event.text)
        if delta is None or self._lags or self._is_doubtful(self._pieces):
            return before + self._catch_up(self._pieces.text)
        self._shown.append(delta)
        return [*before, Grew(delta)] if delta else before

    def _is_doubtful(self, pieces: "_Pieces") -> bool:
        return self._may_be_apology(pieces.tail) or _find_apology(pieces.tail) is not None

    def _catch_up(self, text: str) -> list[Change]:
        """Show the pieces as far as they are no apology."""
        kept = "" if self._may_be_apology(text) else self._trim(text)
        self._lags = kept != text
        return self._show(kept)

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
        text = self._trim(text).strip()
        changes = self._show(text) if "".join(self._shown).strip() != text else []
        if text:
            changes.append(Closed(text))
            self.said.append(text)
            self._tool_since = False
        self._pieces, self._shown, self._lags = None, [], False
        return changes

    def _show(self, text: str) -> list[Change]:
        before, self._shown = "".join(self._shown), [text]
        if text == before:
            return []
        return [Grew(text[len(before) :]) if text.startswith(before) else Rewritten(text)]

    def _trim(self, text: str) -> str:
        """The text without an apology at its end that follows something good."""
        tail = text[-_TAIL:]
        start = _find_apology(tail)
        if start is None:
            return text
        kept = text[: len(text) - len(tail) + start]
        return kept.rstrip() if kept.strip() or self.said else text

    def _may_be_apology(self, text: str) -> bool:
        if not self.said or len(text) > _TAIL:
            return False
        start = text.strip().lower()
        return any(opening.startswith(start) for opening in _OPENINGS)


class _Pieces:
    """The pieces of an open bubble: additions, or each the whole text so far."""

    def __init__(self, author: str) -> None:
        self.tail = ""
        self._author = author
        self._all: list[str] = []
        self._cumulative = True

    def are_by(self, author: str) -> bool:
        """Whether a text of this author belongs to these pieces."""
        return not author or not self._author or author == self._author

    def add(self, piece: str) -> str | None:
        """Take one more piece; what it adds, or None where all was misunderstood so far."""
        last = self._all[-1] if self._all else ""
        was_cumulative, count = self._cumulative, len(self._all)
        longer = len(piece) > len(last) or count > 1
        self._cumulative = was_cumulative and longer and piece.startswith(last)
        if not self._cumulative and _are_sentences(last, piece):
            piece = f"\n{piece}"
        self._all.append(piece)
        if was_cumulative and not self._cumulative and count > 1:
            self.tail = self.text[-_TAIL:]
            return None
        delta = piece[len(last) :] if self._cumulative else piece
        self.tail = (self.tail + delta)[-_TAIL:]
        return delta

    @property
    def text(self) -> str:
        """What the pieces say so far."""
        return self._all[-1] if self._cumulative else "".join(self._all)


def _find_apology(tail: str) -> int | None:
    lowered = tail.lower()
    if not any(word in lowered for word in ("temporary", "临时", "暂时")):
        return None
    found = _APOLOGY.search(tail)
    return found.start() if found else None


def _are_sentences(last: str, piece: str) -> bool:
    """Flat events may carry a whole sentence each, with nothing between them."""
    return last[-1:] in tuple(".!?…") and " " in last[:100] and piece[:1].isupper() and " " in piece
