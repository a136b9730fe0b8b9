"""Turn and mirror the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.references import clips, whose
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Language, Library, Outcome, Request
from nemo_tui.studio.rendering.pictures import STRAIGHTENS
from nemo_tui.studio.timeline import change, looked, shown

_ROTATE = (
    r"转(?:一下|个)?方向|^\W*转一下|"
    r"\brotat(?:e|ed|ion|es|ing)\b|\bturn(?:ed)? (?:it |this |the (?:video|picture|"
    r"clip|image) |<F\d+> )*(?:<a|\d|a quarter\b|<p25>|clockwise|counter|anti|upside|sideways|"
    r"right|"
    r"left|90|around\b|on its side|to the (?:left|right)|the right way)|<a-?[\d.]+>|"
    r"\bupside[- ]?down\b|\bsideways\b|\bupright\b|旋转|转<a|倒置|上下颠倒|颠倒|转正|"
    r"横过来|竖过来|倒过来|转过来|(?:顺|逆)时针|摆正|歪|"
    r"\btilt(?:ed)?\b|\bcrooked\b|\bstraighten\b|\blevel (?:it|the (?:horizon|"
    r"picture))|倾斜|斜|调平|拉直"
)
_FLIP = (
    r"\bflip(?:ped|s)?\b|\bmirror(?:ed|s)?\b|翻转|镜像|左右(?:颠倒|对调|互换|反)|"
    r"水平翻|垂直翻|上下翻|左右翻|反转画面|对称"
)

_ABOUT_WORDS = (
    r"\b(?:rotate|turn|tilt|flip|mirror)\b.*\b(?:it|that)\b|它.*[转斜]|[转斜].*它|"
    r"字.*[转斜]"
)
_OTHER_WAY = (
    r"\b(?:other|opposite|wrong) (?:way|direction)\b|反方向|相反|另一?(?:个|边)?方向|另一边|"
    r"方向(?:反|错)了"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Rotate by quarter turns; flip across an axis."""
    w = read(request, media)
    if (
        w.quotes
        or not draft.of(TrackType.VIDEO)
        or w.has(r"\btext\b|\btitle\b|\border\b|文字|标题|顺序")
    ):
        return None
    last = request.memory.get("last")
    if isinstance(last, dict) and last.get("kind") == "text" and w.has(_ABOUT_WORDS):
        return w.refuse(
            "I cannot turn words, only the picture. I can move them or change their size.",
            "文字不能旋转,只能旋转画面。文字可以移动或改变大小。",
        )
    turned = isinstance(last, dict) and last.get("kind") == "rotate"
    if turned and len(w.text) < 40 and w.has(_OTHER_WAY):
        return _rotated(replace(w, text="<a180>"), draft)
    if w.has(_FLIP) and not w.has(r"<a|\bclockwise"):
        return _flipped(w, draft)
    return _rotated(w, draft) if w.has(_ROTATE) else None


def _flipped(w: Wording, draft: Draft) -> Outcome:
    both = w.has(r"\bboth\b|upside[- ]?down and|水平(?:和|与|、)垂直|上下左右")
    vertical = w.has(
        r"\bvertical(?:ly)?\b|\bupside[- ]?down\b|\btop to bottom\b|"
        r"\bup(?:side)?[- ]down\b|垂直|上下|竖直"
    )
    axis = "hv" if both else "v" if vertical else "h"

    def flip(segment: Segment) -> Segment:
        now = set(segment.look.flip) ^ set(axis)
        return looked(segment, flip="".join(c for c in "hv" if c in now))

    result = change(draft, flip, _chosen(w, draft))
    name = {
        "h": ("left to right", "水平"),
        "v": ("top to bottom", "垂直"),
        "hv": ("both ways", "水平和垂直"),
    }[axis]
    return w.done(
        result,
        f"Flipped the picture {name[0]}{_whose(w, draft, 'en')}.",
        f"已{name[1]}翻转画面{_whose(w, draft, 'zh')}。",
        last={"kind": "rotate"},
    )


def _rotated(w: Wording, draft: Draft) -> Outcome | None:
    angle = _angle(w)
    if angle is None:
        if w.has(r"\bmake sure\b|\bupright\b|last time|转正|摆正|不要横") and not w.has(
            r"\brotate\b|旋转"
        ):
            return None
        return w.ask(
            (
                "By how much should I turn it: 90 degrees clockwise, 90 degrees "
                "counter-clockwise, 180, or another angle?"
            ),
            "要怎么旋转?顺时针 90 度、逆时针 90 度,还是 180 度?",
        )
    if angle % 90:
        return _tilted(w, draft, angle)
    turn = round(angle) % 360

    def rotate(segment: Segment) -> Segment:
        return looked(segment, rotate=(segment.look.rotate + turn) % 360)

    result = change(draft, rotate, _chosen(w, draft))
    canvas = result.canvas
    if turn % 180 and canvas.width and not clips(w, draft):
        turned = replace(canvas, width=canvas.height, height=canvas.width)
        result = replace(result, canvas=turned)
    told, way, way_zh = (turn, "clockwise", "顺时针")
    if turn == 270:
        told, way, way_zh = (90, "counter-clockwise", "逆时针")
    return w.done(
        result,
        f"Rotated by {told} degrees {way}{_whose(w, draft, 'en')}.",
        f"已{way_zh}旋转 {told} 度{_whose(w, draft, 'zh')}。",
        last={"kind": "rotate"},
    )


def _tilted(w: Wording, draft: Draft, angle: float) -> Outcome:
    """A turn that is no quarter: the frame stays and the picture turns inside it."""
    quarter = round(angle / 90) * 90
    tilt = round(angle - quarter, 2)
    further = w.has(r"\bmore\b|\bfurther\b|\banother\b|再|多")

    def turn(segment: Segment) -> Segment:
        now = (segment.look.rotate + quarter) % 360
        total = tilt + segment.look.tilt if further else tilt
        return looked(segment, rotate=now, tilt=min(max(total, -45.0), 45.0))

    result = change(draft, turn, _chosen(w, draft))
    small = abs(tilt) <= STRAIGHTENS
    way, way_zh = ("clockwise", "顺时针") if angle > 0 else ("counter-clockwise", "逆时针")
    return w.done(
        result,
        f"Turned the picture by {abs(angle):g} degrees {way}"
        + (
            ", cropped a little so that no corner is empty."
            if small
            else "; the corners are black."
        ),
        f"已将画面{way_zh}旋转 {abs(angle):g} 度"
        + (",略微裁切以免露出黑角。" if small else ",四角为黑色。"),
        last={"kind": "rotate"},
    )


def _whose(w: Wording, draft: Draft, language: Language) -> str:
    return whose(clips(w, draft) if len(shown(draft)) > 1 else [], language)


def _chosen(w: Wording, draft: Draft) -> Callable[[Segment], bool]:
    named = clips(w, draft) if len(shown(draft)) > 1 else []
    ids = {s.id for s in named}
    return lambda s: not ids or s.id in ids


def _angle(w: Wording) -> float | None:
    """Degrees clockwise."""
    degrees = w.first("a")
    plain = w.find(r"(?:rotate|turn|旋转|转)\D{0,24}(90|180|270|45|30)\b")
    counter = w.has(
        r"counter[- ]?clock|anti[- ]?clock|\bccw\b|\bto the left\b|\bleft\b|逆时针|向左|"
        r"往左|左转|左旋"
    )
    if degrees is None and plain:
        degrees = float(plain[1])
    if degrees is not None:
        return -degrees if counter else degrees
    if w.has(r"upside[- ]?down|turn(?:ed)? (?:it |the \w+ )?around|倒置|颠倒|倒过来|上下反"):
        return 180
    if counter:
        return -90
    if w.has(
        r"\bclockwise\b|\bcw\b|\bto the right\b|\bright\b|顺时针|向右|往右|右转|右旋|quarter turn"
    ):
        return 90
    return None
