"""A picture or a clip laid on top: logo, watermark, picture in picture."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.placing import position
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.timeline import (
    add,
    drop,
    edit,
    extend,
    is_mark,
    looked,
    place,
    sequence,
    whole,
)

_LOGO = (
    r"\blogo\b|<F\d+> (?:in|at|to|on|into) the (?:top|bottom|upper|lower)[- ](?:left|"
    r"right)\b|\bwatermark\b|\bbrand(?:ing)?\b|\bicon\b|\bemblem\b|\bsticker\b|水印|"
    r"标志|商标|台标|角标|logo|图标|贴纸"
)
_PIP = (
    r"\bpicture[- ]in[- ]picture\b|\bpip\b|\bp-i-p\b|\bface ?cam\b|\b(?:small|little|tiny) "
    r"window\b|"
    r"\binset\b|\bon top of\b|\bover(?:lay)?\b.*<F\d+>|<F\d+>.*\b(?:overlay|over|"
    r"corner|on top)\b|\b(?:corner|small|little|tiny|shrunk)\b.*<F\d+>|"
    r"<F\d+>.*\b(?:corner|small|little|window)\b|\b(?:other|second|2nd) (?:video|"
    r"clip|one)\b.*\b(?:corner|small|on top|window|over)\b|\b(?:photo|picture|image|"
    r"video|clip)\b.*\b(?:in|at|into|to) (?:the |a )?(?:top|bottom|upper|"
    r"lower)?[- ]?(?:left|right)?[- ]?(?:hand )?corner|画中画|小窗|小画面|叠加|叠在|"
    r"悬浮|<F\d+>.{0,14}(?:角|小)|(?:照片|图片|视频|片段).{0,8}(?:放|叠|"
    r"贴).{0,6}[左右][上下]角"
)
_LAY = (
    r"\bas an?\b|\badd|\bput|\bplace|\boverlay|\bshow|\bstick|\bslap|\buse|\bdisplay|\binsert|"
    r"\bwith|\bwatermark\b|\blay\b|\bin the\b|\bhave\b|\bsuperimpose|\bpop\b|"
    r"\bdrop\b|\bbrand\b|\bmake\b|加|放|贴|叠|打|盖|显示|用|上|做|插|印|摆"
)
_HEARD = r"\bvoice[- ]?over\b|\bmusic\b|\bsong\b|\bnarration\b|\baudio\b|旁白|配音|音乐|解说"
_PICTURE = r"\bpicture\b|\bpip\b|\bcorner\b|\blogo\b|\bwindow\b|\bwatermark\b|画中画|角|小窗|水印"
# Which of two files is the film, and which lies on it.
_FILM = (
    r"<F(\d+)>(?: clip| video)?[^<,]{0,14}(?:\bfull[- ]?(?:screen|frame|size)|"
    r"\bmain\b|\bbackground\b|\bbig\b|"
    r"\bunderneath\b|\bas the base\b|主画面|主视频|全屏|背景|底|做主|为主|大画面)|"
    r"(?:\bmain (?:video|clip|picture)|\bbackground|主画面|主视频|背景)(?: is|:|是|"
    r"用|为|放)? ?<F(\d+)>"
)
_GUEST = (
    r"<F(\d+)>(?: clip| video)?[^<,]{0,24}(?:\bsmall|\blittle\b|\btiny\b|\bcorner\b|"
    r"\binset\b|\bpip\b|\bwindow\b|"
    r"小窗|小画面|画中画|缩小|[左右][上下]角|悬浮)"
)
_REMOVE = (
    r"\btake\b.*\boff\b|"
    r"\b(?:remove|delete|drop|get rid|take (?:off|out|away)|lose|without|hide|"
    r"no more|scrap)\b|去掉|删|去除|移除|不要|拿掉|取消"
)
_TIMED = (
    r"^(?:no,? |and |but |actually,? )*(?:not (?:in|during|for)|only|just|show|let it|make it|"
    r"keep it|"
    r"have it|from|for|until|during|start it|"
    r"end it|hide it)\b|^(?:不,?|改成|只|仅|让它|它)*(?:在|显示|出现|第|前|最后|从)"
)
_ADJUST = (
    r"\b(?:bigger|larger|smaller|move|shift|transparent|opaque|opacity|fainter|"
    r"corner|top|bottom|left|right)\b|大一?[点些]|小一?[点些]|放大|缩小|移|挪|透明|"
    r"角|变大|变小|更大|更小"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Lay on top, change, or take off again."""
    w = read(request, media)
    if w.quotes or (w.has(_HEARD) and not w.has(_PICTURE)):
        return None
    laid = tuple(s for s in draft.of(TrackType.OVERLAY) if s.source and not s.look.height)
    named = w.has(_LOGO) or w.has(_PIP)
    last = request.memory.get("last")
    follows = (
        bool(laid) and isinstance(last, dict) and last.get("kind") == "overlay" and len(w.text) < 60
    )
    for_a_while = w.first("t") is not None and w.has(r"\bhide\b|隐藏|不显示|不出现")
    if laid and w.has(_REMOVE) and (named or follows) and not for_a_while:
        return w.done(
            drop(draft, [s.id for s in laid]),
            "Removed the picture on top.",
            "已去掉叠加的画面。",
            last={},
        )
    if (
        laid
        and (named or follows)
        and (w.has(_ADJUST) or (w.first("t") is not None and w.has(_TIMED)))
        and not w.has(r"\badd\b|再加|another")
    ):
        changed = _changed(w, draft, laid[-1])
        if changed:
            return changed
        again = next((f for f in w.files if any(s.source == f.id for s in laid)), None)
        if again and not w.has(_REMOVE):
            return w.tell(f"{again.name} is on top already.", f"{again.name} 已经叠加在画面上了。")
    placed = w.has(_LAY) or (
        w.has(rf"{_LOGO}|\bpip\b|画中画|小窗") and position(w.text) is not None
    )
    if not named or not placed or (w.has(_REMOVE) and not for_a_while):
        return None
    item = _item(w, draft, media)
    if item is None:
        return w.ask(
            "Which picture should go on top? Please upload the logo or image (png or jpg).",
            "要叠加哪张图片?请先上传 logo 或图片(png 或 jpg)。",
        )
    return _laid(w, draft, media, item)


def _item(w: Wording, draft: Draft, media: Library) -> Media | None:
    files = [f for f in w.files if f.kind in ("video", "image")]
    used = {s.source for s in draft.of(TrackType.VIDEO)}
    if w.has(_LOGO) and not files:
        images = media.of("image")
        free = [m for m in images if m.id not in used] or [m for m in images if is_mark(m)]
        return next((m for m in free if is_mark(m)), free[0] if free else None)
    if len(files) > 1:
        film, guest = w.find(_FILM), w.find(_GUEST)
        if film:
            shown = files[int(film[1] or film[2])]
            return next((f for f in files if f != shown), files[0])
        host = w.find(
            r"(?:\bon(?:to)?|\bover|\bof|\bin|\binto|到|在|"
            r"于)(?: top of)? <F(\d+)>(?! ?(?:as|in the|放))"
        )
        hosts = files[int(host[1])] if host and int(host[1]) < len(files) else files[-1]
        if w.has(r"把 ?<F0>"):
            return files[0]
        if guest and not host:
            return files[int(guest[1])]
        return next((f for f in files if f != hosts), files[0])
    if files and w.has(_FILM):
        others = [m for m in media.items if m.kind in ("video", "image") and m != files[0]]
        return others[0] if len(others) == 1 else None
    if files:
        return files[0]
    free = [m for m in media.items if m.kind in ("video", "image") and m.id not in used]
    if free:
        return free[-1]
    videos = media.of("video")
    if len(videos) > 1:
        return videos[0] if w.has(r"first|第1") and not w.has(r"second|第2") else videos[-1]
    return None


def _laid(w: Wording, draft: Draft, media: Library, item: Media) -> Outcome:
    rest = [s for s in draft.of(TrackType.VIDEO) if s.source != item.id]
    if (
        rest
        and len(rest) < len(draft.of(TrackType.VIDEO))
        and (item.kind == "video" or draft == place(media))
    ):
        draft = sequence(draft, rest)
    if not draft.of(TrackType.VIDEO):
        return w.ask("Please upload a video first.", "请先上传视频。")
    total = draft.duration
    start, end = _when(w, total)
    if start >= total:
        return w.refuse(f"The video is only {clock(total)} long.", f"视频只有 {clock(total)} 长。")
    logo = item.kind == "image" and (w.has(_LOGO) or is_mark(item))
    base = whole(item, end - start)
    length = min(end - start, base.length)
    segment = replace(base, start=start, length=length, look=replace(base.look))
    named = position(w.text)
    segment = looked(
        segment,
        position=named or ("top-right" if logo else "bottom-right"),
        width=_width(w, logo),
        opacity=_opacity(w),
        volume=0.0,
    )
    result = add(draft, TrackType.OVERLAY, segment)
    laid = result.of(TrackType.OVERLAY)[-1]
    times = f"{clock(laid.start)}-{clock(laid.end)}"
    return w.done(
        result,
        f"Laid {item.name} on top at {laid.look.position}, {times}, {laid.look.width:.0%} wide.",
        f"已把 {item.name} 叠加在画面上({times},宽度 {laid.look.width:.0%})。",
        last={"kind": "overlay", "id": laid.id},
    )


def _when(w: Wording, total: int) -> tuple[int, int]:
    found = spans.shown(w.text, total)
    if found:
        return max(found[0].start, 0), min(found[0].end, total)
    moment, length = w.find(r"\b(?:at|from|after) <t(\d+)>|(?:从|在)第?<t(\d+)>"), w.first("t")
    if moment:
        return int(moment[1] or moment[2]), total
    return 0, min(int(length), total) if length else total


def _width(w: Wording, logo: bool) -> float:
    exact = w.find(
        r"<p([\d.]+)> ?(?:of (?:the )?)?(?:width|wide|size|screen|picture|宽|大小)|"
        r"(?:width|size|宽度?|大小)[^<]{0,6}<p([\d.]+)>"
    )
    if exact:
        return min(max(float(exact[1] or exact[2]) / 100, 0.02), 1.0)
    percent = w.find(r"<p([\d.]+)>(?! (?:opacity|opaque|transparen|see))(?!(?:的)?(?:不透明|透明))")
    if percent and not w.has(r"(?:opacity|透明度)[^<]{0,8}<p"):
        return min(max(float(percent[1]) / 100, 0.02), 1.0)
    if w.has(r"\bquarter\b|四分之一"):
        return 0.25
    if w.has(r"\bthird\b|三分之一"):
        return 0.33
    if w.has(r"\bhalf\b(?![- ](?:transparent|see|opa))|一半"):
        return 0.5
    if w.has(r"\btiny\b|very small|很小|超小"):
        return 0.08
    if w.has(r"\bsmall|\blittle\b|小"):
        return 0.12 if logo else 0.25
    if w.has(r"\bbig|\blarge|\bhuge|大"):
        return 0.3 if logo else 0.45
    return 0.15 if logo else 0.3


def _opacity(w: Wording) -> float:
    level = w.find(r"<p([\d.]+)> (?:opacity|opaque)|(?:opacity|不透明度)[^<]{0,10}<p([\d.]+)>")
    if level:
        return min(float(level[1] or level[2]) / 100, 1.0)
    clear = w.find(
        r"<p([\d.]+)> ?(?:transparen|的?透明度)|(?:transparency|透明度)[^<]{0,10}<p([\d.]+)>"
    )
    if clear:
        return 1 - min(float(clear[1] or clear[2]) / 100, 0.95)
    if w.has(
        r"\bhalf opa|\b(?:semi[- ]?|half[- ]?)?transparent\b|\btranslucent\b|\bfaint\b|\bsubtle\b|"
        r"see[- ]through|半透明|淡淡|透明"
    ):
        return 0.5
    return 1.0


def _changed(w: Wording, draft: Draft, segment: Segment) -> Outcome | None:
    look = segment.look
    if w.has(r"\b(?:bigger|larger)\b|大一?[点些]|放大|变大|更大"):
        look = replace(look, width=min(look.width * 1.5, 1.0))
    elif w.has(r"\bsmaller\b|小一?[点些]|缩小|变小|更小"):
        look = replace(look, width=max(look.width / 1.5, 0.03))
    elif w.first("p") is not None and not w.has(r"opaci|transparen|透明"):
        look = replace(look, width=_width(w, False))
    if w.has(r"transparen|opaci|faint|透明"):
        look = replace(look, opacity=_opacity(w))
    named = position(w.text)
    if named:
        look = replace(look, position=named, x=None, y=None)
    start, end = segment.start, segment.end
    if w.first("t") is not None and w.has(_TIMED):
        start, end = _when(w, draft.duration)
    moved = extend(replace(segment, start=start), max(end - start, 40))
    if look == segment.look and moved == segment:
        return None
    result = edit(draft, replace(moved, look=look))
    times = f"{clock(moved.start)}-{clock(moved.end)}"
    last = {"kind": "overlay", "id": segment.id}
    return w.done(
        result,
        f"Changed the picture on top: {look.position}, {times}, {look.width:.0%} wide.",
        f"已调整叠加画面:{times},宽度 {look.width:.0%}。",
        last=last,
    )
