"""Photos as a film: seconds each, or a total; gentle motion if wanted."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import listed, seconds
from nemo_tui.studio.language.references import ORDER, clips, expanded
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.pacing import fit, remember
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.recipes.framing import framed
from nemo_tui.studio.recipes.music import lay
from nemo_tui.studio.timeline import (
    PHOTO_MS,
    is_mark,
    is_still,
    looked,
    plain_looks,
    sequence,
    whole,
)

_SHOW = (
    r"\bslide ?shows?\b|\bphoto (?:video|movie|film|montage|album|reel|story)|"
    r"\bmontage\b|幻灯|相册|影集|图片视频|照片视频|轮播|电子相册"
)
_PHOTOS = (
    r"\b(?:photos?|pictures?|pics?|images?|snapshots?|slides?|stills?|shots)\b|照片|图片|相片|图|张"
)
_MAKE = (
    r"\b(?:make|create|turn|build|combine|put|convert|produce|use|using|from|stitch|"
    r"generate|into|show|want|need|assemble|compile|join|merge|string|play|give)\b|"
    r"做|制作|生成|拼|合成|变成|合并|用|转|弄|剪|把|播放|展示|组成|串"
)
_EACH = (
    r"(?:each|every|per|apiece|a piece)\b|<t\d+> an? (?:photo|picture|image|slide|pic|shot|"
    r"snap)|每(?:张|个|幅|一张|页|图)|各(?:显示|停留|"
    r"放|播)?|一张(?:图|照片)?<t|<t\d+>一张|<t\d+>(?:/|每)张|单张"
)
_MOTION = (
    r"\bken burns\b|\b(?:slow|gentle|slight|subtle)(?:ly)? (?:zoom|pan|motion|"
    r"movement)|\bzoom(?:ing|s)?\b|\bpan(?:ning)?\b|\bmotion\b|\bmoving\b|"
    r"慢慢(?:地)?(?:放大|缩小|推近|拉远|移动)|缓慢(?:放大|缩小|移动|推)|推近|拉远|推拉|缩放|动态效果|镜头移动|肯·?伯恩斯|"
    r"运镜|平移"
)

_BESIDE = (
    r"\b(before|after|behind|in front of)\b.*\b(?:video|clip|footage|film|<F\d+>)|"
    r"(?:视频|片段|<F\d+>)的?(前|后)"
)
_THESE = (
    r"\b(?:make|turn|create|build|put|compile)\b.*\b(?:these|them|all|everything)\b.*"
    r"\b(?:video|movie|film|reel)\b|"
    r"(?:这些|这几|它们|全部|所有).*(?:做|变|合|生|剪)成?.*(?:视频|影片|短片)"
)
_AS_MUSIC = (
    r"\bas long as the (?:music|song|track)|\b(?:length|duration) of the (?:music|"
    r"song|track)|\b(?:match|fit) the (?:music|song)|(?:和|跟|与)音乐(?:一样|同样)长|"
    r"音乐(?:的)?(?:长度|时长)"
)
# A photo beside a film is put in there, and does not take its place.
_PLACED = (
    r"\b(?:at|to|in|on) the (?:very )?(?:end|start|beginning|front|middle)\b|\bintro\b|\boutro\b|"
    r"\b(?:before|after|between|first|last|beside|next to|alongside)\b|旁边|"
    r"\b(?:start|begin|open|end|finish|close)\w* with\b|"
    r"开头|结尾|片头|片尾|前面|后面|之前|之后|中间|末尾|最前|最后"
)
_WITH_MUSIC = (
    r"\b(?:with|and|to|using|plus|over)\b[^,]{0,24}\b(?:music|song|soundtrack|bgm|"
    r"mp3|tune|track|audio)\b|"
    r"(?:和|配|用|加|跟|带|上).{0,8}(?:音乐|配乐|歌|曲|bgm|mp3|背景音)"
)
_IN_ALL = (
    r"<t\d+> (?:long )?(?:in (?:total|all)|total|altogether|overall)\b|\btotal (?:of )?<t|"
    r"(?:总共|一共|总长|总时长|共|全部)(?:为|是|要|到|成|:)?<t"
)
_NTH = "|".join(ORDER)
_OWN_TIME = (
    rf"(?:<F(?P<file>\d+)>|\b(?P<nth>{_NTH})(?: (?:photo|picture|pic|image|slide|one|clip))?\b|"
    r"\b(?:photo|picture|image|slide) (?P<digit1>\d)\b|"
    r"第(?P<digit>\d)(?:张|个|幅)?(?:照片|图片|图)?|最后(?:一|1)?张)"
    r"(?: ?(?:first|last|next|for|is|stays?|lasts?|gets?|shown|:|=|-|about|only|to|"
    r"then|显示|停留|放|播放?|持续|展示|用|为|是|要))* ?"
    r"(?:<t(?P<ms>\d+)>|(?P<bare>\d+(?:\.\d+)?)(?= ?(?:$|,|;|、|\.|and\b|then\b)))"
)
_NOT_TIMED = (
    r"\btransition|\bcross|\bfade|\bdissolve|\btext\b|\btitle\b|\bcaption|\bmusic\b|\binsert\b|"
    r"\b(?:at|from|after|before) <t|转场|过渡|淡|叠化|文字|标题|字幕|音乐|插入|第<t|从<t"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Make, or re-time, a slideshow."""
    w = read(request, media)
    if w.quotes and not w.has(_SHOW):
        return None
    photos = [item for item in media.of("image") if not is_mark(item)] or list(media.of("image"))
    stills = [s for s in draft.of(TrackType.VIDEO) if is_still(s)]
    each = int(w.first("t") or 0) if w.has(_EACH) else 0
    films = any(not is_still(s) for s in draft.of(TrackType.VIDEO))
    single = len(photos) == 1 or len([f for f in w.files if f.kind == "image"]) == 1
    message = read(replace(request, text=request.message or request.text), media)
    beside = w.has(_PLACED) or message.has(
        r"\bthen (?:the |my )?(?:clip|video|film|footage|rest)|再放|然后"
    )
    if films and single and not w.has(_SHOW) and beside:
        return None
    if timed := _timed(w, draft, media):
        return timed
    alone = request.text == (request.message or request.text) and not w.has(_NOT_TIMED)
    one = _pairs(w, draft, media) if stills and alone and len(w.text) < 48 else []
    if len(one) == 1 and len(stills) > 1 and not w.has(_SHOW):
        return _retimed(w, draft, one[0][1], {one[0][0].id})
    some = {s.id for s in clips(w, draft)} if stills and _retimes(w) and not w.has(_SHOW) else set()
    if 0 < len(some) < len(stills):
        return _retimed(w, draft, int(w.first("t") or 0), some)
    if w.has(_SHOW) or (
        w.has(_PHOTOS) and w.has(_MAKE) and _video(w) and not w.has(r"\blogo\b|corner|水印|角")
    ):
        return _made(w, request, draft, media, photos, each)
    if w.has(_THESE) and len(stills) == len(draft.of(TrackType.VIDEO)) > 0 and plain_looks(draft):
        return _made(w, request, draft, media, photos, each)
    if len(stills) == len(draft.of(TrackType.VIDEO)) > 1 and w.has(_IN_ALL) and w.first("t"):
        return _made(w, request, draft, media, photos, 0)
    if stills and _retimes(w):
        return _retimed(w, draft, each or int(w.first("t") or 0), _meant(w, request, draft))
    if stills and w.has(_MOTION):
        result = sequence(draft, _moving(w, list(draft.of(TrackType.VIDEO))))
        last = {"kind": "motion"}
        return w.done(
            result, "The photos move gently now.", "已为照片加上缓慢的镜头移动。", last=last
        )
    return None


def _timed(w: Wording, draft: Draft, media: Library) -> Outcome | None:
    """Photos that each stay as long as is said of them, files in the order of mention."""
    if not w.values("t") or w.has(_NOT_TIMED):
        return None
    wanted = _pairs(w, draft, media) or _listed(w, draft)
    if len(wanted) < 2:
        return None
    video = list(draft.of(TrackType.VIDEO))
    named = {segment.source for segment, _ in wanted}
    held = [_held(segment, length) for segment, length in wanted]
    if w.has(r"<F\d+>") and not any(not is_still(s) for s in video):
        order = [*held, *(s for s in video if s.source not in named)]
    else:
        lengths = {segment.id: segment for segment in held}
        order = [lengths.get(s.id, s) for s in video]
    result = sequence(draft, order)
    if not draft.of(TrackType.VIDEO):
        result = replace(result, canvas=replace(result.canvas, width=1920, height=1080))
    en = listed([f"{s.label} {seconds(s.length, 'en')}" for s in held], "en")
    zh = listed([f"{s.label} {seconds(s.length, 'zh')}" for s in held], "zh")
    return w.done(
        result,
        f"The photos stay: {en}; {seconds(result.duration, 'en')} in all.",
        f"照片时长:{zh},共 {seconds(result.duration, 'zh')}。",
        last={"kind": "slideshow"},
    )


def _held(segment: Segment, length: int) -> Segment:
    return replace(segment, length=length, source_in=0, source_out=length)


def _pairs(w: Wording, draft: Draft, media: Library) -> list[tuple[Segment, int]]:
    """`photo3 for 2 s, photo1 for 4`, 第一张2秒,第二张3秒: each photo with its time."""
    stills = [s for s in draft.of(TrackType.VIDEO) if is_still(s)]
    found: list[tuple[Segment, int]] = []
    for m in re.finditer(_OWN_TIME, expanded(w.text)):
        length = int(m["ms"]) if m["ms"] else round(float(m["bare"]) * 1000)
        if m["file"]:
            item = w.files[int(m["file"])]
            own = next((s for s in stills if s.source == item.id), whole(item))
            shown = own if item.kind == "image" else None
        else:
            number = ORDER.get(m["nth"] or "", 0) or int(m["digit"] or m["digit1"] or -1)
            index = number - 1 if number > 0 else len(stills) + number
            shown = stills[index] if 0 <= index < len(stills) else None
        if shown is None or length < 40:
            return []
        found.append((shown, length))
    return found if len({s.id for s, _ in found}) == len(found) else []


def _listed(w: Wording, draft: Draft) -> list[tuple[Segment, int]]:
    """`show them for 2, 3 and 4 seconds`: as many times as photos."""
    stills = [s for s in draft.of(TrackType.VIDEO) if is_still(s)]
    row = re.search(r"((?:(?:<t\d+>|\d+(?:\.\d+)?) ?(?:,|、|and|和|&)? ?)+)<t\d+>", w.text)
    if row is None or not stills:
        return []
    figures = re.findall(r"<t(\d+)>|(\d+(?:\.\d+)?)", row[0])
    lengths = [int(ms) if ms else round(float(bare) * 1000) for ms, bare in figures]
    return list(zip(stills, lengths, strict=True)) if len(lengths) == len(stills) else []


def _video(w: Wording) -> bool:
    return w.has(
        r"\b(?:video|movie|film|clip|mp4|reel|sequence|show|story)\b|<t\d+>|each|视频|"
        r"影片|短片|片子|mp4|每张|动态"
    )


def _retimes(w: Wording) -> bool:
    return (
        w.first("t") is not None
        and (
            w.has(_EACH)
            or w.has(r"\b(?:photo|picture|image)s? <t|第\d+张.{0,4}<t")
            or (
                w.has(_PHOTOS)
                and w.has(
                    r"\b(?:show|display|last|stay|hold|keep|long|for)\b|显示|停留|持续|播放|展示"
                )
            )
        )
        and not w.has(
            r"\bfirst <t|\blast <t|前<t|后<t|\btransition|\bfade|转场|过渡|淡|\btext\b|\btitle\b"
        )
    )


def _made(
    w: Wording, request: Request, draft: Draft, media: Library, photos: list[Media], each: int
) -> Outcome | None:
    if not photos:
        total = int(w.first("t") or 0)
        if len(draft.of(TrackType.VIDEO)) > 1 and w.has(r"\bmontage\b|混剪"):
            result = fit(draft, total) if total else draft
            told = seconds(result.duration, w.language)
            return w.done(result, f"Made a montage of {told}.", f"已剪成 {told}的混剪。")
        if w.has(_SHOW) or w.has(r"\bphotos?\b|照片|图片"):
            return w.ask(
                "There are no photos yet. Please upload the photos for the video.",
                "还没有照片,请先上传要用的照片。",
            )
        return None
    films = any(not is_still(s) for s in draft.of(TrackType.VIDEO))
    each = each or (int(w.first("t") or 0) if films and w.has(_BESIDE) else 0)
    named = [item for item in w.files if item.kind == "image"]
    chosen = _ordered(w, named if len(named) > 1 else photos)
    total = 0 if each else int(w.first("t") or 0)
    if not each and not total and w.has(_AS_MUSIC):
        total = next((item.duration for item in media.of("audio")), 0)
    segments = [whole(item, each or PHOTO_MS) for item in chosen]
    if w.has(_MOTION):
        segments = _moving(w, segments)
    made = sequence(
        replace(draft, tracks=tuple(t for t in draft.tracks if t.type != TrackType.VIDEO)), segments
    )
    own = [s for s in draft.of(TrackType.VIDEO) if not is_still(s)]
    if own and w.has(
        r"\b(?:clips?|videos?)\b.*\band\b|\band\b.*\b(?:clips|videos)\b|和(?:视频|片段)|"
        r"视频(?:片段)?和"
    ):
        made = sequence(made, [*own, *segments])
    beside = w.find(_BESIDE) if own else None
    if beside:
        first = beside[1] in ("before", "in front of") or beside[2] == "前"
        made = sequence(made, [*segments, *own] if first else [*own, *segments])
    made = fit(made, total) if total else made
    result = framed(request, made if not total else remember(made, total), media)
    music = (
        media.of("audio")[0] if media.of("audio") and w.has(f"{_WITH_MUSIC}|{_AS_MUSIC}") else None
    )
    if music and not result.of(TrackType.AUDIO):
        length = result.duration
        result = lay(result, music, 0, length, 100.0, music.duration < length)
    en, zh = (f" with {music.name}", f",配乐 {music.name}") if music else ("", "")
    per = next((s for s in result.of(TrackType.VIDEO) if is_still(s)), segments[0]).length
    count = f"{len(chosen)} photo{'s' if len(chosen) > 1 else ''}"
    return w.done(
        result,
        (
            f"Made a slideshow of {count}, {seconds(per, 'en')} each, "
            f"{seconds(result.duration, 'en')} in all{en}."
        ),
        (
            f"已用 {len(chosen)} 张照片做成视频,每张 {seconds(per, 'zh')},共 "
            f"{seconds(result.duration, 'zh')}{zh}。"
        ),
        last={"kind": "slideshow"},
    )


def _ordered(w: Wording, photos: list[Media]) -> list[Media]:
    if w.has(r"\brevers(?:e|ed)\b|\bbackwards?\b|倒序|反序|逆序|倒过来"):
        return photos[::-1]
    return photos


def _meant(w: Wording, request: Request, draft: Draft) -> set[str]:
    """The photos that are to stay that long: named ones, the others after them, or all."""
    last = request.memory.get("last")
    before = last.get("ids") if isinstance(last, dict) else None
    stills = {s.id for s in draft.of(TrackType.VIDEO) if is_still(s)}
    if isinstance(before, list) and w.has(r"\b(?:others?|rest|remaining)\b|其[他它余]|剩下"):
        return stills - set(before)
    return {s.id for s in clips(w, draft)} or stills


def _retimed(w: Wording, draft: Draft, each: int, ids: set[str]) -> Outcome:
    wanted = [
        replace(s, length=each, source_in=0, source_out=each) if s.id in ids and is_still(s) else s
        for s in draft.of(TrackType.VIDEO)
    ]
    result = sequence(draft, wanted)
    if len(ids) < len(wanted):
        return w.done(
            result,
            f"{len(ids)} of the photos stay{'s' if len(ids) == 1 else ''} "
            f"{seconds(each, 'en')} now; "
            f"{seconds(result.duration, 'en')} in all.",
            f"已让其中 {len(ids)} 张照片显示 {seconds(each, 'zh')},共 "
            f"{seconds(result.duration, 'zh')}。",
            last={"kind": "slideshow", "ids": sorted(ids)},
        )
    return w.done(
        result,
        f"Each photo stays {seconds(each, 'en')} now; {seconds(result.duration, 'en')} in all.",
        f"每张照片显示 {seconds(each, 'zh')},共 {seconds(result.duration, 'zh')}。",
        last={"kind": "slideshow"},
    )


def _moving(w: Wording, segments: list[Segment]) -> list[Segment]:
    out = w.has(r"\bzoom(?:ing|s)? out\b|拉远|缩小")
    pan = w.has(r"\bpan(?:ning|s)?\b|平移|移动")
    zoom = w.has(r"\bzoom(?:ing|s)? in\b|推近|放大")
    kinds = (
        ["zoom_out"]
        if out
        else ["pan"]
        if pan and not zoom
        else ["zoom_in"]
        if zoom
        else ["zoom_in", "zoom_out"]
    )
    return [
        looked(s, motion=kinds[i % len(kinds)]) if is_still(s) else s
        for i, s in enumerate(segments)
    ]
