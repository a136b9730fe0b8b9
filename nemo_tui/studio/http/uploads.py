"""Multipart uploads streamed to disk: constant memory, no trust in names."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from nemo_tui.protocol.problems import Kind
from nemo_tui.studio.http.answers import refuse
from nemo_tui.studio.names import display_name

MAX_FILES = 200
BATCH = 512 * 1024


@dataclass(frozen=True)
class Arrived:
    """A file that lies whole in the incoming folder; `name` is only to be shown."""

    path: Path
    name: str


@dataclass
class _Part:
    headers: dict[str, str] = field(default_factory=dict)
    file: BinaryIO | None = None


class Receiver:
    """Turns the body of one upload into files of a folder."""

    def __init__(self, folder: Path, content_type: str) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise refuse(Kind.BAD_REQUEST, "multipart/form-data with a boundary is wanted")
        self._folder = folder
        self._part = _Part()
        self._header = bytearray()
        self._value = bytearray()
        self._whole = False
        self._names: list[Arrived] = []
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._finish,
            },
        )

    async def receive(self, body: AsyncIterator[bytes], limit: int) -> list[Arrived]:
        """Every file of the body. Raises problems (TOO_LARGE, BAD_REQUEST) and leaves nothing."""
        try:
            await self._consume(body, limit)
            if not self._whole:
                raise refuse(Kind.BAD_REQUEST, "the upload was cut short")
        except BaseException:
            self.discard()
            raise
        return self._names

    def discard(self) -> None:
        """Delete what has arrived."""
        # Closing writes what is held back, for which there may be no room.
        if self._part.file:
            with suppress(OSError):
                self._part.file.close()
        for arrived in self._names:
            arrived.path.unlink(missing_ok=True)

    async def _consume(self, body: AsyncIterator[bytes], limit: int) -> None:
        """Receive a batch while the one before it is written."""
        total, size, batch = 0, 0, list[bytes]()
        writing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        writing.set_result(None)
        try:
            async for chunk in body:
                total, size = total + len(chunk), size + len(chunk)
                if total > limit:
                    raise refuse(Kind.TOO_LARGE, f"the upload is larger than {limit} bytes")
                batch.append(chunk)
                if size >= BATCH:
                    writing = await self._written_after(writing, batch)
                    size, batch = 0, []
            writing = await self._written_after(writing, batch)
            await writing
        finally:
            await asyncio.gather(writing, return_exceptions=True)

    async def _written_after(
        self, writing: asyncio.Future[None], batch: list[bytes]
    ) -> asyncio.Future[None]:
        await writing
        return asyncio.get_running_loop().run_in_executor(None, self._write, batch)

    def _write(self, batch: list[bytes]) -> None:
        try:
            for chunk in batch:
                self._parser.write(chunk)
        except FormParserError as error:
            raise refuse(Kind.BAD_REQUEST, "the body is not multipart/form-data") from error
        except OSError as error:
            raise refuse(Kind.DISK_FULL, "there is no room for the upload") from error

    def _begin(self) -> None:
        self._part = _Part()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        name = self._header.decode("latin-1").lower()
        self._part.headers[name] = self._value.decode("latin-1")
        self._header.clear()
        self._value.clear()

    def _headers_finished(self) -> None:
        described = self._part.headers.get("content-disposition", "")
        _, options = parse_options_header(described)
        if b"filename" not in options:
            return
        if len(self._names) >= MAX_FILES:
            raise refuse(Kind.TOO_LARGE, f"more than {MAX_FILES} files in one upload")
        name = display_name(options[b"filename"].decode("utf-8", "replace"))
        arrived = Arrived(self._folder / f"{secrets.token_hex(8)}.part", name)
        self._names.append(arrived)
        self._part.file = arrived.path.open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._part.file:
            self._part.file.write(memoryview(data)[start:end])

    def _end(self) -> None:
        if self._part.file:
            self._part.file.flush()
            os.fsync(self._part.file.fileno())
            self._part.file.close()
            self._part.file = None

    def _finish(self) -> None:
        self._whole = True
