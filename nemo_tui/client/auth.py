"""A free token for a client id."""

from collections.abc import Callable, Mapping

from nemo_tui.client.wire import Address, Call, Patience, Wire
from nemo_tui.protocol import routes
from nemo_tui.protocol.models import TokenGrant
from nemo_tui.protocol.text import clean


async def anonymous_token(
    url: str,
    client_id: str,
    attribution: Mapping[str, str],
    *,
    on_call: Callable[[Call], None] | None = None,
    patience: Patience | None = None,
) -> TokenGrant:
    """Ask the backend at `url` for a token; the same id keeps the same balance.

    Raises Problem. Never repeated once it may have arrived: a second grant may be refused.
    """
    wire = Wire(Address(url), attribution, on_call=on_call, patience=patience)
    headers = {"X-Client-Id": clean(client_id, lines=False)[:64]}
    return TokenGrant.read(await wire.ask("POST", routes.ANONYMOUS_TOKEN, headers=headers))
