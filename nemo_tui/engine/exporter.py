"""The export step: post the draft back unchanged, poll, download, verify, rename.

The job is on disk before the render is asked for, so that an export survives whatever
happens to this program.
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from nemo_tui.client.api import Api, NotSent
from nemo_tui.engine import naming
from nemo_tui.engine.backend import Backend
from nemo_tui.engine.clock import Clock
from nemo_tui.engine.formats import extension_of
from nemo_tui.engine.jobs import Job, JobStore, Status
from nemo_tui.engine.project import Project
from nemo_tui.engine.running import Emit
from nemo_tui.engine.speed import Speed
from nemo_tui.engine.turn import Downloading, Exported, Noted, Notice, Rendering
from nemo_tui.hooks import Plugins
from nemo_tui.protocol.models import RenderStatus
from nemo_tui.protocol.problems import Kind, LocalFault, Problem, Unreachable

HOSTED_WINDOW_SECONDS = 300
HOSTED_DELAY_SECONDS = 30.0
PATIENCE_WITH_POLLS = 5
RENDERS = 2
TRANSIENT = {Kind.UNREACHABLE, Kind.BROKEN_STREAM, Kind.TIMED_OUT, Kind.SERVER_FAULT, Kind.GARBLED}


def new_render_id() -> str:
    """An id that no other export has."""
    return f"render_{time.time_ns() // 1_000_000}_{secrets.token_hex(4)}"


class RenderFailed(Problem):
    """The backend gave this render up; another may succeed."""


class RenderLost(RenderFailed):
    """The backend does not know this render, or no longer."""


class Exporter:
    """Brings what is on the timeline to this machine as a file."""

    def __init__(
        self, backend: Backend, project: Project, jobs: JobStore, plugins: Plugins, clock: Clock
    ) -> None:
        self._backend = backend
        self._project = project
        self._jobs = jobs
        self._plugins = plugins
        self._clock = clock
        self.current: Job | None = None

    async def run(self, job: Job, emit: Emit) -> None:
        """Export the draft last read. Raises Problem; the job on disk says how far it came."""
        if not self._project.has_draft:
            raise Problem(Kind.NOTHING_TO_EXPORT)
        with _disk_faults():
            naming.try_out(destination(job).parent)
        session = await self._backend.session(emit)
        job = replace(job, session_id=session, backend=self._backend.name)
        await self._persist(job, emit, is_new=True)

    async def resume(self, job: Job, emit: Emit) -> None:
        """Go on with an export that an earlier window began. Raises Problem."""
        await self._persist(job, emit, is_new=False)

    async def cancel(self, job: Job, emit: Emit) -> None:
        """Stop a render and close its job, even where the backend does not answer."""
        self._jobs.save(replace(job, status="cancelled"))
        with suppress(OSError):
            part_of(job).unlink(missing_ok=True)

        async def cancel(api: Api) -> None:
            await api.cancel_render(job.id)

        await self._backend.call(emit, cancel)

    async def _persist(self, job: Job, emit: Emit, *, is_new: bool) -> None:
        """Render, and once more under a new id where the backend gave the first one up."""
        while True:
            try:
                await self._see_through(job, emit, is_new=is_new)
                return
            except RenderFailed as problem:
                if job.attempt >= RENDERS or not self._project.draft:
                    raise
                emit(Noted(Notice("engine.retry_render", {"detail": problem.detail or "?"})))
                job, is_new = replace(job, id=new_render_id(), attempt=job.attempt + 1), True

    async def _see_through(self, job: Job, emit: Emit, *, is_new: bool) -> None:
        with _disk_faults(), self._jobs.hold(job.id) as mine:
            if not mine:
                raise Problem(Kind.STILL_RENDERING, job.id)
            if is_new:
                job = replace(job, status="rendering", draft=self._project.fingerprint)
            self.current = self._save(job)
            try:
                await self._deliver(self.current, emit, is_new=is_new)
            except Problem as problem:
                self._close(job, problem)
                self.current = None
                raise
            self.current = None

    def _close(self, job: Job, problem: Problem) -> None:
        kept = self._jobs.get(job.id) or job
        if problem.kind is Kind.STILL_RENDERING:
            self._save(replace(kept, status="still_rendering"))
        elif problem.kind is Kind.CANCELLED:
            self._save(replace(kept, status="cancelled"))
        elif isinstance(problem, RenderFailed):
            status: Status = "lost" if isinstance(problem, RenderLost) else "failed"
            self._save(replace(kept, status=status, error=problem.detail))
        elif problem.kind not in TRANSIENT | {Kind.DOWNLOAD_FAILED, Kind.DISK_FULL, Kind.SIGN_IN}:
            self._save(replace(kept, status="failed", error=str(problem)))

    async def _deliver(self, job: Job, emit: Emit, *, is_new: bool) -> None:
        if is_new:
            await self._start(job, emit)
        done = await self._poll(job, emit, at_once=not is_new)
        job = self._save(replace(job, status="downloading", url=done.url, bytes=done.bytes or 0))
        path = await self._download(job, emit)
        emit(exported(self._save(_delivered(job, path, done))))

    async def _start(self, job: Job, emit: Emit) -> None:
        draft = self._project.draft

        async def start(api: Api) -> RenderStatus:
            return await api.start_render(job.id, job.session_id, draft, job.output)

        try:
            status = await self._backend.call(emit, start)
        except NotSent:
            self._jobs.remove(job.id)
            raise
        except Unreachable:
            return  # it may have arrived: the polls tell
        except Problem as problem:
            if problem.kind is Kind.DISK_FULL:
                self._jobs.remove(job.id)
            if problem.kind is Kind.SERVER_FAULT or problem.code == 409:
                raise RenderFailed(Kind.RENDER_FAILED, problem.detail, problem.code) from problem
            raise
        emit(Rendering(job.id, status.status, status.progress))

    async def _poll(self, job: Job, emit: Emit, *, at_once: bool) -> RenderStatus:
        began, failures, unplaced, seen = self._clock.now(), 0, 0, job
        speed = Speed(self._clock)
        for attempt in range(1, 1_000_000):
            if attempt > 1 or not at_once:
                await self._clock.sleep(self._delay(seen, attempt))
            spent = self._clock.now() - began
            try:
                status = await self._backend.call(emit, lambda api: api.render_status(job.id))
            except Problem as problem:
                failures += 1
                self._forgive(problem, failures)
            else:
                failures, seen = 0, replace(job, percent=status.progress)
                emit(_rendering(job.id, status, spent, speed))
                unplaced += status.status == "completed" and not status.url
                if status.status == "completed" and (status.url or unplaced > PATIENCE_WITH_POLLS):
                    return status
                _check(status)
            if not self._backend.is_local and spent >= HOSTED_WINDOW_SECONDS:
                break
        raise Problem(Kind.STILL_RENDERING, job.id)

    def _forgive(self, problem: Problem, failures: int) -> None:
        """A poll may fail now and then; a render that stays unknown is lost."""
        if problem.kind is Kind.SESSION_LOST:
            if failures >= PATIENCE_WITH_POLLS:
                raise RenderLost(Kind.RENDER_FAILED, problem.detail) from problem
        elif problem.kind not in TRANSIENT or failures >= PATIENCE_WITH_POLLS:
            raise problem

    def _delay(self, job: Job, attempt: int) -> float:
        where = "local" if self._backend.is_local else "hosted"
        found = self._plugins.first("nemo_poll_delay", job=job, attempt=attempt, backend=where)
        return float(found) if isinstance(found, (int, float)) else HOSTED_DELAY_SECONDS

    async def _download(self, job: Job, emit: Emit) -> Path:
        wanted, part = destination(job), part_of(job)
        with _disk_faults():
            wanted.parent.mkdir(parents=True, exist_ok=True)
        speed = Speed(self._clock)

        def report(received: int, total: int) -> None:
            if speed.is_due(received, total):
                emit(Downloading(job.id, received, total, *speed.measure(received, total)))

        async def fetch(api: Api) -> None:
            await api.download(job.url, job.id, part, report)

        await self._backend.call(emit, fetch)
        with _disk_faults():
            _verify(part, job.bytes)
            return naming.settle(part, wanted)

    def _save(self, job: Job) -> Job:
        with _disk_faults():
            return self._jobs.save(job)


def _rendering(job_id: str, status: RenderStatus, spent: float, speed: Speed) -> Rendering:
    left = None
    if status.progress and status.status == "processing":
        _, left = speed.measure(status.progress, 100)
    return Rendering(job_id, status.status, status.progress, spent, left)


def _delivered(job: Job, path: Path, done: RenderStatus) -> Job:
    return replace(
        job,
        status="delivered",
        path=str(path),
        bytes=path.stat().st_size,
        duration_ms=done.duration_ms,
        width=done.width,
        height=done.height,
    )


def exported(job: Job) -> Exported:
    """What is told of a job whose file is there."""
    return Exported(
        path=Path(job.path),
        bytes=job.bytes,
        duration_ms=job.duration_ms,
        width=job.width,
        height=job.height,
        render_id=job.id,
        source_bytes=job.source_bytes,
        max_bytes=job.max_bytes,
    )


def _check(status: RenderStatus) -> None:
    if status.status == "failed":
        raise RenderFailed(Kind.RENDER_FAILED, status.error)
    if status.status == "cancelled":
        raise Problem(Kind.CANCELLED, status.error)


def _verify(part: Path, expected: int) -> None:
    size = part.stat().st_size if part.exists() else 0
    if size == 0 or (expected and size != expected):
        part.unlink(missing_ok=True)
        raise Problem(Kind.DOWNLOAD_FAILED, f"{size} of {expected} bytes")


def destination(job: Job) -> Path:
    """The file that a job is to become, before a number is added to a name that is taken."""
    target, extension = Path(job.target), extension_of(job.output.get("format", "mp4"))
    if not job.exact:
        return target / f"{job.name}.{extension}"
    agrees = extension_of(target.suffix) == extension
    return target if agrees else target.with_suffix(f".{extension}")


def part_of(job: Job) -> Path:
    """Where a download grows until it is whole."""
    wanted = destination(job)
    # What may be as long as a file's name may be is too long with more around it.
    return wanted.parent / f".{wanted.stem[:50]}.{job.id}.part"


@contextmanager
def _disk_faults() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LocalFault(Kind.DISK_FULL, f"{error.filename or ''}: {error.strerror}") from error
