"""What an edit leaves behind for the messages after it."""

from __future__ import annotations

from typing import Any

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.recipe import Outcome, Request
from nemo_tui.studio.recipes.undo import fingerprint, steps


def last_of(outcome: Outcome) -> dict[str, Any]:
    """What an outcome left for follow-ups."""
    last = outcome.memory.get("last")
    return last if isinstance(last, dict) else {}


def kind_of(outcome: Outcome) -> str:
    """The kind of edit that an outcome was, or nothing."""
    return str(last_of(outcome).get("kind", ""))


def last_edit(request: Request) -> str:
    """The kind of edit that was done last, or nothing."""
    last = request.memory.get("last")
    return str(last.get("kind", "")) if isinstance(last, dict) else ""


def before_last(request: Request) -> Draft | None:
    """The draft as it was before the last edit, if it is still known."""
    back = steps(request.memory, "back")
    known = {fingerprint(item): item for item in request.revisions}
    return known.get(back[-1]) if back else None
