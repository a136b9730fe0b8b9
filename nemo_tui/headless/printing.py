"""Turn events as lines of text for people, or as JSON objects for scripts."""

import json
from typing import TextIO

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine import record, timeline
from nemo_tui.engine.actions import Action, Step
from nemo_tui.engine.turn import (
    Corrected,
    CreditsShown,
    Downloading,
    Exported,
    Failed,
    Noted,
    Proposed,
    Recovering,
    Rendering,
    Said,
    Saying,
    TimelineChanged,
    TimelineShown,
    TurnEvent,
    Uploaded,
    Uploading,
    Waiting,
    Working,
)

UNNAMED = "engine.timeline.changed"
NOT_DONE = ("refusal", "question", "no_file")


class JsonPrinter:
    """One JSON object a line; the export that counts is the last line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._exported: Exported | None = None

    def draw(self, event: TurnEvent) -> None:
        """Print an event; an export is kept back until the end."""
        if isinstance(event, Exported):
            self._flush()
            self._exported = event
        else:
            self._print(record.to_json(event))

    def close(self, code: int, reason: str) -> None:
        """Print the last line: the file, or that it is over and why not all was done."""
        ends_with_file = not reason and self._exported is not None
        self._flush()
        if not ends_with_file:
            why = {"reason": reason} if reason else {}
            self._print({"type": "finished", "ok": not reason, "exit": code, **why})

    def _flush(self) -> None:
        if self._exported:
            self._print(record.to_json(self._exported))
        self._exported = None

    def _print(self, values: dict[str, object]) -> None:
        print(json.dumps(values, ensure_ascii=False), file=self._out, flush=True)


class TextPrinter:
    """Answers as they come, progress as one rewritten line on a terminal, sparse elsewhere."""

    def __init__(self, out: TextIO, err: TextIO, say: Catalogue) -> None:
        self._out = out
        self._err = err
        self._say = say
        self._is_terminal = err.isatty()
        self._progress = ""
        self._is_mid_line = False
        self._shown = ""

    def draw(self, event: TurnEvent) -> None:
        """Print what a person wants to know of an event."""
        match event:
            case Saying(delta):
                self._write(delta)
            case Corrected(text):
                self._line("")
                self._write(text)
            case Said():
                self._line("")
            case Exported():
                self._exported(event)
            case Failed():
                self._failed(event)
            case _:
                self._other(event)

    def close(self, code: int, reason: str) -> None:
        """Leave the terminal on a fresh line, with a last word where something is missing."""
        self._line(self._say(f"headless.not_done.{reason}") if reason in NOT_DONE else "")

    def _other(self, event: TurnEvent) -> None:
        progress = progress_line(event, self._say)
        if progress:
            self._rewrite(progress, type(event).__name__)
        if isinstance(event, TimelineChanged) and not self._is_news(event):
            return
        for line in told_lines(event, self._say):
            self._line(line)

    def _is_news(self, event: TimelineChanged) -> bool:
        """Whether a change shows: one that nothing can name leaves the same lines as before."""
        named = any(change.key != UNNAMED for change in event.changes)
        return named or timeline.lines(event.before) != timeline.lines(event.after)

    def _exported(self, event: Exported) -> None:
        length = timeline.seconds(event.duration_ms) if event.duration_ms else "-"
        values = {"path": event.path, "size": self._weight(event), "length": length}
        self._line(self._say("headless.exported", **values))
        print(event.path, file=self._out, flush=True)

    def _weight(self, event: Exported) -> str:
        if not event.is_pressed:
            return megabytes(event.bytes)
        return self._say(
            "engine.smaller",
            before=megabytes(event.source_bytes),
            after=megabytes(event.bytes),
            limit=timeline.limit(event.max_bytes),
        )

    def _failed(self, event: Failed) -> None:
        params = {**event.params, "detail": event.detail}
        keys = [f"problem.{event.kind}.{part}" for part in ("what", "done", "next")]
        lines = [self._say(key, **params) for key in keys]
        for line in lines:
            self._line(line)
        if event.detail and not any(event.detail in line for line in lines):
            self._line(f"  ({event.detail})")

    def _write(self, text: str) -> None:
        self._clear()
        print(text, end="", file=self._err, flush=True)
        self._is_mid_line = bool(text) and not text.endswith("\n")

    def _line(self, text: str) -> None:
        self._clear()
        if self._is_mid_line:
            print(file=self._err)
            self._is_mid_line = False
        if text:
            print(text, file=self._err)
        self._err.flush()

    def _rewrite(self, text: str, kind: str) -> None:
        """On a terminal the line is drawn over; in a file only every new kind and tenth shows."""
        if self._is_mid_line:
            self._line("")
        if self._is_terminal:
            print(f"\r\x1b[2K{text[:100]}", end="", file=self._err, flush=True)
            self._progress = text
        elif self._shown != (mark := f"{kind} {_tenths(text)}"):
            self._shown = mark
            print(text, file=self._err, flush=True)

    def _clear(self) -> None:
        if self._progress:
            print("\r\x1b[2K", end="", file=self._err)
            self._progress = ""


Printer = JsonPrinter | TextPrinter


def progress_line(event: TurnEvent, say: Catalogue) -> str:
    """The line that says how far something is; empty for events that are no progress."""
    match event:
        case Uploading(name, sent, total):
            return say("headless.uploading", name=name, percent=_percent(sent, total))
        case Downloading(_, received, total):
            return say("headless.downloading", percent=_percent(received, total))
        case Rendering(_, _, percent):
            shown = f"{percent:.0f}%" if percent is not None else ""
            return say("headless.rendering", percent=shown)
        case Working(_, activity):
            return say("headless.working") if activity in ("", "tool") else activity
        case Recovering(attempt, attempts, seconds):
            values = {"attempt": attempt, "attempts": attempts, "seconds": seconds}
            return say("headless.recovering", **values)
        case Waiting(seconds):
            return say("headless.waiting", seconds=seconds)
    return ""


def told_lines(event: TurnEvent, say: Catalogue) -> list[str]:
    """The lines that tell of an event for good; none for most."""
    match event:
        case Uploaded(name):
            return [say("headless.uploaded", name=name)]
        case TimelineChanged(_, after, changes):
            return [*(f"- {say(c.key, **c.params)}" for c in changes), *timeline.lines(after, say)]
        case TimelineShown(view):
            return timeline.lines(view, say)
        case CreditsShown(available, frozen, total, unlimited):
            if unlimited:
                return [say("headless.credits_unlimited")]
            values = {"available": available, "frozen": frozen, "total": total}
            return [say("headless.credits", **{k: f"{v:g}" for k, v in values.items()})]
        case Noted(notice):
            return [say(notice.key, **notice.params)]
        case Proposed(Action(Step.UPLOAD, sources=())):
            return [say("engine.choose_file")]
        case Proposed(Action(again=True)):
            return [say("headless.make_again")]
        case Proposed(Action(Step.EXPORT)):
            return [say("headless.make_it")]
        case Proposed(Action(Step.EXPORT)):
            return []  # no key to press here, and what changed is exported at the end
        case Proposed(action):
            what = say(f"headless.step.{action.step}")
            return [say("headless.proposed", what=f"{what} {action.text}".strip())]
    return []


def megabytes(size: int) -> str:
    """Bytes as a person reads them, never more than there are."""
    if size >= 10_000_000:
        return f"{size // 100_000 / 10:.1f} MB"
    return f"{size // 10_000 / 100:.2f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


def _percent(done: int, total: int) -> str:
    return f"{100 * done // total}%" if total else ""


def _tenths(text: str) -> str:
    digits = "".join(character for character in text.split(" ")[-1] if character.isdigit())
    return str(int(digits) // 10) if digits else ""
