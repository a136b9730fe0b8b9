"""Formats, codecs and quality: mp4, mov, webm, mkv, gif; H.265, AV1; mono, 44.1 kHz."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Canvas, Draft, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock, listed
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Language, Library, Outcome, Request
from nemo_tui.studio.timeline import keep, place, sequence

_FORMATS = "mp4|mov|webm|mkv|avi|gif|mp3|wav|m4a|aac|m4v|flv|wmv|3gp|mpeg|mpg|ts|ogg|flac|opus|webp"
CAN = ("mp4", "mov", "webm", "mkv", "avi", "gif", "mp3", "wav", "m4a", "aac")
_FORMAT = (
    rf"(?<![a-z0-9])(?<![a-z0-9]\.)({_FORMATS})(?![a-z0-9])|\b(animated gif|"
    r"quicktime|matroska)\b|(动图|动态图|表情包)"
)
_SOUNDS = "mp3|wav|m4a|aac"
_VERB = (
    r"\bconvert|\bexport|\bsave\b|\bdownload|\bturn\b|\bmake\b|\bchange\b|"
    r"\btransform|\brender|\bas an?\b|\bas\b|\binto\b|\bto\b|\bin\b|\boutput|"
    r"\bgive me\b|\bformat\b|\bneed\b|\bwant\b|\bencode|\btranscode|\bre-?encode|"
    r"\bremux|\bget\b|\bsend\b|\bcreate\b|\bversion\b|\bplease\b|\bfetch\b|\bgrab\b|"
    r"\bproduce\b|\bcodec\b|\bfile\b|"
    r"转|换|导出|输出|保存|存|下载|变成|做成|改成|弄成|生成|格式|要|成|为|制作|封装|编码|另存"
)
_FETCH = (
    r"\bdownload\b|\bsave (?:this|that|it|the|my)\b|\bgrab\b|\bfetch\b|\bexport\b|"
    r"\brender\b|\bkeep a copy\b|\bput the media on the timeline\b|\boffline\b|"
    r"\bsaving\b|下载|保存|导出|输出|存(?:到|下)|离线|把素材放到时间线"
)
CODECS = (
    ("hevc", r"(?<![a-z0-9])h\.?\s?265(?!\d)|(?<![a-z])hevc(?![a-z])|\bx265\b"),
    ("av1", r"(?<![a-z])av1(?!\d)"),
    ("vp9", r"\bvp-?9\b"), ("h264", r"(?<![a-z0-9])h\.?\s?264(?!\d)|\bavc\b|\bx264\b"),
)  # fmt: skip
_UNNAMED = (
    r"^\W*(?:please |can you |could you |just |pls )*(?:convert|transcode|re-?encode)"
    r"(?: (?:it|this|that|the|my|video|clip|file|for me|please|<F\d+>))*\W*$|"
    r"\b(?:change|switch|convert)\b[^<]{0,16}\bformat\W*$|\b(?:an)?other format\W*$|"
    r"转(?:换|个|一下|下)?(?:视频)?的?格式(?:吧|一下)?\W*$|换一?个格式|(?:改|换)(?:一下|下)格式"
)
_HIGH = (
    r"\b(?:high(?:est)?|best|max(?:imum)?|top|great|good|full|original|lossless|"
    r"better) (?:possible )?quality\b|\bbest quality\b|最高(?:画质|质量|品质|清)|"
    r"高(?:画质|质量|品质)|(?:画质|质量|清晰度)(?:尽量|要|最|越)?(?:好|高)|无损|原画"
)
_LOW = (
    r"\b(?:low(?:er|est)?|draft|preview|small(?:er)?|worse) quality\b|\bdraft\b|"
    r"低(?:画质|质量|品质)|预览"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Set what the export is to be; the timeline stays."""
    w = read(request, media)
    if w.quotes or w.has(r"^\W*(?:what|which)\b"):
        return None
    name = target_format(w.text, _FORMAT)
    if name in _SOUNDS.split("|") and laid_along(w) and media.of("audio"):
        name = ""
    codec = next((name for name, pattern in CODECS if w.has(pattern)), "")
    sound = _sound(w, draft.canvas)
    canvas = replace(sound, codec=codec or sound.codec)
    rate = w.first("f")
    if rate and 1 <= rate <= 120:
        canvas = replace(canvas, fps=rate)
    if w.has(_HIGH):
        canvas = replace(canvas, quality="high")
    elif w.has(_LOW):
        canvas = replace(canvas, quality="low")
    leads = w.has(rf"^(?:an? )?(?:\w+ )?(?:{_FORMATS})\b")
    if (name and (leads or w.has(_VERB) or len(w.text) < 30)) or codec:
        return _converted(w, draft, media, canvas, name)
    if canvas != draft.canvas:
        return w.done(
            replace(draft, canvas=canvas),
            f"The export will be made that way: {_wishes(canvas, draft.canvas, 'en')}.",
            f"导出时会按这个要求处理:{_wishes(canvas, draft.canvas, 'zh')}。",
        )
    if w.has(_UNNAMED):
        return w.ask(
            "Which format should it be: mp4, mov, webm, mkv, gif or mp3?",
            "要转成什么格式:mp4、mov、webm、mkv、gif 还是 mp3?",
        )
    if w.has(_FETCH) and not w.has(r"\btext\b|\btitle\b"):
        return _as_it_is(w, draft, media)
    return None


_WISHES = {
    "fps": ("{:g} frames a second", "每秒 {:g} 帧"), "quality": ("{} quality", "画质 {}"),
    "sample_rate": ("{} Hz sound", "声音 {} Hz"), "channels": ("{} sound channel(s)", "{} 声道"),
    "audio_bitrate": ("sound at {} bits a second", "声音码率 {} bit/s"),
    "bitrate": ("picture at {} bits a second", "画面码率 {} bit/s"),
}  # fmt: skip


def _wishes(canvas: Canvas, before: Canvas, language: Language) -> str:
    """What is new in the form of the export."""
    changed = [key for key in _WISHES if getattr(canvas, key) != getattr(before, key)]
    told = (_WISHES[key][language == "zh"].format(getattr(canvas, key)) for key in changed)
    return listed(list(told), language)


def laid_along(w: Wording) -> bool:
    """Whether a sound format names the music to be put there: a slideshow with the mp3."""
    return w.has(
        rf"\b(?:with|using|and|plus|add|use) (?:the|this|that|my|a|an) (?:{_SOUNDS})\b|"
        rf"(?:和|用|配|加|跟)(?:上)?(?:这个|这首|那个|那首|我的)? ?(?:{_SOUNDS})(?!格式)|"
        rf"\b(?:{_SOUNDS}) (?:as|for) (?:the |background )|^(?:the|this|that|my) (?:{_SOUNDS})\W*$"
    )


def is_conversion(w: Wording) -> bool:
    """Whether a clause names the format or the codec of the export."""
    return w.has(_FORMAT) or any(w.has(pattern) for _, pattern in CODECS)


def target_format(text: str, pattern: str) -> str:
    """The format that is wanted: the one after to, as, into, 转成; else the last one named."""
    found = list(re.finditer(pattern, text))
    led = [
        m for m in found
        if re.search(
            r"(?:\bto|\binto|\bas|\bin|转为?|成|为|到|出|存)(?: an?| the)?(?: \w+)? ?\.?$",
            text[: m.start()],
        )
    ]  # fmt: skip
    chosen = (led or found)[-1] if found else None
    return chosen[0] if chosen else ""


def _sound(w: Wording, canvas: Canvas) -> Canvas:
    rate = w.first("h")
    if rate and 8000 <= rate <= 192_000:
        canvas = replace(canvas, sample_rate=int(rate))
    if w.has(r"\bmono\b|单声道"):
        canvas = replace(canvas, channels=1)
    elif w.has(r"\bstereo\b|立体声|双声道"):
        canvas = replace(canvas, channels=2)
    bits = w.first("k")
    if bits:
        sound = w.has(r"\b(?:audio|sound|mp3|m4a|aac|ogg|music)\b|声音|音频|mp3|m4a|音质")
        audio = sound or (bits <= 320_000 and not w.has(r"\bvideo\b|视频|画面"))
        canvas = replace(canvas, **{"audio_bitrate" if audio else "bitrate": int(bits)})  # type: ignore[arg-type]
    return canvas


def _converted(w: Wording, draft: Draft, media: Library, canvas: Canvas, name: str) -> Outcome:
    format_ = _plain_name(name)
    if format_ and format_ not in CAN:
        return w.refuse(
            (
                f"I cannot write {format_.upper()} files. I can make mp4, mov, webm, mkv, gif, "
                "mp3, wav or m4a."
            ),
            f"不支持导出 {format_.upper()}。可以导出 mp4、mov、webm、mkv、gif、mp3、wav 或 m4a。",
        )
    draft = only_span(w, draft)
    named = {item.id for item in w.files if item.kind == "video"}
    if named and len(media.of("video")) > 1 and draft == place(media):
        draft = sequence(Draft(), [s for s in draft.of(TrackType.VIDEO) if s.source in named])
    canvas = replace(
        canvas,
        format=format_ or canvas.format,
        audio_only=format_ in ("mp3", "wav", "m4a", "aac") or (canvas.audio_only and not format_),
        still_ms=None,
        sheet=0,
    )
    shown = " ".join(part for part in ((format_ or "").upper(), codec_name(canvas.codec)) if part)
    length = clock(draft.duration)
    return w.done(
        replace(draft, canvas=canvas),
        f"Ready: the export will be {shown} ({length}).",
        f"好的,将导出为 {shown}(时长 {length})。",
        last={"kind": "format"},
    )


def only_span(w: Wording, draft: Draft) -> Draft:
    """`turn the first 3 seconds into a gif`: the stretch that is named is kept."""
    found = spans.find(w.text, draft.duration)
    times = w.values("t")
    if found and found[0].kind == "from" and len(times) == 2 and found[0].start == times[0]:
        found = [replace(found[0], end=found[0].start + int(times[1]))]
    length = w.find(r"<t(\d+)>(?:的|-)? ?(?:long )?(?:gif|动图|clip|video|版本|视频)")
    if not found and length and int(length[1]) < draft.duration:
        return keep(draft, 0, int(length[1]))
    if found and 0 <= found[0].start < draft.duration:
        return keep(draft, found[0].start, min(found[0].end, draft.duration))
    return draft


def _plain_name(name: str) -> str:
    known = {
        "animated gif": "gif", "quicktime": "mov", "matroska": "mkv", "动图": "gif",
        "动态图": "gif", "表情包": "gif", "m4v": "mp4",
    }  # fmt: skip
    return known.get(name, name)


def codec_name(codec: str) -> str:
    """A codec as people call it."""
    return {"hevc": "H.265", "av1": "AV1", "vp9": "VP9", "h264": "H.264"}.get(codec, "")


def _as_it_is(w: Wording, draft: Draft, media: Library) -> Outcome:
    """Download or export with no wish of its own: what is on the timeline, unchanged."""
    used = {s.source for track in draft.tracks for s in track.segments}
    if w.has(r"put the media|素材放到"):
        unused = [s for s in place(media).of(TrackType.VIDEO) if s.source not in used]
        if unused:
            draft = sequence(draft, [*draft.of(TrackType.VIDEO), *unused])
    length = clock(draft.duration)
    shown = draft.of(TrackType.VIDEO) or draft.of(TrackType.AUDIO)
    names = ", ".join(dict.fromkeys(s.label for s in shown[:4])) or "…"
    return w.done(
        draft,
        f"Ready to export: {names} ({length}).",
        f"可以导出了:{names}(时长 {length})。",
    )
