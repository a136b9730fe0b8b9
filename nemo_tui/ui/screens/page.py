"""A page over the chat: a title, a list, the facts of what is marked, the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from nemo_tui.ui.app import NemoApp


class Page(Screen[None]):
    """What the jobs, skills, sessions and settings pages have in common."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False, id="page.close")
    ]
    CSS_PATH = "../pages.tcss"
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    NAME = ""
    SEARCHES = False

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, Content] = {}
        self._pointed = ""

    @property
    def home(self) -> NemoApp:
        """The app, with its parts."""
        return cast("NemoApp", self.app)

    @property
    def options(self) -> OptionList:
        """The list."""
        return self.query_one(OptionList)

    def compose(self) -> ComposeResult:
        say = self.home.say
        with Vertical(classes="page"):
            yield Static(Content(say(f"app.page.{self.NAME}")), classes="title")
            if self.SEARCHES:
                yield Input(placeholder=say(f"app.page.{self.NAME}_search"))
            yield OptionList(markup=False)
            yield Static(classes="facts", markup=False)
            yield Static(self._keys(), classes="hints")

    def on_mount(self) -> None:
        self.fill()
        self.options.focus()

    def fill(self) -> None:
        """Put the rows into the list."""
        raise NotImplementedError

    def facts(self, key: str) -> Content:
        """What there is to say about the marked row."""
        return Content(key)

    def chosen(self, key: str) -> None:
        """Enter or a click on a row."""

    def put(self, rows: Sequence[tuple[str, Content]], empty: str = "", first: str = "") -> None:
        """Rows by key; keeps the mark where it was, at first on the row of `first`."""
        marked = self.marked or first
        self._rows = dict(rows)
        keys = list(self._rows)
        self._pointed = marked if marked in keys else next(iter(keys), "")
        options = [Option(self._pointed_at(key), key) for key in keys]
        self.options.set_options(
            options or [Option(Content.styled(empty, "$foreground-muted"), disabled=True)]
        )
        if keys:
            self.options.highlighted = keys.index(self._pointed)
        self._show_facts()

    @property
    def marked(self) -> str:
        """The key of the marked row, or nothing."""
        place = self.options.highlighted
        if place is None or place >= self.options.option_count:
            return ""
        return self.options.get_option_at_index(place).id or ""

    def action_close(self) -> None:
        """Back to the chat."""
        self.dismiss(None)

    @on(OptionList.OptionHighlighted)
    def _point(self) -> None:
        before, self._pointed = self._pointed, self.marked
        for key in {before, self._pointed} & set(self._rows):
            self.options.replace_option_prompt(key, self._pointed_at(key))
        self._show_facts()

    def _pointed_at(self, key: str) -> Content:
        """A row; without colours the sign before it is all that tells which one is marked."""
        sign = "❯ " if key == self._pointed else "  "
        return Content.assemble((sign, "$text-primary"), self._rows[key])

    def _show_facts(self) -> None:
        facts = self.facts(self.marked) if self.marked else Content()
        shown = self.query_one(".facts", Static)
        shown.display = bool(facts)
        shown.update(facts)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.chosen(event.option_id)

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.options.focus()

    def _keys(self) -> Content:
        say = self.home.say
        pairs = (*self.KEYS, ("esc", "app.hint.close"))
        hints = [
            Content.assemble((f"{key} ", "bold"), (say(label), "$foreground-muted"))
            for key, label in pairs
        ]
        return Content("   ").join(hints)
