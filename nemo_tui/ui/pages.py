"""The pages over the chat, by name."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from nemo_tui.ui.screens.help import HelpScreen
from nemo_tui.ui.screens.jobs import JobsScreen
from nemo_tui.ui.screens.log import LogScreen
from nemo_tui.ui.screens.sessions import SessionsScreen
from nemo_tui.ui.screens.settings import SettingsScreen
from nemo_tui.ui.screens.skills import SkillsScreen

PAGES: dict[str, Callable[[], Screen[Any]]] = {
    "help": HelpScreen,
    "jobs": JobsScreen,
    "log": LogScreen,
    "sessions": SessionsScreen,
    "settings": SettingsScreen,
    "skills": SkillsScreen,
}
