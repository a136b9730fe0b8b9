"""Exports that outlive a window: one JSON file a job, written before the first poll."""

import fcntl
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from nemo_tui.config import write_private

Status = Literal[
    "rendering", "downloading", "still_rendering", "delivered", "failed", "cancelled", "lost"
]
COUNTS = ("attempt", "bytes", "duration_ms", "width", "height", "source_bytes", "max_bytes")
OPEN: frozenset[str] = frozenset({"rendering", "downloading", "still_rendering"})


@dataclass(frozen=True)
class Job:
    """One export. `backend` is "local" or an address; `created` and `updated` are epoch seconds.

    `target` is the folder that the file goes to, or with `exact` the file itself; `output`
    is the wire's output object; `attempt` counts renders of the same export from 1; `draft` is
    the fingerprint of what was exported, `source_bytes` and `max_bytes` are as in `Exported`.
    """

    id: str
    session_id: str
    backend: str = "local"
    name: str = "video"
    skill: str = ""
    target: str = ""
    exact: bool = False
    output: Mapping[str, str] = field(default_factory=dict)
    created: float = field(default_factory=time.time)
    updated: float = 0.0
    status: Status = "rendering"
    attempt: int = 1
    percent: float | None = None
    url: str = ""
    path: str = ""
    bytes: int = 0
    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None
    draft: str = ""
    source_bytes: int = 0
    max_bytes: int = 0
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a file may still come of it."""
        return self.status in OPEN

    @classmethod
    def from_json(cls, raw: object) -> "Job | None":
        """The job in a file, or None where it is none; unknown keys are ignored."""
        if not isinstance(raw, dict):
            return None
        values = {item.name: raw[item.name] for item in fields(cls) if item.name in raw}
        if not all(_fits(name, value) for name, value in values.items()):
            return None
        return cls(**values) if values.get("id") and "session_id" in values else None


def _fits(name: str, value: Any) -> bool:
    if name == "status":
        return value in get_args(Status)
    if name == "output":
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    if name in ("percent", "duration_ms", "width", "height") and value is None:
        return True
    if name == "exact":
        return isinstance(value, bool)
    if name in COUNTS:
        return isinstance(value, int) and not isinstance(value, bool)
    if name in ("created", "updated", "percent"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, str)


class JobStore:
    """The jobs of one person on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, job: Job) -> Job:
        """Write the job whole or not at all. Raises OSError where the disk refuses."""
        job = replace(job, updated=time.time())
        # Private: a download address may open the file to anyone who has it.
        write_private(self._file(job.id), json.dumps(asdict(job)))
        return job

    def get(self, job_id: str) -> Job | None:
        """The job of this id."""
        return self._read(self._file(job_id))

    def list(self) -> list[Job]:
        """Every job, the newest first."""
        read = (self._read(file) for file in self.folder.glob("*.json"))
        return sorted((job for job in read if job), key=lambda job: job.created, reverse=True)

    def waiting(self) -> tuple[Job, ...]:
        """Open jobs that no running program is looking after, the newest first."""
        return tuple(job for job in self.list() if job.is_open and not self._is_held(job.id))

    def remove(self, job_id: str) -> None:
        """Forget a job; its file stays where it was delivered."""
        for file in (self._file(job_id), self._lock(job_id)):
            file.unlink(missing_ok=True)

    @contextmanager
    def hold(self, job_id: str) -> Iterator[bool]:
        """Look after a job; False where another program already does. Ends with the process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock(job_id).open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    def _is_held(self, job_id: str) -> bool:
        try:
            with self.hold(job_id) as mine:
                return not mine
        except OSError:
            return False

    def _read(self, file: Path) -> Job | None:
        try:
            job = Job.from_json(json.loads(file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            job = None
        if job is None:
            with suppress(OSError):
                file.replace(file.with_suffix(".broken"))
        return job

    def _file(self, job_id: str) -> Path:
        return self.folder / f"{_safe(job_id)}.json"

    def _lock(self, job_id: str) -> Path:
        return self.folder / f"{_safe(job_id)}.lock"


def _safe(job_id: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", job_id)[:120] or "_"
