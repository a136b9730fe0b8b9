"""What a running process has loaded: the guard that static contracts cannot give."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "rich", "httpx", "starlette", "uvicorn", "yt_dlp", "av", "numpy", "yaml")


def loaded(code: str, home: Path) -> set[str]:
    """The modules of a fresh interpreter after running this code."""
    program = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=home,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def tops(modules: set[str]) -> set[str]:
    return {module.split(".")[0] for module in modules}


def test_the_screen_holds_nothing_of_the_studio(home: Path) -> None:
    modules = loaded("import nemo_tui.cli, nemo_tui.ui.app, nemo_tui.engine.conversation", home)
    assert not {module for module in modules if module.startswith("nemo_tui.studio")}
    assert not tops(modules) & {"starlette", "uvicorn", "yt_dlp", "av", "numpy"}


def test_the_headless_command_holds_no_screen(home: Path) -> None:
    modules = loaded("import nemo_tui.cli, nemo_tui.headless, nemo_tui.engine.conversation", home)
    assert "textual" not in tops(modules)
    assert not {
        module for module in modules if module.startswith(("nemo_tui.studio", "nemo_tui.ui"))
    }


def test_the_studio_holds_no_screen_and_no_client(home: Path) -> None:
    modules = loaded("import nemo_tui.studio.__main__, nemo_tui.studio.app", home)
    assert not tops(modules) & {"textual", "rich"}
    foreign = ("nemo_tui.ui", "nemo_tui.client", "nemo_tui.engine", "nemo_tui.config")
    assert not {module for module in modules if module.startswith(foreign)}


def test_the_protocol_needs_only_the_standard_library(home: Path) -> None:
    folder = Path(__file__).parent.parent / "nemo_tui/protocol"
    names = ", ".join(f"nemo_tui.protocol.{file.stem}" for file in folder.glob("*.py"))
    foreign = tops(loaded(f"import {names}", home)) - set(sys.stdlib_module_names)
    assert {name for name in foreign if not name.startswith("_")} <= {"nemo_tui", "sitecustomize"}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_asking_for_the_version_loads_little(home: Path, option: str) -> None:
    code = (
        "import contextlib, io\nfrom nemo_tui.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main([{option!r}])"
    )
    modules = loaded(code, home)
    assert not tops(modules) & set(HEAVY)
    assert not {
        module for module in modules if module.startswith(("nemo_tui.ui", "nemo_tui.studio"))
    }
