"""Media for the tests of the studio."""

import subprocess
from pathlib import Path

import pytest

from nemo_tui.studio.media.ffmpeg import binary


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of one second with sound."""
    path = tmp_path_factory.mktemp("clips") / "城市 clip.mp4"
    made = ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=1", "-f", "lavfi", "-i", "sine=d=1"]
    end = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-shortest", str(path)]
    subprocess.run([str(binary()), "-v", "error", *made, *end], check=True)
    return path
