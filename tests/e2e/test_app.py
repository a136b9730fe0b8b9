"""The app in a real terminal, driven by keys."""

from pathlib import Path

import pytest

from tests.e2e.drive import Terminal, alive, family, needs_tmux, until
from tests.support.footage import Film
from tests.support.scripted import STALL, ScriptedService

pytestmark = [pytest.mark.tmux, needs_tmux]
SIZES = pytest.mark.parametrize("terminal", [(120, 40), (80, 24)], indirect=True)

LIVE_SECONDS = 4  # two are promised, the rest is for a busy machine
MAGNIFIER = "\N{RIGHT-POINTING MAGNIFYING GLASS}"

SKILL = """---
name: podcast-trimmer
version: "3.10"
displayName: Podcast Trimmer
description: Takes the silence out.
---

> Hand me a recording.

**Try saying:**
- "remove the silent parts"

nemo_agent
"""


def leave(terminal: Terminal) -> None:
    """Quit by key, and say yes when something is still running."""
    terminal.press("C-q")
    until(lambda: terminal.has_ended or "y  quit" in terminal.screen(), 20, terminal.screen)
    if not terminal.has_ended:
        terminal.press("y")
    until(lambda: terminal.has_ended, 30, terminal.screen)


def quit_clean(terminal: Terminal) -> None:
    """Leave the app by its key; nothing that it started may be left."""
    started = family(terminal.pid)
    leave(terminal)
    assert terminal.exit_code == 0
    until(lambda: not alive(started), 20, lambda: f"still running: {alive(started)}")


@pytest.mark.media
@SIZES
def test_a_pasted_clip_and_a_sentence_give_a_file(
    terminal: Terminal, home: Path, sixty: Path
) -> None:
    terminal.start()
    terminal.shows("Try saying", "this machine")
    terminal.paste(str(sixty))
    terminal.shows("sixty seconds.mp4")
    terminal.type("compress this video to under 5MB and send me the file")
    terminal.press("Enter")
    terminal.shows("%", seconds=30)
    terminal.resize(60, 15)
    found = terminal.until(lambda: list(home.glob("*.mp4")), 90)
    terminal.resize(120, 40)
    terminal.shows(found[0].stem[:12], seconds=10)
    film = Film(found[0])
    assert film.bytes < 5_000_000
    assert film.seconds == pytest.approx(60, abs=0.3)
    quit_clean(terminal)


def test_escape_during_an_answer_leaves_the_app_usable(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedService() as service:
        monkeypatch.setenv("NEMO_API_URL", service.url)
        service.script("run", STALL)
        terminal.start()
        terminal.shows("Try saying")
        terminal.type("tell me a story")
        terminal.press("Enter")
        terminal.until(lambda: service.seen("run"))
        terminal.press("Escape")
        terminal.until(lambda: not service.open)
        terminal.type("and now something else")
        terminal.press("Enter")
        terminal.until(lambda: len(service.seen("run")) == 2)
        leave(terminal)


def test_a_dropped_skill_is_live_and_signs_its_requests(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedService() as service:
        monkeypatch.setenv("NEMO_API_URL", service.url)
        terminal.start()
        terminal.shows("Try saying")
        terminal.press("C-p")
        terminal.shows(MAGNIFIER)
        terminal.type("podcast")
        terminal.shows("No matches")
        folder = home / ".config/nemo-tui/skills"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "podcast-trimmer.md").write_text(SKILL, encoding="utf-8")
        terminal.shows("Takes the silence out", seconds=LIVE_SECONDS)
        terminal.press("Enter")
        terminal.shows("remove the silent parts")
        terminal.type("hello")
        terminal.press("Enter")
        (request,) = terminal.until(lambda: service.seen("run"))
        assert request.headers["x-skill-source"] == "podcast-trimmer"
        assert request.headers["x-skill-version"] == "3.10"
        assert request.headers["x-skill-platform"] == "unknown"
        leave(terminal)


@pytest.mark.media
def test_a_studio_that_dies_in_mid_render_is_no_dead_end(
    terminal: Terminal, home: Path, sixty: Path
) -> None:
    terminal.start()
    terminal.shows("Try saying")
    terminal.paste(str(sixty))
    terminal.shows("sixty seconds.mp4")
    terminal.type("compress this video to under 5MB and send me the file")
    terminal.press("Enter")

    def encoders() -> list[int]:
        return [process.pid for process in family(terminal.pid) if "ffmpeg" in process.name()]

    terminal.until(encoders, 60)
    (studio,) = (p for p in family(terminal.pid) if "nemo_tui.studio" in " ".join(p.cmdline()))
    below = [studio, *studio.children(recursive=True)]
    studio.kill()
    until(lambda: not alive(below), 20, "the encoder outlives the studio")
    terminal.shows("it was started again", seconds=30)
    assert "Traceback" not in terminal.screen()
    found = terminal.until(lambda: list(home.glob("*.mp4")), 90)
    assert Film(found[0]).bytes < 5_000_000
    quit_clean(terminal)
