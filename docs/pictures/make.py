"""Make the pictures of the manual from the running app with real media.

    python docs/pictures/make.py [NAME ...]

Every picture is the real app on the real studio: clips are made by ffmpeg, uploaded, edited
and exported on this machine, and the screen is written as SVG at the moment the name says.
"""

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot

from nemo_tui.catalogue import Catalogue
from nemo_tui.cli import parts
from nemo_tui.config import load
from nemo_tui.launch import Launcher
from nemo_tui.ui.app import NemoApp, Parts
from nemo_tui.ui.looks import ffmpeg

HERE = Path(__file__).parent
HOME = Path("/tmp/nemo")
SIZES = {"wide": (120, 40), "small": (80, 24)}
WAIT_SECONDS = 90
MORNING = 1_735_725_600
CELL = 12.2
FEET = 5
TEXT = r'<text xml:space="preserve" class="\1" x="\2" \3'
SCENES = {
    "whale.mp4": "gradients=s=1280x720:speed=0.02:n=6:seed=11:type=spiral",
    "reef.mp4": "gradients=s=1280x720:speed=0.02:n=5:seed=4:type=circular",
    "sunset.mp4": "gradients=s=1280x720:d=8:speed=0.03:c0=0xff5f6d:c1=0xffc371:c2=0x2b1055:n=3",
}
App = tuple[NemoApp, Pilot[int]]


def footage() -> None:
    """Three clips and a song in a home of their own."""
    shutil.rmtree(HOME, ignore_errors=True)
    (HOME / "Videos").mkdir(parents=True)
    for name, scene in SCENES.items():
        tone = f"sine=f={300 + 40 * len(name)}:d=12"
        encode = ["-t", "10", "-c:v", "libx264", "-preset", "veryfast", "-crf", "14"]
        encode += ["-pix_fmt", "yuv420p", "-c:a", "aac"]
        sources = ["-f", "lavfi", "-i", scene, "-f", "lavfi", "-i", tone]
        run(*sources, *encode, str(HOME / "Videos" / name))
    song = "aevalsrc='0.7*sin(1400*t)*abs(sin(0.9*t))*abs(sin(2.3*t+1))':d=20"
    run("-f", "lavfi", "-i", song, str(HOME / "Videos" / "song.mp3"))


def run(*arguments: str) -> None:
    """Run ffmpeg quietly."""
    subprocess.run([ffmpeg(os.environ), "-v", "error", "-y", *arguments], check=True)


@asynccontextmanager
async def shown(
    size: tuple[int, int], language: str = "en", theme: str = "", skill: str = "", resume: str = ""
) -> AsyncIterator[App]:
    """The real app on a screen in memory."""
    environ = {**os.environ, "HOME": str(HOME), "LANG": f"{language}_XX.UTF-8"}
    settings = load({key: value for key, value in environ.items() if not key.startswith("XDG_")})
    launcher = Launcher(settings)
    ready = cache(lambda: parts.prepare(settings))

    def prepare() -> Parts:
        made = ready()
        return Parts(made.skills, made.plugins, made.jobs, made.history)

    app = NemoApp(
        settings=settings,
        catalogue=Catalogue("zh" if language == "zh" else "en", is_here=True),
        launcher=launcher,
        conversation_for=parts.conversations(settings, ready, launcher, None),
        prepare=prepare,
        skill=skill,
        resume=resume,
    )
    if theme:
        app.theme = theme
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.chat.is_ready)
        app.chat.prompt.cursor_blink = False
        yield app, pilot
        await app.leaving.let_go()


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Let the app run until something holds."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not holds():
            await pilot.pause(0.02)


async def write(app: NemoApp, pilot: Pilot[int], text: str, *files: str) -> None:
    """Attach files and put a text into the prompt."""
    app.chat.composer.attach([str(HOME / "Videos" / name) for name in files])
    app.chat.prompt.set_text(text)
    await until(pilot, lambda: len(app.looks.all_facts()) >= len(files))
    await pilot.pause(0.1)


async def send(app: NemoApp, pilot: Pilot[int], text: str, *files: str) -> None:
    """Send a message and wait for the end of its turn."""
    await write(app, pilot, text, *files)
    await pilot.press("enter")
    await until(pilot, lambda: not app.chat.is_busy)
    await pilot.pause(0.1)
    await until(pilot, lambda: not looking(app))
    await pilot.pause(0.3)


class Album:
    """Writes the pictures that are wanted."""

    def __init__(self, wanted: list[str]) -> None:
        self._wanted = wanted

    def take(self, app: NemoApp, name: str) -> None:
        """The screen as it is now."""
        if self._wanted and not any(name.startswith(each) for each in self._wanted):
            return
        svg = app.export_screenshot(title="nemo-tui")
        (HERE / f"{name}.svg").write_text(drawn(svg), encoding="utf-8")
        print(name)


def drawn(svg: str) -> str:
    """The screenshot for any font: no font from elsewhere, wide letters as wide as they are."""
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<text class="(\S+)" x="([\d.]+)" (y="[\d.]+") textLength="[\d.]+"', TEXT, svg)
    svg = re.sub(r'(<text xml[^>]* x=")([\d.]+)("[^>]*>)([^<]*)</text>', _placed, svg)
    # The last line is cut at its feet otherwise.
    svg = re.sub(r'(viewBox="0 0 [\d.]+ )([\d.]+)', _longer, svg, count=1)
    svg = re.sub(r'(<rect x="0" y="0" width="[\d.]+" height=")([\d.]+)', _longer, svg, count=1)
    return re.sub(r'(<rect fill="#292929"[^>]* height=")([\d.]+)', _longer, svg, count=1)


def _placed(match: re.Match[str]) -> str:
    head, x, rest, written = match.groups()
    text = html.unescape(written).replace("\xa0", " ")
    bare = text.strip()
    if not bare:
        return ""
    x = f"{float(x) + cell_len(text[: text.index(bare)]) * CELL:.1f}"
    width = f'textLength="{cell_len(bare) * CELL:.1f}" '
    return f"{head}{x}{rest.replace('clip-path', width + 'clip-path')}{html.escape(bare)}</text>"


def _longer(match: re.Match[str]) -> str:
    return f"{match[1]}{float(match[2]) + FEET:.1f}"


async def first_run(album: Album, size: str) -> None:
    async with shown(SIZES[size]) as (app, pilot):
        await pilot.pause(0.1)
        album.take(app, f"first-run-{size}")


async def compressing(album: Album, size: str) -> None:
    async with shown(SIZES[size]) as (app, pilot):
        await write(app, pilot, "compress this video to under 1MB and send it to me", "whale.mp4")
        album.take(app, f"attachments-{size}")
        await pilot.press("enter")
        await until(pilot, lambda: is_rendering(app) or not app.chat.is_busy)
        album.take(app, f"exporting-{size}")
        await until(pilot, lambda: not app.chat.is_busy and not looking(app))
        await pilot.pause(0.5)
        album.take(app, f"exported-{size}")
        await pilot.press("f4")
        await pilot.pause(0.5)
        album.take(app, f"jobs-{size}")


def is_rendering(app: NemoApp) -> bool:
    """Whether a bar is on the screen, neither empty nor full."""
    shares = [task.fraction or 0 for task in app.activity.running if task.kind == "render"]
    return any(0.1 < share < 0.95 for share in shares)


async def editing(album: Album, size: str) -> None:
    async with shown(SIZES[size], skill="video-maker-download") as (app, pilot):
        wish = "combine these clips into a 20-second video with transitions, put the song under it"
        await write(app, pilot, wish, "whale.mp4", "reef.mp4", "sunset.mp4", "song.mp3")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.chat.query("Prose")) or not app.chat.is_busy)
        album.take(app, f"streaming-{size}")
        await until(pilot, lambda: not app.chat.is_busy)
        await pilot.press("ctrl+t", "right")
        await pilot.pause(0.3)
        album.take(app, f"timeline-{size}")
        await pilot.press("escape")
        await send(app, pilot, "write the title Ocean over the first three seconds")
        album.take(app, f"chat-{size}")
        for key, name in (("f2", "skills"), ("f5", "sessions"), ("f6", "settings"), ("f1", "keys")):
            settle_times()
            await pilot.press(key)
            await pilot.pause(0.4)
            album.take(app, f"{name}-{size}")
            await pilot.press("escape")
        await pilot.press("ctrl+p")
        await pilot.pause(0.6)
        album.take(app, f"palette-{size}")


def settle_times() -> None:
    """Conversations of one fixed morning: a picture must not say when it was made."""
    for number, file in enumerate(sorted(HOME.rglob("sessions/*.jsonl"))):
        os.utime(file, (MORNING + 600 * number,) * 2)


async def failing(album: Album, size: str) -> None:
    (HOME / "Videos" / "broken.mp4").write_bytes(b"this is no video")
    async with shown(SIZES[size]) as (app, pilot):
        await send(app, pilot, "compress this video to under 5MB", "broken.mp4")
        album.take(app, f"error-{size}")


async def chinese(album: Album, size: str) -> None:
    async with shown(SIZES[size], language="zh") as (app, pilot):
        await pilot.pause(0.1)
        album.take(app, f"chinese-first-run-{size}")
        await send(app, pilot, "把这个视频压缩到 1MB 以内，然后发给我", "whale.mp4")
        album.take(app, f"chinese-{size}")


async def colours(album: Album, size: str) -> None:
    for theme, name in (("nemo-contrast", "high-contrast"), ("nemo-light", "light")):
        async with shown(SIZES[size], theme=theme, resume="last") as (app, pilot):
            await until(pilot, lambda app=app: bool(app.chat.query("Asked")))  # type: ignore[misc]  # bound
            await until(pilot, lambda app=app: not looking(app))  # type: ignore[misc]  # bound
            await pilot.pause(0.4)
            album.take(app, f"{name}-{size}")


def looking(app: NemoApp) -> bool:
    """Whether a file is still looked at."""
    return any(worker.group == "looks" and not worker.is_finished for worker in app.workers)


SESSIONS: tuple[Callable[[Album, str], Awaitable[None]], ...] = (
    first_run,
    editing,
    compressing,
    failing,
    chinese,
    colours,
)


async def make(wanted: list[str]) -> None:
    """Every picture in both sizes."""
    album = Album(wanted)
    for size in SIZES:
        for session in SESSIONS:
            await session(album, size)


if __name__ == "__main__":
    footage()
    os.chdir(HOME / "Videos")
    asyncio.run(make(sys.argv[1:]))
