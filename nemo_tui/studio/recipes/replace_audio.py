"""Another sound in the place of the clips' own."""

from __future__ import annotations

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.wording import read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.music import NO_MUSIC, lay, pick
from nemo_tui.studio.recipes.music_parts import named_part
from nemo_tui.studio.timeline import change, looked

_REPLACE = (
    r"\b(?:music|song|track|tune|<F\d+>|recording|voice ?over|mp3)\b.*\b(?:in its place|in "
    r"place of)\b|"
    r"\b(?:replace|swap|substitute|switch|exchange|change)\b.*\b(?:sound|audio|voice|"
    r"soundtrack|music|track|narration)\b|\binstead of (?:the |its )?(?:original |"
    r"current )?(?:sound|audio|soundtrack)|\buse <F\d+> (?:as|for) (?:the |"
    r"its )?(?:sound|audio|soundtrack|only sound)\b|\b(?:music|<F\d+>|voice ?over|"
    r"narration|song|track) (?:only |)?instead\b|"
    r"(?:替换|换成|换掉|换为|代替|取代|更换|换)(?:.{0,14})(?:声音|音频|原声|音轨|"
    r"配音|旁白|音乐|<F\d+>)|(?:声音|音频|原声|音轨|配音)(?:.{0,8})(?:替换|换成|换掉|"
    r"换为|改成|改用|用(?!<t|\d))|用.{0,14}(?:替换|代替|取代|替代|换掉).{0,6}(?:声音|音频|"
    r"原声|音轨)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Mute the clips and lay an audio file from start to end."""
    w = read(request, media)
    mutes_with = w.has(
        r"\b(?:mute|remove|kill|strip|drop|no|without|delete|dump|ditch|lose)\b[^,]*\b(?:original|own|"
        r"its|video'?s?) ?(?:sound|audio)?.*\b(?:use|add|put|with|lay|and)\b.*\b(?:music|"
        r"<F\d+>|voice|song|track|bgm)|"
        r"(?:去掉|删掉|静音|关掉|不要|消除|去除).{0,4}(?:原声|原音|声音).{0,8}(?:用|换|"
        r"加|配|放).{0,8}(?:音乐|<F\d+>|配音|旁白|歌)"
    )
    if w.quotes or not (w.has(_REPLACE) or mutes_with):
        return None
    if w.has(r"\b(?:with|by|to) (?:silence|nothing)\b|(?:换成|改成|变成)(?:静音|无声)"):
        return None
    if w.has(r"\btext\b|\btitle\b|\bcaption|标题|文字"):
        return None
    item = pick(w, draft, media)
    if item is None:
        return w.ask(*NO_MUSIC)
    muted = change(draft, lambda s: looked(s, volume=0.0), lambda s: True)
    muted = muted.with_segments(TrackType.AUDIO, ())
    loop = (item.duration < draft.duration and w.has(r"\bloop|\brepeat|循环|重复")) or _is_song(
        item.name, w.text
    )
    part = named_part(w, draft.duration)
    skip, until = (part.start, part.end or 0) if part and part.start < item.duration else (0, 0)
    result = lay(muted, item, 0, draft.duration, 100.0, loop and not skip, skip, until)
    return w.done(
        result,
        f"Replaced the original sound with {item.name}.",
        f"已用 {item.name} 替换原声。",
        last={"kind": "music"},
    )


def _is_song(name: str, text: str) -> bool:
    """Speech is not repeated to fill the film; music is."""
    lowered = name.casefold()
    spoken = any(word in lowered for word in ("voice", "narrat", "speech", "旁白", "配音", "解说"))
    return not spoken and not any(word in text for word in ("voice", "narrat", "旁白", "配音"))
