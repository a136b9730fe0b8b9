"""Handing a finished file to the desktop: open it, or open its folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def open_file(path: Path, environ: Mapping[str, str] = os.environ) -> bool:
    """Open a file or folder with the program for it; False where there is none."""
    opener = _opener(environ)
    if not opener:
        return False
    try:
        subprocess.Popen(
            [opener, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True


def _opener(environ: Mapping[str, str]) -> str:
    if sys.platform == "darwin":
        return shutil.which("open") or ""
    has_screen = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    if shutil.which("wslview"):
        return "wslview"
    return (shutil.which("xdg-open") or "") if has_screen else ""
