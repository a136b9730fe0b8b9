"""Sessions of a studio that ran beside another, moved from its database into this one."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

Move = Callable[[Sequence[str], Sequence[str]], None]
# Everything (''), one session, or the one that an export belongs to.
CHOSEN = (
    "SELECT id FROM other.sessions WHERE :wanted IN ('', id)"
    " OR id IN (SELECT session FROM other.renders WHERE id = :wanted)"
)
NEW = f"IN ({CHOSEN}) AND session NOT IN (SELECT id FROM main.sessions)"
REVISION = "session, draft, asked, created"
ADOPT = (
    # The rows of a session come before it: what is new is told by the sessions known here.
    "PRAGMA defer_foreign_keys=ON",
    f"INSERT INTO media SELECT * FROM other.media WHERE session {NEW} ORDER BY rowid",
    f"INSERT INTO revisions ({REVISION})"
    f" SELECT {REVISION} FROM other.revisions WHERE session {NEW} ORDER BY number",
    f"INSERT INTO renders SELECT * FROM other.renders WHERE session {NEW} ORDER BY rowid",
    f"INSERT OR IGNORE INTO sessions SELECT * FROM other.sessions WHERE id IN ({CHOSEN})",
    "INSERT OR IGNORE INTO tokens SELECT * FROM other.tokens",
)
FILES = f"SELECT file FROM other.renders WHERE file != '' AND session IN ({CHOSEN})"
LET_GO = f"DELETE FROM other.sessions WHERE id IN ({CHOSEN})"


def adopt(database: sqlite3.Connection, other: Path, wanted: str, move: Move) -> list[str]:
    """Take over the wanted sessions of the other database; gives their ids.

    `wanted` is the id of a session or of an export, or '' for all. `move` brings the media of
    these sessions and these exports while both databases know them, so that a crash loses
    nothing. Raises sqlite3.Error and what `move` raises; the other then keeps its rows.
    """
    database.execute("ATTACH ? AS other", (str(other),))
    values = {"wanted": wanted}
    try:
        sessions = [row[0] for row in database.execute(CHOSEN, values)]
        files = [row[0] for row in database.execute(FILES, values)]
        with database:
            database.execute("BEGIN")
            for sql in ADOPT:
                database.execute(sql, values)
        move(sessions, files)
        with database:
            database.execute(LET_GO, values)
    finally:
        database.execute("DETACH other")
    return sessions
