"""Questions that are answered with one key."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Static

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.turn import ConsentRequest
from nemo_tui.protocol.text import clean
from nemo_tui.ui.figures import size


class Choice(Static):
    """One answer as something to click."""

    def __init__(self, text: str, answer: bool) -> None:
        super().__init__(Content(text), markup=False)
        self.answer = answer


class Question(ModalScreen[bool]):
    """A title, some lines, yes and no; anything but yes is no."""

    CSS_PATH = "../pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False, id="question.yes"),
        Binding("n,escape,q", "answer(False)", show=False, id="question.no"),
    ]

    def __init__(self, title: str, lines: Sequence[str], yes: str, no: str) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            yield Static(Content("\n".join(self._lines)))
            with Vertical(classes="answers"):
                yield Choice(self._yes, True)
                yield Choice(self._no, False)

    def on_click(self, event: Click) -> None:
        if isinstance(event.widget, Choice):
            self.dismiss(event.widget.answer)

    def action_answer(self, answer: bool) -> None:
        """Yes or no."""
        self.dismiss(answer)


def consent_question(request: ConsentRequest, say: Catalogue) -> Question:
    """May these files leave this machine?"""
    files = [f"  {clean(name, lines=False)}  {size(count)}" for name, count in request.files[:12]]
    if len(request.files) > len(files):
        files.append(f"  … {len(request.files) - len(files)}")
    return Question(
        say("app.consent.title", host=clean(request.host, lines=False)),
        [say("app.consent.body"), "", *files, ""],
        say("app.consent.yes"),
        say("app.consent.no"),
    )


def quit_question(say: Catalogue, where: str) -> Question:
    """Quit although something runs? `where` is the host that works, empty on this machine."""
    place = clean(where, lines=False)
    body = say("app.quit.body_remote", where=place) if where else say("app.quit.body_local")
    return Question(say("app.quit.title"), [body, ""], say("app.quit.yes"), say("app.quit.no"))
