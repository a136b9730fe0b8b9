"""Names that come from others, made fit to be shown and to be part of a header."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from nemo_tui.protocol.text import clean

LONGEST = 200  # bytes; file systems take 255
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%\x00-\x1f]+')


def display_name(raw: str, default: str = "file") -> str:
    """A file name without folders and controls, its ending kept, at most 200 bytes long."""
    last = PurePosixPath(raw.replace("\\", "/")).name
    name = clean(last, lines=False).strip(". ") or default
    raw_name = name.encode()
    if len(raw_name) <= LONGEST:
        return name
    suffix = suffix_of(name)
    return raw_name[: LONGEST - len(suffix)].decode(errors="ignore") + suffix


def suffix_of(name: str) -> str:
    """The ending of a name in lower case with its dot, "" when it is not a plain one."""
    suffix = Path(name).suffix
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""


def name_of_url(url: str) -> str:
    """A name for what lies at a URL: the last part of its path."""
    return display_name(unquote(urlsplit(url).path), "download")


def disposition(name: str) -> str:
    """A Content-Disposition that offers a download under this name (RFC 6266)."""
    safe = _FORBIDDEN.sub("_", name).strip() or "video"
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
