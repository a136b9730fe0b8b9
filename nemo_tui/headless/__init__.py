"""`nemo-tui run`: the second front end, which draws the engine's events as lines or JSON."""

from nemo_tui.headless.printing import JsonPrinter, TextPrinter, progress_line, told_lines
from nemo_tui.headless.running import Exit, Run, absolute, asker, deliver, run

__all__ = [
    "Exit",
    "JsonPrinter",
    "Run",
    "TextPrinter",
    "absolute",
    "asker",
    "deliver",
    "progress_line",
    "run",
    "told_lines",
]
