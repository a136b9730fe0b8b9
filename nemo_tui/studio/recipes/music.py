"""Background music and voice-overs: volume, stretch, loop, fades, ducking, removal."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.quantities import share
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.recipes.gradual import as_fades
from nemo_tui.studio.recipes.music_changes import (
    DUCK,
    LOUDER,
    ONCE,
    QUIETER,
    changed,
    removed,
    shaped,
)
from nemo_tui.studio.recipes.music_parts import Part, named_part
from nemo_tui.studio.recipes.music_places import (
    SPOKEN,
    by_what_they_are,
    each_sound,
    in_turn,
    stretch_of,
)
from nemo_tui.studio.timeline import add, change, edit, looked, whole

_NOUN = (
    r"\btrack\b|"
    r"\bmusic\b|\bbgm\b|\bsongs?\b|\bsoundtrack\b|\btunes?\b|\b(?:the|this|that|my|a|"
    r"backing) track\b|\b(?:audio|sound|music) (?:track|file)\b|\bvoice[- ]?over\b|"
    r"\bvoice recording\b|录音|"
    r"\bnarration\b|\bjingle\b|\bbeat\b|\bbackground (?:audio|sound)\b|\bmp3\b|音乐|"
    r"配乐|背景乐|背景音|bgm|歌|曲|旁白|配音|解说|音频文件|伴奏"
)
_ADD = (
    r"\bstart|\bbegin|\bcome in\b|\bon top\b|\bbelow\b|\bbeneath\b|\bbehind\b|"
    r"\badd|\bput\b|\blay\b|\bset\b|\buse\b|\bplay\b|\bwith\b|\boverlay\b|\bmix\b|"
    r"\bneed\b|\bwant\b|\binsert\b|\bunder(?:neath|lay|score)?\b|\bgive it\b|\bhave\b|"
    r"\bapply\b|\bbring\b.*\bin\b|\bstick\b|\bloop\b|\bonly (?:during|for|from|in|"
    r"between)\b|\bthrow\b|\bslap\b|\binclude\b|\bdrop\b.*\bin\b|\battach\b|\bdub\b|"
    r"加|配|放|添|用|铺|垫|插|来|要|带|叠|作为|当|做|混|设"
)
_REMOVE = (
    r"\b(?:remove|delete|drop|get rid|take (?:(?:the |that |this )?\w+ )?(?:out|off|"
    r"away)|no more|without|kill|"
    r"lose|cut|stop|strip|ditch|scrap|turn off|no)\b|去掉|删|去除|移除|不要|取消|"
    r"拿掉|关掉|关闭|停"
)


_TIMED = (
    r"^(?:no,? |and |but |please |only |just |actually )*(?:start|begin|end|stop|"
    r"come in|from|play|only|let it|make it (?:start|begin|end|stop|only))\b|^(?:只|"
    r"仅|让它|改成|改为)?(?:在|从|到)?(?:第|前|最后|后|开头|结尾)?<?.{0,6}(?:开始|放|"
    r"播|响|结束|停)"
)
_FILM = (
    r"\b(?:video|clip|film|movie|trim|cut|keep|remove|freeze|split|text|title)\b|"
    r"视频|画面|片段|剪|删|留|标题|文字|定格"
)
NO_MUSIC = (
    (
        "I have no music to put there: which track shall I use? Please upload a music "
        "file (mp3, wav or m4a)."
    ),
    "还没有可用的音乐:想用哪首?请先上传音乐文件(mp3、wav 或 m4a)。",
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Add music, or change or remove what is there."""
    last = request.memory.get("last")
    laid = isinstance(last, dict) and last.get("kind") == "music"
    w = as_fades(read(request, media), of_sound=laid)
    named = w.has(_NOUN) or w.file("audio") is not None
    lanes = draft.of(TrackType.AUDIO)
    part = named_part(w, draft.duration)
    follows = bool(lanes) and laid and (part is not None or _is_follow_up(w))
    if (w.quotes and not named) or not (named or follows):
        return None
    if not named and w.has(r"\boriginal\b|\bown\b|\bvideo'?s\b|原声|原音|视频"):
        return None
    if w.has(r"\bin time\b|\bto the beat\b|节奏|卡点"):
        return w.refuse(
            "I cannot cut to the beat of the music. I can set how long each clip or photo stays.",
            "暂不支持按节奏卡点。可以设定每段素材的时长。",
        )
    item = pick(w, draft, media)
    if part and item is not None:
        return _in_part(replace(w, text=w.text.replace(part.said, " ")), draft, item, part)
    if _is_remove(w):
        return removed(w, draft, lanes)
    fresh = item is not None and all(s.source != item.id for s in lanes)
    if lanes and not (fresh and w.has(_ADD) and not _adjusts(w)):
        edited = changed(w, draft, lanes)
        if edited:
            return edited
    if not (w.has(_ADD) or _bare(w) or (fresh and (_faded(w) or w.has(DUCK)))):
        return None
    if item is None:
        return w.ask(*NO_MUSIC)
    several = each_sound(by_what_they_are(w, media))
    if len(several) > 1 and not lanes:
        return _all_added(w, draft, several)
    if not fresh and lanes and not w.has(r"again|another|再|另"):
        return w.tell(f"{item.name} is on the timeline already.", f"{item.name} 已经在时间线上了。")
    return _added(w, draft, item)


def _is_follow_up(w: Wording) -> bool:
    if w.first("t") is not None and w.has(_TIMED) and not w.has(_FILM):
        return True
    if w.first("p") is not None and len(w.text) < 24 and not w.has(_FILM):
        return True
    return len(w.text) < 60 and (
        w.has(QUIETER)
        or w.has(LOUDER)
        or (
            w.has(r"\bit\b|它|再")
            and (w.first("p") is not None or w.has(r"fade|淡|loop|循环|duck"))
        )
        or (
            w.has(r"^(?:(?:at|with|set|the|its|a) )*volume|^音量|^<p[\d.]+> volume")
            and (w.first("p") is not None or w.first("d") is not None)
        )
    )


def _faded(w: Wording) -> bool:
    """`fade the music in and out` said of music that is not laid yet."""
    return w.has(r"\bfade\b.*\b(?:music|song|bgm|soundtrack)\b|(?:音乐|配乐|歌曲?).{0,8}淡")


def _bare(w: Wording) -> bool:
    """`background music`, `music under it`: what a clause after "with" looks like."""
    return len(w.text) < 60 and w.has(
        r"(?:\b(?:music|song|bgm|soundtrack)\b|音乐|配乐)[^<]{0,12}<p|"
        r"^(?:<F\d+> |music |bgm |a song )in the background|^(?:an? |the |some |my |"
        r"soft |background |nice |quiet |this |that )*(?:music\b|bgm\b|tune\b|"
        r"track\b|audio file\b|"
        r"soundtrack\b|song\b|<F\d+>)|^(?:the|this|that|my) mp3\b|^(?:背景)?音乐|^配乐|^bgm"
    )


def _is_remove(w: Wording) -> bool:
    return w.has(_REMOVE) and not w.has(
        r"\b(?:cut|trim)\b.*\b(?:to|when|at)\b|\bturn\b.*\bdown\b|\bno (?:louder|"
        r"more than|fade)|\bdrop\b.*\b(?:to|by|volume)\b|不要(?:太|盖)|\bstop(?:s|"
        r"ping)?(?: it| the music)? (?:at|after|when)|\b(?:add|put|use|lay)\b|加|配上|用<|"
        r"原声|\boriginal\b|"
        r"\bdrop\b.*\bin\b|\b(?:remove|cut) (?:the )?(?:first|last)|"
        r"<t\d+>(?:的时候|的地方|处|时|后|钟)?(?:就)?(?:停|结束|关)|\b(?:stop|off|"
        r"out)\b[^<]{0,12}<t\d+>"
    )


def _adjusts(w: Wording) -> bool:
    return w.has(r"\b(?:change|make|set|turn|lower|raise)\b.*\b(?:the|it)\b|调|改") and not w.has(
        r"\badd\b|加"
    )


def pick(w: Wording, draft: Draft, media: Library) -> Media | None:
    """The sound that is meant: named, else the one not yet used, else the last."""
    named = w.file("audio")
    if named:
        return named
    used = {s.source for s in draft.of(TrackType.AUDIO)}
    sounds = media.of("audio")
    spoken = [m for m in sounds if re.search(r"voice|narrat|speech|旁白|配音|解说", m.name, re.I)]
    if w.has(r"voice|narration|旁白|配音|解说") and spoken:
        return spoken[0]
    if w.has(r"\bmusic\b|\bsong\b|\bbgm\b|音乐|歌|配乐"):
        sounds = tuple(m for m in sounds if m not in spoken) or sounds
    free = [m for m in sounds if m.id not in used]
    found = free or list(sounds)
    return found[0] if found else None


def _in_part(w: Wording, draft: Draft, item: Media, part: Part) -> Outcome:
    """The music from one of its moments on, or one stretch of it, afresh or where it lies."""
    end = min(part.end or item.duration, item.duration)
    if part.start >= end:
        length = clock(item.duration)
        return w.refuse(f"{item.name} is only {length} long.", f"{item.name} 只有 {length} 长。")
    lane = next((s for s in draft.of(TrackType.AUDIO) if s.source == item.id), None)
    if lane is None:
        added = _added(w, draft, item, part.start, end)
        if part.end is None or added.draft is None:
            return added
        lane = added.draft.of(TrackType.AUDIO)[-1]
        draft = added.draft
    room = min(draft.duration - lane.start, end - part.start)
    lane = replace(looked(lane, loop=False), source_in=part.start, source_out=end, length=room)
    own = f"{clock(part.start)}-{clock(end)}" if part.end else clock(part.start)
    times = f"{clock(lane.start)}-{clock(lane.end)}"
    return w.done(
        edit(draft, lane),
        f"{item.name} plays at {times} with its own {own}{'' if part.end else ' onwards'}.",
        f"{item.name} 在 {times} 播放,用的是它自己的 {own}{'' if part.end else ' 之后'}。",
        last={"kind": "music", "id": lane.id},
    )


def lay(
    draft: Draft,
    item: Media,
    start: int,
    end: int,
    volume: float,
    loop: bool,
    skip: int = 0,
    until: int = 0,
) -> Draft:
    """The draft with a sound from start to end, repeated or only as long as it is."""
    out = until or whole(item).source_out
    room = end - start if loop else min(end - start, out - skip)
    segment = Segment(f"{item.id}-1", item.id, item.name, start, max(room, 1), skip, out)
    return add(draft, TrackType.AUDIO, looked(segment, volume=volume, loop=loop))


def _added(w: Wording, draft: Draft, item: Media, skip: int = 0, until: int = 0) -> Outcome:
    if not draft.of(TrackType.VIDEO):
        return w.ask(
            "Please upload a video or photos for the music.", "请先上传要配乐的视频或照片。"
        )
    total = draft.duration
    start, end = stretch_of(w, draft)
    if start >= total:
        length = clock(total)
        return w.refuse(f"The video is only {length} long.", f"视频只有 {length} 长。")
    spoken = w.has(SPOKEN) or re.search(r"voice|narrat|旁白|配音", item.name, re.I)
    loop = not (spoken or skip or until or w.has(ONCE)) and item.duration < end - start
    result = lay(draft, item, start, end, _volume(w), loop, skip, until)
    lane = result.of(TrackType.AUDIO)[-1]
    result = edit(result, shaped(w, lane))
    lane = result.of(TrackType.AUDIO)[-1]
    if w.has(
        r"\b(?:mute|remove|without|no|replace|kill|drop|silence)\b.*\b(?:original|own|"
        r"its|video'?s|clip'?s)\b.*|\binstead of\b|(?:去掉|不要|静音|关掉|删掉|替换|"
        r"消除)(?:.{0,3})(?:原声|原音|原来的声音|视频声音)|原声(?:去掉|不要|静音|关掉)"
    ):
        result = change(result, lambda s: looked(s, volume=0.0), lambda s: True)
    result = _original(w, result)
    times = f"{clock(lane.start)}-{clock(lane.end)}"
    percent = f"{lane.look.volume:g}%"
    return w.done(
        result,
        f"Added {item.name} at {times}, volume {percent}{', repeated to fill' if loop else ''}.",
        f"已添加音乐 {item.name}({times},音量 {percent}{',循环播放' if loop else ''})。",
        last={"kind": "music", "id": lane.id},
    )


def _all_added(w: Wording, draft: Draft, several: list[tuple[Wording, Media]]) -> Outcome:
    replies = []
    texts = in_turn(w, draft, several)
    several = [(text, item) for text, (_, item) in zip(texts, several, strict=True)]
    outcome = _added(several[0][0], draft, several[0][1])
    replies.append(outcome.reply)
    for part, item in several[1:]:
        outcome = _added(part, outcome.draft or draft, item)
        replies.append(outcome.reply)
    return replace(outcome, reply=" ".join(replies))


def _original(w: Wording, draft: Draft) -> Draft:
    """`original sound at 30%` beside the music."""
    m = w.find(
        r"(?:original|own|video|source|原声|原音|人声|原视频声音|原来的声音)(?: (?:sound|"
        r"audio|volume|voice))?(?: down)?[^<,]{0,16}<p([\d.]+)>"
    )
    if not m or not w.has(r"原|original|own|source"):
        return draft
    level = float(m[1])
    return change(draft, lambda s: looked(s, volume=level), lambda s: True)


def _volume(w: Wording) -> float:
    decibel = w.first("d")
    if decibel is not None:
        low = -abs(decibel) if w.has(QUIETER) else decibel
        return round(100 * 10 ** (low / 20), 1)
    text = re.sub(
        r"(?:original|own|原声|原音|人声|original (?:sound|audio))[^<,]{0,16}<p[\d.]+>", " ", w.text
    )
    level = (
        share(text)
        if "<p" in text or re.search(r"half (?:the )?volume|volume.*half|一半", text)
        else None
    )
    if level is not None:
        return round(level * 100, 1)
    if w.has(
        r"\b(?:very )?(?:quiet(?:ly)?|soft(?:ly)?|low|gentle|gently|subtle|faint|"
        r"light)\b|not too loud|not (?:too )?loudly|小声|轻轻|轻柔|音量(?:要)?(?:小|低)|"
        r"小一?[点些]|不要太大|别太大|"
        r"低一?[点些]|轻一?[点些]"
    ):
        return 25.0
    if w.has(r"\b(?:full|loud|max(?:imum)?) ?(?:volume)?\b|最大|全音量|大声"):
        return 100.0
    if w.has(r"\b(?:quieter|softer|lower) than\b|比(?:人声|原声|说话).{0,4}(?:小|低|轻)"):
        return 25.0
    return 100.0 if w.has(SPOKEN) else 60.0
