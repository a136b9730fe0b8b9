"""The door: foreign `Host` and `Origin` are refused before any handler runs.

A web page that the person has open must not be able to talk to the studio, neither directly
(Origin) nor through a name of its own that points here (Host, DNS rebinding).
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from nemo_tui.protocol.addresses import is_loopback_host
from nemo_tui.protocol.problems import Kind
from nemo_tui.studio.http.answers import of_problem, refuse


class Guard:
    """ASGI middleware; `bound` is the address that the studio listens on."""

    def __init__(self, app: ASGIApp, bound: str = "127.0.0.1") -> None:
        self._app = app
        self._bound = bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let requests to this studio through."""
        if scope["type"] == "http" and not self.admits(Headers(scope=scope)):
            answer = of_problem(refuse(Kind.FORBIDDEN, "this studio does not answer to that host"))
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def admits(self, headers: Headers) -> bool:
        """Whether Host names this studio and Origin, if any, is the same place."""
        host = headers.get("host", "")
        origin = headers.get("origin")
        if not self._is_own(_host_name(host)):
            return False
        return origin is None or _netloc(origin) == host.lower()

    def _is_own(self, name: str) -> bool:
        if is_loopback_host(name) or name == self._bound.lower():
            return True
        return self._is_wildcard() and (_is_address(name) or name == socket.gethostname().lower())

    def _is_wildcard(self) -> bool:
        return self._bound in ("0.0.0.0", "::")


def _host_name(netloc: str) -> str:
    try:
        return (urlsplit(f"//{netloc}").hostname or "").lower()
    except ValueError:
        return ""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
