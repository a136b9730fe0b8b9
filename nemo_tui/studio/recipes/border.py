"""A frame of one colour around the picture."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.placing import colour, colour_name
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.render import frame_of
from nemo_tui.studio.rendering.plan import Output
from nemo_tui.studio.timeline import beside, change, looked

_BORDER = (
    r"\b(?:border|picture frame|outline)\b(?!less)|\bframe around\b|\b(?:white|black|"
    r"red|yellow|green|blue|"
    r"gold\w*|pink|gr[ae]y) frame\b|边框|相框|描边|外框|画框"
)
_NOT = (
    r"\btext\b|\btitle\b|\bcaption|\bletters\b|\blogo\b|\bpip\b|\bblur|<r[\d.]+:|"
    r"\b(?:vertical|horizontal|portrait|landscape|"
    r"square)\b|文字|标题|字幕|字|水印|模糊|竖|横|黑边"
)
_REMOVE = r"\b(?:remove|no|without|delete|drop|take off|get rid)\b|去掉|不要|取消|删"
SHARE = 0.03


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Draw or remove a frame."""
    w = read(request, media)
    if (
        w.quotes
        or not w.has(_BORDER)
        or w.has(_NOT)
        or not draft.of(TrackType.VIDEO)
        or beside(draft)
    ):
        return None
    if w.has(_REMOVE):
        return _removed(w, draft)
    frame = frame_of(draft.canvas, draft.of(TrackType.VIDEO), media, Output())
    thick = w.first("px") or (w.first("p") or SHARE * 100) / 100 * frame.width
    thick = min(max(thick, 2), min(frame.width, frame.height) / 4)
    x, y = round(thick / frame.width, 4), round(thick / frame.height, 4)
    ground = colour(w.text) or "#ffffff"
    box = {"x": x, "y": y, "width": round(1 - 2 * x, 4), "height": round(1 - 2 * y, 4)}
    result = change(draft, lambda s: looked(s, **box), lambda s: True)
    result = replace(result, canvas=replace(result.canvas, background=ground))
    return w.done(
        result,
        f"Put a {colour_name(ground, 'en')} border of {thick:.0f} pixels around the picture.",
        f"已加上{thick:.0f} 像素的{colour_name(ground, 'zh')}边框。",
        last={"kind": "border"},
    )


def _removed(w: Wording, draft: Draft) -> Outcome | None:
    framed = [s for s in draft.of(TrackType.VIDEO) if s.look.height]
    if not framed or draft.of(TrackType.OVERLAY):
        return None
    plain = {"x": None, "y": None, "width": 0.25, "height": 0.0}
    result = change(draft, lambda s: looked(s, **plain), lambda s: True)
    return w.done(result, "Removed the border.", "已去掉边框。", last={})
