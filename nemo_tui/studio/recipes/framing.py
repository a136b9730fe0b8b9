"""The picture size and shape that a clause about a whole film names along with it."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.studio.draft import Canvas, Draft, Segment, TrackType
from nemo_tui.studio.language.wording import read, without_quotes
from nemo_tui.studio.recipe import Library, Request
from nemo_tui.studio.recipes import aspect, resize
from nemo_tui.studio.timeline import is_still

_PICTURES = frozenset({"jpg", "png", "webp"})


def framed(request: Request, draft: Draft, media: Library) -> Draft:
    """The draft in the frame that is named; photos take the clips' frame, or 1920x1080 alone."""
    request = replace(request, text=without_quotes(request.text))
    w = read(request, media)
    clips = draft.of(TrackType.VIDEO)
    draft = replace(draft, canvas=_of_a_film(draft.canvas))
    if clips and not draft.canvas.width and _is_picture(clips[0], media):
        film = next((media.get(s.source) for s in clips if not _is_picture(s, media)), None)
        wide, high, rate = (film.width, film.height, film.fps) if film else (1920, 1080, 30.0)
        canvas = replace(draft.canvas, width=wide, height=high)
        slow = any(not is_still(s) and _is_picture(s, media) for s in clips)
        draft = replace(draft, canvas=replace(canvas, fps=rate) if slow else canvas)
    ground = draft.canvas.background
    for recipe in (aspect.nemo_recipe, resize.nemo_recipe):
        outcome = recipe(request, draft, media)
        if outcome and outcome.draft:
            draft = outcome.draft
    if w.has(r"\btext\b|\bwords\b|\btitle|\bcaption|字|标题"):
        draft = replace(draft, canvas=replace(draft.canvas, background=ground))
    if w.has(r"\bmp4\b"):
        draft = replace(draft, canvas=replace(draft.canvas, format="mp4"))
    return draft


def _of_a_film(canvas: Canvas) -> Canvas:
    """Without the picture format that a photo alone was to be exported in."""
    return replace(canvas, format="", still_ms=None) if canvas.format in _PICTURES else canvas


def _is_picture(segment: Segment, media: Library) -> bool:
    """Whether a segment is a photo, or an animation that is no larger than one for the web."""
    item = media.get(segment.source)
    return is_still(segment) or (item is not None and item.codec == "gif")
