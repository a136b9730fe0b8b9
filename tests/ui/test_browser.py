"""The real app in a real browser: words and a path are typed, the finished file is downloaded."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.footage import clip
from tests.ui.browser import PROGRAM, opened, until

pytestmark = [
    pytest.mark.media,
    pytest.mark.skipif(not PROGRAM, reason="no Chromium on this machine"),
]


@pytest.fixture
async def address(home: Path) -> AsyncIterator[str]:
    """Where the app is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "nemo_tui", "serve", "--port", str(port)),
        cwd=home,
        env={**os.environ, "HOME": str(home)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert served.stdout is not None
    yield (await served.stdout.readline()).decode().strip()
    served.terminate()
    await served.communicate()


async def test_a_clip_by_path_comes_back_by_a_download(address: str, home: Path) -> None:
    clip(home / "whale.mp4", 2, bits="2M")
    async with opened(address, home) as page:

        async def stands() -> bool:
            return "-first-byte" in str(await page.evaluate("document.body.className"))

        async def made() -> bool:
            return any(home.glob("*whale*.mp4")) and len(list(home.glob("*.mp4"))) > 1

        async def downloaded() -> bool:
            return any((home / "downloads").glob("*.mp4"))

        await until(stands)
        await page.do("Input.dispatchMouseEvent", type="mousePressed", x=300, y=600, button="left")
        await page.write(str(home / "whale.mp4"))
        await page.press("Enter", 13)
        await page.write("compress this video to under 300kB and send me the file")
        await page.press("Enter", 13)
        await until(made)
        await page.picture(home / "made.png")
        await page.press("o", 79, modifiers=2)
        await until(downloaded)
        (file,) = (home / "downloads").glob("*.mp4")
        assert 10_000 < file.stat().st_size < 300_000
