"""The words around a conversation, in the language and of the skill in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_tui.protocol.text import short
from nemo_tui.ui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from nemo_tui.ui.screens.chat import ChatScreen


class Labels:
    """First screen, placeholder and status line of a chat screen."""

    def __init__(self, chat: ChatScreen) -> None:
        self._chat = chat

    def write(self) -> None:
        """Everything anew."""
        chat, home = self._chat, self._chat.home
        skill = chat.talk.skill if chat.is_ready else None
        for welcome in chat.query(Welcome):
            self._greet(welcome)
        chat.status.say(
            skill=skill.name if skill else home.skill_name,
            where=short(home.launcher.where, 40) or home.say("start.this_machine"),
        )
        self.show_busy(chat.is_busy)

    def welcome(self) -> Welcome:
        """A first screen with its words: as tall as it will be before it is laid out."""
        made = Welcome()
        self._greet(made)
        return made

    def _greet(self, welcome: Welcome) -> None:
        chat, say = self._chat, self._chat.home.say
        voice = chat.talk.skill.voice(say.language) if chat.is_ready else None
        welcome.show(voice, self._place(), say, tight=chat.has_class("-short"))

    def show_busy(self, busy: bool) -> None:
        """A turn begins or is over."""
        chat, say = self._chat, self._chat.home.say
        stop = (("esc", say("start.hint.stop")),) if busy else ()
        hints = (*stop, ("ctrl+p", say("start.hint.palette")), ("f1", say("start.hint.help")))
        chat.status.say(busy=busy, activity=self._activity(), hints=hints)
        chat.prompt.placeholder = say("start.placeholder_busy" if busy else "start.placeholder")

    def tick(self) -> None:
        """Another second has gone by."""
        if self._chat.is_busy:
            self.show_activity()

    def show_activity(self) -> None:
        """What goes on just now, for how long."""
        self._chat.status.say(activity=self._activity())

    def show_found(self, number: int, count: int, text: str) -> None:
        """Which place of how many a search came to."""
        if count:
            found = self._chat.home.say("app.found", number=number, count=count)
            self._chat.status.say(activity=found)
        else:
            self._chat.home.tell("app.not_found", text=short(text, 60))

    def _place(self) -> list[str]:
        """Where finished files land, and where work is done."""
        home = self._chat.home
        where = short(home.launcher.where, 60)
        key = "start.welcome_place_remote" if where else "start.welcome_place_local"
        return [home.say("start.welcome_how", output=home.output), home.say(key, where=where)]

    def _activity(self) -> str:
        return self._chat.turns.activity() if self._chat.is_busy else ""
