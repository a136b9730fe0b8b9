"""`python -m nemo_tui.studio`: serve the studio until it is told to stop.

Prints one JSON line `{"url", "token"}` once requests are accepted (`--json`), or a sentence.
"""

import argparse
import asyncio
import json
import logging
import os
import select
import signal
import socket
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import uvicorn

from nemo_tui.hooks import Plugins, StudioHooks
from nemo_tui.protocol.addresses import is_loopback_host
from nemo_tui.studio.agent import Agent, Planner
from nemo_tui.studio.app import create_app
from nemo_tui.studio.executor import LocalExecutor
from nemo_tui.studio.fetch import Limits
from nemo_tui.studio.folders import Folders, open_folders
from nemo_tui.studio.jobs import Executor, RenderQueue
from nemo_tui.studio.recipes import register_all
from nemo_tui.studio.rehearsal import rehearse
from nemo_tui.studio.service import Options, Studio
from nemo_tui.studio.store import Store
from nemo_tui.studio.tokens import Tokens, new_token


def main(argv: Sequence[str] | None = None) -> int:
    """Serve; 0 after a clean end, 2 when it cannot be started as asked."""
    arguments = parser().parse_args(argv)
    if not is_loopback_host(arguments.host) and not arguments.token_only:
        print("a host other than this machine needs --token-only", file=sys.stderr)
        return 2
    if arguments.dask and not arguments.shared_dir:
        print("--dask needs --shared-dir", file=sys.stderr)
        return 2
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        listening = _listen(arguments.host, arguments.port)
        folders = open_folders(data_folder(arguments, os.environ))
        store = Store(folders.root)
    except (OSError, sqlite3.OperationalError) as error:
        print(f"the studio cannot start: {error}", file=sys.stderr)
        return 2
    asyncio.run(serve(arguments, listening, folders, store))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line of the studio."""
    made = argparse.ArgumentParser(prog="nemo-tui studio", description="Serve the local studio.")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    made.add_argument("--port", type=int, default=0, help="port to listen on (0: a free one)")
    made.add_argument("--data-dir", type=Path, help="where media, drafts and exports are kept")
    made.add_argument("--json", action="store_true", help="print one JSON line when ready")
    made.add_argument("--token-only", action="store_true", help="give no anonymous tokens")
    made.add_argument("--workers", type=int, help="exports at once (2; with --dask 8)")
    made.add_argument(
        "--upload-limit", type=int, default=64_000, help="largest upload in MB (64000)"
    )
    made.add_argument("--keep-days", type=float, default=30, help="unused sessions are kept (30)")
    made.add_argument(
        "--fetch-inside", action="store_true", help="let web pages lead into private networks"
    )
    made.add_argument("--dask", metavar="ADDRESS", help="compute exports on a Dask cluster")
    made.add_argument(
        "--shared-dir", type=Path, help="with --dask: a folder that every worker sees as this"
    )
    made.add_argument(
        "--llm-url", help="ask this OpenAI-compatible server what the recipes do not know"
    )
    made.add_argument("--llm-model", default="", help="the model to ask there")
    made.add_argument("--plugins", type=Path, help="a folder of plug-ins to load")
    made.add_argument("--silent-edits", action="store_true", help=argparse.SUPPRESS)
    return made


def data_folder(arguments: argparse.Namespace, environ: Mapping[str, str]) -> Path:
    """Where this studio keeps its data, absolute."""
    shared: Path | None = arguments.shared_dir
    chosen = arguments.data_dir or (shared / "studio" if shared else default_folder(environ))
    return Path(chosen).absolute()


def default_folder(environ: Mapping[str, str]) -> Path:
    """The data folder of the XDG convention."""
    given = Path(environ.get("XDG_DATA_HOME", ""))
    home = Path(environ.get("HOME") or Path.home())
    return (given if given.is_absolute() else home / ".local/share") / "nemo-tui" / "studio"


def build(arguments: argparse.Namespace, folders: Folders, store: Store, token: str) -> Studio:
    """A studio from the command line."""
    plugins = Plugins(StudioHooks)
    register_all(plugins)
    plugins.load_entry_points()
    if arguments.plugins:
        plugins.load_folder(arguments.plugins)
    workers = max(1, arguments.workers or (8 if arguments.dask else 2))
    queue = RenderQueue(store, executor(arguments), folders.renders, folders.work, workers)
    options = Options(
        upload_limit=arguments.upload_limit * 10**6,
        silent_edits=arguments.silent_edits or bool(os.environ.get("NEMO_STUDIO_SILENT")),
        fetch_limits=Limits(inside=arguments.fetch_inside),
        keep_seconds=arguments.keep_days * 86_400,
    )
    tokens = Tokens(store, token, open_door=not arguments.token_only)
    agent = Agent(plugins, planner(arguments, os.environ))
    return Studio(folders, store, tokens, queue, plugins, agent, options)


def planner(arguments: argparse.Namespace, environ: Mapping[str, str]) -> Planner | None:
    """The language model to ask, when the command line names one."""
    if not arguments.llm_url:
        return None
    from nemo_tui.studio.language.llm_planner import Endpoint, LlmPlanner

    key = environ.get("NEMO_STUDIO_LLM_KEY", "")
    return LlmPlanner(Endpoint(arguments.llm_url, arguments.llm_model, key))


def executor(arguments: argparse.Namespace) -> Executor:
    """Where exports are computed."""
    if arguments.dask:
        from nemo_tui.studio.cluster import DaskExecutor

        return DaskExecutor(arguments.dask)
    return LocalExecutor()


async def serve(
    arguments: argparse.Namespace, listening: socket.socket, folders: Folders, store: Store
) -> None:
    """Run until a signal or, when spawned, the end of standard input."""
    token = new_token()
    studio = build(arguments, folders, store, token)
    config = uvicorn.Config(
        create_app(studio, arguments.host),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=30,
    )

    def ready() -> None:
        _announce(listening, token, arguments.json)
        # Not of the pool that requests wait for, and no daemon: an end in the middle is in order.
        threading.Thread(target=rehearse, args=(studio.agent,), name="rehearsal").start()

    server = _Server(config, ready)
    spawner = _watch_spawner(server) if arguments.json else None
    # uvicorn raises the signals that it caught once more when all is closed; that is enough.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    await server.serve([listening])
    if spawner:
        spawner.close()


class _Server(uvicorn.Server):
    """Says when requests are accepted."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def _announce(listening: socket.socket, token: str, as_json: bool) -> None:
    host, port = listening.getsockname()[:2]
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    if as_json:
        print(json.dumps({"url": url, "token": token}), flush=True)
    else:
        print(f"The studio is at {url}\nToken: {token}\nStop it with ctrl+c.", flush=True)


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65_535:
        raise OSError(f"there is no port {port}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=128)
    # What is accepted inherits it; asyncio sets it only on sockets that name their protocol, and
    # without it an answer in two pieces waits 40 ms for the first to be acknowledged.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.setblocking(False)
    return listening


def _watch_spawner(server: uvicorn.Server) -> "_StdinEnd | None":
    """Stop the server when whoever holds the other end of standard input is gone."""
    if not _is_open_pipe():
        return None
    return _StdinEnd(server)


class _StdinEnd:
    def __init__(self, server: uvicorn.Server) -> None:
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(0, self._read)

    def close(self) -> None:
        self._loop.remove_reader(0)

    def _read(self) -> None:
        if not os.read(0, 4096):
            self._loop.remove_reader(0)
            self._server.should_exit = True


def _is_open_pipe() -> bool:
    # A pipe that is at its end already belongs to no spawner: some shells start programs so.
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return False
    poll = select.poll()
    poll.register(0, select.POLLIN)
    return not any(events & select.POLLHUP for _, events in poll.poll(0))


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    sys.exit(main())
