"""Uploads, renders and downloads of this window as one list, kept up by turn events."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from nemo_tui.engine.turn import (
    Downloading,
    Exported,
    Failed,
    Finished,
    Rendering,
    TurnEvent,
    Uploaded,
    Uploading,
)

TaskKind = Literal["upload", "render", "download"]
TaskState = Literal["running", "done", "failed", "stopped"]


@dataclass(frozen=True)
class Task:
    """One thing under way or over; `fraction` is None where nobody knows it."""

    id: str
    kind: TaskKind
    name: str
    state: TaskState = "running"
    fraction: float | None = None
    speed: float = 0.0
    seconds_left: float | None = None
    bytes: int = 0
    path: Path | None = None


@dataclass
class Activity:
    """The tasks by id, oldest first."""

    tasks: dict[str, Task] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Task]:
        return iter(self.tasks.values())

    @property
    def running(self) -> list[Task]:
        """What is under way."""
        return [task for task in self if task.state == "running"]

    @property
    def last_file(self) -> Path | None:
        """The newest finished file."""
        paths = [task.path for task in self if task.path and task.kind != "upload"]
        return paths[-1] if paths else None

    def see(self, event: TurnEvent) -> None:
        """Keep up with one event of a turn."""
        match event:
            case Uploading():
                self._put(_upload(event))
            case Uploaded(name=name):
                self._end(f"upload:{name}", "done")
            case Rendering(render_id=render_id):
                self._put(_render(event))
            case Downloading(render_id=render_id):
                self._end(f"render:{render_id}", "done")
                self._put(_download(event))
            case Exported(render_id=render_id):
                self._end(f"render:{render_id}", "done")
                self._finish_download(event)
            case Failed(kind=kind):
                self._end_all("stopped" if kind == "cancelled" else "failed")
            case Finished(ok=ok):
                self._end_all("done" if ok else "stopped")

    def _put(self, task: Task) -> None:
        self.tasks[task.id] = task

    def _end(self, task_id: str, state: TaskState) -> None:
        if task_id in self.tasks:
            self.tasks[task_id] = replace(
                self.tasks[task_id], state=state, fraction=1.0, seconds_left=None, speed=0.0
            )

    def _end_all(self, state: TaskState) -> None:
        for task in self.running:
            self.tasks[task.id] = replace(task, state=state, seconds_left=None, speed=0.0)

    def _finish_download(self, event: Exported) -> None:
        self._put(
            Task(
                f"download:{event.render_id or event.path}",
                "download",
                event.path.name,
                "done",
                1.0,
                bytes=event.bytes,
                path=event.path,
            )
        )


def _upload(event: Uploading) -> Task:
    fraction = event.sent / event.total if event.total else None
    return Task(
        f"upload:{event.name}",
        "upload",
        event.name,
        fraction=fraction,
        speed=event.speed,
        seconds_left=event.seconds_left,
        bytes=event.total,
    )


def _render(event: Rendering) -> Task:
    fraction = None if event.percent is None else event.percent / 100
    return Task(
        f"render:{event.render_id}",
        "render",
        event.render_id,
        fraction=fraction,
        seconds_left=event.seconds_left,
    )


def _download(event: Downloading) -> Task:
    fraction = event.received / event.total if event.total else None
    return Task(
        f"download:{event.render_id}",
        "download",
        event.render_id,
        fraction=fraction,
        speed=event.speed,
        seconds_left=event.seconds_left,
        bytes=event.total,
    )
