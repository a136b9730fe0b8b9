"""Fades of picture and sound: in, out, to and from black or white."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import listed, seconds
from nemo_tui.studio.language.references import each_clip
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.gradual import as_fades
from nemo_tui.studio.timeline import edit, looked, sequence

_FADE = (
    r"\bgradually\b.*\b(?:sound|audio|volume|music)\b|\b(?:sound|audio|volume|"
    r"music)\b.*\bgradually\b|"
    r"\bfad(?:e|es|ed|ing)\b|淡入|淡出|渐入|渐出|渐显|渐隐|淡化|渐弱|渐强|渐小|渐大|"
    r"(?:慢慢|逐渐|渐渐)(?:地)?(?:变大|变小|减小|增大|变强|变弱|响起)|渐变|渐黑|"
    r"淡到黑|黑场|从黑|变黑(?!白)|慢慢(?:变黑(?!白)|消失|变小|出现|黑)|逐渐(?:变黑(?!白)|消失|变小|"
    r"出现|变大|减弱|降低|黑)|fade-?(?:in|out)|\b(?:dip|cut|go|goes) to (?:black|"
    r"white)"
)
_IN = (
    r"\bgradually (?:raise|increase|turn up|bring up)|\bgradually louder|"
    r"\bfad(?:e|es|ing)[ -]?(?:it |the (?:video|picture|sound|audio|music|"
    r"whole thing) |this |the \w+ |up )*(?:in\b|up\b)|\bfad(?:e|es|ing)[ -](?:it |"
    r"in )*from (?:black|white|silence)|\bin and out\b|\bat (?:both ends|"
    r"the start and|the beginning and)|\bfade at the (?:start|beginning)|"
    r"\bfrom black\b|淡入|渐入|渐显|渐强|从黑|渐大|(?:慢慢|逐渐|渐渐)(?:地)?(?:出现|"
    r"变大|增大|变强|响起)|慢慢出现|开头.{0,4}(?:黑|渐变)"
)
_OUT = (
    r"\bgradually (?:lower|reduce|decrease|turn down|drop|quiet)|\bgradually (?:quieter|lower)|"
    r"\bfad(?:e|es|ing)[ -]?(?:\w+ ){0,5}?(?:out|away|down|to (?:black|white|silence|"
    r"nothing))\b|\bin and out\b|\bat both ends\b|\bfade at the end|\bto (?:black|"
    r"white)\b|\band out\b|淡出|渐出|渐隐|渐弱|渐小|渐黑|淡到黑|变黑(?!白)|消失|变小|减弱|"
    r"结尾.{0,6}(?:黑|渐变)|(?<!从)黑场(?!淡入)"
)
_SOUND = (
    r"\b(?:sound|audio|volume|music|voice|soundtrack|bgm|song|noise)\b|声音|音频|"
    r"音量|原声|音乐|配乐|人声|bgm|声"
)
_TOGETHER = (
    r"\beverything\b|\ball\b|\bboth\b|\bvideo\b|\bpicture\b|\bblack\b|\bwhite\b|一起|"
    r"全部|整体|都|画面|视频|黑|白"
)
_PICTURE = (
    r"\b(?:picture|video|image|visuals?|screen|black|white|footage|film)\b|画面|视频|"
    r"图像|黑|白|影像|屏"
)
_LEAVE = (
    r"(?:leave|keep|not|don'?t|without|only|just) (?:touch(?:ing)? |chang(?:e|"
    r"ing) )?(?:the |on the )?(?:picture|video|image|sound|audio|visuals?)|(?:画面|"
    r"视频|声音|音频)(?:部分)?(?:保持|不变|不动|别动|不要)|不(?:要)?(?:动|改)(?:画面|"
    r"视频|声音)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Fade in, out, or both."""
    w = as_fades(read(request, media))
    if resized := _longer(w, request, draft):
        return resized
    if not w.has(_FADE) or w.quotes or w.has(r"\btext\b|\btitle\b|\bcaption|文字|标题|字幕"):
        return None
    if w.has(r"\b(?:remove|no|without|delete|drop|get rid of|take out|undo)\b|去掉|不要|取消|删"):
        return _removed(w, draft)
    into, out = w.has(_IN), w.has(_OUT)
    if not into and not out:
        if w.has(r"\b(?:start|beginning)\b|开头|开始|片头"):
            into = True
        out = w.has(r"\bend(?:ing)?\b|结尾|末尾|片尾|最后") or not into
        into = into or (not w.has(r"\bend(?:ing)?\b|结尾|末尾|片尾|最后"))
    sound, picture = _channels(w)
    message = read(replace(request, text=request.message or request.text), media)
    if message.has(r"\b(?:picture|video|image)\W* (?:is |stays |remains )?(?:untouched|unchanged)"):
        sound, picture = True, False
    lengths = w.values("t")
    first = int(lengths[0]) if lengths else 1000
    last = int(lengths[-1]) if lengths else 1000
    if not draft.duration:
        return w.ask("Please upload a video first.", "请先上传视频。")
    if not lengths and not draft.of(TrackType.VIDEO):
        sound, picture = True, False
    limit = max(draft.duration // (2 if into and out else 1), 1)
    first, last = min(first, limit), min(last, limit)
    touched = request.memory.get("last")
    said_along = request.text != (request.message or request.text) and not w.has(_TOGETHER)
    after_music = (
        isinstance(touched, dict)
        and "music" in (touched.get("kind"), touched.get("of"))
        and (said_along or w.has(r"\bit\b|它"))
    )
    music = bool(draft.of(TrackType.AUDIO)) and (
        (after_music and not w.has(r"\bvideo|\bpicture|画面|视频"))
        or w.has(r"\bmusic\b|\bsong\b|\bbgm\b|\bsoundtrack\b|\btrack\b|音乐|配乐|歌")
    )
    colour = "white" if w.has(r"\bwhite\b|白") else "black"
    changes = _Fade(first if into else 0, last if out else 0, picture, sound, colour)
    result = _on_music(draft, changes) if music else _on_clips(draft, changes, each_clip(w))
    return _told(w, result, changes, music)


def _longer(w: Wording, request: Request, draft: Draft) -> Outcome | None:
    """`longer`, 再长一点: the fades half as long again, or half as long."""
    last = request.memory.get("last")
    follows = isinstance(last, dict) and last.get("kind") == "fade" and len(w.text) < 32
    up, down = w.has(r"\blonger\b|长一?[点些]|更长|久一?点"), w.has(r"\bshorter\b|短一?[点些]|更短")
    if (
        not follows
        or up == down
        or w.first("t") is not None
        or w.has(r"\b(?:video|clip|film)\b|视频")
    ):
        return None
    factor = 1.5 if up else 0.5
    result = draft
    for kind in (TrackType.VIDEO, TrackType.AUDIO):
        for s in draft.of(kind):
            fades = {k: min(round(getattr(s.look, k) * factor), s.length) for k in _FIELDS}
            result = edit(result, looked(s, **fades))
    longest = max(
        (getattr(s.look, k) for t in result.tracks for s in t.segments for k in _FIELDS), default=0
    )
    if result == draft:
        return None
    return w.done(
        result,
        f"The fades last {seconds(longest, 'en')} now.",
        f"淡入淡出时长改为 {seconds(longest, 'zh')}。",
        last={"kind": "fade"},
        clause=request.memory.get("clause", ""),
    )


_FIELDS = ("fade_in", "fade_out", "audio_fade_in", "audio_fade_out")


class _Fade:
    """What is to fade, in ms."""

    def __init__(self, into: int, out: int, picture: bool, sound: bool, colour: str) -> None:
        self.into, self.out = into, out
        self.picture, self.sound, self.colour = picture, sound, colour

    def start(self, segment: Segment) -> Segment:
        """The segment fading in."""
        if self.into and self.picture:
            segment = looked(segment, fade_in=self.into, fade_colour=self.colour)
        if self.into and self.sound:
            segment = looked(segment, audio_fade_in=self.into)
        return segment

    def end(self, segment: Segment) -> Segment:
        """The segment fading out."""
        if self.out and self.picture:
            segment = looked(segment, fade_out=self.out, fade_colour=self.colour)
        if self.out and self.sound:
            segment = looked(segment, audio_fade_out=self.out)
        return segment


def _channels(w: Wording) -> tuple[bool, bool]:
    """Whether the sound and the picture fade."""
    text = w.text
    if w.has(r"\b(?:but )?not (?:the )?(?:sound|audio|music)|(?:声音|音频)(?:不变|别|不要|不用)"):
        return False, True
    if w.has(r"\b(?:but )?not (?:the )?(?:picture|video|image)|画面(?:不变|别|不要|不用)"):
        return True, False
    if w.has(_LEAVE):
        if w.has(
            r"(?:leave|keep|touch|chang\w+) (?:the )?(?:picture|video|image|visual)|"
            r"画面(?:部分)?(?:保持|不变|不动|别动)|不(?:要)?(?:动|改)画面"
        ):
            return True, False
        if w.has(
            r"(?:leave|keep|touch|chang\w+) (?:the )?(?:sound|audio)|(?:声音|"
            r"音频)(?:部分)?(?:保持|不变|不动|别动)|不(?:要)?(?:动|改)声音"
        ):
            return False, True
        if w.has(r"(?:only|just) (?:the |on the )?(?:picture|video|image|visual)"):
            return False, True
    sound, picture = w.has(_SOUND), w.has(_PICTURE)
    if "both" in text or (sound and picture):
        return True, True
    if sound:
        return True, False
    only_picture = w.has(r"\b(?:picture|image|visuals?|screen)\b|画面|图像") and not w.has(
        r"both|都"
    )
    return not only_picture, True


def _on_clips(draft: Draft, fade: _Fade, each: bool) -> Draft:
    clips = list(draft.of(TrackType.VIDEO))
    if each:
        return sequence(draft, [fade.end(fade.start(s)) for s in clips])
    if clips:
        clips[0] = fade.start(clips[0])
        clips[-1] = fade.end(clips[-1])
        draft = sequence(draft, clips)
    if fade.sound:
        draft = _on_music(draft, fade, whole=not clips)
    return draft


def _on_music(draft: Draft, fade: _Fade, whole: bool = True) -> Draft:
    """The music fades where it starts and ends; with the film when it runs to its end."""
    total = draft.duration
    sound = _Fade(fade.into, fade.out, False, True, "black")
    for segment in draft.of(TrackType.AUDIO):
        if whole or segment.start <= 60:
            segment = sound.start(segment)
        if whole or segment.end >= total - 60:
            segment = sound.end(segment)
        draft = edit(draft, segment)
    return draft


def _removed(w: Wording, draft: Draft) -> Outcome | None:
    gone = dict(fade_in=0, fade_out=0, audio_fade_in=0, audio_fade_out=0)
    clips = [looked(s, **gone) for s in draft.of(TrackType.VIDEO)]
    result = sequence(draft, clips)
    for segment in result.of(TrackType.AUDIO):
        result = edit(result, looked(segment, **gone))
    if result == draft:
        return w.refuse("There is no fade to remove.", "没有可以去掉的淡入淡出。")
    return w.done(result, "Removed the fades.", "已去掉淡入淡出。")


def _told(w: Wording, draft: Draft, fade: _Fade, music: bool) -> Outcome:
    names = [*(["music"] if music else []), *(["picture"] if fade.picture and not music else [])]
    names += ["sound"] if fade.sound and not music else []
    fades = "fades" if len(names) == 1 else "fade"
    en, zh = [], []
    if fade.into:
        en.append(f"{fades} in over {seconds(fade.into, 'en')}")
        zh.append(f"淡入 {seconds(fade.into, 'zh')}")
    if fade.out:
        en.append(f"{fades} out over {seconds(fade.out, 'en')}")
        zh.append(f"淡出 {seconds(fade.out, 'zh')}")
    names_zh = "和".join({"music": "音乐", "picture": "画面", "sound": "声音"}[n] for n in names)
    white = fade.picture and fade.colour == "white"
    colour = f", {'from' if fade.into else 'to'} white" if white else ""
    return w.done(
        draft,
        f"Done: the {listed(names, 'en')} {listed(en, 'en')}{colour}.",
        f"已设置{names_zh}{listed(zh, 'zh')}{',白色' if colour else ''}。",
        last={"kind": "fade", "of": "music" if music else ""},
    )
