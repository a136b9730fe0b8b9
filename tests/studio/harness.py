"""A studio on a loopback port, with an agent and an executor that the test chooses."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from nemo_tui.hooks import Plugins, StudioHooks
from nemo_tui.protocol import routes
from nemo_tui.studio.agent import AgentEvent, Say, Turn
from nemo_tui.studio.app import create_app
from nemo_tui.studio.folders import open_folders
from nemo_tui.studio.jobs import Executor, Finished, RenderJob, RenderQueue
from nemo_tui.studio.service import Options, Studio
from nemo_tui.studio.store import Store
from nemo_tui.studio.tokens import Tokens

TOKEN = "nmv_usr_of_the_test"


class Scripted:
    """An agent that says what the test wrote; an exception in the script is raised."""

    def __init__(self, *events: AgentEvent | Exception) -> None:
        self.events = events
        self.turns: list[Turn] = []

    async def answer(self, turn: Turn) -> AsyncIterator[AgentEvent]:
        self.turns.append(turn)
        for event in self.events or (Say("你好 hello"),):
            if isinstance(event, Exception):
                raise event
            yield event


class Copier:
    """An executor whose film is 1000 known bytes; `hold` keeps it waiting."""

    def __init__(self) -> None:
        self.jobs: list[RenderJob] = []
        self.go = threading.Event()
        self.go.set()

    async def render(self, job: RenderJob, on_progress: Callable[[float], None]) -> Finished:
        self.jobs.append(job)
        on_progress(0.5)
        await asyncio.to_thread(self.go.wait)
        path = job.folder / f"{job.stem}.mp4"
        path.write_bytes(bytes(range(250)) * 4)
        return Finished(path, 1000, 2500, 320, 180)

    async def aclose(self) -> None:
        pass


@dataclass
class Running:
    """A studio that listens; `http` carries the handshake token."""

    studio: Studio
    url: str
    http: httpx.Client
    executor: Any
    agent: Any

    def session(self, language: str = "en", http: httpx.Client | None = None) -> str:
        """A new session."""
        body = {"task_name": "project", "language": language}
        return str(good((http or self.http).post(routes.SESSION, json=body))["session_id"])

    def upload(self, session: str, *files: Path) -> list[dict[str, Any]]:
        """Files into a session."""
        sent = [("files", (path.name, path.read_bytes())) for path in files]
        answer = self.http.post(routes.upload(session), files=sent)
        return list(good(answer)["files"])

    def state(self, session: str) -> dict[str, Any]:
        """The state of a session."""
        return dict(good(self.http.get(routes.state(session)))["state"])

    def ask(self, session: str, text: str, **more: Any) -> httpx.Response:
        """One turn, read to its end."""
        message = {"parts": [{"text": text}]}
        body = {"app_name": routes.APP, "user_id": routes.USER, "session_id": session}
        return self.http.post(routes.RUN_SSE, json={**body, "new_message": message, **more})


@dataclass
class Choice:
    """What a test wants of its studio."""

    agent: Any = field(default_factory=Scripted)
    executor: Executor = field(default_factory=Copier)
    options: Options = field(default_factory=Options)
    open_door: bool = True
    plugins: Plugins = field(default_factory=lambda: Plugins(StudioHooks))
    workers: int = 2


@contextmanager
def studio(folder: Path, choice: Choice | None = None) -> Iterator[Running]:
    """A running studio; its data folder is `folder`."""
    wanted = choice or Choice()
    started = threading.Event()
    held: dict[str, Any] = {}

    async def serve() -> None:
        made = _build(folder, wanted)
        config = uvicorn.Config(create_app(made), port=0, log_config=None, ws="none")
        held.update(studio=made, server=_Server(config, started))
        await held["server"].serve()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert started.wait(60)
    port = held["server"].servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    try:
        with httpx.Client(base_url=url, headers=headers, timeout=30, trust_env=False) as http:
            yield Running(held["studio"], url, http, wanted.executor, wanted.agent)
    finally:
        if isinstance(wanted.executor, Copier):
            wanted.executor.go.set()
        held["server"].should_exit = True
        thread.join(60)
        assert not thread.is_alive()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started_event: threading.Event) -> None:
        super().__init__(config)
        self._started_event = started_event

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        self._started_event.set()


def good(answer: httpx.Response) -> dict[str, Any]:
    """The data of an answer that must be good."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["code"] == 0, body
    return dict(body["data"])


def bad(answer: httpx.Response, code: int, status: int) -> str:
    """The message of an answer that must be this problem."""
    body = answer.json()
    assert (body["code"], answer.status_code) == (code, status), answer.text
    assert body["message"]
    assert "Traceback" not in answer.text
    return str(body["message"])


def _build(folder: Path, wanted: Choice) -> Studio:
    folders = open_folders(folder)
    store = Store(folders.root)
    queue = RenderQueue(store, wanted.executor, folders.renders, folders.work, wanted.workers)
    tokens = Tokens(store, TOKEN, wanted.open_door)
    return Studio(folders, store, tokens, queue, wanted.plugins, wanted.agent, wanted.options)
