"""What a person who has a file, or no file yet, meets: the card, the offer, words for keys."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Key

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.turn import (
    Answered,
    Exported,
    Finished,
    Noted,
    Notice,
    Planned,
    Proposed,
    Said,
    StepEnded,
    StepStarted,
    TimelineChanged,
    TurnEvent,
)
from nemo_tui.ui import desktop
from nemo_tui.ui.figures import weight
from nemo_tui.ui.narration import Narrator
from nemo_tui.ui.screens.jobs import JobsScreen
from tests.ui.fakes import World
from tests.ui.screen import drawn, say, settle, shown, told
from tests.ui.scripts import AFTER, CHAT, EXPORT, answer, export, held

AGAIN = Action(Step.EXPORT, again=True)


def pointed_at(path: Path) -> list[TurnEvent]:
    """The file that is there, and an offer to make it again."""
    return [
        Planned((EXPORT,)),
        StepStarted(0, EXPORT),
        Noted(Notice("engine.unchanged")),
        Exported(path, 4_000, 30_000, 1280, 720, "r1"),
        Proposed(AGAIN),
        StepEnded(0, EXPORT, ok=True),
        Finished(ok=True),
    ]


def answered(outcome: str) -> list[TurnEvent]:
    """An answer of this kind, kept by the history."""
    return [
        *answer("Well.", "paint it")[:-2],
        Answered(outcome),  # type: ignore[arg-type]  # one of the four
        StepEnded(0, CHAT, ok=True),
        Finished(ok=True),
    ]


async def test_the_file_that_is_there_is_shown_with_its_keys(world: World, home: Path) -> None:
    world.scripts += [pointed_at(home / "a.mp4"), answer("made")]
    async with shown(world, (80, 24)) as (app, pilot):
        await say(app, pilot, "where is my file?")
        screen = drawn(app)
        assert "Nothing has changed since this file was made:" in screen
        assert "✓" in screen
        assert "ctrl+o open   f7 folder   f9 copy path" in screen
        assert "↵  Make it again" in screen
        await pilot.press("enter")
        await settle(app, pilot)
        assert world.conversation.performed == [AGAIN]


@pytest.mark.parametrize("outcome", ["question", "refusal", "answer"])
async def test_an_answer_that_changed_nothing_is_no_edit(world: World, outcome: str) -> None:
    world.scripts.append(answered(outcome))
    async with shown(world) as (app, pilot):
        await say(app, pilot, "paint it")
        assert "✓ answer" in drawn(app)
        assert "✓ edit" not in drawn(app)
    world.resume = "last"
    async with shown(world) as (app, pilot):
        await settle(app, pilot)
        assert "✓ answer" in drawn(app)


async def test_a_look_for_the_file_was_taken_though_there_was_none(world: World) -> None:
    look = Action(Step.EXPORT, look=True)
    world.scripts.append(
        [
            Planned((look,), Message("where is my file?")),
            StepStarted(0, look),
            Noted(Notice("engine.no_file")),
            StepEnded(0, look, ok=True),
            Finished(ok=True),
        ]
    )
    async with shown(world) as (app, pilot):
        await say(app, pilot, "where is my file?")
        assert "✓ find the file" in drawn(app)
        assert "There is no file yet" in drawn(app)
    world.resume = "last"
    async with shown(world) as (app, pilot):
        await settle(app, pilot)
        assert "✓ find the file" in drawn(app)


async def test_an_edit_is_one(world: World) -> None:
    world.scripts.append(answered("done"))
    async with shown(world) as (app, pilot):
        await say(app, pilot, "trim it")
        assert "✓ edit" in drawn(app)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("open the folder", "folder"),
        ("Show me the folder!", "folder"),
        ("打开文件夹", "folder"),
        ("show me the file", "open"),
        ("play it", "open"),
        ("打开文件", "open"),
    ],
)
async def test_words_do_what_the_keys_do(
    world: World, home: Path, monkeypatch: pytest.MonkeyPatch, text: str, deed: str
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(desktop, "open_file", lambda path: opened.append(path) or True)
    world.scripts += [answer("there is none"), export(home / "a.mp4")]
    async with shown(world) as (app, pilot):
        await say(app, pilot, text)
        assert [message.text for message in world.conversation.sent] == [text]
        await say(app, pilot, "make it short")
        await say(app, pilot, text)
        assert len(world.conversation.sent) == 2
        assert opened == [home / "a.mp4" if deed == "open" else home]


async def test_a_longer_sentence_is_a_message(world: World, home: Path) -> None:
    world.scripts.append(export(home / "a.mp4"))
    async with shown(world) as (app, pilot):
        await say(app, pilot, "make it short")
        await say(app, pilot, "open the folder and add music")
        assert len(world.conversation.sent) == 2


async def test_without_a_file_manager_the_folder_is_named_and_copied(
    world: World, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(desktop, "open_file", lambda path: False)
    monkeypatch.setattr("nemo_tui.ui.clipboard.copy", lambda text: copied.append(text) or "tmux")
    world.scripts.append(export(home / "a.mp4"))
    async with shown(world) as (app, pilot):
        await say(app, pilot, "make it short")
        await pilot.press("f7")
        await settle(app, pilot)
        assert f"The folder is {home}" in " ".join(told(app))
        assert copied == [str(home)]
        await pilot.press("ctrl+o")
        assert f"It lies at {home / 'a.mp4'}" in " ".join(told(app))


async def test_enter_in_the_menu_runs_what_needs_no_more_words(world: World) -> None:
    async with shown(world) as (app, pilot):
        await pilot.press("/", "j", "o")
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, JobsScreen)
        await pilot.press("escape")
        await pilot.press("/", "e", "x", "p", "enter")
        await settle(app, pilot)
        assert world.conversation.performed == [EXPORT]
        assert app.chat.prompt.text == ""
        assert not app.chat.prompt.choosing
        await pilot.press("/", "r", "e", "n", "enter")
        await settle(app, pilot)
        assert app.chat.prompt.text == "/rename "


async def test_enter_that_overtakes_the_menu_takes_what_it_would_mark(world: World) -> None:
    async with shown(world) as (app, pilot):
        for key in ("slash", "j", "o", "enter"):
            app.post_message(Key(key, "/" if key == "slash" else key if len(key) == 1 else None))
        await settle(app, pilot)
        assert isinstance(app.screen, JobsScreen)
        await pilot.press("escape")
        await say(app, pilot, "/exprt")
        assert "There is no command /exprt" in told(app)[-1]
        assert app.chat.prompt.text == "/exprt"


async def test_a_command_waits_for_its_turn_like_a_message(world: World) -> None:
    gate = asyncio.Event()
    world.scripts += [held(gate), answer("made"), answer("shown")]
    async with shown(world) as (app, pilot):
        app.chat.prompt.set_text("trim it")
        await pilot.press("enter")
        await world.until(lambda: app.chat.is_busy, pilot)
        for text in ("/export 1080p", "/status", "then make it louder"):
            app.chat.prompt.set_text(text)
            await pilot.press("enter")
        await pilot.pause()
        assert "⋯ /export 1080p" in drawn(app)
        gate.set()
        await settle(app, pilot)
        done = [Action(Step.EXPORT, output={"resolution": "1080p"}), Action(Step.STATE)]
        assert world.conversation.performed == done
        assert [message.text for message in world.conversation.sent][1:] == ["then make it louder"]


async def test_each_change_has_its_mark(world: World) -> None:
    limited = replace(AFTER, max_bytes=8_000_000)
    notice = Notice("engine.timeline.limit", {"limit": "8 MB"})
    world.scripts.append(
        [Planned((CHAT,)), TimelineChanged(AFTER, limited, (notice,)), Finished(ok=True)]
    )
    async with shown(world) as (app, pilot):
        await say(app, pilot, "under 8 MB")
        assert "≤ Limit: 8 MB" in drawn(app)
        assert "✂" not in drawn(app)


async def test_the_keys_at_the_prompt_are_on_the_newest_card_only(world: World, home: Path) -> None:
    world.scripts += [export(home / "a.mp4"), export(home / "b.mp4")]
    async with shown(world, (120, 60)) as (app, pilot):
        await say(app, pilot, "make it short")
        await say(app, pilot, "once more")
        lines = [line for line in drawn(app).splitlines() if "copy path" in line]
        assert ["ctrl+o" in line for line in lines] == [False, True]


def test_marks_go_by_what_changed() -> None:
    keys = ("video_added", "audio_removed", "length", "transitions", "changed")
    told = Narrator(Catalogue()).changes([Notice(f"engine.timeline.{key}") for key in keys])
    assert "".join(mark for mark, _ in told) == "+−✂⇄◆"


async def test_on_this_machine_nothing_is_uploaded(world: World, home: Path) -> None:
    world.catalogue = Catalogue("en", is_here=True)
    world.scripts += [export(home / "a.mp4"), [Said("ok"), Finished(ok=True)]]
    async with shown(world) as (app, pilot):
        await say(app, pilot, "make it short")
        assert "✓ open  ○ edit  ✓ export" in drawn(app)
        assert "upload" not in drawn(app)


def test_a_smaller_copy_tells_of_its_source_and_limit(home: Path) -> None:
    smaller = Catalogue()("engine.smaller")
    made = Exported(home / "a.mp4", 7_880_000, source_bytes=26_200_000, max_bytes=8_000_000)
    assert weight(made, smaller) == "26.2 MB → 7.88 MB, under 8 MB"
    assert weight(replace(made, source_bytes=0), smaller) == "7.88 MB"
    assert weight(replace(made, max_bytes=0), smaller) == "7.88 MB"
    assert weight(replace(made, source_bytes=7_000_000), smaller) == "7.88 MB"
