"""What the person sent, and short lines between the answers."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from nemo_tui.ui.attachments import MARKS, Attachment
from nemo_tui.ui.figures import size


class Asked(Static):
    """A message of the person with its attachments."""

    DEFAULT_CSS = """
    Asked {
        height: auto;
        margin: 1 0 0 0;
        padding: 0 3;
        border-left: outer $primary;
        background: $surface;
    }
    """

    def __init__(
        self,
        text: str,
        attachments: Sequence[Attachment] = (),
        known: Mapping[str, str] | None = None,
    ) -> None:
        self.text = text
        self._attachments = tuple(attachments)
        self._known = {each.source: (known or {}).get(each.source, "") for each in attachments}
        super().__init__(_asked(text, self._attachments, self._known))

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(Asked, self.text, self._attachments, self._known)


class Line(Static):
    """One quiet line: a note, a change, something that went by."""

    DEFAULT_CSS = """
    Line { height: auto; margin: 1 0 0 0; padding: 0 4; }
    """

    def __init__(self, text: str, style: str = "$foreground-muted", mark: str = "") -> None:
        self.text = text
        self._style = style
        self._mark = mark
        head = Content.styled(f"{mark} ", style) if mark else Content()
        super().__init__(head + Content.styled(text, style))

    def again(self) -> Callable[[], Widget]:
        """How to make this one anew after it was taken down."""
        return partial(Line, self.text, self._style, self._mark)


def chip(attachment: Attachment, facts: str = "", refused: str = "") -> Content:
    """One attachment: mark, name, what is known of it, and why it cannot be used if so."""
    known = facts or (size(attachment.bytes) if attachment.bytes is not None else "")
    style = "$text-error" if refused else "$text-secondary"
    return Content.assemble(
        ("✗ " if refused else f"{MARKS[attachment.kind]} ", style),
        (attachment.name, style),
        (f" {known}" if known else "", "$foreground-muted"),
        (f" {refused}" if refused else "", "$text-error"),
    )


def _asked(text: str, attachments: Sequence[Attachment], known: Mapping[str, str]) -> Content:
    lines = [Content(text)] if text else []
    lines += [chip(each, known[each.source]) for each in attachments]
    return Content("\n").join(lines)
