"""Big bodies at constant memory: files up as multipart, exports down with resume."""

import asyncio
import os
import re
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

import httpx

from nemo_tui.client.wire import NotSent, Wire, read_answer
from nemo_tui.protocol import routes
from nemo_tui.protocol.addresses import is_loopback, origin
from nemo_tui.protocol.problems import Garbled, Kind, LocalFault, Problem, Unreachable
from nemo_tui.protocol.scalars import web_address
from nemo_tui.protocol.text import clean, short

CHUNK = 2**18
PROGRESS_SECONDS = 0.1
SLOWEST_UPLOAD = 2**15
MOST_REDIRECTS = 5
MOST_RESUMES = 50
MEDIA_TYPES = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".avi": "video/x-msvideo",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
}


class Multipart:
    """Files of this machine as one `multipart/form-data` body, read from disk as it is sent.

    The field is `files`, once a file. Raises LocalFault for a file that is missing, cannot be
    read or shrinks while it is sent; one that grows is sent as long as it was.
    """

    def __init__(self, files: Sequence[Path], on_progress: Callable[[str, int, int], None]) -> None:
        self._boundary = f"nemo-{secrets.token_hex(16)}"
        self._parts = [(self._head(file), file, _readable_size(file)) for file in files]
        self._end = f"--{self._boundary}--\r\n".encode()
        self._on_progress = on_progress

    @property
    def content_type(self) -> str:
        """The header that tells the boundary."""
        return f"multipart/form-data; boundary={self._boundary}"

    @property
    def length(self) -> int:
        """The length of the whole body in bytes."""
        return sum(len(head) + size + 2 for head, _, size in self._parts) + len(self._end)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The body in pieces."""
        for head, file, size in self._parts:
            yield head
            progress = _Progress(partial(self._on_progress, file.name))
            sent = 0
            with _opened(file) as stream:
                while sent < size:
                    with _reading(file):
                        piece = await asyncio.to_thread(stream.read, min(CHUNK, size - sent))
                    if not piece:
                        raise LocalFault(Kind.FILE_UNREADABLE, f"{file.name} shrank on the way")
                    yield piece
                    sent += len(piece)
                    progress(sent, size)
            yield b"\r\n"
        yield self._end

    def _head(self, file: Path) -> bytes:
        name = clean(file.name, lines=False).replace('"', "%22")
        kind = MEDIA_TYPES.get(file.suffix.lower(), "application/octet-stream")
        return (
            f"--{self._boundary}\r\n"
            f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        ).encode()


async def upload(
    wire: Wire,
    session_id: str,
    files: Sequence[Path],
    on_progress: Callable[[str, int, int], None],
) -> object:
    """Send files in one request; the answer as it came."""
    body = Multipart(files, on_progress)
    headers = {"Content-Type": body.content_type, "Content-Length": str(body.length)}
    return await wire.ask(
        "POST",
        routes.upload(session_id),
        content=body,
        headers=headers,
        seconds=wire.patience.ingest + body.length / SLOWEST_UPLOAD,
        silence=wire.patience.ingest,
    )


async def download(
    wire: Wire,
    url: str,
    render_id: str,
    target: Path,
    on_progress: Callable[[int, int], None],
) -> None:
    """Fetch an export into `target`, from `url` or else from the backend's own path.

    What `target` already holds is gone on from, and kept when this fails. Raises LocalFault
    for this machine's disk, Refused(SIGN_IN or RATE_LIMITED), NotSent where nobody answers,
    otherwise a Problem of kind DOWNLOAD_FAILED.
    """
    problems: list[Problem] = []
    fallback = wire.url(routes.download_render(render_id))
    for source in dict.fromkeys(filter(None, (web_address(url), fallback))):
        fetch = _Fetch(wire, source, target, _Progress(on_progress), resume=not problems)
        try:
            return await fetch.run()
        except LocalFault:
            raise
        except Problem as problem:
            problems.append(problem)
    raise _failure(problems)


def _failure(problems: Sequence[Problem]) -> Problem:
    for problem in problems:
        if problem.kind is Kind.SIGN_IN:
            return problem
    first = problems[0]
    if all(isinstance(p, NotSent) or p.kind is Kind.RATE_LIMITED for p in problems):
        return first
    return Unreachable(Kind.DOWNLOAD_FAILED, first.detail, first.code)


class _Fetch:
    """One source of an export, read until it is whole, across dropped connections."""

    def __init__(
        self, wire: Wire, source: str, target: Path, progress: "_Progress", *, resume: bool
    ) -> None:
        self._wire = wire
        self._source = source
        self._target = target
        self._progress = progress
        self._resume = resume
        self._tag = ""

    async def run(self) -> None:
        pauses = list(self._wire.patience.resumes)
        for _ in range(MOST_RESUMES):
            before = self._place()
            try:
                return await self._follow()
            except Unreachable:
                if self._place() > before:
                    pauses = list(self._wire.patience.resumes)
                if not pauses:
                    raise
            await asyncio.sleep(pauses.pop(0))
        raise Unreachable(Kind.DOWNLOAD_FAILED, "the connection breaks again and again")

    def _place(self) -> int:
        with _writing(self._target):
            return self._target.stat().st_size if self._resume and self._target.exists() else 0

    async def _follow(self) -> None:
        """One request, and those that it is sent on to."""
        url, place = self._source, self._place()
        for _ in range(MOST_REDIRECTS):
            _check_address(url, self._wire.address.url)
            headers = self._wire.headers(url, Accept_Encoding="identity")
            if place:
                headers["Range"] = f"bytes={place}-"
            if place and self._tag:
                headers["If-Range"] = self._tag
            async with self._wire.exchange("GET", url, headers=headers) as response:
                if response.status_code not in (301, 302, 303, 307, 308):
                    return await self._receive(response, place)
                url = _joined(url, response.headers.get("location", ""))
        raise Garbled("sent on too often")

    async def _receive(self, response: httpx.Response, place: int) -> None:
        start, total = _extent(response)
        if response.status_code == 416 and place and total == place:
            return
        if response.status_code == 416 or (response.status_code == 206 and start != place):
            self._resume = False
            raise Unreachable(Kind.DOWNLOAD_FAILED, "the file on the backend is another one")
        await _check_is_file(response)
        self._tag = _strong_tag(response)
        self._resume = True
        with _writing(self._target):
            _check_space(self._target, (total or 0) - start)
            stream = self._target.open("ab" if start else "wb")
        with stream:
            received = await self._copy(response, stream, start, total)
        if not received or (total is not None and received != total):
            raise Unreachable(Kind.DOWNLOAD_FAILED, f"{received} of {total or 'some'} bytes came")

    async def _copy(
        self, response: httpx.Response, stream: BinaryIO, start: int, total: int | None
    ) -> int:
        received = start
        async for chunk in response.aiter_bytes():
            with _writing(self._target):
                stream.write(chunk)
            received += len(chunk)
            self._progress(received, total or 0)
        with _writing(self._target):
            stream.flush()
            await asyncio.to_thread(os.fsync, stream.fileno())
        return received


async def _check_is_file(response: httpx.Response) -> None:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    words = media_type in ("text/html", "application/json", "application/problem+json")
    if response.status_code not in (200, 206) or words:
        await read_answer(response)
        raise Garbled(f"{short(media_type) or 'something'} instead of a file")
    if response.status_code == 206 and _packing(response):
        raise Garbled("a packed piece of a file")


def _extent(response: httpx.Response) -> tuple[int, int | None]:
    """Where the body begins in the file, and the file's size where it is said."""
    found = re.fullmatch(
        r"bytes (?:(\d{1,18})-\d{1,18}|\*)/(\d{1,18}|\*)",
        response.headers.get("content-range", "").strip(),
    )
    if response.status_code in (206, 416):
        total = found[2] if found and found[2] != "*" else None
        return int(found[1] or 0) if found else -1, int(total) if total else None
    length = response.headers.get("content-length", "")
    known = re.fullmatch(r"\d{1,18}", length) and not _packing(response)
    return 0, int(length) if known else None


def _packing(response: httpx.Response) -> str:
    packing: str = response.headers.get("content-encoding", "").strip().lower()
    return "" if packing == "identity" else packing


def _strong_tag(response: httpx.Response) -> str:
    tag: str = response.headers.get("etag", "")
    return tag if re.fullmatch(r'"[!-~]{1,200}"', tag) else ""


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def _check_address(url: str, backend: str) -> None:
    """A backend's answer names hosts of the network, not services of the person's own."""
    place, home = origin(url), origin(backend)
    if not place:
        raise Garbled("sent to something that is no http(s) address")
    if home and place[1] == home[1]:
        return
    try:
        inside = not ip_address(place[1]).is_global
    except ValueError:
        inside = is_loopback(url)
    if inside:
        raise Garbled("sent to an address inside this network")


def _check_space(target: Path, wanted: int) -> None:
    if wanted > shutil.disk_usage(target.parent).free:
        told = short(f"{target.parent}: no room for {wanted // 10**6} MB")
        raise LocalFault(Kind.DISK_FULL, told)


def _opened(file: Path) -> BinaryIO:
    with _reading(file):
        return file.open("rb")


def _readable_size(file: Path) -> int:
    with _opened(file) as stream:
        return os.fstat(stream.fileno()).st_size


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        kind = Kind.FILE_MISSING if missing else Kind.FILE_UNREADABLE
        raise LocalFault(kind, short(f"{file.name}: {error.strerror or error}")) from error


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """The folder is named: the file itself is hidden until it is whole."""
    try:
        yield
    except OSError as error:
        told = short(f"{file.parent}: {error.strerror or error}")
        raise LocalFault(Kind.DISK_FULL, told) from error


class _Progress:
    """Passes progress on, at most ten times a second and always at the end."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done == total or now - self._last >= PROGRESS_SECONDS:
            self._last = now
            self._report(done, total)
