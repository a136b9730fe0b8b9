"""A frame as a picture file, or many as a contact sheet."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.spans import point
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request

_STILL = (
    r"^\W*(?:an? )?(?:png|jpe?g) (?:at|of|from) |"
    r"\bthumb(?:nail)?s?\b|\bscreen ?(?:shot|grab|cap)s?\b|\b(?:snapshot|poster)\b|"
    r"\bstill (?:image|frame|picture|from|of|at|shot)\b|\b(?:a|one|the|my|png|"
    r"jpe?g) still\b(?! too)|"
    r"\b(?:as|for) (?:an? |the |my )?(?:\w+ )?cover\b|\bcover (?:image|frame|picture|photo|shot)\b|"
    r"\b(?:a|my|the|video) cover\b|\bframe grab\b|\b(?:save|grab|"
    r"extract|export|get|take|capture|pull|give me|want|need|turn|"
    r"make)\b.*\b(?:frame|still|png|jpe?g)\b|\b(?:image|picture|photo|pic) (?:of|at|"
    r"from) (?:the )?(?:frame|<t|second|first|last|middle)|\b(?:save|grab|extract|"
    r"export|capture|take|snap)\b.*\b(?:image|picture|photo|pic)\b|"
    r"\bas (?:an? )?(?:png|jpe?g|image|picture|webp|photo)\b|\bcover image\b|截(?:一|"
    r"1|个|取)?(?:张|个|帧)?(?:图|画面|屏|帧|封面)|截一张|封面|缩略图|海报|截屏|截图|"
    r"(?:导出|保存|提取|存|取|抓)(?:.{0,10})(?:画面|帧|图片|静帧|png|jpe?g)|"
    r"第.{0,12}(?:画面|帧|图).{0,8}(?:png|jpg|图片|封面|存|导出)|当封面"
)
_MANY = (
    r"\b(?:each|every) (?:second|frame|<t\d+>)\b.*\b(?:picture|image|png|jpe?g|frame|still)s?\b|"
    r"\b(?:[2-9]|\d\d|several|multiple|some|all(?: the)?) (?:frames|stills|"
    r"screenshots|thumbnails)\b|"
    r"每(?:隔)?(?:<t\d+>|一?秒|一?帧).{0,6}(?:截|存|导出|保存).{0,4}(?:图|张|画面|帧)"
)
_SHEET = (
    r"\bcontact ?sheets?\b|\bthumbnail (?:sheet|grid|strip|montage)|"
    r"\bgrid of (?:frames|stills|thumbnails|screenshots|images)|\bstory ?board\b|"
    r"\bthumbnails? (?:overview|index)|\b(?:frames|stills|thumbnails|"
    r"screenshots)\b.*\b(?:grid|sheet|one (?:image|picture))|缩略图(?:拼|表|墙|总览|"
    r"网格|索引|集)|联系表|九宫格|宫格|接触印|拼图|故事板|预览图(?:表|拼)|"
    r"\d+张(?:缩略图|截图)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Set the export to a picture."""
    w = read(request, media)
    if w.quotes or w.file("image") or not draft.of(TrackType.VIDEO):
        return None
    if w.has(_SHEET):
        return _sheet(w, draft)
    if w.has(_MANY):
        return w.refuse(
            "I can't export several pictures at once. I can give one frame, or a contact sheet: "
            "say “contact sheet of 9 frames”, or name a moment.",
            "无法一次导出多张图片。可以导出某一刻的画面,或拼成一张:比如“9张缩略图”。",
        )
    if not w.has(_STILL) or w.has(
        r"\b(?:whole|full|entire|complete|the) frame (?:visible|in view)|\b(?:keep|fill|"
        r"show) (?:the )?(?:whole |full |entire )?frame|\b(?:whole|full|entire) frame|"
        r"\bfreeze|\bstill for\b|\bstop\b|\bhold\b|\bpause\b|\blinger|\bstay|\bremain|\bon[- "
        r"]screen\b|\bfor <t|暂停|停住|停留|\bfps\b|\bframe ?rate|\bblack and white|"
        r"\bslide ?show|\bvideo (?:from|of|out of) (?:the |these |my )?(?:photos|"
        r"pictures|images)|\blogo\b|\bcorner\b|\bpicture[- ]in|\bbrighter\b|\bsharp|"
        r"\bcrop|\bphotos\b|\bpictures\b|\binsert\b|定格|帧率|幻灯|水印|"
        r"\bvideos?\b.*\bmp4\b|<f\d+>|画面(?:太|调|变|更|亮|暗|旋转|裁)"
    ):
        return None
    return _still(w, draft)


def _format(w: Wording) -> str:
    if w.has(r"\bpng\b|png"):
        return "png"
    return "webp" if w.has(r"webp") else "jpg"


def _still(w: Wording, draft: Draft) -> Outcome | None:
    total = draft.duration
    if w.has(r"\b(?:last|final) frame|最后(?:一|1)?(?:帧|个画面|的画面|画面)|末帧|尾帧"):
        moment = max(total - 40, 0)
    elif w.has(r"\bfirst frame|\bopening frame|第1帧|第一帧|首帧|开头"):
        moment = 0
    elif w.has(r"\bmiddle\b|\bhalf ?way\b|中间"):
        moment = total // 2
    else:
        named = point(w.text)
        if named is not None and named > total:
            return w.refuse(
                f"The video is only {clock(total)} long, so there is no frame at {clock(named)}.",
                f"视频只有 {clock(total)} 长,没有 {clock(named)} 的画面。",
            )
        moment = named if named is not None else min(1000, total // 3)
    moment = min(moment, max(total - 40, 0))
    format_ = _format(w)
    canvas = replace(draft.canvas, still_ms=moment, sheet=0, format=format_, audio_only=False)
    return w.done(
        replace(draft, canvas=canvas),
        f"The export will be the frame at {clock(moment)} as {format_.upper()}.",
        f"将导出 {clock(moment)} 的画面,格式 {format_.upper()}。",
        last={"kind": "still"},
    )


def _sheet(w: Wording, draft: Draft) -> Outcome:
    grid = w.find(r"(\d+) ?(?:x|×|by|乘) ?(\d+)|<r(\d+):(\d+)>")
    count = w.find(
        r"(\d+)(?: \w+)? (?:frames|stills|thumbnails|images|screenshots|pictures|shots|"
        r"tiles)|(\d+) ?(?:张|个|格|宫|幅)|<f(\d+)>"
    )
    if grid:
        a, b = (grid[1], grid[2]) if grid[1] else (grid[3], grid[4])
        number = int(a) * int(b)
    else:
        number = int(next(g for g in count.groups() if g)) if count else 9
    number = min(max(number, 1), 100)
    format_ = _format(w)
    canvas = replace(draft.canvas, still_ms=None, sheet=number, format=format_, audio_only=False)
    return w.done(
        replace(draft, canvas=canvas),
        f"The export will be a contact sheet of {number} frames as {format_.upper()}.",
        f"将导出由 {number} 张画面拼成的缩略图,格式 {format_.upper()}。",
        last={"kind": "still"},
    )
