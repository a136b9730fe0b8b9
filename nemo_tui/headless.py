"""`nemo-tui run`: the turns of a conversation as lines for people or JSON for scripts.

Answers and progress go to standard error, the path of the file to standard output; with
`--json` one object per event goes to standard output.
"""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TextIO

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine import record, timeline
from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.conversation import Consent, Conversation
from nemo_tui.engine.turn import (
    ConsentRequest,
    Corrected,
    CreditsShown,
    Downloading,
    Exported,
    Failed,
    Finished,
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
from nemo_tui.protocol.problems import Kind


class Exit(IntEnum):
    """Exit codes, as documented in docs/using.md."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    UNREACHABLE = 3
    NOT_DONE = 4
    STILL_RENDERING = 5
    INTERRUPTED = 130


KIND_EXITS = {
    Kind.UNREACHABLE: Exit.UNREACHABLE,
    Kind.STUDIO_FAILED: Exit.UNREACHABLE,
    Kind.NO_CONSENT: Exit.NOT_DONE,
    Kind.NOTHING_CHANGED: Exit.NOT_DONE,
    Kind.NOTHING_TO_EXPORT: Exit.NOT_DONE,
    Kind.STILL_RENDERING: Exit.STILL_RENDERING,
    Kind.CANCELLED: Exit.INTERRUPTED,
}


@dataclass
class Run:
    """What was asked for on the command line."""

    messages: Sequence[str]
    inputs: Sequence[str] = ()
    as_json: bool = False
    may_export: bool = True


@dataclass
class Tally:
    """What became of it so far."""

    exported: Exported | None = None
    failures: list[str] = field(default_factory=list)
    changed: bool = False
    held: bool = False
    all_ok: bool = True

    def count(self, event: TurnEvent) -> None:
        """Take one event into account."""
        match event:
            case Exported():
                self.exported = event
            case Failed(kind):
                self.failures.append(kind)
            case TimelineChanged():
                self.changed = True
            case Proposed(action):
                self.held = self.held or action.step is Step.EXPORT
            case Finished(ok):
                self.all_ok = self.all_ok and ok


async def run(
    wanted: Run, conversation: Conversation, say: Catalogue, out: TextIO, err: TextIO
) -> Exit:
    """Take every message as a turn, then deliver a file where one is meant. Returns the code."""
    tally = Tally()
    printer = JsonPrinter(out) if wanted.as_json else TextPrinter(out, err, say)
    for number, text in enumerate(wanted.messages):
        message = Message(text, tuple(wanted.inputs) if number == 0 else ())
        await _draw(conversation.send(message), printer, tally)
        if not tally.all_ok:
            break
    if wanted.may_export and _means_a_file(tally, conversation):
        await _draw(conversation.perform([Action(Step.EXPORT)]), printer, tally)
    code = _exit(wanted, tally)
    if code is Exit.NOT_DONE and not tally.failures and not tally.held:
        printer.note(say("headless.nothing_delivered"))
    printer.close(code)
    return code


async def deliver(
    events: AsyncGenerator[TurnEvent, None],
    as_json: bool,
    say: Catalogue,
    out: TextIO,
    err: TextIO,
) -> Exit:
    """Draw the events of one export taken up again. Returns the exit code."""
    tally = Tally()
    printer = JsonPrinter(out) if as_json else TextPrinter(out, err, say)
    await _draw(events, printer, tally)
    code = _exit(Run(()), tally)
    printer.close(code)
    return code


async def _draw(events: AsyncGenerator[TurnEvent, None], printer: "Printer", tally: Tally) -> None:
    async with aclosing(events) as turn:
        async for event in turn:
            tally.count(event)
            printer.draw(event)


def _means_a_file(tally: Tally, conversation: Conversation) -> bool:
    """An edit of attached media that nobody exported: a person at a shell wants the file."""
    ready = tally.all_ok and not tally.exported and not tally.held
    return ready and tally.changed and conversation.timeline is not None


def _exit(wanted: Run, tally: Tally) -> Exit:
    if tally.failures:
        return KIND_EXITS.get(Kind(tally.failures[0]), Exit.FAILED)
    if not tally.all_ok:
        return Exit.NOT_DONE
    is_question = bool(wanted.messages) and wanted.messages[-1].rstrip().endswith(("?", "？"))
    delivers = wanted.may_export and bool(wanted.inputs) and not is_question
    return Exit.NOT_DONE if delivers and not tally.exported else Exit.DONE


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

    def note(self, line: str) -> None:
        """A line that is no event."""
        self._print({"type": "note", "text": line})

    def close(self, code: Exit) -> None:
        """Print the last line."""
        if self._exported and code is Exit.DONE:
            self._flush()
        else:
            self._flush()
            self._print({"type": "finished", "ok": code is Exit.DONE, "exit": int(code)})

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

    def note(self, line: str) -> None:
        """A line of its own."""
        self._line(line)

    def close(self, code: Exit) -> None:
        """Leave the terminal on a fresh line."""
        self._line("")

    def _other(self, event: TurnEvent) -> None:
        progress = progress_line(event, self._say)
        if progress:
            self._rewrite(progress, type(event).__name__)
        for line in told_lines(event, self._say):
            self._line(line)

    def _exported(self, event: Exported) -> None:
        length = timeline.seconds(event.duration_ms) if event.duration_ms else "-"
        values = {"path": event.path, "size": megabytes(event.bytes), "length": length}
        self._line(self._say("headless.exported", **values))
        print(event.path, file=self._out, flush=True)

    def _failed(self, event: Failed) -> None:
        params = {**event.params, "detail": event.detail}
        for part in ("what", "done", "next"):
            key = f"problem.{event.kind}.{part}"
            if self._say.has(key):
                self._line(self._say(key, **params))
        if event.detail:
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
        case Working():
            return say("headless.working")
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
        case Proposed(action):
            what = say(f"headless.step.{action.step}")
            return [say("headless.proposed", what=f"{what} {action.text}".strip())]
    return []


def asker(say: Catalogue, yes: bool, err: TextIO) -> Consent:
    """Asks on the terminal before files leave this machine; `--yes` answers beforehand."""

    async def ask(request: ConsentRequest) -> bool:
        if yes:
            return True
        print(say("headless.consent", host=request.host), file=err)
        for name, size in request.files:
            print(f"  {name} ({megabytes(size)})", file=err)
        if not sys.stdin.isatty():
            print(say("headless.consent_needed"), file=err, flush=True)
            return False
        print(say("headless.consent_question"), end="", file=err, flush=True)
        answer = await asyncio.to_thread(sys.stdin.readline)
        return answer.strip().lower() in ("y", "yes", "是", "好")

    return ask


def megabytes(size: int) -> str:
    """Bytes as a person reads them."""
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


def absolute(sources: Sequence[str]) -> list[str]:
    """Inputs of the command line; paths resolved where the command was given."""
    return [
        source if "://" in source else str(Path(source).expanduser().absolute())
        for source in sources
    ]


def _percent(done: int, total: int) -> str:
    return f"{100 * done // total}%" if total else ""


def _tenths(text: str) -> str:
    digits = "".join(character for character in text.split(" ")[-1] if character.isdigit())
    return str(int(digits) // 10) if digits else ""
