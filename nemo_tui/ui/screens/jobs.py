"""Uploads, renders and downloads of this window, and exports of earlier ones."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from nemo_tui.engine.actions import Action, Step
from nemo_tui.engine.jobs import Job
from nemo_tui.protocol.problems import Problem
from nemo_tui.protocol.text import short
from nemo_tui.ui.activity import Task
from nemo_tui.ui.figures import bar, clock, facts, size
from nemo_tui.ui.screens.page import Page

STATE_MARKS = {
    "running": ("●", "$text-warning"),
    "done": ("✓", "$text-success"),
    "failed": ("✗", "$text-error"),
    "stopped": ("■", "$foreground-muted"),
}
JOB_STATES = {
    "delivered": "done",
    "failed": "failed",
    "cancelled": "stopped",
    "lost": "failed",
    "left": "stopped",
}


class JobsScreen(Page):
    """Refreshed twice a second while it is open."""

    NAME = "jobs"
    KEYS = (
        ("c", "app.page.jobs_cancel"),
        ("r", "app.page.jobs_retry"),
        ("o", "app.deed.open"),
        ("f", "app.deed.folder"),
        ("y", "app.deed.copy"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "cancel", show=False, id="jobs.cancel"),
        Binding("r", "retry", show=False, id="jobs.retry"),
        Binding("o", "use('open')", show=False, id="jobs.open"),
        Binding("f", "use('folder')", show=False, id="jobs.folder"),
        Binding("y", "use('copy')", show=False, id="jobs.copy"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._jobs: dict[str, Job] = {}
        self._left: set[str] = set()

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(0.5, self.fill)

    def fill(self) -> None:
        """Put the rows into the list."""
        self._jobs = {job.id: job for job in self.home.parts.jobs.list()}
        self._left = {job.id for job in self.home.parts.jobs.waiting()}
        tasks = [task for task in self.home.activity if self._is_news(task)]
        rows = [(task.id, self._task_row(task)) for task in reversed(tasks)]
        rows += [(f"job:{job.id}", self._job_row(job)) for job in self._jobs.values()]
        self.put(rows, self.home.say("app.page.jobs_empty"))

    def facts(self, key: str) -> Content:
        """Path, or what went wrong."""
        job, path = self._job(key), self._path(key)
        lines = [str(path)] if path else []
        if job and job.error:
            lines.append(job.error)
        return Content(short("  ".join(lines), 400))

    def chosen(self, key: str) -> None:
        """Open the file, or go on with the export."""
        if self._path(key):
            self.action_use("open")
        else:
            self.action_retry()

    def action_cancel(self) -> None:
        """Stop what runs in this window, or an export that an earlier one has left."""
        task, job = self.home.activity.tasks.get(self.marked), self._job(self.marked)
        if task and task.state == "running":
            self.home.chat.turns.stop()
        elif job and job.is_open:
            self.run_worker(self._abandon(job), exit_on_error=False)

    async def _abandon(self, job: Job) -> None:
        with suppress(Problem):  # the job is closed here even where the backend does not answer
            await self.home.chat.talk.cancel(job)

    def action_retry(self) -> None:
        """Go on with an export that is unfinished, or make a failed one again."""
        job = self._job(self.marked)
        chat = self.home.chat
        if job is None or job.status == "delivered":
            return
        if chat.is_busy:
            self.home.tell("app.not_now")
            return
        again = job.status == "cancelled"
        if again and job.session_id != chat.talk.session:
            self.home.tell("app.export_elsewhere")
            return
        export = Action(Step.EXPORT, output=dict(job.output), again=True)
        chat.turns.perform(chat.talk.perform([export]) if again else chat.talk.resume(job))

    def action_use(self, deed: str) -> None:
        """Open the file, its folder, or copy its path."""
        path = self._path(self.marked)
        if path:
            self.home.handover.use_file(path, deed)

    def _is_news(self, task: Task) -> bool:
        is_job = task.id.partition(":")[2] in self._jobs
        return task.state == "running" or not is_job

    def _job(self, key: str) -> Job | None:
        return self._jobs.get(key.removeprefix("job:"))

    def _path(self, key: str) -> Path | None:
        job, task = self._job(key), self.home.activity.tasks.get(key)
        if task and task.path:
            return task.path
        return Path(job.path) if job and job.path else None

    def _task_row(self, task: Task) -> Content:
        mark, style = STATE_MARKS[task.state]
        line = Content.assemble((f"{mark} ", style), (short(task.name, 40), "bold"))
        line += Content.styled(f"  {self.home.say(f'app.task.{task.kind}')}  ", "$foreground-muted")
        if task.state == "running" and task.fraction is not None:
            full, empty = bar(task.fraction, 20)
            line += Content.assemble((full, "$primary"), (empty, "$foreground 25%"), "  ")
        share = "" if task.fraction is None else f"{task.fraction:.0%}"
        speed = f"{size(task.speed)}/s" if task.speed else ""
        left = "" if task.seconds_left is None else clock(task.seconds_left * 1000)
        return line + Content.styled(facts(share, speed, left), "$foreground-muted")

    def _job_row(self, job: Job) -> Content:
        status = "left" if job.id in self._left else job.status
        state = JOB_STATES.get(status, "running")
        mark, style = STATE_MARKS[state]
        name = Path(job.path).name if job.path else job.name
        length = "" if job.duration_ms is None else clock(job.duration_ms)
        weight = size(job.bytes) if job.bytes else ""
        known = facts(self.home.say(f"app.job_status.{status}"), weight, length)
        return Content.assemble(
            (f"{mark} ", style), (short(name, 48), "bold"), (f"  {known}", "$foreground-muted")
        )
