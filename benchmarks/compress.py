"""Compressing to a size, beside HandBrake and plain two-pass ffmpeg, in one run.

    python benchmarks/compress.py --footage FOLDER [--seconds 15] [--rates 10 25]

Needs `HandBrakeCLI` (Debian: handbrake-cli) and `npm` for the footage. Prints, per clip and
limit, the share of the limit used, VMAF, and CPU seconds; then the ratios. CPU seconds and
not wall time, because machines are shared. Exit status 1 if any file is over its limit.
"""

import argparse
import asyncio
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from footage import ffmpeg, grainy, natural, screen

from nemo_tui.studio.draft import Canvas, Draft, Segment, TrackType
from nemo_tui.studio.media import runner
from nemo_tui.studio.media.probe import probe
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.render import Output, plan_render


@dataclass(frozen=True)
class Measured:
    """One file: bytes, its limit, VMAF and CPU seconds."""

    clip: str
    maker: str
    limit: int
    bytes: int
    vmaf: float
    cpu: float


def ours(source: Path, target: Path, limit: int, codec: str = "") -> None:
    """What the studio does for "under N MB"."""
    media = probe(source).media(source, "clip")
    whole = Segment("s", "clip", "clip", 0, media.duration, 0, media.duration)
    draft = Draft(canvas=Canvas(max_bytes=limit, codec=codec))
    draft = draft.with_segments(TrackType.VIDEO, (whole,))
    with tempfile.TemporaryDirectory() as work:
        plan = plan_render(draft, Library((media,)), Output(), Path(work))
        asyncio.run(runner.run(plan, target, lambda share: None))


def ours_av1(source: Path, target: Path, limit: int) -> None:
    """The mode that is offered as smaller and sharper."""
    ours(source, target, limit, "av1")


def rate_for(source: Path, limit: int) -> int:
    """The picture's bits a second that a careful person would ask for, beside 128 kb/s of sound."""
    seconds = probe(source).duration / 1000
    return int((limit * 8 * 0.985) / seconds - 130_000)


def handbrake(source: Path, target: Path, limit: int) -> None:
    """HandBrake's x264 medium, two passes, turbo."""
    rate = str(rate_for(source, limit) // 1000)
    command = ["HandBrakeCLI", "-i", str(source), "-o", str(target), "-e", "x264"]
    command += ["--encoder-preset", "medium", "--two-pass", "--turbo", "-b", rate]
    command += ["-E", "av_aac", "-B", "128", "--optimize", "--crop", "0:0:0:0"]
    subprocess.run(command, check=True, capture_output=True)


def two_pass(source: Path, target: Path, limit: int) -> None:
    """Plain ffmpeg: x264 medium, two passes."""
    coder = ("-c:v", "libx264", "-preset", "medium", "-b:v", str(rate_for(source, limit)))
    with tempfile.TemporaryDirectory() as work:
        log = ("-passlogfile", f"{work}/pass")
        ffmpeg("-i", str(source), *coder, "-pass", "1", *log, "-an", "-f", "null", "-")
        sound = ("-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart")
        ffmpeg("-i", str(source), *coder, "-pass", "2", *log, *sound, str(target))


def vmaf(made: Path, source: Path) -> float:
    """The mean VMAF of a file beside its source, both at the source's size."""
    with tempfile.TemporaryDirectory() as work:
        log = Path(work) / "vmaf.json"
        shape = "fps=30,scale=1920:1080:flags=bicubic,format=yuv420p,setpts=PTS-STARTPTS"
        graph = f"[0:v]{shape}[d];[1:v]{shape}[r];[d][r]libvmaf=n_threads=2:n_subsample=3"
        graph += f":log_fmt=json:log_path={log}"
        ffmpeg("-i", str(made), "-i", str(source), "-lavfi", graph, "-f", "null", "-")
        return float(json.loads(log.read_text())["pooled_metrics"]["vmaf"]["mean"])


def measured(
    maker: str, make: Callable[[Path, Path, int], None], source: Path, limit: int, work: Path
) -> Measured:
    """Run one maker on one clip and print the figures."""
    target = work / f"{source.stem}-{limit}-{maker.replace(' ', '-')}.mp4"
    before = _cpu()
    make(source, target, limit)
    spent = _cpu() - before
    size = target.stat().st_size
    row = Measured(source.stem, maker, limit, size, vmaf(target, source), spent)
    share = 100 * size / limit
    print(
        f"{row.clip:12} {maker:10} {limit / 1e6:6.2f} MB  {share:5.1f} %  "
        f"VMAF {row.vmaf:5.2f}  CPU {spent:6.1f} s",
        flush=True,
    )
    return row


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--footage", type=Path, required=True, help="folder for the clips")
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--rates", type=float, nargs="+", default=[10, 25], help="MB a minute")
    options = parser.parse_args()
    if not shutil.which("HandBrakeCLI"):
        parser.error("HandBrakeCLI is not installed (Debian: handbrake-cli)")
    sources = [make(options.footage, options.seconds) for make in (natural, grainy, screen)]
    rows: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for source in sources:
            for rate in options.rates:
                limit = int(rate * 1e6 * options.seconds / 60)
                rows.append(measured("ours", ours, source, limit, work))
                rows.append(measured("handbrake", handbrake, source, limit, work))
                rows.append(measured("two-pass", two_pass, source, limit, work))
                if rate == min(options.rates):
                    rows.append(
                        measured(
                            "ours av1", lambda s, t, n: ours(s, t, n, "av1"), source, limit, work
                        )
                    )
    return report(rows)


def report(rows: list[Measured]) -> int:
    """Print the ratios; 1 if one of our files is over its limit."""
    peers = {(row.clip, row.limit): row for row in rows if row.maker == "handbrake"}
    for row in rows:
        peer = peers[row.clip, row.limit]
        if row.maker.startswith("ours"):
            print(
                f"{row.clip:12} {row.limit / 1e6:6.2f} MB {row.maker:9} beside HandBrake: "
                f"VMAF {row.vmaf - peer.vmaf:+.2f}, CPU x {row.cpu / peer.cpu:.2f}"
            )
    mine = [row for row in rows if row.maker.startswith("ours")]
    over = [row for row in mine if row.bytes >= row.limit]
    print(f"over the limit: {len(over)} of {len(mine)}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
