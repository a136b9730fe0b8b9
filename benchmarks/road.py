"""What the whole road costs over the ffmpeg runs it ends in, for a clip of 60 s.

    python benchmarks/road.py --rounds 3

Road: upload, a sentence, export, poll (every 0.5 s), download. Bare: the same ffmpeg command
lines, run by hand. Both alternate; the best round of each counts, since machines are shared.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import httpx

from nemo_tui.protocol import routes
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.media.ffmpeg import binary
from nemo_tui.studio.media.probe import probe
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.render import Output, RenderPlan, plan_render

SENTENCE = "resize it to 640x360"
MOST_SHARE, MOST_SECONDS = 1.10, 3.0


def make_clip(path: Path) -> Path:
    """A minute of 720p with sound."""
    made = ["-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25", "-f", "lavfi", "-i", "sine"]
    encode = ["-t", "60", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "28", "-c:a", "aac"]
    command = [str(binary()), "-v", "error", "-y", *made, *encode, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def road(http: httpx.Client, clip: Path) -> tuple[float, dict[str, Any]]:
    """Seconds of the whole road, and the draft it rendered."""
    begun = time.monotonic()
    session = http.post(routes.SESSION, json={"task_name": "p"}).json()["data"]["session_id"]
    with clip.open("rb") as file:
        http.post(routes.upload(session), files=[("files", (clip.name, file))]).raise_for_status()
    message = {"parts": [{"text": SENTENCE}]}
    http.post(routes.RUN_SSE, json={"session_id": session, "new_message": message})
    draft = http.get(routes.state(session)).json()["data"]["state"]["draft"]
    name = uuid.uuid4().hex
    body = {"id": name, "sessionId": session, "draft": draft, "output": {"format": "mp4"}}
    http.post(routes.RENDER, json=body).raise_for_status()
    while (status := http.get(routes.render(name)).json())["status"] != "completed":
        if status["status"] == "failed":
            raise RuntimeError(status["error"])
        time.sleep(0.5)
    film = http.get(routes.download_render(name)).content
    if len(film) != status["output"]["size"]:
        raise RuntimeError("the download is not whole")
    return time.monotonic() - begun, draft


def bare(draft: dict[str, Any], clip: Path, work: Path) -> float:
    """Seconds of the same runs of ffmpeg by hand."""
    media = probe(clip).media(clip, draft["t"][0]["sg"][0]["src"])
    work.mkdir()
    output = Output.from_json({"format": "mp4"})
    plan = plan_render(Draft.from_json(draft), Library((media,)), output, work)
    begun = time.monotonic()
    _run(plan)
    return time.monotonic() - begun


def _run(plan: RenderPlan) -> None:
    for path, text in plan.files.items():
        path.write_text(text, encoding="utf-8")
    for step in plan.passes:
        command = [str(binary()), *step.arguments]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, stdin=quiet, stdout=quiet)


def main() -> int:
    """The command; 0 when the road stays within its bounds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="road-") as name:
        folder = Path(name)
        clip = make_clip(folder / "clip.mp4")
        command = [sys.executable, "-m", "nemo_tui.studio", "--json", "--data-dir", name + "/data"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as studio:
            assert studio.stdout is not None
            ready = json.loads(studio.stdout.readline())
            headers = {"Authorization": f"Bearer {ready['token']}"}
            http = httpx.Client(base_url=ready["url"], headers=headers, timeout=600)
            roads, bares = [], []
            for number in range(rounds):
                seconds, draft = road(http, clip)
                roads.append(seconds)
                bares.append(bare(draft, clip, folder / f"bare{number}"))
                print(f"road {roads[-1]:.1f} s, bare ffmpeg {bares[-1]:.1f} s", flush=True)
            studio.terminate()
    over = min(roads) - min(bares)
    print(f"best: road {min(roads):.1f} s, bare {min(bares):.1f} s, over {over:.1f} s", end=" ")
    print(f"({over / min(bares):.1%})")
    return 0 if over <= MOST_SECONDS and over <= (MOST_SHARE - 1) * min(bares) else 1


if __name__ == "__main__":
    sys.exit(main())
