"""A hosted service that does as it is told, on a real loopback socket.

    with ScriptedService() as service:
        api = Api(Address(service.url, service.token), {"X-Skill-Source": "demo"})
        service.script("state", html(502), RESET)          # the next two answers, then as usual
        service.always("run", say("Hello.", "All done."))  # until `usual("run")`
        ...
        assert service.seen("state")[0].headers["x-skill-source"] == "demo"

Without a script every endpoint answers as the hosted service does: a token, a session, uploads
that are counted, one sentence from the agent, `service.draft` as the state, exports that are
finished at the second poll, `service.file` with Range as their result.

An answer is a `Reply`, a fault that changes the usual reply (`RESET`, `STALL`, `drip(...)`,
`GZIP`, ...), or a function of the request that gives a Reply. The names of the endpoints are
in `ENDPOINTS`. `service.requests` holds every request; `service.open` counts connections and
`service.wait_until_idle()` waits for the last one to go.
"""

import asyncio
import gzip
import json
import re
import socket
import struct
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import unquote

ENDPOINTS = {
    "token": ("POST", r"/api/auth/anonymous-token"),
    "claim": ("POST", r"/api/auth/claim-token"),
    "session": ("POST", r"/api/tasks/me/with-session/nemo_agent"),
    "run": ("POST", r"/run_sse"),
    "upload": ("POST", r"/api/upload-video/nemo_agent/me/[^/]+"),
    "credits": ("GET", r"/api/credits/balance/simple"),
    "state": ("GET", r"/api/state/nemo_agent/me/[^/]+/latest"),
    "render": ("POST", r"/api/render/proxy/lambda"),
    "poll": ("GET", r"/api/render/proxy/lambda/[^/]+"),
    "cancel": ("POST", r"/api/render/proxy/lambda/[^/]+/cancel"),
    "download": ("GET", r"/api/render/proxy/[^/]+/download"),
    "file": ("GET", r"/render-result/[^/]+"),
}
KEPT_BODY = 8 * 2**20
GONE = (ConnectionError, asyncio.IncompleteReadError, TimeoutError)


@dataclass(frozen=True)
class Received:
    """One request. `body` holds the first 8 MB, `size` counts all of it."""

    endpoint: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    size: int

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What goes back. A body of several pieces is sent in chunks, `pause` seconds apart.

    `reset_at`, `close_at` and `stall_at` count bytes of the body that are sent before the
    connection is reset, closed or left silent; -1 means before the head.
    """

    body: bytes | tuple[bytes, ...] = b""
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    reset_at: int | None = None
    close_at: int | None = None
    stall_at: int | None = None
    framed: bool = True

    @property
    def whole(self) -> bytes:
        """The body in one piece."""
        return self.body if isinstance(self.body, bytes) else b"".join(self.body)


Answer = Reply | Callable[[Reply], Reply]


def answer(value: object, status: int = 200, **more: Any) -> Reply:
    """A JSON answer."""
    return Reply(json.dumps(value, ensure_ascii=False).encode(), status, **more)


def refusal(code: int, message: str = "", status: int = 200) -> Reply:
    """An error of the service: a code in the body, with any HTTP status."""
    return answer({"code": code, "message": message}, status)


def html(status: int) -> Reply:
    """An error page of something between us and the service."""
    page = f"<html><body><h1>{status}</h1>nginx</body></html>"
    return Reply(page.encode(), status, "text/html")


def stream(*pieces: str | bytes, **more: Any) -> Reply:
    """An event stream of exactly these pieces, one chunk each."""
    raw = tuple(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    return Reply(raw, content_type="text/event-stream; charset=utf-8", **more)


def events(*payloads: object, **more: Any) -> Reply:
    """An event stream with one JSON payload an event."""
    return stream(*(f"data: {json.dumps(p, ensure_ascii=False)}\n\n" for p in payloads), **more)


def text_event(text: str, partial: bool | None = None) -> dict[str, Any]:
    """ADK's event of a text."""
    event: dict[str, Any] = {"content": {"parts": [{"text": text}], "role": "model"}}
    return {**event, "author": "nemo_agent"} | ({} if partial is None else {"partial": partial})


def say(*texts: str, **more: Any) -> Reply:
    """The agent says these texts, each whole, one bubble each."""
    return events(*map(text_event, texts), **more)


def concluded(text: str, outcome: str, **more: str) -> Reply:
    """An answer as the studio gives it: with what came of the message."""
    delta = {"outcome": outcome, **more}
    return events({**text_event(text), "actions": {"stateDelta": delta}})


def say_in_pieces(*pieces: str, **more: Any) -> Reply:
    """The agent says one text in pieces and then whole again."""
    whole = text_event("".join(pieces), False)
    return events(*(text_event(piece, True) for piece in pieces), whole, **more)


def tool_event(name: str, draft: object = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """ADK's events of a tool that runs and changes the draft."""
    call = {"content": {"parts": [{"functionCall": {"name": name, "args": {}}}], "role": "model"}}
    result = {
        "content": {"parts": [{"functionResponse": {"name": name, "response": {}}}], "role": "user"}
    }
    delta = {"stateDelta": {} if draft is None else {"draft": draft}}
    return call, {**result, "author": "nemo_agent", "actions": delta}


def redirect(url: str, status: int = 302) -> Reply:
    """A redirect to anywhere."""
    return Reply(b"", status, headers={"Location": url})


def RESET(usual: Reply) -> Reply:
    """Reset before the head."""
    return replace(usual, reset_at=-1)


def RESET_MIDWAY(usual: Reply) -> Reply:
    """Reset in the middle of the body."""
    return replace(usual, reset_at=len(usual.whole) // 2)


def CUT(usual: Reply) -> Reply:
    """Close in the middle of the body, although more was promised."""
    return replace(usual, close_at=len(usual.whole) // 2)


def STALL(usual: Reply) -> Reply:
    """Never answer."""
    return replace(usual, stall_at=-1)


def STALL_MIDWAY(usual: Reply) -> Reply:
    """Fall silent in the middle of the body."""
    return replace(usual, stall_at=len(usual.whole) // 2)


def GZIP(usual: Reply) -> Reply:
    """The usual answer, packed whether wanted or not."""
    packed = gzip.compress(usual.whole)
    return replace(usual, body=packed, headers={**usual.headers, "Content-Encoding": "gzip"})


def CUT_JSON(usual: Reply) -> Reply:
    """Half of the usual body, as if it were all."""
    return replace(usual, body=usual.whole[: len(usual.whole) // 2])


def WRONG_TYPE(usual: Reply) -> Reply:
    """A text that is neither JSON nor a stream nor a file, with status 200."""
    return Reply(b"It works!", content_type="text/html")


def drip(pause: float = 0.001, size: int = 1) -> Callable[[Reply], Reply]:
    """The usual answer, a few bytes at a time."""

    def dripped(usual: Reply) -> Reply:
        body = usual.whole
        pieces = tuple(body[at : at + size] for at in range(0, len(body), size))
        return replace(usual, body=pieces, pause=pause)

    return dripped


def huge(megabytes: int) -> Callable[[Reply], Reply]:
    """A body of blanks that is larger than any answer, sent in chunks."""
    piece = b" " * 2**20
    return lambda usual: replace(usual, body=(piece,) * megabytes)


class ScriptedService:
    """The service; a context manager. Everything public may be changed while it runs."""

    def __init__(self) -> None:
        self.token = "nmv_usr_scripted"
        self.draft: Any = {"t": [{"tt": 0, "sg": [{"d": 10000}]}], "d": 10000}
        self.media: list[dict[str, Any]] = []
        self.file = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 40
        self.result_url = ""
        self.polls_until_done = 2
        self.requests: list[Received] = []
        self.open = 0
        self.url = ""
        self._scripts: dict[str, deque[Answer]] = defaultdict(deque)
        self._standing: dict[str, Answer] = {}
        self._polls: dict[str, int] = defaultdict(int)
        self._sessions = 5529798706024415232
        self._idle = threading.Condition()

    def script(self, endpoint: str, *answers: Answer) -> None:
        """The next answers of an endpoint, one a request."""
        self._scripts[_known(endpoint)].extend(answers)

    def always(self, endpoint: str, reply: Answer) -> None:
        """The answer of an endpoint until further notice; scripted ones go before."""
        self._standing[_known(endpoint)] = reply

    def usual(self, endpoint: str) -> None:
        """Back to what the hosted service would say."""
        self._standing.pop(_known(endpoint), None)
        self._scripts.pop(endpoint, None)

    def seen(self, endpoint: str) -> list[Received]:
        """The requests to one endpoint."""
        return [request for request in list(self.requests) if request.endpoint == endpoint]

    def wait_until_idle(self, seconds: float = 30.0) -> bool:
        """Wait until no connection is open; False when one still is."""
        with self._idle:
            return self._idle.wait_for(lambda: self.open == 0, seconds)

    def close_door(self) -> None:
        """Refuse every further connection. Only for use inside an answer that is a function."""
        self._server.close()

    def __enter__(self) -> Self:
        """Listen on a free port."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._loop = asyncio.new_event_loop()
        self._main = self._loop.create_task(self._accept(listener))
        self._thread = threading.Thread(target=self._serve, args=(listener,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close everything, also connections at work; twice is fine."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._main.cancel)
            self._thread.join(30)

    def _serve(self, listener: socket.socket) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._main)
        except asyncio.CancelledError:
            pass
        finally:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(asyncio.sleep(0))
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()
            listener.close()

    async def _accept(self, listener: socket.socket) -> None:
        self._server = await asyncio.start_server(self._connection, sock=listener)
        try:
            await asyncio.Event().wait()
        finally:
            self._server.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._count(1)
        try:
            request = await _receive(reader)
            self.requests.append(request)
            await _Delivery(reader, writer, self._reply(request)).run()
        except GONE:
            pass
        finally:
            writer.close()
            with suppress(*GONE):
                await writer.wait_closed()
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._idle:
            self.open += step
            self._idle.notify_all()

    def _reply(self, request: Received) -> Reply:
        usual = self._usual(request)
        waiting = self._scripts.get(request.endpoint)
        chosen = waiting.popleft() if waiting else self._standing.get(request.endpoint, usual)
        return chosen if isinstance(chosen, Reply) else chosen(usual)

    def _usual(self, request: Received) -> Reply:
        name = request.endpoint
        if name in ("download", "file"):
            return self._file(request)
        if name == "run":
            return say("Done.")
        if name == "poll":
            return answer(self._status(unquote(request.path.rsplit("/", 1)[1])))
        data = self._data(request)
        return answer({"detail": "Not Found"}, 404) if data is None else answer(data)

    def _data(self, request: Received) -> dict[str, Any] | None:
        match request.endpoint:
            case "token":
                return _coded(token=self.token, user_id="anon_abc123", credits=100)
            case "claim":
                return _coded(claim_token="clm_scripted", expires_in=604800)
            case "session":
                self._sessions += 1
                return _coded(task_id="task_1", session_id=str(self._sessions), user_id="anon_1")
            case "upload":
                found = [{"filename": n, "file_type": "video"} for n in _names(request)]
                self.media += found
                return _coded(files=found, session_state_applied=True)
            case "credits":
                return _coded(available=25000, frozen=40, total=25040)
            case "state":
                return _coded(state={"draft": self.draft, "video_infos": self.media})
            case "render":
                render_id = request.json["id"]
                return {"success": True, "data": {"id": render_id, "status": "pending"}}
            case "cancel":
                return _coded()
        return None

    def _status(self, render_id: str) -> dict[str, Any]:
        self._polls[render_id] += 1
        if self._polls[render_id] < self.polls_until_done:
            return {"taskId": render_id, "status": "processing", "progress": 50}
        url = self.result_url or f"{self.url}/render-result/{render_id}.mp4"
        output = {"url": url, "duration": 10.0, "size": len(self.file)}
        return {"taskId": render_id, "status": "completed", "progress": 100, "output": output}

    def _file(self, request: Received) -> Reply:
        headers = {"ETag": '"one"', "Accept-Ranges": "bytes"}
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
        size, start = len(self.file), int(asked[1]) if asked else 0
        if start >= size:
            return Reply(b"", 416, headers={"Content-Range": f"bytes */{size}"})
        if asked:
            headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        return Reply(self.file[start:], 206 if asked else 200, "video/mp4", headers)


@dataclass
class _Delivery:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    reply: Reply
    sent: int = 0

    async def run(self) -> None:
        if await self._stops(-1):
            return
        self.writer.write(self._head())
        for piece in self._pieces():
            if await self._stops(self.sent):
                return
            await self._send(piece)
        if not await self._stops(self.sent) and not isinstance(self.reply.body, bytes):
            self.writer.write(b"0\r\n\r\n" if self.reply.framed else b"")
        await self.writer.drain()

    def _pieces(self) -> Iterable[bytes]:
        """The body, cut where something is to happen."""
        body = (self.reply.body,) if isinstance(self.reply.body, bytes) else self.reply.body
        marks = (self.reply.reset_at, self.reply.close_at, self.reply.stall_at)
        stop = min((mark for mark in marks if mark is not None), default=None)
        for piece in body:
            room = len(piece) if stop is None else max(stop - self.sent, 0)
            yield from filter(None, (piece[:room], piece[room:]))

    async def _send(self, piece: bytes) -> None:
        chunked = not isinstance(self.reply.body, bytes) and self.reply.framed
        self.writer.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
        self.sent += len(piece)
        await self.writer.drain()
        if self.reply.pause:
            await asyncio.sleep(self.reply.pause)

    async def _stops(self, at: int) -> bool:
        if self.reply.reset_at == at:
            await self.writer.drain()
            linger = struct.pack("ii", 1, 0)
            handle = self.writer.get_extra_info("socket")
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.writer.transport.abort()
            return True
        if self.reply.stall_at == at:
            await self.writer.drain()
            while await self.reader.read(2**16):
                pass
            return True
        return self.reply.close_at == at

    def _head(self) -> bytes:
        headers = {"Content-Type": self.reply.content_type, "Connection": "close"}
        if isinstance(self.reply.body, bytes) and self.reply.framed:
            headers["Content-Length"] = str(len(self.reply.body))
        elif self.reply.framed:
            headers["Transfer-Encoding"] = "chunked"
        headers |= self.reply.headers
        lines = [
            f"HTTP/1.1 {self.reply.status} Scripted",
            *(f"{k}: {v}" for k, v in headers.items()),
        ]
        return "\r\n".join([*lines, "", ""]).encode()


async def _receive(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    left, kept, size = int(headers.get("content-length", 0)), bytearray(), 0
    while left > size:
        piece = await reader.read(min(2**18, left - size))
        if not piece:
            raise ConnectionError
        kept += piece[: KEPT_BODY - len(kept)]
        size += len(piece)
    path = target.partition("?")[0]
    return Received(_endpoint(method, path), method, target, headers, bytes(kept), size)


def _endpoint(method: str, path: str) -> str:
    for name, (wanted, pattern) in ENDPOINTS.items():
        if method == wanted and re.fullmatch(pattern, path):
            return name
    return ""


def _known(endpoint: str) -> str:
    if endpoint not in ENDPOINTS:
        raise KeyError(f"{endpoint} is none of {', '.join(ENDPOINTS)}")
    return endpoint


def _names(request: Received) -> list[str]:
    if "json" in request.headers.get("content-type", ""):
        return [url.rpartition("/")[2] for url in request.json["urls"]]
    return [name.decode() for name in re.findall(rb'filename="([^"]*)"', request.body)]


def _coded(**data: Any) -> dict[str, Any]:
    return {"code": 0, "data": data}
