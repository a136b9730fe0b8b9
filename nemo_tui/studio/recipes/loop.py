"""Play a clip, or everything, several times."""

from __future__ import annotations

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.references import one_clip
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.pacing import fit
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.convert import only_span
from nemo_tui.studio.timeline import looked, parts, sequence, within

_LOOP = (
    r"\bloop(?:s|ed|ing)?\b|\brepeat(?:s|ed|ing)?\b|\bplay (?:it|this|the (?:video|"
    r"clip|whole thing)|<F\d+> )? ?(?:<x\d|twice|again|over and over|2)|"
    r"\bplay\b[^<]*<t\d+> <x\d+>$|\b<x\d+> (?:in a row|over|back to back)|\btwice(?: in a "
    r"row)?\b|\bduplicate\b|"
    r"\bboomerang\b|\bforwards?,? (?:and )?(?:then )?(?:in )?(?:back|reverse)|"
    r"(?:正放|正着)[^,]*,?[^,]*(?:倒放|倒着)|循环|重复|连播|反复|播(?:放)?<n|放<n|"
    r"再(?:放|播)一遍|"
    r"<n\d+>(?:播放)?|复制一[段份遍]|来回播放"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Repeat by count or to a length; boomerang plays forth and back."""
    w = read(request, media)
    video = draft.of(TrackType.VIDEO)
    if (
        not w.has(_LOOP)
        or w.quotes
        or w.has(
            r"\bloop (?:\w+ )?gif|\bgif\b.* loop(?! <x)|循环.{0,3}(?:gif|动图)|\bmusic\b|"
            r"\bsong\b|\bbgm\b|\btrack\b|\bfast|\bspeed|\bas (?:long|loud|big)|"
            r"\bvolume|\bslow|音乐|配乐|歌|速|音量|慢|快|倍"
        )
    ):
        return None
    if w.file("audio") or not video:
        return None
    if w.has(
        r"\bboomerang\b|\bforwards?\b.*\b(?:back|reverse)|正.*倒|\bforth and back\b|"
        r"\bback and forth\b|来回"
    ):
        video = only_span(w, draft).of(TrackType.VIDEO)
        back = [looked(s, reverse=not s.look.reverse) for s in reversed(video)]
        return _told(w, sequence(draft, [*video, *back]), 2)
    total = w.first("t")
    named = [s for s in spans.find(w.text, draft.duration) if s.kind in _STRETCHES]
    if named and not one_clip(w, draft):
        return _again(w, draft, named[0])
    if total and w.has(
        r"\blong\b|\b(?:until|till|to|fill|for|reach|total|lasts?)\b|到|为|满|够|至|成|总"
    ):
        return _told(w, fit(draft, int(total)), 0)
    count = int(w.first("x") or w.first("n") or 0)
    if not count:
        count = (
            2
            if w.has(
                r"\btwice\b|\bdouble\b|\bduplicate\b|\bonce (?:more|again)\b|\bagain\b|两|"
                r"再(?:放|播)|复制"
            )
            else 0
        )
    if (
        w.has(
            r"\b(?:more|extra|additional) times\b|<x\d+> more|\bonce more\b|再(?:重复|循环|播|放)<n"
        )
        and count
    ):
        count += 1
    if w.has(r"<n1>") and not w.has(r"再|多"):
        return None
    if count < 2 or count > 100:
        return w.ask(
            "How many times should it play? For example “loop it 3 times”.",
            "要循环几次?比如“循环3遍”。",
        )
    chosen = one_clip(w, draft)
    if chosen and w.has(r"\b(?:at|to) the (?:very )?end\b|最后|末尾|结尾"):
        result = sequence(draft, [*video, *[chosen] * (count - 1)])
        length = clock(result.duration)
        return w.done(
            result,
            f"{chosen.label} plays again at the end; the video lasts {length} now.",
            f"{chosen.label} 在最后再放一遍,总时长 {length}。",
            last={"kind": "loop"},
        )
    pieces = (
        [s for clip in video for s in [clip] * (count if chosen and clip.id == chosen.id else 1)]
        if chosen
        else list(video) * count
    )
    return _told(w, sequence(draft, pieces), count)


_STRETCHES = ("range", "head", "tail", "middle")


def _again(w: Wording, draft: Draft, span: spans.Span) -> Outcome:
    """A stretch of the film several times in a row, where it is."""
    start, end = max(span.start, 0), min(span.end, draft.duration)
    if end - start < 50:
        length = clock(draft.duration)
        return w.refuse(f"The video is only {length} long.", f"视频只有 {length} 长,没有这一段。")
    extra = w.has(r"\b(?:more|extra|additional) times\b|\bonce more\b|再(?:重复|循环|播|放)")
    count = min(max(int(w.first("x") or w.first("n") or 2) + (1 if extra else 0), 2), 100)
    pieces = parts(draft, start, end)
    inside = [s for s in pieces if within(s, start, end)]
    before = [s for s in pieces if s.start + s.length / 2 < start]
    after = [s for s in pieces if s not in inside and s not in before]
    result = sequence(draft, [*before, *inside * count, *after])
    length = clock(result.duration)
    return w.done(
        result,
        f"{clock(start)}-{clock(end)} plays {count} times in a row; the video lasts {length} now.",
        f"{clock(start)}-{clock(end)} 连播 {count} 遍,总时长 {length}。",
        last={"kind": "loop"},
    )


def _told(w: Wording, draft: Draft, count: int) -> Outcome:
    length = clock(draft.duration)
    times = f" {count} times" if count else ""
    times_zh = f" {count} 遍" if count else ""
    return w.done(
        draft,
        f"It plays{times} in a row; the video lasts {length} now.",
        f"已循环播放{times_zh},总时长 {length}。",
        last={"kind": "loop"},
    )
