"""Changing what is kept in config.toml: in force at once, written if it can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_tui.protocol.text import short
from nemo_tui.ui import preferences
from nemo_tui.ui.themes import OURS

if TYPE_CHECKING:
    from nemo_tui.ui.app import NemoApp


class Choices:
    """The settings that a person changes while the app runs."""

    def __init__(self, app: NemoApp) -> None:
        self._app = app

    def theme(self, name: str) -> None:
        """Change the colours; without a name, the next of ours."""
        app, names = self._app, [theme.name for theme in OURS]
        if not name:
            place = names.index(app.theme) + 1 if app.theme in names else 0
            name = names[place % len(names)]
        if name in app.available_themes:
            self.change("theme", name)
            app.tell("app.theme_now", name=name)
        else:
            app.tell("app.theme_unknown", name=short(name, 40))

    def language(self, name: str) -> None:
        """Change the language; without a name, the other one."""
        other = "en" if self._app.say.language == "zh" else "zh"
        self.change("language", name if name in ("en", "zh") else other)
        self._app.tell("app.language_now")

    def change(self, key: str, value: str | bool) -> None:
        """Put a setting in force and keep it."""
        app = self._app
        changed: dict[str, Any] = {key: Path(str(value)).expanduser() if key == "output" else value}
        app.settings = replace(app.settings, **changed)
        if key == "theme":
            app.theme = str(value)
        if key == "language":
            app.say.language = "zh" if value == "zh" else "en"
            app.chat.talk.language = app.say.language
        app.chat.labels.write()
        file = app.settings.paths.settings_file
        try:
            preferences.remember(file, key, value)
        except OSError:
            app.tell("app.setting_this_run", path=file)
