"""Driving the app on a screen in memory: wait on workers, never on seconds."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from nemo_tui.ui.app import NemoApp
from tests.ui.fakes import World


@asynccontextmanager
async def shown(
    world: World, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[NemoApp, Pilot[int]]]:
    """The app, ready: its first screen stands, skills and past are read."""
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await world.until(lambda: app.chat.is_ready, pilot)
        await settle(app, pilot)
        yield app, pilot


async def settle(app: NemoApp, pilot: Pilot[int]) -> None:
    """Wait until no worker runs and everything is drawn."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def say(app: NemoApp, pilot: Pilot[int], text: str) -> None:
    """Put a text into the prompt, press Enter, and wait for the turn to end."""
    app.chat.prompt.set_text(text)
    await pilot.press("enter")
    await settle(app, pilot)


def drawn(app: NemoApp) -> str:
    """The screen as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def told(app: NemoApp) -> list[str]:
    """The notices that are on the screen or about to be."""
    return [str(notice.message) for notice in app._notifications]
