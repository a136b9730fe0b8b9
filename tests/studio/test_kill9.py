"""A few kills of the studio at random moments; `benchmarks/kill9.py` does it 300 times."""

import os
from pathlib import Path

import pytest

from benchmarks.kill9 import make_clip, run

KILLS = int(os.environ.get("NEMO_KILLS", "3"))


@pytest.mark.media
def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4")
    assert run(KILLS, seed=7, data=tmp_path / "data", clip=clip) == []
