"""All photos before all clips, or after them, whichever they are."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import seconds
from nemo_tui.studio.language.running_order import CLIPS, PHOTOS, is_order_of_kinds
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.framing import framed
from nemo_tui.studio.timeline import is_mark, is_still, sequence, whole

_FRONT = r"first|(?:to|at|in) the (?:very )?(?:start|beginning|front)|最?前|开头|先"
_LEADS = r"(?:start|begin|open)s? with|先"
_ENDS = r"(?:end|finish|close)s? with|最后"


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """The photos and the clips as two groups, in the order that is named."""
    w = read(request, media)
    if w.files or w.quotes or not is_order_of_kinds(w.raw):
        return None
    video = draft.of(TrackType.VIDEO)
    films = [s for s in video if not is_still(s)]
    stills = [s for s in video if is_still(s)] or [
        whole(m) for m in media.of("image") if not is_mark(m)
    ]
    if not films or not stills:
        return None
    each = int(w.first("t") or 0)
    if each:
        stills = [replace(s, length=each, source_in=0, source_out=each) for s in stills]
    first = _photos_first(w)
    order = [*stills, *films] if first else [*films, *stills]
    result = framed(request, sequence(draft, order), media)
    return _told(w, result, [s.label for s in order[:12]])


def _photos_first(w: Wording) -> bool:
    """Whether the photos come before the clips."""
    photos, clips = w.find(PHOTOS), w.find(CLIPS)
    if photos and clips:
        between = w.text[min(photos.end(), clips.end()) : max(photos.start(), clips.start())]
        after = w.text[max(photos.end(), clips.end()) :]
        leads = photos.start() < clips.start()
        if re.search(r"\bafter\b", between) or re.match(r"的?(?:后|之后)", after):
            return not leads
        if re.search(_ENDS, w.text[: min(photos.start(), clips.start())]):
            return not leads
        return leads
    before, after = (w.text[: photos.start()], w.text[photos.end() :]) if photos else ("", "")
    return re.search(_LEADS, before) is not None or re.search(_FRONT, after) is not None


def _told(w: Wording, draft: Draft, labels: list[str]) -> Outcome:
    names, length = " → ".join(labels), seconds(draft.duration, w.language)
    return w.done(
        draft,
        f"The order is now {names} ({length}).",
        f"现在的顺序:{names}(共 {length})。",
        last={"kind": "order"},
    )
