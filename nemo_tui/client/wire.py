"""One request, one answer, and every fault on the way as a Problem.

Each request has a connection of its own: a client that is cancelled twice in a row leaks its
connection into the pool (httpx issue 3782), and a pool of one request has nothing to leak.
The token goes to the configured origin only, never into an address or a log.
"""

import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from ssl import SSLContext
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from nemo_tui import __version__
from nemo_tui.protocol import draft
from nemo_tui.protocol.addresses import is_loopback, origin, place
from nemo_tui.protocol.envelope import unwrap
from nemo_tui.protocol.problems import (
    Garbled,
    Kind,
    LocalFault,
    Problem,
    Refused,
    Unreachable,
)
from nemo_tui.protocol.scalars import is_header_safe
from nemo_tui.protocol.text import short

T = TypeVar("T")
LARGEST_ANSWER = 64 * 2**20
LARGEST_ERROR = 256 * 2**10


@dataclass(frozen=True)
class Address:
    """Where a backend is. `local` says that it is a studio of this machine."""

    url: str
    token: str = field(default="", repr=False)
    local: bool = False


@dataclass(frozen=True)
class Call:
    """One request as the log shows it: no token, no query. `status` is None without an answer."""

    method: str
    path: str
    status: int | None
    ms: float
    problem: str = ""
    host: str = ""


@dataclass(frozen=True)
class Patience:
    """How long is waited for what, in seconds; `retries` are the pauses before new tries."""

    connect: float = 10.0
    silence: float = 60.0
    answer: float = 120.0
    ingest: float = 900.0
    stream_silence: float = 300.0
    retries: tuple[float, ...] = (0.2, 0.6)
    resumes: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)


class NotSent(Unreachable):
    """No connection was made: nothing has reached the backend."""


class Wire:
    """The way to one backend: its address, the headers of every request, the log."""

    def __init__(
        self,
        address: Address,
        attribution: Mapping[str, str],
        *,
        on_call: Callable[[Call], None] | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.address = address
        self.patience = patience or Patience()
        self._attribution = {name: _visible(value) for name, value in attribution.items()}
        self._on_call = on_call

    def url(self, path: str) -> str:
        """The full address of a route."""
        return self.address.url.rstrip("/") + path

    def headers(self, url: str, **more: str) -> dict[str, str]:
        """A fresh set of headers; token and attribution only for the backend's own origin."""
        headers = {"User-Agent": f"nemo-tui/{__version__}"}
        if origin(url) == origin(self.address.url):
            headers |= self._attribution
            if self.address.token:
                headers["Authorization"] = f"Bearer {self._checked_token()}"
        return headers | {name.replace("_", "-"): value for name, value in more.items()}

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        content: AsyncIterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
        silence: float | None = None,
    ) -> Any:
        """The checked JSON answer of one call, envelope and all; `seconds` for all of it.

        Raises Problem. GETs are tried again when the connection breaks or the server fails,
        others only when no connection was made.
        """
        sent = {"Content-Type": "application/json"} if body is not None else {}
        text = draft.write(body).encode() if body is not None else None

        async def once() -> Any:
            url = self.url(path)
            everything = self.headers(url) | sent | dict(headers or {})
            async with self.exchange(
                method,
                url,
                headers=everything,
                content=text if content is None else content,
                seconds=seconds or self.patience.answer,
                silence=silence,
            ) as response:
                return await read_answer(response)

        return await self.patiently(once, repeatable=method == "GET")

    async def patiently(self, once: Callable[[], Awaitable[T]], *, repeatable: bool) -> T:
        """Try, and try again after a fault that may pass, where that does nothing twice."""
        for pause in self.patience.retries:
            try:
                return await once()
            except Problem as problem:
                passing = _may_pass(problem) and repeatable
                if not (passing or isinstance(problem, NotSent)):
                    raise
            await asyncio.sleep(pause)
        return await once()

    @asynccontextmanager
    async def exchange(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        content: AsyncIterable[bytes] | bytes | None = None,
        seconds: float | None = None,
        silence: float | None = None,
    ) -> AsyncIterator[httpx.Response]:
        """One request on a connection of its own; faults come out as Problem, and are logged."""
        started, status, problem = time.monotonic(), None, ""
        try:
            with as_problems():
                async with (
                    asyncio.timeout(seconds),
                    self._client(url, silence) as client,
                    client.stream(method, url, headers=dict(headers), content=content) as response,
                ):
                    status = response.status_code
                    yield response
        except Problem as found:
            problem = str(found)
            raise
        finally:
            self._log(method, url, status, started, problem)

    def _client(self, url: str, silence: float | None) -> httpx.AsyncClient:
        # A proxy named in the environment is for the network, never for this machine.
        silence = self.patience.silence if silence is None else silence
        secure = url.lower().startswith("https:")
        timeout = httpx.Timeout(connect=self.patience.connect, read=silence, write=60.0, pool=5.0)
        try:
            return httpx.AsyncClient(
                timeout=timeout,
                verify=_certificates() if secure else False,
                trust_env=not is_loopback(url),
                follow_redirects=False,
            )
        except (ImportError, ValueError) as error:
            raise NotSent(Kind.UNREACHABLE, _told(error, "a proxy setting is wrong")) from error

    def _log(self, method: str, url: str, status: int | None, started: float, problem: str) -> None:
        if not self._on_call:
            return
        path = urlsplit(url).path if origin(url) else ""
        token = self.address.token
        shown = problem.replace(token, "…") if token else problem
        milliseconds = (time.monotonic() - started) * 1000
        self._on_call(Call(method, path, status, milliseconds, shown, place(url)))

    def _checked_token(self) -> str:
        if not is_header_safe(self.address.token):
            raise LocalFault(Kind.SIGN_IN, "the token holds signs that no token has")
        return self.address.token


async def read_answer(response: httpx.Response) -> Any:
    """The JSON of an answer. Raises Refused for a code or status, Garbled for anything else."""
    status = response.status_code
    if 300 <= status < 400:
        target = place(response.headers.get("location", "")[:500])
        raise Garbled(short(f"HTTP {status} to {target or 'nowhere'}"), status)
    fine = 200 <= status < 300
    try:
        content = await read_body(response, LARGEST_ANSWER if fine else LARGEST_ERROR)
        answer = draft.read(content) if content.strip() else None
    except Garbled:
        if fine:
            raise
        answer = None
    try:
        unwrap(answer, status)
    except Refused as problem:
        detail = problem.detail or (f"HTTP {status} {_phrase(status)}".strip())
        raise Refused(problem.kind, detail, problem.code) from None
    return answer


async def read_body(response: httpx.Response, limit: int) -> bytes:
    """The body, unpacked; raises Garbled beyond `limit` bytes."""
    received = bytearray()
    async for chunk in response.aiter_bytes():
        received += chunk
        if len(received) > limit:
            raise Garbled(f"an answer of more than {limit // 2**20} MB")
    return bytes(received)


def _may_pass(problem: Problem) -> bool:
    """Whether the next moment may be better: a broken connection, a server that stumbled."""
    if isinstance(problem, Unreachable):
        return problem.kind is not Kind.TIMED_OUT
    return problem.kind is Kind.SERVER_FAULT and 500 <= (problem.code or 0) < 600


@contextmanager
def as_problems() -> Iterator[None]:
    """Turn every error of httpx into a Problem with words in it."""
    try:
        yield
    except TimeoutError as error:
        raise Unreachable(Kind.TIMED_OUT, "the answer took too long") from error
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise NotSent(Kind.UNREACHABLE, _told(error, "no connection")) from error
    except httpx.TimeoutException as error:
        raise Unreachable(Kind.TIMED_OUT, "nothing came for too long") from error
    except httpx.DecodingError as error:
        raise Garbled("the answer's packing is broken") from error
    except httpx.TransportError as error:
        raise Unreachable(Kind.UNREACHABLE, _told(error, "the connection broke")) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        raise NotSent(Kind.UNREACHABLE, _told(error, "this address cannot be used")) from error


@cache
def _certificates() -> SSLContext:
    return httpx.create_ssl_context()


def _told(error: Exception, otherwise: str) -> str:
    return short(str(error)) or otherwise


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


def _visible(value: str) -> str:
    return "".join(sign for sign in value if " " <= sign <= "~").strip()
