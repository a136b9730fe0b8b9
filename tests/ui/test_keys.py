"""Every key and every command does what docs/keys.md says; none is undocumented or untested."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.pilot import Pilot

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.actions import Action, Step
from nemo_tui.engine.jobs import Job
from nemo_tui.plugins.commands import COMMANDS
from nemo_tui.ui.app import NemoApp
from nemo_tui.ui.keys import KEYS
from nemo_tui.ui.screens.chat import ChatScreen
from nemo_tui.ui.screens.help import HelpScreen
from nemo_tui.ui.screens.jobs import JobsScreen
from nemo_tui.ui.screens.log import LogScreen
from nemo_tui.ui.screens.page import Page
from nemo_tui.ui.screens.questions import Question, quit_question
from nemo_tui.ui.screens.sessions import SessionsScreen
from nemo_tui.ui.screens.settings import SettingsScreen
from nemo_tui.ui.screens.skills import SkillsScreen
from nemo_tui.ui.widgets.cards import ExportCard, Offer
from nemo_tui.ui.widgets.prompt import Prompt
from nemo_tui.ui.widgets.steps import Steps
from nemo_tui.ui.widgets.timeline import Timeline
from nemo_tui.ui.widgets.transcript import Transcript
from nemo_tui.ui.widgets.welcome import Welcome
from tests.ui.fakes import World
from tests.ui.screen import drawn, say, settle, shown, told
from tests.ui.scripts import answer, edit, export, held

DOCS = Path(__file__).parents[2] / "docs" / "keys.md"
BOUND = (
    NemoApp, ChatScreen, Prompt, Transcript, Welcome, Steps, Timeline, ExportCard, Offer,
    Question, Page, HelpScreen, JobsScreen, SessionsScreen,
)  # fmt: skip
Check = Callable[[World, NemoApp, "Pilot[int]"], Awaitable[None]]
KEY_CHECKS: dict[str, Check] = {}
COMMAND_CHECKS: dict[str, Check] = {}
LONG = "\n\n".join(f"paragraph {number}" for number in range(80))


def key(*names: str) -> Callable[[Check], Check]:
    """The check of these keys."""

    def register(check: Check) -> Check:
        KEY_CHECKS.update(dict.fromkeys(names, check))
        return check

    return register


def command(*names: str) -> Callable[[Check], Check]:
    """The check of these commands."""

    def register(check: Check) -> Check:
        COMMAND_CHECKS.update(dict.fromkeys(names, check))
        return check

    return register


def bound_names() -> set[str]:
    """The ids of every binding of ours, and the palette's key."""
    bindings = [each for owner in BOUND for each in owner.__dict__["BINDINGS"]]
    assert all(isinstance(each, Binding) and each.id for each in bindings)
    return {each.id.replace(".", "_") for each in bindings} | {"app_palette"}


INTRODUCTION = """F1 shows this page in the app. Every key can be changed: put the id and the new
key under `[keys]` in `config.toml`, for example `"chat.find" = "ctrl+k"`. Commands are typed
into the prompt or picked from the palette (`ctrl+p`); Tab completes them, and Enter runs the one
that is marked. Escape always leads back to the prompt, and from the prompt it stops what runs."""


def page() -> str:
    """What docs/keys.md says."""
    say = Catalogue("en")
    lines = ["# Keys and commands", "", INTRODUCTION, ""]
    for group, keys in KEYS.items():
        lines += [f"## {say(f'app.keys.{group}')}", "", "| key | does | id |", "|---|---|---|"]
        for name, written in keys:
            pressed = " ".join(f"`{key}`" for key in written.split(", "))
            lines.append(
                f"| {pressed} | {say(f'app.key.{name}')} | `{name.replace('_', '.', 1)}` |"
            )
        lines.append("")
    lines += ["## Commands", "", "| command | does |", "|---|---|"]
    for command in COMMANDS:
        takes = command.takes.replace("|", "\\|")
        lines.append(f"| `/{command.name}` {takes} | {say(command.help)} |".replace("  ", " "))
    return "\n".join(lines) + "\n"


def test_every_key_is_documented_and_tested() -> None:
    documented = [name for keys in KEYS.values() for name, _ in keys]
    assert len(documented) == len(set(documented))
    assert set(documented) == bound_names() == set(KEY_CHECKS)


def test_every_command_is_tested() -> None:
    assert {each.name for each in COMMANDS} == set(COMMAND_CHECKS)


def test_the_page_is_up_to_date() -> None:
    written = page()
    assert DOCS.read_text(encoding="utf-8") == written, (
        "python -m tests.ui.test_keys > docs/keys.md"
    )


# Writing


@key("prompt_send")
async def sends(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await pilot.press("h", "i", "enter")
    await settle(app, pilot)
    assert [message.text for message in world.conversation.sent] == ["hi"]
    assert app.chat.prompt.text == ""


@key("prompt_newline")
async def breaks_lines(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await pilot.press("a", "shift+enter", "b", "ctrl+j", "c", "alt+enter", "d")
    assert app.chat.prompt.text == "a\nb\nc\nd"


@key("prompt_earlier", "prompt_later")
async def walks_through_history(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    for text in ("one", "two"):
        await say(app, pilot, text)
    app.chat.prompt.set_text("draft")
    seen = []
    for press in ("up", "up", "up", "down", "down", "down"):
        await pilot.press(press)
        seen.append(app.chat.prompt.text)
    assert seen == ["two", "one", "one", "two", "draft", "draft"]


@key("prompt_complete")
async def completes(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await pilot.press("tab")
    assert isinstance(app.focused, Welcome)
    await pilot.press("escape", "slash", "j", "o")
    await pilot.pause()
    await pilot.press("tab")
    assert app.chat.prompt.text == "/jobs"


@key("prompt_backspace")
async def deletes(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    Path("a.mp4").touch()
    app.chat.composer.attach([str(Path("a.mp4").absolute())])
    await pilot.press("a", "backspace")
    assert len(app.chat.composer.attachments) == 1
    await pilot.press("backspace")
    assert app.chat.composer.attachments == []


@key("prompt_undo")
async def undoes(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    app.chat.prompt.insert("a long sentence")
    app.chat.prompt.action_delete_to_start_of_line()
    await pilot.press("ctrl+underscore")
    assert app.chat.prompt.text == "a long sentence"


@key("chat_accept", "offer_accept")
async def accepts_offers(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    world.scripts += [export(Path("a.mp4").absolute())] * 2
    await say(app, pilot, "go")
    await pilot.press("ctrl+g")
    await settle(app, pilot)
    app.query(Offer).last().focus()
    await pilot.press("enter")
    await settle(app, pilot)
    assert [each.step for each in world.conversation.performed] == [Step.EXPORT, Step.CHAT]


@key("chat_escape")
async def goes_back_then_stops(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    world.scripts.append(held(asyncio.Event()))
    app.chat.prompt.set_text("go")
    await pilot.press("enter", "tab")
    assert app.focused is not app.chat.prompt
    await pilot.press("escape")
    assert app.focused is app.chat.prompt
    assert app.chat.is_busy
    await pilot.press("escape")
    await settle(app, pilot)
    assert not app.chat.is_busy


@key("chat_interrupt")
async def interrupts(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    world.scripts.append(held(asyncio.Event()))
    copied: list[str] = []
    app.handover.copy = copied.append  # type: ignore[method-assign]  # keeps
    app.chat.prompt.set_text("word")
    app.chat.prompt.select_all()
    await pilot.press("ctrl+c")
    assert copied == ["word"]
    app.chat._interrupted = -10.0
    app.chat.prompt.set_text("a draft")
    await pilot.press("ctrl+c")
    assert app.chat.prompt.text == ""
    await pilot.press("up")
    assert app.chat.prompt.text == "a draft"
    app.chat._interrupted = -10.0
    await pilot.press("enter", "ctrl+c")
    await settle(app, pilot)
    assert not app.chat.is_busy
    assert world.conversation.cancelled == 1
    await pilot.press("ctrl+c")
    await settle(app, pilot)
    assert app.return_value == 0


# Reading


@key("chat_page_up", "chat_page_down", "chat_line_up", "chat_line_down", "chat_to_start",
     "chat_to_end", "transcript_start", "transcript_end")  # fmt: skip
async def scrolls(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    world.scripts.append(answer(LONG))
    await say(app, pilot, "much")
    transcript = app.chat.transcript
    end = transcript.scroll_y
    page = transcript.size.height - 1
    for press, place in (
        ("pageup", end - page),
        ("ctrl+up", end - page - 1),
        ("ctrl+down", end - page),
        ("pagedown", end),
        ("ctrl+home", 0),
        ("ctrl+end", end),
    ):
        await pilot.press(press)
        await pilot.pause()
        assert transcript.scroll_y == place, press
    transcript.focus()
    for press, place in (("home", 0), ("end", end), ("g", 0), ("G", end)):
        await pilot.press(press)
        await pilot.pause()
        assert transcript.scroll_y == place, press
    assert transcript.is_following


@key("chat_find")
@command("find")
async def finds(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    world.scripts.append(answer(LONG))
    await say(app, pilot, "much")
    await pilot.press("f3", *"paragraph", "space", "7", "enter")
    await settle(app, pilot)
    assert not app.chat.transcript.is_following
    await pilot.press("escape")
    assert app.focused is app.chat.prompt
    assert not app.chat.above.finder.is_open
    await say(app, pilot, "/find nobody said this")
    assert told(app) == ["Nothing says nobody said this"]


@key("chat_copy")
@command("copy")
async def copies(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    copied: list[str] = []
    app.handover.copy = copied.append  # type: ignore[method-assign]  # keeps
    file = Path("a.mp4").absolute()
    world.scripts += [answer("see\n```bash\nls\n```"), export(file)]
    await say(app, pilot, "/copy")
    assert copied == []
    await say(app, pilot, "go")
    await pilot.press("ctrl+y")
    await say(app, pilot, "/copy code")
    await say(app, pilot, "export")
    await say(app, pilot, "/copy path")
    assert copied == ["see\n```bash\nls\n```", "ls", str(file)]


@key("chat_open", "chat_folder", "chat_path", "export_open", "export_folder", "export_copy")
@command("open", "folder")
async def opens_files(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    used: list[tuple[Path, str]] = []
    app.handover.use_file = lambda path, deed: used.append((path, deed))  # type: ignore[method-assign]  # keeps
    file = Path("a.mp4").absolute()
    await pilot.press("ctrl+o")
    assert used == []
    world.scripts.append(export(file))
    await say(app, pilot, "export")
    assert "ctrl+o open   f7 folder   f9 copy path" in drawn(app)
    copied: list[str] = []
    app.handover.copy = copied.append  # type: ignore[method-assign]  # keeps
    await pilot.press("f7", "f9")
    assert used.pop() == (file, "folder")
    assert copied == [str(file)]
    await pilot.press("ctrl+o")
    await say(app, pilot, "/open")
    await say(app, pilot, "/folder")
    app.query_one(ExportCard).focus()
    await pilot.pause()
    assert "o open   f folder   y copy path" in drawn(app)
    await pilot.press("o", "enter", "f", "y")
    deeds = ["open", "open", "folder", "open", "open", "folder", "copy"]
    assert used == [(file, deed) for deed in deeds]


@key("chat_timeline", "timeline_left", "timeline_right", "timeline_up", "timeline_down",
     "timeline_compare")  # fmt: skip
@command("timeline")
async def walks_the_timeline(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await pilot.press("ctrl+t")
    assert app.focused is app.chat.prompt
    world.scripts.append(edit())
    await say(app, pilot, "cut")
    await say(app, pilot, "/timeline")
    timeline = app.query_one(Timeline)
    assert app.focused is timeline
    seen = []
    for press in ("right", "right", "down", "up", "left", "b"):
        await pilot.press(press)
        seen.append(timeline.chosen.label if timeline.chosen else "")
    sea = "[b]sea.jpg"
    assert seen == [sea, sea, "music.mp3", "talk.mov", "talk.mov", "talk.mov"]
    assert "before the edit" in drawn(app)
    assert "1:00" in drawn(app)
    await pilot.press("space", "up")
    await pilot.pause()
    assert app.focused is app.chat.prompt


@key("starters_up", "starters_down", "starters_pick")
async def picks_starters(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    starters = app.query_one(Welcome)._starters
    await pilot.press("tab", "down", "down", "up", "enter")
    assert app.chat.prompt.text == starters[1]
    assert app.focused is app.chat.prompt
    assert world.conversations == []


@key("steps_open")
async def opens_steps(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    world.scripts.append(edit())
    await say(app, pilot, "cut")
    app.query_one(Steps).focus()
    await pilot.press("enter")
    await pilot.pause()
    assert "  cutting" in drawn(app)
    await pilot.press("space")
    await pilot.pause()
    assert "  cutting" not in drawn(app)


# Pages


@key("app_help", "help_close")
@command("help")
async def helps(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    for close in ("escape", "f1", "q"):
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        await pilot.pause()
        assert "a new line" in drawn(app)
        await pilot.press(close)
        assert isinstance(app.screen, ChatScreen)
    await say(app, pilot, "/help")
    assert isinstance(app.screen, HelpScreen)


@key("app_palette")
async def opens_the_palette(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await pilot.press("ctrl+p", *"sess")
    await world.until(lambda: "earlier conversations" in drawn(app), pilot)
    assert "/skills" not in drawn(app)
    assert "/jobs" not in drawn(app)
    await pilot.press("escape", "ctrl+p", *"online link")
    await world.until(lambda: "Give a link, get the video as an MP4" in drawn(app), pilot)
    await pilot.press("enter", "enter")
    await settle(app, pilot)
    assert app.chat.talk.skill.name == "video-downloader-online"


PAGES = {
    "f2": SkillsScreen,
    "f4": JobsScreen,
    "f5": SessionsScreen,
    "ctrl+r": SessionsScreen,
    "f6": SettingsScreen,
    "f8": LogScreen,
}


@key("chat_skills", "chat_jobs", "chat_sessions", "chat_settings", "chat_log", "page_close")
@command("skills", "jobs", "sessions", "settings", "log")
async def opens_pages(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    for press, page in PAGES.items():
        await pilot.press(press)
        assert isinstance(app.screen, page), press
        await settle(app, pilot)
        await pilot.press("escape")
        assert isinstance(app.screen, ChatScreen)
    for name in ("skills", "jobs", "sessions", "settings", "log"):
        await say(app, pilot, f"/{name}")
        assert app.screen.__class__.__name__.lower() == f"{name}screen"
        await pilot.press("escape")


@key("chat_new")
@command("new")
async def begins_anew(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "hello")
    first = world.conversation
    await pilot.press("ctrl+n")
    await settle(app, pilot)
    assert first.closed
    assert "Try saying" in drawn(app)
    await say(app, pilot, "again")
    assert world.conversation is not first
    await say(app, pilot, "/new")
    assert "again" not in drawn(app)


@key("app_suspend")
async def suspends(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    asked: list[str] = []
    app.action_suspend_process = lambda: asked.append("z")  # type: ignore[method-assign]  # keeps
    await pilot.press("ctrl+z")
    assert asked == ["z"]


@key("app_quit")
async def quits(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "hello")
    await pilot.press("ctrl+q")
    await settle(app, pilot)
    assert app.return_value == 0
    assert world.conversation.closed
    assert world.launcher.closed == 1


@key("question_yes", "question_no")
@command("quit")
async def asks_before_quitting(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    world.scripts.append(held(asyncio.Event()))
    app.chat.prompt.set_text("go")
    await pilot.press("enter")
    for no in ("n", "escape", "q"):
        app.chat.do("quit")
        await pilot.pause()
        assert isinstance(app.screen, Question)
        await pilot.press(no)
        assert app.chat.is_busy
    answers: list[bool | None] = []
    for where, told_of in (("", "stops with the app"), ("api.example.com", "at api.example.com")):
        app.push_screen(quit_question(app.say, where), answers.append)
        await pilot.pause()
        assert told_of in " ".join(drawn(app).split())
        await pilot.press("y")
    assert answers == [True, True]
    await pilot.press("escape")
    await settle(app, pilot)


# The jobs page


async def with_jobs(world: World, app: NemoApp, pilot: Pilot[int]) -> list[tuple[Path, str]]:
    """The jobs page on one finished and one unfinished export."""
    used: list[tuple[Path, str]] = []
    app.handover.use_file = lambda path, deed: used.append((path, deed))  # type: ignore[method-assign]  # keeps
    world.jobs.save(Job("r1", "s", name="first", status="delivered", path="/out/a.mp4", created=2))
    world.jobs.save(Job("r2", "s", name="second", status="still_rendering", created=1))
    await pilot.press("f4")
    await settle(app, pilot)
    return used


@key("jobs_open", "jobs_folder", "jobs_copy")
async def uses_the_files_of_jobs(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    used = await with_jobs(world, app, pilot)
    assert "a.mp4" in drawn(app)
    await pilot.press("o", "f", "y", "enter", "r", "down", "o")
    deeds = [deed for _, deed in used]
    assert deeds == ["open", "folder", "copy", "open"]


@key("jobs_retry")
async def goes_on_with_a_job(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await with_jobs(world, app, pilot)
    await pilot.press("down", "r", "x")
    await settle(app, pilot)
    assert [job.id for job in world.conversation.resumed] == ["r2"]
    assert isinstance(app.screen, JobsScreen)
    assert app.chat.prompt.text == ""


@key("jobs_cancel")
@command("cancel")
async def cancels(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    gate = asyncio.Event()
    running = export(Path("a.mp4").absolute())[:3]
    world.scripts += [[*running, gate.wait], [*running, gate.wait]]
    app.chat.prompt.set_text("go")
    await pilot.press("enter")
    await world.until(lambda: bool(app.activity.running), pilot)
    await pilot.press("f4")
    await pilot.pause()
    await pilot.press("c", "escape")
    await settle(app, pilot)
    assert not app.chat.is_busy
    app.chat.prompt.set_text("go")
    await pilot.press("enter")
    await say(app, pilot, "/cancel")
    assert not app.chat.is_busy
    await with_jobs(world, app, pilot)
    await pilot.press("end", "c")
    await settle(app, pilot)
    assert [job.id for job in world.conversation.abandoned] == ["r2"]


# The conversations page


async def with_sessions(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    """The page on two kept conversations."""
    world.scripts += [answer("of whales", "fish"), answer("of trees", "wood")]
    await say(app, pilot, "fish")
    await say(app, pilot, "/new")
    await say(app, pilot, "wood")
    await pilot.press("f5")
    await settle(app, pilot)


@key("sessions_find")
async def finds_sessions(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await with_sessions(world, app, pilot)
    assert "wood" in drawn(app)
    await pilot.press("slash", *"whales")
    await settle(app, pilot)
    assert "wood" not in drawn(app)
    await pilot.press("enter", "enter")
    await settle(app, pilot)
    assert isinstance(app.screen, ChatScreen)
    assert "of whales" in drawn(app)


@key("sessions_rename")
@command("rename")
async def renames_sessions(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await with_sessions(world, app, pilot)
    await pilot.press("r", "end", "s", "enter")
    await settle(app, pilot)
    assert [each.title for each in world.history.sessions()] == ["woods", "fish"]
    await pilot.press("escape")
    await say(app, pilot, '/rename "my film"')
    assert world.history.sessions()[0].title == "my film"


@key("sessions_markdown", "sessions_json")
@command("save")
async def saves_sessions(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await with_sessions(world, app, pilot)
    await pilot.press("m", "j", "escape")
    await say(app, pilot, "/save json")
    saved = sorted(path.suffix for path in world.settings.output.iterdir())
    assert set(saved) == {".json", ".md"}
    [text] = [path.read_text() for path in world.settings.output.glob("*.md")]
    assert "of trees" in text


@key("sessions_delete")
async def deletes_sessions(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await with_sessions(world, app, pilot)
    await pilot.press("down", "d")
    await settle(app, pilot)
    assert len(world.history.sessions()) == 2
    await pilot.press("delete")
    await settle(app, pilot)
    assert [each.title for each in world.history.sessions()] == ["wood"]


# Commands


@command("export")
async def exports(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "/export MOV 720p")
    await say(app, pilot, "/export")
    assert world.conversation.performed == [
        Action(Step.EXPORT, output={"format": "mov", "resolution": "720p"}),
        Action(Step.EXPORT),
    ]


@command("status", "credits")
async def asks_the_backend(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "/status")
    await say(app, pilot, "/credits")
    assert world.conversation.performed == [Action(Step.STATE), Action(Step.CREDITS)]


@command("upload")
async def attaches(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    Path("a b.mp4").touch()
    await say(app, pilot, '/upload "a b.mp4" none.mp4')
    assert [each.name for each in app.chat.composer.attachments] == ["a b.mp4"]
    assert told(app) == ["There is no file none.mp4"]


@command("skill")
async def switches_skills(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "hello")
    await say(app, pilot, "/skill maker-free")
    assert world.conversation.skills == ["video-maker-free-download-app"]
    await say(app, pilot, "/skill no-such-thing")
    assert told(app)[-1] == "There is no skill no-such-thing"


@command("retry")
async def brings_the_last_message_back(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    Path("a.mp4").touch()
    await say(app, pilot, "/retry")
    await say(app, pilot, "cut @a.mp4")
    await say(app, pilot, "/retry")
    assert app.chat.prompt.text == "cut a.mp4"
    assert [each.name for each in app.chat.composer.attachments] == ["a.mp4"]
    assert len(world.conversation.sent) == 1


@command("claim")
async def shows_where_to_take_over(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "/claim")
    assert "no account to go to" in told(app)[-1]
    world.launcher.where = "example.com"
    await say(app, pilot, "/claim")
    assert "https://example.com/claim" in drawn(app)


@command("theme")
async def changes_colours(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "/theme")
    assert app.theme == "nemo-light"
    await say(app, pilot, "/theme gruvbox")
    assert 'theme = "gruvbox"' in world.paths.settings_file.read_text()
    await say(app, pilot, "/theme none")
    assert app.theme == "gruvbox"


@command("language")
async def changes_the_language(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "/language zh")
    assert "试试这样说" in drawn(app)
    await say(app, pilot, "/language")
    assert "Try saying" in drawn(app)
    assert 'language = "en"' in world.paths.settings_file.read_text()


@command("clear")
async def clears(world: World, app: NemoApp, pilot: Pilot[int]) -> None:
    await say(app, pilot, "hello")
    await say(app, pilot, "/clear")
    assert "Done." not in drawn(app)
    await say(app, pilot, "more")
    assert len(world.conversations) == 1


async def test_an_unknown_command_is_not_sent(world: World) -> None:
    async with shown(world) as (app, pilot):
        await say(app, pilot, "/exprt")
        assert told(app) == ["There is no command /exprt. Type / to see them all."]
        assert app.chat.prompt.text == "/exprt"
        assert world.conversations == []


def _named(checks: dict[str, Check]) -> list[Check]:
    return list({check.__name__: check for check in checks.values()}.values())


@pytest.mark.parametrize("check", _named(KEY_CHECKS | COMMAND_CHECKS), ids=lambda it: it.__name__)
async def test_it_does_what_is_written(world: World, check: Check) -> None:
    async with shown(world) as (app, pilot):
        await check(world, app, pilot)


if __name__ == "__main__":
    print(page(), end="")
