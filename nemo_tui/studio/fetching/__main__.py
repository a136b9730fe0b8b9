"""The fetching process: one task on standard input, JSON lines on standard output.

It ends when its standard input closes, so that it never outlives the studio.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies

import httpx

from nemo_tui.studio.fetching.addresses import Address, Gate, addresses_of
from nemo_tui.studio.fetching.direct import NotDirect, fetch_direct
from nemo_tui.studio.fetching.pages import fetch_page, reason_of
from nemo_tui.studio.fetching.sentences import FetchFailed
from nemo_tui.studio.fetching.task import Reporter, Task


def main() -> int:
    """Fetch, report and end."""
    task = Task.of_line(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    reporter = Reporter()
    try:
        reporter.done(run(task, reporter))
    except FetchFailed as error:
        reporter.failed(error.reason)
        return 1
    return 0


def run(task: Task, reporter: Reporter) -> Path:
    """The file at the task's URL; raises FetchFailed."""
    host = checked_host(task.url)
    gate = Gate(everything=task.inside)
    try:
        gate.own = addresses_of(host) | _proxies()
    except OSError as error:
        raise FetchFailed("dns") from error
    gate.close()
    try:
        return fetch_direct(task, gate, reporter)
    except NotDirect:
        _clear(Path(task.folder))
        return fetch_page(task, gate, reporter)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        raise FetchFailed("inside" if gate.blocked else _reason(error)) from error


def checked_host(url: str) -> str:
    """The host of an address; raises FetchFailed for other schemes and nonsense."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise FetchFailed("address") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchFailed("scheme")
    if not host:
        raise FetchFailed("address")
    return host


def _reason(error: BaseException) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError)):
        return "address"
    return reason_of(error)


def _proxies() -> set[Address]:
    found: set[Address] = set()
    for scheme in ("http", "https", "all"):
        host = urlsplit(getproxies().get(scheme, "")).hostname
        if host:
            found |= addresses_of(host)
    return found


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _end_with_parent() -> None:
    sys.stdin.read()
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
