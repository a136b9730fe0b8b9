"""The app in a browser of this machine: loopback only, behind a token, nothing from elsewhere."""

import asyncio
import re
import secrets
import shlex
import sys
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote, urlsplit

from aiohttp import web
from textual_serve.server import Server

from nemo_tui.protocol.addresses import is_loopback_host

COOKIE = "nemo_tui"
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self' ws://{place}"
)
_ELSEWHERE = re.compile(r"<link[^>]*https://[^>]*>")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guarded(Server):  # type: ignore[misc]  # textual_serve has no types
    """Textual's server, which asks for no password, behind one."""

    def __init__(self, command: str, host: str, port: int) -> None:
        super().__init__(command, host=host, port=port, title="nemo-tui")
        self.token = secrets.token_urlsafe(24)

    @property
    def address(self) -> str:
        """Where a browser goes first; it holds the token, which then lives in a cookie."""
        return f"{self.public_url}/?token={self.token}"

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is."""
        print(self.address, flush=True)

    async def handle_index(self, request: web.Request) -> web.Response:
        """Textual's page with a title, and without its font from another host."""
        page: web.Response = await super().handle_index(request)
        page.text = _ELSEWHERE.sub("", page.text or "").replace(
            "<head>", f"<head><title>{self.title}</title>", 1
        )
        return page

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(self._guard)
        app.on_response_prepare.append(_quote_name)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        place = urlsplit(self.public_url).netloc
        origin = request.headers.get("Origin", "")
        if request.host != place or (origin and urlsplit(origin).netloc != place):
            raise web.HTTPForbidden(text="not from here")
        if self._is_token(request.query.get("token", "")):
            answer = web.HTTPFound("/")
            answer.set_cookie(COOKIE, self.token, httponly=True, samesite="Strict")
            raise answer
        if not self._is_token(request.cookies.get(COOKIE, "")):
            raise web.HTTPUnauthorized(text="open the address that nemo-tui serve printed")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY.format(place=place)
        return response

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.token.encode())


async def _quote_name(request: web.Request, response: web.StreamResponse) -> None:
    """Name a download as RFC 6266 wants it: textual_serve puts the name there as it is."""
    kind, found, name = response.headers.get("Content-Disposition", "").partition("; filename=")
    if found:
        response.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name, safe='')}"


def main(host: str, port: int, arguments: Sequence[str]) -> int:
    """Serve until interrupted; refuses any host that others can reach."""
    if not is_loopback_host(host) and host != "localhost":
        print(f"nemo-tui serve: {host} can be reached by others; use 127.0.0.1", file=sys.stderr)
        return 2
    asyncio.set_event_loop(asyncio.new_event_loop())
    # -P: a module that lies in the folder of the person's downloads is not imported.
    command = [sys.executable, "-P", "-m", "nemo_tui", *arguments]
    Guarded(shlex.join(command), host, port).serve()
    return 0
