"""The answers of the NemoVideo API as plain values; every shape that its sources show is read.

Every `read` takes any JSON value and gives a value or raises Refused or Garbled.
Source: the four skill documents, the vendor's reference, ADK's `detail` bodies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any, Literal

from nemo_tui.protocol.problems import Garbled, Kind, Refused, kind_of
from nemo_tui.protocol.text import clean, short

Json = dict[str, Any]
TOKEN_LIFE = timedelta(days=7)
MediaKind = Literal["video", "image", "audio", "subtitle", ""]


@dataclass(frozen=True)
class TokenGrant:
    """An anonymous token. `expires_at` is seven days from now where the answer does not say."""

    token: str = field(repr=False)
    expires_at: datetime
    user_id: str = ""
    credits: float | None = None

    @classmethod
    def read(cls, answer: object, now: datetime | None = None) -> "TokenGrant":
        """From `data.token` or `token`."""
        found = fields(answer)
        token = found.get("token")
        if not isinstance(token, str) or not is_header_safe(token):
            raise Garbled("the answer holds no token")
        return cls(
            token=token,
            expires_at=_moment(found.get("expires_at")) or (now or datetime.now(UTC)) + TOKEN_LIFE,
            user_id=identifier(found.get("user_id")),
            credits=number(found.get("credits")),
        )


@dataclass(frozen=True)
class SessionInfo:
    """A project with its session. Ids are texts: they go beyond 2^53."""

    session_id: str
    task_id: str = ""
    user_id: str = ""

    @classmethod
    def read(cls, answer: object) -> "SessionInfo":
        """From `session_id`, `task_id` and `user_id`, each a text or a number."""
        found = fields(answer)
        session_id = identifier(_first(found, "session_id", "sessionId"))
        if not session_id:
            raise Garbled("the answer holds no session id")
        return cls(
            session_id,
            identifier(_first(found, "task_id", "taskId")),
            identifier(_first(found, "user_id", "userId")),
        )


@dataclass(frozen=True)
class UploadedFile:
    """A file that the backend has. Only `name` is always there; times in ms."""

    name: str
    kind: MediaKind = ""
    url: str = ""
    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    bytes: int | None = None

    @classmethod
    def read(cls, item: object) -> "UploadedFile | None":
        """From one element of `files`, or None for something that is no file."""
        if not isinstance(item, dict):
            return None
        name = _first(item, "filename", "file_name", "name")
        url = web_address(_first(item, "cdn_url", "url"))
        if not (isinstance(name, str) and name) and not url:
            return None
        return cls(
            name=clean(name, lines=False) if isinstance(name, str) else url.rpartition("/")[2],
            kind=_media_kind(_first(item, "file_type", "type", "mime_type")),
            url=url,
            duration_ms=_milliseconds(item.get("duration")),
            width=whole(item.get("width")),
            height=whole(item.get("height")),
            fps=number(item.get("fps")),
            bytes=whole(_first(item, "size", "bytes", "file_size")),
        )

    @classmethod
    def read_all(cls, answer: object) -> "list[UploadedFile]":
        """From an upload's answer; raises Garbled where it names no file."""
        payload = unwrap(answer)
        found: object = payload
        if isinstance(payload, dict):
            found = payload.get("files", [payload])
        files = media_list(found)
        if not files:
            raise Garbled("the answer names no uploaded file")
        return files


@dataclass(frozen=True)
class Credits:
    """The balance; `unlimited` where the backend counts none (the studio)."""

    available: float = 0.0
    frozen: float = 0.0
    total: float = 0.0
    unlimited: bool = False

    @classmethod
    def read(cls, answer: object) -> "Credits":
        """From `available`, `frozen` and `total`; raises Garbled where none is there."""
        found = fields(answer)
        if _is_unlimited(found):
            return cls(unlimited=True)
        available, total = number(found.get("available")), number(found.get("total"))
        frozen = number(found.get("frozen")) or 0.0
        if available is None and total is None:
            raise Garbled("the answer holds no balance")
        if available is None:
            available = (total or 0.0) - frozen
        return cls(available, frozen, available + frozen if total is None else total)


@dataclass(frozen=True)
class ProjectState:
    """A session's project. `draft` is opaque and goes back unchanged; None where there is none."""

    draft: Any = None
    media: tuple[UploadedFile, ...] = ()
    generated: tuple[UploadedFile, ...] = ()
    title: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, answer: object) -> "ProjectState":
        """From `state` under `data`, or its keys at the top."""
        found = fields(answer)
        state = found.get("state")
        if not isinstance(state, dict):
            state = found
        title = _first(found, "task_name", "name")
        return cls(
            draft=state.get("draft") or None,
            media=tuple(media_list(state.get("video_infos"))),
            generated=tuple(media_list(state.get("generated_media"))),
            title=clean(title, lines=False) if isinstance(title, str) else "",
            raw=state,
        )


RenderState = Literal["pending", "processing", "completed", "failed", "cancelled", "unknown"]
_RENDER_STATES: dict[str, RenderState] = {
    **dict.fromkeys(("pending", "queued", "submitted", "created", "waiting"), "pending"),
    **dict.fromkeys(("processing", "running", "rendering", "in_progress", "started"), "processing"),
    **dict.fromkeys(("completed", "complete", "done", "success", "succeeded"), "completed"),
    **dict.fromkeys(("failed", "failure", "error", "errored", "timeout", "timed_out"), "failed"),
    **dict.fromkeys(("cancelled", "canceled", "aborted"), "cancelled"),
}


@dataclass(frozen=True)
class RenderStatus:
    """One export. `progress` is 0 to 100, or None where the answer does not say."""

    id: str = ""
    status: RenderState = "unknown"
    progress: float | None = None
    url: str = ""
    error: str = ""
    bytes: int | None = None
    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None

    @classmethod
    def read(cls, answer: object) -> "RenderStatus":
        """From `output.url`, `outputUrl` or `url`, at the top or under `data`."""
        found = fields(answer, error_is_data=True)
        output = found.get("output")
        output = output if isinstance(output, dict) else {}
        merged = {**found, **{key: value for key, value in output.items() if value is not None}}
        url = web_address(_first(merged, "url", "outputUrl", "output_url"))
        if isinstance(found.get("output"), str):
            url = url or web_address(found["output"])
        status = _RENDER_STATES.get(str(found.get("status", "")).strip().lower(), "unknown")
        return cls(
            id=identifier(_first(found, "id", "taskId", "render_id")),
            status=status,
            progress=_percent(found.get("progress")),
            url=url,
            error=message_of(found) if status in ("failed", "cancelled", "unknown") else "",
            bytes=whole(_first(merged, "size", "bytes")),
            duration_ms=_milliseconds(merged.get("duration")),
            width=whole(merged.get("width")),
            height=whole(merged.get("height")),
        )


def claim_token(answer: object) -> str:
    """The `claim_token` of an answer: no key to the account, only to one hand-over."""
    found = fields(answer).get("claim_token")
    if not isinstance(found, str) or not is_header_safe(found):
        raise Garbled("the answer holds no claim token")
    return found


def unwrap(answer: object, status: int = 200, *, error_is_data: bool = False) -> Any:
    """The payload of an answer: `{code,data}`, `{success,data,error}`, `{"detail"}` or bare.

    Raises Refused for an error status, a code that is not 0, `success: false` or a body that
    is nothing but an error. With `error_is_data` an `error` beside other keys is data.
    """
    body: Json = answer if isinstance(answer, dict) else {}
    code = _code(body)
    if not 200 <= status < 300:
        code = code or status
        raise Refused(kind_of(code), message_of(body), code)
    if code:
        raise Refused(kind_of(code), message_of(body), code)
    if body.get("success") is False and not (error_is_data and isinstance(body.get("data"), dict)):
        raise Refused(Kind.SERVER_FAULT, message_of(body))
    if body and body.keys() <= {"detail", "error", "message", "error_details", "success"}:
        raise Refused(_kind_by_words(body), message_of(body))
    data = body.get("data")
    return answer if data is None else data


def fields(answer: object, *, error_is_data: bool = False) -> Json:
    """The keys of an answer: those under `data`, then those at the top."""
    payload = unwrap(answer, error_is_data=error_is_data)
    top = answer if isinstance(answer, dict) else {}
    if isinstance(payload, dict):
        return {**top, **payload}
    if top:
        return top
    raise Garbled("the answer is not an object")


def message_of(body: Mapping[str, Any]) -> str:
    """The backend's own word for an error, short and cleaned; "" where there is none."""
    for key in ("message", "error", "detail", "errorMessage", "error_message", "msg", "reason"):
        words = _words(body.get(key))
        if words and words.lower() not in ("ok", "success"):
            return words
    data = body.get("data")
    return message_of(data) if isinstance(data, dict) and data is not body else ""


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


def media_list(value: object) -> list[UploadedFile]:
    """The files in a list or mapping of files; what is no file is left out."""
    items = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict) and UploadedFile.read(value):
        items = [value]
    if not isinstance(items, (list, type({}.values()))):
        return []
    return [file for file in map(UploadedFile.read, items) if file]


def _code(body: Json) -> int:
    code = body.get("code")
    if isinstance(code, str) and code.strip().lstrip("-").isdecimal() and len(code) < 10:
        code = int(code)
    if isinstance(code, bool) or not isinstance(code, int) or 200 <= code < 300:
        return 0
    return code


def _kind_by_words(body: Json) -> Kind:
    words = message_of(body).lower()
    return Kind.SESSION_LOST if "session not found" in words else Kind.SERVER_FAULT


def _words(value: object) -> str:
    if isinstance(value, str):
        return short(value)
    if isinstance(value, dict):
        return message_of({k: v for k, v in value.items() if k != "data"})
    if isinstance(value, list):
        return short("; ".join(filter(None, map(_complaint, value[:3]))))
    return ""


def _complaint(item: object) -> str:
    if not isinstance(item, dict):
        return _words(item) if isinstance(item, str) else ""
    place = item.get("loc")
    where = ".".join(map(str, place)) if isinstance(place, list) else ""
    return f"{where}: {_words(item.get('msg'))}".lstrip(": ")


def _milliseconds(seconds: object) -> int | None:
    found = number(seconds)
    return round(found * 1000) if found is not None and 0 <= found < 1e9 else None


def _moment(value: object) -> datetime | None:
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = number(value)
        if seconds is None:
            return None
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _is_unlimited(found: Json) -> bool:
    endless = ("unlimited", "infinite", "infinity", "inf", "∞", "-1", "-1.0")
    return found.get("unlimited") is True or str(found.get("available")).lower() in endless


def _percent(value: object) -> float | None:
    if isinstance(value, str):
        value = value.strip().removesuffix("%")
    found = number(value)
    return min(max(found, 0.0), 100.0) if found is not None else None


def _media_kind(value: object) -> MediaKind:
    kind = str(value or "").partition("/")[0].lower()
    if kind in ("video", "audio", "image", "subtitle"):
        return kind  # type: ignore[return-value]  # checked in the line above
    return "image" if kind in ("photo", "picture") else ""


def _first(found: Mapping[str, Any], *keys: str) -> Any:
    return next((found[key] for key in keys if found.get(key) is not None), None)
