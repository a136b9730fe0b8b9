"""`nemo-tui run`: the turns of a conversation as lines for people or JSON for scripts.

Answers and progress go to standard error, the path of the file to standard output; with
`--json` one object per event goes to standard output.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TextIO

from nemo_tui.catalogue import Catalogue
from nemo_tui.config import expanded
from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.conversation import Consent, Conversation
from nemo_tui.engine.turn import (
    Answered,
    ConsentRequest,
    Exported,
    Failed,
    Finished,
    Noted,
    Notice,
    StepStarted,
    TimelineChanged,
    TurnEvent,
    Uploaded,
)
from nemo_tui.headless.printing import JsonPrinter, Printer, TextPrinter, megabytes
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


LOOKS = (Step.UPLOAD, Step.CREDITS, Step.STATE)


@dataclass
class Run:
    """What was asked for on the command line."""

    messages: Sequence[str]
    inputs: Sequence[str] = ()
    as_json: bool = False
    may_export: bool = True

    @property
    def asks(self) -> bool:
        """Whether the last message is a question."""
        return bool(self.messages) and self.messages[-1].rstrip().endswith(("?", "？"))


@dataclass
class Tally:
    """What became of it so far.

    `edited` (an answer changed the timeline) and `fetched` (media came from an address) count
    from the last export; `asked` (an answer is needed) and `held` (so the export waits) until
    something is done.
    """

    exported: Exported | None = None
    failures: list[str] = field(default_factory=list)
    held: bool = False
    asked: bool = False
    refused: bool = False
    fetched: bool = False
    edited: bool = False
    is_saying: bool = False
    only_looks: bool = True
    all_ok: bool = True

    def count(self, event: TurnEvent) -> None:
        """Take one event into account."""
        match event:
            case Exported():
                self.exported, self.edited, self.fetched = event, False, False
            case Failed(kind):
                self.failures.append(kind)
            case Answered(outcome, missing):
                self.held = self.held and outcome != "done"
                self.asked = missing == "question" or (self.asked and outcome != "done")
                self.refused = self.refused or missing == "refusal"
            case StepStarted(_, action):
                self.is_saying = action.step is Step.CHAT
                self.only_looks = self.only_looks and action.step in LOOKS
            case Uploaded(path=None):
                self.fetched = True
            case TimelineChanged():
                self.edited = self.edited or self.is_saying
            case Noted(Notice("engine.export_held")):
                self.held = True
            case Finished(ok):
                self.all_ok = self.all_ok and (ok or self.held)


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
    if wanted.may_export and _means_a_file(wanted, tally, conversation):
        await _draw(conversation.perform([Action(Step.EXPORT)]), printer, tally)
    return _close(wanted, tally, printer)


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
    return _close(Run(()), tally, printer)


async def _draw(events: AsyncGenerator[TurnEvent, None], printer: Printer, tally: Tally) -> None:
    try:
        async with aclosing(events) as turn:
            async for event in turn:
                tally.count(event)
                printer.draw(event)
    except asyncio.CancelledError:
        printer.close(Exit.INTERRUPTED, Kind.CANCELLED)
        raise


def _means_a_file(wanted: Run, tally: Tally, conversation: Conversation) -> bool:
    """Something to deliver that nobody exported yet; a mere question about it wants no file."""
    wants = tally.edited or (tally.fetched and not wanted.asks)
    return wants and tally.all_ok and not tally.held and conversation.timeline is not None


def _close(wanted: Run, tally: Tally, printer: Printer) -> Exit:
    reason = _reason(wanted, tally)
    known = Kind(reason) if reason in tally.failures else None
    code = KIND_EXITS.get(known, Exit.FAILED) if known else Exit.NOT_DONE if reason else Exit.DONE
    printer.close(code, reason)
    return code


def _reason(wanted: Run, tally: Tally) -> str:
    """Why not all that was asked was done: the kind of a problem, or a line of the catalogue."""
    if tally.failures:
        return tally.failures[0]
    if tally.refused:
        return "refusal"
    if tally.asked or tally.held or not tally.all_ok:
        return "question"
    has_media = bool(wanted.inputs or tally.fetched)
    delivers = wanted.may_export and has_media and not (wanted.asks or tally.only_looks)
    return "no_file" if delivers and not tally.exported else ""


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
        return (await _typed()).strip().lower() in ("y", "yes", "是", "好")

    return ask


async def _typed() -> str:
    """A line of the terminal. Waiting for it can be stopped, which a blocked read cannot."""
    loop, typed = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(sys.stdin, typed.set)
    try:
        await typed.wait()
    finally:
        loop.remove_reader(sys.stdin)
    return sys.stdin.readline()


def absolute(sources: Sequence[str]) -> list[str]:
    """Inputs of the command line; paths resolved where the command was given."""
    return [source if "://" in source else str(expanded(source).absolute()) for source in sources]
