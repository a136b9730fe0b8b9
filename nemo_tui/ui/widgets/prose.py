"""One stretch of an answer, drawn as a single piece of content."""

from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.selection import Selection
from textual.widget import Widget

from nemo_tui.ui.prose import Block, lay_out, read

MARGIN = 4


class Prose(Widget):
    """Markdown that can grow; re-reads only itself, so keep each one short.

    The margins are part of the text: a line that is one run of cells takes half the bytes
    on its way to the terminal, and a streamed answer repaints every line 20 times a second.
    """

    DEFAULT_CSS = """
    Prose { height: auto; margin: 1 0 0 0; }
    """

    # As in the transcript: growing is laid out and drawn once.
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text
        self._blocks: list[Block] | None = None
        self._laid_out: tuple[int, Content, int] = (0, Content(), 0)

    def append(self, text: str) -> None:
        """More text at the end."""
        self.rewrite(self.text + text)

    def rewrite(self, text: str) -> None:
        """Another text instead; a new layout only where the height changes."""
        width = self.size.width
        before = self._lay_out(width)[2]
        self.text, self._blocks, self._laid_out = text, None, (0, Content(), 0)
        self.refresh(layout=before != self._lay_out(width)[2])

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(Prose, self.text)

    def render(self) -> Content:
        """The lines for the present width."""
        return self._lay_out(self.size.width)[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes at this width."""
        return self._lay_out(width)[2]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text without the margins that are drawn around it."""
        start = selection.start
        first, *others = selection.extract(self.render().plain).split("\n")
        inside = max(0, MARGIN - start.x) if start else MARGIN
        lines = [first[inside:] if first[:inside].isspace() else first]
        lines += [line[MARGIN:] for line in others]
        return "\n".join(line.rstrip() for line in lines), "\n"

    def _lay_out(self, width: int) -> tuple[int, Content, int]:
        if not width:
            return 0, Content(), 0
        if self._laid_out[0] != width:
            if self._blocks is None:
                self._blocks = read(self.text)
            lines = lay_out(self._blocks, max(8, width - 2 * MARGIN))
            margin = Content(" " * MARGIN)
            padded = [
                margin + line + Content(" " * max(0, width - MARGIN - line.cell_length))
                for line in lines
            ]
            self._laid_out = (width, Content("\n").join(padded), len(lines))
        return self._laid_out
