"""Headless Chromium, driven over its DevTools socket: a page, its keys, its pictures."""

import asyncio
import base64
import itertools
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), "")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--remote-debugging-port=0", "--window-size=1200,800"),
)
SECONDS = 90


class Page:
    """One tab; a command is answered by its result, a fault of the page is kept in `faults`."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.faults: list[str] = []

    async def listen(self) -> None:
        """Sort what the browser says into answers and faults, until it closes."""
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                self._waiting.pop(said["id"]).set_result(said)
            elif said["method"] == "Log.entryAdded":
                self.faults.append(said["params"]["entry"]["text"])
            elif said["method"] == "Runtime.exceptionThrown":
                self.faults.append(str(said["params"]["exceptionDetails"]))

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the DevTools protocol."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        said = await asyncio.wait_for(answer, SECONDS)
        assert "error" not in said, said
        return dict(said["result"])

    async def evaluate(self, script: str) -> Any:
        """The value of a script in the page."""
        options = {"expression": script, "returnByValue": True, "awaitPromise": True}
        return (await self.do("Runtime.evaluate", **options))["result"].get("value")

    async def write(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            await self.do("Input.dispatchKeyEvent", type="char", text=letter)

    async def press(self, key: str, code: int, modifiers: int = 0) -> None:
        """Press one key by its name and its number; `modifiers` 2 is Ctrl."""
        said = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        text = {"text": "\r"} if key == "Enter" else {}
        await self.do("Input.dispatchKeyEvent", type="keyDown", **said, **text)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **said)

    async def picture(self, file: Path) -> None:
        """What the page looks like."""
        data = (await self.do("Page.captureScreenshot", format="png"))["data"]
        file.write_bytes(base64.b64decode(data))


@asynccontextmanager
async def opened(address: str, folder: Path) -> AsyncIterator[Page]:
    """A page of a fresh browser whose downloads land in `folder`/downloads."""
    profile = f"--user-data-dir={folder / 'profile'}"
    program = await asyncio.create_subprocess_exec(
        PROGRAM, *FLAGS, profile, "about:blank", stderr=asyncio.subprocess.PIPE
    )
    try:
        place = await _devtools_place(program)
        async with aiohttp.ClientSession() as client:
            async with client.get(f"http://{place}/json") as tabs:
                tab = next(each for each in await tabs.json() if each["type"] == "page")
            async with client.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = Page(socket)
                listening = asyncio.create_task(page.listen())
                downloads = str(folder / "downloads")
                for domain in ("Page", "Runtime", "Log"):
                    await page.do(f"{domain}.enable")
                await page.do(
                    "Browser.setDownloadBehavior", behavior="allow", downloadPath=downloads
                )
                await page.do("Page.navigate", url=address)
                yield page
                listening.cancel()
    finally:
        program.terminate()
        await program.wait()


async def _devtools_place(program: asyncio.subprocess.Process) -> str:
    assert program.stderr is not None
    async with asyncio.timeout(SECONDS):
        async for line in program.stderr:
            found = re.search(rb"DevTools listening on ws://([^/]+)/", line)
            if found:
                return found[1].decode()
    raise AssertionError("the browser did not start")


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(SECONDS):
        while not await holds():  # noqa: ASYNC110 - a browser tells of no such thing by itself
            await asyncio.sleep(0.1)
