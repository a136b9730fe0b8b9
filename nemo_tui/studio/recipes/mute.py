"""Silence the clips' own sound, a stretch of it, or everything; and give it back."""

from __future__ import annotations

from nemo_tui.hooks import hookimpl
from nemo_tui.studio import spans
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language import clock
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.references import clips
from nemo_tui.studio.timeline import change, looked, parts, sequence, within
from nemo_tui.studio.wording import Wording, read

_MUTE = (
    r"\bmake (?:the |this |my )?(?:video|clip) (?:silent|mute)|"
    r"\bshut (?:it|them|him|her) up\b|别(?:要|有)(?:任何)?声|"
    r"\bmut(?:e|ed|ing)\b|\bsilence (?:it|this|the (?:video|clip|sound|audio|first|"
    r"last|part|whole|original)|everything|from|between|<t)|\b(?:no|without(?: any|"
    r" the)?) (?:sound|audio)\b|\b(?:kill|remove|delete|strip|drop|cut|turn off|"
    r"switch off|disable|get rid of|take (?:out|away|off)|lose|erase|ditch|"
    r"discard)(?: \w+){0,3}? (?:sound|audio|soundtrack|noise|volume)\b|"
    r"\b(?:sound|audio)(?: track)? (?:off|removed|out|gone)\b|\bmake it (?:silent|"
    r"mute)\b|\bsilent (?:video|version|clip)\b|\bi don'?t (?:want|need) (?:any |"
    r"the )?(?:sound|audio)|\bturn (?:the )?(?:sound|audio|volume) (?:off|"
    r"all the way down|to (?:zero|0|<p0>))|"
    r"静音|消音|无声|去(?:掉|除)?(?:视频|原视频|所有|全部|里|的|原有|原来)*(?:声音|"
    r"原声|音频|音轨|声)|(?:删|关|消|移|除)(?:掉|除|了|去|闭)?(?:视频|原视频|所有|"
    r"全部|里|的|原有)*(?:声音|原声|音频|音轨)|不要(?:任何|有)?(?:声音|原声)|(?:声音|"
    r"原声|音频|音轨)(?:全部|都|给我|也|全)*(?:去掉|删掉|关掉|消掉|去除|删除|关闭|"
    r"关了|移除|不要(?!动|变|改|关|静|碰))|没有声音|关掉声|哑"
)
_BACK = (
    r"\bunmute\b|\b(?:bring|put|get|give|turn) (?:me )?(?:back )?(?:the |"
    r"its )?(?:original )?(?:sound|audio|volume) (?:back|on)\b|"
    r"\bsound (?:back )?on\b|取消静音|恢复(?:声音|原声)|打开声音|声音(?:打开|恢复)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Mute or unmute."""
    w = read(request, media)
    if w.quotes:
        return None
    if w.first("d") is not None or (w.first("p") or 0) > 0:
        return None
    if w.has(_BACK):
        return _unmuted(w, draft)
    if not w.has(_MUTE) or w.has(
        r"\breplace\b|\bswap\b|换成|替换|换掉|静音片段|静音部分|静音的(?:部分|"
        r"片段|地方|段)|\bsilent parts?\b|\bsilences?\b(?! (?:it|this|the|from|between|"
        r"everything))"
    ):
        return None
    if w.has(r"\bbackground (?:noise|hum)\b|噪"):
        return None
    only_music = w.has(r"\bmusic\b|\bbgm\b|\bsong\b|配乐|背景音乐") and not w.has(r"\bexcept\b")
    return None if only_music else _muted(w, draft)


def _muted(w: Wording, draft: Draft) -> Outcome:
    if not draft.of(TrackType.VIDEO):
        return w.ask("Please upload a video first.", "请先上传视频。")
    named = clips(w, draft)
    found = spans.find(w.text, draft.duration)
    if named and len(draft.of(TrackType.VIDEO)) > 1 and not found:
        ids = {s.id for s in named}
        result = change(draft, lambda s: looked(s, volume=0.0), lambda s: s.id in ids)
        names = ", ".join(dict.fromkeys(s.label for s in named))
        return w.done(result, f"Muted {names}.", f"已将 {names} 静音。")
    if found and w.has(r"\b(?:except|but|apart from|other than)\b|除了|以外|之外"):
        return _all_but(w, draft, found[0])
    if found:
        return _stretch(w, draft, found[0])
    result = change(draft, lambda s: looked(s, volume=0.0), lambda s: True)
    if draft.of(TrackType.AUDIO) and w.has(
        r"\ball\b|\beverything\b|\bcompletely\b|\bsilent\b|全部|所有|完全|整个|彻底"
    ):
        result = result.with_segments(TrackType.AUDIO, ())
        return w.done(result, "Muted everything, music included.", "已全部静音,背景音乐也去掉了。")
    music = bool(draft.of(TrackType.AUDIO))
    return w.done(
        result,
        "Muted: the clips' own sound is off." + (" The music stays." if music else ""),
        "已静音,视频原声已关闭。" + ("背景音乐保留。" if music else ""),
        last={"kind": "mute"},
    )


def _all_but(w: Wording, draft: Draft, span: spans.Span) -> Outcome:
    start, end = max(span.start, 0), min(span.end, draft.duration)
    pieces = [
        s if within(s, start, end) else looked(s, volume=0.0) for s in parts(draft, start, end)
    ]
    return w.done(
        sequence(draft, pieces),
        f"Muted all but {clock(start)}-{clock(end)}.",
        f"除 {clock(start)}-{clock(end)} 外已全部静音。",
        last={"kind": "mute"},
    )


def _stretch(w: Wording, draft: Draft, span: spans.Span) -> Outcome:
    start, end = max(span.start, 0), min(span.end, draft.duration)
    if start >= draft.duration or end - start < 50:
        length = clock(draft.duration)
        return w.refuse(
            f"The video is only {length} long, so there is nothing to mute there.",
            f"视频只有 {length} 长,没有这一段可以静音。",
        )
    pieces = [
        looked(s, volume=0.0) if within(s, start, end) else s for s in parts(draft, start, end)
    ]
    return w.done(
        sequence(draft, pieces),
        f"Muted {clock(start)}-{clock(end)}; the rest keeps its sound.",
        f"已将 {clock(start)}-{clock(end)} 静音,其余部分保留声音。",
    )


def _unmuted(w: Wording, draft: Draft) -> Outcome:
    result = change(
        draft, lambda s: looked(s, volume=100.0), lambda s: s.look.volume == 0 and not s.look.freeze
    )
    return w.done(result, "The original sound is back.", "已恢复原声。")
