"""Video pages, HLS and DASH by yt-dlp, with everything that is not its job switched off."""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from nemo_tui.studio.fetching.addresses import Gate
from nemo_tui.studio.fetching.direct import SPARE_BYTES, STATUS_REASONS
from nemo_tui.studio.fetching.sentences import FetchFailed
from nemo_tui.studio.fetching.task import Reporter, Task

REASONS = (
    ("drm", r"\bDRM\b"),
    ("live", r"live (event|stream)|is live|not (yet )?started|premieres? in|will begin"),
    ("private", r"\bprivate\b"),
    ("login", r"log ?in|sign(ed)? in|cookies|members?[- ]only|account|password|age[- ]restrict"),
    ("geo", r"geo|country|region|location"),
    ("gone", r"unavailable|removed|deleted|no longer|terminated|does not exist"),
    ("dns", r"Name or service not known|getaddrinfo|Failed to resolve|nodename nor servname"),
    ("refused", r"Connection refused"),
    ("timeout", r"timed out|timeout"),
    ("redirects", r"redirect"),
    ("disk_full", r"No space left"),
    ("nothing", r"Unsupported URL|No video formats|no media|Requested format is not available"),
    ("broken", r"Connection|IncompleteRead|fragment"),
)
STATUS = re.compile(r"HTTP Error (\d{3})")


class TooLarge(Exception):
    """More bytes than allowed have arrived."""


class _Quiet:
    def debug(self, message: str) -> None:
        """Not wanted."""

    info = warning = error = debug


def fetch_page(task: Task, gate: Gate, reporter: Reporter) -> Path:
    """The first video of a page or playlist. Raises FetchFailed."""
    os.environ["YTDLP_NO_PLUGINS"] = "1"
    # These open connections in C or keep their own redirect logic, out of the gate's sight.
    for module in ("curl_cffi", "requests", "websockets"):
        sys.modules.setdefault(module, None)  # type: ignore[arg-type]  # None bars an import
    from yt_dlp import YoutubeDL
    from yt_dlp.utils import YoutubeDLError

    try:
        with YoutubeDL(options(task, reporter)) as downloader:
            info = downloader.extract_info(task.url, download=False)
            _check(task, info)
            downloader.process_ie_result(info, download=True)
    except TooLarge as error:
        raise FetchFailed("too_large") from error
    except (YoutubeDLError, OSError, ValueError) as error:
        raise FetchFailed("inside" if gate.blocked else reason_of(error)) from error
    return _result(Path(task.folder))


def options(task: Task, reporter: Reporter) -> dict[str, Any]:
    """How yt-dlp is to behave: no configuration, cookies, cache or programs of its own choice."""

    def watch(status: dict[str, Any]) -> None:
        received = int(status.get("downloaded_bytes") or 0)
        total = int(status.get("total_bytes") or status.get("total_bytes_estimate") or 0)
        if received > task.max_bytes or int(status.get("total_bytes") or 0) > task.max_bytes:
            raise TooLarge
        if shutil.disk_usage(task.folder).free < SPARE_BYTES:
            raise OSError("No space left on device")
        reporter.progress(received, total)

    return {
        "quiet": True,
        "no_warnings": True,
        "noprogress": True,
        "color": "never",
        "logger": _Quiet(),
        "progress_hooks": [watch],
        "paths": {"home": task.folder},
        "outtmpl": {"default": "%(title).100B.%(ext)s"},
        "windowsfilenames": True,
        "updatetime": False,
        "cachedir": False,
        "usenetrc": False,
        "cookiefile": None,
        "cookiesfrombrowser": None,
        "noplaylist": True,
        "playlist_items": "1",
        "format": "bv*+ba/b",
        "format_sort": ["res:2160", "fps", "vcodec:h264", "acodec:aac"],
        "merge_output_format": "mp4/mkv",
        "ffmpeg_location": task.ffmpeg or None,
        "hls_prefer_native": True,
        "hls_use_mpegts": False,
        "concurrent_fragment_downloads": 4,
        "retries": 3,
        "fragment_retries": 3,
        "skip_unavailable_fragments": False,
        "socket_timeout": 20,
        "enable_file_urls": False,
    }


def reason_of(error: BaseException) -> str:
    """Which of the known reasons an error of yt-dlp is."""
    if type(error).__name__ == "GeoRestrictedError":
        return "geo"
    text = str(error)
    status = STATUS.search(text)
    if status:
        code = int(status[1])
        known = STATUS_REASONS | {403: "forbidden"}
        return known.get(code, "server" if code >= 500 else "failed")
    return next((reason for reason, words in REASONS if re.search(words, text, re.I)), "failed")


def _check(task: Task, info: dict[str, Any]) -> None:
    entries = info.get("entries")
    if entries is not None:
        items = [entry for entry in entries if entry]
        if not items:
            raise FetchFailed("nothing")
        info = items[0]
    if info.get("is_live") or info.get("live_status") in ("is_live", "is_upcoming"):
        raise FetchFailed("live")
    if int(info.get("filesize") or 0) > task.max_bytes:
        raise FetchFailed("too_large")


def _result(folder: Path) -> Path:
    unfinished = (".part", ".ytdl", ".temp")
    files = [path for path in folder.iterdir() if path.is_file()]
    whole = [path for path in files if path.suffix not in unfinished and path.stat().st_size]
    if not whole:
        raise FetchFailed("nothing")
    return max(whole, key=lambda path: path.stat().st_size)
