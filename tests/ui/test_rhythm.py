"""An answer is drawn between two letters, and does not wait for somebody who stopped typing."""

import pytest
from textual.screen import Screen

from nemo_tui.ui import at_once
from nemo_tui.ui.at_once import draw_at_once, missing_names
from nemo_tui.ui.rhythm import Rhythm
from nemo_tui.ui.widgets import answer
from nemo_tui.ui.widgets.answer import LONGEST_WAIT_SECONDS, Answer
from tests.ui.fakes import World
from tests.ui.screen import drawn, settle, shown


class Clock:
    """A clock that is put."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("seconds", "is_between"), [(0.0, False), (0.04, True), (0.1, False), (0.5, True)]
)
def test_after_a_letter_there_is_a_moment_for_drawing(seconds: float, is_between: bool) -> None:
    clock = Clock()
    rhythm = Rhythm(clock)
    assert rhythm.is_between
    rhythm.beat()
    clock.now += seconds
    assert rhythm.is_between is is_between


async def test_an_answer_waits_for_a_letter_but_not_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(world) as (app, pilot):
        transcript, clock = app.chat.transcript, Clock()
        transcript.rhythm = Rhythm(clock)
        monkeypatch.setattr(answer, "monotonic", clock)
        monkeypatch.setattr(transcript, "set_timer", lambda *_: None)
        said = Answer(transcript)
        said.feed("an answer")
        clock.now = said._due
        transcript.rhythm.beat()
        said._flush()
        assert said.waiting
        clock.now += 2 * LONGEST_WAIT_SECONDS
        transcript.rhythm.beat()
        said._flush()
        assert not said.waiting
        await pilot.pause()
        assert "an answer" in drawn(app)


async def test_this_textual_has_what_drawing_at_once_reaches_for(world: World) -> None:
    async with shown(world) as (app, _):
        assert missing_names(app.chat.prompt) == [], "see docs/decisions/0011-at-once.md"


@pytest.mark.parametrize("owner", ["app", "screen"])
async def test_a_textual_without_these_names_shows_letters_with_the_next_frame(
    world: World, monkeypatch: pytest.MonkeyPatch, owner: str
) -> None:
    monkeypatch.setitem(at_once.NAMES, owner, (*at_once.NAMES[owner], "_renamed"))
    async with shown(world) as (app, pilot):
        assert missing_names(app.chat.prompt) == [f"{owner}._renamed"]
        reached: list[object] = []
        with monkeypatch.context() as patched:
            patched.setattr(app.chat._compositor, "update_widgets", reached.append)
            draw_at_once(app.chat.prompt)
        assert reached == []
        await pilot.press("z")
        await settle(app, pilot)
        assert "z" in drawn(app).splitlines()[-3]


async def test_a_letter_is_drawn_before_the_next_frame(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames_go_on = True
    go_on = Screen._on_timer_update
    monkeypatch.setattr(Screen, "_on_timer_update", lambda it: go_on(it) if frames_go_on else None)
    async with shown(world) as (app, pilot):
        painted: list[str] = []
        monkeypatch.setattr(
            app, "_display", lambda _, update: painted.append(update and drawn(app))
        )
        frames_go_on = False
        app.chat.status.refresh()
        await pilot.press("z")
        assert any("z" in screen.splitlines()[-3] for screen in painted if screen)
        assert app.chat.status in app.chat._dirty_widgets
        frames_go_on = True
