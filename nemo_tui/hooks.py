"""Every extension point, on one screen, and the `Plugins` that call them one by one.

A hook of pluggy's loses every result when one implementation raises, and a broken entry
point stops the loading of all others. `Plugins` calls and loads one at a time, names the
culprit and carries on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from nemo_tui.config import Settings
    from nemo_tui.engine.actions import Action, Message, PlanContext, SpeakContext, Translation
    from nemo_tui.engine.jobs import Job
    from nemo_tui.engine.turn import TurnEvent
    from nemo_tui.studio.draft import Draft
    from nemo_tui.studio.recipe import Library, Outcome, Request

GROUP = "nemo_tui"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@dataclass(frozen=True)
class Command:
    """A command of the palette and the prompt (`/name`).

    `action` names something the app can do (`export`, `credits`, `state`, `upload`, `skill`,
    `help`, `quit`, ...); `help` is a key of the catalogue or plain text; `takes` shows what may
    follow the name, in brackets where nothing need.
    """

    name: str
    help: str
    action: str
    takes: str = ""


class ClientHooks:
    """Hooks that the app and the headless command call."""

    @hookspec
    def nemo_skill_roots(self, settings: "Settings") -> list[Path]:
        """Name folders to search for skills, most specific first."""
        raise NotImplementedError

    @hookspec
    def nemo_plan(self, message: "Message", context: "PlanContext") -> "list[Action] | None":
        """Turn a message into steps, or None to leave it to the next plug-in."""
        raise NotImplementedError

    @hookspec
    def nemo_gui_speak(self, sentence: str, context: "SpeakContext") -> "Translation | None":
        """Translate one sentence of GUI talk, or None to leave it to the next plug-in."""
        raise NotImplementedError

    @hookspec
    def nemo_turn_event(self, event: "TurnEvent") -> None:
        """Observe an event of a turn."""

    @hookspec
    def nemo_poll_delay(self, job: "Job", attempt: int, backend: str) -> float | None:
        """Seconds until the next poll of an export, or None to leave it to the next plug-in."""
        raise NotImplementedError

    @hookspec
    def nemo_commands(self) -> list[Command]:
        """Contribute commands."""
        raise NotImplementedError


class StudioHooks:
    """Hooks that the studio calls."""

    @hookspec
    def nemo_recipe(self, request: "Request", draft: "Draft", media: "Library") -> "Outcome | None":
        """Carry out one request on the draft, or None to leave it to the next plug-in."""
        raise NotImplementedError

    @hookspec
    def nemo_fetch(self, url: str, folder: Path) -> Path | None:
        """Fetch a URL into the folder, or None to leave it to the next plug-in."""
        raise NotImplementedError


@dataclass(frozen=True)
class Fault:
    """A plug-in that failed: its name, the hook (or "load") and the error in one line."""

    plugin: str
    hook: str
    error: str


def _module(file: Path) -> ModuleType:
    spec = spec_from_file_location(f"nemo_tui_plugin_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no module")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Plugins:
    """The registered plug-ins of one program. The last registered is asked first."""

    def __init__(self, specs: type, on_fault: Callable[[Fault], None] | None = None) -> None:
        self._manager = pluggy.PluginManager(GROUP)
        # A plug-in may serve the app and the studio: each must know the other's hooks by name.
        for known in dict.fromkeys((specs, ClientHooks, StudioHooks)):
            self._manager.add_hookspecs(known)
        self._on_fault = on_fault
        self.faults: list[Fault] = []

    def register(self, plugin: object, name: str | None = None) -> None:
        """Register one plug-in and check that it names only hooks that exist."""
        self._manager.register(plugin, name)
        self._manager.check_pending()

    def load_entry_points(self) -> None:
        """Load installed plug-ins; one that fails is reported and left out."""
        # Reading the metadata of installed packages is slow to import and needed only here.
        from importlib.metadata import entry_points

        for point in entry_points(group=GROUP):
            try:
                self.register(point.load(), point.name)
            except Exception as error:  # noqa: BLE001 - anyone's code runs here
                self._discard(point.name)
                self._report(point.name, "load", error)

    def load_folder(self, folder: Path) -> None:
        """Load every `.py` file of a folder; one that fails is reported and left out."""
        for file in sorted(folder.glob("*.py")):
            try:
                self.register(_module(file), file.stem)
            except Exception as error:  # noqa: BLE001 - anyone's code runs here
                self._discard(file.stem)
                self._report(file.stem, "load", error)

    def call(self, hook: str, **arguments: Any) -> Iterator[Any]:
        """The results of every plug-in that gives one, the last registered first."""
        for implementation in reversed(getattr(self._manager.hook, hook).get_hookimpls()):
            accepted = {name: arguments[name] for name in implementation.argnames}
            try:
                result = implementation.function(**accepted)
            except Exception as error:  # noqa: BLE001 - anyone's code runs here
                self._report(implementation.plugin_name, hook, error)
                continue
            if result is not None:
                yield result

    def first(self, hook: str, **arguments: Any) -> Any:
        """The first result of a hook, or None."""
        return next(self.call(hook, **arguments), None)

    def _discard(self, name: str) -> None:
        if self._manager.has_plugin(name):
            self._manager.unregister(name=name)

    def _report(self, plugin: str, hook: str, error: Exception) -> None:
        fault = Fault(plugin, hook, f"{type(error).__name__}: {error}"[:200])
        self.faults.append(fault)
        if self._on_fault:
            self._on_fault(fault)
