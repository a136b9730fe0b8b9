"""Cards of the transcript: an export under way and done, a failure, things to choose from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from nemo_tui.engine.actions import Action
from nemo_tui.engine.turn import Exported
from nemo_tui.protocol.text import clean
from nemo_tui.ui.figures import bar, clock, dimensions, facts, weight

BAR_SHARE = 0.6
KEYS = {"open": "o", "folder": "f", "copy": "y"}
KEYS_AT_PROMPT = {"open": "ctrl+o", "folder": "f7", "copy": "f9"}


@dataclass(frozen=True)
class Progress:
    """An export under way: a heading, a share done, and the figures beside the bar."""

    heading: str
    fraction: float | None
    figures: str


class ExportCard(Static, can_focus=True):
    """A bar while the file is made; then where it is, how large and how long."""

    DEFAULT_CSS = """
    ExportCard {
        height: auto;
        margin: 1 0 0 0;
        padding: 0 3;
        border-left: outer $secondary;
        background: $surface;
    }
    ExportCard.-done { border-left: outer $success; }
    ExportCard.-failed { border-left: outer $error; }
    ExportCard:focus { background: $panel; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o,enter", "do('open')", show=False, id="export.open"),
        Binding("f", "do('folder')", show=False, id="export.folder"),
        Binding("y", "do('copy')", show=False, id="export.copy"),
    ]

    class Chosen(Message):
        """Something to do with the finished file: open, folder or copy."""

        def __init__(self, exported: Exported, deed: str) -> None:
            super().__init__()
            self.exported = exported
            self.deed = deed

    def __init__(self, labels: dict[str, str], exported: Exported | None = None) -> None:
        super().__init__()
        self._labels = labels
        self.exported = exported
        self._progress: Progress | None = None
        self._is_last_file = False

    @property
    def text(self) -> str:
        """What a search finds here."""
        return str(self.exported.path) if self.exported else ""

    def on_mount(self) -> None:
        self._draw()

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(ExportCard, self._labels, self.exported)

    def progress(self, progress: Progress) -> None:
        """How far it is."""
        self._progress = progress
        self._draw()

    def finish(self, exported: Exported) -> None:
        """The file is there."""
        self.exported, self._is_last_file = exported, True
        self._draw()

    def grow_old(self) -> None:
        """The keys at the prompt mean a newer file now."""
        self._is_last_file = False
        self._draw()

    def give_up(self, heading: str) -> None:
        """It will not become a file in this turn."""
        self._progress = Progress(heading, None, "")
        self.set_class(True, "-failed")
        self._draw()

    def on_click(self, event: Click) -> None:
        deed = event.style.meta.get("deed")
        if isinstance(deed, str):
            event.stop()
            self.action_do(deed)

    def action_do(self, deed: str) -> None:
        """Say what is to be done with the file."""
        if self.exported:
            self.post_message(self.Chosen(self.exported, deed))

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self._draw()

    def on_resize(self) -> None:
        if self._progress and not self.exported:
            self._draw()

    def _draw(self) -> None:
        self.set_class(self.exported is not None, "-done")
        if self.exported:
            self.update(self._done(self.exported))
        elif self._progress:
            self.update(self._under_way(self._progress), layout=not self.size.height)

    def _under_way(self, progress: Progress) -> Content:
        head = Content.styled(progress.heading, "bold")
        if progress.fraction is None:
            return head + Content.styled(f"  {progress.figures}", "$foreground-muted")
        figures = Content(f"  {facts(f'{progress.fraction * 100:3.0f} %', progress.figures)}")
        room = self.content_size.width
        width = max(8, min(int(room * BAR_SHARE), room - figures.cell_length))
        full, empty = bar(progress.fraction, width)
        drawn = Content.assemble((full, "$primary"), (empty, "$foreground 25%"), figures)
        return Content.assemble(head, "\n", drawn)

    def _done(self, exported: Exported) -> Content:
        length = "" if exported.duration_ms is None else clock(exported.duration_ms)
        sizes = weight(exported, self._labels["smaller"])
        known = facts(sizes, length, dimensions(exported.width, exported.height))
        return Content.assemble(
            ("✓ ", "$text-success"),
            (clean(str(exported.path), lines=False), "bold"),
            (f"\n  {known}\n  ", "$foreground-muted"),
            Content("   ").join(self._deed(deed) for deed in ("open", "folder", "copy")),
        )

    def _deed(self, deed: str) -> Content:
        keys = KEYS_AT_PROMPT if self._is_last_file and not self.has_focus else KEYS
        return clickable(keys[deed], self._labels[deed], "deed", deed)


class ErrorCard(Static):
    """What happened, what was done about it, and the next key."""

    DEFAULT_CSS = """
    ErrorCard {
        height: auto;
        margin: 1 0 0 0;
        padding: 0 3;
        border-left: outer $error;
        background: $surface;
    }
    """

    def __init__(self, what: str, done: str, then: str, detail: str = "") -> None:
        self._parts = (what, done, then, detail)
        self.text = "\n".join(part for part in self._parts if part)
        super().__init__(_error(*self._parts))

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(ErrorCard, *self._parts)


def _error(what: str, done: str, then: str, detail: str) -> Content:
    lines = [Content.assemble(("✗ ", "$text-error"), (what, "bold"))]
    if detail and detail not in what:
        lines.append(Content.styled(f"“{detail}”", "$foreground-muted"))
    if done:
        lines.append(Content(done))
    if then:
        lines.append(Content.styled(f"→ {then}", "$text-primary"))
    return Content("\n").join(lines)


class Offer(Static, can_focus=True):
    """One thing that the backend suggests; a key or a click accepts it."""

    DEFAULT_CSS = """
    Offer { width: auto; height: 1; margin: 0 2 0 0; background: $surface; }
    Offer:focus, Offer:hover { background: $panel; text-style: bold; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "accept", show=False, id="offer.accept")
    ]

    class Accepted(Message):
        """The person wants it."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    def __init__(self, action: Action, key: str, label: str) -> None:
        self.action = action
        super().__init__(Content.assemble((f" {key} ", "reverse $text-primary"), f" {label} "))

    def on_click(self, event: Click) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Say that the person wants it."""
        self.post_message(self.Accepted(self.action))


class Offers(Horizontal):
    """The suggestions of one turn, side by side; gone once the conversation goes on."""

    DEFAULT_CSS = """
    Offers { height: 1; margin: 1 0 0 0; padding: 0 4; }
    """

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__(*offers)


def clickable(key: str, label: str, meta: str, value: str) -> Content:
    """A key and what it does, which a click does as well."""
    from textual.style import Style

    link = Style.from_meta({meta: value})
    return Content.assemble(
        (key, Style.parse("bold") + link), (" ", link), (label, Style.parse("underline") + link)
    )
