"""The HTTP face of the studio: the endpoints of the NemoVideo API, each a few lines.

Handlers raise problems; `answers.on_problem` is the one place that turns them into codes.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from nemo_tui.protocol import routes
from nemo_tui.protocol.addresses import is_loopback_host
from nemo_tui.protocol.problems import Kind, Problem
from nemo_tui.protocol.text import clean, short
from nemo_tui.studio.fetching.sentences import FetchFailed
from nemo_tui.studio.http import wire
from nemo_tui.studio.http.answers import (
    Answer,
    of_problem,
    ok,
    on_fault,
    on_http_error,
    on_problem,
    refuse,
)
from nemo_tui.studio.http.body import read_object, text_of, words_of_message
from nemo_tui.studio.http.drain import Drain
from nemo_tui.studio.http.guard import Guard
from nemo_tui.studio.http.openapi import DESCRIPTION
from nemo_tui.studio.http.stream import Talk, language_of
from nemo_tui.studio.http.uploads import Receiver
from nemo_tui.studio.names import disposition
from nemo_tui.studio.recipe import Media
from nemo_tui.studio.service import Studio
from nemo_tui.studio.store import Session
from nemo_tui.studio.tokens import LIFE_SECONDS

MAX_URLS = 20
MAX_MESSAGE = 20_000


def create_app(studio: Studio, bound: str = "127.0.0.1") -> Starlette:
    """The ASGI application of one studio that listens on the address `bound`."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await studio.start()
        yield
        await studio.aclose()

    app = Starlette(
        routes=_routes(),
        lifespan=lifespan,
        middleware=[Middleware(Drain), Middleware(Guard, bound=bound)],
        exception_handlers={
            Problem: on_problem,
            HTTPException: on_http_error,
            ClientDisconnect: _gone,
            Exception: on_fault,
        },
    )
    app.router.redirect_slashes = False
    app.state.studio = studio
    return app


def _routes() -> list[Route]:
    upload = f"/api/upload-video/{routes.APP}/{routes.USER}/{{session_id}}"
    state = f"/api/state/{routes.APP}/{routes.USER}/{{session_id}}/latest"
    return [
        Route(routes.ANONYMOUS_TOKEN, anonymous_token, methods=["POST"]),
        Route(routes.CLAIM_TOKEN, claim_token, methods=["POST"]),
        Route(routes.SESSION, create_session, methods=["POST"]),
        Route(routes.RUN_SSE, run_sse, methods=["POST"]),
        Route(routes.CREDITS, credits, methods=["GET"]),
        Route(upload, upload_media, methods=["POST"]),
        Route(state, project_state, methods=["GET"]),
        Route(routes.RENDER, start_render, methods=["POST"]),
        Route(f"{routes.RENDER}/{{render_id}}", poll_render, methods=["GET"]),
        Route(f"{routes.RENDER}/{{render_id}}/cancel", cancel_render, methods=["POST"]),
        Route("/api/render/proxy/{render_id}/download", download_render, methods=["GET"]),
        Route("/api/media/{media_id}", download_media, methods=["GET"]),
        Route("/openapi.json", describe, methods=["GET"]),
    ]


async def anonymous_token(request: Request) -> Response:
    """A free token for callers on this machine, unless the studio keeps its door shut."""
    studio = _studio(request)
    caller = request.client.host if request.client else ""
    if not studio.tokens.open_door or not is_loopback_host(caller):
        raise refuse(Kind.FORBIDDEN, "this studio gives no anonymous tokens")
    client_id = request.headers.get("x-client-id", "").strip()
    if not client_id or len(client_id) > 64:
        raise refuse(Kind.BAD_REQUEST, "X-Client-Id: 1 to 64 characters are wanted")
    grant = await studio.tokens.grant(client_id)
    expires = datetime.fromtimestamp(grant.expires, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    data = {
        "token": grant.token,
        "user_id": grant.owner,
        "expires_at": expires,
        "credits": wire.PLENTY,
    }
    return ok(data, token=grant.token)


async def claim_token(request: Request) -> Response:
    """A hand-over token, as the hosted service gives; the studio has no web page to claim it on."""
    studio, owner = _studio(request), await _owner(request)
    body = await read_object(request)
    session = await studio.session(owner, text_of(body, "session_id"))
    return ok({"claim_token": wire.claim(session.id), "expires_in": LIFE_SECONDS})


async def create_session(request: Request) -> Response:
    """A project and its session."""
    studio, owner = _studio(request), await _owner(request)
    body = await read_object(request)
    name, language = text_of(body, "task_name", "project"), text_of(body, "language", "en", 35)
    session = await studio.open_session(owner, name, language)
    return ok({"task_id": session.task, "session_id": session.id, "user_id": session.owner})


async def run_sse(request: Request) -> Response:
    """One turn of the conversation, as a stream of events."""
    studio, owner = _studio(request), await _owner(request)
    body = await read_object(request)
    session_id = text_of(body, "session_id" if "session_id" in body else "sessionId")
    message = clean(words_of_message(body, MAX_MESSAGE))
    session = await studio.session(owner, session_id)
    skill = short(request.headers.get("x-skill-source", ""))
    talk = Talk(studio, session, message, skill, in_pieces=body.get("streaming") is not False)
    return StreamingResponse(talk.lines(), media_type="text/event-stream")


async def upload_media(request: Request) -> Response:
    """Files (multipart, field `files`) or URLs (JSON) into a session."""
    studio, owner = _studio(request), await _owner(request)
    session = await studio.session(owner, request.path_params["session_id"])
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() == "application/json":
        body = await read_object(request)
        urls = wire.urls(body, MAX_URLS)
        media = [await _unless_gone(request, _fetch(studio, session, url)) for url in urls]
    else:
        media = await _receive(request, studio, session)
    return ok(
        {
            "files": [wire.file(item, _origin(request)) for item in media],
            "session_state_applied": True,
        }
    )


async def credits(request: Request) -> Response:
    """The balance: nothing is counted here."""
    await _owner(request)
    return ok({"available": wire.PLENTY, "frozen": 0, "total": wire.PLENTY, "unlimited": True})


async def project_state(request: Request) -> Response:
    """The media and the draft of a session."""
    studio, owner = _studio(request), await _owner(request)
    session = await studio.session(owner, request.path_params["session_id"])
    library = await studio.store.library(session.id)
    draft = await studio.store.draft(session.id)
    videos = [wire.file(item, _origin(request)) for item in library.items]
    return ok(
        {
            "session_id": session.id,
            "task_id": session.task,
            "task_name": session.name,
            "state": {"video_infos": videos, "draft": draft, "canvas_config": wire.canvas(draft)},
        }
    )


async def start_render(request: Request) -> Response:
    """Queue an export of the draft in the body."""
    studio, owner = _studio(request), await _owner(request)
    body = await read_object(request)
    session_id = text_of(body, "sessionId" if "sessionId" in body else "session_id")
    draft, output = body.get("draft"), body.get("output")
    render = await studio.start_render(owner, text_of(body, "id"), session_id, draft, output)
    status = wire.status(render, 0.0, _origin(request))
    return ok(status, **status)


async def poll_render(request: Request) -> Response:
    """How far an export is; its keys stand under `data` and at the top level."""
    studio, owner = _studio(request), await _owner(request)
    render = await studio.render(owner, request.path_params["render_id"])
    status = wire.status(render, studio.renders.share(render.id), _origin(request))
    return ok(status, **status)


async def cancel_render(request: Request) -> Response:
    """Stop an export; stopping one that is over changes nothing."""
    studio, owner = _studio(request), await _owner(request)
    render = await studio.render(owner, request.path_params["render_id"])
    await studio.renders.cancel(render.id)
    render = await studio.render(owner, render.id)
    status = wire.status(render, 0.0, _origin(request))
    return ok(status, **status)


async def download_render(request: Request) -> Response:
    """The finished file, whole or by Range."""
    studio, owner = _studio(request), await _owner(request)
    render = await studio.render(owner, request.path_params["render_id"])
    path = studio.folders.renders / render.file
    if render.status != "completed" or not path.is_file():
        raise refuse(Kind.BAD_REQUEST, "this export has no file", 404)
    session = await studio.session(owner, render.session)
    return _file(path, f"{session.name}{path.suffix}")


async def download_media(request: Request) -> Response:
    """A source file of a session."""
    studio, owner = _studio(request), await _owner(request)
    media: Media = await studio.media(owner, request.path_params["media_id"])
    return _file(media.path, media.name)


async def describe(_: Request) -> Response:
    """The description of this API."""
    return Answer(DESCRIPTION)


async def _receive(request: Request, studio: Studio, session: Any) -> list[Media]:
    limit = studio.options.upload_limit
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise refuse(Kind.TOO_LARGE, f"the upload is larger than {limit} bytes")
    studio.check_space(int(declared) if declared.isdecimal() else 0)
    receiver = Receiver(studio.folders.incoming, request.headers.get("content-type", ""))
    files = await receiver.receive(request.stream(), limit)
    if not files:
        raise refuse(Kind.BAD_REQUEST, "files: no file in the upload")
    return await studio.add_files(session, files)


async def _fetch(studio: Studio, session: Session, url: str) -> Media:
    try:
        return await studio.add_url(session, url, lambda _: None)
    except FetchFailed as error:
        error.language = language_of("", session.language)
        raise refuse(Kind.BAD_REQUEST, str(error), error.status) from error


async def _unless_gone(request: Request, work: Coroutine[Any, Any, Media]) -> Media:
    """The result of long work; it stops when the caller, whose body is read, goes away."""
    task, gone = asyncio.create_task(work), asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait([task, gone], return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        for future in (task, gone):
            future.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


def _studio(request: Request) -> Studio:
    studio: Studio = request.app.state.studio
    return studio


async def _owner(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    owner = None
    if scheme.lower() == "bearer":
        owner = await _studio(request).tokens.owner_of(token.strip())
    if owner is None:
        raise refuse(Kind.SIGN_IN, "a valid bearer token is wanted")
    return owner


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _file(path: Any, name: str) -> FileResponse:
    return FileResponse(path, headers={"content-disposition": disposition(name)})


async def _gone(_: Request, __: Exception) -> Response:
    return of_problem(refuse(Kind.BAD_REQUEST, "the caller went away"))
