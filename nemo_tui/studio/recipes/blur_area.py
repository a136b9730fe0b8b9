"""Blur a part of the picture: a corner, a half, a strip, the middle; for a while or throughout."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.placing import position
from nemo_tui.studio.language.quantities import share
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import add, drop, edit

_BLUR = (
    r"\bblur\w*|\bpixel(?:l?ate|ize|ise)\w*|\bcensor\w*|\bmosaic\b|\bobscure\b|\bsmudge\b|"
    r"\bdefocus\b|模糊|虚化|打码|马赛克|打上?码|码掉"
)
_COVER = (
    r"\b(?:hide(?! (?:it|them)\b)|cover|mask|conceal)\b|遮住|遮挡|遮掉|"
    r"盖住|挡住"
)
_THING = (
    r"\b(?:faces?|people|person|(?:licen[cs]e|number) plates?|plates?|logo|name|"
    r"phone number|address|"
    r"sign|brand)\b|人脸|脸|车牌|人物|路人|名字|电话|号码|商标|标志|logo"
)
_BACKDROP = (
    r"\b(?:background|bars?|borders?|behind|padding|transition|fill(?:ed|er)?|"
    r"side ?bars|sides|edges)\b|"
    r"\bportrait\b|\blandscape\b|\bvertical\b|\bhorizontal\b|top and bottom|左右两|上下|<r[\d.]+:|"
    r"背景|边框|黑边|填充|两侧|两边|四周|边缘|转场|过渡|竖版|横版|竖屏|横屏"
)
_BEHIND = (
    r"\bblur(?:ring)? (?:out )?(?:the |my )?background\b(?! (?:music|sound|noise))|"
    r"(?:背景|后面)(?:虚化|模糊|虚掉)|(?:虚化|模糊)背景"
)
_FRAMING = (
    r"<r[\d.]+:|\b(?:vertical|portrait|landscape|horizontal|square|bars?|sides|fill|tiktok|reels?|"
    r"shorts|with a blur\w*)\b|横屏|竖屏|横版|竖版|方形|两边|两侧|黑边|填充|画幅|比例|抖音"
)
_REMOVE = (
    r"\b(?:remove|delete|drop|no|undo|without|get rid|take (?:off|away|out)|"
    r"unblur)\b|去掉|取消|不要|删|去除"
)
_STRONGER = (
    r"\b(?:more|stronger|heavier|harder|blurrier)\b|更(?:模糊|糊|重|强)|再(?:模糊|"
    r"糊)|重一?[点些]|加强"
)
_BIGGER = r"\b(?:bigger|larger|wider)\b|大一?[点些]|更大|放大"
_SMALLER = r"\b(?:smaller|narrower)\b|小一?[点些]|更小|缩小"
STRENGTH = 24.0
Box = tuple[float, float, float, float]


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Soften a part of the picture, or change what is softened."""
    w = _halves(read(request, media))
    if w.quotes or not draft.of(TrackType.VIDEO):
        return None
    areas = [s for s in draft.of(TrackType.OVERLAY) if not s.source]
    if areas and w.has(_REMOVE) and w.has(_BLUR):
        return _removed(w, draft, areas)
    last = request.memory.get("last")
    if areas and isinstance(last, dict) and last.get("kind") == "blur_area" and len(w.text) < 60:
        changed = _changed(w, draft, areas[-1])
        if changed:
            return changed
    if w.has(_BEHIND) and draft.canvas.fit != "blur" and not _is_framing(request, media):
        return w.refuse(
            "I can't tell what is in front from the background. I can blur an area, such as the "
            "left half or a corner, or fill the bars beside the picture with a blurred copy.",
            "我分不清人物和背景。可以模糊某一块区域(比如左半边或某个角),"
            "也可以在改画幅时用模糊画面填充两边。",
        )
    if w.has(_BACKDROP) or not (w.has(_BLUR) or (w.has(_COVER) and position(w.text))):
        return None
    box = _area(w)
    if box is None:
        return _where(w) if w.has(_THING) else None
    return _softened(w, draft, box)


def _is_framing(request: Request, media: Library) -> bool:
    """Whether the message is about the shape of the picture, where bars may be blurred."""
    return read(replace(request, text=request.message or request.text), media).has(_FRAMING)


def _halves(w: Wording) -> Wording:
    """上半部分 of a picture is a place; 上半段 of a film would be a time."""
    sides = {"上": "顶部一半", "下": "底部一半", "左": "左侧一半", "右": "右侧一半"}
    text = re.sub(
        r"(?<!视频)([上下左右])半(?:部分|边|部|屏|侧)?(?!段|场|程)", lambda m: sides[m[1]], w.text
    )
    return replace(w, text=text)


def _where(w: Wording) -> Outcome:
    return w.ask(
        "I cannot find it in the picture by myself. Which part shall I blur: a corner, a half, the "
        "middle? For example: blur the top right corner from 2s to 5s.",
        "我无法自动识别画面里的物体。请告诉我要模糊哪一块:哪个角、哪半边,还是中间?"
        "比如:第2秒到第5秒把右上角打码。",
    )


def _area(w: Wording) -> Box | None:
    """The box that is named, in shares of the picture."""
    place = position(w.text)
    if place is None or w.has(r"\b(?:in|at) the middle of the (?:video|clip)\b|视频中间"):
        return None
    part = share(w.text)
    if place == "center":
        size = part or 0.5
        return ((1 - size) / 2, (1 - size) / 2, size, size)
    quarter = w.has(r"\bquarter\b|四分之一")
    corner = 0.5 if quarter else 0.4
    side = part or (0.5 if w.has(r"\bleft\b|\bright\b|半|左|右") else 0.3)
    wide = corner if "-" in place else side if place in ("left", "right") else 1.0
    high = corner if "-" in place else side if place in ("top", "bottom") else 1.0
    return (
        1 - wide if "right" in place else 0.0,
        1 - high if "bottom" in place else 0.0,
        wide,
        high,
    )


def _when(w: Wording, total: int, default: tuple[int, int]) -> tuple[int, int]:
    found = spans.shown(w.text, total)
    if found:
        return max(found[0].start, 0), min(found[0].end, total)
    moment, length = w.find(r"\b(?:at|from|after) <t(\d+)>|(?:从|在)第?<t(\d+)>"), w.first("t")
    if moment:
        return int(moment[1] or moment[2]), total
    return (0, min(int(length), total)) if length else default


def _softened(w: Wording, draft: Draft, box: Box) -> Outcome:
    total = draft.duration
    start, end = _when(w, total, (0, total))
    if start >= total:
        return w.refuse(f"The video is only {clock(total)} long.", f"视频只有 {clock(total)} 长。")
    x, y, width, height = (round(side, 4) for side in box)
    look = Look(
        blur=STRENGTH, x=x, y=y, width=width, height=height, position=position(w.text) or "center"
    )
    length = end - start
    result = add(
        draft, TrackType.OVERLAY, Segment("blur-1", "", "blur", start, length, 0, length, look)
    )
    return _told(w, result, result.of(TrackType.OVERLAY)[-1])


def _removed(w: Wording, draft: Draft, areas: list[Segment]) -> Outcome:
    return w.done(
        drop(draft, [s.id for s in areas]), "Nothing is blurred now.", "已去掉局部模糊。", last={}
    )


def _changed(w: Wording, draft: Draft, area: Segment) -> Outcome | None:
    """Another place, time, size or strength for the last area."""
    look = area.look
    box = _area(w)
    if box is not None and not w.has(_BLUR):
        x, y, width, height = (round(side, 4) for side in box)
        place = position(w.text) or "center"
        look = replace(look, x=x, y=y, width=width, height=height, position=place)
    if w.has(_STRONGER):
        look = replace(look, blur=min(look.blur * 2, 100.0))
    factor = 1.4 if w.has(_BIGGER) else 0.7 if w.has(_SMALLER) else 1.0
    if factor != 1:
        look = _scaled(look, factor)
    start, end = _when(w, draft.duration, (area.start, area.end))
    new = replace(area, look=look, start=start, length=end - start, source_out=end - start)
    if new == area or (box and w.has(_BLUR)) or end <= start:
        return None
    return _told(w, edit(draft, new), new)


def _scaled(look: Look, factor: float) -> Look:
    """The area grown or shrunk; it keeps to the edges that it touches."""
    width, height = min(look.width * factor, 1.0), min(look.height * factor, 1.0)
    x, y = look.x or 0.0, look.y or 0.0
    right, bottom = x + look.width > 0.99 and x > 0, y + look.height > 0.99 and y > 0
    middle = look.position == "center"
    x = 1 - width if right else (1 - width) / 2 if middle else x
    y = 1 - height if bottom else (1 - height) / 2 if middle else y
    shares = (round(v, 4) for v in (x, y, width, height))
    x, y, width, height = shares
    return replace(look, x=x, y=y, width=width, height=height)


_PLACES_ZH = {
    "top": "上部", "bottom": "下部", "center": "中间", "left": "左侧", "right": "右侧",
    "top-left": "左上角", "top-right": "右上角", "bottom-left": "左下角", "bottom-right": "右下角",
}  # fmt: skip


def _told(w: Wording, draft: Draft, area: Segment) -> Outcome:
    look, times = area.look, f"{clock(area.start)}-{clock(area.end)}"
    size = f"{look.width:.0%} x {look.height:.0%}"
    return w.done(
        draft,
        f"Blurred the {look.position} of the picture ({size}), {times}.",
        f"已模糊画面{_PLACES_ZH.get(look.position, look.position)}({size}),{times}。",
        last={"kind": "blur_area", "id": area.id},
    )
