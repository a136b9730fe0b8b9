"""The command palette: every command, every skill, every theme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from nemo_tui.protocol.text import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_tui.ui.app import NemoApp


class Everything(Provider):
    """Nothing is read from disk here: the lists are in memory already."""

    @property
    def _home(self) -> NemoApp:
        return cast("NemoApp", self.app)

    def _entries(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        home = self._home
        for skill in home.skills.all():
            title = short(skill.voice(home.say.language).title, 80)
            yield skill.name, title, partial(home.skill_desk.use, skill)
        for command in home.commands:
            yield f"/{command.name}", home.say(command.help), partial(home.chat.do, command.action)
        for theme in sorted(home.available_themes):
            yield f"theme {theme}", "", partial(home.choices.theme, theme)

    async def discover(self) -> Hits:
        """What is listed before anything is typed."""
        for name, help_text, deed in self._entries():
            if not name.startswith("theme "):
                yield DiscoveryHit(name, deed, help=help_text)

    async def search(self, query: str) -> Hits:
        """What fits what was typed, in its name or its help."""
        matcher = self.matcher(query)
        for name, help_text, deed in self._entries():
            score = max(matcher.match(name), 0.8 * matcher.match(help_text))
            if score > 0:
                yield Hit(score, matcher.highlight(name), deed, text=name, help=help_text)
