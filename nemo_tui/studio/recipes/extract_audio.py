"""Only the sound as a file: mp3, wav, m4a and their like."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.references import clips
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.convert import laid_along, only_span, target_format
from nemo_tui.studio.recipes.music_parts import named_part
from nemo_tui.studio.timeline import sequence, shown

_FORMATS = ("mp3", "wav", "m4a", "aac", "flac", "ogg", "opus")
_NAMED = rf"(?<![a-z0-9])({'|'.join(_FORMATS)})(?![a-z0-9])"
_EXTRACT = (
    r"\b(?:extract|rip|pull|separate|isolate|grab|get|save|export|download|give me|"
    r"strip|take|convert|want|need|send me|just|only)\b(?: \w+){0,6}? (?:audio|sound|"
    r"soundtrack|music|voice|song)\b|\b(?:audio|sound) (?:only|track|version|file)\b|"
    r"\bto (?:an )?audio\b|\bas (?:an )?(?:audio|sound)\b|"
    r"(?:提取|提出|分离|抽出|导出|截取|拿出|抠|单独|保存|下载|扒|弄|取出|转成|转为|"
    r"变成|只要|只留|只保留|就要)(?:[^,。]{0,8})(?:声音|音频|音乐|音轨|原声|配乐|"
    r"人声)|(?:声音|音频|音轨|原声|音乐|背景音|歌)(?:部分)?(?:单独)?(?:提取|提出|"
    r"分离|抽出|导出|抠|扒|存|下载|弄)|(?:转|存|导出|保存|变|做)(?:换)?(?:成|为|"
    r"出)?(?:一?个)?音频"
)
# With music under the picture, "only the original sound" is said of a place in the film.
_TAKEN_OUT = (
    r"\b(?:extract|rip|pull|separate|isolate|export|save|download|strip|file|audio only)\b|"
    r"提取|提出|分离|抽|导出|保存|下载|转|音频|单独"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """The sound without the picture."""
    w = read(request, media)
    if w.quotes:
        return None
    along = laid_along(w) or named_part(w, draft.duration) is not None
    if along and media.of("audio") and draft.of(TrackType.VIDEO):
        return None
    format_ = target_format(w.text, _NAMED)
    if not format_ and len(shown(draft)) > 1 and clips(w, draft):
        return None
    wanted = w.has(_EXTRACT) and not w.has(
        r"\b(?:remove|delete|drop|mute|without|replace|add|fade|louder|quieter|no)\b|"
        r"\b(?:don'?t|do not|not) (?:want|need) (?:\w+ ){0,2}(?:audio|sound)\b|"
        r"没有?声|无声|不带|前面|后面|之前|之后|开头|结尾|部分|去掉|删|静音|替换|加上|淡|\b(?:left|right)\b|[左右](?:边|侧|面)"
    )
    mixed = bool(draft.of(TrackType.AUDIO) and draft.of(TrackType.VIDEO))
    if mixed and not format_ and not w.has(_TAKEN_OUT):
        return None
    if not ((wanted and (format_ or _only_sound(w))) or (format_ and _converts(w))):
        return None
    if media.items and not any(item.has_audio or item.kind == "audio" for item in media.items):
        return w.refuse(
            "There is no sound in this video, so there is nothing to extract.",
            "这个视频没有声音,无法提取音频。",
        )
    named = clips(w, draft) if len(draft.of(TrackType.VIDEO)) > 1 else []
    draft = only_span(w, sequence(draft, named) if named else draft)
    canvas = replace(
        draft.canvas,
        audio_only=True,
        format=format_ or "mp3",
        audio_bitrate=int(w.first("k") or 0) or draft.canvas.audio_bitrate,
        sample_rate=int(w.first("h") or 0) or draft.canvas.sample_rate,
        channels=1 if w.has(r"\bmono\b|单声道") else draft.canvas.channels,
    )
    name = (format_ or "mp3").upper()
    length = clock(draft.duration)
    return w.done(
        replace(draft, canvas=canvas),
        f"The export will be the sound only, as {name} ({length}).",
        f"导出时只保留声音,格式为 {name}(时长 {length})。",
        last={"kind": "format"},
    )


def _converts(w: Wording) -> bool:
    """`to mp3`, `as mp3`, 转mp3: with a video or a sound, the picture goes."""
    return w.has(
        r"\b(?:to|as|into|in|an?|convert|make|save|export|download|just|"
        rf"only)\b.*\b(?:{'|'.join(_FORMATS)})\b|(?:转|成|为|导出|存|下载|要|做|用|出|"
        rf"格式).*(?:{'|'.join(_FORMATS)})|(?:{'|'.join(_FORMATS)})(?:格式|文件|please|"
        rf"就行|吧)|^\W*(?:{'|'.join(_FORMATS)})\W*$"
    ) and not w.has(r"\b(?:add|replace|background|music|use)\b|加|配乐|背景|替换|换成")


def _only_sound(w: Wording) -> bool:
    return w.has(
        r"\b(?:extract|rip|pull|separate|isolate|strip out|only|just|audio only)\b|"
        r"\bas (?:an )?(?:audio|sound)|\bto (?:an )?audio|\b(?:save|export|download|get|"
        r"give me|send me|want|need) (?:me )?(?:just |only )?(?:the )?(?:audio|sound)|"
        r"提取|提出|分离|抽出|抠|扒|只要|单独|只留|只保留|就要|音频|音轨"
    )
