"""The backend of this run: an address that was configured, or a studio spawned here."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from nemo_tui.config import Settings
from nemo_tui.protocol.addresses import is_loopback, place
from nemo_tui.protocol.problems import Kind, LocalFault
from nemo_tui.protocol.text import short

if TYPE_CHECKING:
    from nemo_tui.client.api import Address

READY_SECONDS = 30.0
STOP_SECONDS = 5.0
TERM_SECONDS = 1.0
LOG_BYTES = 1_000_000
SECRETS = ("NEMO_TOKEN", "NEMOVIDEO_API_KEY")


class Launcher:
    """Gives the backend's address; spawns the studio when the work is done on this machine."""

    def __init__(self, settings: Settings, on_log: Callable[[str], None] | None = None) -> None:
        self._settings = settings
        self._on_log = on_log or (lambda line: None)
        self._studio: Process | None = None
        self._address: Address | None = None
        self._starting = asyncio.Lock()

    @property
    def where(self) -> str:
        """The host that does the work; empty for this machine."""
        url = configured_url(self._settings)
        return "" if not url or is_loopback(url) else place(url)

    @property
    def pid(self) -> int | None:
        """The studio's process, while it runs."""
        return self._studio.pid if self._is_alive() and self._studio else None

    async def connect(self) -> "Address":
        """The address; idempotent, restarts a studio that died. Raises LocalFault."""
        from nemo_tui.client.api import Address  # the app paints before the client is loaded

        url = configured_url(self._settings)
        if url:
            return Address(url.rstrip("/"), self._settings.token, is_loopback(url))
        async with self._starting:
            if not self._is_alive() or not self._address:
                self._address = await self._spawn()
            return self._address

    async def aclose(self) -> None:
        """Stop the studio, if one was started: politely, then for good."""
        studio, self._studio = self._studio, None
        if not studio:
            return
        if studio.stdin:
            studio.stdin.close()
        try:
            await asyncio.wait_for(studio.wait(), STOP_SECONDS)
        except TimeoutError:
            _signal_group(studio, signal.SIGTERM)
            with suppress(TimeoutError):
                await asyncio.wait_for(studio.wait(), TERM_SECONDS)
        _signal_group(studio, signal.SIGKILL)
        await studio.wait()

    def _is_alive(self) -> bool:
        return self._studio is not None and self._studio.returncode is None

    async def _spawn(self) -> "Address":
        folder = self._settings.paths.data
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _log(folder / "studio.log") as log:
                self._studio = await asyncio.create_subprocess_exec(
                    *command(folder / "studio"),
                    stdin=PIPE,
                    stdout=PIPE,
                    stderr=log,
                    start_new_session=True,
                    env={name: value for name, value in os.environ.items() if name not in SECRETS},
                )
        except OSError as error:
            raise LocalFault(Kind.STUDIO_FAILED, short(str(error))) from error
        self._on_log(f"studio started: process {self._studio.pid}")
        try:
            return await asyncio.wait_for(_ready(self._studio), READY_SECONDS)
        except (ValueError, KeyError, TypeError, TimeoutError) as error:
            await self.aclose()
            raise LocalFault(Kind.STUDIO_FAILED, _last_line(folder / "studio.log")) from error
        except asyncio.CancelledError:
            await self.aclose()
            raise


def command(data_dir: Path) -> list[str]:
    """How the studio is started: for this program alone."""
    options = ["--json", "--token-only", "--port", "0", "--data-dir", str(data_dir)]
    # -P: a module that lies in the folder where the program was started is never imported.
    return [sys.executable, "-P", "-m", "nemo_tui.studio", *options]


def configured_url(settings: Settings) -> str:
    """The address of the backend; empty where the studio is to be spawned."""
    if settings.backend == "local":
        return ""
    return settings.api_url if settings.backend == "cloud" else settings.backend


async def _ready(studio: Process) -> "Address":
    import json  # likewise

    from nemo_tui.client.api import Address

    assert studio.stdout
    told = json.loads(await studio.stdout.readline())
    return Address(str(told["url"]).rstrip("/"), str(told["token"]), local=True)


def _log(file: Path) -> BinaryIO:
    """The studio's log, started anew when it has grown large."""
    with suppress(OSError):
        if file.stat().st_size > LOG_BYTES:
            file.replace(file.with_suffix(".old.log"))
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")


def _last_line(file: Path) -> str:
    with suppress(OSError):
        lines = file.read_bytes()[-4000:].decode("utf-8", "replace").strip().splitlines()
        return short(lines[-1]) if lines else ""
    return ""


def _signal_group(studio: Process, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(studio.pid, number)
