"""Bringing a URL into a folder: plug-ins first, then the fetching process."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from nemo_tui.hooks import Plugins
from nemo_tui.studio.fetching.sentences import FetchFailed
from nemo_tui.studio.fetching.task import Task
from nemo_tui.studio.media.ffmpeg import NoFfmpeg, binary

__all__ = ["FetchFailed", "Limits", "Progress", "fetch"]

LINE_LIMIT = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much a fetch may take; `inside` admits redirects into private networks."""

    bytes: int = 4 * 1024**3
    seconds: int = 1800
    inside: bool = False


@dataclass(frozen=True)
class Progress:
    """Bytes so far; `total` is 0 when unknown."""

    bytes: int
    total: int


async def fetch(
    url: str,
    folder: Path,
    on_progress: Callable[[Progress], None],
    limits: Limits = Limits(),
    plugins: Plugins | None = None,
) -> Path:
    """The file at a URL, whole, inside the folder. Raises FetchFailed; cancelling stops it."""
    if urlsplit_scheme(url) not in ("http", "https"):
        raise FetchFailed("scheme")
    if plugins:
        found = await asyncio.to_thread(plugins.first, "nemo_fetch", url=url, folder=folder)
        if isinstance(found, Path):
            return _inside(found, folder)
    try:
        async with asyncio.timeout(limits.seconds):
            return _inside(await _in_process(url, folder, on_progress, limits), folder)
    except TimeoutError as error:
        raise FetchFailed("too_long", limits.seconds) from error


def urlsplit_scheme(url: str) -> str:
    """The scheme of an address in lower case; raises FetchFailed for nonsense."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError as error:
        raise FetchFailed("address") from error


async def _in_process(
    url: str, folder: Path, on_progress: Callable[[Progress], None], limits: Limits
) -> Path:
    task = Task(url, str(folder), limits.bytes, limits.inside, _ffmpeg())
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "nemo_tui.studio.fetching",
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        start_new_session=True,
        limit=LINE_LIMIT,
        env={name: value for name, value in os.environ.items() if not name.startswith("NEMO_")},
    )
    try:
        return await _follow(process, task, on_progress, limits)
    finally:
        await _end(process)


async def _follow(
    process: Process, task: Task, on_progress: Callable[[Progress], None], limits: Limits
) -> Path:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(task.to_line())
    async for line in process.stdout:
        said = json.loads(line)
        if "path" in said:
            return Path(said["path"])
        if "failed" in said:
            raise FetchFailed(said["failed"], limits.bytes // 10**6)
        on_progress(Progress(said["received"], said["total"]))
    raise FetchFailed("failed")


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdin:
        process.stdin.close()
    await process.wait()


def _inside(path: Path, folder: Path) -> Path:
    real = path.resolve()
    if not real.is_relative_to(folder.resolve()) or not real.is_file() or path.is_symlink():
        raise FetchFailed("nothing")
    return real


def _ffmpeg() -> str:
    try:
        return str(binary())
    except NoFfmpeg:
        return ""
