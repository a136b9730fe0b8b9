"""What the whole road costs over the ffmpeg runs it ends in, for a clip of 60 s.

    python benchmarks/road.py [--rounds 9]

Road: a message with a clip, as the app and `nemo-tui run` send it: plan, session, upload, chat,
export, polls at the program's own pace, download. The studio is a process beside it, as always.
Bare: the same ffmpeg command lines, as nice as the studio makes them, run by hand. Both
alternate; medians count. The first round, in which everything happens for the first time, is
told apart as well.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from footage import ffmpeg, gentle_ffmpeg

from nemo_tui.cli import parts
from nemo_tui.client.api import Api
from nemo_tui.config import load
from nemo_tui.engine.actions import Message
from nemo_tui.engine.conversation import Conversation
from nemo_tui.engine.turn import (
    ConsentRequest,
    Exported,
    Failed,
    Rendering,
    StepEnded,
    TurnEvent,
    Uploaded,
)
from nemo_tui.launch import Launcher
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.media.probe import probe
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.render import Output, plan_render

SENTENCE = "resize it to 640x360 and export it"
MOST_SHARE, MOST_SECONDS = 1.10, 3.0


def make_clip(path: Path) -> Path:
    """A minute of 720p with sound."""
    made = ["-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25", "-f", "lavfi", "-i", "sine"]
    encode = ["-t", "60", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "28", "-c:a", "aac"]
    ffmpeg(*made, *encode, str(path))
    return path


async def road(conversation: Conversation, clip: Path) -> tuple[float, str]:
    """Seconds of the whole road, and where they went."""
    begun = last = time.perf_counter()
    told, exported = [], False
    async for event in conversation.send(Message(SENTENCE, (str(clip),))):
        now = time.perf_counter()
        if isinstance(event, Failed):
            raise RuntimeError(event.detail)
        if part := _part(event):
            told.append(f"{part} {now - last:.2f}")
            last = now
        exported = exported or isinstance(event, Exported)
    if not exported:
        raise RuntimeError("nothing was exported")
    return time.perf_counter() - begun, ", ".join(told)


def _part(event: TurnEvent) -> str:
    match event:
        case Uploaded():
            return "upload"
        case StepEnded(index=1):
            return "chat"
        case Rendering(status="completed"):
            return "render"
        case Exported():
            return "download"
    return ""


def bare(draft: object, clip: Path, work: Path) -> float:
    """Seconds of the same runs of ffmpeg by hand."""
    checked = Draft.from_json(draft)
    source = next(iter(checked.tracks)).segments[0].source
    library = Library((probe(clip).media(clip, source),))
    work.mkdir()
    plan = plan_render(checked, library, Output.from_json({"format": "mp4"}), work)
    begun = time.perf_counter()
    for path, text in plan.files.items():
        path.write_text(text, encoding="utf-8")
    for step in plan.passes:
        gentle_ffmpeg(*step.arguments)
    return time.perf_counter() - begun


async def measure(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of every road and of every bare run."""
    clip = make_clip(folder / "clip.mp4")
    settings = load({"HOME": str(folder / "home"), "PATH": os.environ["PATH"]})
    made, launcher = parts.prepare(settings), Launcher(settings)
    skill = parts.skill_named("", settings, made.skills)
    assert skill
    conversation_for = parts.conversations(settings, lambda: made, launcher, "")
    roads, bares = [], []
    try:
        address = await launcher.connect()
        for number in range(rounds):
            conversation = conversation_for(skill=skill, consent=_agreed, output=folder)
            seconds, told = await road(conversation, clip)
            state = await Api(address, {}).state(conversation.session_id)
            await conversation.aclose()
            roads.append(seconds)
            bares.append(await asyncio.to_thread(bare, state.draft, clip, folder / f"{number}"))
            print(f"road {seconds:.2f} s ({told}), bare ffmpeg {bares[-1]:.2f} s", flush=True)
    finally:
        await launcher.aclose()
    return roads, bares


async def _agreed(_: ConsentRequest) -> bool:
    return True


def main() -> int:
    """The command; 0 when the road stays within its bounds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    with tempfile.TemporaryDirectory(prefix="road-") as name:
        roads, bares = asyncio.run(measure(Path(name), parser.parse_args().rounds))
    whole, alone = statistics.median(roads), statistics.median(bares)
    over = whole - alone
    print(f"first: road {roads[0]:.2f} s, {roads[0] - alone:.2f} s over the median bare run")
    print(f"median: road {whole:.2f} s, bare {alone:.2f} s, over {over:.2f} s ({over / alone:.1%})")
    return 0 if over <= MOST_SECONDS and over <= (MOST_SHARE - 1) * alone else 1


if __name__ == "__main__":
    sys.exit(main())
