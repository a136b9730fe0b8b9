"""Runs a render plan: one ffmpeg at a time, in a process group that dies with its task."""

import asyncio
import os
import shutil
import signal
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nemo_tui.studio.media import ffmpeg
from nemo_tui.studio.media.leash import WAITING, Leash
from nemo_tui.studio.media.probe import Unsupported, probe_made
from nemo_tui.studio.rendering.plan import SOUND_FORMATS, Pass, RenderPlan

REPAIRS = 4
REPAIR_MARGIN = 0.985
REPAIR_SHARE = 0.04  # of the progress, kept for encoding again where a limit is missed
NICENESS = 10
GRACE_SECONDS = 3.0
ENDLESS_MS = 20_000
# What a copy may last longer or shorter than planned: its sound ends with a packet of its own.
LEEWAY_MS = 250
_LEASH = Leash()


class RenderFailed(Exception):
    """The render did not come out; the message is for the person."""


@dataclass(frozen=True)
class Rendered:
    """The finished file: bytes, length in ms, size in pixels."""

    path: Path
    bytes: int
    duration_ms: int
    width: int
    height: int


async def run(plan: RenderPlan, target: Path, on_progress: Callable[[float], None]) -> Rendered:
    """Make the file at `target`; progress goes from 0 to 1. Raises RenderFailed.

    Cancelling the task kills ffmpeg and leaves nothing at `target`.
    """
    try:
        return await _made(plan, target, on_progress)
    except RenderFailed:
        if not plan.otherwise:
            raise
    return await run(plan.otherwise, target, on_progress)


async def _made(plan: RenderPlan, target: Path, on_progress: Callable[[float], None]) -> Rendered:
    first = 1 - REPAIR_SHARE if plan.limit else 1.0
    plan = await _passes(plan, lambda part: on_progress(part * first))
    plan = await _fitted(plan, on_progress, first)
    return await asyncio.to_thread(_accepted, plan, target)


async def _fitted(
    plan: RenderPlan, on_progress: Callable[[float], None], done: float
) -> RenderPlan:
    """Encode the last pass again while the file is over its limit, pressing harder each time.

    An easy picture answers a lower rate with less than its share. Each attempt takes half of
    the progress that is left, so that it goes on moving.
    """
    for attempt in range(1, REPAIRS + 1):
        size = _size(plan.result)
        if not (plan.again and plan.limit) or size < plan.limit:
            break
        share = (1 - done) / 2

        def report(part: float, done: float = done, share: float = share) -> None:
            on_progress(done + share * part)

        plan = await _passes(
            plan.again((plan.limit / size) ** (attempt + 0.3) * REPAIR_MARGIN), report
        )
        done += share
    return plan


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


async def _passes(
    plan: RenderPlan, on_progress: Callable[[float], None], done: float = 0.0
) -> RenderPlan:
    """Run the passes in order; gives the plan whose last pass made the file."""
    for path, text in plan.files.items():
        path.write_text(text, encoding="utf-8")
    for step in plan.passes:
        share = step.share if not done or len(plan.passes) > 1 else 1 - done

        def report(part: float, done: float = done, share: float = share) -> None:
            on_progress(min(done + share * part, 1.0))

        await _ffmpeg(step, plan.duration_ms, report)
        done += share
        revised = plan.revise() if plan.revise and step is plan.passes[0] else None
        if revised:
            return await _passes(revised, on_progress, done)
    return plan


async def _ffmpeg(step: Pass, duration_ms: int, report: Callable[[float], None]) -> None:
    process = await asyncio.create_subprocess_exec(
        *WAITING,
        str(ffmpeg.binary()),
        *step.arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        # Not a session of its own: the scheduler weighs sessions alike, whatever their niceness.
        process_group=0,
    )
    try:
        with _LEASH.held(process.pid):
            await _watched(process, duration_ms, report)
    except OSError as error:
        await _kill(process)
        raise RenderFailed(f"ffmpeg cannot be held: {error}") from error


async def _watched(
    process: asyncio.subprocess.Process, duration_ms: int, report: Callable[[float], None]
) -> None:
    """Let it run to its end. Raises RenderFailed."""
    tail: deque[str] = deque(maxlen=20)
    try:
        _step_back(process.pid)
        _let_go(process)
        await asyncio.gather(_progress(process, duration_ms, report), _errors(process, tail))
        status = await process.wait()
    except BaseException:
        await _kill(process)
        raise
    if status:
        raise RenderFailed(tail[-1] if tail else f"ffmpeg ended with status {status}")


def _let_go(process: asyncio.subprocess.Process) -> None:
    assert process.stdin
    process.stdin.write(b"go\n")
    process.stdin.close()


async def _progress(
    process: asyncio.subprocess.Process, duration_ms: int, report: Callable[[float], None]
) -> None:
    assert process.stdout
    async for line in process.stdout:
        key, _, value = line.decode("ascii", "replace").strip().partition("=")
        if key == "out_time_us" and value.lstrip("-").isdigit():
            done_ms = int(value) / 1000
            if done_ms > 2 * duration_ms + ENDLESS_MS:
                raise RenderFailed("ffmpeg did not come to an end and was stopped")
            report(min(max(done_ms / max(duration_ms, 1), 0.0), 1.0))


async def _errors(process: asyncio.subprocess.Process, tail: deque[str]) -> None:
    assert process.stderr
    async for line in process.stderr:
        tail.append(line.decode("utf-8", "replace").strip()[:300])


async def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            await asyncio.wait_for(asyncio.shield(process.wait()), GRACE_SECONDS)
            break
        except TimeoutError:
            continue


def _step_back(group: int) -> None:
    """Let everything else on this machine go first."""
    with suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PGRP, group, NICENESS)


def _accepted(plan: RenderPlan, target: Path) -> Rendered:
    size = _size(plan.result)
    if not size:
        raise RenderFailed("ffmpeg wrote nothing: is the disk full?")
    if plan.limit and size >= plan.limit:
        raise RenderFailed(f"the smallest file came out at {size} bytes, over the limit")
    try:
        facts = probe_made(plan.result)
    except Unsupported as error:
        raise RenderFailed(f"the result cannot be read: {error}") from error
    if not facts.width and plan.suffix.removeprefix(".") not in SOUND_FORMATS:
        raise RenderFailed("no frame falls into what is to be shown: it is too short")
    if plan.otherwise and abs(facts.duration - plan.duration_ms) > LEEWAY_MS:
        raise RenderFailed(f"it lasts {facts.duration} instead of {plan.duration_ms} ms")
    shutil.move(plan.result, target)
    return Rendered(target, size, facts.duration or plan.duration_ms, facts.width, facts.height)
