"""The studio as a child: started once, started again when it died, never left behind."""

import asyncio
import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nemo_tui import launch
from nemo_tui.client.api import Address
from nemo_tui.launch import Launcher
from nemo_tui.protocol.problems import Kind, LocalFault
from tests.engine.desk import settings_at, until

STUDIO = """
import json, os, sys
print(json.dumps({"url": f"http://127.0.0.1:{os.getpid()}", "token": "secret"}), flush=True)
print(os.environ.get("NEMO_TOKEN", "no token"), file=sys.stderr, flush=True)
sys.stdin.read()
"""
STUBBORN = (
    STUDIO
    + "\nimport signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    + ("while True: time.sleep(60)\n")
)
Pretend = Callable[[str], None]


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """Start another program in the studio's place."""

    def use(code: str) -> None:
        monkeypatch.setattr(launch, "command", lambda data_dir: [sys.executable, "-c", code])

    return use


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_started_once_and_stopped_by_its_input(home: Path, pretend: Pretend) -> None:
    pretend(STUDIO)
    launcher = Launcher(settings_at(home))
    addresses = await asyncio.gather(*(launcher.connect() for _ in range(5)))
    pid = launcher.pid
    assert pid
    assert set(addresses) == {Address(f"http://127.0.0.1:{pid}", "secret", local=True)}
    await launcher.aclose()
    assert not is_running(pid)
    assert launcher.pid is None


async def test_dead_studio_is_started_again(home: Path, pretend: Pretend) -> None:
    pretend(STUDIO)
    launcher = Launcher(settings_at(home))
    before = await launcher.connect()
    assert launcher.pid
    os.kill(launcher.pid, signal.SIGKILL)
    await until(lambda: launcher.pid is None)
    after = await launcher.connect()
    assert after.url != before.url
    await launcher.aclose()


async def test_stubborn_studio_is_killed(
    home: Path, pretend: Pretend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "STOP_SECONDS", 0.05)
    monkeypatch.setattr(launch, "TERM_SECONDS", 0.05)
    pretend(STUBBORN)
    launcher = Launcher(settings_at(home))
    await launcher.connect()
    pid = launcher.pid
    await launcher.aclose()
    assert pid
    assert not is_running(pid)


@pytest.mark.parametrize(
    "code",
    [
        "import sys; sys.exit('no room for me')",
        "print('hello')",
        "print('[]')",
        "print('{}')",
        "print('{\"url\": 3}')",
    ],
)
async def test_studio_that_does_not_start_is_told(home: Path, pretend: Pretend, code: str) -> None:
    pretend(code)
    launcher = Launcher(settings_at(home))
    with pytest.raises(LocalFault) as caught:
        await launcher.connect()
    assert caught.value.kind is Kind.STUDIO_FAILED
    assert launcher.pid is None
    if "room" in code:
        assert caught.value.detail == "no room for me"


async def test_silent_studio_is_given_up(
    home: Path, pretend: Pretend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "READY_SECONDS", 0.1)
    pretend("import sys; sys.stdin.read()")
    with pytest.raises(LocalFault):
        await Launcher(settings_at(home)).connect()


async def test_cancelled_start_leaves_no_process(home: Path, pretend: Pretend) -> None:
    pretend("import sys; sys.stdin.read()")
    launcher = Launcher(settings_at(home))
    starting = asyncio.create_task(launcher.connect())
    await until(lambda: launcher.pid is not None)
    pid = launcher.pid
    assert pid
    starting.cancel()
    await asyncio.wait({starting})
    assert not is_running(pid)


async def test_token_of_the_service_stays_here(
    home: Path, pretend: Pretend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "nmv_usr_secret")
    pretend(STUDIO)
    settings = settings_at(home)
    launcher = Launcher(settings)
    await launcher.connect()
    await launcher.aclose()
    assert (settings.paths.data / "studio.log").read_text() == "no token\n"


async def test_home_that_refuses_is_told(home: Path, pretend: Pretend) -> None:
    pretend(STUDIO)
    (home / ".local").write_text("a file, not a folder")
    with pytest.raises(LocalFault) as caught:
        await Launcher(settings_at(home)).connect()
    assert caught.value.kind is Kind.STUDIO_FAILED


async def test_configured_backend_starts_nothing(home: Path) -> None:
    launcher = Launcher(settings_at(home, backend="cloud", token="t"))
    assert launcher.where == "mega-api-prod.nemovideo.ai"
    assert await launcher.connect() == Address("https://mega-api-prod.nemovideo.ai", "t", False)
    here = Launcher(settings_at(home, backend="http://127.0.0.1:9000/"))
    assert here.where == ""
    assert await here.connect() == Address("http://127.0.0.1:9000", "", True)
    await here.aclose()
    assert not (home / ".local").exists()


def test_command_is_this_python_and_its_own_folder(tmp_path: Path) -> None:
    words = launch.command(tmp_path)
    assert words[:4] == [sys.executable, "-P", "-m", "nemo_tui.studio"]
    assert words[words.index("--data-dir") + 1] == str(tmp_path)
    assert "--token-only" in words


async def test_the_log_is_private(home: Path, pretend: Pretend) -> None:
    pretend(STUDIO)
    launcher = Launcher(settings_at(home))
    await launcher.connect()
    await launcher.aclose()
    [log] = home.rglob("studio.log")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


async def test_a_module_in_the_working_folder_is_not_run(home: Path) -> None:
    mark = home / "it-ran"
    (home / "uvicorn.py").write_text(f"open({str(mark)!r}, 'w')")
    launcher = Launcher(settings_at(home))
    try:
        assert (await launcher.connect()).local
    finally:
        await launcher.aclose()
    assert not mark.exists()
