"""Turn events in words: what the step line, the status line and the cards say of them."""

from collections.abc import Sequence

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.actions import Action, Step
from nemo_tui.engine.turn import (
    Answered,
    CreditsShown,
    Downloading,
    Failed,
    Notice,
    Recovering,
    Rendering,
    Uploaded,
    Uploading,
    Waiting,
    Working,
)
from nemo_tui.protocol.text import clean
from nemo_tui.ui.figures import clock, dimensions, facts, size

LONGEST_DETAIL = 300
MARKS = {
    "added": "+",
    "removed": "−",
    "length": "✂",
    "size": "▭",
    "limit": "≤",
    "format": "▤",
    "title": "T",
    "volume": "♪",
    "transitions": "⇄",
}
WITH_KEYS = {"engine.export_held": "app.export_held"}  # what only a screen has keys for


class Narrator:
    """Puts events into the words of the catalogue."""

    def __init__(self, say: Catalogue) -> None:
        self.say = say

    def step(self, action: Action, answered: Answered | None = None) -> str:
        """The name of a step; an answer that changed nothing is no edit."""
        if action.look:
            return self.say("app.step.look")
        changed = answered is None or answered.outcome == "done"
        return self.say(f"app.step.{action.step}" if changed else "app.step.answer")

    def offer(self, action: Action) -> str:
        """What a suggested action is called on its button."""
        if action.again:
            return self.say("app.offer.export_again")
        if action.step is Step.EXPORT and action.output:
            return f"{self.say('app.offer.export')} {' '.join(action.output.values())}"
        if action.step is Step.EXPORT:
            return self.say("app.offer.export_file")
        text = self.say(f"app.offer.{action.step}", text=action.text)
        return clean(text, lines=False)[:60]

    def notice(self, notice: Notice) -> str:
        """A line of the catalogue with its values."""
        return clean(self.say(WITH_KEYS.get(notice.key, notice.key), **notice.params))

    def changes(self, changes: Sequence[Notice]) -> list[tuple[str, str]]:
        """What changed on the timeline: a mark and a line for each."""
        marks = (MARKS.get(change.key.rpartition("_")[2].rpartition(".")[2]) for change in changes)
        return [(mark or "◆", self.notice(each)) for mark, each in zip(marks, changes, strict=True)]

    def card(self) -> dict[str, str]:
        """The words on the card of a finished file."""
        deeds = {deed: self.say(f"app.deed.{deed}") for deed in ("open", "folder", "copy")}
        return {**deeds, "smaller": self.say("engine.smaller")}

    def uploading(self, event: Uploading) -> str:
        """How an upload is going."""
        share = f"{event.sent / event.total:.0%}" if event.total else size(event.sent)
        return facts(
            clean(event.name, lines=False),
            share,
            self.speed(event.speed),
            self.left(event.seconds_left),
        )

    def uploaded(self, event: Uploaded) -> str:
        """What arrived."""
        length = "" if event.duration_ms is None else clock(event.duration_ms)
        weight = "" if event.bytes is None else size(event.bytes)
        known = facts(weight, length, dimensions(event.width, event.height))
        return self.say("app.uploaded", name=clean(event.name, lines=False), facts=known).strip()

    def working(self, event: Working) -> str:
        """What the backend is doing."""
        activity = clean(event.activity, lines=False)
        return self.say("app.working") if activity in ("", "tool") else activity

    def waiting(self, event: Waiting | Recovering) -> str:
        """Why nothing happens just now."""
        if isinstance(event, Waiting):
            return self.say("app.waiting_line", seconds=event.seconds)
        return self.say(
            "app.recovering_line",
            seconds=event.seconds,
            attempt=event.attempt,
            attempts=event.attempts,
        )

    def rendering(self, event: Rendering) -> str:
        """The figures beside the bar of a render."""
        status = self.say(f"app.render_status.{event.status}")
        status = "" if status.startswith("app.") else status
        elapsed = clock(event.seconds * 1000) if event.seconds >= 1 else ""
        return facts(status, elapsed, self.left(event.seconds_left))

    def downloading(self, event: Downloading) -> str:
        """The figures beside the bar of a download."""
        amount = (
            f"{size(event.received)} / {size(event.total)}" if event.total else size(event.received)
        )
        return facts(amount, self.speed(event.speed), self.left(event.seconds_left))

    def credits(self, event: CreditsShown) -> str:
        """The balance."""
        if event.unlimited:
            return self.say("app.balance_unlimited")
        key = "app.balance_frozen" if event.frozen else "app.balance"
        return self.say(
            key,
            available=f"{event.available:g}",
            total=f"{event.total:g}",
            frozen=f"{event.frozen:g}",
        )

    def problem(self, event: Failed) -> tuple[str, str, str, str]:
        """What happened, what was done about it, the next key, and the backend's own word."""
        what, done, then = (
            self.say(f"problem.{event.kind}.{part}", **event.params)
            if self.say.has(f"problem.{event.kind}.{part}")
            else ""
            for part in ("what", "done", "next")
        )
        detail = clean(event.detail, lines=False)[:LONGEST_DETAIL]
        return clean(what or event.kind), clean(done), clean(then), detail

    def speed(self, speed: float) -> str:
        """Bytes a second, where known."""
        return f"{size(speed)}/s" if speed > 0 else ""

    def left(self, seconds: float | None) -> str:
        """The time left, where known."""
        if seconds is None:
            return ""
        return self.say("app.seconds_left", time=clock(max(1.0, seconds) * 1000))
