"""What the studio remembers: sessions, media, every draft revision, renders; SQLite on disk.

Every write is committed before the call returns. One thread owns the connection, so that the
event loop never waits for the disk.
"""

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nemo_tui.studio.adoption import Move, adopt
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.folders import DATABASE
from nemo_tui.studio.recipe import Library, Media, MediaKind

log = logging.getLogger(__name__)
SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY, owner TEXT NOT NULL, task TEXT NOT NULL, name TEXT NOT NULL,
  language TEXT NOT NULL, memory TEXT NOT NULL DEFAULT '{}', created REAL NOT NULL,
  used REAL NOT NULL);
CREATE TABLE IF NOT EXISTS media (
  id TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  name TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, bytes INTEGER NOT NULL,
  duration INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, fps REAL NOT NULL,
  has_audio INTEGER NOT NULL, codec TEXT NOT NULL, source_url TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS media_of ON media(session);
CREATE TABLE IF NOT EXISTS revisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  session TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  draft TEXT NOT NULL, asked INTEGER NOT NULL, created REAL NOT NULL);
CREATE INDEX IF NOT EXISTS revisions_of ON revisions(session);
CREATE TABLE IF NOT EXISTS renders (
  id TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  owner TEXT NOT NULL, draft TEXT NOT NULL, output TEXT NOT NULL, status TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '',
  file TEXT NOT NULL DEFAULT '', bytes INTEGER NOT NULL DEFAULT 0,
  duration INTEGER NOT NULL DEFAULT 0, width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0, created REAL NOT NULL, finished REAL);
CREATE INDEX IF NOT EXISTS renders_of ON renders(session);
CREATE TABLE IF NOT EXISTS tokens (
  digest TEXT PRIMARY KEY, owner TEXT NOT NULL, expires REAL NOT NULL);
"""
VERSION = 1
MEDIA = "id, name, kind, file, bytes, duration, width, height, fps, has_audio, codec, source_url"
RENDER = (
    "id, session, owner, draft, output, status, attempts, error, file, bytes, duration, width,"
    " height, created, finished"
)
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True)
class Session:
    """A conversation: whose it is, and what its last outcome left for follow-ups."""

    id: str
    owner: str
    task: str
    name: str = "project"
    language: str = "en"
    memory: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Revision:
    """One state of a draft; `asked` when a conversation made it, not just an upload."""

    draft: Draft
    asked: bool


@dataclass(frozen=True)
class Render:
    """An export. Status: pending, processing, completed, failed, cancelled. Times: epoch s, ms."""

    id: str
    session: str
    owner: str
    draft: dict[str, Any]
    output: dict[str, Any]
    status: str = "pending"
    attempts: int = 0
    error: str = ""
    file: str = ""
    bytes: int = 0
    duration: int = 0
    width: int = 0
    height: int = 0
    created: float = 0.0
    finished: float | None = None


class Duplicate(Exception):
    """There is a render of this id already."""


class Store:
    """The database. Files are named relative to the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._database = _open(folder / DATABASE)

    async def close(self) -> None:
        """Close the database after the last write."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._database.close)
        self._thread.shutdown()

    async def add_session(self, session: Session) -> None:
        """Remember a new session."""
        now = time.time()
        row = (session.id, session.owner, session.task, session.name, session.language, now, now)
        await self._write(
            "INSERT INTO sessions (id, owner, task, name, language, created, used)"
            " VALUES (?,?,?,?,?,?,?)",
            row,
        )

    async def session(self, session_id: str) -> Session | None:
        """The session of this id, or None."""
        rows = await self._read(
            "SELECT id, owner, task, name, language, memory FROM sessions WHERE id=?", session_id
        )
        for number, owner, task, name, language, memory in rows:
            return Session(number, owner, task, name, language, json.loads(memory))
        return None

    async def add_media(self, session_id: str, media: Sequence[Media]) -> None:
        """Remember media of a session, all or none."""
        marks = ",".join("?" * 13)
        sql = f"INSERT INTO media (session, {MEDIA}) VALUES ({marks})"
        rows: list[Statement] = [(sql, (session_id, *self._media_row(item))) for item in media]
        await self._transaction([*rows, _used(session_id)])

    async def library(self, session_id: str) -> Library:
        """The media of a session in the order of arrival."""
        rows = await self._read(
            f"SELECT {MEDIA} FROM media WHERE session=? ORDER BY rowid", session_id
        )
        return Library(tuple(self._media(row) for row in rows))

    async def media(self, media_id: str) -> tuple[str, Media] | None:
        """A media file and the session it belongs to, or None."""
        rows = await self._read(f"SELECT {MEDIA}, session FROM media WHERE id=?", media_id)
        return next(((row[-1], self._media(row[:-1])) for row in rows), None)

    async def commit(
        self, session_id: str, draft: Draft, memory: dict[str, Any] | None = None
    ) -> None:
        """Add a revision; `memory` given means that a conversation made it."""
        now = time.time()
        asked = memory is not None
        text = json.dumps(draft.to_json())
        insert = "INSERT INTO revisions (session, draft, asked, created) VALUES (?,?,?,?)"
        writes: list[Statement] = [(insert, (session_id, text, asked, now))]
        if memory is not None:
            update = "UPDATE sessions SET memory=?, used=? WHERE id=?"
            writes.append((update, (json.dumps(memory), now, session_id)))
        await self._transaction(writes)

    async def remember(self, session_id: str, memory: dict[str, Any]) -> None:
        """Replace what a session keeps for follow-ups, the draft unchanged."""
        await self._write(
            "UPDATE sessions SET memory=?, used=? WHERE id=?",
            (json.dumps(memory), time.time(), session_id),
        )

    async def revisions(self, session_id: str) -> tuple[Revision, ...]:
        """Every state of the draft, oldest first."""
        rows = await self._read(
            "SELECT draft, asked FROM revisions WHERE session=? ORDER BY number", session_id
        )
        return await asyncio.to_thread(_revisions, rows)

    async def is_edited(self, session_id: str) -> bool:
        """Whether a conversation has changed the draft, and not just an upload."""
        sql = "SELECT 1 FROM revisions WHERE session=? AND asked LIMIT 1"
        return bool(await self._read(sql, session_id))

    async def draft(self, session_id: str) -> dict[str, Any] | None:
        """The present draft as it goes on the wire, or None."""
        rows = await self._read(
            "SELECT draft FROM revisions WHERE session=? ORDER BY number DESC LIMIT 1", session_id
        )
        return next((json.loads(row[0]) for row in rows), None)

    async def add_render(self, render: Render) -> None:
        """Remember a new render; raises Duplicate when the id is taken."""
        body = (json.dumps(render.draft), json.dumps(render.output))
        row = (render.id, render.session, render.owner, *body, render.status, time.time())
        sql = (
            "INSERT INTO renders (id, session, owner, draft, output, status, created)"
            " VALUES (?,?,?,?,?,?,?)"
        )
        try:
            await self._transaction([(sql, row), _used(render.session)])
        except sqlite3.IntegrityError as error:
            raise Duplicate(render.id) from error

    async def render(self, render_id: str) -> Render | None:
        """The render of this id, or None."""
        rows = await self._read(f"SELECT {RENDER} FROM renders WHERE id=?", render_id)
        return next((_render(row) for row in rows), None)

    async def renders(self, *statuses: str) -> list[Render]:
        """Every render in one of these states, oldest first."""
        marks = ",".join("?" * len(statuses))
        rows = await self._read(
            f"SELECT {RENDER} FROM renders WHERE status IN ({marks}) ORDER BY rowid", *statuses
        )
        return [_render(row) for row in rows]

    async def update_render(self, render_id: str, **changes: Any) -> None:
        """Change columns of a render that is not over yet."""
        columns = ", ".join(f"{name}=?" for name in changes)
        await self._write(
            f"UPDATE renders SET {columns} WHERE id=? AND status IN ('pending', 'processing')",
            (*changes.values(), render_id),
        )

    async def add_token(self, digest: str, owner: str, expires: float) -> None:
        """Remember a token by its digest; expired ones go."""
        await self._transaction(
            [
                ("DELETE FROM tokens WHERE expires < ?", (time.time(),)),
                ("INSERT INTO tokens VALUES (?,?,?)", (digest, owner, expires)),
            ]
        )

    async def owner_of(self, digest: str) -> str | None:
        """Whose token this is while it is valid, or None."""
        rows = await self._read(
            "SELECT owner FROM tokens WHERE digest=? AND expires > ?", digest, time.time()
        )
        return next((row[0] for row in rows), None)

    async def forget_unused(self, before: float) -> list[str]:
        """Drop sessions not used since `before` (epoch seconds); gives their ids."""
        rows = await self._read("SELECT id FROM sessions WHERE used < ?", before)
        await self._write("DELETE FROM sessions WHERE used < ?", (before,))
        return [row[0] for row in rows]

    async def adopt(self, database: Path, wanted: str, move: Move) -> list[str]:
        """Take over sessions of another studio's database, see `adoption`. Raises sqlite3.Error."""
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._thread, adopt, self._database, database, wanted, move)
        return await asyncio.shield(work)

    async def _write(self, sql: str, values: Sequence[Any]) -> None:
        await self._transaction([(sql, values)])

    async def _transaction(self, statements: Sequence[Statement]) -> None:
        # A write that has begun is finished even when its request is cancelled.
        loop = asyncio.get_running_loop()
        await asyncio.shield(loop.run_in_executor(self._thread, self._apply, statements))

    async def _read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._select, sql, values)

    def _apply(self, statements: Sequence[Statement]) -> None:
        with self._database:
            for sql, values in statements:
                self._database.execute(sql, values)

    def _select(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with closing(self._database.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def _media_row(self, media: Media) -> tuple[Any, ...]:
        file = media.path.relative_to(self._folder).as_posix()
        facts = (media.bytes, media.duration, media.width, media.height, media.fps)
        last = (int(media.has_audio), media.codec, media.source_url)
        return (media.id, media.name, media.kind, file, *facts, *last)

    def _media(self, row: Sequence[Any]) -> Media:
        kind: MediaKind = row[2]
        facts = (row[4], row[5], row[6], row[7], row[8], bool(row[9]), row[10], row[11])
        return Media(row[0], row[1], kind, self._folder / row[3], *facts)


def _open(file: Path) -> sqlite3.Connection:
    try:
        return _connect(file)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        log.warning("%s cannot be read and is set aside", file)
        for part in file.parent.glob(f"{file.name}*"):
            part.rename(part.with_name(f"broken-{int(time.time())}-{part.name}"))
        return _connect(file)


def _connect(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, check_same_thread=False)
    try:
        file.chmod(0o600)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("PRAGMA foreign_keys=ON")
        with database:
            database.executescript(SCHEMA)
            database.execute(f"PRAGMA user_version={VERSION}")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _used(session_id: str) -> Statement:
    return "UPDATE sessions SET used=? WHERE id=?", (time.time(), session_id)


def _revisions(rows: Sequence[tuple[Any, ...]]) -> tuple[Revision, ...]:
    return tuple(Revision(Draft.from_json(json.loads(row[0])), bool(row[1])) for row in rows)


def _render(row: Sequence[Any]) -> Render:
    values = dict(zip((name.strip() for name in RENDER.split(",")), row, strict=True))
    draft, output = json.loads(values.pop("draft")), json.loads(values.pop("output"))
    return Render(draft=draft, output=output, **values)
