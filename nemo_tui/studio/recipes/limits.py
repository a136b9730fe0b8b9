"""What the studio cannot do, said at once, with what it can do instead."""

from __future__ import annotations

import re

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.references import missing
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request

CANNOT = (
    ((
r"^\W*(?:please |can you |could you |and |then )*e-?mail (?:it|this|that|"
r"the (?:video|file)) to\b|发(?:个)?(?:邮件|短信|微信)给|给.{1,6}发(?:个)?邮件"
),
     (
"I cannot send it to anyone. I deliver the file to you; say “make it small "
"enough for e-mail” if size matters."
),
     "无法替您发送。我会把文件导出给您;如果要控制大小,可以说“压缩到邮件能发的大小”。"),
    ((
r"\b(?:transcri\w+|auto(?:matic(?:ally)?)?[- ]?(?:generat\w+ )?(?:subtitles?|"
r"captions?)|speech[- ]to[- ]text|translat\w+|dub\b)|自动(?:生成|识别|加|配|"
r"打)?(?:上)?字幕|\bsub(?:title)?s?\b.*\b(?:automatic|from (?:the )?(?:speech|"
r"audio|voice|dialog|what))|\bcaptions?\b.*\b(?:automatic|"
r"from (?:the )?(?:speech|audio|voice))|\bauto[- ]?(?:caption|subtitle|sub)s?|"
r"\bgenerate (?:the )?(?:subtitles|captions|subs)|根据(?:语音|声音|说话)|"
r"语音识别|识别(?:语音|字幕)|翻译|生成字幕|听写|语音转文字"
),
     (
"I cannot turn speech into text or translate it. I can burn in subtitles from an "
".srt or .ass file that you upload, or put a text that you write."
),
     "无法自动识别或翻译语音。可以把您上传的 .srt 或 .ass 字幕烧录进视频,或加上您写的文字。"),
    ((
r"\b(?:green ?screen|chroma ?key|remove (?:the )?background\b(?! (?:music|noise|"
r"sound))|replace (?:the )?background\b(?! (?:music|noise|sound)))|绿幕|抠像|"
r"抠图|换背景(?!音)|去(?:掉|除)?背景(?!音|乐|噪)"
),
     (
"I cannot cut people out of their background. I can crop, blur, add bars or lay "
"a picture on top."
),
     "不支持抠像或换背景。可以裁剪、模糊、加边框或叠加图片。"),
    ((
r"\b(?:remove|delete|erase|get rid of)\b.*\b(?:watermark|logo|person|people|"
r"object|man|woman|face|stranger)\b|\bface ?swap|\bdeep ?fake|去(?:掉|除)?水印|"
r"去掉?(?:人物|路人|这个人)|换脸|消除(?:人物|路人|物体)"
),
     (
"I cannot take things or people out of a picture that is already recorded. I can "
"crop them away, or put a logo or text on top."
),
     "无法去除画面中已有的水印、人物或物体。可以裁掉那部分,或用图片、文字盖住。"),
    ((
r"\b(?:generate|create|make|draw|imagine)\b.*\b(?:ai|from scratch|"
r"out of nothing)\b.*|\btext[- ]to[- ]video\b|\bai[- ]generated\b|文生视频|"
r"ai ?生成|凭空生成"
),
     "I cannot invent footage. I work with the clips, photos and sounds that you give me.",
     "无法凭空生成画面。我可以处理您上传的视频、照片和声音。"),
    ((
r"\b(?:speed|slow|fast)\w*\b.*\bgradual|\bgradual\w*\b.*\b(?:speed|slow|fast)|"
r"\bspeed ramp|\bramp (?:up|down)\b.*"
r"\bspeed|越来越[快慢]|(?:逐渐|渐渐|慢慢)(?:地)?(?:加速|减速|变快|变慢)|曲线变速"
),
     (
"I cannot let the speed grow little by little. I can give several stretches a speed each: first "
"half 1x, second half 2x."
),
     "不支持逐渐变速。可以分段设置速度,比如前半段 1 倍速,后半段 2 倍速。"),
    (r"\bstabili[sz]|\bshaky\b|稳定画面|防抖|抖动|稳像",
     "I cannot steady shaky footage yet. I can trim, crop or slow it down.",
     "暂不支持画面防抖。可以剪掉抖动的部分、裁剪或放慢。"),
    ((
r"\b(?:background|wind|hiss|hum)\b.*\bnoise\b|\bnoise\b.*\b(?:remov|reduc|"
r"cancel)|\bdenoise|降噪|去噪|噪音|杂音|噪声"
),
     (
"I cannot remove noise from the sound yet. I can change the volume, normalise "
"it, mute parts, or put music under it."
),
     "暂不支持降噪。可以调整音量、统一响度、静音某段或加背景音乐。"),
    ((
r"\b(?:change|swap|alter|disguise|modulate)\b.*\bvoice\b|\bvoice changer\b|"
r"\bpitch\b|变声|变调|音调(?![小大低高到整成为])"
),
     "I cannot change a voice or its pitch. I can change its volume and speed.",
     "不支持变声或变调。可以调整音量和速度。"),
)  # fmt: skip


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Refuse what no recipe can do, and clips that are not there."""
    w = read(request, media)
    if w.quotes:
        return _no_clip(w, draft, media)
    laid = draft.of(TrackType.OVERLAY) or draft.of(TrackType.TEXT)
    for pattern, en, zh in CANNOT:
        if w.has(pattern) and not (laid and w.has(r"watermark|logo|水印")):
            return w.refuse(en, zh)
    if absent := _absent(w):
        have = ", ".join(item.name for item in media.items[:8])
        return w.ask(
            f"I have no file {absent}. Please upload it"
            + (f", or use one of these: {have}." if have else "."),
            f"没有文件 {absent}。请先上传" + (f",或使用已有的:{have}。" if have else "。"),
        )
    return _no_clip(w, draft, media)


def _no_clip(w: Wording, draft: Draft, media: Library) -> Outcome | None:
    """A clip that is named by a number that none has."""
    count = max(len(draft.of(TrackType.VIDEO)), len(media.of("video")), len(media.of("image")))
    number = None if w.has(_OF_WORDS) else missing(w, draft)
    if number is None or abs(number) <= count or not draft.of(TrackType.VIDEO):
        return None
    if w.has(r"\b(?:insert|as (?:the|a)|split|divide|cut (?:it )?in)\b|插|分成|切成|作为"):
        return None
    clips = len(draft.of(TrackType.VIDEO))
    return w.refuse(
        f"There is no clip {abs(number)}: the timeline has only {clips}. Which one do you mean?",
        f"没有第 {abs(number)} 段:时间线上只有 {clips} 段。您指的是哪一段?",
    )


# A second one may be a second title.
_OF_WORDS = (
    r"\b(?:one|line|title|caption|text|subtitle) (?:saying|that says|that reads|reading|which "
    r"says)\b|"
    r"第\d(?:行|个?标题|个?字幕|句)"
)
_FILE = re.compile(
    (
        r"(?<![\w./:])([\w-]+\.(?:mp4|mov|avi|webm|mkv|mp3|wav|m4a|aac|jpe?g|png|webp|"
        r"srt|ass|m4v))(?!\w)"
    ),
    re.I,
)
_NAMED_SO = (
    r"\b(?:export|save|call|name|rename|output|deliver|render|title|as|to|into)\b|"
    r"命名|保存|导出|输出|叫|存|名为|转|成|为"
)


def _absent(w: Wording) -> str:
    """A file that is named and not there; what the export is to be called does not count."""
    found = _FILE.search(w.text)
    return found[1] if found and not w.has(_NAMED_SO) and "://" not in w.raw else ""


def is_out_of_reach(outcome: Outcome) -> bool:
    """Whether this is one of the plain refusals that hold with and without media."""
    return any(outcome.reply in (en, zh) for _, en, zh in CANNOT)
