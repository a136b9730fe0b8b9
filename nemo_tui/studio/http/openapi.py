"""The description of the API at /openapi.json, short enough to be read."""

from typing import Any

from nemo_tui.protocol import routes

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "number"}
ANY_OBJECT: Json = {"type": "object"}


def _object(required: tuple[str, ...] = (), **properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(required)}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _json(schema: Json) -> Json:
    return {"content": {"application/json": {"schema": schema}}}


def _operation(
    summary: str,
    data: Json | None = None,
    body: Json | None = None,
    path: str = "",
    sign_in: bool = True,
    headers: tuple[str, ...] = (),
) -> Json:
    answers = {
        "200": {"description": "done", **(_json(_envelope(data)) if data else {})},
        "4XX": {"description": "refused", **_json({"$ref": "#/components/schemas/Problem"})},
    }
    where = [{"name": path, "in": "path", "required": True, "schema": TEXT}] if path else []
    sent = [{"name": name, "in": "header", "schema": TEXT} for name in headers]
    operation: Json = {"summary": summary, "responses": answers, "parameters": where + sent}
    if body:
        operation["requestBody"] = body
    if not sign_in:
        operation["security"] = []
    return operation


def _envelope(data: Json) -> Json:
    return _object(("code", "data"), code={"type": "integer"}, message=TEXT, data=data)


FILE = _object(
    ("filename",),
    id=TEXT,
    filename=TEXT,
    file_type=TEXT,
    cdn_url=TEXT,
    duration=NUMBER,
    width=NUMBER,
    height=NUMBER,
    fps=NUMBER,
    size=NUMBER,
)
RENDER = _object(
    ("id", "status", "progress"),
    id=TEXT,
    status={"enum": ["pending", "processing", "completed", "failed", "cancelled"]},
    progress=NUMBER,
    error=TEXT,
    outputUrl=TEXT,
    output=_object(url=TEXT, duration=NUMBER, size=NUMBER, width=NUMBER, height=NUMBER),
)
SESSION = _object(("session_id",), task_id=TEXT, session_id=TEXT, user_id=TEXT)
STATE = _object(
    session_id=TEXT,
    task_id=TEXT,
    task_name=TEXT,
    state=_object(video_infos=_list(FILE), draft={}, canvas_config=ANY_OBJECT),
)
MESSAGE = _object(("parts",), role=TEXT, parts=_list(_object(text=TEXT)))
UPLOAD: Json = {
    "content": {
        "multipart/form-data": {
            "schema": _object(("files",), files=_list({"type": "string", "format": "binary"}))
        },
        "application/json": {
            "schema": _object(("urls",), urls=_list(TEXT), source_type={"enum": ["url"]})
        },
    }
}
PATHS: Json = {
    routes.ANONYMOUS_TOKEN: {
        "post": _operation(
            "A free token, for callers on this machine",
            _object(("token",), token=TEXT, user_id=TEXT, expires_at=TEXT, credits=NUMBER),
            sign_in=False,
            headers=("X-Client-Id",),
        )
    },
    routes.CLAIM_TOKEN: {
        "post": _operation(
            "A hand-over token",
            _object(claim_token=TEXT, expires_in=NUMBER),
            _json(_object(("session_id",), task_id=TEXT, session_id=TEXT)),
        )
    },
    routes.SESSION: {
        "post": _operation("A new session", SESSION, _json(_object(task_name=TEXT, language=TEXT)))
    },
    routes.RUN_SSE: {
        "post": _operation(
            "One turn; the answer is a stream of ADK events (text/event-stream)",
            None,
            _json(
                _object(
                    ("session_id", "new_message"),
                    app_name=TEXT,
                    user_id=TEXT,
                    session_id=TEXT,
                    new_message=MESSAGE,
                    streaming={"type": "boolean"},
                )
            ),
            headers=("X-Skill-Source", "X-Skill-Version", "X-Skill-Platform"),
        )
    },
    routes.CREDITS: {
        "get": _operation(
            "The balance",
            _object(available=NUMBER, frozen=NUMBER, total=NUMBER, unlimited={"type": "boolean"}),
        )
    },
    f"/api/upload-video/{routes.APP}/{routes.USER}/{{session_id}}": {
        "post": _operation("Files or URLs", _object(files=_list(FILE)), UPLOAD, "session_id")
    },
    f"/api/state/{routes.APP}/{routes.USER}/{{session_id}}/latest": {
        "get": _operation("Media and draft of a session", STATE, path="session_id")
    },
    routes.RENDER: {
        "post": _operation(
            "Start an export",
            RENDER,
            _json(
                _object(
                    ("id", "sessionId", "draft"),
                    id=TEXT,
                    sessionId=TEXT,
                    draft=ANY_OBJECT,
                    output=_object(format=TEXT, quality=TEXT, resolution=TEXT),
                )
            ),
        )
    },
    f"{routes.RENDER}/{{render_id}}": {
        "get": _operation("How far an export is", RENDER, path="render_id")
    },
    f"{routes.RENDER}/{{render_id}}/cancel": {
        "post": _operation("Stop an export", RENDER, path="render_id")
    },
    "/api/render/proxy/{render_id}/download": {
        "get": _operation("The finished file", path="render_id", headers=("Range",))
    },
    "/api/media/{media_id}": {
        "get": _operation("A source file", path="media_id", headers=("Range",))
    },
}
DESCRIPTION: Json = {
    "openapi": "3.1.0",
    "info": {"title": "nemo-tui studio", "version": "1"},
    "security": [{"bearer": []}],
    "paths": PATHS,
    "components": {
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Problem": _object(("code", "message"), code={"type": "integer"}, message=TEXT)
        },
    },
}
