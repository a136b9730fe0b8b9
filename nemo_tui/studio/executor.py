"""The built-in executor: ffmpeg on this machine, in process groups that die with their task."""

import asyncio
import shutil
from collections.abc import Callable

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.jobs import Finished, RenderFailed, RenderJob
from nemo_tui.studio.media import runner
from nemo_tui.studio.render import Output, RenderPlan, plan_render


class LocalExecutor:
    """Runs each export here."""

    async def render(self, job: RenderJob, on_progress: Callable[[float], None]) -> Finished:
        """Make the file; the scratch folder is gone afterwards."""
        job.work.mkdir(parents=True, exist_ok=True)
        try:
            plan = await asyncio.to_thread(planned, job)
            target = job.folder / f"{job.stem}{plan.suffix}"
            try:
                made = await runner.run(plan, target, on_progress)
            except runner.RenderFailed as error:
                raise RenderFailed(str(error)) from error
        finally:
            # A cancel that comes now must not keep the folder.
            await asyncio.shield(asyncio.to_thread(shutil.rmtree, job.work, True))
        return finished(made)

    async def aclose(self) -> None:
        """Nothing is held."""


def finished(made: runner.Rendered) -> Finished:
    """A rendered file as the queue knows it."""
    return Finished(made.path, made.bytes, made.duration_ms, made.width, made.height)


def planned(job: RenderJob) -> RenderPlan:
    """The ffmpeg passes of a job; raises BadDraft."""
    draft, output = Draft.from_json(job.draft), Output.from_json(job.output)
    return plan_render(draft, job.library, output, job.work)
