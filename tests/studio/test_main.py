"""The studio as a process: its ready line, its ends, and what it refuses."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from nemo_tui.protocol import routes
from nemo_tui.studio.__main__ import _listen, default_folder, main
from nemo_tui.studio.folders import open_folders

COMMAND = [sys.executable, "-m", "nemo_tui.studio"]


@contextmanager
def process(*arguments: str, **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A studio of its own; killed in the end."""
    settings: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([*COMMAND, *arguments], **(settings | options)) as child:
        try:
            yield child
        finally:
            child.kill()


def ready(child: subprocess.Popen[str]) -> dict[str, str]:
    """The first line, which must be JSON."""
    assert child.stdout is not None
    return dict(json.loads(child.stdout.readline()))


def client(line: dict[str, str]) -> httpx.Client:
    headers = {"Authorization": f"Bearer {line['token']}"}
    return httpx.Client(base_url=line["url"], headers=headers, trust_env=False)


def test_it_answers_when_it_says_so(tmp_path: Path) -> None:
    with process("--json", "--data-dir", str(tmp_path / "data")) as child:
        line = ready(child)
        assert sorted(line) == ["token", "url"]
        with client(line) as http:
            assert http.get(routes.CREDITS).json()["code"] == 0
            answer = http.post(routes.ANONYMOUS_TOKEN, headers={"X-Client-Id": "a"})
            assert answer.json()["token"]


def test_answers_leave_at_once() -> None:
    """An answer in two pieces must not wait for the first to be acknowledged."""
    with (
        _listen("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()) as caller,
    ):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            assert caller.getpeername() == listening.getsockname()


def test_token_only_shuts_the_door(tmp_path: Path) -> None:
    arguments = ("--json", "--token-only", "--data-dir", str(tmp_path / "data"))
    with process(*arguments) as child, client(ready(child)) as http:
        answer = http.post(routes.ANONYMOUS_TOKEN, headers={"X-Client-Id": "a"})
        assert answer.status_code == 403
        assert http.get(routes.CREDITS).json()["code"] == 0


def test_it_ends_with_its_spawner(tmp_path: Path) -> None:
    with process("--json", "--data-dir", str(tmp_path / "data")) as child:
        ready(child)
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(60) == 0


def test_it_goes_on_without_a_pipe(tmp_path: Path) -> None:
    arguments = ("--json", "--data-dir", str(tmp_path / "data"))
    with process(*arguments, stdin=subprocess.DEVNULL) as child:
        with client(ready(child)) as http:
            assert http.get(routes.CREDITS).json()["code"] == 0
        assert child.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: signal.Signals) -> None:
    arguments = ("--json", "--data-dir", str(tmp_path / "data"))
    with process(*arguments, stderr=subprocess.PIPE) as child:
        ready(child)
        child.send_signal(number)
        assert child.wait(60) == 0
        assert child.stderr is not None
        assert child.stderr.read() == ""


def test_a_person_reads_a_sentence(tmp_path: Path) -> None:
    with process("--data-dir", str(tmp_path / "data")) as child:
        assert child.stdout is not None
        assert child.stdout.readline().startswith("The studio is at http://127.0.0.1:")
        assert child.stdout.readline().startswith("Token: nmv_usr_")


def test_a_second_studio_takes_the_next_folder(tmp_path: Path) -> None:
    first = open_folders(tmp_path / "data")
    with process("--json", "--data-dir", str(tmp_path / "data")) as child:
        ready(child)
        assert (tmp_path / "data-2" / "studio.sqlite3").exists()
    first.lock.close()


def test_another_host_needs_token_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "0.0.0.0"]) == 2
    assert "--token-only" in capsys.readouterr().err


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with process("--json", "--data-dir", str(tmp_path / "data")) as child:
        port = ready(child)["url"].rpartition(":")[2]
        arguments = [*COMMAND, "--port", port, "--data-dir", str(tmp_path / "other")]
        second = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
    assert second.returncode == 2
    assert len(second.stderr.splitlines()) == 1
    assert "cannot start" in second.stderr


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_there_is_not_is_said(
    tmp_path: Path, port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([f"--port={port}", "--data-dir", str(tmp_path)]) == 2
    assert f"there is no port {port}" in capsys.readouterr().err


def test_a_database_that_cannot_be_opened_is_said_in_one_line(tmp_path: Path) -> None:
    open_folders(tmp_path / "data").lock.close()
    (tmp_path / "data" / "studio.sqlite3").mkdir()
    arguments = [*COMMAND, "--data-dir", str(tmp_path / "data")]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "cannot start" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_data_folder_follows_the_convention(tmp_path: Path) -> None:
    assert default_folder({"XDG_DATA_HOME": "/data"}) == Path("/data/nemo-tui/studio")
    assert default_folder({"HOME": "/home/a"}) == Path("/home/a/.local/share/nemo-tui/studio")
    assert default_folder({"HOME": "/h", "XDG_DATA_HOME": "rel"}).is_relative_to("/h")


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "films" / "work").mkdir(parents=True)
    (tmp_path / "films" / "work" / "wedding.mp4").write_text("mine")
    with pytest.raises(OSError, match="other files"):
        open_folders(tmp_path / "films")
    (tmp_path / "data-2" / "work").mkdir(parents=True)
    (tmp_path / "data-2" / "work" / "wedding.mp4").write_text("mine")
    first, second = open_folders(tmp_path / "data"), open_folders(tmp_path / "data")
    assert second.root.name == "data-3"
    for folders in (first, second):
        folders.lock.close()
    assert len(list(tmp_path.rglob("wedding.mp4"))) == 2


def test_the_data_folder_is_private(tmp_path: Path) -> None:
    folders = open_folders(tmp_path / "data")
    assert folders.root.stat().st_mode & 0o077 == 0
    folders.lock.close()


def test_secrets_stay_out_of_the_process_list(tmp_path: Path) -> None:
    with process("--json", "--data-dir", str(tmp_path / "data")) as child:
        token = ready(child)["token"]
        command = Path(f"/proc/{child.pid}/cmdline")
        if command.exists():
            assert token not in command.read_text()
        assert token not in os.environ.values()
