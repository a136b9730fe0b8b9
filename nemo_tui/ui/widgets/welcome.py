"""The idle screen: who is speaking, where work is done, and things to try."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from nemo_tui.protocol.text import clean

if TYPE_CHECKING:
    from textual.events import Click

    from nemo_tui.catalogue import Catalogue
    from nemo_tui.skills import Voice


class Welcome(Widget, can_focus=True):
    """Starter prompts under a greeting: click one, or Tab here, arrows and Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, id="starters.up"),
        Binding("down", "move(1)", show=False, id="starters.down"),
        Binding("enter,space", "pick", show=False, id="starters.pick"),
    ]

    class Picked(Message):
        """The person wants to begin with this one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        # Without an id: the next one is mounted before the last one is gone.
        super().__init__()
        self._head: list[Content] = []
        self._starters: tuple[str, ...] = ()
        self._marked = 0

    def show(
        self, voice: Voice | None, place: Sequence[str], say: Catalogue, *, tight: bool
    ) -> None:
        """Say it in the words of a skill; without one, what can be said before it is read.

        Where it is tight there is no air between the parts: it is the starters that must fit.
        """
        air = [] if tight else [Content()]
        lines = [
            Content.assemble(
                ("><(((º>  ", "$text-primary"),
                ("nemo-tui  ", "bold $text-primary"),
                (say("start.welcome_what"), "$foreground-muted"),
            ),
            *air,
        ]
        if voice:
            lines += [
                Content.assemble(
                    (say("start.skill") + " ", "$foreground-muted"),
                    (clean(voice.title, lines=False), "bold"),
                    ("  " + say("start.skill_others"), "$foreground-muted"),
                )
            ]
            lines += [Content(clean(voice.greeting)), *air]
        lines += [Content.styled(line, "$foreground-muted") for line in place]
        lines += [
            *air,
            Content.assemble(
                (say("start.try_saying"), "bold $foreground-muted"),
                ("  " + say("start.try_how"), "$foreground-muted"),
            ),
        ]
        starters = (voice.starters or (say("start.starter"),)) if voice else ()
        self._starters = tuple(clean(text, lines=False) for text in starters)
        self._head, self._marked = lines, 0
        self.refresh(layout=True)

    def render(self) -> Content:
        """Greeting, place and starters."""
        starters = [self._line(index, text) for index, text in enumerate(self._starters)]
        return Content("\n").join([*self._head, *starters])

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: Click) -> None:
        index = event.style.meta.get("index")
        if isinstance(index, int) and index < len(self._starters):
            event.stop()
            self.post_message(self.Picked(self._starters[index]))

    def action_move(self, step: int) -> None:
        """Mark another one."""
        if self._starters:
            self._marked = (self._marked + step) % len(self._starters)
            self.refresh()

    def action_pick(self) -> None:
        """Begin with the marked one."""
        if self._starters:
            self.post_message(self.Picked(self._starters[self._marked]))

    def _line(self, index: int, text: str) -> Content:
        is_marked = self.has_focus and index == self._marked
        line = Content.assemble(
            ("❯ " if is_marked else "› ", "$text-primary"), (text, "bold" if is_marked else "")
        )
        return line.stylize(Style.from_meta({"index": index}))
