"""A small web site on a loopback port whose pages a test writes."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Handler = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers GET by path: bytes, a file of `folder`, or a function of the request."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, Handler] = {}
        self.folder = folder
        self.seen: list[str] = []
        site = self

        class _Request(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                pass

            def do_HEAD(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                site.seen.append(self.path)
                page = site.pages.get(self.path)
                if page:
                    page(self)
                else:
                    send_file(self, site.folder / self.path.lstrip("/"))

        self._server = ThreadingHTTPServer((host, 0), _Request)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.host, self.port = host, int(self._server.server_address[1])

    def url(self, path: str, host: str = "") -> str:
        """The address of a page."""
        return f"http://{host or self.host}:{self.port}{path}"

    @contextmanager
    def running(self) -> Iterator["Site"]:
        """Serve for a while."""
        self._thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


def send(
    request: BaseHTTPRequestHandler,
    body: bytes,
    kind: str = "text/html",
    status: int = 200,
    **headers: str,
) -> None:
    """A whole answer."""
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    if request.command != "HEAD":
        request.wfile.write(body)


KINDS = {
    ".mp4": "video/mp4",
    ".ts": "video/mp2t",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mpd": "application/dash+xml",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
}


def send_file(request: BaseHTTPRequestHandler, path: Path) -> None:
    """A file, whole or by Range; 404 without one."""
    if not path.is_file():
        send(request, b"no", status=404)
        return
    body = path.read_bytes()
    kind = KINDS.get(path.suffix, "application/octet-stream")
    wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    if not wanted:
        send(request, body, kind)
        return
    first = int(wanted[1])
    last = int(wanted[2]) if wanted[2] else len(body) - 1
    if first >= len(body):
        send(request, b"", kind, 416)
        return
    content_range = f"bytes {first}-{last}/{len(body)}"
    send(request, body[first : last + 1], kind, 206, Content_Range=content_range)


def redirect(target: str) -> Handler:
    """A page that leads elsewhere."""
    return lambda request: send(request, b"", status=302, Location=target)


def status(code: int) -> Handler:
    """A page that is an error."""
    return lambda request: send(request, b"error", status=code)
