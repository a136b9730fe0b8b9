"""What the studio answers: the envelope `{code, message, data}`, and problems turned into it."""

import errno
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from nemo_tui.protocol.problems import Kind, Problem, Refused

# Body code and HTTP status of each reaction (source: the skill documents' error tables).
STATUS: dict[Kind, tuple[int, int]] = {
    Kind.SIGN_IN: (1001, 401),
    Kind.SESSION_LOST: (1002, 404),
    Kind.UNSUPPORTED_FILE: (4001, 415),
    Kind.TOO_LARGE: (4002, 413),
    Kind.BAD_REQUEST: (400, 400),
    Kind.FORBIDDEN: (403, 403),
    Kind.RATE_LIMITED: (429, 429),
    Kind.DISK_FULL: (507, 507),
    Kind.SERVER_FAULT: (500, 500),
}


def refuse(kind: Kind, message: str, code: int | None = None) -> Refused:
    """A problem to raise in a handler; `code` overrides the body code and the status."""
    return Refused(kind, message, code)


class Answer(Response):
    """A JSON answer; text that is no Unicode is replaced and never breaks it."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The body."""
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")


def ok(data: Any, **beside: Any) -> Answer:
    """A good answer; `beside` are keys for clients that look at the top level."""
    return Answer({"code": 0, "message": "ok", "data": data, **beside})


def of_problem(problem: Problem) -> Answer:
    """The answer to a problem: `detail` beside it for clients that speak ADK's dialect."""
    code, status = STATUS.get(problem.kind, (500, 500))
    if problem.code is not None:
        code = status = problem.code
    message = problem.detail or str(problem.kind)
    body = {"code": code, "message": message, "data": None, "detail": message}
    return Answer(body, status_code=status)


async def on_problem(_: Request, error: Exception) -> Response:
    """The one translation of what handlers raise."""
    if isinstance(error, Problem):
        return of_problem(error)
    raise error


async def on_http_error(_: Request, error: Exception) -> Response:
    """Routing errors (404, 405) in the envelope."""
    status = int(getattr(error, "status_code", 500))
    message = str(getattr(error, "detail", "")) or "error"
    body = {"code": status, "message": message, "data": None, "detail": message}
    return Answer(body, status_code=status, headers=getattr(error, "headers", None))


async def on_fault(_: Request, error: Exception) -> Response:
    """Anything unforeseen: one sentence, the traceback goes to the log."""
    if getattr(error, "errno", 0) == errno.ENOSPC or "disk is full" in str(error):
        return of_problem(refuse(Kind.DISK_FULL, "the disk is full"))
    return of_problem(refuse(Kind.SERVER_FAULT, "the studio met an error of its own"))
