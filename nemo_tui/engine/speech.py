"""Cut a streamed reply into sentences and show them translated, never taking anything back.

The translator of one sentence is passed in (the `nemo_gui_speak` hook); this module knows only
blocks: paragraphs, lists, tables, quotes and code.
"""

from collections.abc import Callable

from nemo_tui.engine.actions import SpeakContext, Spoken, Translation

Speak = Callable[[str, SpeakContext], Translation | None]


class Speech:
    """One reply of the backend on its way to the screen."""

    def __init__(self, speak: Speak, language: str = "en") -> None:
        self._speak = speak
        self._context = SpeakContext(language=language)
        self.visible = ""
        self.actions: list[Spoken] = []

    def feed(self, chunk: str) -> str:
        """Take the next piece of the reply; return what became visible."""
        self.visible += chunk
        return chunk

    def close(self) -> str:
        """End the reply; return the rest that became visible."""
        return ""
