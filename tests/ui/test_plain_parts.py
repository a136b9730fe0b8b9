"""The parts of the screen that need no screen."""

import asyncio
import os
import re
import shlex
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.catalogue import Catalogue
from nemo_tui.config import load
from nemo_tui.engine.actions import Action, Step
from nemo_tui.engine.turn import (
    CreditsShown,
    Downloading,
    Exported,
    Failed,
    Finished,
    Proposed,
    Rendering,
    SegmentView,
    TimelineView,
    TrackView,
    Uploaded,
    Uploading,
    Waiting,
)
from nemo_tui.launch import command as studio_command
from nemo_tui.plugins.commands import COMMANDS
from nemo_tui.ui import clipboard, desktop, figures, preferences, themes
from nemo_tui.ui.activity import Activity
from nemo_tui.ui.clipboard import Tool
from nemo_tui.ui.commands import looks_like_command, read_command
from nemo_tui.ui.completion import complete
from nemo_tui.ui.lanes import lanes, ruler
from nemo_tui.ui.looks import HEIGHT, WIDTH, look_at, rows_of
from nemo_tui.ui.narration import Narrator
from nemo_tui.ui.purity import cleaned
from nemo_tui.ui.serve import Guarded, main
from nemo_tui.ui.themes import theme_for
from tests.support.footage import clip


def test_sizes_and_times_as_people_read_them() -> None:
    assert [figures.size(count) for count in (0, 999, 1000, 4_999_999, 4_812_345, 50e6, 2.5e9)] == [
        "0 B",
        "999 B",
        "1.00 kB",
        "4.99 MB",
        "4.81 MB",
        "50.0 MB",
        "2.50 GB",
    ]
    assert [figures.clock(ms) for ms in (0, 7_000, 61_500, 3_723_000)] == [
        "0:00",
        "0:07",
        "1:02",
        "1:02:03",
    ]
    assert figures.exact_clock(7_540) == "0:07.5"
    assert figures.exact_clock(59_990) == "1:00"
    assert figures.bar(0.5, 4) == ("━━", "──")
    assert figures.bar(7, 3) == ("━━━", "")


@given(st.floats(0, 1e15))
def test_a_size_is_short(count: float) -> None:
    assert len(figures.size(count)) <= 9


# Commands and completions


def test_a_command_and_its_words() -> None:
    typed = read_command('/rename "my cut" two', COMMANDS)
    assert typed
    assert (typed.command.name, typed.arguments) == ("rename", ("my cut", "two"))
    assert read_command("/EXPORT", COMMANDS)
    assert read_command("/nothing", COMMANDS) is None
    assert read_command("export", COMMANDS) is None
    for said in ("quit", " Exit", "退出"):
        typed = read_command(said, COMMANDS)
        assert typed
        assert typed.command.action == "quit"
    assert read_command("quit the scene at 0:10", COMMANDS) is None
    assert read_command('/rename it"s', COMMANDS)
    assert looks_like_command("/exprt")
    assert not looks_like_command("/home/me/a.mp4")


def test_commands_complete_by_beginning_then_by_part() -> None:
    names = [choice.line.strip() for choice in complete("/s", COMMANDS, [])]
    assert names[:2] == ["/status", "/skill"]
    assert "/jobs" in names
    assert complete("say /s", COMMANDS, []) == []


def test_skills_complete() -> None:
    found = complete("/skill comp", COMMANDS, ["video-compressor", "other"])
    assert [choice.line for choice in found] == ["/skill video-compressor"]


def test_paths_complete_after_at_and_upload(home: Path) -> None:
    (home / "clips").mkdir()
    (home / "my clip.mp4").touch()
    (home / "notes.txt").touch()
    (home / ".hidden.mp4").touch()
    found = complete("/upload ", COMMANDS, [])
    assert [choice.line for choice in found] == ['/upload "my clip.mp4"', "/upload clips/"]
    found = complete("join @cl", COMMANDS, [])
    assert [choice.line for choice in found] == ["join @clips/"]
    assert complete("mail me@cl", COMMANDS, []) == []
    assert complete("/upload /no/such/place/", COMMANDS, []) == []


@given(st.text(max_size=40))
def test_any_line_can_be_completed(line: str) -> None:
    assert isinstance(complete(line, COMMANDS, ["a"]), list)


# Settings


def test_one_setting_changes_and_the_rest_stays(home: Path) -> None:
    file = home / ".config/nemo-tui/config.toml"
    preferences.remember(file, "theme", "nemo-light")
    file.write_text('# mine\ntheme = "x"\noutput = "/tmp"\n[keys]\ntheme = "no"\n')
    preferences.remember(file, "theme", 'od"d\\')
    preferences.remember(file, "notify", False)
    assert file.read_text() == (
        '# mine\ntheme = "od\\"d\\\\"\noutput = "/tmp"\nnotify = false\n[keys]\ntheme = "no"\n'
    )
    settings = load({"HOME": str(home)})
    assert (settings.theme, settings.notify) == ('od"d\\', False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


# The desktop


def test_the_first_clipboard_that_works_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    program = tmp_path / "keeper"
    program.write_text(f"#!/bin/sh\ncat > {taken}\n")
    program.chmod(0o755)
    tools = (Tool(("no-such-program",)), Tool((str(program),), "HAS"), Tool(("cat",)))
    assert clipboard.copy("hé", {"HAS": "1"}, tools) == str(program)
    assert taken.read_text() == "hé"
    assert clipboard.copy("x", {}, tools) == "cat"
    assert clipboard.copy("x", {}, (Tool(("false",)),)) == ""


def test_without_a_screen_nothing_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert not desktop.open_file(tmp_path, {})


# Activity


def test_activity_follows_a_turn(tmp_path: Path) -> None:
    activity = Activity()
    activity.see(Uploading("a.mp4", 5, 10, 2.0, 2.5))
    assert [(task.kind, task.fraction, task.state) for task in activity] == [
        ("upload", 0.5, "running")
    ]
    activity.see(Uploaded("a.mp4", "video"))
    activity.see(Rendering("r", "processing", 40))
    activity.see(Downloading("r", 1, 4))
    assert [task.state for task in activity] == ["done", "done", "running"]
    activity.see(Exported(tmp_path / "out.mp4", 4, render_id="r"))
    assert not activity.running
    assert activity.last_file == tmp_path / "out.mp4"
    activity.see(Uploading("b.mp4", 5, 10))
    activity.see(Failed("unreachable"))
    activity.see(Finished(ok=False))
    assert activity.tasks["upload:b.mp4"].state == "failed"


# Lanes

SEGMENTS = st.builds(
    SegmentView, st.text(max_size=5), st.integers(-10, 10**7), st.integers(-10, 10**7)
)
TRACKS = st.builds(
    TrackView,
    st.sampled_from(["video", "audio", "text", "other"]),
    st.lists(SEGMENTS, max_size=6).map(tuple),
)


@given(st.lists(TRACKS, max_size=4).map(tuple), st.integers(0, 10**7), st.integers(10, 200))
def test_lanes_stay_within_their_room(
    tracks: tuple[TrackView, ...], length: int, width: int
) -> None:
    for _, cells in lanes(TimelineView(tracks, length), width):
        for cell in cells:
            assert cell.width >= 1
            assert cell.start >= 0
            assert cell.start + cell.width <= width
    assert all(0 <= cell < width for cell, _ in ruler(length, width))


def test_lanes_are_to_scale() -> None:
    track = TrackView("video", (SegmentView("a", 0, 2500), SegmentView("b", 2500, 7500)))
    [(_, cells)] = lanes(TimelineView((track,), 10_000), 40)
    assert [(cell.start, cell.width) for cell in cells] == [(0, 10), (10, 30)]


# Words


def test_figures_in_words() -> None:
    narrator = Narrator(Catalogue("en"))
    line = narrator.uploading(Uploading("a.mp4", 5_000_000, 10_000_000, 2_000_000, 2.5))
    assert line == "a.mp4 · 50% · 2.00 MB/s · 0:02 left"
    assert "1280×720" in narrator.uploaded(Uploaded("a", "video", 1000, 1280, 720, 5))
    assert narrator.waiting(Waiting(30)) == "limit reached, again in 30 s"
    assert "12 of 100" in narrator.credits(CreditsShown(12, 0, 100))
    assert "free" in narrator.credits(CreditsShown(0, 0, 0, unlimited=True))
    assert narrator.offer(Action(Step.EXPORT, output={"format": "gif"})) == "Export gif"
    assert narrator.offer(Action(Step.CHAT, "Add\x1b[2J captions")) == "Add captions"


def test_a_problem_in_words_and_dead() -> None:
    what, _, then, detail = Narrator(Catalogue("en")).problem(
        Failed("rate_limited", "slow \x1b]0;x\x07down")
    )
    assert what
    assert then
    assert detail == "slow down"
    assert Narrator(Catalogue("en")).problem(Failed("no_such_kind"))[0] == "no_such_kind"


def test_cleaning_keeps_everything_but_what_is_alive() -> None:
    action = Action(Step.EXPORT, "a\x1b[2Jb", ("c\x07",), {"format": "g\x1bcif"})
    dead = cleaned(Proposed(action)).action
    assert dead == Action(Step.EXPORT, "ab", ("c",), {"format": "gif"})
    assert dead.step is Step.EXPORT
    exported = Exported(Path("a\x1b.mp4"), 1)
    assert cleaned(exported) == exported


# Looks


def test_a_light_terminal_gets_a_light_theme() -> None:
    assert theme_for({"COLORFGBG": "0;15"}) == "nemo-light"
    assert theme_for({"COLORFGBG": "0;default;7"}) == "nemo-light"
    assert theme_for({"COLORFGBG": "15;0"}) == "nemo-dark"
    assert theme_for({}) == "nemo-dark"


def test_every_sentence_of_the_screen_is_said_somewhere() -> None:
    package = Path(themes.__file__).parents[1]
    code = "\n".join(file.read_text() for file in package.rglob("*.py"))
    families = tuple(re.findall(r'f["\']((?:app|start)\.[\w.]+\.)\{', code))
    keys = {key.removesuffix("_here") for key in Catalogue().lines}
    mine = [key for key in keys if key.startswith(("app.", "start."))]
    unsaid = [key for key in mine if f'"{key}"' not in code and not key.startswith(families)]
    assert [key for key in unsaid if not key.startswith("app.page.")] == []


def test_a_playlist_that_calls_itself_a_film_opens_nothing(tmp_path: Path) -> None:
    film = clip(tmp_path / "secret.mp4", 1)
    assert look_at(film, os.environ).rows
    trap = tmp_path / "trap.mp4"
    trap.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{film}\n#EXT-X-ENDLIST\n")
    assert look_at(trap, os.environ).rows == ()
    assert look_at(trap, os.environ).duration_ms is None
    listed = tmp_path / "listed.mp4"
    listed.write_text(f"ffconcat version 1.0\nfile {film}\n")
    assert look_at(listed, os.environ).rows == ()


def test_no_child_imports_from_the_folder_it_starts_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert studio_command(tmp_path)[1:4] == ["-P", "-m", "nemo_tui.studio"]
    served: list[str] = []
    monkeypatch.setattr(Guarded, "serve", lambda server: served.append(server.command))
    assert main("127.0.0.1", 1, ["--skill", "a b"]) == 0
    asyncio.get_event_loop().close()
    asyncio.set_event_loop(None)
    assert shlex.split(served[0])[1:] == ["-P", "-m", "nemo_tui", "--skill", "a b"]


def test_nothing_to_see_is_no_error(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("x")
    assert look_at(text, {}).bytes == 1
    assert look_at(tmp_path / "none.mp4", {}).rows == ()
    broken = tmp_path / "b.mp4"
    broken.write_bytes(b"not a video")
    assert look_at(broken, {}).rows == ()
    assert look_at(broken, {"NEMO_FFMPEG": "/no/such/program"}).facts == "11 B"
    assert rows_of(b"123") == ()
    assert len(rows_of(bytes(WIDTH * HEIGHT * 3))) == HEIGHT
