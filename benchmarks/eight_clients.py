"""Eight clients at once, each with two exports: do all finish, in turn, within bounds?

    python benchmarks/eight_clients.py

Prints when each export ended, the order (first exports before second ones), the most memory
that the studio held, how long a small request took meanwhile, and the longest turn of its
event loop: in CPU time, which is what the studio does itself, and by the clock, which on a busy
machine is mostly waiting for a core.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from nemo_tui.protocol import routes
from nemo_tui.studio.media.ffmpeg import binary

CLIENTS, EXPORTS = 8, 2
LONGEST_SECONDS = 0.1
# The studio with a stopwatch on every callback of its event loop.
WATCHED = """
import asyncio, atexit, json, sys, threading, time
run, longest = asyncio.events.Handle._run, {"cpu": 0.0, "clock": 0.0}
def timed(handle):
    if threading.current_thread() is not threading.main_thread():  # the rehearsal blocks nobody
        return run(handle)
    cpu, clock = time.thread_time(), time.monotonic()
    run(handle)
    longest["cpu"] = max(longest["cpu"], time.thread_time() - cpu)
    longest["clock"] = max(longest["clock"], time.monotonic() - clock)
asyncio.events.Handle._run = timed
atexit.register(lambda: print(json.dumps(longest), file=sys.stderr))
from nemo_tui.studio.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass
class Watch:
    """What is seen of the studio from outside while it works."""

    process: psutil.Process
    http: httpx.Client
    most_bytes: int = 0
    slowest: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Look ten times a second."""
        while not self.over.wait(0.1):
            self.most_bytes = max(self.most_bytes, self.process.memory_info().rss)
            begun = time.monotonic()
            self.http.get(routes.CREDITS)
            self.slowest = max(self.slowest, time.monotonic() - begun)


def client_of(url: str) -> httpx.Client:
    """A client with a user of its own."""
    http = httpx.Client(base_url=url, timeout=600, trust_env=False)
    answer = http.post(routes.ANONYMOUS_TOKEN, headers={"X-Client-Id": uuid.uuid4().hex})
    http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    return http


def one_client(url: str, clip: Path, begun: float) -> list[tuple[float, int, bool]]:
    """Upload, edit, export twice, download; when each export ended, its number, and success."""
    http = client_of(url)
    session = http.post(routes.SESSION, json={"task_name": "p"}).json()["data"]["session_id"]
    with clip.open("rb") as file:
        http.post(routes.upload(session), files=[("files", (clip.name, file))]).raise_for_status()
    message = {"parts": [{"text": "make it 640x360"}]}
    http.post(routes.RUN_SSE, json={"session_id": session, "new_message": message})
    draft = http.get(routes.state(session)).json()["data"]["state"]["draft"]
    names = [uuid.uuid4().hex for _ in range(EXPORTS)]
    for name in names:
        body = {"id": name, "sessionId": session, "draft": draft, "output": {"format": "mp4"}}
        http.post(routes.RENDER, json=body).raise_for_status()
    return [_ended(http, name, number, begun) for number, name in enumerate(names, 1)]


def _ended(http: httpx.Client, name: str, number: int, begun: float) -> tuple[float, int, bool]:
    while True:
        status: dict[str, Any] = http.get(routes.render(name)).json()
        if status["status"] in ("completed", "failed", "cancelled"):
            break
        time.sleep(0.2)
    ended = time.monotonic() - begun
    good = status["status"] == "completed"
    if good:
        film = http.get(routes.download_render(name))
        good = len(film.content) == status["output"]["size"]
    return ended, number, good


def make_clip(path: Path) -> Path:
    """Ten seconds of 720p."""
    made = ["-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=10", "-f", "lavfi", "-i", "sine=d=10"]
    encode = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-shortest", str(path)]
    command = [str(binary()), "-v", "error", "-y", *made, *encode]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def measure(folder: Path) -> int:
    """Run it all; 0 when every export came out and no turn of the loop took 100 ms of CPU."""
    clip = make_clip(folder / "clip.mp4")
    command = [sys.executable, "-c", WATCHED, "--json", "--data-dir", str(folder / "data")]
    log = (folder / "log").open("w+")
    studio = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
    assert studio.stdout is not None
    url = json.loads(studio.stdout.readline())["url"]
    watch = Watch(psutil.Process(studio.pid), client_of(url))
    threading.Thread(target=watch.run, daemon=True).start()
    begun = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        runs = [pool.submit(one_client, url, clip, begun) for _ in range(CLIENTS)]
        ends = sorted(end for run in runs for end in run.result())
    watch.over.set()
    studio.terminate()
    studio.wait(20)
    log.seek(0)
    longest = json.loads(log.read().splitlines()[-1])
    good = sum(end[2] for end in ends)
    print(f"{good} of {len(ends)} exports came out, the last after {ends[-1][0]:.1f} s")
    print("order of first and second exports:", "".join(str(end[1]) for end in ends))
    print(f"most memory of the studio: {watch.most_bytes / 1e6:.0f} MB")
    print(f"slowest small request meanwhile: {watch.slowest * 1000:.0f} ms")
    print(f"longest turn of the event loop: {longest['cpu'] * 1000:.0f} ms of CPU,", end=" ")
    print(f"{longest['clock'] * 1000:.0f} ms by the clock")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0 if good == len(ends) and longest["cpu"] < LONGEST_SECONDS else 1


def main() -> int:
    """The command."""
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    with tempfile.TemporaryDirectory(prefix="eight-") as folder:
        return measure(Path(folder))


if __name__ == "__main__":
    sys.exit(main())
