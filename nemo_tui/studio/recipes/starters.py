"""When a whole film is wanted of what is there, and what is still missing for it."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language.bilingual import seconds
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes import transitions
from nemo_tui.studio.recipes.film import GENTLE_MS, SHORTEST_MS, Film, made, shots, songs, too_short
from nemo_tui.studio.recipes.music import NO_MUSIC

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
# A film that is cut from what is there, without a word of what that is.
_CUT_FILM = r"\b(?:trailer|reel|montage|vlog)\b|混剪|vlog"
_MUSIC = r"\bmusic\b|\bsong\b|\bbgm\b|\bsoundtrack\b|\baudio file\b|音乐|配乐|bgm|歌曲"
_TRANSITION = (
    r"\btransitions?\b|\bcross ?fades?\b|\bdissolves?\b|\bwipes?\b|转场|过渡|淡入淡出|叠化"
)
_TEXTS = r"\btext overlays?\b|\btexts\b|\btitles\b|\bcaptions\b|文字|字幕"
_INTO = (
    r"\bcreate\b.*\binto\b|"
    r"\b(?:photos?|pictures?|pics|images?|clips)\b.*\b(?:and|plus|with)\b.*"
    r"\b(?:music|song|soundtrack|track|audio)\b.*\binto (?:a|an|one)\b|"
    r"(?:照片|图片|片段|素材).*(?:和|跟|与|加|配).*(?:音乐|歌|曲).*(?:做|合|剪|制作|变|拼)成"
)
# What a skill is for, said as the wish: everything that is there becomes a film.
_DESCRIPTION = (
    r"^\W*(?:creating|saving|making|editing|compressing|downloading|producing|"
    r"reducing) .*\b(?:for|without|from)\b"
)
_PHOTO, _CLIP = r"(?:photos?|pictures?|pics|images?)", r"(?:clips?|videos?|footage)"
_PHOTO_ZH, _CLIP_ZH = r"(?:照片|图片|相片)", r"(?:片段|视频|素材)"
_NEAR = r"[^<]{0,40}"
_BOTH = (
    rf"\b(?:from|of|with|using|use|combine|turn)\b{_NEAR}\b(?:{_PHOTO}\b{_NEAR}(?:\band\b|\bor\b|,)"
    rf"{_NEAR}\b{_CLIP}|{_CLIP}\b{_NEAR}(?:\band\b|\bor\b|,){_NEAR}\b{_PHOTO})\b|"
    rf"(?:用|把){_NEAR}(?:{_PHOTO_ZH}(?:和|与|跟|、|加){_CLIP_ZH}|{_CLIP_ZH}(?:和|与|跟|、|加)"
    rf"{_PHOTO_ZH}){_NEAR}(?:做|制作|剪|合|拼|生成)"
)
# `用片段和图片制作并下载成片`: what is to be made went along with the request for the file.
_OPEN_END = r"(?:制作|做|剪辑|剪|生成)(?:好|一下|出来|吧)?\W*$"
# Each word is read in one way only: a long message that is none of this is given up at once.
_FILLER = (
    r"(?>\b(?:please|can you|could you|just|now|ok|me|us|an?|one|my|the|some|nice|short|cool|quick|"
    r"little|for me|out of|from|with|of|into|in|to|this|these|those|them|it|all|everything|files?|"
    r"media|footage|material|stuff|here|together|and|i|want|need|you|have)\b|"
    r"请|帮我|给我|帮忙|麻烦|用|把|将|这些|所有|全部|的|素材|文件|东西|一个|一段|一条|个|条|段|"
    r"我|想|要|吧|成|它们|\W)*"
)
# `make me a vlog out of this`: nothing but the wish.
_BARE = (
    rf"{_FILLER}(?:\b(?:make|create|build|edit|put|produce|generate|cut|turn|compile)\b|"
    rf"制作|做|剪辑|剪|生成|弄|变){_FILLER}"
    rf"(?:videos?|movie|film|reel|vlog|montage|视频|短片|影片|片子|vlog){_FILLER}"
)
_ARRANGED = (
    r"\b(?:first|then|after|before|beside|next to|side by side|split|corner|on top|between|"
    r"start|begin|end)\b|先|再|之?后|之?前|旁边|分屏|并排|角|上面|开头|结尾|中间"
)
_EACH = (
    r"<t(\d+)> (?:each|per|apiece)|\b(?:each|every)(?: (?:photo|picture|image|clip|one|video|for|"
    r"is|of|stay(?:s|ing)?|last(?:s|ing)?|gets?|shown|about|only|them|should|last|be|at)){0,5} "
    r"<t(\d+)>|"
    r"每[张段个][^<]{0,6}<t(\d+)>"
)
_MOMENT = (
    r"(?:\b(?:at|from|after|between|first|last|opening|closing|its)|第|前|最后|后|从|在) ?第?<t\d+>"
    r"(?: ?(?:to|-|–|and|until|到|至) ?第?<t\d+>)?|<t\d+> ?(?:to|-|–|到|至) ?第?<t\d+>"
)
_ONCE = (
    r"\b(?:no|not|without|don'?t|do not)\b[^,.]{0,16}\b(?:repeat|loop)\w*|"
    r"(?:不要|别|不)(?:重复|循环)"
)


# Said once what was missing is there, or that it can do without.
_HERE = (
    r"^\W*(?>ok(?:ay)?|now|and|so|done|uploaded|here|there|use|take|with|go|try|it|this|that|these|"
    r"is|are|you|the|my|others?|rest|again|please|music|song|track|clips?|photos?|one|more|"
    r"好了?|现在|呢|传(?:好|上)?了?|上传(?:好|完)?了?|音乐|歌|素材|照片|片段|视频|来了|在这里?|"
    r"就|用|这个|这首|这些|吧|再|试|一下|可以了?|[\s,.!。,!]|<F\d+>)+$"
)
_WITHOUT = (
    r"\b(?:without|no|skip|forget)\b.*\b(?:music|song)\b|(?:不要|没有|不用|不加).{0,4}(?:音乐|歌)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """A film from everything, when a message asks for more than joining or a slideshow."""
    asked = request.memory.get("pending")
    said = read(replace(request, text=request.message or request.text), media)
    if isinstance(asked, str) and asked and (said.has(_HERE) or said.has(_WITHOUT)):
        before = replace(request, text=asked, message=asked)
        again = _wanted(before, draft, media, scored=not said.has(_WITHOUT))
        if again is not None and again.kind == "done":
            return again
    return _wanted(request, draft, media)


def _wanted(
    request: Request, draft: Draft, media: Library, *, scored: bool = True
) -> Outcome | None:
    """The film that a message asks for, or what it still needs; `scored`: with its music."""
    w = read(replace(request, text=request.message or request.text), media)
    clause = read(request, media)
    if clause.text != w.text and not (
        clause.has(_MAKE) and (clause.has(_WHAT) or clause.has(_FROM))
    ):
        return None
    idle = _is_idle(w)
    if not (idle or _is_film(w, media)) or not media.items:
        return None
    if scored and w.has(_INTO) and w.has(_MUSIC) and not media.of("audio"):
        return _lacking(w, *NO_MUSIC)
    items = shots(media)
    if not items:
        return _lacking(
            w,
            "There is no picture here yet. Please upload the clips or photos for the video.",
            "还没有画面,请先上传要用的视频或照片。",
        )
    film = _film(w, media, idle=idle, scored=scored)
    alone = idle or w.has(_INTO) or items[0].kind == "image"
    if len(items) > 1 or (film.music and not film.transition and alone):
        if 0 < film.total < SHORTEST_MS * len(items):
            return w.ask(*too_short(film.total))
        return made(w, film, request, draft, media)
    return _of_one(w, draft, idle=idle) if idle or w.has(_TRANSITION) else None


def _is_idle(w: Wording) -> bool:
    """Whether nothing more is said than that a film is wanted, or of what."""
    if w.has(_DESCRIPTION):
        return True
    if re.fullmatch(_BARE, w.text):
        return True
    return w.has(_BOTH) and w.has(rf"{_WHAT}|{_OPEN_END}") and not w.has(_ARRANGED)


def _is_film(w: Wording, media: Library) -> bool:
    """Whether a film of all is wanted with a length, transitions, captions or music."""
    music = w.has(_MUSIC) or w.file("audio") is not None
    if not (w.has(_MAKE) and w.has(_WHAT) and w.has(rf"{_FROM}|{_CUT_FILM}")):
        return False
    alone = [m.kind for m in shots(media)] == ["image"] and w.first("t") is None
    if music and (w.has(_INTO) or (alone and media.of("audio"))):
        return True
    extras = (music and bool(media.of("audio"))) + w.has(_TRANSITION) + w.has(_TEXTS)
    return extras > 1 or (extras > 0 and _total(w) > 0)


def _film(w: Wording, media: Library, *, idle: bool, scored: bool) -> Film:
    found = w.find(_EACH)
    each = int(next(g for g in found.groups() if g)) if found else 0
    named = _transition(w)
    kinds = {m.kind for m in shots(media)}
    gentle = idle and not named and not each and (len(kinds) > 1 or not re.fullmatch(_BARE, w.text))
    return Film(
        total=0 if each else _total(w),
        each=each,
        transition="crossfade" if gentle else named.replace("cut", ""),
        transition_ms=GENTLE_MS if gentle else 1000,
        captions=w.has(_TEXTS) and not w.quotes,
        music=next(iter(songs(media)), None) if scored else None,
        repeats=not w.has(_ONCE),
    )


def _total(w: Wording) -> int:
    """How long the film is to be, in ms; moments and stretches are of something in it."""
    text = re.sub(_MOMENT, " ", transitions.untimed(w).text)
    return int(replace(w, text=text).first("t") or 0)


def _transition(w: Wording) -> str:
    """The kind of transition that is named, apart from fades at the ends; nothing when none is."""
    said = next((p for p in re.split(r"[,;.]|\band\b", w.text) if re.search(_TRANSITION, p)), "")
    return transitions.kind_of(replace(w, text=said)) if said else ""


def _of_one(w: Wording, draft: Draft, *, idle: bool) -> Outcome:
    """One clip alone is a film already, or too few for what is wanted."""
    en, zh = seconds(draft.duration, "en"), seconds(draft.duration, "zh")
    if re.fullmatch(_BARE, w.text):
        return w.ask(
            f"Your clip is on the timeline ({en}). What shall I make of it: shorter, with a "
            "title or music, upright?",
            f"素材已放到时间线上({zh})。请告诉我要怎么剪:剪短、加标题或音乐,还是改成竖屏?",
        )
    if idle:
        return w.done(
            draft,
            f"Your clip is on the timeline ({en}). Tell me what to change, or export it.",
            f"素材已放到时间线上({zh})。告诉我怎么改,或直接导出。",
        )
    return _lacking(
        w,
        f"There is only one clip here ({en}): nothing to combine it with, and no place for a "
        "transition. Please upload the others and say “now”. Or what shall I do with this one?",
        f"这里只有一段素材({zh}),没有可以拼接的,也没有地方加转场。请上传其他素材,"
        "然后说“好了”;或者告诉我只用这一段怎么做。",
    )


def _lacking(w: Wording, en: str, zh: str) -> Outcome:
    """What is missing for the film; the whole message waits for it."""
    return replace(w.ask(en, zh), memory={"last": {"kind": "film"}, "pending": w.raw})
