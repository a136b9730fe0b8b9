"""Joins, keyframe trims and a slideshow, beside re-encoding, plain ffmpeg and moviepy.

    python benchmarks/join_trim.py [--seconds 20] [--minutes 5] [--show 60]

Needs `moviepy` for the slideshow (pip install moviepy); without it that part is left out.
Prints the ratios that docs/benchmarks.md quotes. Copies take turns with two peers: plain
`ffmpeg -c copy`, and the same with the index in front of the file (`+faststart`), which is what
the studio's files have. Both are as nice as the studio's ffmpeg; the medians count.
"""

import argparse
import asyncio
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from footage import ffmpeg, gentle_ffmpeg

from nemo_tui.studio.draft import Canvas, Draft, Look, Segment, TrackType
from nemo_tui.studio.media import runner
from nemo_tui.studio.media.ffmpeg import binary
from nemo_tui.studio.media.probe import coding_of, probe
from nemo_tui.studio.media.streams import Streams
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.render import Output, plan_render

ROUNDS = 11
LONG_ROUNDS = 5
# The studio has its event loop already.
LOOP = asyncio.Runner()
MOVIEPY = """
import sys
from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, vfx
target, seconds, song, *photos = sys.argv[1:]
each = (float(seconds) + len(photos) - 1) / len(photos)
clips = []
for number, photo in enumerate(photos):
    clip = ImageClip(photo).resized(height=1080).with_position("center").with_duration(each)
    clip = clip.with_start(number * (each - 1))
    clips.append(clip.with_effects([vfx.CrossFadeIn(1)]) if number else clip)
film = CompositeVideoClip(clips, size=(1920, 1080)).with_duration(float(seconds))
film = film.with_audio(AudioFileClip(song).subclipped(0, float(seconds)))
film.write_videofile(target, fps=30, codec="libx264", preset="veryfast", threads=2, logger=None,
                     ffmpeg_params=["-crf", "18", "-pix_fmt", "yuv420p"])
"""


def timed(name: str, made: Path, work: Callable[[], object]) -> tuple[float, float]:
    """CPU and clock seconds of making a file, printed; replacing a large file is not timed."""
    made.unlink(missing_ok=True)
    used, began = _cpu(), time.perf_counter()
    work()
    cpu, clock = _cpu() - used, time.perf_counter() - began
    print(f"{name:42} CPU {cpu:7.2f} s   clock {clock:7.3f} s", flush=True)
    return cpu, clock


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(part.ru_utime + part.ru_stime for part in used)


def library_of(paths: list[Path]) -> Library:
    """What an upload has found out already."""
    return Library(tuple(probe(path).media(path, path.name) for path in paths))


def render(draft: Draft, library: Library, target: Path, *, copying: bool = True) -> None:
    """Render as the studio does; without `copying` every picture is encoded."""
    coding = coding_of if copying else lambda path: Streams()
    with tempfile.TemporaryDirectory() as work:
        plan = plan_render(draft, library, Output(), Path(work), coding)
        LOOP.run(runner.run(plan, target, lambda share: None))


def film(*segments: Segment, **canvas: int) -> Draft:
    """A draft of video segments."""
    return Draft(canvas=Canvas(**canvas)).with_segments(TrackType.VIDEO, segments)  # type: ignore[arg-type]


def make_clip(target: Path, seconds: int, tone: int = 300) -> Path:
    """A clip of 1080p at about 16 Mb/s with a keyframe every second."""
    source = f"testsrc2=s=1920x1080:r=30:d={seconds}"
    sound = ("-f", "lavfi", "-i", f"sine=frequency={tone}:duration={seconds}")
    coder = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-pix_fmt", "yuv420p")
    ffmpeg("-f", "lavfi", "-i", source, *sound, *coder, "-c:a", "aac", str(target))
    return target


def joins(folder: Path, seconds: int) -> None:
    """Ten alike clips, and a cut between two keyframes."""
    clips = [make_clip(folder / f"clip{n}.mp4", seconds, 300 + 40 * n) for n in range(10)]
    whole, at = [], 0
    for clip in clips:
        length = probe(clip).duration
        whole.append(Segment(clip.name, clip.name, clip.name, at, length, 0, length))
        at += length
    listing = folder / "list.txt"
    listing.write_text("".join(f"file '{clip}'\n" for clip in clips))
    plain = ["-f", "concat", "-safe", "0", "-i", str(listing)]
    _compare("join of 10", film(*whole), clips, plain)
    _trimmed("short trim", clips[0], 1000, (seconds - 1) * 1000)


def long_trim(folder: Path, minutes: int) -> None:
    """The middle half of a long clip of some hundred MB."""
    short, clip = make_clip(folder / "minute.mp4", 60), folder / "long.mp4"
    ffmpeg("-stream_loop", str(minutes - 1), "-i", str(short), "-c", "copy", str(clip))
    coding, length = coding_of(clip), probe(clip).duration
    begin, end = (round(coding.keyframe_near(length * part // 4)) for part in (1, 3))
    _trimmed("long trim", clip, begin, end, LONG_ROUNDS)


def _trimmed(name: str, clip: Path, begin: int, end: int, rounds: int = ROUNDS) -> None:
    draft = film(Segment("cut", clip.name, "cut", 0, end - begin, begin, end))
    plain = ["-ss", f"{begin / 1000}", "-t", f"{(end - begin) / 1000}", "-i", str(clip)]
    _compare(name, draft, [clip], plain, rounds)


def _compare(
    name: str, draft: Draft, clips: list[Path], plain: list[str], rounds: int = ROUNDS
) -> None:
    library, made = library_of(clips), clips[0].parent / "made.mp4"
    front = ("-c", "copy", "-movflags", "+faststart", str(made))
    ways: dict[str, Callable[[], None]] = {
        "ours": lambda: render(draft, library, made),
        "ffmpeg -c copy, index in front": lambda: gentle_ffmpeg(*plain, *front),
        "ffmpeg -c copy": lambda: gentle_ffmpeg(*plain, "-c", "copy", str(made)),
    }
    clocks: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, work in ways.items():
            clocks[way].append(timed(f"{name}: {way}", made, work)[1])
    again = timed(f"{name}: re-encoded", made, lambda: render(draft, library, made, copying=False))
    ours, fronted, bare = (statistics.median(clock) for clock in clocks.values())
    print(
        f"{name}: {again[1] / ours:.1f} x faster than re-encoding, {ours / fronted:.2f} x the"
        f" clock of ffmpeg -c copy with the index in front, {ours / bare:.2f} x without (medians)"
    )


def slideshow(folder: Path, seconds: int) -> None:
    """Five photos with crossfades and music."""
    photos = [folder / f"photo{number}.jpg" for number in range(5)]
    for number, photo in enumerate(photos):
        size = "2000x1500" if number % 2 else "1600x2000"
        ffmpeg(
            "-f", "lavfi", "-i", f"testsrc2=s={size}:d=1", "-frames:v", "1", "-q:v", "2", str(photo)
        )
    song = folder / "song.mp3"
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        f"sine=frequency=220:duration={seconds + 5}",
        "-c:a",
        "libmp3lame",
        str(song),
    )
    each, segments = (seconds + 4) * 200, []
    for number, photo in enumerate(photos):
        look = Look(transition="crossfade", transition_ms=1000) if number else Look()
        segments.append(
            Segment(photo.name, photo.name, "", number * (each - 1000), each, 0, each, look)
        )
    music = Segment("m", song.name, "", 0, seconds * 1000, 0, seconds * 1000)
    draft = film(*segments, width=1920, height=1080, fps=30).with_segments(
        TrackType.AUDIO, (music,)
    )
    library = library_of([*photos, song])
    show = folder / "show.mp4"
    mine = timed("slideshow: ours", show, lambda: render(draft, library, show))
    if not _has_moviepy():
        print("slideshow: moviepy is not installed, nothing to compare with")
        return
    other = folder / "peer.mp4"
    words = [sys.executable, "-c", MOVIEPY, str(other), str(seconds), str(song)]
    environment = {"IMAGEIO_FFMPEG_EXE": str(binary()), "PATH": "/usr/bin:/bin"}
    command = [*words, *map(str, photos)]
    peer = timed(
        "slideshow: moviepy", other, lambda: subprocess.run(command, check=True, env=environment)
    )
    print(f"slideshow: {mine[0] / peer[0]:.2f} x the CPU of moviepy")


def _has_moviepy() -> bool:
    return not subprocess.run(
        [sys.executable, "-c", "import moviepy"], capture_output=True
    ).returncode


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="length of each clip to join")
    parser.add_argument("--minutes", type=int, default=5, help="length of the long clip to trim")
    parser.add_argument("--show", type=int, default=60, help="length of the slideshow")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        joins(Path(folder), options.seconds)
        long_trim(Path(folder), options.minutes)
        slideshow(Path(folder), options.show)


if __name__ == "__main__":
    main()
