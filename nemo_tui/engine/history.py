"""Every conversation as JSON lines on disk: appended event by event, listed, searched, kept.

The first line says what the file is; the others are events in the form of `record`. A line
that cannot be read is left out, never fatal.
"""

import json
import os
import secrets
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TextIO

from nemo_tui.engine import record
from nemo_tui.engine.naming import safe_stem
from nemo_tui.engine.turn import (
    Answered,
    Exported,
    Failed,
    Planned,
    Said,
    SessionStarted,
    TimelineChanged,
    TurnEvent,
    Uploaded,
)
from nemo_tui.hooks import hookimpl
from nemo_tui.protocol.scalars import number

KEPT = (Planned, SessionStarted, Said, Answered, Uploaded, Exported, Failed, TimelineChanged)
TITLE_LENGTH = 60
Json = dict[str, Any]


@dataclass(frozen=True)
class Summary:
    """One conversation in a list; `updated` in epoch seconds."""

    id: str
    title: str
    skill: str
    language: str
    updated: float
    turns: int
    session_id: str
    backend: str = "local"


@dataclass(frozen=True)
class Entry:
    """One line of a conversation as it is shown again."""

    role: Literal["you", "nemo", "file", "note"]
    text: str
    at: float = 0.0
    attachments: tuple[str, ...] = ()


class History:
    """The conversations of one person on this machine, and the one that is going on."""

    def __init__(self, folder: Path, *, keep: bool = True) -> None:
        self.folder = folder
        self._keep = keep
        self._stream: TextIO | None = None
        self._about: Json = {}
        self.current = ""

    def begin(self, *, skill: str = "", language: str = "en", backend: str = "local") -> None:
        """A new conversation; nothing is written before its first message."""
        self.end()
        self._about = {"skill": skill, "language": language, "backend": backend}

    def go_on(self, session: str) -> None:
        """Append to a conversation of the list."""
        self.end()
        if self._file(session).exists():
            self.current = session

    def end(self) -> None:
        """The conversation is over."""
        stream, self._stream, self.current = self._stream, None, ""
        if stream:
            with suppress(OSError):  # a full disk refuses what was still to be written
                stream.close()

    @hookimpl
    def nemo_turn_event(self, event: TurnEvent) -> None:
        """Keep what is worth keeping, on disk before the next event."""
        if not self._keep or not isinstance(event, KEPT):
            return
        if not self.current and not (isinstance(event, Planned) and event.message):
            return
        with suppress(OSError):
            self._append({"at": time.time(), **record.to_json(event)})

    def sessions(self) -> list[Summary]:
        """Every conversation, the newest first."""
        found = (self._summary(file) for file in self.folder.glob("*.jsonl"))
        return sorted(filter(None, found), key=lambda item: item.updated, reverse=True)

    def search(self, text: str) -> list[Summary]:
        """The conversations in which every word of `text` occurs, the newest first."""
        words = text.casefold().split()
        return [item for item in self.sessions() if self._holds(item, words)]

    def entries(self, session: str) -> list[Entry]:
        """What was said in a conversation, the oldest first."""
        return [entry for line in self._lines(self._file(session)) for entry in _entries(line)]

    def events(self, session: str, last: int | None = None) -> list[TurnEvent]:
        """The kept events of a conversation, or of its last so many lines, the oldest first."""
        read = (record.from_json(line) for line in self._lines(self._file(session), last))
        return [event for event in read if event is not None]

    def rename(self, session: str, title: str) -> None:
        """Give a conversation another title."""
        with suppress(OSError):
            self._write(self._file(session), {"type": "title", "title": title[:200]})

    def delete(self, session: str) -> None:
        """Forget a conversation."""
        if session == self.current:
            self.end()
        self._file(session).unlink(missing_ok=True)

    def export(self, session: str, form: Literal["md", "json"]) -> str:
        """A conversation as a document."""
        if form == "json":
            return json.dumps(list(self._lines(self._file(session))), ensure_ascii=False, indent=2)
        return "\n\n".join(map(_markdown, self.entries(session))) + "\n"

    def prompts(self, limit: int = 200) -> list[str]:
        """What was typed, across conversations, the newest last."""
        typed: list[str] = []
        for item in self.sessions():
            lines = self._lines(self._file(item.id))
            said = [_said(line) for line in lines if line.get("type") == "planned"]
            typed = [text for text in said if text] + typed
            if len(typed) >= limit:
                break
        return typed[-limit:]

    def _append(self, line: Json) -> None:
        if self._stream is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self.current:
                self.current = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
                self._write(self._file(self.current), {"type": "conversation", **self._about})
            self._stream = self._open(self._file(self.current))
            if _is_cut(self._file(self.current)):
                self._stream.write("\n")
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()

    def _open(self, file: Path) -> TextIO:
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return os.fdopen(handle, "w", encoding="utf-8", errors="replace")

    def _write(self, file: Path, line: Json) -> None:
        with self._open(file) as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _summary(self, file: Path) -> Summary | None:
        about: Json = {}
        title = session_id = ""
        turns = 0
        for line in self._lines(file):
            match line.get("type"):
                case "conversation":
                    about = line
                case "title":
                    title = str(line.get("title") or "")
                case "session_started":
                    session_id = str(line.get("session_id") or "")
                case "planned":
                    said = _said(line)
                    turns += bool(said)
                    title = title or _shortened(said)
        if not turns:
            return None
        with suppress(OSError):
            updated = file.stat().st_mtime
            texts = [str(about.get(key) or "") for key in ("skill", "language", "backend")]
            return Summary(
                file.stem, title or "?", texts[0], texts[1], updated, turns, session_id, texts[2]
            )
        return None

    def _holds(self, item: Summary, words: list[str]) -> bool:
        text = "\n".join([item.title, *(entry.text for entry in self.entries(item.id))]).casefold()
        return all(word in text for word in words)

    def _lines(self, file: Path, last: int | None = None) -> Iterator[Json]:
        with suppress(OSError), file.open(encoding="utf-8", errors="replace") as stream:
            for text in stream if last is None else deque(stream, maxlen=last):
                with suppress(ValueError, RecursionError):
                    line = json.loads(text)
                    if isinstance(line, dict):
                        yield line

    def _file(self, session: str) -> Path:
        return self.folder / f"{safe_stem(session) or '_'}.jsonl"


def _is_cut(file: Path) -> bool:
    """Whether a program that was killed left half a line, which would swallow the next one."""
    with file.open("rb") as stream:
        stream.seek(max(file.stat().st_size - 1, 0))
        return stream.read(1) not in (b"", b"\n")


def _said(line: Json) -> str:
    message = line.get("message")
    text = message.get("text") if isinstance(message, dict) else None
    return text if isinstance(text, str) else ""


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= TITLE_LENGTH else flat[: TITLE_LENGTH - 1] + "…"


def _entries(line: Json) -> list[Entry]:
    at = line.get("at")
    moment = number(at) or 0.0
    match record.from_json(line):
        case Planned(_, message) if message:
            return [Entry("you", message.text, moment, message.attachments)]
        case Said(text):
            return [Entry("nemo", text, moment)]
        case Exported(path):
            return [Entry("file", str(path), moment)]
        case Failed(kind, detail):
            return [Entry("note", f"{kind}: {detail}".removesuffix(": "), moment)]
    return []


def _markdown(entry: Entry) -> str:
    if entry.role == "you":
        files = "".join(f"\n- `{name}`" for name in entry.attachments)
        return f"**You:** {entry.text}{files}"
    if entry.role == "file":
        return f"File: `{entry.text}`"
    return entry.text if entry.role == "nemo" else f"*{entry.text}*"
