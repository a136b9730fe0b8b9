"""A refusal that comes before the request is whole: the rest is read before it is sent.

Closing a connection with unread bytes resets it, and the caller loses the answer.
"""

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

IDLE_SECONDS = 1.0
LONGEST_SECONDS = 30.0


class Drain:
    """ASGI middleware; reads for a bounded time only."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; before an error answer read what is left."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        whole = False

        async def watched() -> Message:
            nonlocal whole
            message = await receive()
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        async def after_the_rest(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                until = time.monotonic() + LONGEST_SECONDS
                while not whole and time.monotonic() < until:
                    try:
                        async with asyncio.timeout(IDLE_SECONDS):
                            await watched()
                    except TimeoutError:
                        break
            await send(message)

        await self._app(scope, watched, after_the_rest)
