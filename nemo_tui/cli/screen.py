"""The commands that open the app."""

from argparse import Namespace

from nemo_tui.cli import parts
from nemo_tui.config import Settings


def app(chosen: Namespace, settings: Settings) -> int:
    """Open the app full screen."""
    from nemo_tui.launch import Launcher
    from nemo_tui.ui.app import NemoApp, run

    plugins, jobs = parts.plugins_of(settings), parts.jobs_of(settings)
    history = parts.history_of(settings)
    plugins.register(history, "nemo_tui.history")
    launcher = Launcher(settings)
    return run(
        NemoApp(
            settings=settings,
            skills=parts.skills_of(settings, plugins),
            conversation_for=parts.conversations(settings, plugins, launcher, jobs, chosen.log),
            launcher=launcher,
            plugins=plugins,
            catalogue=parts.catalogue_of(settings),
            jobs=jobs,
            history=history,
            skill=chosen.skill,
            resume=chosen.resume,
        )
    )


def serve(chosen: Namespace, settings: Settings) -> int:
    """Serve the app to a browser of this machine."""
    from nemo_tui.ui.serve import main

    return main(chosen.host, chosen.port)
