"""How long the whole is to be, every clip giving its share; highlights likewise."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.pacing import fit
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.recipes import trim
from nemo_tui.studio.timeline import keep

_TOTAL = (
    r"^\W*(?:(?:and|but|make|keep|it|the|whole|thing|video|film|reel|should|be|is|to|last|lasts|"
    r"exactly|about|around|at|of) )*<t(\d+)> (?:long )?(?:in (?:total|all)|total|altogether|"
    r"overall|long)\W*$|"
    r"^\W*(?:视频|成片)?(?:总共|一共|总时长|总长度?|全长|共)(?:为|是|要|到|控制在|改成|做成)*<t(\d+)>"
    r"(?:的?视频|左右|以内)?\W*$"
)
_TUNE = r"(?:voice-?over|narration|music|song|track|soundtrack|<F\d+>)"
_AS_SOUND = (
    r"\b(?:cut|trim|shorten|make|fit|end|stop)\b[^,]*\b(?:as long as|"
    rf"(?:to|match(?:es)?|of)(?: the)? (?:same )?length of|the same length as|with) "
    rf"(?:the |my )?{_TUNE}|"
    r"(?:剪|裁|缩短|控制|做)?(?:到|成)?(?:和|跟|与)?(?:旁白|配音|音乐|歌|<F\d+>)(?:的长度)?(?:一样|同样|等)长"
)
_BEST = (
    r"\bhighlights?\b|\bbest (?:moments?|parts?|bits?|shots?|scenes?)\b|"
    r"<t\d+> (?:teaser|trailer)\b|精彩|高光|集锦"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Fit the clips into a total, evenly."""
    w = read(request, media)
    clips = draft.of(TrackType.VIDEO)
    if w.quotes or not clips:
        return None
    if w.has(_AS_SOUND) and (sound := _sound(w, draft, media)):
        return _as_long(w, draft, sound)
    along = request.text != request.message and w.has(r" long\W*$")
    detail = along and not request.message.strip().startswith(request.text)
    if (found := w.find(_TOTAL)) and not detail:
        total = int(found[1] or found[2])
        if len(clips) == 1 or total > draft.duration:
            plain = replace(request, text=f"make it {total / 1000:g} seconds")
            return trim.nemo_recipe(plain, draft, media)
        return _fitted(w, draft, total)
    if w.has(_BEST) and not w.has(r"\b(?:from|at|between) <t|第<t|从<t"):
        message = read(replace(request, text=request.message or request.text), media)
        return _highlights(w, draft, int(message.first("t") or 0))
    return None


def _sound(w: Wording, draft: Draft, media: Library) -> Media | None:
    """The sound that is named, or the one that lies under the film."""
    used = {s.source for s in draft.of(TrackType.AUDIO)}
    laid = [m for m in media.of("audio") if m.id in used]
    return w.file("audio") or next(iter([*laid, *media.of("audio")]), None)


def _as_long(w: Wording, draft: Draft, sound: Media) -> Outcome | None:
    """The film cut where a sound ends."""
    if sound.duration >= draft.duration:
        length = clock(sound.duration)
        return w.tell(
            f"{sound.name} lasts {length}, no less than the video.",
            f"{sound.name} 长 {length},不比视频短。",
        )
    result = keep(draft, 0, sound.duration)
    return w.done(
        result,
        f"The video ends with {sound.name} now, at {clock(result.duration)}.",
        f"视频和 {sound.name} 一样长了,共 {clock(result.duration)}。",
        last={"kind": "trim"},
    )


def _fitted(w: Wording, draft: Draft, total: int) -> Outcome:
    result = fit(draft, total)
    length = clock(result.duration)
    return w.done(
        result,
        f"The whole lasts {length} now; each clip gives its share.",
        f"总时长改为 {length},每段素材各取一部分。",
        last={"kind": "trim"},
    )


def _highlights(w: Wording, draft: Draft, total: int) -> Outcome:
    """What is best cannot be seen here: the beginnings of all clips, or a question."""
    if len(draft.of(TrackType.VIDEO)) < 2 or not 0 < total <= draft.duration + 60:
        return w.ask(
            "I can't tell which moments are the best. Which parts shall I keep, or how long should "
            "it be in all? For example “keep 0:02 to 0:05”, or “15 seconds total”.",
            "我判断不了哪些画面最精彩。请告诉我要保留哪几段,或者总共多长,比如“保留2到5秒”“总共15秒”。",
        )
    outcome = _fitted(w, draft, total)
    told = w.say(
        " I can't tell which moments are the best, so I took the beginning of each.",
        "我判断不了哪些画面最精彩,所以取了每段的开头。",
    )
    return replace(outcome, reply=outcome.reply + told)
