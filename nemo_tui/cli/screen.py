"""The commands that open the app. Nothing heavy is loaded before its first paint."""

from argparse import Namespace
from functools import cache

from nemo_tui.catalogue import Catalogue
from nemo_tui.cli import parts
from nemo_tui.config import Settings
from nemo_tui.launch import Launcher


def app(chosen: Namespace, settings: Settings) -> int:
    """Open the app full screen."""
    from nemo_tui.ui.app import NemoApp, Parts, run

    @cache
    def ready() -> parts.Parts:
        return parts.prepare(settings)

    def prepare() -> Parts:
        made = ready()
        return Parts(made.skills, made.plugins, made.jobs, made.history)

    launcher = Launcher(settings)
    return run(
        NemoApp(
            settings=settings,
            catalogue=Catalogue("zh" if settings.language == "zh" else "en"),
            launcher=launcher,
            conversation_for=parts.conversations(settings, ready, launcher, chosen.log),
            prepare=prepare,
            skill=chosen.skill,
            resume=chosen.resume,
        )
    )


def serve(chosen: Namespace, settings: Settings) -> int:
    """Serve the app to a browser of this machine."""
    from nemo_tui.ui.serve import main

    options = {"--skill": chosen.skill, "--backend": chosen.backend, "--log": chosen.log}
    given = [word for name, value in options.items() if value for word in (name, value)]
    return main(chosen.host, chosen.port, given)
