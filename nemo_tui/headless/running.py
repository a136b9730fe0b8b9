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
from pathlib import Path
from typing import TextIO

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.conversation import Consent, Conversation
from nemo_tui.engine.turn import (
    ConsentRequest,
    Exported,
    Failed,
    Finished,
    Noted,
    Notice,
    StepStarted,
    TimelineChanged,
    TurnEvent,
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


@dataclass
class Run:
    """What was asked for on the command line."""

    messages: Sequence[str]
    inputs: Sequence[str] = ()
    as_json: bool = False
    may_export: bool = True


@dataclass
class Tally:
    """What became of it so far; `changed`: the timeline, by an edit, since the last export."""

    exported: Exported | None = None
    failures: list[str] = field(default_factory=list)
    changed: bool = False
    held: bool = False
    step: Step | None = None
    all_ok: bool = True

    def count(self, event: TurnEvent) -> None:
        """Take one event into account."""
        match event:
            case Exported():
                self.exported, self.changed = event, False
            case Failed(kind):
                self.failures.append(kind)
            case StepStarted(_, action):
                self.step = action.step
            case TimelineChanged():
                self.changed = self.changed or self.step is Step.CHAT
            case Noted(Notice("engine.export_held")):
                self.held = True
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
    printer.close(code is Exit.DONE, int(code))
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
    printer.close(code is Exit.DONE, int(code))
    return code


async def _draw(events: AsyncGenerator[TurnEvent, None], printer: Printer, tally: Tally) -> None:
    async with aclosing(events) as turn:
        async for event in turn:
            tally.count(event)
            printer.draw(event)


def _means_a_file(tally: Tally, conversation: Conversation) -> bool:
    """An edit that nobody exported yet: a person at a shell wants the file."""
    ready = tally.all_ok and tally.changed and not tally.held
    return ready and conversation.timeline is not None


def _exit(wanted: Run, tally: Tally) -> Exit:
    if tally.failures:
        return KIND_EXITS.get(Kind(tally.failures[0]), Exit.FAILED)
    if not tally.all_ok:
        return Exit.NOT_DONE
    is_question = bool(wanted.messages) and wanted.messages[-1].rstrip().endswith(("?", "？"))
    delivers = wanted.may_export and bool(wanted.inputs) and not is_question
    return Exit.NOT_DONE if delivers and not tally.exported else Exit.DONE


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


def absolute(sources: Sequence[str]) -> list[str]:
    """Inputs of the command line; paths resolved where the command was given."""
    return [
        source if "://" in source else str(Path(source).expanduser().absolute())
        for source in sources
    ]
