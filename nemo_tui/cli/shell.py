"""The commands for a shell: run, jobs, forget, skills."""

import asyncio
import json
import shutil
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from nemo_tui import headless
from nemo_tui.catalogue import Catalogue
from nemo_tui.cli import asked, parts, streams
from nemo_tui.config import Settings
from nemo_tui.engine.conversation import Consent, Conversation
from nemo_tui.engine.jobs import Job, JobStore
from nemo_tui.headless import Exit
from nemo_tui.launch import Launcher
from nemo_tui.protocol.problems import Problem

GIVE_UP_SECONDS = 10


def run(chosen: Namespace, settings: Settings) -> int:
    """`nemo-tui run`: the exit code of headless.Exit."""
    say = parts.catalogue_of(settings)
    try:
        asked.check(chosen.messages, chosen.input)
        output = asked.output_of(chosen.output, settings)
    except asked.BadUsage as error:
        _complain(say(error.line, **error.values))
        return Exit.USAGE
    wanted = headless.Run(
        chosen.messages, headless.absolute(chosen.input), chosen.json, not chosen.no_export
    )
    streams.write_any_name(chosen.json)
    consent = headless.asker(say, chosen.yes, sys.stderr)
    waiting = parts.jobs_of(settings).waiting()
    if waiting and not chosen.json:
        _complain(say("headless.jobs_wait", count=len(waiting)))

    async def work(conversation: Conversation) -> int:
        return await headless.run(wanted, conversation, say, sys.stdout, sys.stderr)

    return _converse(chosen, settings, consent, work, output)


def jobs(chosen: Namespace, settings: Settings) -> int:
    """`nemo-tui jobs list|resume|cancel|open`."""
    say, store = parts.catalogue_of(settings), parts.jobs_of(settings)
    if chosen.what == "list":
        return _list_jobs(store, chosen.json, say)
    if chosen.what == "resume" and not chosen.id:
        codes = [_resume(job, chosen, settings) for job in store.waiting()]
        if not codes:
            print(say("headless.no_jobs"), file=sys.stderr)
        return max(codes, default=0)
    job = _find(store, chosen.id)
    if job is None:
        _complain(say("headless.no_job", id=chosen.id))
        return Exit.USAGE
    return {"resume": _resume, "cancel": _cancel, "open": _open}[chosen.what](job, chosen, settings)


def forget(chosen: Namespace, settings: Settings) -> int:
    """`nemo-tui forget`: sign-ins and agreements; with --all everything but delivered files."""
    say, paths = parts.catalogue_of(settings), settings.paths
    places = {"tokens": [paths.data / "tokens"], "consent": [paths.data / "consent.json"]}
    if chosen.all:
        # A second window has a studio folder of its own; logs lie beside them.
        studios = paths.data.glob("studio*")
        kept = [paths.data / "sessions", paths.data / "jobs", *studios, paths.cache]
        places |= {"sessions": kept, "client_id": [paths.shared / "client_id"]}
    for what, found in places.items():
        for place in found:
            _remove(place)
        print(say("headless.forgotten", what=say(f"headless.forget.{what}")))
    return Exit.DONE


def skills(chosen: Namespace, settings: Settings) -> int:
    """`nemo-tui skills`: name, version and where each lies."""
    found = parts.skills_of(settings, parts.plugins_of(settings)).all()
    if chosen.json:
        listed = [
            {"name": s.name, "version": s.version, "title": s.title, "source": str(s.source)}
            for s in found
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for skill in found:
            print(f"{skill.name}  {skill.version}  {skill.source}")
    return Exit.DONE


def _converse(
    chosen: Namespace,
    settings: Settings,
    consent: Consent,
    work: Callable[[Conversation], Awaitable[int]],
    output: Path,
) -> int:
    """Hold one conversation to its end, and leave nothing running."""
    ready = parts.prepare(settings)
    shelf = ready.skills
    say = parts.catalogue_of(settings)
    skill = parts.skill_named(chosen.skill, settings, shelf)
    if skill is None:
        names = ", ".join(known.name for known in shelf.all())
        _complain(say("headless.no_skill", name=chosen.skill, names=names))
        return Exit.USAGE

    async def hold() -> int:
        launcher = Launcher(settings)
        make = parts.conversations(settings, lambda: ready, launcher, chosen.log)
        conversation = make(skill=skill, consent=consent, language=settings.language, output=output)
        ready.history.begin(skill=skill.name, language=settings.language, backend=settings.backend)
        working = asyncio.ensure_future(work(conversation))
        _stop_on_signals(working)
        try:
            return await working
        except (asyncio.CancelledError, OSError) as stopped:
            streams.let_go()
            with suppress(Problem, TimeoutError):
                await asyncio.wait_for(conversation.abandon(), GIVE_UP_SECONDS)
            is_fault = isinstance(stopped, OSError) and not isinstance(stopped, BrokenPipeError)
            _complain(str(stopped) if is_fault else say("headless.interrupted"))
            return Exit.FAILED if is_fault else Exit.INTERRUPTED
        finally:
            ready.history.end()
            await conversation.aclose()
            await launcher.aclose()

    return asyncio.run(hold())


def _stop_on_signals(working: "asyncio.Future[int]") -> None:
    """The first signal stops the work and lets it clean up; the second is taken at its word."""
    loop = asyncio.get_running_loop()

    def stop(number: signal.Signals) -> None:
        working.cancel()
        loop.remove_signal_handler(number)
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop, number)


def _list_jobs(store: JobStore, as_json: bool, say: Catalogue) -> int:
    found = store.list()
    if as_json:
        print(json.dumps([asdict(job) for job in found], ensure_ascii=False, indent=2))
    elif not found:
        print(say("headless.no_jobs"), file=sys.stderr)
    else:
        for job in found:
            print(f"{job.id}  {job.status}  {job.name}  {job.path or job.error}".rstrip())
    return Exit.DONE


def _find(store: JobStore, wanted: str) -> Job | None:
    """A job by its id, the end of its id, or the newest where none is named."""
    found = [job for job in store.list() if job.id.endswith(wanted)]
    return found[0] if found and (not wanted or len(found) == 1) else None


def _resume(job: Job, chosen: Namespace, settings: Settings) -> int:
    say = parts.catalogue_of(settings)
    if not job.is_open:
        _complain(say("headless.job_finished", status=job.status))
        return Exit.DONE if job.status == "delivered" else Exit.NOT_DONE

    async def work(conversation: Conversation) -> int:
        events = conversation.resume(job)
        return await headless.deliver(events, chosen.json, say, sys.stdout, sys.stderr)

    return _at_backend_of(job, chosen, settings, work)


def _cancel(job: Job, chosen: Namespace, settings: Settings) -> int:
    say = parts.catalogue_of(settings)
    if not job.is_open:
        _complain(say("headless.job_finished", status=job.status))
        return Exit.NOT_DONE

    async def work(conversation: Conversation) -> int:
        try:
            await conversation.cancel(job)
        except Problem as problem:
            _complain(str(problem))
            return Exit.FAILED
        print(say("headless.job_cancelled", id=job.id))
        return Exit.DONE

    return _at_backend_of(job, chosen, settings, work)


def _open(job: Job, chosen: Namespace, settings: Settings) -> int:
    if not job.path or not Path(job.path).exists():
        _complain(parts.catalogue_of(settings)("headless.job_no_file"))
        return Exit.NOT_DONE
    print(job.path)
    opener = shutil.which("xdg-open") or shutil.which("open")
    if opener and sys.stdout.isatty():
        subprocess.Popen([opener, job.path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Exit.DONE


def _at_backend_of(
    job: Job,
    chosen: Namespace,
    settings: Settings,
    work: Callable[[Conversation], Awaitable[int]],
) -> int:
    consent = headless.asker(parts.catalogue_of(settings), False, sys.stderr)
    there = replace(settings, backend=job.backend)
    return _converse(chosen, there, consent, work, Path(job.target))


def _remove(place: Path) -> None:
    with suppress(FileNotFoundError):
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink()


def _complain(line: str) -> None:
    with suppress(OSError):
        print(line, file=sys.stderr)
