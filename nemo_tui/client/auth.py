"""A free token for a client id."""

from collections.abc import Mapping

from nemo_tui.protocol.models import TokenGrant


async def anonymous_token(url: str, client_id: str, attribution: Mapping[str, str]) -> TokenGrant:
    """Ask the backend at `url` for a token; the same id keeps the same balance."""
    raise NotImplementedError
