"""Silence the clips' own sound, a stretch of it, or everything; and give it back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.references import clips, stretch
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import change, looked, parts, sequence, shown, within

_MUTE = (
    r"(?:\b(?:clip|video|one|part|shot)|<F\d+>)(?: should be| is| goes| to be)? (?:silent|mute)\b|"
    r"^\W*(?:silent|mute) (?:for|during|from|until|in|at|between)\b|"
    r"\bmake (?:the |this |my )?(?:video|clip) (?:silent|mute)|"
    r"\bturn (?:the )?(?:sound|audio|volume)\b.{0,28}\boff\b|\bshut (?:it|them|him|"
    r"her) up\b|别(?:要|有)(?:任何)?声|"
    r"\bmut(?:e|ed|ing)\b|\bbleep\b|"
    r"\bsilence (?:just |only )?(?:it|this|that|the (?:video|clip|sound|audio|first|"
    r"last|part|whole|original|bit|moment|section)|everything|from|between|<t)|"
    r"\b(?:no|without(?: any| the)?) (?:sound|audio)\b|"
    r"\b(?:kill|remove|delete|strip|drop|cut|turn off|"
    r"switch off|disable|get rid of|take (?:out|away|off)|lose|erase|ditch|dump|chuck|scrap|"
    r"throw|toss|trash|junk|bin|"
    r"discard)(?: \w+){0,3}? (?:sound|audio|soundtrack|noise|volume)\b|"
    r"\b(?:sound|audio)(?: track)?(?: is)?(?: turn(?:ed)?| switched)? (?:off|removed|out|gone)\b|"
    r"\bmake it (?:silent|"
    r"mute)\b|\bsilent (?:video|version|clip)\b|\b(?:don'?t|do not|not) (?:want|need|like) (?:any |"
    r"the |its )*(?:sound|audio)|\bturn (?:the )?(?:sound|audio|volume) (?:off|"
    r"all the way down|to (?:zero|0|<p0>))|"
    r"(?:不(?:想|需)要|不用)(?:任何|有)?(?:声音|原声)|(?:声音|原声)(?:就|都)?(?:不需要|不用|去了?$|去了)|"
    r"静音|消音|无声|去(?:掉|除)?(?:视频|原视频|所有|全部|里|的|原有|原来)*(?:声音|"
    r"原声|音频|音轨|声)|(?:删|关|消|移|除)(?:掉|除|了|去|闭)?(?:视频|原视频|所有|"
    r"全部|里|的|原有)*(?:声音|原声|音频|音轨)|不要(?:任何|有)?(?:声音|原声)|(?:声音|"
    r"原声|音频|音轨)(?:全部|都|给我|也|全)*(?:去掉|删掉|关掉|消掉|去除|删除|关闭|"
    r"关了|移除|扔掉|丢掉|拿掉|砍掉|不要(?!动|变|改|关|静|碰))|没有?声音?|不带声音?|关掉声|哑"
)
_BACK = (
    r"\bunmute\b|\b(?:bring|put|get|give|turn) (?:me )?(?:back )?(?:the |"
    r"its )?(?:original )?(?:sound|audio|volume)(?: (?:too|also|in))? (?:back|on)\b|"
    r"(?:原声|原音)(?:也|都)?(?:要|加|放|开|找)(?:回来|上|着)?|把?(?:原声|原音)(?:加|放|开|找)回来|"
    r"(?<!\bno )(?<!any )\bsound (?:back )?on\b(?! (?:it|this|that|the|my)\b)|取消静音|"
    r"恢复(?:声音|原声)|打开声音|声音(?:打开|恢复)"
)

_QUIETLY = (
    r"\b(?:quiet(?:er|ly)?|soft(?:er|ly)?|lower|not (?:so|as|too) loud)\b|[小轻]一?[点些声]|小声"
)
_SOUND = r"\bhear\b|听|\b(?:sound|audio|voice|original)\b|声音|原声|音频|原音|声"
_WANTED = (
    r"^(?:no,? |actually,? |wait,? |but |ok,? )*(?:please )?(?:keep|leave|"
    r"i (?:do )?(?:want|need)) (?:the |its )?"
    r"(?:original )?(?:sound|audio)(?: in| on| please)*\W*$|"
    r"^(?:不,?|算了,?|还是)*(?:要|保留|留着?|需要)(?:原来的?|原)?(?:有)?(?:声音|原声|声)(?:吧)?\W*$"
)
# Told of the clip, not wished for: the drone shot has no sound.
_STATED = (
    r"\b(?:has|have|had|there'?s|there is|came|comes|recorded|got)(?: \w+)? (?:no|"
    r"without(?: any)?) "
    r"(?:sound|audio)\b|(?:视频|素材|片段|它|本身|原来|本来|航拍|"
    r"<F\d+>)(?:里)?(?:是)?(?:没有?声音|没声|无声)"
)
_LEVEL = r"\bquiet|\bloud|\bvolume\b|\bturn\b|\b(?:up|down)\b|[大小]一?[点些]|音量|调|<[pdx]"
_KEEPS = (
    r"\b(?:keeps?|leave|use|retain|preserve|want|hear|with|have|only|just)\b|听|只|"
    r"保留|留着|留|要|用|开着|不变|不静音|不动|"
    r"\bnot\b"
)
_ONLY = r"\b(?:only|just)\b|只|仅|就(?:要|留)"
_EXCEPT = (
    r"\b(?:except|but(?! (?:keep|mute|leave|not|silence|remove|turn|make|have)\b)(?= )|apart from|"
    r"other than|besides)\b(?P<en>.*)|"
    r"除了?(?P<zh>[^,]{1,24}?)(?:以外|之外|外|,|都|全|其|的)"
)
_REST = (
    r"\b(?:the )?(?:rest|others?|remaining|everything else|all else)\b|"
    r"其[他它余](?:的|部分|片段|视频|段)*|别的|剩下的?"
)
_PARTS = r"\b(?:but|and|while|whereas)\b|[,;，；、]|但是?|而|并且?|然后"
_NOT_SOUND = r"\bmusic\b|\bbgm\b|\bsong\b|\bextract\b|mp3|wav|m4a|音乐|配乐|提取|导出|转成|格式"


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Mute or unmute."""
    w = read(request, media)
    if w.quotes:
        return None
    if len(shown(draft)) > 1 and (told := _by_clip(w, draft)):
        return told
    silent = any(s.look.volume == 0 for s in draft.of(TrackType.VIDEO))
    alone = request.text == (request.message or request.text)
    if (silent and w.has(_BACK)) or (silent and alone and w.has(_WANTED)):
        return _unmuted(w, draft)
    if w.first("d") is not None or (w.first("p") or 0) > 0:
        return None
    if w.has(
        r"\b(?:sound|audio|soundtrack) (?:with|by|to) (?:silence|nothing)\b|"
        r"音.{0,4}换成(?:静音|无声)"
    ):
        return _muted(w, draft)
    stated = w.has(_STATED) and not w.has(r"\bmake (?:it|this) so\b|\bso (?:that )?there")
    if (
        not w.has(_MUTE)
        or stated
        or w.has(
            r"\breplace\b|\bswap\b|换成|替换|换掉|静音片段|静音部分|静音的(?:部分|"
            r"片段|地方|段)|\bsilent parts?\b|\bsilences?\b"
            r"(?! (?:just |only )?(?:it|this|that|the|from|between|everything))"
        )
    ):
        return None
    if w.has(r"\bbackground (?:noise|hum)\b|噪|(?<![a-z])(?:mp3|wav|m4a|aac|flac|ogg)(?![a-z])"):
        return None
    only_music = w.has(r"\bmusic\b|\bbgm\b|\bsong\b|配乐|背景音乐") and not w.has(r"\bexcept\b")
    return None if only_music else _muted(w, draft)


def _by_clip(w: Wording, draft: Draft) -> Outcome | None:
    """Some clips keep their sound and others lose it, as the parts of the sentence say."""
    if not w.has(_MUTE) and w.has(_LEVEL):
        return None
    speaks = w.has(_MUTE) or (w.has(_SOUND) and w.has(_ONLY))
    timed = w.first("t") is not None or w.first("p") is not None or w.first("d") is not None
    if not speaks or timed or w.has(_NOT_SOUND) or w.has(_BACK):
        return None
    video = shown(draft)
    spared = _spared(w, draft)
    if spared is None and w.has(_ONLY) and w.has(_SOUND) and not w.has(rf"{_REST}.*{_MUTE}"):
        named = clips(w, draft)
        muting = w.has(_MUTE) and not w.has(_KEEPS)
        spared = {s.id for s in named} if named and not muting else None
    if spared:
        return _muted_but(w, draft, spared)
    muted, kept = _by_part(w, draft)
    if not kept or not muted:
        return None
    return _quieted(w, draft, [s for s in video if s.id in muted])


def _spared(w: Wording, draft: Draft) -> set[str] | None:
    """The clips after `except`, before 以外; None when nobody is excepted."""
    found = w.find(_EXCEPT)
    if found is None or not w.has(_MUTE):
        return None
    return {s.id for s in clips(replace(w, text=found["en"] or found["zh"] or ""), draft)} or None


def _by_part(w: Wording, draft: Draft) -> tuple[set[str], set[str]]:
    """The ids of the clips that fall silent, and of those that are to keep their sound."""
    muted: set[str] = set()
    kept: set[str] = set()
    rest = judged = ""
    for part in re.split(_PARTS, w.text):
        piece = replace(w, text=part)
        mutes = piece.has(_MUTE) and not piece.has(r"\b(?:don'?t|do not|not) mute|不静音|别静音")
        judged = "muted" if mutes else "kept" if piece.has(_KEEPS) else judged
        if piece.has(_REST):
            rest = judged
        elif judged:
            (muted if judged == "muted" else kept).update(s.id for s in clips(piece, draft))
    others = {s.id for s in shown(draft)} - muted - kept
    if rest == "muted":
        muted |= others
    return muted - kept, kept | (others if rest == "kept" else set())


def _muted_but(w: Wording, draft: Draft, spared: set[str]) -> Outcome:
    return _quieted(w, draft, [s for s in shown(draft) if s.id not in spared])


def _quieted(w: Wording, draft: Draft, silent: Iterable[Segment]) -> Outcome:
    """These clips without sound; what is said names both sides."""
    ids = {s.id for s in silent}
    result = change(draft, lambda s: looked(s, volume=0.0), lambda s: s.id in ids)
    video = shown(draft)
    off = ", ".join(dict.fromkeys(s.label for s in video if s.id in ids))
    on = ", ".join(dict.fromkeys(s.label for s in video if s.id not in ids and s.look.volume))
    keep = "keep their" if ", " in on else "keeps its"
    return w.done(
        result,
        f"Muted {off}." + (f" {on} {keep} sound." if on else ""),
        f"已将 {off} 静音。" + (f"{on} 保留声音。" if on else ""),
        last={"kind": "mute"},
    )


def _muted(w: Wording, draft: Draft) -> Outcome:
    if not draft.of(TrackType.VIDEO):
        return w.ask("Please upload a video first.", "请先上传视频。")
    named = clips(w, draft)
    found = stretch(w, draft)
    if spared := _heard(w, draft):
        return _all_but(w, draft, spared)
    if named and len(shown(draft)) > 1 and not found:
        return _quieted(w, draft, named)
    if found and w.has(r"\b(?:except|but|apart from|other than)\b|除了|以外|之外"):
        return _all_but(w, draft, found)
    if found:
        return _stretch(w, draft, found)
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


def _heard(w: Wording, draft: Draft) -> spans.Span | None:
    """The stretch that keeps its sound, where none is named that falls silent."""
    spared = None
    for part in re.split(rf"{_PARTS}|\bthen\b", w.text):
        piece = replace(w, text=part)
        found = stretch(piece, draft)
        if found and piece.has(_MUTE):
            return None
        if found and piece.has(_KEEPS) and piece.has(_SOUND):
            spared = found
    return spared


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
        last={"kind": "mute"},
    )


def _unmuted(w: Wording, draft: Draft) -> Outcome:
    level = w.first("p") or (50.0 if w.has(_QUIETLY) else 100.0)
    result = change(
        draft,
        lambda s: looked(s, volume=level),
        lambda s: s.look.volume == 0 and not s.look.freeze,
    )
    at = w.say(f" at {level:g}%", f",音量 {level:g}%") if level != 100 else ""
    last = {"kind": "mute"}
    return w.done(result, f"The original sound is back{at}.", f"已恢复原声{at}。", last=last)
