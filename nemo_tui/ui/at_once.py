"""Typing goes before drawing: a key shows without waiting for the next frame."""

from textual.widget import Widget


def draw_at_once(widget: Widget) -> None:
    """Draw a widget that keeps its place and size.

    Textual begins a frame up to two periods after the last one: while an answer streams, that is
    most of the time between a key and its letter. What else is waiting keeps its frame.
    """
    screen = widget.screen
    if widget.app._batch_count or not screen.is_current:
        return
    others = screen._dirty_widgets - {widget}
    screen._compositor.update_widgets({widget})
    screen._compositor_refresh()
    screen._dirty_widgets |= others
