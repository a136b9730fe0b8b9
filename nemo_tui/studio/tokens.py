"""Who may talk to the studio: the handshake token and, standing alone, anonymous ones."""

import hashlib
import secrets
import time
from dataclasses import dataclass, field

from nemo_tui.studio.store import Store

OWNER = "owner"
LIFE_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Grant:
    """An anonymous token, whose it is and until when (epoch seconds)."""

    token: str = field(repr=False)
    owner: str
    expires: float


class Tokens:
    """Checks bearer tokens in constant time; gives anonymous ones when `open_door`."""

    def __init__(self, store: Store, handshake: str, open_door: bool) -> None:
        self._store = store
        self._handshake = handshake
        self.open_door = open_door

    async def owner_of(self, token: str) -> str | None:
        """Whose token this is, or None when it is nobody's."""
        if secrets.compare_digest(token.encode(), self._handshake.encode()):
            return OWNER
        return await self._store.owner_of(_digest(token)) if self.open_door else None

    async def grant(self, client_id: str) -> Grant:
        """A new anonymous token; the same client id is the same owner."""
        owner = f"anon_{_digest(client_id)[:16]}"
        grant = Grant(new_token(), owner, time.time() + LIFE_SECONDS)
        await self._store.add_token(_digest(grant.token), owner, grant.expires)
        return grant


def new_token() -> str:
    """A random bearer token."""
    return f"nmv_usr_{secrets.token_urlsafe(32)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
