"""Whole films from what is there: clips, photos and music made into one video of a given length."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.language import seconds
from nemo_tui.studio.pacing import fit
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.recipes import transitions
from nemo_tui.studio.recipes.framing import framed
from nemo_tui.studio.recipes.music import lay
from nemo_tui.studio.timeline import PHOTO_MS, add, edit, is_mark, looked, sequence, whole
from nemo_tui.studio.wording import Wording, read

_MAKE = (
    r"\b(?:create|creat(?:e|ing)|mak(?:e|ing)|combin(?:e|ing)|turn(?:ing)?|"
    r"build(?:ing)?|produc(?:e|ing)|assembl(?:e|ing)|edit(?:ing)?|put(?:ting)?|"
    r"compil(?:e|ing)|convert(?:ing)?|generate|need|want)\b|做|制作|创建|生成|合成|"
    r"剪|拼|用|合并|变成|组合|把"
)
_WHAT = (
    r"\b(?:videos?|movies?|films?|mp4|reels?|vlogs?|montages?|trailers?|"
    r"clips? together)\b|视频|影片|短片|mp4|vlog|片子|混剪|成片"
)
_FROM = (
    r"\b(?:clips|photos?|pictures?|images?|footage|media|files|these|them|everything|"
    r"all|my|the)\b|素材|片段|照片|图片|视频|这些|所有|全部|它们"
)
_MUSIC = r"\bmusic\b|\bsong\b|\bbgm\b|\bsoundtrack\b|\baudio file\b|音乐|配乐|bgm|歌曲"
_TRANSITION = (
    r"\btransitions?\b|\bcross ?fades?\b|\bdissolves?\b|\bwipes?\b|转场|过渡|淡入淡出|叠化"
)
_TEXTS = r"\btext overlays?\b|\btexts?\b|\btitles?\b|\bcaptions?\b|文字|标题|字幕"
_INTO = (
    r"\bcreate\b.*\binto\b|"
    r"\b(?:photos?|pictures?|pics|images?|clips)\b.*\b(?:and|plus|with)\b.*"
    r"\b(?:music|song|soundtrack|track|audio)\b.*\binto (?:a|an|one)\b|"
    r"(?:照片|图片|片段|素材).*(?:和|跟|与|加|配).*(?:音乐|歌|曲).*(?:做|合|剪|制作|变|拼)成"
)
_DESCRIPTION = (
    r"^\W*(?:creating|saving|making|editing|compressing|downloading|producing|"
    r"reducing) .*\b(?:for|without|from)\b"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """A film from everything, when a clause asks for more than joining or a slideshow."""
    w = read(replace(request, text=request.message or request.text), media)
    clause, timed = read(request, media), transitions.untimed(w)
    if request.text != (request.message or request.text) and not clause.has(_MAKE):
        return None
    if (
        not (w.has(_MAKE) and w.has(_WHAT) and w.has(_FROM))
        or w.quotes
        or w.first("p")
        or w.first("b")
    ):
        return None
    description = w.has(_DESCRIPTION)
    extras = [
        (w.has(_MUSIC) or w.file("audio") is not None) and bool(media.of("audio")),
        w.has(_TRANSITION),
        w.has(_TEXTS) and w.has(r"overlays?|titles|captions|texts|文字|字幕"),
    ]
    several = len(media.of("video")) + len(media.of("image")) > 1
    if description and not several and draft.of(TrackType.VIDEO):
        return w.done(
            draft,
            (
                f"Your clip is on the timeline ({seconds(draft.duration, 'en')}). Tell me what "
                "to change, or export it."
            ),
            f"素材已放到时间线上({seconds(draft.duration, 'zh')})。告诉我怎么改,或直接导出。",
        )
    if not several or not (
        description
        or sum(extras) >= 2
        or (sum(extras) and timed.first("t"))
        or (extras[0] and w.has(_INTO))
    ):
        return None
    if clause.text != w.text and not (clause.has(_WHAT) or clause.has(_FROM)):
        return None
    return _film(w, request, draft, media, extras)


def _film(
    w: Wording, request: Request, draft: Draft, media: Library, extras: list[bool]
) -> Outcome:
    music, cross, texts = extras
    items = [m for m in media.items if m.kind in ("video", "image") and not is_mark(m)]
    each = 0
    found = re.search(
        (
            r"<t(\d+)> (?:each|per|apiece)|(?:each|every)[^<]{0,20}<t(\d+)>|"
            r"每[张段个][^<]{0,6}<t(\d+)>"
        ),
        w.text,
    )
    if found:
        each = int(next(g for g in found.groups() if g))
    total = 0 if each else int(transitions.untimed(w).first("t") or 0)
    result = sequence(replace(draft, tracks=()), [whole(m, each or PHOTO_MS) for m in items])
    if cross:
        kind = transitions.kind_of(w)
        kind = kind if kind != "cut" else "crossfade"
        result = transitions.apply(replace(w, text=""), result, kind, 1000)
    if total:
        result = fit(result, total)
    if texts:
        result = _named(result, items)
    track = media.of("audio")[0] if music else None
    if track:
        result = lay(
            result,
            track,
            0,
            result.duration,
            100.0 if not media.of("video") else 60.0,
            track.duration < result.duration,
        )
        result = edit(
            result,
            looked(result.of(TrackType.AUDIO)[-1], audio_fade_out=min(2000, result.duration // 4)),
        )
    result = framed(replace(request, text=request.message or request.text), result, media)
    return _told(w, result, items, track, cross, texts)


def _named(draft: Draft, items: list[Media]) -> Draft:
    """A caption over each clip, told from its file's name."""
    total = draft.duration
    seen: set[str] = set()
    for i, clip in enumerate(draft.of(TrackType.VIDEO)):
        label = title_of(clip.label) or f"Part {i + 1}"
        if clip.source in seen:
            continue
        seen.add(clip.source)
        start = clip.start + (clip.look.transition_ms if i else 0)
        end = min(clip.end, total, start + 4000)
        if end - start < 300:
            start, end = clip.start, clip.end
        look = Look(text=label, role="caption", position="bottom", fade_in=300, fade_out=300)
        text = Segment("text-1", "", label, start, end - start, 0, end - start, look)
        draft = add(draft, TrackType.TEXT, text)
    return draft


def title_of(name: str) -> str:
    """A caption from a file name: beach_day-2.mp4 gives Beach Day 2; camera names give none."""
    stem = name.rpartition(".")[0] or name
    words = re.sub(r"[_\-.]+", " ", stem).strip()
    if re.fullmatch(
        r"(?:img|dsc|dscn|vid|mov|pxl|gopr|dji|wp|mvi|screenshot|whatsapp video)? ?[\d ]*",
        words,
        re.I,
    ):
        return ""
    return words[:1].upper() + words[1:] if words.isascii() else words


def _told(
    w: Wording, draft: Draft, items: list[Media], track: Media | None, cross: bool, texts: bool
) -> Outcome:
    en, zh = [f"{len(items)} clips and photos"], [f"{len(items)} 段素材"]
    joints = sum(1 for s in draft.of(TrackType.VIDEO) if s.look.transition != "cut")
    if cross:
        en.append(f"{joints} transitions")
        zh.append(f"{joints} 处转场")
    if texts:
        count = len(draft.of(TrackType.TEXT))
        en.append(f"{count} captions from the file names")
        zh.append(f"{count} 处取自文件名的文字")
    if track:
        en.append(f"the music {track.name}")
        zh.append(f"音乐 {track.name}")
    return w.done(
        draft,
        f"Made a video of {seconds(draft.duration, 'en')}: {', '.join(en)}.",
        f"已做成 {seconds(draft.duration, 'zh')} 的视频:{'、'.join(zh)}。",
        last={"kind": "film"},
    )
