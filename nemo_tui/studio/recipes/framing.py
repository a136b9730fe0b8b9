"""The picture size and shape that a clause about a whole film names along with it."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.recipe import Library, Request
from nemo_tui.studio.recipes import aspect, resize
from nemo_tui.studio.timeline import is_still
from nemo_tui.studio.wording import read


def framed(request: Request, draft: Draft, media: Library) -> Draft:
    """The draft in the frame that is named; photos alone make a 1920x1080 film."""
    w = read(request, media)
    stills = any(is_still(s) for s in draft.of(TrackType.VIDEO))
    if stills and not draft.canvas.width:
        films = [s for s in draft.of(TrackType.VIDEO) if not is_still(s)]
        if not films:
            draft = replace(draft, canvas=replace(draft.canvas, width=1920, height=1080))
    for recipe in (aspect.nemo_recipe, resize.nemo_recipe):
        outcome = recipe(request, draft, media)
        if outcome and outcome.draft:
            draft = outcome.draft
    if w.has(r"\bmp4\b"):
        draft = replace(draft, canvas=replace(draft.canvas, format="mp4"))
    return draft
