"""Crop: by share, pixels, side, to the centre; zoom in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.quantities import share
from nemo_tui.studio.language.references import clips, stretch
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.timeline import change, looked, parts, sequence, shown, within

_CROP = (
    r"\b(?:left|right|top|bottom|upper|lower|cent(?:er|re)|middle) (?:half|third|"
    r"part|<p[\d.]+>) of (?:the |its )?(?:picture|frame|image|screen)|\b(?:left|"
    r"right|upper|lower) half\b|画面(?:的)?(?:左|右|上|下)(?:半|边)|"
    r"\bcrop(?:ped|ping)?\b|(?:<p[\d.]+>|<px\d+>|\bhalf) (?:off|"
    r"from) (?:of )?(?:the |each |every |both |all |its )*(?:top|bottom|left|right|"
    r"sides?|edges?)|\bzoom(?:ed)? in\b|\bzoom\b|\bpunch in\b|\b(?:cut|trim|chop|"
    r"shave|remove) (?:off |away )?(?:the )?(?:black (?:bars|borders)|(?:top|bottom|"
    r"left|right|sides?|edges?)\b)|裁剪画面|(?:上|下|左|右|顶部?|底部?|四周|四边|"
    r"边缘|两边|两侧|周围)[^,]{0,4}(?:各|都|分别)?(?:裁|切|剪)|裁切|"
    r"裁掉(?:画面)?(?:的)?(?:上|下|左|右|顶|底|四|两|边|黑)|画面裁|裁(?:剪|"
    r"切)?(?:一下)?画面|裁(?:成|到|出|去)?(?:中间|中央|左|右|上|下)|裁剪|放大画面|"
    r"画面放大|放大<|放大(?=[左右上下中])|局部放大|裁去|去掉黑边|裁画面|四周|边缘|"
    r"只保留画面|只要画面"
)
_SIDES = (
    ("top", r"\btop\b|\bupper\b|顶|上(?:面|方|边|部|半)?"),
    ("bottom", r"\bbottom\b|\blower\b|底|下(?:面|方|边|部|半)?"),
    ("left", r"\bleft\b|左"), ("right", r"\bright\b|右"),
)  # fmt: skip
_ZOOM = r"zoom|punch in|放大"
Box = tuple[float, float, float, float]


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Keep a part of the picture."""
    w = read(request, media)
    if (
        not w.has(_CROP)
        or w.quotes
        or not draft.of(TrackType.VIDEO)
        or (w.first("t") is not None and not w.has(r"zoom|放大"))
    ):
        return None
    if w.has(r"\blogo\b|\btext\b|\btitle\b|\bcaption|标题|文字|字幕|水印"):
        return None
    probe = _box(w, 1920, 1080)
    if probe is None:
        return w.ask(
            (
                "Which part of the picture should stay? For example: the centre square, the left "
                "half, or 10% off each side."
            ),
            "要保留画面的哪一部分?比如:中间的正方形、左半边,或四周各裁掉 10%。",
        )
    if probe[2] < 0.02 or probe[3] < 0.02:
        return w.refuse(
            "I can't crop that much; nothing of the picture would be left.",
            "这样裁剪后画面就没有了,无法处理。",
        )

    def crop(segment: Segment) -> Segment:
        item = media.get(segment.source)
        return _cropped(segment, w, item)

    named = clips(w, draft) if len(shown(draft)) > 1 else []
    ids = {s.id for s in named}
    span = stretch(w, draft)
    if span and w.has(_ZOOM) and span.start < draft.duration:
        a, b = span.start, min(span.end, draft.duration)
        pieces = parts(draft, a, b)
        result = sequence(draft, [crop(s) if within(s, a, b) else s for s in pieces])
        return _told_zoom(w, result, a, b)
    result = change(draft, crop, lambda s: not ids or s.id in ids)
    if not ids and not result.canvas.width:
        result = _sized(w, result, media)
    look = next((s.look for s in result.of(TrackType.VIDEO) if not ids or s.id in ids), None)
    kept = f"{look.crop_w:.0%} x {look.crop_h:.0%}" if look else ""
    return w.done(
        result,
        f"Cropped: {kept} of the picture stays.",
        f"已裁剪画面,保留 {kept}。",
        last={"kind": "crop"},
    )


def _told_zoom(w: Wording, draft: Draft, start: int, end: int) -> Outcome:
    times = f"{clock(start)}-{clock(end)}"
    return w.done(
        draft, f"Zoomed in at {times}.", f"已在 {times} 放大画面。", last={"kind": "crop"}
    )


def _sized(w: Wording, draft: Draft, media: Library) -> Draft:
    """The film takes the shape of what stays; zooming in keeps the shape it had."""
    segment = draft.of(TrackType.VIDEO)[0]
    item = media.get(segment.source)
    if item is None or not item.width or not item.height:
        return draft
    zoom = w.has(_ZOOM)
    wide = item.width * (1.0 if zoom else segment.look.crop_w)
    high = item.height * (1.0 if zoom else segment.look.crop_h)
    if segment.look.rotate % 180:
        wide, high = high, wide
    width, height = (max(2, round(side / 2) * 2) for side in (wide, high))
    return replace(draft, canvas=replace(draft.canvas, width=width, height=height))


def _cropped(segment: Segment, w: Wording, item: Media | None) -> Segment:
    width, height = (
        (item.width, item.height) if item and item.width and item.height else (1920, 1080)
    )
    x, y, wide, high = _box(w, width, height) or (0.0, 0.0, 1.0, 1.0)
    look = segment.look
    return looked(
        segment,
        crop_x=round(look.crop_x + x * look.crop_w, 5),
        crop_y=round(look.crop_y + y * look.crop_h, 5),
        crop_w=round(wide * look.crop_w, 5),
        crop_h=round(high * look.crop_h, 5),
    )


def _box(w: Wording, width: int, height: int) -> Box | None:
    """x, y, width, height in shares of the picture."""
    exact = w.find(r"<s(\d{2,})x(\d+)>")
    if exact:
        return _around(w, min(int(exact[1]) / width, 1.0), min(int(exact[2]) / height, 1.0))
    ratio = w.find(r"<r([\d.]+):([\d.]+)>")
    if ratio or w.has(r"\bsquare\b|正方|方形"):
        a, b = (float(ratio[1]), float(ratio[2])) if ratio else (1.0, 1.0)
        shape = a / b * height / width
        return _around(w, min(shape, 1.0), min(1 / shape, 1.0))
    if w.has(_ZOOM):
        factor = w.first("x") or (
            1 + (w.first("p") or 30) / 100
            if (w.first("p") or 30) < 100
            else (w.first("p") or 100) / 100
        )
        return _around(w, 1 / max(factor, 1.01), 1 / max(factor, 1.01))
    amount = _amount(w, width, height)
    keeps = w.has(
        r"\b(?:keep|only|just|to) (?:only )?(?:the )?(?:cent|middle|left|right|top|"
        r"bottom|upper|lower|inner)|保留|只要|只留|中间|中央|裁(?:出|成|到)"
    ) and not w.has(r"\boff\b|\bfrom (?:the|each|every|all)|裁掉|去掉|切掉")
    if keeps:
        return _kept(w, amount)
    return _off(w, amount)


def _amount(w: Wording, width: int, height: int) -> Callable[[bool], float | None]:
    pixels, part = w.first("px"), share(w.text)

    def amount(across: bool) -> float | None:
        if pixels is not None:
            return pixels / (width if across else height)
        return part

    return amount


def _kept(w: Wording, amount: Callable[[bool], float | None]) -> Box | None:
    part = amount(True)
    sides = [name for name, pattern in _SIDES if w.has(pattern)]
    half = part if part is not None else 0.5
    if w.has(r"\bcent|\bmiddle\b|\binner\b|中间|中央|中心"):
        return _around(w, half, half)
    wide = half if {"left", "right"} & set(sides) else 1.0
    high = half if {"top", "bottom"} & set(sides) else 1.0
    if wide == high == 1.0:
        return None
    return (
        1 - wide if "right" in sides else 0.0,
        1 - high if "bottom" in sides else 0.0,
        wide,
        high,
    )


def _off(w: Wording, amount: Callable[[bool], float | None]) -> Box | None:
    across, down = amount(True), amount(False)
    if across is None or down is None:
        return None
    if w.has(
        r"\b(?:each|every|all|both) (?:\w+ )?(?:sides?|edges?)|\ball (?:around|round|"
        r"four)|\bedges\b|四周|四边|每边|各边|周围|边缘"
    ):
        if w.has(r"\bboth\b|两边|左右"):
            return (across, 0.0, 1 - 2 * across, 1.0)
        return (across, down, 1 - 2 * across, 1 - 2 * down)
    if w.has(r"左右|\bleft and right\b|\bthe sides\b|两侧|两边"):
        return (across, 0.0, 1 - 2 * across, 1.0)
    if w.has(r"上下|\btop and bottom\b"):
        return (0.0, down, 1.0, 1 - 2 * down)
    x = y = 0.0
    wide = high = 1.0
    named = [name for name, pattern in _SIDES if re.search(pattern, w.text)]
    for side in named:
        if side in ("left", "right"):
            x, wide = (x + across if side == "left" else x), wide - across
        else:
            y, high = (y + down if side == "top" else y), high - down
    return (x, y, wide, high) if named else (across / 2, down / 2, 1 - across, 1 - down)


def _around(w: Wording, wide: float, high: float) -> Box:
    """A box of this size, in the middle or at the named side."""
    sides = [name for name, pattern in _SIDES if w.has(pattern)]
    x = 0.0 if "left" in sides else 1 - wide if "right" in sides else (1 - wide) / 2
    y = 0.0 if "top" in sides else 1 - high if "bottom" in sides else (1 - high) / 2
    return (x, y, wide, high)
