"""A slow movement of the picture: towards its middle, away from it, or across."""

from __future__ import annotations

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.references import clips, whose
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import change, is_still, looked, shown

_SLOWLY = (
    r"\bslow(?:ly)?\b|\bgradual\w*\b|\bgent(?:le|ly)\b|\bsmooth(?:ly)?\b|\bsubtle\b|\bken burns\b|"
    r"\bover the (?:whole|entire|course)\b|缓慢|慢慢|逐渐|渐渐|缓缓|一点一点"
)
_MOVES = (
    r"\bzoom(?:s|ing)?\b|\bpan(?:s|ning)?\b|\bpush(?:es|ing)? in\b|\bken burns\b|\bmove in\b|"
    r"放大|缩小|推近|推进|拉近|拉远|平移|推镜|拉镜|变焦"
)
_OUT = r"\b(?:zoom\w*|pull\w*) (?:\w+ )?(?:out|back|away)\b|缩小|拉远|拉镜"
_ACROSS = r"\bpan\b|\bpans\b|\bpanning\b|\bacross\b|平移"


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Move over films; photos are the slideshow's."""
    w = read(request, media)
    video = draft.of(TrackType.VIDEO)
    films = [s for s in video if not is_still(s)]
    if w.quotes or not films or not (w.has(_SLOWLY) and w.has(_MOVES)) or w.first("t") is not None:
        return None
    if w.has(r"\bphotos?\b|\bpictures\b|\bslide ?show\b|\btext\b|\blogo\b|照片|图片|文字|水印"):
        return None
    return _moving(w, draft)


def _moving(w: Wording, draft: Draft) -> Outcome:
    named = clips(w, draft) if len(shown(draft)) > 1 else []
    ids = {s.id for s in named}
    kind = "zoom_out" if w.has(_OUT) else "pan" if w.has(_ACROSS) else "zoom_in"
    result = change(draft, lambda s: looked(s, motion=kind), lambda s: not ids or s.id in ids)
    en = {"zoom_in": "zooms in", "zoom_out": "zooms out", "pan": "pans across"}[kind]
    zh = {"zoom_in": "缓慢放大", "zoom_out": "缓慢缩小", "pan": "缓慢平移"}[kind]
    return w.done(
        result,
        f"The picture slowly {en}{whose(named, 'en')}.",
        f"画面会{zh}{whose(named, 'zh')}。",
        last={"kind": "motion"},
    )
