"""Typing goes before drawing: a key shows without waiting for the next frame.

It reaches into Textual, which promises none of these names (docs/decisions/0011-at-once.md).
"""

from textual.widget import Widget

NAMES = {
    "app": ("_batch_count",),
    "screen": ("_dirty_widgets", "_compositor", "_compositor_refresh"),
}


def draw_at_once(widget: Widget) -> None:
    """Draw a widget that keeps its place and size, if this Textual can; else its frame does.

    Textual begins a frame up to two periods after the last one: while an answer streams, that is
    most of the time between a key and its letter. What else is waiting keeps its frame.
    """
    screen = widget.screen
    if missing_names(widget) or widget.app._batch_count or not screen.is_current:
        return
    others = screen._dirty_widgets - {widget}
    screen._compositor.update_widgets({widget})
    screen._compositor_refresh()
    screen._dirty_widgets |= others


def missing_names(widget: Widget) -> list[str]:
    """What this module needs of Textual and does not find there."""
    return [
        f"{owner}.{name}"
        for owner, names in NAMES.items()
        for name in names
        if not hasattr(getattr(widget, owner), name)
    ]
