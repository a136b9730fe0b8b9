"""Listening to a source: where it is silent."""

from __future__ import annotations

import re
import subprocess
from functools import lru_cache
from pathlib import Path

from nemo_tui.studio.media.ffmpeg import NoFfmpeg, binary
from nemo_tui.studio.recipe import Media
from nemo_tui.studio.rendering.pictures import SAFE

LIMIT_SECONDS = 120


def silences(item: Media, least: int) -> list[tuple[int, int]]:
    """Silent stretches of at least `least` ms in a medium, in ms; none if it cannot be heard."""
    return list(_silences(item.path, item.duration, least))


@lru_cache(maxsize=64)
def _silences(path: Path, duration: int, least: int) -> tuple[tuple[int, int], ...]:
    command = [
        "-hide_banner", "-nostdin", *SAFE, "-i", f"file:{path}",
        "-map", "0:a:0", "-af", f"silencedetect=noise=-45dB:d={least / 1000}", "-f", "null", "-",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            [str(binary()), *command], capture_output=True, timeout=LIMIT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired, NoFfmpeg):
        return ()
    text = done.stderr.decode("utf-8", "replace")
    starts = [float(v) for v in re.findall(r"silence_start: (-?[\d.]+)", text)]
    ends = [float(v) for v in re.findall(r"silence_end: (-?[\d.]+)", text)]
    ends += [duration / 1000] * (len(starts) - len(ends))
    return tuple(
        (max(0, round(a * 1000)), round(b * 1000)) for a, b in zip(starts, ends, strict=False)
    )
