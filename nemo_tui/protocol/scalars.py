"""Single values out of foreign JSON: each reader gives a value of its type or nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from nemo_tui.protocol.text import clean


def identifier(value: object) -> str:
    """An id as text; "" for anything that is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return clean(str(value), lines=False)[:512]


def number(value: object) -> float | None:
    """A finite number, also one written as text; else None."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if isfinite(found) else None


def whole(value: object) -> int | None:
    """A whole number that is not negative and fits 63 bits; else None."""
    found = number(value)
    return int(found) if found is not None and 0 <= found < 2**63 else None


def web_address(value: object) -> str:
    """An http(s) address without blanks and controls; "" for anything else."""
    if not isinstance(value, str) or not value.lower().startswith(("https://", "http://")):
        return ""
    return value if all("!" <= sign <= "~" for sign in value) and len(value) < 8192 else ""


def is_header_safe(value: str) -> bool:
    """Whether the text can be sent in a header: visible ASCII, not empty, of sane length."""
    return 0 < len(value) <= 4096 and all("!" <= sign <= "~" for sign in value)


def milliseconds(seconds: object) -> int | None:
    """Seconds as whole milliseconds; None for anything that is no sane length."""
    found = number(seconds)
    return round(found * 1000) if found is not None and 0 <= found < 1e9 else None


def moment(value: object) -> datetime | None:
    """A moment written in ISO 8601, or as seconds or milliseconds since 1970; else None."""
    try:
        if isinstance(value, str):
            found = datetime.fromisoformat(value)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        seconds = number(value)
        if seconds is None:
            return None
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def first(found: Mapping[str, Any], *keys: str) -> Any:
    """The value of the first of these keys that has one; else None."""
    return next((found[key] for key in keys if found.get(key) is not None), None)
