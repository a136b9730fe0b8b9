"""Request bodies: JSON with a limit on size and depth, and typed looks into it."""

import json
import re
from typing import Any, NoReturn

from starlette.requests import Request

from nemo_tui.protocol.problems import Kind
from nemo_tui.studio.http.answers import refuse

JSON_LIMIT = 16 * 1024 * 1024
DEPTH_LIMIT = 64
Json = dict[str, Any]

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


async def read_bytes(request: Request, limit: int = JSON_LIMIT) -> bytes:
    """The whole body; raises a problem (TOO_LARGE) beyond the limit in bytes."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise refuse(Kind.TOO_LARGE, f"the body is larger than {limit} bytes")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise refuse(Kind.TOO_LARGE, f"the body is larger than {limit} bytes")
    return bytes(body)


async def read_object(request: Request) -> Json:
    """The body as a JSON object; raises a problem (BAD_REQUEST) for anything else."""
    return parse_object(await read_bytes(request))


def parse_object(body: bytes) -> Json:
    """A JSON object from bytes; raises a problem (BAD_REQUEST) for anything else."""
    try:
        value = json.loads(body or b"{}", parse_constant=_no_constant)
        if _SURROGATE.search(body):
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise refuse(Kind.BAD_REQUEST, "the body is not JSON") from error
    if not isinstance(value, dict):
        raise refuse(Kind.BAD_REQUEST, "the body is not a JSON object")
    if _deeper_than(value, DEPTH_LIMIT):
        raise refuse(Kind.BAD_REQUEST, "the body is nested too deeply")
    return value


def text_of(data: Json, key: str, default: str | None = None, limit: int = 200) -> str:
    """A text (or whole number) of the body; without a default a missing one is a problem."""
    value = data.get(key, default)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
        value = str(value)
    if not isinstance(value, str) or len(value) > limit:
        raise refuse(Kind.BAD_REQUEST, f"{key}: a text of at most {limit} characters is wanted")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _deeper_than(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            child
            for item in level
            for child in (item.values() if isinstance(item, dict) else item)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


def words_of_message(body: Json, limit: int) -> str:
    """The words of `new_message`; raises a problem (BAD_REQUEST) when there are none."""
    message = body.get("new_message", body.get("newMessage"))
    parts = message.get("parts") if isinstance(message, dict) else None
    texts = [
        part["text"]
        for part in (parts if isinstance(parts, list) else [])
        if isinstance(part, dict) and isinstance(part.get("text"), str)
    ]
    text = "\n".join(texts)
    if not text.strip() or len(text) > limit:
        raise refuse(Kind.BAD_REQUEST, f"new_message: 1 to {limit} characters of text are wanted")
    return text
