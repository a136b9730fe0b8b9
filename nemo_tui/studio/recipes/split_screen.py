"""Clips at the same time: side by side, one above the other, in a grid of four."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock, listed, say
from nemo_tui.studio.language.references import CLIP, ORDER, clips
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.framing import framed
from nemo_tui.studio.recipes.join import arranged
from nemo_tui.studio.timeline import beside, is_mark, is_still, looked, sequence, whole

_NAMED = (
    r"\bbeside (?:the|it|each)|\bnext to (?:the|it)\b|\balongside\b|旁边|"
    r"\bsplit[- ]?screen|\bscreen split\b|\bside[- ]by[- ]side\b|"
    r"\bnext to each other\b|"
    r"\b(?:one )?above (?:the other|each other)\b|\bon top of each other\b|"
    r"\b(?:2|two) ?(?:x|by) ?(?:2|two)\b|\bgrid\b|\bfour[- ]way\b|\bdiptych\b|"
    r"\b(?:at the same time|simultaneously|at once)\b.*\b(?:screen|frame|picture)\b|"
    r"\bone on (?:the )?(?:left|each side|top)\b|"
    r"分屏|并排|并列|同屏|四宫格|田字|拼在同一(?:个)?画面|同一(?:个)?画面|"
    r"(?:一左一右|一上一下)|(?:左右|上下)(?:各(?:放|显示)?(?:一|1)|排列|拼接|拼在|摆放|对比)"
)
_SURELY = (
    r"\bbeside\b|\bnext to\b|\balongside\b|旁边|\bsplit[- ]?screen|"
    r"\bside[- ]by[- ]side\b|分屏|并排"
)
_ON_TOP = r"\bover\b|\bpip\b|picture[- ]in[- ]picture|\bsmall|\b(?:top|bottom)[- ](?:left|right)\b"
_STACKED = (
    r"\b(?:above|below|on top of each other|stack(?:ed)?|vertically|top and (?:the )?bottom|"
    r"one on top)\b|\btop\b.*\bbottom\b|\bbottom\b.*\btop\b|\bupper half\b|上下|一上一下|"
    r"上(?:面|边|方|半).*下(?:面|边|方|半)|下(?:面|边|方|半).*上(?:面|边|方|半)|竖着"
)
_SIDE_WORD = {
    "left": r"\bleft\b(?! out)|左(?:边|侧|面|半边?|屏|方)?",
    "right": r"\bright\b(?! after| away| now)|右(?:边|侧|面|半边?|屏|方)?",
    "top": r"\b(?:top|above|upper)\b|上(?:边|面|方|半边?|屏)?",
    "bottom": r"\b(?:bottom|below|lower|underneath)\b|下(?:边|面|方|半边?|屏)?",
}
_SIDE = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _SIDE_WORD.items())
_ORDINAL = "|".join(ORDER)
_CLIP = (
    rf"<F\d+>|\b(?:{_ORDINAL}) {CLIP}|\b(?:clip|video) \d+|"
    r"第\d+(?:个|段|张|条)?(?:视频|素材|片段|照片)?|\bother(?: one)?\b|另一?(?:个|段)"
)
_PAIR = (
    rf"(?:(?:{_CLIP})[^<]{{0,14}}(?:{_SIDE_WORD['left']}|{_SIDE_WORD['top']}).*"
    rf"(?:{_SIDE_WORD['right']}|{_SIDE_WORD['bottom']}))"
)
_SWAP = (
    r"\b(?:swap|switch|exchange|flip)\b.*\b(?:sides?|them|two|places|left|right|clips|round|"
    r"around)\b|\bother way (?:a)?round\b|(?:左右|上下|两边|位置)?(?:互?换|对调|调换|交换|反过来)"
)
_WHOLE = (
    r"\b(?:whole|entire|full) (?:picture|frame|image|clip)|\b(?:don'?t|no|"
    r"without) crop|完整|不要?裁"
)
_OTHER = (
    r"\bcrop\b(?!ping)|\bflip\b|\bmirror|\brotate|\bslide\b|\bwipe\b|\btransition|\bpan\b|"
    r"\bcorner\b|\blogo\b|\bthumbnails?\b|\bcontact\b|\bframes\b|\bstills?\b|缩略图|截图|封面|帧|"
    r"\btext\b|\btitle\b|\bcaption|\bblur|画中画|角|水印|标题|文字|字幕|"
    r"转场|过渡|滑|推|模糊|翻转|镜像|旋转|音量|声道"
)
Box = tuple[float, float, float, float]
LIMIT = 4


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Lay clips out beside each other, or change how they lie."""
    w = read(request, media)
    if w.quotes:
        return None
    shown = _shown(draft)
    last = request.memory.get("last")
    if shown and isinstance(last, dict) and last.get("kind") == "split_screen":
        changed = _changed(w, draft, shown)
        if changed:
            return changed
    if not (w.has(_NAMED) or _sides_of_two(w)) or w.has(_OTHER):
        return None
    if len(draft.of(TrackType.VIDEO)) < 2 and not w.has(_SURELY):
        return None
    return _made(w, request, draft, media)


# What is done to all clips, or to one that is named; and what cannot be done beside another.
_BY_CLIP = frozenset({"mute", "volume", "look", "rotate", "crop", "motion"})
_NEVER = frozenset({"speed", "reverse", "fade", "freeze", "border", "loop", "split"})


def whole_screen(
    outcome: Outcome | None, before: Draft, request: Request, library: Library
) -> Outcome | None:
    """An edit of a split screen is one of all its clips: one box alone is no answer to `it`."""
    laid = beside(before)
    if outcome is None or outcome.draft is None or not laid:
        return outcome
    last = outcome.memory.get("last")
    kind = last.get("kind") if isinstance(last, dict) else None
    touched = outcome.draft.of(TrackType.VIDEO) != before.of(TrackType.VIDEO)
    named = kind in _BY_CLIP and bool(clips(read(request, library), before))
    alike = kind in _BY_CLIP and (named or beside(outcome.draft) != laid)
    if kind not in _BY_CLIP | _NEVER or not touched or alike:
        return outcome
    told = say(
        request.language,
        "I can't do that to clips side by side. I can trim, mute or recolour all of it, swap the "
        "sides, or do it to the clips before they are put side by side (say “undo” first).",
        "分屏之后无法这样做。可以整体裁剪、静音或调色、交换左右,或先撤销,处理好单个素材再分屏。",
    )
    return Outcome(told, None, "refusal")


def _sides_of_two(w: Wording) -> bool:
    """`beach on the left, dog on the right`, 左边放city右边放dog."""
    marks = re.findall(_CLIP, w.text)
    return len(marks) > 1 and len(_sides(w)) > 1 and not w.has(rf"<[tp][\d.]+>|{_ON_TOP}")


def _sides(w: Wording) -> list[tuple[int, str]]:
    """Every side that is named, with its place in the text, each once."""
    found: dict[str, int] = {}
    text = re.sub(r"左右|上下|一左一右|一上一下", lambda m: " " * len(m[0]), w.text)
    for m in re.finditer(_SIDE, text):
        found.setdefault(str(m.lastgroup), m.start())
    return sorted((place, name) for name, place in found.items())


def _made(w: Wording, request: Request, draft: Draft, media: Library) -> Outcome:
    chosen = _chosen(w, draft, media)
    if len(chosen) < 2:
        return w.ask(
            "A split screen takes two to four clips. Which ones? Please upload or name them.",
            "分屏需要两到四段素材。要用哪几段?请上传或说出名字。",
        )
    if len(chosen) > LIMIT:
        return w.ask(
            "I can show up to four clips at once. Which ones shall I take?",
            "一个画面最多放四段素材。要用哪几段?",
        )
    ordered = _by_side(w, chosen)
    boxes = _boxes(len(ordered), stacked=w.has(_STACKED))
    fit = "pad" if w.has(_WHOLE) else ""
    result = _laid(draft, ordered, boxes, fit)
    return _told(w, _heard(w, framed(request, result, media)))


def _chosen(w: Wording, draft: Draft, media: Library) -> list[Segment]:
    """The clips that are meant: those named, in the order of mention, or all there are."""
    used = {s.source for s in draft.of(TrackType.VIDEO)}
    free = [m for m in media.of("image") if m.id not in used and not is_mark(m)]
    if len(free) == 1 and len(used) == 1 and w.has(r"\b(?:photo|picture|image)\b|照片|图片|<F"):
        return [whole(free[0], draft.duration), *draft.of(TrackType.VIDEO)]
    named = arranged(draft, [f for f in w.files if f.kind in ("video", "image")])
    numbered = clips(w, draft)
    found = named if len(named) > 1 else numbered if len(numbered) > 1 else []
    video = list(draft.of(TrackType.VIDEO))
    if not found and len(named or numbered) == 1:
        first = (named or numbered)[0]
        found = [first, *(s for s in video if s.source != first.source)]
        return found if len(found) == 2 else []
    return found or video


def _by_side(w: Wording, chosen: list[Segment]) -> list[Segment]:
    """The clips from left to right, or from top to bottom, as the sides are given."""
    seen = replace(w, text=re.sub(rf"(?:{_SOUND_OF}).*$", "", w.text))
    sides = [name for _, name in _sides(seen)]
    order = ("left", "top", "right", "bottom")
    if len(chosen) != 2 or not sides:
        return chosen
    first = order.index(sides[0]) < 2
    beside = w.find(rf"(?:{_CLIP})[^<]*\bto the (?:left|right) of\b|在<F\d+>(?:的)?[左右上下]")
    if beside and beside[0].startswith("在"):
        first = not first
    return chosen if first else chosen[::-1]


def _boxes(count: int, *, stacked: bool) -> list[Box]:
    """The boxes of so many clips, as shares of the picture."""
    if count == 4 and not stacked:
        return [(x, y, 0.5, 0.5) for y in (0.0, 0.5) for x in (0.0, 0.5)]
    share = 1 / count
    if stacked:
        return [(0.0, i * share, 1.0, share) for i in range(count)]
    return [(i * share, 0.0, share, 1.0) for i in range(count)]


def _laid(draft: Draft, chosen: list[Segment], boxes: list[Box], fit: str) -> Draft:
    """The longest clip becomes the timeline's, the others lie beside it until it ends."""
    moving = [s for s in chosen if not is_still(s)] or chosen
    base = max(moving, key=lambda s: s.length)
    boxed = {s.id: _boxed(s, box, fit) for s, box in zip(chosen, boxes, strict=True)}
    video = [boxed.get(s.id, s) for s in draft.of(TrackType.VIDEO)]
    kept = [s for s in video if s.id == base.id or s.id not in boxed]
    made = sequence(draft, kept if base.id in {s.id for s in kept} else [boxed[base.id], *kept])
    placed = next(s for s in made.of(TrackType.VIDEO) if s.source == base.source and s.look.height)
    names = {s.id for track in made.tracks for s in track.segments}
    laid = [
        replace(boxed[s.id], id=f"{s.id}-beside", start=placed.start, length=placed.length)
        for s in chosen
        if s.id != base.id and f"{s.id}-beside" not in names
    ]
    return made.with_segments(TrackType.OVERLAY, (*made.of(TrackType.OVERLAY), *laid))


def _boxed(segment: Segment, box: Box, fit: str) -> Segment:
    x, y, width, height = (round(share, 4) for share in box)
    return looked(
        segment, x=x, y=y, width=width, height=height, fit=fit, transition="cut", transition_ms=0
    )


_SOUND_OF = (
    r"\b(?:sound|audio|voice)\b[^<]{0,20}\b(?:of|from|on)\b|\bonly\b.*\b(?:sound|audio)\b|"
    r"(?:只|仅).{0,6}(?:声音|原声)|(?:声音|原声)(?:只|用|取|来自)"
)


def _heard(w: Wording, draft: Draft) -> Draft:
    """`sound from the left one only`: the others fall silent."""
    m = w.find(rf"(?:{_SOUND_OF})(.*)$")
    if m is None:
        return draft
    part = replace(w, text=m[0])
    sides = [name for _, name in _sides(part)]
    shown = _shown(draft)
    chosen = {f.id for f in w.files if f"<F{w.files.index(f)}>" in m[0]}
    for segment in shown:
        at_start = not (segment.look.x or segment.look.y)
        loud = segment.source in chosen or (
            bool(sides) and at_start == (sides[-1] in ("left", "top"))
        )
        draft = _replaced(draft, looked(segment, volume=100.0 if loud else 0.0))
    return draft


def _shown(draft: Draft) -> list[Segment]:
    """The clips of a split screen, from left to right, then down."""
    laid = [s for s in draft.of(TrackType.OVERLAY) if s.source and s.look.height]
    base = [s for s in draft.of(TrackType.VIDEO) if s.look.height]
    return sorted([*base, *laid], key=lambda s: (s.look.y or 0, s.look.x or 0)) if laid else []


def _replaced(draft: Draft, segment: Segment) -> Draft:
    return replace(
        draft,
        tracks=tuple(
            replace(t, segments=tuple(segment if s.id == segment.id else s for s in t.segments))
            for t in draft.tracks
        ),
    )


def _changed(w: Wording, draft: Draft, shown: list[Segment]) -> Outcome | None:
    """Other sides, or one above the other instead, for the clips that lie there."""
    order = shown
    if w.has(_SWAP):
        order = shown[::-1]
    elif w.files and _sides(w) and len(shown) == 2:
        wanted = [s for s in shown if s.source == w.files[0].id]
        rest = [s for s in shown if s not in wanted]
        order = _by_side(w, [*wanted, *rest])
    elif not (w.has(_NAMED) or w.has(_STACKED)) or w.files:
        return None
    now = all(not s.look.x for s in shown)
    stacked = (w.has(_STACKED) or now) and not w.has(r"side[- ]by[- ]side|\bleft\b|左右|并排")
    for segment, box in zip(order, _boxes(len(order), stacked=stacked), strict=True):
        draft = _replaced(draft, _boxed(segment, box, segment.look.fit))
    return _told(w, draft)


def _told(w: Wording, draft: Draft) -> Outcome:
    shown = _shown(draft)
    names = listed([s.label for s in shown], w.language)
    stacked = len({s.look.y for s in shown}) == len(shown)
    en, zh = ("one above the other", "上下排列") if stacked else ("side by side", "左右排列")
    if len(shown) > 3 and not stacked:
        en, zh = "in a grid", "四宫格排列"
    silent = listed([s.label for s in shown if not s.look.volume] or ["-"], w.language)
    quiet = any(not s.look.volume for s in shown)
    until = clock(shown[0].end)
    return w.done(
        draft,
        f"Split screen: {names} {en} until {until}; a shorter clip holds its last picture."
        + (f" Without the sound of {silent}." if quiet else ""),
        f"已做成分屏:{names} {zh},到 {until};较短的素材停在最后一帧。"
        + (f"不含 {silent} 的声音。" if quiet else ""),
        last={"kind": "split_screen"},
    )
