"""Finding a text in the transcript, mounted or not."""

from textual.events import Key
from textual.message import Message
from textual.widgets import Input

from nemo_tui.ui.widgets.transcript import Transcript


class Finder(Input):
    """A line to type into; Enter goes from one place to the next, newest first."""

    class Found(Message):
        """Which of how many places is in view; 0 of 0 where nothing says it."""

        def __init__(self, number: int, count: int, text: str) -> None:
            super().__init__()
            self.number = number
            self.count = count
            self.text = text

    class Closed(Message):
        """The person is done."""

    def __init__(self, placeholder: str, transcript: Transcript) -> None:
        super().__init__(placeholder=placeholder, id="find", compact=True)
        self._transcript = transcript
        self._number = 0
        self._last = ""

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-shown")

    def open(self, text: str) -> None:
        """Show it; with a text, go to the newest place at once."""
        self.value = text
        self.add_class("-shown")
        self.focus()
        if text:
            self.next()

    def close(self) -> None:
        """Hide it."""
        self.remove_class("-shown")
        self.post_message(self.Closed())

    def next(self) -> None:
        """To the next older place; after the oldest, the newest again."""
        wanted = self.value.casefold().strip()
        if wanted != self._last:
            self._number, self._last = 0, wanted
        places = [
            place
            for place, text in self._transcript.texts()
            if wanted and wanted in text.casefold()
        ][::-1]
        if not places:
            self.post_message(self.Found(0, 0, self.value))
            return
        place = places[self._number % len(places)]
        self._number = self._number % len(places) + 1
        self.run_worker(self._transcript.reveal(place), group="find", exclusive=True)
        self.post_message(self.Found(self._number, len(places), self.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.next()

    def on_key(self, event: Key) -> None:
        if event.key == "escape":
            event.stop()
            self.close()
