"""What stands above the prompt: mark of news, search line, completions, queue, attachments."""

from collections.abc import Mapping, Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from nemo_tui.ui.attachments import Attachment
from nemo_tui.ui.completion import Choice
from nemo_tui.ui.widgets.asked import chip
from nemo_tui.ui.widgets.finder import Finder
from nemo_tui.ui.widgets.transcript import Transcript


class AbovePrompt(Vertical):
    """Everything between transcript and prompt; put in place after the first paint."""

    DEFAULT_CSS = """
    AbovePrompt { height: auto; }
    AbovePrompt > Static { display: none; height: auto; padding: 0 4; }
    AbovePrompt > Completions { background: $surface; }
    AbovePrompt > NewBelow { text-align: center; color: $text-primary; }
    AbovePrompt > NewBelow.-shown { display: block; }
    AbovePrompt > Finder { display: none; height: 1; border: none; background: $panel; }
    AbovePrompt > Finder.-shown { display: block; padding: 0 2; }
    """

    def __init__(self, new_below: str, find_how: str, transcript: Transcript) -> None:
        self.news = NewBelow(new_below)
        self.finder = Finder(find_how, transcript)
        self.completions = Completions()
        self.queue = Queue()
        self.chips = Chips()
        super().__init__(
            self.news, self.finder, self.completions, self.queue, self.chips, id="above-prompt"
        )


class NewBelow(Static):
    """A mark that there is more below; a click goes there."""

    class Clicked(Message):
        """Someone wants to see it."""

    def __init__(self, label: str) -> None:
        super().__init__(Content(label), id="new-below")

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Clicked())


class Chips(Static):
    """The attachments of the next message; each has a mark that removes it."""

    class Removed(Message):
        """The person does not want this one."""

        def __init__(self, source: str) -> None:
            super().__init__()
            self.source = source

    def __init__(self) -> None:
        super().__init__(id="chips")
        self._shown: list[Content] = []

    def show(
        self,
        attachments: Sequence[Attachment],
        facts: Mapping[str, str],
        refused: Mapping[str, str],
    ) -> None:
        """Draw these; nothing at all when there are none."""
        pieces = [
            chip(each, facts.get(each.source, ""), refused.get(each.source, ""))
            + Content.styled(" ✕", Style.from_meta({"source": each.source}))
            for each in attachments
        ]
        self.update(Content("   ").join(pieces))
        self.display = bool(pieces)

    def on_click(self, event: Click) -> None:
        source = event.style.meta.get("source")
        if isinstance(source, str):
            event.stop()
            self.post_message(self.Removed(source))


class Queue(Static):
    """Messages that wait for the turn to end; a click takes one back."""

    class TakenBack(Message):
        """The person wants this one back in the prompt."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__(id="queue")

    def show(self, texts: Sequence[str], hint: str) -> None:
        """Draw these; nothing at all when there are none."""
        lines = [
            Content.assemble(
                ("⋯ ", "$text-warning"),
                (text.splitlines()[0][:200] if text else "◆", "$foreground-muted"),
                (" ✕", Style.from_meta({"index": index})),
            )
            for index, text in enumerate(texts)
        ]
        if lines:
            lines[-1] += Content.styled(f"   {hint}", "$foreground-disabled")
        self.update(Content("\n").join(lines))
        self.display = bool(lines)

    def on_click(self, event: Click) -> None:
        index = event.style.meta.get("index")
        if isinstance(index, int):
            event.stop()
            self.post_message(self.TakenBack(index))


class Completions(Static):
    """Choices for what is being written, one of them marked."""

    class Taken(Message):
        """A click took a choice."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self) -> None:
        super().__init__(id="completions")
        self._choices: list[Choice] = []
        self._marked = 0

    @property
    def marked(self) -> Choice | None:
        """The choice that Tab or Enter takes."""
        return self._choices[self._marked] if self._choices else None

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer these; nothing at all when there are none."""
        if not choices and not self._choices:
            return
        self._choices, self._marked = list(choices), 0
        self._draw()

    def move(self, step: int) -> None:
        """Mark the next or the previous choice."""
        if self._choices:
            self._marked = (self._marked + step) % len(self._choices)
            self._draw()

    def on_click(self, event: Click) -> None:
        index = event.style.meta.get("index")
        if isinstance(index, int) and index < len(self._choices):
            event.stop()
            self.post_message(self.Taken(self._choices[index]))

    def _draw(self) -> None:
        start = max(0, min(self._marked - 3, len(self._choices) - 8))
        shown = self._choices[start : start + 8]
        column = max((Content(each.label).cell_length for each in shown), default=0) + 2
        lines = [self._line(start + index, each, column) for index, each in enumerate(shown)]
        self.update(Content("\n").join(lines))
        self.display = bool(lines)

    def _line(self, index: int, choice: Choice, column: int) -> Content:
        label = Content(choice.label)
        label = label.pad_right(column - label.cell_length)
        is_marked = index == self._marked
        line = Content.assemble(
            ("› " if is_marked else "  ", "$text-primary"),
            label.stylize("bold $text-primary" if is_marked else ""),
            (choice.detail, "$foreground-muted"),
        )
        return line.stylize(Style.from_meta({"index": index}))
