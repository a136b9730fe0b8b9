"""Kill the studio with -9 at random moments of upload, edit and render, and look what is left.

    python benchmarks/kill9.py --count 300

After each kill the studio is started again on the same data, and everything that it had
acknowledged must be there: sessions, media byte for byte, drafts, exports (done again or
reported). Nothing half may lie about, and no ffmpeg may go on. The last line is the verdict.
"""

import argparse
import contextlib
import hashlib
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import httpx
import psutil

from nemo_tui.protocol import routes
from nemo_tui.studio.media.ffmpeg import binary

EDITS = ("rotate it 90 degrees", "mute it", "flip it horizontally", "undo that", "fade in 0.2 s")
LATEST = 20
OVER = ("completed", "failed", "cancelled")


@dataclass
class Promised:
    """What the studio has acknowledged."""

    sessions: dict[str, None] = field(default_factory=dict)
    media: dict[str, tuple[str, str]] = field(default_factory=dict)
    drafts: list[tuple[str, str]] = field(default_factory=list)
    renders: set[str] = field(default_factory=set)
    played: set[str] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)


class Studio:
    """One run of the studio on a data folder."""

    def __init__(self, data: Path) -> None:
        command = [sys.executable, "-m", "nemo_tui.studio", "--json", "--data-dir", str(data)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the studio did not start")
        ready = json.loads(line)
        headers = {"Authorization": f"Bearer {ready['token']}"}
        self.http = httpx.Client(
            base_url=ready["url"], headers=headers, timeout=30, trust_env=False
        )

    def kill(self) -> None:
        """End it as a crash would."""
        with self.process:
            self.process.kill()

    def stop(self) -> int:
        """End it in order; the exit code."""
        self.http.close()
        with self.process:
            assert self.process.stdin is not None
            self.process.stdin.close()
            return self.process.wait(60)


def work(studio: Studio, clip: Path, promised: Promised, chance: random.Random) -> None:
    """Use the studio until it goes away; write down what it acknowledges."""
    with contextlib.suppress(httpx.HTTPError, KeyError, ValueError):
        session = _session(studio, promised, chance)
        while True:
            chance.choice((_upload, _edit, _render, _render))(studio, session, clip, promised)


def _session(studio: Studio, promised: Promised, chance: random.Random) -> str:
    if promised.sessions and chance.random() < 0.5:
        return chance.choice(sorted(promised.sessions))
    body = {"task_name": "project", "language": "en"}
    data = studio.http.post(routes.SESSION, json=body).json()["data"]
    promised.sessions[data["session_id"]] = None
    return str(data["session_id"])


def _upload(studio: Studio, session: str, clip: Path, promised: Promised) -> None:
    content = clip.read_bytes() + uuid.uuid4().bytes
    sent = [("files", (f"{uuid.uuid4().hex}.mp4", content))]
    data = studio.http.post(routes.upload(session), files=sent).json()["data"]
    digest = hashlib.sha256(content).hexdigest()
    promised.media[data["files"][0]["id"]] = (session, digest)
    promised.done["uploads"] += 1


def _edit(studio: Studio, session: str, clip: Path, promised: Promised) -> None:
    message = {"parts": [{"text": random.choice(EDITS)}]}
    body = {"app_name": routes.APP, "session_id": session, "new_message": message}
    with studio.http.stream("POST", routes.RUN_SSE, json=body) as answer:
        for line in answer.iter_lines():
            if line.startswith("data: "):
                event = json.loads(line.removeprefix("data: "))
                draft = event.get("actions", {}).get("stateDelta", {}).get("draft")
                if draft:
                    promised.drafts.append((session, json.dumps(draft)))
                    promised.done["edits"] += 1


def _render(studio: Studio, session: str, clip: Path, promised: Promised) -> None:
    draft = studio.http.get(routes.state(session)).json()["data"]["state"]["draft"]
    if not draft:
        _upload(studio, session, clip, promised)
        return
    name = f"render_{uuid.uuid4().hex}"
    body = {"id": name, "sessionId": session, "draft": draft, "output": {"format": "mp4"}}
    if studio.http.post(routes.RENDER, json=body).json()["code"] == 0:
        promised.renders.add(name)
        promised.done["renders"] += 1
    for _ in range(10):
        if studio.http.get(routes.render(name)).json()["status"] in OVER:
            break
        time.sleep(0.05)


def losses(
    studio: Studio, data: Path, promised: Promised, everything: bool = False
) -> Iterator[str]:
    """What was acknowledged and is not there; of sessions and media the last ones, or all."""
    latest = 0 if everything else -LATEST
    for session in list(promised.sessions)[latest:]:
        if studio.http.get(routes.state(session)).status_code != 200:
            yield f"session {session}"
    for media, (_, digest) in list(promised.media.items())[latest:]:
        content = studio.http.get(f"/api/media/{media}").content
        if hashlib.sha256(content).hexdigest() != digest:
            yield f"media {media}"
    kept = _revisions(data)
    for session, draft in promised.drafts:
        if (session, draft) not in kept:
            yield f"draft of {session}"
    for name in promised.renders:
        if studio.http.get(routes.render(name)).status_code != 200:
            yield f"render {name}"


def _revisions(data: Path) -> set[tuple[str, str]]:
    rows = _rows(data, "SELECT session, draft FROM revisions")
    return {(session, json.dumps(json.loads(draft))) for session, draft in rows}


def _rows(data: Path, sql: str) -> list[tuple[str, ...]]:
    with contextlib.closing(sqlite3.connect(data / "studio.sqlite3")) as database:
        return database.execute(sql).fetchall()


def leftovers(studio: Studio, data: Path, promised: Promised) -> Iterator[str]:
    """Half files, exports that never end, and files that do not play."""
    deadline = time.monotonic() + 120
    # A kill may come between the storing of an export and its acknowledgement.
    taken_up = _rows(data, "SELECT id FROM renders WHERE status IN ('pending', 'processing')")
    for name in promised.renders | {name for (name,) in taken_up}:
        status: dict[str, Any] = {}
        while status.get("status") not in OVER and time.monotonic() < deadline:
            status = studio.http.get(routes.render(name)).json()
            time.sleep(0.02)
        if status.get("status") != "completed":
            yield f"render {name}: {status.get('status')} {status.get('error', '')}"
    for folder in ("incoming", "work"):
        yield from (f"left over: {path}" for path in (data / folder).iterdir())
    for path in (data / "renders").iterdir():
        if path.name not in promised.played and not (path.suffix == ".mp4" and _plays(path)):
            yield f"does not play: {path}"
        promised.played.add(path.name)
    promised.renders.clear()


def _plays(path: Path) -> bool:
    try:
        with av.open(str(path)) as film:
            return next(film.decode(video=0), None) is not None
    except (av.FFmpegError, IndexError):
        return False


def orphans(data: Path) -> list[int]:
    """Programs that still work on the data folder; they have two seconds to go."""
    deadline = time.monotonic() + 2
    while True:
        found = [
            process.pid
            for process in psutil.process_iter(["cmdline"])
            if process.pid != psutil.Process().pid
            and any(str(data) in word for word in process.info["cmdline"] or ())
        ]
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


def make_clip(path: Path) -> Path:
    """Two seconds of moving picture with sound."""
    made = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2", "-f", "lavfi", "-i", "sine=d=2"]
    encode = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-shortest", str(path)]
    command = [str(binary()), "-v", "error", "-y", *made, *encode]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def run(count: int, seed: int, data: Path, clip: Path, clients: int = 3) -> list[str]:
    """Kill `count` times; gives every failing found."""
    chance = random.Random(seed)
    promised, failings = Promised(), list[str]()
    for number in range(1, count + 1):
        studio = Studio(data)
        users = [
            threading.Thread(
                target=work, args=(studio, clip, promised, random.Random(chance.random()))
            )
            for _ in range(clients)
        ]
        for user in users:
            user.start()
        time.sleep(chance.uniform(0.0, 1.2))
        studio.kill()
        for user in users:
            user.join()
        studio.http.close()
        failings += [f"kill {number}: orphan {pid}" for pid in orphans(data)]
        studio = Studio(data)
        failings += [f"kill {number}: lost {what}" for what in losses(studio, data, promised)]
        failings += [f"kill {number}: {what}" for what in leftovers(studio, data, promised)]
        if number == count:
            failings += [
                f"in the end: lost {what}" for what in losses(studio, data, promised, True)
            ]
        if studio.stop() != 0:
            failings.append(f"kill {number}: the next run did not end in order")
        if number % 10 == 0:
            print(f"{number} kills, {dict(promised.done)}, {len(failings)} failings", flush=True)
    print(f"{count} kills, {dict(promised.done)}, {len(failings)} failings")
    return failings


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    with tempfile.TemporaryDirectory(prefix="kill9-") as folder:
        clip = make_clip(Path(folder) / "clip.mp4")
        failings = run(options.count, options.seed, Path(folder) / "data", clip)
    print("\n".join(failings[:50]))
    return 1 if failings else 0


if __name__ == "__main__":
    sys.exit(main())
