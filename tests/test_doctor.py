"""The doctor names what is missing, in both languages, and its exit code means something."""

import io
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from nemo_tui import doctor
from nemo_tui.catalogue import Catalogue
from tests.support.scripted import ScriptedService


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Any:
    with ScriptedService() as running:
        yield running


def examine(home: Path, service: Any, **more: str) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """The exit code and the findings by check."""
    told = io.StringIO()
    base = {"HOME": str(home), "NEMO_API_URL": service.url, "TERM": "xterm-kitty"}
    code = doctor.main({**base, **more}, as_json=True, out=told)
    report = json.loads(told.getvalue())
    assert report["ok"] == (code == 0)
    checks: dict[str, list[dict[str, Any]]] = {}
    for check in report["checks"]:
        checks.setdefault(check["check"], []).append(check)
    return code, checks


def statuses(found: Mapping[str, list[dict[str, Any]]], check: str) -> list[str]:
    return [finding["status"] for finding in found[check]]


def test_a_machine_that_has_everything(home: Path, service: Any) -> None:
    code, found = examine(home, service)
    assert code == 0, found
    assert statuses(found, "ffmpeg") == ["ok"]
    assert statuses(found, "folder") == ["ok"] * 4
    assert found["backend"][0]["where"] == "127.0.0.1"
    assert found["terminal"][0]["colours"] == 2**24
    assert found["skills"][0]["count"] == 4
    assert service.requests == []


def test_it_leaves_nothing_behind(home: Path, service: Any) -> None:
    examine(home, service)
    assert list(home.rglob("*")) == []


def test_no_ffmpeg_is_a_failure(home: Path, service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEMO_FFMPEG", "/nowhere/ffmpeg")
    code, found = examine(home, service)
    assert code == 1
    assert statuses(found, "ffmpeg") == ["fail"]


@pytest.mark.parametrize(("latin", "key"), [(Path("/font.ttf"), "cjk"), (None, "none")])
def test_missing_fonts_are_a_note(
    home: Path, service: Any, monkeypatch: pytest.MonkeyPatch, latin: Path | None, key: str
) -> None:
    monkeypatch.setattr(doctor.fonts, "find", {"latin": latin}.get)
    code, found = examine(home, service)
    assert code == 0
    assert statuses(found, "fonts") == ["warn"]
    assert found["fonts"][0]["text"] == Catalogue()(f"doctor.fonts.{key}")


def test_an_ffmpeg_that_lacks_a_codec(
    home: Path, service: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    poor = tmp_path / "ffmpeg"
    poor.write_text("#!/bin/sh\necho 'ffmpeg version 4.2'\necho ' A..... aac  AAC'\n")
    poor.chmod(0o755)
    monkeypatch.setenv("NEMO_FFMPEG", str(poor))
    _, found = examine(home, service)
    assert found["ffmpeg"][0]["missing"] == "libx264"
    assert found["ffmpeg"][0]["version"] == "4.2"


def test_a_host_that_does_not_answer(home: Path, service: Any) -> None:
    code, found = examine(home, service, NEMO_API_URL="http://127.0.0.1:9")
    assert code == 1
    assert statuses(found, "backend") == ["fail"]
    assert "NEMO_API_URL" in found["backend"][0]["text"]


def test_a_broken_settings_file_is_a_finding(home: Path, service: Any) -> None:
    file = home / ".config/nemo-tui/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("backend = [")
    code, found = examine(home, service)
    assert code == 1
    assert list(found) == ["settings"]
    assert "config.toml" in found["settings"][0]["text"]


def test_a_folder_that_cannot_be_written_to(
    home: Path, service: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refused)
    code, found = examine(home, service)
    assert code == 1
    assert statuses(found, "folder") == ["fail", "warn", "fail", "warn"]
    assert "Permission denied" in found["folder"][0]["text"]


@pytest.mark.parametrize(("free", "status"), [(doctor.GIGABYTE, "warn"), (1000, "fail")])
def test_a_full_disk(
    home: Path, service: Any, monkeypatch: pytest.MonkeyPatch, free: int, status: str
) -> None:
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage)
    _, found = examine(home, service)
    assert statuses(found, "folder") == [status] * 4


@pytest.mark.parametrize(("installed", "word"), [("2020.01.01", "warn"), ("", "missing")])
def test_an_old_or_missing_downloader(
    home: Path, service: Any, monkeypatch: pytest.MonkeyPatch, installed: str, word: str
) -> None:
    monkeypatch.setattr(doctor, "_version", lambda package: installed)
    code, found = examine(home, service)
    assert code == 0
    assert statuses(found, "downloader") == ["warn"]
    line = Catalogue()(f"doctor.downloader.{word}", **found["downloader"][0])
    assert found["downloader"][0]["text"] == line


@pytest.mark.parametrize(
    ("variables", "colours"),
    [
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, 2**24),
        ({"TERM": "xterm", "NO_COLOR": "1"}, 0),
        ({"TERM": "linux"}, 16),
    ],
)
def test_the_colours_of_the_terminal(
    home: Path, service: Any, variables: dict[str, str], colours: int
) -> None:
    _, found = examine(home, service, **variables)
    assert found["terminal"][0]["colours"] == colours


def test_a_terminal_without_screens_is_a_note(home: Path, service: Any) -> None:
    code, found = examine(home, service, TERM="dumb")
    assert code == 0
    assert statuses(found, "terminal") == ["warn"]


def test_a_file_that_is_no_skill_is_a_note(home: Path, service: Any) -> None:
    folder = home / ".config/nemo-tui/skills"
    folder.mkdir(parents=True)
    (folder / "empty.md").write_text("")
    code, found = examine(home, service)
    assert code == 0
    assert statuses(found, "skills") == ["ok", "warn"]
    assert found["skills"][1]["text"].endswith("empty.md")


@pytest.mark.parametrize(("language", "word"), [("en_US.UTF-8", "free"), ("zh_CN.UTF-8", "剩余")])
def test_the_report_for_people(home: Path, service: Any, language: str, word: str) -> None:
    told = io.StringIO()
    environ = {"HOME": str(home), "NEMO_API_URL": service.url, "LANG": language}
    doctor.main(environ, out=told)
    lines = told.getvalue().splitlines()
    assert version("nemo-tui") in lines[0]
    assert word in told.getvalue()
    assert all(line.startswith("[") for line in lines[:-1])
    assert "{" not in told.getvalue()
    assert "doctor." not in told.getvalue()
