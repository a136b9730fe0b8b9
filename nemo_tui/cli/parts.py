"""The parts of the program, made and put together; each is imported when it is wanted."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from nemo_tui.catalogue import Catalogue
    from nemo_tui.client.api import Call
    from nemo_tui.config import Settings
    from nemo_tui.engine.conversation import Consent, Conversation
    from nemo_tui.engine.history import History
    from nemo_tui.engine.jobs import JobStore
    from nemo_tui.hooks import Plugins
    from nemo_tui.launch import Launcher
    from nemo_tui.skills import Skill, Skills

DEFAULT_SKILL = "video-compressor-download"


@dataclass(frozen=True)
class Parts:
    """What the front ends work with, and what takes a moment to make."""

    plugins: "Plugins"
    skills: "Skills"
    jobs: "JobStore"
    history: "History"


def prepare(settings: "Settings") -> Parts:
    """Load the plug-ins and find the skills. Fit to be called in a thread."""
    plugins, history = plugins_of(settings), history_of(settings)
    plugins.register(history, "nemo_tui.history")
    return Parts(plugins, skills_of(settings, plugins), jobs_of(settings), history)


def plugins_of(settings: "Settings") -> "Plugins":
    """The built-in plug-ins, then installed ones, which are asked first."""
    from nemo_tui.hooks import ClientHooks, Plugins
    from nemo_tui.plugins import commands, gui_speak, intents, skill_roots
    from nemo_tui.plugins.polling import Polling

    made = Plugins(ClientHooks)
    for plugin in (skill_roots, intents, gui_speak, commands):
        made.register(plugin, plugin.__name__)
    made.register(Polling(settings), "nemo_tui.plugins.polling")
    made.load_entry_points()
    if settings.plugins_from_folder:
        made.load_folder(settings.paths.config / "plugins")
    return made


def skills_of(settings: "Settings", plugins: "Plugins") -> "Skills":
    """The skills of this machine."""
    from nemo_tui.skills import Skills

    found = plugins.call("nemo_skill_roots", settings=settings)
    return Skills([root for roots in found for root in roots])


def skill_named(name: str, settings: "Settings", skills: "Skills") -> "Skill | None":
    """The skill asked for; without a name that of the settings, the default, or any."""
    if name:
        return skills.get(name)
    wanted = (skills.get(known) for known in (settings.skill, DEFAULT_SKILL) if known)
    return next((skill for skill in wanted if skill), None) or next(iter(skills.all()), None)


def jobs_of(settings: "Settings") -> "JobStore":
    """The exports of this machine."""
    from nemo_tui.engine.jobs import JobStore

    return JobStore(settings.paths.data / "jobs")


def history_of(settings: "Settings") -> "History":
    """The conversations of this machine."""
    from nemo_tui.engine.history import History

    return History(settings.paths.data / "sessions", keep=settings.keep_history)


def catalogue_of(settings: "Settings") -> "Catalogue":
    """The sentences in the person's language."""
    from nemo_tui.catalogue import Catalogue
    from nemo_tui.launch import Launcher

    is_here = not Launcher(settings).where
    return Catalogue("zh" if settings.language == "zh" else "en", is_here=is_here)


def call_log(file: str) -> "Callable[[Call], None] | None":
    """A log of every call, masked by the client; None without a file."""
    if not file:
        return None

    def write(call: "Call") -> None:
        line = f"{time.strftime('%H:%M:%S')} {call.method} {call.host}{call.path} "
        line += f"{call.status or '-'} {call.ms:.0f}ms {call.problem}"
        # A full disk ends the log and not the work that it tells of.
        with suppress(OSError), _appending(file) as stream:
            stream.write(line.rstrip() + "\n")

    return write


def check_log(file: str) -> None:
    """Raise BadSetting unless the log can be written."""
    from nemo_tui.config import BadSetting

    try:
        _appending(file).close()
    except (OSError, ValueError) as error:
        raise BadSetting(f"--log: {error}") from error


def _appending(file: str) -> TextIO:
    """The log, for the person alone when it is new."""

    def private(name: str, flags: int) -> int:
        return os.open(name, flags, 0o600)

    return open(file, "a", encoding="utf-8", errors="replace", opener=private)


def conversations(
    settings: "Settings", ready: Callable[[], Parts], launcher: "Launcher", log: str
) -> "Callable[..., Conversation]":
    """Makes conversations; the engine is imported when the first one is wanted."""

    def conversation_for(
        *,
        skill: "Skill",
        consent: "Consent",
        session_id: str = "",
        language: str = "en",
        output: Path | None = None,
        on_call: "Callable[[Call], None] | None" = None,
    ) -> "Conversation":
        from nemo_tui.engine.conversation import Conversation

        if output is None:
            output = settings.output
            # A folder that is not there yet and has a dot in its name would pass for a file.
            with suppress(OSError):
                output.mkdir(parents=True, exist_ok=True)
        logs = [write for write in (call_log(log), on_call) if write]
        return Conversation(
            settings=settings,
            skill=skill,
            plugins=ready().plugins,
            connect=launcher.connect,
            consent=consent,
            jobs=ready().jobs,
            output=output,
            language=language,
            session_id=session_id,
            on_call=_to_all(logs),
        )

    return conversation_for


def _to_all(logs: "list[Callable[[Call], None]]") -> "Callable[[Call], None]":
    def told(call: "Call") -> None:
        for write in logs:
            write(call)

    return told
