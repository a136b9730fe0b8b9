"""One stretch of an answer, drawn as a single piece of content."""

from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from nemo_tui.ui.prose import Block, lay_out, read


class Prose(Widget):
    """Markdown that can grow; re-reads only itself, so keep each one short."""

    DEFAULT_CSS = """
    Prose { height: auto; margin: 1 0 0 0; padding: 0 2; }
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text
        self._blocks: list[Block] | None = None
        self._laid_out: tuple[int, Content] = (0, Content())

    def append(self, text: str) -> None:
        """More text at the end."""
        self.rewrite(self.text + text)

    def rewrite(self, text: str) -> None:
        """Another text instead; a new layout only where the height changes."""
        before = self._content(self.content_size.width).plain.count("\n") if self.text else -1
        self.text, self._blocks, self._laid_out = text, None, (0, Content())
        after = self._content(self.content_size.width).plain.count("\n")
        self.refresh(layout=before != after)

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(Prose, self.text)

    def render(self) -> Content:
        """The lines for the present width."""
        return self._content(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes at this width."""
        return self._content(width).plain.count("\n") + 1 if width else 0

    def _content(self, width: int) -> Content:
        if self._laid_out[0] != width or not width:
            if self._blocks is None:
                self._blocks = read(self.text)
            self._laid_out = (width, lay_out(self._blocks, width or 80))
        return self._laid_out[1]
