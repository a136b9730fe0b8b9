"""Who we are to a backend: the client id, and the anonymous tokens that it gave us."""

import hashlib
import json
import re
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nemo_tui.config import Settings, write_private

MARGIN = timedelta(minutes=5)
UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def client_id(settings: Settings) -> str:
    """The id of this installation, shared with other NemoVideo skills; made at first use.

    A home that cannot be written to gives an id for this run only.
    """
    if settings.client_id:
        return settings.client_id[:64]
    file = settings.paths.shared / "client_id"
    with suppress(OSError, UnicodeDecodeError):
        found = file.read_text(encoding="utf-8").strip()
        if re.fullmatch(r"[\x21-\x7e]{1,64}", found):
            return found
    made = str(uuid.uuid4())
    with suppress(OSError):
        write_private(file, made + "\n")
    return made


@dataclass(frozen=True)
class KeptToken:
    """An anonymous token with its owner; `expires_at` is UTC."""

    token: str
    user_id: str
    expires_at: datetime


class TokenKeeper:
    """Anonymous tokens on disk, one 0600 file per address and client id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, url: str, client: str) -> KeptToken | None:
        """The token kept for this address, unless it has run out."""
        try:
            data = json.loads(self._file(url, client).read_text(encoding="utf-8"))
            kept = KeptToken(
                str(data["token"]),
                str(data.get("user_id", "")),
                datetime.fromisoformat(data["expires_at"]).astimezone(UTC),
            )
        except UNREADABLE:
            return None
        fresh = kept.expires_at > datetime.now(UTC) + MARGIN
        return kept if fresh and kept.token else None

    def put(self, url: str, client: str, kept: KeptToken) -> None:
        """Keep a token; a disk that refuses costs only a new token next time."""
        body = {
            "url": url,
            "token": kept.token,
            "user_id": kept.user_id,
            "expires_at": kept.expires_at.isoformat(),
        }
        with suppress(OSError):
            write_private(self._file(url, client), json.dumps(body))

    def drop(self, url: str, client: str) -> None:
        """Forget the token of this address."""
        with suppress(OSError):
            self._file(url, client).unlink(missing_ok=True)

    def _file(self, url: str, client: str) -> Path:
        name = hashlib.sha256(f"{url}\n{client}".encode()).hexdigest()[:16]
        return self.folder / f"{name}.json"
