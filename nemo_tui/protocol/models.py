"""The answers of the NemoVideo API as plain values; every shape that its sources show is read.

Every `read` takes any JSON value and gives a value or raises Refused or Garbled.
Source: the four skill documents, the vendor's reference, ADK's `detail` bodies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from nemo_tui.protocol.envelope import Json, fields, message_of, unwrap
from nemo_tui.protocol.problems import Garbled
from nemo_tui.protocol.scalars import (
    first,
    identifier,
    is_header_safe,
    milliseconds,
    moment,
    number,
    web_address,
    whole,
)
from nemo_tui.protocol.text import clean

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
            expires_at=moment(found.get("expires_at")) or (now or datetime.now(UTC)) + TOKEN_LIFE,
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
        session_id = identifier(first(found, "session_id", "sessionId"))
        if not session_id:
            raise Garbled("the answer holds no session id")
        return cls(
            session_id,
            identifier(first(found, "task_id", "taskId")),
            identifier(first(found, "user_id", "userId")),
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
        name = first(item, "filename", "file_name", "name")
        url = web_address(first(item, "cdn_url", "url"))
        if not (isinstance(name, str) and name) and not url:
            return None
        return cls(
            name=clean(name, lines=False) if isinstance(name, str) else url.rpartition("/")[2],
            kind=_media_kind(first(item, "file_type", "type", "mime_type")),
            url=url,
            duration_ms=milliseconds(item.get("duration")),
            width=whole(item.get("width")),
            height=whole(item.get("height")),
            fps=number(item.get("fps")),
            bytes=whole(first(item, "size", "bytes", "file_size")),
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
        title = first(found, "task_name", "name")
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
        url = web_address(first(merged, "url", "outputUrl", "output_url"))
        if isinstance(found.get("output"), str):
            url = url or web_address(found["output"])
        status = _RENDER_STATES.get(str(found.get("status", "")).strip().lower(), "unknown")
        return cls(
            id=identifier(first(found, "id", "taskId", "render_id")),
            status=status,
            progress=_percent(found.get("progress")),
            url=url,
            error=message_of(found) if status in ("failed", "cancelled", "unknown") else "",
            bytes=whole(first(merged, "size", "bytes")),
            duration_ms=milliseconds(merged.get("duration")),
            width=whole(merged.get("width")),
            height=whole(merged.get("height")),
        )


def claim_token(answer: object) -> str:
    """The `claim_token` of an answer: no key to the account, only to one hand-over."""
    found = fields(answer).get("claim_token")
    if not isinstance(found, str) or not is_header_safe(found):
        raise Garbled("the answer holds no claim token")
    return found


def media_list(value: object) -> list[UploadedFile]:
    """The files in a list or mapping of files; what is no file is left out."""
    items = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict) and UploadedFile.read(value):
        items = [value]
    if not isinstance(items, (list, type({}.values()))):
        return []
    return [file for file in map(UploadedFile.read, items) if file]


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
