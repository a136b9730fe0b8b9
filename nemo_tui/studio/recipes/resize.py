"""The size of the picture in pixels: 720p, 1280x720, half the size, 640 wide."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.placing import backdrop
from nemo_tui.studio.language.quantities import share
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.convert import CAN, CODECS, codec_name, only_span

_SIZE = (
    r"<s\d+x\d+>|(?<![\w<.])\d{3,4}(?: |-)(?:wide|tall)\b|\bresolution\b|\bresize|\bscale\b|"
    r"\bdownscale|\bupscale|"
    r"\bdimensions\b|<px\d+>(?: |-)?(?:wide|tall|high|width)|\b(?:width|"
    r"height) (?:of |to )?(?:<px)?\d+|\b(?:half|double|twice) the (?:resolution|"
    r"dimensions|width|height|pixels)|分辨率|尺寸|画面(?:大小|缩小)|宽(?:度)?(?:为|"
    r"是|改成|改为|调到|到|:)?(?:<px)?\d+|高(?:度)?(?:为|是|改成|改为|调到|到|"
    r":)?(?:<px)?\d+|<px\d+>宽|缩放"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Set the picture's size; the shape stays unless both sides are named."""
    w = read(request, media)
    if (
        not w.has(_SIZE)
        or w.quotes
        or w.has(r"\blogo\b|\btext\b|\btitle\b|\bcaption|标题|文字|字幕|水印")
    ):
        return None
    if draft.of(TrackType.AUDIO) and not draft.of(TrackType.VIDEO):
        return w.refuse(
            "There is only sound here, so there is no picture to size. Say “as mp3”, or upload "
            "photos or a clip for it.",
            "这里只有声音,没有画面,不能设置尺寸。可以说“导出mp3”,或者再上传照片或视频。",
        )
    width, height = _source(draft, media)
    wanted = _wanted(w, width, height)
    if wanted is None:
        if w.has(r"多少|\bwhat\b"):
            return None
        return w.ask(
            "To which size? For example 720p or 1280x720.", "要改成多大?比如 720p 或 1280x720。"
        )
    wide, high = (max(2, round(v / 2) * 2) for v in wanted)
    if not (16 <= wide <= 7680 and 16 <= high <= 7680):
        return w.refuse(
            "I can't make that size; 16 to 7680 pixels a side are possible.",
            "画面边长可以在 16 到 7680 像素之间,超出范围了。",
        )
    fit = (
        "stretch"
        if w.has(r"\bstretch|拉伸")
        else "crop"
        if w.has(r"\bcrop|\bfill|裁|铺满|填满")
        else "blur"
        if w.has(r"\bblur|模糊")
        else draft.canvas.fit
    )
    before = draft.canvas.codec
    ground = backdrop(w.text) or draft.canvas.background
    codec = next((name for name, pattern in CODECS if w.has(pattern)), draft.canvas.codec)
    canvas = replace(draft.canvas, width=wide, height=high, fit=fit, background=ground, codec=codec)
    rate = w.first("f")
    if rate and 1 <= rate <= 120:
        canvas = replace(canvas, fps=rate)
    format_ = w.find(rf"(?<![a-z0-9.])({'|'.join(CAN)})(?![a-z0-9])")
    if format_:
        draft = only_span(w, draft)
        canvas = replace(canvas, format=format_[1])
    extra = [f"{rate:g} fps"] if rate else []
    extra += [format_[1].upper()] if format_ else []
    extra += [codec_name(codec)] if codec != before else []
    more = ", " + ", ".join(extra) if extra else ""
    return w.done(
        replace(draft, canvas=canvas),
        f"The picture will be {wide}x{high}{more}.",
        f"画面尺寸将为 {wide}x{high}{more}。",
        last={"kind": "resize"},
    )


def _source(draft: Draft, media: Library) -> tuple[int, int]:
    """The size the film has now."""
    if draft.canvas.width and draft.canvas.height:
        return draft.canvas.width, draft.canvas.height
    for segment in draft.of(TrackType.VIDEO):
        item = media.get(segment.source)
        if item and item.width and item.height:
            turned = segment.look.rotate % 180 == 90
            wide = round(item.width * segment.look.crop_w)
            high = round(item.height * segment.look.crop_h)
            return (high, wide) if turned else (wide, high)
    return 1920, 1080


def _wanted(w: Wording, width: int, height: int) -> tuple[float, float] | None:
    exact = w.find(r"<s(\d{2,})x(\d+)>")
    if exact:
        return int(exact[1]), int(exact[2])
    short = w.find(r"(?:\bto|到|成|为) ?<s0x(\d+)>") or w.find(r"<s0x(\d+)>")
    if short:
        factor = int(short[1]) / min(width, height)
        if w.has(r"landscape|横屏|横版") and width < height:
            return round(int(short[1]) * 16 / 9), int(short[1])
        return width * factor, height * factor
    wide = w.find(
        r"(?:width|wide|宽度?)(?: of| to| is|为|是|改成|改为|调到|到|:|"
        r"设为)? ?(?:<px)?(\d{2,4})|(?:<px)?(\d{2,4})>?(?: |-)?(?:pixels )?(?:wide|宽)"
    )
    high = w.find(
        r"(?:height|tall|高度?)(?: of| to| is|为|是|改成|改为|调到|到|:|"
        r"设为)? ?(?:<px)?(\d{2,4})|(?:<px)?(\d{2,4})>?(?: |-)?(?:pixels )?(?:tall|high|"
        r"高)"
    )
    if wide and high:
        return int(wide[1] or wide[2]), int(high[1] or high[2])
    if wide:
        value = int(wide[1] or wide[2])
        return value, height * value / width
    if high:
        value = int(high[1] or high[2])
        return width * value / height, value
    if w.has(r"\bdouble\b|\btwice\b|<x2>|两倍|翻倍"):
        return width * 2, height * 2
    part = share(w.text)
    if part:
        by = w.has(r"\bby <p|(?:缩小|减小)了?<p")
        factor = 1 - part if by else part
        return (width * factor, height * factor) if 0 < factor <= 4 else None
    return None
