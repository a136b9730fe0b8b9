"""A file that lies directly at a URL: streamed, resumed by Range, every redirect checked."""

import contextlib
import mimetypes
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from nemo_tui.studio.fetching.addresses import Gate
from nemo_tui.studio.fetching.sentences import FetchFailed
from nemo_tui.studio.fetching.task import Reporter, Task
from nemo_tui.studio.names import display_name, name_of_url, suffix_of

MAX_HOPS = 10
RESUMES = 5
SPARE_BYTES = 100 * 1024**2
HEADERS = {"User-Agent": "Mozilla/5.0 (nemo-tui)", "Accept-Encoding": "identity", "Accept": "*/*"}
MEDIA_TYPE = re.compile(r"(video|audio|image)/|application/(octet-stream|ogg|mp4|x-subrip)\b")
PLAYLIST_TYPE = re.compile(r"mpegurl|dash\+xml", re.I)
MARKUP = re.compile(rb"\s*(<\?xml|<!doctype|<html|<head|<mpd|<smil|#EXTM3U)", re.I)
STATUS_REASONS = {401: "login", 404: "not_found", 410: "gone", 429: "rate", 451: "geo"}


class NotDirect(Exception):
    """What lies there is a page or a playlist; `live` when a playlist has no end."""


@dataclass
class _Download:
    file: Path
    total: int = 0
    etag: str = ""


def fetch_direct(task: Task, gate: Gate, reporter: Reporter) -> Path:
    """The file at the task's URL. Raises NotDirect, FetchFailed, httpx.HTTPError."""
    timeout = httpx.Timeout(20.0, connect=15.0)
    with httpx.Client(headers=HEADERS, timeout=timeout, follow_redirects=False) as client:
        download = _Download(Path(task.folder) / "direct.part")
        name = ""
        for attempt in range(RESUMES + 1):
            received = download.file.stat().st_size if download.file.exists() else 0
            try:
                name = _attempt(client, task, gate, reporter, download) or name
            except (httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError) as error:
                if attempt == RESUMES or not _gained(download, received):
                    raise FetchFailed("broken") from error
                continue
            target = download.file.with_name(name)
            download.file.rename(target)
            return target
    raise FetchFailed("broken")


def _gained(download: _Download, before: int) -> bool:
    return download.file.exists() and download.file.stat().st_size > before


def _attempt(
    client: httpx.Client, task: Task, gate: Gate, reporter: Reporter, download: _Download
) -> str:
    have = download.file.stat().st_size if download.file.exists() else 0
    with _hop(client, task.url, gate, _resuming(have, download)) as response:
        if have and response.status_code == 416 and have == download.total:
            return _name(task.url, response)
        _check_status(response)
        resumed = have > 0 and response.status_code == 206
        if not resumed:
            have = 0
        length = response.headers.get("content-length", "")
        download.total = have + int(length) if length.isdecimal() else 0
        download.etag = response.headers.get("etag") or response.headers.get("last-modified") or ""
        _check_size(task, download.total)
        _save(task, response, reporter, download, have)
        return _name(task.url, response)


def _resuming(have: int, download: _Download) -> dict[str, str]:
    if not have:
        return {}
    condition = {"If-Range": download.etag} if download.etag else {}
    return {"Range": f"bytes={have}-", **condition}


@contextlib.contextmanager
def _hop(
    client: httpx.Client, url: str, gate: Gate, headers: dict[str, str]
) -> Iterator[httpx.Response]:
    for _ in range(MAX_HOPS):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            raise FetchFailed("scheme")
        gate.check_host(parts.hostname or "")
        with client.stream("GET", url, headers=headers) as response:
            if not response.is_redirect or "location" not in response.headers:
                yield response
                return
            url = urljoin(url, response.headers["location"])
    raise FetchFailed("redirects")


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status == 403:
        raise NotDirect("403")
    if status >= 400:
        raise FetchFailed(STATUS_REASONS.get(status, "server" if status >= 500 else "failed"))


def _check_size(task: Task, total: int) -> None:
    if total > task.max_bytes:
        raise FetchFailed("too_large")
    if shutil.disk_usage(task.folder).free < total + SPARE_BYTES:
        raise FetchFailed("disk_full")


def _save(
    task: Task, response: httpx.Response, reporter: Reporter, download: _Download, have: int
) -> None:
    first = have == 0
    with download.file.open("ab" if have else "wb") as file:
        for chunk in response.iter_bytes():
            if first:
                _check_kind(response, chunk)
                first = False
            have += len(chunk)
            if have > task.max_bytes:
                raise FetchFailed("too_large")
            file.write(chunk)
            reporter.progress(have, download.total)
        os.fsync(file.fileno())
    if first:
        raise FetchFailed("nothing")


def _check_kind(response: httpx.Response, head: bytes) -> None:
    kind = response.headers.get("content-type", "")
    playlist = PLAYLIST_TYPE.search(kind) or MARKUP.match(head[:400])
    if playlist or not (MEDIA_TYPE.match(kind) or b"\0" in head[:4096] or _is_subtitle(response)):
        raise NotDirect(kind)


def _is_subtitle(response: httpx.Response) -> bool:
    return response.url.path.lower().endswith((".srt", ".ass", ".vtt"))


def _name(url: str, response: httpx.Response) -> str:
    described = response.headers.get("content-disposition", "")
    quoted = re.search(r"filename\*=UTF-8''([^;]+)", described, re.I)
    plain = re.search(r'filename="?([^";]+)', described, re.I)
    if quoted:
        name = display_name(unquote(quoted[1]))
    else:
        name = display_name(plain[1]) if plain else name_of_url(str(response.url) or url)
    if suffix_of(name):
        return name
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    return name + (mimetypes.guess_extension(kind) or "")
