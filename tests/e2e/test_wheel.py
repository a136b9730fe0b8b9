"""The wheel alone, in an empty environment, has its skills and does the main job."""

import os
import pwd
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.e2e.drive import run
from tests.support.footage import Film

TOP = Path(__file__).parent.parent.parent
OFFLINE = ("connection", "network is unreachable", "name resolution", "no matching distribution")
pytestmark = pytest.mark.media


def pip(python: Path | str, *arguments: str | Path) -> None:
    """Run pip with the caches and settings of the real home; without a network, skip."""
    home = pwd.getpwuid(os.getuid()).pw_dir
    done = subprocess.run(
        [python, "-m", "pip", "--disable-pip-version-check", "-q", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
        env={**os.environ, "HOME": home},
    )
    if done.returncode and any(word in done.stderr.lower() for word in OFFLINE):
        pytest.skip("no network to install from")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "--no-deps", "-w", folder, TOP)
    return next(folder.glob("nemo_tui-*.whl"))


def test_the_wheel_holds_everything_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tree = {str(file.relative_to(TOP)) for file in (TOP / "nemo_tui").rglob("*") if file.is_file()}
    package = {name for name in tree if "__pycache__" not in name}
    skills = {f"nemo_tui/_skills/{file.name}" for file in (TOP / "skills").glob("*.md")}
    assert len(skills) == 4
    assert {name for name in names if ".dist-info/" not in name} == package | skills


def test_installed_alone_it_does_the_main_job(wheel: Path, short: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "empty"], check=True)
    python = tmp_path / "empty/bin/python"
    pip(python, "install", "-c", TOP / "constraints.txt", wheel)
    program = (str(tmp_path / "empty/bin/nemo-tui"),)

    listed = run("skills", program=program)
    assert listed.code == 0, listed
    assert listed.out.count("/_skills/video-") == 4

    output = tmp_path / "output"
    output.mkdir()
    message = "compress this video to under 200KB and send me the file"
    ended = run("run", "-i", short, "-o", output, message, program=program)
    assert ended.code == 0, ended
    assert Film(ended.path).bytes < 200_000
    assert Film(ended.path).seconds == pytest.approx(4, abs=0.15)
