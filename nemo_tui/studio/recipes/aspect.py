"""The shape of the picture: 9:16, 1:1, 16:9, 4:5 by cropping, bars or a blurred background."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Canvas, Draft, Fit, TrackType
from nemo_tui.studio.language.placing import backdrop
from nemo_tui.studio.language.references import clips
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import looked, sequence

_WORDS = (
    ((9, 16), (
r"\bvertical(?:ly)?\b|\bportrait\b|\btall (?:video|format|version|and)\b|"
r"\btall,? not wide|\b(?:tik ?tok|reels?|shorts|"
r"instagram stor(?:y|ies)|stories|snapchat|douyin)\b|竖屏|竖版|竖的|竖着|竖向|"
r"纵向|抖音|快手|竖构图|手机竖"
)),
    ((1, 1), r"\bsquare(?:d)?\b(?!\.)|方形|正方|方的|方块|方版"),
    ((16, 9), (
r"\blandscape\b|\bhorizontal(?:ly)?\b|\bwide ?screen\b|\bfor (?:youtube|tv|"
r"a tv)\b|横屏|横版|横的|横着|横向|宽屏|电视|b ?站|横构图"
)),
)  # fmt: skip
_TARGET = (
    r"<r[\d.:]+>|"
    + "|".join(pattern for _, pattern in _WORDS)
    + r"|\baspect\b|\binstagram (?:feed|post)|\big (?:feed|post)\b|小红书"
)
_PLAIN_USE = r"\bflip|\bmirror|\bslide(?!show)|\bwipe|\brotat|翻转|镜像|滑|擦|旋转|划"
_BLUR = r"\bblur(?:red|ry|s)?\b|模糊|虚化|毛玻璃"
_PAD = (
    r"\bpad(?:ded|ding)?\b|\bletter ?box|\bpillar ?box|\bbars?\b|\bborders?\b|"
    r"\b(?:keep|whole|full|entire|complete|all)\b.*\b(?:picture|frame|image|video|"
    r"everything|visible|in view|content|shot|original)\b|\bwithout (?:cropping|"
    r"cutting|losing)|\bno crop|\bdon'?t (?:crop|cut)|\bfit (?:it |the (?:whole|"
    r"entire) )?|\bbackground\b|\bnothing (?:cut|cropped|lost)|黑边|白边|加边|边框|"
    r"补边|留边|完整|不裁|不要裁|不能裁|别裁|全部画面|背景|填充|留黑|整个画面|信箱|"
    r"保留全"
)
_CROP = r"\bcrop|\bfill|\bzoom|\bcut off|\btrim the sides|裁|填满|铺满|撑满|满屏"
_STRETCH = r"\bstretch|\bsquash|\bsquish|\bdistort|拉伸|变形"

_UNNAMED = (
    r"\b(?:change|adjust|set|fix|switch|different|another|new)\b[^<]{0,20}\baspect(?: ratio)?\b|"
    r"(?:改|调|换|变)整?(?:一下|个|下)?(?:视频|画面)?的?(?:比例|画幅|宽高比)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Set the shape and how the picture gets into it."""
    w = read(request, media)
    if w.quotes or (not draft.of(TrackType.VIDEO) and media.items):
        return None
    shape = _shape(w, draft, media)
    if shape is None:
        if blurred := _blurred(w, request, draft):
            return blurred
        return _refilled(w, draft, media) or (_which(w) if w.has(_UNNAMED) else None)
    if w.has(_PLAIN_USE) and not w.has(r"<r"):
        return None
    if len(draft.of(TrackType.VIDEO)) > 1 and w.has(r"\bcrop|裁") and clips(w, draft):
        return None
    fit = _fit(
        replace(
            w,
            text=(
                f"{w.text} "
                f"{read(replace(request, text=request.message or request.text), media).text}"
            ),
        )
    )
    short = _short(w, draft, media)
    width, height = _pixels(shape, short)
    colour = (backdrop(w.text) or "#000000") if fit == "pad" else draft.canvas.background
    canvas = replace(draft.canvas, width=width, height=height, fit=fit, background=colour)
    return _told(w, _plain_fits(replace(draft, canvas=canvas)), canvas, shape)


def _which(w: Wording) -> Outcome:
    return w.ask(
        "Which shape should it have: 9:16, 1:1, 4:5 or 16:9?",
        "要改成什么比例:9:16、1:1、4:5 还是 16:9?",
    )


def _plain_fits(draft: Draft) -> Draft:
    """The whole film takes the new fit."""
    video = draft.of(TrackType.VIDEO)
    return sequence(draft, [looked(s, fit="") for s in video]) if video else draft


def _shape(w: Wording, draft: Draft, media: Library) -> tuple[float, float] | None:
    """The wanted shape: the last ratio named wins over a word that only describes the source."""
    ratios = w.find(r"<r([\d.]+):([\d.]+)>(?!.*<r)")
    if ratios:
        return float(ratios[1]), float(ratios[2])
    if w.has(r"\binstagram (?:feed|post)|\big (?:feed|post)") and not w.has(
        r"\bsquare\b|方形|正方"
    ):
        return (4, 5)
    if w.has(r"小红书"):
        return (3, 4)
    found = [(m.start(), shape) for shape, pattern in _WORDS if (m := w.find(pattern))]
    if not found:
        return None
    named = [
        (at, shape) for at, shape in found
        if w.find(
r"(?:\bto|\binto|\bas|\bfor|\bin|\bmake it|\ba|成|为|改|转|变|要|到|适合|用于|"
rf"发|放)\s?(?:an? |the )?(?:{dict(_WORDS)[shape]})"
)
    ]  # fmt: skip
    if w.has(r"<s\d{3,}x\d+>"):
        return None
    return max(named or found)[1]


_GIVEN_UP = (
    r"\b(?:instead of|rather than) (?:the |black |blurred |blurry )*"
    r"(?:bars|borders|blur|background|cropping|crop)\b"
)


def _fit(w: Wording) -> Fit:
    w = replace(w, text=re.sub(_GIVEN_UP, " ", w.text))
    if w.has(_STRETCH) and not w.has(
        r"(?:no|not|don'?t|without) (?:be )?(?:stretch|distort|squash)|(?:不|别|勿)(?:要|"
        r"能|可)?(?:被)?(?:拉伸|变形)"
    ):
        return "stretch"
    if w.has(_BLUR):
        return "blur"
    if w.has(_PAD) and not w.has(
        r"\bno (?:black )?(?:bars|borders)|\bwithout (?:any )?(?:black )?(?:bars|"
        r"borders)|(?:不要|没有|去掉|不留|无|别有?)黑边|\bfill the (?:whole |"
        r"entire )?(?:screen|frame)"
    ):
        return "pad"
    return "crop"


def _short(w: Wording, draft: Draft, media: Library) -> int:
    """The shorter side: what was asked for, else the source's."""
    named = w.find(r"<s0x(\d+)>")
    if named:
        return int(named[1])
    canvas = draft.canvas
    if canvas.width and canvas.height:
        return min(canvas.width, canvas.height)
    items = [media.get(s.source) for s in draft.of(TrackType.VIDEO)]
    sides = [min(m.width, m.height) for m in items if m and m.width and m.height]
    return min(max(max(sides, default=1080), 240), 2160)


def _pixels(shape: tuple[float, float], short: int) -> tuple[int, int]:
    a, b = shape
    if a >= b:
        return round(short * a / b / 2) * 2, round(short / 2) * 2
    return round(short / 2) * 2, round(short * b / a / 2) * 2


def _refilled(w: Wording, draft: Draft, media: Library) -> Outcome | None:
    """With a shape already set: bars instead of cropping, blurred background, another colour."""
    canvas = draft.canvas
    if not (canvas.width and canvas.height) or w.has(r"<s|<t|\btext|\btitle|文字|标题|字幕"):
        return None
    if (
        w.has(r"\bbackground\b|\bbars?\b|\bborders?\b|\binstead\b|背景|黑边|白边|填充|裁|完整|铺满")
        and w.has(rf"{_BLUR}|{_PAD}|{_CROP}")
        and not w.has(r"music|音乐|sound")
    ):
        fit = _fit(w)
        colour = backdrop(w.text) or canvas.background
        canvas = replace(canvas, fit=fit, background=colour)
        return _told(w, replace(draft, canvas=canvas), canvas, (canvas.width, canvas.height))
    return None


def _blurred(w: Wording, request: Request, draft: Draft) -> Outcome | None:
    """`blurred`, right after a shape was set, is said of the background."""
    last, canvas = request.memory.get("last"), draft.canvas
    shaped = isinstance(last, dict) and last.get("kind") == "aspect" and canvas.width
    if not shaped or len(w.text) > 30 or not w.has(r"\bblur|模糊") or w.has(r"\bno\b|不"):
        return None
    canvas = replace(canvas, fit="blur")
    return _told(w, replace(draft, canvas=canvas), canvas, (canvas.width, canvas.height))


def _told(w: Wording, draft: Draft, canvas: Canvas, shape: tuple[float, float]) -> Outcome:
    how = {
        "crop": ("cropped to fill", "裁剪填满"), "pad": ("with bars", "补边、完整保留画面"),
        "blur": ("over a blurred background", "模糊背景填充"), "stretch": ("stretched", "拉伸"),
    }[canvas.fit]  # fmt: skip
    size = f"{canvas.width}x{canvas.height}"
    name = f"{shape[0]:g}:{shape[1]:g} now ({size})" if max(shape) < 100 else size
    return w.done(
        draft,
        f"The picture is {name}, {how[0]}.",
        f"画面已改为 {name.replace(' now ', '')},{how[1]}。",
        last={"kind": "aspect"},
    )
