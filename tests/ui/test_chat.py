"""What a person does at the chat and what comes of it."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.jobs import Job
from nemo_tui.engine.turn import (
    ConsentRequest,
    Corrected,
    CreditsShown,
    Finished,
    Noted,
    Notice,
    Planned,
    Proposed,
    Rendering,
    Said,
    Saying,
    TimelineShown,
    TurnEvent,
)
from nemo_tui.ui.app import NemoApp
from nemo_tui.ui.widgets.asked import Asked
from nemo_tui.ui.widgets.cards import ErrorCard, ExportCard, Offers
from nemo_tui.ui.widgets.prose import Prose
from nemo_tui.ui.widgets.steps import Steps
from nemo_tui.ui.widgets.timeline import Timeline
from nemo_tui.ui.widgets.welcome import Welcome
from tests.support.footage import clip
from tests.ui.fakes import Script, World
from tests.ui.screen import drawn, say, settle, shown
from tests.ui.scripts import AFTER, CHAT, answer, edit, export, failure, held

CHAT_PLANNED = Planned((CHAT,))


async def exporting(world: World, app: NemoApp, pilot: Pilot[None]) -> None:
    """Ask for the file and wait until the scripted export stands at 40 %."""
    app.chat.prompt.set_text("export")
    await pilot.press("enter")
    await world.until(lambda: "40 %" in drawn(app), pilot)


async def test_the_first_screen_says_what_to_try(world: World) -> None:
    async with shown(world) as (app, _):
        screen = drawn(app)
        lines = [line.strip() for line in screen.splitlines() if line.strip()]
        assert lines[0].endswith("nemo-tui  a video editor you talk to")
        assert lines[1] == "Skill: Video Compressor Download  (F2: others)"
        assert "Try saying  (Tab, then Enter; or click)" in screen
        assert "compress this video to under 50MB" in screen
        assert "this machine" in screen
        assert str(world.settings.output) in screen
        assert app.focused is app.chat.prompt
        assert world.conversations == []
        assert world.launcher.connected == 0


async def test_a_small_window_begins_at_the_top_and_keeps_the_keys(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append(held(gate, Rendering("r", "processing", 40, 2, 51)))
    async with shown(world, size=(60, 15)) as (app, pilot):
        for keys in ((), ("ctrl+n",)):
            await pilot.press(*keys)
            await settle(app, pilot)
            screen = drawn(app)
            assert "nemo-tui" in screen.splitlines()[0]
            assert "ctrl+p commands" in screen
            starters = app.chat.talk.skill.starters
            assert sum(f"› {text}" in screen for text in starters) >= 2, screen
        await pilot.resize_terminal(80, 24)
        await settle(app, pilot)
        assert drawn(app).splitlines()[2].strip() == ""
        await pilot.resize_terminal(60, 15)
        await settle(app, pilot)
        assert "Skill:" in drawn(app).splitlines()[1]
        await exporting(world, app, pilot)
        last = drawn(app).splitlines()[-1]
        assert "esc stop   ctrl+p commands" in last
        assert "edit 0:0" in last
        gate.set()
        await settle(app, pilot)
        assert app.chat.transcript.is_following


async def test_chinese_from_the_first_screen(home: Path) -> None:
    async with shown(World(home, language="zh")) as (app, _):
        assert "试试这样说" in drawn(app)
        assert "本机" in drawn(app)


async def test_an_answer_is_drawn_as_markdown(world: World) -> None:
    world.scripts.append(answer("It is **done**: `a.mp4`\n\n- one [b]x[/b]"))
    async with shown(world) as (app, pilot):
        await say(app, pilot, "cut it [/]")
        screen = drawn(app)
        assert "cut it [/]" in screen
        assert "It is done: a.mp4" in screen
        assert "• one [b]x[/b]" in screen
        assert "✓ edit" in screen
        assert world.conversation.sent == [Message("cut it [/]")]
        assert not app.query(Welcome)


async def test_a_pasted_path_becomes_an_attachment(world: World, home: Path) -> None:
    clip = home / "my clip.mp4"
    clip.write_bytes(b"x" * 4_200)
    async with shown(world) as (app, pilot):
        app.chat.prompt.post_message(events.Paste(f"'{clip}'"))
        await settle(app, pilot)
        assert "my clip.mp4 4.20 kB" in drawn(app)
        assert world.launcher.connected == 1
        app.chat.prompt.post_message(events.Paste("make it small"))
        await pilot.pause()
        assert app.chat.prompt.text == "make it small"
        await pilot.press("enter")
        await settle(app, pilot)
        assert world.conversation.sent == [Message("make it small", (str(clip),))]
        assert app.chat.composer.attachments == []


async def test_an_attachment_can_be_clicked_away(world: World, home: Path) -> None:
    clip = home / "a.mp4"
    clip.write_bytes(b"\0\0\0\x18ftypisom")
    async with shown(world) as (app, pilot):
        app.chat.composer.attach([str(clip)])
        await settle(app, pilot)
        line = app.chat.above.chips
        await pilot.click(line, offset=(line.content_region.x + len("▶ a.mp4 12 B "), 0))
        assert app.chat.composer.attachments == []
        assert not line.display


async def test_what_cannot_be_used_is_marked_before_enter(world: World, home: Path) -> None:
    (home / "notes.txt").write_text("hello")
    (home / "film.mp4").write_bytes(b"\0\0\0\x18ftypisom")
    async with shown(world) as (app, pilot):
        app.chat.composer.attach([str(home / "notes.txt"), str(home / "film.mp4")])
        await settle(app, pilot)
        screen = drawn(app)
        assert "✗ notes.txt 5 B cannot be used: no video, picture or sound ✕" in screen
        assert "▶ film.mp4 12 B ✕" in screen
        (home / "notes.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
        app.chat.composer.detach(str(home / "notes.txt"))
        app.chat.composer.attach([str(home / "notes.txt")])
        await settle(app, pilot)
        assert "◆ notes.txt 8 B ✕" in drawn(app)


async def test_a_path_typed_alone_is_an_attachment_too(world: World, home: Path) -> None:
    clip = home / "a.mp4"
    clip.touch()
    async with shown(world) as (app, pilot):
        await say(app, pilot, str(clip))
        assert [each.source for each in app.chat.composer.attachments] == [str(clip)]
        assert world.conversations == []


async def test_an_export_ends_in_a_path(world: World, home: Path) -> None:
    world.scripts.append(export(home / "out" / "talk [1080p].mp4"))
    async with shown(world) as (app, pilot):
        await say(app, pilot, "make it short and export it")
        screen = drawn(app)
        assert "talk [1080p].mp4" in screen
        assert "4.00 kB · 0:30 · 1280×720" in screen
        assert "✓ upload  ○ edit  ✓ export" in screen
        assert "Export gif" in screen
        assert app.activity.last_file == home / "out" / "talk [1080p].mp4"


async def test_an_export_shows_how_far_it_is(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append(held(gate, Rendering("r", "processing", 40, 2, 3)))
    async with shown(world) as (app, pilot):
        await exporting(world, app, pilot)
        assert "0:03 left" in drawn(app)
        assert app.chat.status.standing.busy
        gate.set()
        await settle(app, pilot)
        assert not app.chat.status.standing.busy


async def test_a_bar_leaves_room_for_its_figures(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append([CHAT_PLANNED, Rendering("r1", "processing", 78, 3700, 1300), gate.wait])
    async with shown(world, size=(60, 15)) as (app, pilot):
        app.chat.prompt.set_text("export")
        await pilot.press("enter")
        await world.until(lambda: "78 %" in drawn(app), pilot)
        line = next(line for line in drawn(app).splitlines() if "78 %" in line)
        assert "━" in line
        assert line.rstrip().endswith("left")
        assert "working 0:00" in drawn(app)
        gate.set()
        await settle(app, pilot)


async def test_an_edit_shows_the_timeline(world: World) -> None:
    world.scripts.append(edit())
    async with shown(world) as (app, pilot):
        await say(app, pilot, "make it short")
        screen = drawn(app)
        assert "◆ Timeline changed" in screen
        assert "[b]sea.jpg" in screen
        assert "40%" in screen
        assert "0:30 · 1280×720 · ▶ 2 · ♪ 1" in screen


async def test_an_edit_without_a_file_says_how_to_get_it(world: World) -> None:
    world.scripts += [edit(), answer("made")]
    async with shown(world) as (app, pilot):
        await say(app, pilot, "make it short")
        assert "↵  Export the file" in drawn(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert world.conversation.performed == [Action(Step.EXPORT)]
        assert not app.query(Offers)


async def test_a_held_export_names_the_key_that_makes_it(world: World) -> None:
    waits = Noted(Notice("engine.export_held"))
    world.scripts += [
        [CHAT_PLANNED, waits, Proposed(Action(Step.EXPORT)), Finished(ok=False)],
        answer("made"),
    ]
    async with shown(world) as (app, pilot):
        await say(app, pilot, "10 KB")
        assert "Enter on an empty line exports anyway" in drawn(app)
        assert "↵  Export the file" in drawn(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert world.conversation.performed == [Action(Step.EXPORT)]


async def test_a_narrow_window_has_one_line_for_the_timeline(world: World) -> None:
    world.scripts.append(edit())
    async with shown(world, (50, 15)) as (app, pilot):
        await say(app, pilot, "make it short")
        assert "0:30 · 1280×720" in drawn(app)
        assert app.query_one(Timeline).size.height == 2


async def test_a_failure_says_what_and_what_next(world: World) -> None:
    world.scripts.append(failure())
    async with shown(world) as (app, pilot):
        await say(app, pilot, "cut it")
        assert "too many [requests]" in drawn(app)
        assert "→" in app.query_one(ErrorCard).render().plain  # type: ignore[union-attr]
        assert "✗ edit" in drawn(app)


async def test_corrections_and_notes(world: World) -> None:
    world.scripts.append(
        [
            Planned((CHAT,)),
            Saying("one two"),
            Corrected("one three"),
            Said("one three"),
            Noted(Notice("engine.timeline.changed")),
            CreditsShown(3, 1, 10),
            TimelineShown(AFTER),
            Finished(ok=True),
        ]
    )
    async with shown(world) as (app, pilot):
        await say(app, pilot, "hm")
        screen = drawn(app)
        assert "one three" in screen
        assert "one two" not in screen
        assert "3 of 10, 1 reserved" in screen
        assert "Timeline changed" in screen


async def test_a_correction_of_a_long_answer_leaves_one_bubble(world: World) -> None:
    long = "word " * 300 + "\n\n"
    world.scripts.append(
        [Saying(long * 3), Corrected("short"), Saying(" end"), Said("short end"), Finished(True)]
    )
    async with shown(world) as (app, pilot):
        await say(app, pilot, "hm")
        assert "short end" in drawn(app)
        assert "word" not in drawn(app)
        assert app.chat.turns.answers == ["short end"]


async def test_a_fault_of_the_conversation_is_a_card(world: World) -> None:
    def burst() -> None:
        raise ValueError("[red]boom")

    world.scripts.append([Planned((CHAT,)), burst])
    async with shown(world) as (app, pilot):
        app.chat.prompt.set_text("cut it")
        await pilot.press("enter")
        await world.until(lambda: "[red]boom" in drawn(app), pilot)
        assert not app.chat.is_busy
        await say(app, pilot, "again")
        assert "Done." in drawn(app)


async def test_messages_wait_for_their_turn_in_sight(world: World) -> None:
    gate = asyncio.Event()
    world.scripts += [held(gate), answer("second"), answer("third")]
    async with shown(world) as (app, pilot):
        for text in ("one", "two", "three"):
            app.chat.prompt.set_text(text)
            await pilot.press("enter")
        await pilot.pause()
        assert "⋯ two" in drawn(app)
        assert "⋯ three" in drawn(app)
        await pilot.press("up")
        assert app.chat.prompt.text == "three"
        gate.set()
        await settle(app, pilot)
        assert [message.text for message in world.conversation.sent] == ["one", "two"]


async def test_escape_stops_the_turn_and_gives_the_queue_back(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append(held(gate, Saying("half an ans")))
    async with shown(world) as (app, pilot):
        for text in ("one", "two"):
            app.chat.prompt.set_text(text)
            await pilot.press("enter")
        await world.until(lambda: "half" in drawn(app), pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        assert world.conversation.cancelled == 1
        assert app.chat.prompt.text == "two"
        assert "Stopped" in drawn(app)
        assert "half an ans" in drawn(app)
        assert not app.query(ErrorCard)
        await say(app, pilot, "go on")
        assert "Done." in drawn(app)


def slow_to_stop(gate: asyncio.Event, *events: TurnEvent) -> Script:
    """A turn that is over only some time after it was cancelled."""

    async def hold() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await gate.wait()

    return [CHAT_PLANNED, *events, hold]


@pytest.mark.parametrize("key", ["escape", "ctrl+n"])
async def test_what_is_sent_while_a_turn_is_stopped_goes_out_after_it(
    world: World, key: str
) -> None:
    gate = asyncio.Event()
    world.scripts += [slow_to_stop(gate, Saying("half")), answer("second")]
    async with shown(world) as (app, pilot):
        app.chat.prompt.set_text("first")
        await pilot.press("enter")
        await world.until(lambda: "half" in drawn(app), pilot)
        await pilot.press(key)
        app.chat.prompt.set_text("no, 720p")
        await pilot.press("enter")
        await pilot.pause()
        assert "⋯ no, 720p" in drawn(app)
        gate.set()
        await world.until(lambda: "second" in drawn(app), pilot)
        await settle(app, pilot)
        assert [each.text for each in world.conversation.sent][-1] == "no, 720p"
        assert ("Stopped" in drawn(app)) == (key == "escape")
        assert not app.chat.talk.waiting


async def test_escape_in_an_export_stops_it_and_says_so_once(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append(held(gate, Rendering("r", "processing", 40, 2, 3)))
    async with shown(world) as (app, pilot):
        await exporting(world, app, pilot)
        await pilot.press("escape", "escape")
        await world.until(lambda: not app.chat.is_busy, pilot)
        assert world.conversation.gave_up == 1
        assert drawn(app).lower().count("stopped") == 1
        assert "Export stopped. /export begins it again." in drawn(app)
        assert not app.query(ErrorCard)
        assert [task.state for task in app.activity] == ["stopped"]
        await world.until(lambda: "↵  Export the file" in drawn(app), pilot)
        await pilot.press("enter")
        await world.until(lambda: bool(world.conversation.performed), pilot)
        assert world.conversation.performed == [Action(Step.EXPORT)]


async def test_leaving_the_app_leaves_an_export_to_its_host(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append(held(gate, Rendering("r", "processing", 40, 2, 3)))
    async with shown(world) as (app, pilot):
        await exporting(world, app, pilot)
        app.chat.turns.leave()
        await world.until(lambda: not app.chat.is_busy, pilot)
        assert world.conversation.cancelled == 1
        assert world.conversation.gave_up == 0


async def test_a_new_conversation_may_be_begun_at_any_time(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append(slow_to_stop(gate, Rendering("r", "processing", 40, 2, 3)))
    async with shown(world) as (app, pilot):
        await pilot.press("ctrl+n", "ctrl+n")
        await settle(app, pilot)
        await exporting(world, app, pilot)
        await pilot.press("ctrl+n", "ctrl+n")
        gate.set()
        await world.until(lambda: world.conversation.closed, pilot)
        assert len(app.query(Welcome)) == 1
        assert "stopped" not in drawn(app).lower()
        assert world.conversation.gave_up == 1
        assert world.conversation.closed


async def test_a_failed_turn_holds_the_queue_back(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append([gate.wait, *failure()])
    async with shown(world) as (app, pilot):
        for text in ("one", "two"):
            app.chat.prompt.set_text(text)
            await pilot.press("enter")
        gate.set()
        await settle(app, pilot)
        assert app.chat.prompt.text == "two"
        assert len(world.conversation.sent) == 1


async def test_what_is_written_before_the_skills_are_read_is_not_lost(world: World) -> None:
    app = world.app()
    async with app.run_test() as pilot:
        app.chat.prompt.set_text("early")
        await pilot.press("enter", "f")
        await settle(app, pilot)
        assert [message.text for message in world.conversation.sent] == ["early"]
        assert app.chat.prompt.text == "f"


@pytest.mark.parametrize("written", ["/status", "/jobs", "quit"])
async def test_a_command_that_comes_early_is_run_once_it_is_known(
    world: World, written: str
) -> None:
    app = world.app()
    async with app.run_test() as pilot:
        app.chat.prompt.set_text(written)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.chat.prompt.text == ""
        assert not any(talk.sent for talk in world.conversations)
        if written == "/status":
            assert world.conversation.performed == [Action(Step.STATE)]
        if written == "/jobs":
            assert type(app.screen).__name__ == "JobsScreen"


async def test_suggestions_are_one_key_away(world: World, home: Path) -> None:
    world.scripts += [export(home / "a.mp4"), answer("gif made")]
    async with shown(world) as (app, pilot):
        await say(app, pilot, "export")
        await pilot.press("enter")
        await settle(app, pilot)
        assert world.conversation.performed == [Action(Step.EXPORT, output={"format": "gif"})]
        assert not app.query(Offers)
        assert "gif made" in drawn(app)


async def test_a_suggested_upload_asks_for_a_path(world: World) -> None:
    world.scripts.append(
        [*answer("send me a file")[:-1], Proposed(Action(Step.UPLOAD)), Finished(True)]
    )
    async with shown(world) as (app, pilot):
        await say(app, pilot, "hm")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert app.chat.prompt.text == "/upload "
        assert world.conversation.performed == []


async def test_files_go_nowhere_without_consent(world: World) -> None:
    asked: list[bool] = []

    async def ask() -> None:
        request = ConsentRequest("api.example.com", (("[x].mp4", 4_200_000),))
        asked.append(await world.conversation.consent(request))

    world.scripts += [[ask, *answer("a")], [ask, *answer("b")]]
    async with shown(world) as (app, pilot):
        for key in ("n", "y"):
            app.chat.prompt.set_text("go")
            await pilot.press("enter")
            await world.until(lambda: "api.example.com" in drawn(app), pilot)
            assert "[x].mp4  4.20 MB" in drawn(app)
            await pilot.press(key)
            await settle(app, pilot)
        assert asked == [False, True]


async def test_mentions_are_attached(world: World, home: Path) -> None:
    (home / "a.mp4").touch()
    async with shown(world) as (app, pilot):
        await say(app, pilot, "shorten @a.mp4")
        assert world.conversation.sent == [Message("shorten a.mp4", (str(home / "a.mp4"),))]


async def test_completions_are_taken_by_tab_and_by_click(world: World, home: Path) -> None:
    (home / "a b.mp4").touch()
    async with shown(world) as (app, pilot):
        app.chat.prompt.set_text("/upl")
        await pilot.pause()
        await pilot.press("tab")
        await pilot.pause()
        assert app.chat.prompt.text == "/upload "
        assert "a b.mp4" in drawn(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.chat.prompt.text == '/upload "a b.mp4"'
        await pilot.press("enter")
        await settle(app, pilot)
        assert [each.name for each in app.chat.composer.attachments] == ["a b.mp4"]
        app.chat.prompt.set_text("/cre")
        await pilot.pause()
        await pilot.click(app.chat.above.completions, offset=(6, 0))
        assert app.chat.prompt.text == "/credits"


async def test_the_reader_is_not_moved_and_is_told_of_news(world: World) -> None:
    gate = asyncio.Event()
    world.scripts += [answer("\n\n".join(f"paragraph {n}" for n in range(60)))]
    world.scripts += [held(gate)]
    async with shown(world) as (app, pilot):
        await say(app, pilot, "much")
        transcript = app.chat.transcript
        assert transcript.is_following
        app.chat.prompt.set_text("more")
        await pilot.press("enter", "pageup", "pageup")
        place = transcript.scroll_y
        assert not app.chat.above.news.has_class("-shown")
        gate.set()
        await settle(app, pilot)
        assert transcript.scroll_y == place
        assert app.chat.above.news.has_class("-shown")
        await pilot.click(app.chat.above.news)
        await settle(app, pilot)
        assert transcript.is_following
        assert not app.chat.above.news.has_class("-shown")
        assert "late" in drawn(app)


async def test_the_scrollbar_waits_while_the_end_is_followed(world: World) -> None:
    gate = asyncio.Event()
    world.scripts.append(held(gate, Saying("a line\n\n" * 60)))
    async with shown(world, size=(80, 24)) as (app, pilot):
        transcript = app.chat.transcript
        app.chat.prompt.set_text("hello")
        await pilot.press("enter")
        await world.until(lambda: transcript.max_scroll_y > 40, pilot)
        assert transcript.styles.scrollbar_visibility == "hidden"
        await pilot.press("pageup")
        await world.until(lambda: transcript.styles.scrollbar_visibility == "visible", pilot)
        await pilot.press("ctrl+end")
        await world.until(lambda: transcript.styles.scrollbar_visibility == "hidden", pilot)
        gate.set()
        await settle(app, pilot)
        assert transcript.styles.scrollbar_visibility == "visible"


async def test_a_long_conversation_keeps_few_widgets(world: World) -> None:
    world.scripts += [answer(f"answer number {number}") for number in range(90)]
    async with shown(world) as (app, pilot):
        for number in range(90):
            app.chat.composer.enter(f"question {number}")
        await settle(app, pilot)
        transcript = app.chat.transcript
        assert len(transcript.children) <= 130
        assert transcript.shelved > 100
        assert "answer number 89" in drawn(app)
        app.chat.do("find", "answer number 3")
        await settle(app, pilot)
        assert "answer number 3" in drawn(app)


async def test_small_and_large_windows(world: World) -> None:
    world.scripts.append(edit())
    async with shown(world, (60, 15)) as (app, pilot):
        assert "a video editor you talk to" in drawn(app)
        await say(app, pilot, "make it short")
        for size in ((40, 10), (200, 60), (60, 15)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "●" in drawn(app).splitlines()[-1]
        assert app.chat.prompt.region.height == 1


async def test_selected_text_has_no_margins(world: World) -> None:
    world.scripts.append(answer("first line\nsecond line"))
    async with shown(world) as (app, pilot):
        await say(app, pilot, "hm")
        app.query_one(Prose).text_select_all()
        assert app.screen.get_selected_text() == "first line\nsecond line"


async def test_hostile_links_do_not_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    async with shown(world) as (app, _):
        monkeypatch.setattr(app, "open_url", opened.append)
        app.action_open_link("file:///etc/passwd")
        app.action_open_link("https://example.com")
        assert opened == ["https://example.com"]


async def test_notifications_only_to_those_who_look_elsewhere(world: World) -> None:
    rung: list[str] = []
    async with shown(world) as (app, _):
        app.bell = lambda: rung.append("bell")  # type: ignore[method-assign]  # counts
        app.handover.call_attention("x")
        app.on_app_blur()
        app.handover.call_attention("y")
        app.on_app_focus()
        app.handover.call_attention("z")
        assert rung == ["bell"]


async def test_a_skill_dropped_in_while_it_runs_is_there(world: World) -> None:
    async with shown(world) as (app, pilot):
        drop_skill(world, "my-skill")
        app.skill_desk.look()
        await settle(app, pilot)
        assert app.skills.get("my-skill")
        await say(app, pilot, "/skill my-skill")
        assert "Hi from a file" in drawn(app)
        assert app.chat.status.standing.skill == "my-skill"


async def test_an_open_list_shows_a_dropped_skill(world: World) -> None:
    async with shown(world) as (app, pilot):
        for key, name in (("f2", "from-a-page"), ("ctrl+p", "from-a-palette")):
            await pilot.press(key)
            await world.until(lambda: "video-maker-download" in drawn(app), pilot)
            drop_skill(world, name)
            await world.until(lambda name=name: name in drawn(app), pilot)  # type: ignore[misc]  # bound
            await pilot.press("escape")


async def test_a_page_marks_its_row_without_colours_too(world: World) -> None:
    async with shown(world, size=(80, 24)) as (app, pilot):
        for press, name in (("f2", "video-compressor-download"), ("f6", "Language")):
            await pilot.press(press)
            await settle(app, pilot)
            assert marked_rows(app) == [name]
            await pilot.press("down")
            await pilot.pause()
            assert len(marked_rows(app)) == 1
            assert marked_rows(app) != [name]
            await pilot.press("escape")


def marked_rows(app: NemoApp) -> list[str]:
    """The first word of each row that has the sign before it."""
    rows = [line.split("❯", 1)[1] for line in drawn(app).splitlines() if "❯" in line]
    return [row.replace("●", "").split()[0] for row in rows]


async def test_settings_and_skills_tell_more_than_a_name(home: Path) -> None:
    world = World(home)
    world.settings = replace(world.settings, output=Path())
    async with shown(world) as (app, pilot):
        await pilot.press("f6")
        await settle(app, pilot)
        row = next(line for line in drawn(app).splitlines() if "Output folder" in line)
        assert str(Path.cwd())[:70] in row
        await pilot.press("escape", "f2")
        await settle(app, pilot)
        row = next(line for line in drawn(app).splitlines() if "video-downloader-online" in line)
        assert "Give a link, get the video" in row


async def test_a_skill_is_looked_for_every_second(world: World) -> None:
    async with shown(world) as (app, pilot):
        began = time.monotonic()
        drop_skill(world, "found-by-itself")
        await world.until(lambda: app.skills.get("found-by-itself") is not None, pilot)
        assert time.monotonic() - began < 2.5


def drop_skill(world: World, name: str) -> None:
    """A skill file where the person keeps them."""
    world.paths.skills.mkdir(parents=True, exist_ok=True)
    text = f"---\nname: {name}\nversion: 2.0\ndescription: Hi from a file\n---\nnemo_agent\n"
    (world.paths.skills / f"{name}.md").write_text(text)


async def test_letters_typed_right_after_enter_are_the_next_message(world: World) -> None:
    async with shown(world) as (app, pilot):
        app.chat.prompt.set_text("hello")
        app.chat.prompt.action_send()
        app.chat.prompt.insert(" and this")
        await settle(app, pilot)
        assert app.chat.prompt.text == " and this"
        assert [message.text for message in world.conversation.sent] == ["hello"]


async def test_unfinished_exports_are_mentioned(world: World) -> None:
    from nemo_tui.engine.jobs import Job

    world.jobs.save(Job("r1", "s1", name="talk"))
    async with shown(world) as (app, _):
        assert "F4" in "\n".join(str(each.render()) for each in app.query(Static))


async def test_a_long_conversation_comes_back_whole_newest_first(world: World) -> None:
    world.history.begin(skill="video-compressor-download")
    for number in range(200):
        for event in answer(f"answer {number}", f"question {number}"):
            world.history.nemo_turn_event(event)
    world.history.end()
    world.resume = "last"
    async with shown(world) as (app, pilot):
        await settle(app, pilot)
        assert "answer 199" in drawn(app)
        texts = [text for _, text in app.chat.transcript.texts() if text]
        wanted = [f"{what} {number}" for number in range(200) for what in ("question", "answer")]
        assert texts == wanted


async def test_a_kept_conversation_has_its_pictures_and_what_failed(home: Path) -> None:
    film = clip(home / "a.mp4", 1)
    world = World(home, [export(film), failure()])
    async with shown(world) as (app, pilot):
        await say(app, pilot, "make it short")
        await say(app, pilot, "again")
    world.resume = "last"
    async with shown(world) as (app, pilot):
        await world.until(lambda: "▀▀▀▀▀▀" in drawn(app), pilot)
        assert [steps._states for steps in app.query(Steps)] == [["done"] * 3, ["failed"]]


async def test_a_kept_conversation_comes_back(world: World, home: Path) -> None:
    world.scripts += [answer("first **answer**", "question one"), export(home / "a.mp4")]
    async with shown(world) as (app, pilot):
        await say(app, pilot, "question one")
        await say(app, pilot, "make it short")
    world.resume = "last"
    async with shown(world) as (app, pilot):
        await settle(app, pilot)
        screen = drawn(app)
        assert "question one" in screen
        assert "first answer" in screen
        assert str(home / "a.mp4") in screen
        assert len(app.query(Asked)) == 2
        assert app.query_one(ExportCard).exported
        assert "✓ upload  ✓ edit  ✓ export" in screen
        assert app.activity.last_file == home / "a.mp4"
        await pilot.press("up", "up")
        assert app.chat.prompt.text == "question one"


async def test_the_jobs_page_tells_what_is_left_and_makes_a_stopped_export_again(
    world: World,
) -> None:
    world.jobs.save(Job("left", "other", name="old", status="rendering", created=1))
    world.jobs.save(Job("far", "other", name="far", status="cancelled", created=2))
    world.jobs.save(
        Job("near", "", name="near", status="cancelled", output={"format": "gif"}, created=3)
    )
    world.jobs.save(Job("mine", "", name="mine", status="rendering", created=4))
    with world.jobs.hold("mine"):
        async with shown(world) as (app, pilot):
            await pilot.press("f4")
            await settle(app, pilot)
            lines = {name: next(each for each in drawn(app).splitlines() if name in each)
                     for name in ("old", "far", "near", "mine")}  # fmt: skip
            assert "unfinished" in lines["old"]
            assert "being made" in lines["mine"]
            assert "cancelled" in lines["near"]
            await pilot.press("down", "down", "r")
            assert world.conversations == []
            await pilot.press("up", "r")
            await settle(app, pilot)
            assert world.conversation.performed == [
                Action(Step.EXPORT, output={"format": "gif"}, again=True)
            ]


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("a b x backspace c", "abc"),
        ("a b left x", "axb"),
        ("a b home x", "xab"),
        ("a b ctrl+j x", "ab\nx"),
        ("a tab", "a"),
    ],
)
async def test_keys_in_one_breath_keep_their_order(world: World, keys: str, written: str) -> None:
    async with shown(world) as (app, pilot):
        for key in keys.split():
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(app, pilot)
        assert app.chat.prompt.text == written


@pytest.mark.parametrize("width", [80, 60, 44])
async def test_where_the_work_is_done_is_always_said(world: World, width: int) -> None:
    gate = asyncio.Event()
    world.scripts.append(held(gate))
    async with shown(world, (width, 24)) as (app, pilot):
        assert "this machine" in drawn(app).splitlines()[-1]
        app.chat.prompt.set_text("trim it")
        await pilot.press("enter")
        await world.until(lambda: "esc" in drawn(app).splitlines()[-1], pilot)
        assert "this machine" in drawn(app).splitlines()[-1]
        gate.set()
        await settle(app, pilot)
