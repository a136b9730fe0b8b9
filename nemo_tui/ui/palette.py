"""The command palette: every command, every skill, every theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from nemo_tui.protocol.text import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_tui.ui.app import NemoApp

LINE = 72


@dataclass(frozen=True)
class Entry:
    """One thing that can be done, and what it is also called."""

    name: str
    help: str
    deed: Callable[[], object]
    title: str = ""

    def score(self, word: str) -> float:
        """How well a word of small letters fits, from 0 to 1.

        A name may hold it anywhere; of what it says, a word must begin with it: the letters of a
        word one after the other are somewhere in nearly every sentence.
        """
        name = self.name.lower()
        if word in name:
            return 1.0 if name.removeprefix("/").startswith(word.removeprefix("/")) else 0.8
        says = f"{self.title} {self.help}".lower()
        return 0.4 if re.search(rf"(?<![a-z]){re.escape(word)}", says) else 0.0


class Everything(Provider):
    """Nothing is read from disk here: the lists are in memory already."""

    @property
    def _home(self) -> NemoApp:
        return cast("NemoApp", self.app)

    def _entries(self) -> Iterator[Entry]:
        home = self._home
        for skill in home.skills.all():
            voice = skill.voice(home.say.language)
            use = partial(home.skill_desk.use, skill)
            yield Entry(skill.name, short(voice.description, LINE), use, voice.title)
        for command in home.commands:
            do = partial(home.chat.do, command.action)
            yield Entry(f"/{command.name}", home.say(command.help), do)
        for theme in sorted(home.available_themes):
            yield Entry(f"theme {theme}", "", partial(home.choices.theme, theme))

    async def discover(self) -> Hits:
        """What is listed before anything is typed."""
        for each in self._entries():
            if not each.name.startswith("theme "):
                yield DiscoveryHit(each.name, each.deed, help=each.help)

    async def search(self, query: str) -> Hits:
        """What holds every word that was typed, in its name or its help."""
        highlight = self.matcher(query).highlight
        words = query.lower().split()
        for each in self._entries():
            score = min(map(each.score, words), default=0)
            if score:
                text = highlight(each.name)
                yield Hit(score, text, each.deed, text=each.name, help=each.help)
