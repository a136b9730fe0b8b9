"""The app in a browser: only from this machine, only with the token."""

import asyncio
import shlex
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from textual_serve.app_service import AppService

from nemo_tui.ui.serve import COOKIE, Guarded, _quote_name, main

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def server(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> AsyncIterator[Guarded]:
    """The app on a scripted conversation, served."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    opened = recorded(monkeypatch)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = shlex.join([sys.executable, "-m", "tests.ui.plain_app", str(home)])
    made = Guarded(command, "127.0.0.1", port)
    runner = web.AppRunner(await made._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    assert made.token in capsys.readouterr().out
    yield made
    await runner.cleanup()
    for process in opened:
        assert process.stdin
        process.stdin.close()
        await process.wait()


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    """The programs that the server starts from here on; it does not wait for their end."""
    opened: list[Process] = []
    start = AppService._open_app_process

    async def noted(service: AppService, width: int, height: int) -> Process:
        opened.append(await start(service, width, height))
        return opened[-1]

    monkeypatch.setattr(AppService, "_open_app_process", noted)
    return opened


async def status(server: Guarded, path: str, **options: object) -> int:
    """What the server answers to a stranger."""
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client,
        client.get(server.public_url + path, allow_redirects=False, **options) as answer,  # type: ignore[arg-type]  # headers
    ):
        return answer.status


async def test_strangers_are_sent_away(server: Guarded) -> None:
    assert await status(server, "/") == 401
    assert await status(server, "/ws") == 401
    assert await status(server, "/static/js/textual.js") == 401
    assert await status(server, "/?token=wrong") == 401
    good = {"Cookie": f"{COOKIE}={server.token}"}
    assert await status(server, "/", headers=good) == 200
    assert await status(server, "/", headers={**good, "Host": "evil.example"}) == 403
    assert await status(server, "/ws", headers={**good, "Origin": "http://evil.example"}) == 403


async def test_the_token_opens_the_app(server: Guarded) -> None:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        async with client.get(server.address) as page:
            assert page.status == 200
            assert server.token not in str(page.url)
            assert "default-src 'self'" in page.headers["Content-Security-Policy"]
            text = await page.text()
            assert "<title>nemo-tui</title>" in text
            assert "https://" not in text.split("<body", 1)[0]
        async with client.ws_connect(f"{server.public_url}/ws?width=100&height=30") as socket_:
            seen = b""
            async with asyncio.timeout(30):
                async for message in socket_:
                    seen += message.data if isinstance(message.data, bytes) else b""
                    if b"Try saying" in seen:
                        break
            assert b"Try saying" in seen


async def test_a_download_keeps_any_name() -> None:
    asked = make_mocked_request("GET", "/download/x")
    answer = web.StreamResponse()
    answer.headers["Content-Disposition"] = 'attachment; filename=my "film"; 海.mp4'
    await _quote_name(asked, answer)
    told = answer.headers["Content-Disposition"]
    assert told == "attachment; filename*=UTF-8''my%20%22film%22%3B%20%E6%B5%B7.mp4"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.com"])
def test_hosts_that_others_reach_are_refused(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(host, 1, []) == 2
    assert "127.0.0.1" in capsys.readouterr().err
