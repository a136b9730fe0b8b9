"""The commands that open the app. Nothing heavy is loaded before its first paint."""

import gc
from argparse import Namespace
from functools import cache
from typing import TYPE_CHECKING, Any

from nemo_tui.cli import parts
from nemo_tui.config import Settings
from nemo_tui.launch import Launcher

if TYPE_CHECKING:
    from nemo_tui.engine.conversation import Conversation


def app(chosen: Namespace, settings: Settings) -> int:
    """Open the app full screen."""
    from nemo_tui.ui.app import NemoApp, Parts
    from nemo_tui.ui.terminal import run

    @cache
    def ready() -> parts.Parts:
        return parts.prepare(settings)

    def prepare() -> Parts:
        made = ready()
        return Parts(made.skills, made.plugins, made.jobs, made.history)

    launcher = Launcher(settings)
    make = parts.conversations(settings, ready, launcher, chosen.log)

    def conversation_for(**options: Any) -> "Conversation":
        made = make(**options)
        _load_for(made)
        return made

    return run(
        NemoApp(
            settings=settings,
            catalogue=parts.catalogue_of(settings),
            launcher=launcher,
            conversation_for=conversation_for,
            prepare=prepare,
            skill=chosen.skill,
            resume=chosen.resume,
        )
    )


def _load_for(conversation: "Conversation") -> None:
    """What the first turn would load where keys wait for it. Fit to be called in a thread."""
    import anyio
    import httpcore  # noqa: F401 - httpx loads it with its first request

    import nemo_tui.plugins.gui_speak.speaking  # noqa: F401 - compiles its words
    from nemo_tui.engine.actions import Message

    anyio.run(anyio.sleep, 0)
    conversation.plan(Message("hello"))
    gc.freeze()  # no collection has to walk through all that while an answer streams


def serve(chosen: Namespace, settings: Settings) -> int:
    """Serve the app to a browser of this machine."""
    from nemo_tui.ui.serve import main

    options = {"--skill": chosen.skill, "--backend": chosen.backend, "--log": chosen.log}
    given = [word for name, value in options.items() if value for word in (name, value)]
    return main(chosen.host, chosen.port, given)
