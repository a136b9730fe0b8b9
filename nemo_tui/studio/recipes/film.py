"""Making a whole film: everything in a row, with transitions, captions, music and a length."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.language.bilingual import listed, seconds
from nemo_tui.studio.language.wording import Wording
from nemo_tui.studio.pacing import fit
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.recipes import transitions
from nemo_tui.studio.recipes.framing import framed
from nemo_tui.studio.recipes.music import lay
from nemo_tui.studio.timeline import PHOTO_MS, add, edit, is_mark, looked, sequence, whole

GENTLE_MS = 500
# One photo alone is a film for as long as its music holds, within reason.
ALONE_MS = 15_000
SHORTEST_MS = 400
_PHOTOS = r"(?<![<\d.])(\d+)(?: ?张|(?: \w+){0,2} (?:photos|pictures|pics|images)\b)"
_MARK = r"\blogo\b|watermark|水印|标志"


@dataclass(frozen=True)
class Film:
    """What a film is to have. Times in ms, 0 where nothing is said."""

    total: int = 0
    each: int = 0
    transition: str = ""
    transition_ms: int = 1000
    captions: bool = False
    music: Media | None = None
    repeats: bool = True


def too_short(total: int) -> tuple[str, str]:
    """The question about a total that would leave next to nothing of each clip."""
    return (
        f"Is the whole video to last only {seconds(total, 'en')}? Say “{seconds(total, 'en')} in "
        "all” if so, or how long else.",
        f"整个视频只要 {seconds(total, 'zh')}吗?如果是,请说“总共{seconds(total, 'zh')}”,"
        "或者告诉我要多长。",
    )


def shots(media: Library) -> list[Media]:
    """The clips and photos that a film is made of, as they arrived."""
    return [m for m in media.items if m.kind in ("video", "image") and not is_mark(m)]


def songs(media: Library) -> list[Media]:
    """The sounds for under a film, what is spoken last."""
    return sorted(media.of("audio"), key=_is_spoken)


def _is_spoken(sound: Media) -> bool:
    return re.search(r"voice|narrat|speech|旁白|配音|解说", sound.name, re.I) is not None


def made(w: Wording, film: Film, request: Request, draft: Draft, media: Library) -> Outcome:
    """The film on the timeline, and what is to be told of it."""
    items = shots(media)
    alone = len(items) == 1 and film.music is not None
    stay = min(film.music.duration, ALONE_MS) if alone and film.music else PHOTO_MS
    result = sequence(replace(draft, tracks=()), [whole(m, film.each or stay) for m in items])
    plain = result.duration
    if film.transition:
        longest = min(s.length for s in result.of(TrackType.VIDEO)) // 4
        length = min(film.transition_ms, max(longest, 200))
        result = transitions.apply(replace(w, text=""), result, film.transition, length)
    once = result.duration
    if film.total and (film.repeats or film.total < result.duration):
        result = fit(result, film.total)
    elif film.transition_ms == GENTLE_MS and any(m.kind == "image" for m in items):
        result = fit(result, plain)
    if film.captions:
        result = _captioned(w, result)
    if film.music:
        result = _scored(result, film.music, media)
    result = framed(replace(request, text=request.message or request.text), result, media)
    return _told(w, film, result, media, once)


def _scored(draft: Draft, track: Media, media: Library) -> Draft:
    """With the music from start to end, beneath what the clips say, faded out."""
    if _is_spoken(track):
        return lay(draft, track, 0, draft.duration, 100.0, loop=False)
    volume = 60.0 if any(m.has_audio for m in media.of("video")) else 100.0
    draft = lay(draft, track, 0, draft.duration, volume, track.duration < draft.duration)
    lane = draft.of(TrackType.AUDIO)[-1]
    return edit(draft, looked(lane, audio_fade_out=min(2000, draft.duration // 4)))


def _captioned(w: Wording, draft: Draft) -> Draft:
    """A caption over each clip, told from its file's name."""
    total = draft.duration
    seen: set[str] = set()
    for i, clip in enumerate(draft.of(TrackType.VIDEO)):
        if clip.source in seen:
            continue
        seen.add(clip.source)
        label = title_of(clip.label) or w.say(f"Part {i + 1}", f"第{i + 1}段")
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


def _told(w: Wording, film: Film, draft: Draft, media: Library, once: int) -> Outcome:
    length = seconds(draft.duration, w.language)
    parts = listed([*_counted(w, media), *_extras(w, film, draft)], w.language)
    again = len(draft.of(TrackType.VIDEO)) > len(shots(media))
    notes = "".join([_repeated(w, once) if again else "", *_notes(w, draft, media)])
    return w.done(
        draft,
        f"Made a video of {length}: {parts}.{notes}",
        f"已做成 {length}的视频:{parts}。{notes}",
        last={"kind": "film"},
        clause=w.raw,
    )


def _counted(w: Wording, media: Library) -> list[str]:
    """`3 clips` and `1 photo`, as far as there are any."""
    count = {kind: sum(m.kind == kind for m in shots(media)) for kind in ("video", "image")}
    names = {"video": ("clip", "段视频"), "image": ("photo", "张照片")}
    return [
        w.say(f"{n} {names[kind][0]}{'s' if n > 1 else ''}", f"{n} {names[kind][1]}")
        for kind, n in count.items()
        if n
    ]


def _extras(w: Wording, film: Film, draft: Draft) -> list[str]:
    joints = sum(1 for s in draft.of(TrackType.VIDEO) if s.look.transition != "cut")
    texts = len(draft.of(TrackType.TEXT)) if film.captions else 0
    told = []
    if joints:
        told.append(w.say(f"{joints} transition{'s' if joints > 1 else ''}", f"{joints} 处转场"))
    if texts:
        captions = f"{texts} caption{'s' if texts > 1 else ''} from the file names"
        told.append(w.say(captions, f"{texts} 处取自文件名的文字"))
    if film.music:
        told.append(w.say(f"the music {film.music.name}", f"音乐 {film.music.name}"))
    return told


def _repeated(w: Wording, once: int) -> str:
    length = seconds(once, w.language)
    return w.say(
        f" Your clips come to {length}, so they come again until the time is full; add more, or "
        f"say “make it {length}”.",
        f"素材总共只有 {length},所以循环播放来凑满时长;可以再加素材,或者说“改成 {length}”。",
    )


def _notes(w: Wording, draft: Draft, media: Library) -> list[str]:
    """What a person might not expect: fewer photos than named, files left out."""
    notes = []
    spoken, here = w.find(_PHOTOS), sum(m.kind == "image" for m in shots(media))
    if spoken and int(spoken[1]) > here:
        notes.append(
            w.say(
                f" You spoke of {spoken[1]} photos; {here or 'none'} "
                f"{'is' if here == 1 else 'are'} here.",
                f"您说有 {spoken[1]} 张照片,这里只有 {here} 张。",
            )
        )
    used = {s.source for track in draft.tracks for s in track.segments}
    named = {m.id for m in w.files} | {m.id for m in media.items if is_mark(m) and w.has(_MARK)}
    left = [m.name for m in media.items if m.id not in used | named and m.kind != "subtitle"]
    if left:
        names = listed(left[:6], w.language)
        notes.append(w.say(f" Not used: {names}.", f"没有用到:{names}。"))
    return notes
