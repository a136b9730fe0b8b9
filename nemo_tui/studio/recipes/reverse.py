"""Play backwards, everything or one clip."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.references import clips, stretch, whose
from nemo_tui.studio.language.wording import read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import looked, parts, sequence, within

_REVERSE = (
    r"逆着|"
    r"\brevers(?:e|ed|es|ing)\b|\bbackwards?\b|\brewind\b|\bin reverse\b|倒放|倒着|"
    r"反向播|逆向|倒序播|回放|倒播|反着|逆播|倒带|反放|反转播放|从后往前|倒过来(?:播|"
    r"放)|时光倒流"
)

_SOUND_STAYS = (
    r"\b(?:keep|leave)\b[^,]*\b(?:sound|audio|voice)\b|\b(?:sound|audio) (?:stays|normal|"
    r"forwards?)\b|"
    r"声音(?:正常|不变|不倒|别|保持)|(?:只|仅)倒放?画面"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Reverse the whole film, the clip named, or a stretch."""
    w = read(request, media)
    video = draft.of(TrackType.VIDEO)
    if not w.has(_REVERSE) or w.quotes or not video:
        return None
    if len(video) > 1 and w.has(r"\border\b|顺序"):
        return None
    found = stretch(w, draft)
    named = clips(w, draft) if len(video) > 1 else []
    if found:
        a, b = found.start, min(found.end, draft.duration)
        pieces = parts(draft, a, b)
        inner = [s for s in pieces if within(s, a, b)]
        head = [s for s in pieces if s.start + s.length / 2 < a]
        tail = [s for s in pieces if s.start + s.length / 2 >= b]
        turned = [looked(s, reverse=not s.look.reverse) for s in reversed(inner)]
        result = sequence(draft, [*head, *turned, *tail])
    elif named:
        ids = {s.id for s in named}
        result = sequence(
            draft, [looked(s, reverse=not s.look.reverse) if s.id in ids else s for s in video]
        )
    else:
        result = sequence(draft, [looked(s, reverse=not s.look.reverse) for s in reversed(video)])
    where = f" from {clock(found.start)} to {clock(found.end)}" if found else whose(named, "en")
    where_zh = f" {clock(found.start)}-{clock(found.end)} " if found else whose(named, "zh")
    whole = read(replace(request, text=request.message or request.text), media)
    asked = whole.has(_SOUND_STAYS)
    en = ": I cannot turn the picture alone. I can mute it instead" if asked else ""
    zh = ":无法只倒放画面,可以静音" if asked else ""
    return w.done(
        result,
        f"It plays backwards now{where}, sound included{en}.",
        f"已倒放{where_zh},声音也一起倒放{zh}。",
        last={"kind": "reverse"},
    )
