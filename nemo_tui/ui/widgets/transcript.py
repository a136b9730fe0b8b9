"""The conversation so far: grows at the end, keeps still while one reads, forgets no line.

Only the newest entries are mounted; older ones stay as recipes for making them again, so a
long session costs what a short one does.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, Protocol, runtime_checkable

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget

from nemo_tui.ui.rhythm import Rhythm

MOST_MOUNTED = 120
TAKEN_DOWN = 40
BROUGHT_BACK = 30
Recipe = Callable[[], Widget]


@runtime_checkable
class Remakable(Protocol):
    """An entry that can be taken down and made again."""

    def again(self) -> Recipe:
        """How to make it anew."""


class Transcript(VerticalScroll, can_focus=True):
    """Entries in order; anchored to the end until the reader scrolls up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("end,G", "to_end", show=False, id="transcript.end"),
        Binding("home,g", "to_start", show=False, id="transcript.start"),
    ]

    # Where it is anchored, the layout that made it longer has already put the end in view:
    # Textual would lay out and draw every streamed line a second time.
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    class Unread(Message):
        """Whether there is something new below what is in view."""

        def __init__(self, unread: bool) -> None:
            super().__init__()
            self.unread = unread

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shelf: list[Recipe] = []
        self._entries: list[Widget] = []
        self._unread = False
        self._bringing_back = False
        self._is_growing = False
        self.rhythm = Rhythm()

    @property
    def is_following(self) -> bool:
        """Whether the end stays in view: nobody has scrolled away from it."""
        return not self._anchor_released or self.max_scroll_y - self.scroll_y <= 1

    @property
    def shelved(self) -> int:
        """How many older entries are not mounted."""
        return len(self._shelf)

    def add(self, *entries: Widget) -> None:
        """New entries at the end; the oldest are taken down where there are too many."""
        self._entries.extend(entries)
        self.mount(*entries)
        if self.is_following:
            self._take_down()
        else:
            self._mark(True)

    def drop(self, *entries: Widget) -> None:
        """Entries that are no part of the conversation any more."""
        self._entries = [entry for entry in self._entries if entry not in entries]
        self.remove_children(entries)

    def show(self, recipes: Sequence[Recipe]) -> None:
        """A whole conversation instead of what is there."""
        self._shelf = list(recipes[:-BROUGHT_BACK])
        self._entries = [recipe() for recipe in recipes[-BROUGHT_BACK:]]
        self.remove_children()
        self.mount(*self._entries)
        self._mark(False)
        self.anchor()

    def put_before(self, recipes: Sequence[Recipe]) -> None:
        """Older entries than all that are there; they wait until someone scrolls to them."""
        self._shelf[:0] = recipes

    def set_growing(self, growing: bool) -> None:
        """A turn begins or is over."""
        self._is_growing = growing
        self._show_bar()

    def grown(self) -> None:
        """An entry got longer."""
        if not self.is_following:
            self._mark(True)

    def texts(self) -> Iterator[tuple[int, str]]:
        """What every mounted or shelved entry says, with its place, for a search."""
        for place, entry in enumerate(self._everything()):
            yield place, getattr(entry, "text", "")

    async def reveal(self, place: int) -> Widget:
        """Bring the entry at this place into view, mounting it first where need be."""
        if place < len(self._shelf):
            await self._bring_back(len(self._shelf) - place)
            place = 0
        else:
            place -= len(self._shelf)
        entry = self._entries[place]
        self.release_anchor()
        self.scroll_to_widget(entry, top=True, animate=False, immediate=True)
        return entry

    def watch_scroll_y(self, old: float, new: float) -> None:
        super().watch_scroll_y(old, new)
        self._show_bar()
        if self.is_following:
            self._mark(False)
        if new < 2 and self._shelf and not self._bringing_back and self.max_scroll_y > 0:
            self._bringing_back = True
            self.call_after_refresh(self._bring_back, BROUGHT_BACK)

    def scroll_by(self, lines: int) -> None:
        """Read back or on; reading on to the end follows it again."""
        if lines < 0:
            self.release_anchor()
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def action_to_end(self) -> None:
        """Follow the end again."""
        self.anchor()
        self._mark(False)

    def action_to_start(self) -> None:
        """To the oldest mounted entry."""
        self.release_anchor()
        self.scroll_home(animate=False)

    def _everything(self) -> Iterable[Widget]:
        yield from (recipe() for recipe in self._shelf)
        yield from self._entries

    def _mark(self, unread: bool) -> None:
        if unread != self._unread:
            self._unread = unread
            self.post_message(self.Unread(unread))

    def _show_bar(self) -> None:
        """Not while the end is followed as it grows: it would be drawn anew for every line."""
        wanted = "hidden" if self._is_growing and self.is_following else "visible"
        if self.styles.scrollbar_visibility != wanted:
            self.styles.scrollbar_visibility = wanted

    def _take_down(self) -> None:
        if len(self._entries) <= MOST_MOUNTED:
            return
        oldest, self._entries = self._entries[:TAKEN_DOWN], self._entries[TAKEN_DOWN:]
        self._shelf.extend(entry.again() for entry in oldest if isinstance(entry, Remakable))
        self.remove_children(oldest)

    async def _bring_back(self, count: int) -> None:
        recipes = self._shelf[-count:]
        del self._shelf[-count:]
        bottom = self.max_scroll_y - self.scroll_y
        self.release_anchor()
        back = [recipe() for recipe in recipes]
        self._entries[:0] = back
        await self.mount(*back, before=0)
        self.call_after_refresh(self._keep_place, bottom)

    def _keep_place(self, bottom: float) -> None:
        self.scroll_to(y=self.max_scroll_y - bottom, animate=False, immediate=True)
        self._bringing_back = False
