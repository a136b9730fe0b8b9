"""A smaller file: under a size, by a share, or small enough for an app."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import seconds, size
from nemo_tui.studio.language.quantities import share
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes import own_form, resize
from nemo_tui.studio.recipes.speed import squeezes_time
from nemo_tui.studio.render import frame_of
from nemo_tui.studio.rendering import sizing
from nemo_tui.studio.rendering.pictures import Frame
from nemo_tui.studio.rendering.plan import PICTURE_FORMATS, Output

_SMALLER = (
    r"(?:缩小?|压缩?|减小?)(?:到|至|成|为)(?:原来)?的?<p|"
    r"(?:文件|视频|体积)的?(?:大小)?(?:减少|减小|降低|缩小|变小|减)|"
    r"\bas small as (?:you can|possible)|(?:尽量|尽可能|越)小(?:一?[点些]|越好)|"
    r"\bhalf as (?:big|large|heavy)|\bhalf (?:its|the) size|"
    r"<p[\d.]+> (?:of )?(?:the |its )?(?:original |current |file )*size\b|\b(?:third|"
    r"quarter) the size|"
    r"\bcompress|\bshrink|\bsmaller\b|\bsmall(?:er)? (?:file|size|enough)|"
    r"\breduce\b.*\b(?:size|file|mb|weight|footprint|by|bytes)\b|\breduce (?:it|this|"
    r"the video|my video)\b|\bfile ?size\b|\btoo (?:big|large|heavy)\b|\b(?:make|get|"
    r"bring|keep|squeeze|fit|need|want|cut|squash|take|squish)\b.*<b\d+>|\bunder <b|"
    r"\bbelow <b|\bless than <b|\bmax(?:imum)?(?: of)? <b|\bat most <b|\bup to <b|"
    r"\bno (?:more|bigger|larger) than <b|<b\d+> (?:or less|max|limit|or under|"
    r"or smaller|tops|at most|cap)|"
    r"\blighter\b|\bsave space\b|\bdownsize\b|\bsqueeze\b|\bhalf the (?:size|file)|"
    r"\bhalve (?:the )?(?:file|size)|\bminimi[sz]e\b|\blower the bit ?rate\b|"
    r"\bfit(?:s)? (?:in|into|within|on|for|under)\b|\bsize (?:down|limit)|"
    r"\bfile is (?:huge|too)|\b(?:can'?t|cannot|won'?t|wouldn'?t|couldn'?t) (?:send|"
    r"upload|attach|share|email|post)\b|\bfor (?:whats ?app|discord|e-?mail|gmail|"
    r"wechat|telegram|slack)\b|\bemail(?:able|ing)?\b|\bdiscord\b|\bwhats ?app\b|"
    r"压缩|压小|压到|压成|压一下|压一压|减小(?:体积|文件|大小)|缩小(?:体积|文件|大小|"
    r"到<b|一半|<p|视频体积)|体积|文件(?:太|有点|好|过)大|太大了?(?:$|发|传|,)|变小|"
    r"瘦身|(?:到|以内|以下|之内|不超过|小于|低于|控制在|最多|少于).{0,6}<b\d+>|"
    r"<b\d+>(?:以内|以下|之内|左右|就行|内)|(?:发|传|上传)不(?:出去|了|上去|过去|上)|"
    r"小一?[点些](?:.*(?:发|传|文件|体积))|文件(?:变|弄|搞)小|减半|能发(?:微信|邮|"
    r"朋友)"
)
# Limits of the places that people send to, in MB. Sources: the services' own help pages.
_APPS = (
    (r"\bwhats ?app\b", "WhatsApp", 16), (r"\bdiscord\b", "Discord", 10),
    (r"\bgmail\b|\be-?mail(?:s|ed|ing|able)?\b|\boutlook\b|\bmail\b|邮件|邮箱",
     "e-mail", 25),
    (r"\bwechat\b|\bweixin\b|微信|朋友圈", "WeChat", 25), (r"\bqq\b|QQ", "QQ", 50),
    (r"\btelegram\b", "Telegram", 50), (r"\bslack\b", "Slack", 50),
    (r"\bimessage\b|\bmms\b", "MMS", 3),
    (r"\btwitter\b|\bx\.com\b", "X", 512), (r"钉钉", "DingTalk", 50),
    (r"\bmessenger\b", "Messenger", 25), (r"\bgithub\b", "GitHub", 10),
    (r"\bsignal\b", "Signal", 100),
)  # fmt: skip
_MUCH = (
    r"\b(?:a lot|much|way|as much as|as small as|drastically|tiny|maximum|"
    r"significantly|heavily|really)\b|很多|尽量小|最小|尽可能小|大幅|狠|极限"
)
_QUALITY = (
    r"(?:without|w/o|no|minimal|little|barely|keep(?:ing)?|preserv\w*|"
    r"maintain\w*)(?: \w+){0,4} (?:quality|loss|sharp|detail)|\blossless|visually|"
    r"(?:画质|清晰度|质量)(?:.{0,4})(?:不变|不降|不损|保持|无损|别)|不(?:损失|影响|"
    r"降低)(?:画质|质量|清晰)|无损"
)

# A copy writes its own tables: they may be a little larger.
ROOM_FOR_TABLES = 1.02
_SCALED = r"\b(?:re)?scale\b|\bresize\b|\bdimensions\b|\bpixels\b|缩放|画面(?:大小|尺寸)|长宽|宽高"
_CODECS = (("av1", r"(?<![a-z])av1(?!\d)"), ("hevc", r"\bh\.?265\b|\bhevc\b"))
_OTHER = (
    r"\bbright|\bcontrast|\bsatur|\bvolume|\bspeed\b|\bsound\b|\bnoise|\bopacity|"
    r"\bexposure|\bfps\b|\bframe ?rate|\bblur|\bduration\b|\blength\b|亮度|对比|饱和|"
    r"音量|速度|帧率|模糊|时长|分辨率|\bresolution\b"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Set the size that the export must stay under."""
    w = read(request, media)
    if (
        w.has(r"\b(?:write|draft|compose)\b")
        or w.quotes
        or not (w.has(_SMALLER) or (w.first("b") is not None and len(w.text) < 40))
    ):
        return None
    if w.has(_OTHER) and not w.has(r"<b\d|\bsize\b|\bfile\b|体积|文件|compress|压缩"):
        return None
    if not w.first("b") and (squeezes_time(w) or w.has(_SCALED)):
        return None
    last = request.memory.get("last")
    if w.has(
        r"\b(?:text|title|caption|logo|font|pip|watermark|corner|picture in picture)\b|"
        r"标题|文字|字幕|水印|画中画|角"
    ):
        return None
    if (
        not w.first("b")
        and w.has(r"\bshorter\b|<t\d+>|<s\d+x\d+>|<r")
        and not w.has(r"compress|压缩|size|体积|文件")
    ):
        return None
    if (
        isinstance(last, dict)
        and last.get("kind") in ("text", "overlay")
        and not w.has(r"compress|file|压缩|文件|体积|<b")
    ):
        return None
    return _limited(w, request, draft, media)


def _limited(w: Wording, request: Request, draft: Draft, media: Library) -> Outcome | None:
    message = read(replace(request, text=request.message or request.text), media)
    limit, reason = _wanted(w, message, draft, media)
    if reason == "guess" and message.has(r"<s\d+x\d+>"):  # the size that is named makes it smaller
        return resize.nemo_recipe(replace(request, text=request.message), draft, media)
    sized = resize.nemo_recipe(request, draft, media) if w.has(r"<s\d+x\d+>") else None
    draft = sized.draft if sized and sized.draft else draft
    named = next((name for name, pattern in _CODECS if w.has(pattern)), "")
    canvas = replace(draft.canvas, max_bytes=limit, codec=named or draft.canvas.codec)
    is_whole = own_form.is_whole(draft, media)
    draft = replace(draft, canvas=own_form.with_form(canvas, draft, media))
    frame = _frame(draft, media)
    present = sizing.source_bytes(draft, media)
    if reason in ("share", "guess"):
        if present <= (least := _least(draft, frame, 1_000)) and is_whole:
            return _left(w, own_form.as_it_is(draft, media), present)
        draft = replace(draft, canvas=replace(draft.canvas, max_bytes=max(limit, least)))
    elif present and present < limit and is_whole:
        return _fitting(w, own_form.as_it_is(draft, media), present, limit, reason)
    elif refusal := _unreachable(w, draft, frame, limit):
        return refusal
    return _limited_to(w, draft, frame, present, reason)


def _limited_to(
    w: Wording, draft: Draft, frame: Frame | None, present: int, reason: str
) -> Outcome:
    """What is said of a limit that is to be kept."""
    limit = draft.canvas.max_bytes
    was = f" (the source is {size(present)})" if present else ""
    was_zh = f"(原文件 {size(present)})" if present else ""
    note, note_zh = _note(reason)
    smaller, smaller_zh = _smaller_picture(draft, frame) if present >= limit else ("", "")
    return w.done(
        draft,
        f"The export will stay under {size(limit)}{was}{note}{smaller}.",
        f"导出文件会小于 {size(limit)}{was_zh}{note_zh}{smaller_zh}。",
        last={"kind": "compress"},
    )


def _fitting(w: Wording, draft: Draft, present: int, limit: int, reason: str) -> Outcome:
    """What is small enough already is passed on."""
    have, most = size(present), size(limit)
    note, note_zh = _note(reason)
    return w.done(
        draft,
        f"It is already {have}, under {most}{note}: it need not be made smaller.",
        f"它现在只有 {have},已经小于 {most}{note_zh},不用再压缩。",
        last={"kind": "compress"},
    )


def _left(w: Wording, draft: Draft, present: int) -> Outcome:
    """What would be ruined by being smaller keeps its size."""
    canvas = replace(draft.canvas, max_bytes=round(present * ROOM_FOR_TABLES) + 4_000)
    return w.done(
        replace(draft, canvas=canvas),
        f"It is only {size(present)} already; less would ruin it, so it keeps that size.",
        f"它现在只有 {size(present)},再小就没法看了,所以保持这个大小。",
        last={"kind": "compress"},
    )


def _wanted(w: Wording, message: Wording, draft: Draft, media: Library) -> tuple[int, str]:
    """The limit and where it comes from; a size anywhere in the message goes before a guess."""
    named = message.first("b")
    if not w.first("b") and named is not None:
        return int(named), "size"
    return _limit(w, draft, media)


def _frame(draft: Draft, media: Library) -> Frame | None:
    """The moving picture that the export would have without a limit; None where it has none."""
    clips, canvas = draft.of(TrackType.VIDEO), draft.canvas
    moves = clips and not canvas.audio_only and canvas.format not in PICTURE_FORMATS
    return frame_of(canvas, clips, media, Output()) if moves else None


def _least(draft: Draft, frame: Frame | None, step: int = 100_000) -> int:
    """The fewest bytes in which the draft is not ruined."""
    if frame:
        return sizing.least_bytes(frame.width, frame.height, frame.fps, draft.duration, step)
    return round(sizing.LEAST_SOUND * draft.duration / 8000 * sizing.SOUND_TABLES)


def _unreachable(w: Wording, draft: Draft, frame: Frame | None, limit: int) -> Outcome | None:
    """A plain no, with the least that is possible, for a limit that would ruin the film."""
    film = (frame.width, frame.height, frame.fps, draft.duration) if frame else None
    if (limit >= 50_000 and film and sizing.is_decent(*film, limit)) or (
        not film and limit > _least(draft, None)
    ):
        return None
    least = size(_least(draft, frame))
    length = seconds(draft.duration, w.language)
    refusal = w.refuse(
        f"{size(limit)} cannot be reached for {length} without ruining it; about {least} is the "
        f"least. Shall I take {least}?",
        f"{length}的内容压不到 {size(limit)},再小就没法看了,至少约 {least}。要用 {least} 吗?",
    )
    return replace(refusal, memory={"offer": w.say(f"compress to {least}", f"压缩到{least}")})


def _note(reason: str) -> tuple[str, str]:
    """What is said of a limit that was not named outright."""
    if reason == "guess":
        return (
            "; you named no size, so tell me another if you like",
            ";您没有指定大小,需要别的大小请告诉我",
        )
    if reason.startswith("app "):
        app = reason.removeprefix("app ")
        return f", which {app} takes", f",{app} 可以发送"
    return "", ""


def _smaller_picture(draft: Draft, frame: Frame | None) -> tuple[str, str]:
    """What the limit does to the picture's size, and the codec that would spare it."""
    codec = draft.canvas.codec or "h264"
    if frame is None or draft.canvas.format == "gif":
        return "", ""
    made = sizing.decent(frame, draft.canvas.max_bytes, draft.duration, codec)
    if (made.width, made.height) == (frame.width, frame.height):
        return "", ""
    shown = f"{made.width}x{made.height}"
    offer = ("; say “use AV1” for a smaller and sharper file, for recent devices",
             ";说“用AV1”可以更小更清晰,适合较新的设备")  # fmt: skip
    en, zh = offer if codec != "av1" else ("", "")
    if codec == "h264":  # the render keeps the whole size where the picture turns out to be easy
        return f". The picture may become {shown}{en}", f"。画面可能会变为 {shown}{zh}"
    return f". The picture becomes {shown}{en}", f"。画面会变为 {shown}{zh}"


def _limit(w: Wording, draft: Draft, media: Library) -> tuple[int, str]:
    """The limit in bytes and where it comes from."""
    exact = w.first("b")
    if exact is not None:
        return int(exact), "size"
    present = sizing.source_bytes(draft, media) or 20_000_000
    part = _part(w)
    if part is not None:
        return round(present * part), "share"
    for pattern, name, limit in _APPS:
        if w.has(pattern):
            return limit * 1_000_000, f"app {name}"
    if w.has(_QUALITY):
        return round(present * 0.7), "guess"
    return round(present * (0.3 if w.has(_MUCH) else 0.5)), "guess"


def _part(w: Wording) -> float | None:
    """What is to remain, 0 to 1: to 30%, by 70%, half the size, 缩小三分之一."""
    times = w.find(r"<x([\d.]+)> (?:smaller|less)|(?:缩小|压缩|小)(?:了|到)?<x([\d.]+)>")
    if times:
        return 1 / max(float(times[1] or times[2]), 1.0)
    part = share(w.text)
    if part is None or part <= 0 or part >= 1:
        return None
    if re.search(
        (
            r"\bto (?:about |around |roughly |only )?(?:a )?<p|\bto (?:about |around |a |"
            r"one )*(?:half|third|quarter)|<p[\d.]+> (?:of )?(?:the |its )?(?:original|size|"
            r"what|current|file)|\b(?:half|third|quarter) (?:of )?(?:the |its |"
            r"the original )?(?:size|original|file|weight)|到(?:原来|原|原文件|大概|大约|"
            r"差不多)?的?(?:<p|一半)|成(?:原来)?的?(?:<p|一半)|为(?:原来)?的?(?:<p|一半)|"
            r"原来的?(?:<p|一半)|原(?:大小|体积)的?(?:<p|一半)|只(?:有|剩|要)"
        ),
        w.text,
    ):
        return part
    return 1 - part
