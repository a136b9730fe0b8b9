"""An answer as it arrives: joined into batches, cut into widgets of a readable length."""

import re
from time import monotonic

from nemo_tui.ui.widgets.prose import Prose
from nemo_tui.ui.widgets.transcript import Transcript

BATCH_SECONDS = 0.05
FAST = 40
LOOK_AGAIN_SECONDS = 0.02
LONGEST_WAIT_SECONDS = 0.1
LONG_ENOUGH = 1_200
MOST_AT_ONCE = 3_000
_FENCE = re.compile(r"^ {0,3}(```|~~~)", re.MULTILINE)


def split_point(text: str) -> int:
    """Where a long text may be cut: after a blank line outside a fence; 0 where it may not."""
    position = text.find("\n\n", LONG_ENOUGH)
    while position >= 0:
        if len(_FENCE.findall(text, 0, position)) % 2 == 0:
            return position + 2
        position = text.find("\n\n", position + 1)
    return 0


def pieces(text: str) -> list[str]:
    """A whole text cut where it may be."""
    found: list[str] = []
    while cut := split_point(text):
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text] if text else found


class Answer:
    """Writes one bubble into the transcript; cheap to feed, however long it grows."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._pieces: list[Prose] = []
        self._arrived: list[str] = []
        self._due = 0.0
        self._pause = BATCH_SECONDS
        self.text = ""

    @property
    def waiting(self) -> int:
        """Characters that have arrived and are not drawn yet."""
        return sum(map(len, self._arrived))

    def feed(self, delta: str) -> None:
        """More of the answer; drawn within 50 ms, within 100 ms when it comes fast.

        While somebody types it is drawn between two keys, at most 100 ms later.
        """
        self._arrived.append(delta)
        self._schedule()

    def correct(self, text: str) -> None:
        """The answer reads so instead; pieces that stay as they are are not drawn again."""
        drawn = "".join(piece.text for piece in self._pieces)
        self._arrived = []
        if text.startswith(drawn):
            self._arrived = [text[len(drawn) :]]
        else:
            self._transcript.drop(*self._pieces[1:])
            del self._pieces[1:]
            self._rewrite(text)
        self.finish()

    def finish(self) -> None:
        """Draw what has not been drawn."""
        while self._arrived:
            self._draw()
        self.text = "".join(piece.text for piece in self._pieces)

    def _rewrite(self, text: str) -> None:
        if self._pieces:
            self._pieces[0].rewrite("")
        self._arrived = [text]

    def _schedule(self) -> None:
        if not self._due:
            self._due = monotonic() + self._pause
            self._transcript.set_timer(self._pause, self._flush)

    def _flush(self) -> None:
        started, amount = monotonic(), self.waiting
        overdue = started - self._due
        if overdue < LONGEST_WAIT_SECONDS and not self._transcript.rhythm.is_between:
            self._transcript.set_timer(LOOK_AGAIN_SECONDS, self._flush)
            return
        self._due = 0.0
        self._draw()
        # Neither fast text nor a slow machine may take the time from the keys.
        batch = 2 * BATCH_SECONDS if amount > FAST else BATCH_SECONDS
        self._pause = max(batch, 4 * (monotonic() - started))
        if self._arrived:
            self._schedule()

    def _draw(self) -> None:
        if not self._arrived:
            return
        text = "".join(self._arrived)
        now, later = text[:MOST_AT_ONCE], text[MOST_AT_ONCE:]
        self._arrived = [later] if later else []
        self._append(now)
        self._transcript.grown()

    def _append(self, text: str) -> None:
        last = self._pieces[-1] if self._pieces else None
        whole = (last.text if last else "") + text
        while (cut := split_point(whole)) and len(whole) > cut:
            self._put(last, whole[:cut])
            last, whole = None, whole[cut:]
        self._put(last, whole)

    def _put(self, piece: Prose | None, text: str) -> None:
        if piece is None:
            piece = Prose(text)
            self._pieces.append(piece)
            self._transcript.add(piece)
        elif piece.text != text:
            piece.rewrite(text)
