"""The settings: Enter goes to the next value, or opens a line to type one into."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.widgets import Input

from nemo_tui.config import Settings
from nemo_tui.protocol.text import short
from nemo_tui.ui.screens.page import Page

THEMES = (
    "nemo-dark",
    "nemo-light",
    "nemo-contrast",
    "textual-dark",
    "textual-light",
    "nord",
    "gruvbox",
    "catppuccin-mocha",
    "dracula",
    "tokyo-night",
    "solarized-light",
)


@dataclass(frozen=True)
class Setting:
    """One line of config.toml; without choices it is typed, and true/false is a truth."""

    key: str
    choices: tuple[str, ...] = ()
    at_once: bool = False

    def value(self, settings: Settings) -> str:
        """What is in force, as text."""
        value = getattr(settings, self.key)
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value)


TRUTH = ("true", "false")
SETTINGS = (
    Setting("language", ("en", "zh"), at_once=True),
    Setting("theme", THEMES, at_once=True),
    Setting("backend", ("local", "cloud")),
    Setting("api_url"),
    Setting("output"),
    Setting("skill"),
    Setting("pictures", ("auto", "off"), at_once=True),
    Setting("notify", TRUTH, at_once=True),
    Setting("keep_history", TRUTH),
    Setting("plugins_from_folder", TRUTH),
)


class SettingsScreen(Page):
    """Writes config.toml one line at a time; other lines and comments stay."""

    NAME = "settings"
    SEARCHES = True
    KEYS = (("↵", "app.page.settings_change"),)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Input).display = False

    def fill(self) -> None:
        """Put the rows into the list."""
        rows = [(each.key, self._row(each)) for each in SETTINGS]
        self.put(rows)

    def facts(self, key: str) -> Content:
        """What the setting means, and where it is kept."""
        say = self.home.say
        setting = _setting(key)
        lines = [Content(say(f"app.setting.{key}"))]
        if not setting.at_once:
            lines.append(Content.styled(say("app.page.settings_later"), "$foreground-muted"))
        lines.append(
            Content.styled(str(self.home.settings.paths.settings_file), "$foreground-muted")
        )
        return Content("\n").join(lines)

    def chosen(self, key: str) -> None:
        """The next value, or a line to type one into."""
        setting = _setting(key)
        now = self._now(setting)
        if setting.choices:
            place = setting.choices.index(now) + 1 if now in setting.choices else 0
            self._set(setting, setting.choices[place % len(setting.choices)])
            return
        line = self.query_one(Input)
        line.display = True
        line.value = now
        line.focus()

    @on(Input.Submitted)
    def take_typed(self, event: Input.Submitted) -> None:
        """The typed value of the marked setting."""
        self.query_one(Input).display = False
        self._set(_setting(self.marked), event.value.strip())

    def _set(self, setting: Setting, value: str) -> None:
        self.home.choices.change(
            setting.key, value == "true" if setting.choices == TRUTH else value
        )
        self.fill()

    def _now(self, setting: Setting) -> str:
        if setting.key == "theme":
            return self.home.theme
        if setting.key == "language":
            return self.home.say.language
        return setting.value(self.home.settings)

    def _row(self, setting: Setting) -> Content:
        name = Content(self.home.say(f"app.setting_name.{setting.key}"))
        name = name.pad_right(max(1, 26 - name.cell_length))
        return name + Content.styled(self._in_force(setting), "$text-primary")

    def _in_force(self, setting: Setting) -> str:
        value = self._now(setting)
        if setting.choices == TRUTH:
            return self.home.say(f"app.switch.{value}")
        if setting.key == "output":
            return short(str(self.home.output), 80)
        return short(value, 80) or "—"


def _setting(key: str) -> Setting:
    return next(each for each in SETTINGS if each.key == key)
