"""Where ffmpeg is."""

import os
import shutil
from functools import lru_cache
from pathlib import Path


class NoFfmpeg(RuntimeError):
    """There is no ffmpeg to run."""


def binary() -> Path:
    """The ffmpeg to run: NEMO_FFMPEG, else the one pip installed, else PATH's.

    Raises NoFfmpeg.
    """
    chosen = os.environ.get("NEMO_FFMPEG")
    if chosen:
        return _named(chosen)
    found = _bundled() or shutil.which("ffmpeg")
    if not found:
        raise NoFfmpeg("no ffmpeg: install imageio-ffmpeg, or set NEMO_FFMPEG to one")
    return Path(found)


def _named(chosen: str) -> Path:
    found = shutil.which(chosen)
    if not found:
        raise NoFfmpeg("NEMO_FFMPEG does not name a program that can be run")
    return Path(found)


@lru_cache(maxsize=1)
def _bundled() -> str:
    # The bundled package also looks at its own environment variable and at PATH: only the
    # file it carries is wanted here.
    try:
        from imageio_ffmpeg import binaries
    except ImportError:
        return ""
    folder = Path(str(binaries.__file__)).parent
    programs = [path for path in sorted(folder.glob("ffmpeg*")) if os.access(path, os.X_OK)]
    return str(programs[0]) if programs else ""
