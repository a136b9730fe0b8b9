"""The command line as a whole, in this process and as a program."""

import asyncio
import json
import os
import shlex
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nemo_tui import __version__
from nemo_tui.cli import main
from nemo_tui.cli.parts import call_log
from nemo_tui.cli.shell import _stop_on_signals
from nemo_tui.client.api import Call
from nemo_tui.engine.jobs import Job, JobStore
from tests.engine.desk import MP4, editing
from tests.support.scripted import STALL, STALL_MIDWAY, ScriptedService, answer, say_in_pieces

PROGRAM = [sys.executable, "-m", "nemo_tui"]


@pytest.fixture
def service() -> Iterator[ScriptedService]:
    with ScriptedService() as running:
        yield running


@pytest.fixture
def clip(home: Path) -> Path:
    file = home / "clip.mp4"
    file.write_bytes(MP4)
    return file


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEMO_POLL_SECONDS", "0.05")


def store(home: Path) -> JobStore:
    return JobStore(home / ".local/share/nemo-tui/jobs")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.strip() == f"nemo-tui {__version__}"


def test_version_loads_next_to_nothing() -> None:
    code = (
        "import sys\nfrom nemo_tui.cli import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('httpx', 'textual', 'asyncio', 'yaml', 'pluggy', 'starlette')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_app_paints_before_anything_heavy_is_loaded() -> None:
    heavy = ("httpx", "yaml", "starlette", "nemo_tui.engine.conversation", "nemo_tui.studio")
    code = (
        "import sys, nemo_tui.cli.screen\n"
        f"print([m for m in sys.modules if m.startswith({heavy!r})])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_run_delivers(
    service: ScriptedService, clip: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", "--backend", service.url, "-i", "clip.mp4", "-o", "out/"]
    code = main([*words, "compress this video and send me the file"])
    assert code == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.parent == home / "out"
    assert path.read_bytes() == service.file
    sent = service.seen("run")[0]
    assert sent.headers["x-skill-source"] == "video-compressor-download"


def test_run_as_another_skill_to_an_exact_file(
    service: ScriptedService, clip: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editing(service)
    words = ["run", "-s", "video-maker-download", "--backend", service.url, "--json"]
    code = main([*words, "-i", str(clip), "-o", "new/film.mp4", "trim the first second"])
    assert code == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-1]["path"] == str(home / "new" / "film.mp4")
    assert service.seen("upload")[0].headers["x-skill-source"] == "video-maker-download"


@pytest.mark.parametrize("name", ["out.v2", "2026.11.21", "out.d/"])
def test_a_new_folder_may_have_a_dot(
    name: str, service: ScriptedService, clip: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", "--backend", service.url, "-i", str(clip), "-o", name]
    assert main([*words, "compress this video and send me the file"]) == 0
    assert Path(capsys.readouterr().out.strip()).parent == home / name.rstrip("/")


@pytest.mark.parametrize(
    "name", ["poster.jpg", "P.PNG", "p.webp", "a.ogg", "a.m4v", f"{'长' * 80}.jpeg"]
)
def test_what_can_be_made_is_a_file_and_no_folder(
    name: str, service: ScriptedService, clip: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editing(service)
    words = ["run", "--backend", service.url, "-i", str(clip), "-o", name]
    assert main([*words, "trim the first second"]) == 0
    assert Path(capsys.readouterr().out.strip()) == home / name
    assert (home / name).is_file()


BLOCKED = ["a file/new/", "a file/new/film.mp4", "a file"]


@pytest.mark.parametrize("place", [*BLOCKED, "film.ts", "new/film.WMV", "/proc/film.mp4", "-"])
def test_what_cannot_be_written_is_refused_before_anything_starts(
    place: str, service: ScriptedService, clip: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "a file").write_text("no folder")
    words = ["run", "--backend", service.url, "-i", str(clip), "-o", place]
    assert main([*words, "trim the first second"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert not service.requests


@pytest.mark.parametrize("words", [[""], ["trim it", " \n"], ["-i", "ftp://x/y.mp4", "trim it"]])
def test_what_makes_no_sense_is_refused_before_anything_starts(
    words: list[str], service: ScriptedService, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--backend", service.url, *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert not service.requests


def in_shell(command: str, service: ScriptedService, home: Path) -> int:
    program = f"{shlex.join(PROGRAM)} run --backend {service.url} -i clip.mp4 trim"
    ran = subprocess.run(
        ["bash", "-c", command.replace("RUN", program)],
        cwd=home,
        env={**os.environ, "HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert b"Traceback" not in ran.stdout
    assert b"Exception ignored" not in ran.stdout
    return ran.returncode


STREAMS = [
    ("RUN 2>&-", 0),
    ("RUN <&- >&- 2>&-", 0),
    ("RUN >/dev/full", 1),
    ("RUN 2>/dev/full", 1),
    ("RUN 2>&1 | head -1; exit ${PIPESTATUS[0]}", 130),
]


@pytest.mark.parametrize(("command", "code"), STREAMS)
def test_streams_that_take_nothing_leave_no_traceback(
    command: str, code: int, service: ScriptedService, clip: Path, home: Path
) -> None:
    editing(service)
    service.always("poll", answer({"status": "processing"})) if code == 130 else None
    assert in_shell(command, service, home) == code


def test_unknown_skill_names_those_there_are(
    service: ScriptedService, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "-s", "nonsense", "--backend", service.url, "hello"]) == 2
    assert "video-compressor-download" in capsys.readouterr().err


@pytest.mark.parametrize("backend", ["nonsense", "ftp://example.com", "file:///etc"])
def test_unusable_backend_is_refused(backend: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--backend", backend, "hello"]) == 2
    assert backend in capsys.readouterr().err


def test_broken_settings_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / ".config/nemo-tui/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("backend = 3")
    assert main(["jobs"]) == 2
    assert "backend" in capsys.readouterr().err


def test_log_holds_every_call_and_no_secret(
    service: ScriptedService, clip: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing(service)
    monkeypatch.setenv("NEMO_TOKEN", service.token)
    words = ["run", "--backend", service.url, "--log", "calls.log", "-i", "clip.mp4", "trim it"]
    assert main(words) == 0
    log = (home / "calls.log").read_text()
    assert service.token not in log
    assert len(log.splitlines()) == len(service.requests)
    assert "POST" in log
    assert "/run_sse 200" in log


def test_jobs_listed_resumed_opened(
    service: ScriptedService, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["jobs"]) == 0
    assert "No exports yet" in capsys.readouterr().err
    out = home / "out"
    store(home).save(Job("render_1_a", "7", backend=service.url, name="film", target=str(out)))
    assert main(["jobs", "list"]) == 0
    assert "render_1_a  rendering  film" in capsys.readouterr().out
    assert main(["jobs", "open", "render_1_a"]) == 4
    assert main(["jobs", "resume"]) == 0
    assert (out / "film.mp4").read_bytes() == service.file
    capsys.readouterr()
    assert main(["jobs", "open"]) == 0
    assert capsys.readouterr().out.strip() == str(out / "film.mp4")
    assert main(["jobs", "resume", "1_a"]) == 0
    capsys.readouterr()
    assert main(["jobs", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed[0]["status"] == "delivered"


def test_jobs_cancelled(
    service: ScriptedService, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store(home).save(Job("render_1_a", "7", backend=service.url))
    assert main(["jobs", "cancel", "render_1_a"]) == 0
    assert len(service.seen("cancel")) == 1
    assert main(["jobs", "cancel", "render_1_a"]) == 4
    assert main(["jobs", "cancel", "other"]) == 2
    assert "no export other" in capsys.readouterr().err


def test_forget(service: ScriptedService, clip: Path, home: Path) -> None:
    editing(service)
    main(["run", "--backend", service.url, "-i", "clip.mp4", "trim"])
    data, identity = home / ".local/share/nemo-tui", home / ".config/nemovideo/client_id"
    assert list((data / "tokens").iterdir())
    assert main(["forget"]) == 0
    assert not (data / "tokens").exists()
    assert identity.exists()
    assert list((data / "jobs").iterdir())
    (data / "studio-2/media").mkdir(parents=True)
    (data / "studio.log").write_text("a line")
    (home / ".cache/nemo-tui").mkdir(parents=True)
    assert main(["forget", "--all"]) == 0
    assert not list(data.glob("studio*"))
    assert not (home / ".cache/nemo-tui").exists()
    assert not identity.exists()
    assert not (data / "jobs").exists()
    assert list(home.glob("*.mp4"))


def test_skills(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["skills"]) == 0
    assert "video-compressor-download" in capsys.readouterr().out
    assert main(["skills", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"name", "version", "title", "source"} <= found[0].keys()


def test_studio_has_its_own_options(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["studio", "--help"])
    assert "--data-dir" in capsys.readouterr().out


def wait_for(service: ScriptedService, endpoint: str) -> None:
    deadline = time.monotonic() + 60
    while not service.seen(endpoint):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_the_answer(
    service: ScriptedService, home: Path, number: signal.Signals
) -> None:
    service.always("run", lambda usual: STALL_MIDWAY(say_in_pieces("One. ", "Two. ")))
    program = subprocess.Popen(
        [*PROGRAM, "run", "--backend", service.url, "hello"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(home)},
    )
    wait_for(service, "run")
    program.send_signal(number)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    assert service.wait_until_idle()


def test_signal_cancels_the_render(service: ScriptedService, clip: Path, home: Path) -> None:
    editing(service)
    service.always("poll", answer({"status": "processing", "progress": 5}))
    program = subprocess.Popen(
        [*PROGRAM, "run", "--json", "--backend", service.url, "-i", "clip.mp4", "trim"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(home)},
    )
    wait_for(service, "poll")
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 130
    assert b"Traceback" not in err
    last = json.loads(out.splitlines()[-1])
    assert last == {"type": "finished", "ok": False, "exit": 130, "reason": "cancelled"}
    assert len(service.seen("cancel")) == 1
    assert [job.status for job in store(home).list()] == ["cancelled"]


def test_second_signal_does_not_wait_for_the_backend(
    service: ScriptedService, clip: Path, home: Path
) -> None:
    editing(service)
    service.always("poll", answer({"status": "processing", "progress": 5}))
    service.always("cancel", STALL)
    program = subprocess.Popen(
        [*PROGRAM, "run", "--backend", service.url, "-i", "clip.mp4", "trim"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(home)},
    )
    for endpoint in ("poll", "cancel"):
        wait_for(service, endpoint)
        program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=8)
    assert program.returncode == -signal.SIGINT
    assert b"Traceback" not in err
    assert [job.status for job in store(home).list()] == ["cancelled"]


async def test_signal_after_the_work_is_over_changes_nothing() -> None:
    stopped = asyncio.Event()

    class Over(asyncio.Future[int]):
        def cancel(self, msg: object = None) -> bool:
            stopped.set()
            return super().cancel(msg)

    working = Over()
    working.set_result(0)
    usual = signal.getsignal(signal.SIGTERM)
    _stop_on_signals(working)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(stopped.wait(), 5)
    signal.signal(signal.SIGTERM, usual)
    assert await working == 0


def test_kill_leaves_a_job_that_is_picked_up(
    service: ScriptedService, clip: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editing(service)
    service.always("poll", answer({"status": "processing", "progress": 5}))
    program = subprocess.Popen(
        [*PROGRAM, "run", "--backend", service.url, "-i", "clip.mp4", "-o", "out/", "trim"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(home)},
    )
    wait_for(service, "poll")
    program.kill()
    program.communicate(timeout=60)
    assert [job.status for job in store(home).waiting()] == ["rendering"]
    assert main(["run", "--backend", service.url, "--no-export", "what do I have?"]) == 0
    assert "jobs resume" in capsys.readouterr().err
    service.usual("poll")
    assert main(["jobs", "resume"]) == 0
    assert (home / "out" / "clip-trimmed.mp4").read_bytes() == service.file
    assert len(service.seen("render")) == 1


def test_reader_that_goes_away_stops_the_work(
    service: ScriptedService, clip: Path, home: Path
) -> None:
    editing(service)
    service.always("poll", answer({"status": "processing", "progress": 5}))
    program = subprocess.Popen(
        [*PROGRAM, "run", "--json", "--backend", service.url, "-i", "clip.mp4", "trim"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(home)},
    )
    assert program.stdout
    assert program.stderr
    assert json.loads(program.stdout.readline())["type"] == "planned"
    program.stdout.close()
    told = program.stderr.read()
    program.stderr.close()
    assert program.wait(timeout=60) == 130
    assert b"Traceback" not in told
    assert b"Exception ignored" not in told
    assert all(job.status == "cancelled" for job in store(home).list())


def test_name_that_is_no_utf8_is_written_as_it_is(
    service: ScriptedService, clip: Path, home: Path
) -> None:
    odd = home / os.fsdecode(b"clip-\xff.mp4")
    clip.rename(odd)
    editing(service)
    for words in ((), ("--json",)):
        done = subprocess.run(
            [*PROGRAM, "run", *words, "--backend", service.url, "-i", odd, "-o", "out/", "trim"],
            capture_output=True,
            env={**os.environ, "HOME": str(home), "PYTHONUTF8": "1"},
        )
        assert done.returncode == 0, done.stderr
        for line in done.stdout.splitlines() if words else ():
            json.loads(line)


def test_a_log_that_cannot_be_written_is_told_at_once(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--log", str(home / "no/such/folder/log"), "credits"]) == 2
    assert "--log" in capsys.readouterr().err


def test_the_log_is_private_and_ends_where_the_disk_does(home: Path) -> None:
    log = home / "calls.log"
    write = call_log(str(log))
    assert write
    write(Call("GET", "/x", 200, 1.0))
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    full = call_log("/dev/full")
    assert full
    full(Call("GET", "/x", 200, 1.0))


def test_a_home_of_nobody_is_a_plain_name(home: Path, service: ScriptedService) -> None:
    words = ["run", "--backend", service.url, "--yes", "-i", "~nobody-here/a.mp4", "compress it"]
    assert main(words) == 1
