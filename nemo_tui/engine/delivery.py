"""The export step: a file for each draft and form, made where it does not lie there already."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nemo_tui.engine import aftermath
from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.exporter import Exporter, destination, exported, new_render_id
from nemo_tui.engine.formats import format_of, output_for
from nemo_tui.engine.jobs import Job, JobStore
from nemo_tui.engine.naming import stem_of
from nemo_tui.engine.project import Project
from nemo_tui.engine.running import Emit
from nemo_tui.engine.turn import Noted, Notice, Params, Proposed


class Delivery:
    """Brings the file of a conversation to this machine, or says where it is.

    `requests` is what was asked of the agent, for the file's name; `begun` the export that the
    last turn was about and that a short "again" means.
    """

    def __init__(self, exporter: Exporter, project: Project, jobs: JobStore, output: Path) -> None:
        self._exporter = exporter
        self._project = project
        self._jobs = jobs
        self._output = output
        self.requests: list[str] = []
        self.begun: Action | None = None

    def understand(self, planned: tuple[Action, ...], message: Message) -> tuple[Action, ...]:
        """The plan, or what a short message means after an export."""
        if message.attachments:
            return planned
        if aftermath.asks_again(message.text) and self.begun:
            return (replace(self.begun, again=True),)
        if aftermath.asks_where(message.text):
            return (Action(Step.EXPORT, look=True),)
        again = aftermath.says_again(message.text)
        return tuple(replace(each, again=again) if each.step is Step.EXPORT else each
                     for each in planned)  # fmt: skip

    async def run(self, action: Action, session: str, skill: str, emit: Emit) -> None:
        """Export what is on the timeline, unless its file lies there. Raises Problem."""
        await self._project.report(emit)
        job = self._job(action, session, skill)
        self._tell_name(job, emit)
        job = replace(job, draft=self._project.fingerprint)
        there = next((each for each in self._lying(session) if _is_as_wanted(each, job)), None)
        if there is None or action.again:
            await self._exporter.run(job, emit)
        else:
            self._show(there, emit)

    async def look(self, session: str, emit: Emit) -> None:
        """Say where the file is, and offer to make it where there is none of this draft."""
        if session:
            await self._project.report(emit)
        lying, draft = self._lying(session), self._project.fingerprint
        there = next((job for job in lying if job.draft == draft), None)
        if there:
            self._show(there, emit)
        elif any(job.is_open for job in self._jobs.list() if job.session_id == session):
            emit(Noted(Notice("engine.file_pending")))
        else:
            older = Notice("engine.older_file", {"path": lying[0].path}) if lying else None
            emit(Noted(older or Notice("engine.no_file")))
            self._offer(Action(Step.EXPORT), emit)

    def _show(self, there: Job, emit: Emit) -> None:
        emit(Noted(Notice("engine.unchanged")))
        emit(exported(there))
        self._offer(Action(Step.EXPORT, output=dict(there.output), again=True), emit)

    def _offer(self, export: Action, emit: Emit) -> None:
        self.begun = export
        if self._project.has_draft:
            emit(Proposed(export))

    def _job(self, action: Action, session: str, skill: str) -> Job:
        is_exact = not self._output.is_dir() and bool(self._output.suffix)
        suffix = self._output.suffix if is_exact else ""
        media = self._project.media[0] if self._project.media else ""
        view = self._project.view
        return Job(
            id=new_render_id(),
            session_id=session,
            name=stem_of(view.title, media, self.requests),
            skill=skill,
            target=str(self._output.absolute()),
            exact=is_exact,
            output=output_for(action.output, format_of(view), suffix, self.requests),
            source_bytes=self._project.source_bytes,
            max_bytes=view.max_bytes,
        )

    def _tell_name(self, job: Job, emit: Emit) -> None:
        wanted, made = Path(job.target), destination(job)
        if job.exact and wanted != made:
            names: Params = {"wanted": wanted.name, "name": made.name}
            emit(Noted(Notice("engine.renamed", {**names, "format": job.output["format"]})))

    def _lying(self, session: str) -> Sequence[Job]:
        """The exports of this session whose files lie where they were put, newest first."""
        delivered = (job for job in self._jobs.list() if job.status == "delivered")
        return [job for job in delivered if job.session_id == session and _lies_there(job)]


def _is_as_wanted(there: Job, wanted: Job) -> bool:
    """A name is an order; a folder is where a person looks first."""
    same_draft = there.draft == wanted.draft
    same_name = (there.exact, there.target) == (wanted.exact, wanted.target)
    same_place = same_name or not (there.exact or wanted.exact)
    return same_draft and there.output == wanted.output and same_place


def _lies_there(job: Job) -> bool:
    try:
        return Path(job.path).stat().st_size == job.bytes
    except OSError:
        return False
