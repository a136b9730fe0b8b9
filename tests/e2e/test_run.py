"""`nemo-tui run` on real clips: the whole road without a screen."""

from pathlib import Path

import pytest

from tests.e2e.drive import run
from tests.support.footage import Film

pytestmark = pytest.mark.media


def test_a_clip_is_compressed_below_a_size(sixty: Path, tmp_path: Path) -> None:
    before = sixty.read_bytes()
    message = "compress this video to under 5MB and send me the file"
    ended = run("run", "-i", sixty, "-o", tmp_path, message)
    assert ended.code == 0, ended
    assert ended.out.count("\n") == 1, ended
    film = Film(ended.path)
    assert ended.path.parent == tmp_path
    assert film.bytes < 5_000_000
    assert film.seconds == pytest.approx(60, abs=0.3)
    assert "mp4" in film.format
    assert film.has_sound
    assert sixty.read_bytes() == before


def test_with_json_every_line_parses(short: Path, tmp_path: Path) -> None:
    ended = run("run", "--json", "-i", short, "-o", tmp_path, "trim this to 2 seconds")
    assert ended.code == 0, ended
    exported = [event for event in ended.events if event["type"] == "exported"]
    assert ended.events[-1] == exported[-1]
    assert Path(exported[-1]["path"]).stat().st_size == exported[-1]["bytes"]
    assert exported[-1]["duration_ms"] == pytest.approx(2000, abs=100)


def test_each_message_is_a_turn_of_one_session(short: Path, tmp_path: Path) -> None:
    ended = run("run", "-i", short, "-o", tmp_path, "trim this to 3 seconds", "now mute it")
    assert ended.code == 0, ended
    film = Film(ended.path)
    assert film.seconds == pytest.approx(3, abs=0.15)
    assert not film.has_sound or film.loudness() < 50


def test_files_of_the_same_name_are_never_overwritten(short: Path, tmp_path: Path) -> None:
    first = run("run", "-i", short, "-o", tmp_path, "export this as MP4")
    second = run("run", "-i", short, "-o", tmp_path, "export this as MP4")
    assert (first.code, second.code) == (0, 0), second
    assert first.path != second.path
    assert first.path.exists()


def test_a_missing_file_is_told_before_anything_is_done(tmp_path: Path) -> None:
    ended = run("run", "-i", tmp_path / "absent.mp4", "compress this to 5MB")
    assert ended.code not in (0, 130), ended
    assert "absent.mp4" in ended.err
    assert "Traceback" not in ended.err


def test_a_question_alone_gives_no_file_and_another_code(short: Path, tmp_path: Path) -> None:
    ended = run("run", "-i", short, "-o", tmp_path, "what can you do?", "--no-export")
    assert not list(tmp_path.glob("*.mp4")), ended
    assert ended.out == ""


@pytest.mark.parametrize("arguments", [("run",), ("run", "--backend", "nowhere", "x"), ("walk",)])
def test_a_wrong_command_line_is_code_2(arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.code == 2, ended
    assert "Traceback" not in ended.err


def test_a_backend_that_is_not_there_is_code_3(short: Path) -> None:
    address = "http://127.0.0.1:9"
    ended = run("run", "--backend", address, "-i", short, "compress this to 1MB")
    assert ended.code == 3, ended
    assert "Traceback" not in ended.err
