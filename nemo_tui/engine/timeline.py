"""A draft read for a person: tolerant of every shape, never raising, never changing it."""

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.turn import Notice, TimelineView


def read(draft: object) -> TimelineView:
    """What can be told of a draft, whatever it is."""
    raise NotImplementedError


def changes(before: TimelineView, after: TimelineView) -> tuple[Notice, ...]:
    """What differs, as lines of the catalogue."""
    raise NotImplementedError


def lines(view: TimelineView, say: Catalogue | None = None) -> list[str]:
    """The timeline as text: a heading, then one line a track."""
    raise NotImplementedError
