"""Louder, quieter, by decibel or percent; one loudness throughout."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.quantities import share
from nemo_tui.studio.language.references import clips, expanded, stretch
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import change, edit, looked, parts, sequence, shown, within

_NOUN = (
    r"\bvolume\b|\boriginal (?:sound|audio|volume|voice)\b|\b(?:turn|lower|bring|"
    r"keep|set)\b.*\boriginal\b(?! (?:size|file|quality|speed|order))|\bturn (?:it|"
    r"this|that) (?:down|up)\b|\bsound\b|\baudio\b|"
    r"\bloud(?:er|ness)?\b|\bquiet(?:er)?\b|\bvoices?\b|\bspeech\b|\bdialog(?:ue)?\b|"
    r"\bsofter\b|\btalking\b|\bhear\b|<d-?[\d.]+>|音量|声音|原声|人声|说话|响|音频|"
    r"听不清|听不见|吵"
)
_UP = (
    r"\braise\b|\bincrease\b|\bboost\b|\blouder\b|\bup\b|\bamplify\b|\btoo (?:quiet|"
    r"low|soft)\b|\bhigher\b|\bmore volume\b|\bdouble\b|\bcan'?t hear\b|"
    r"\bcannot hear\b|\bbarely hear\b|\bhard to hear\b|\bso quiet\b|\bgain\b|提高|"
    r"增大|增加|加大|调大|调高|放大|大一?点|大一些|大些|变大|响一?点|太小|太轻|"
    r"听不清|听不见|提升|增强|升高|大声|翻倍|翻一?倍|更大|再大"
)
_DOWN = (
    r"\blower\b|\breduce\b|\bdecrease\b|\bquieter\b|\bdown\b|\bsofter\b|\btoo loud\b|"
    r"\bless (?:loud|volume)\b|\bdrop\b|\bhalve\b|\bso loud\b|\bsoften\b|"
    r"\battenuate\b|降低|减小|减少|调小|调低|小一?点|小一些|小些|变小|轻一?点|太大|"
    r"太响|太吵|压低|减弱|降|减半|更小|再小|小声"
)
_NORMAL = (
    r"\bnormali[sz]\w*\b|\beven (?:out|up)? ?(?:the )?(?:volume|sound|audio|loudness|"
    r"levels)\b|\blevel(?:l?ing)? (?:out )?(?:the )?(?:volume|sound|audio)\b|"
    r"\b(?:same|consistent|even|uniform|standard|balanced) (?:volume|loudness|audio|"
    r"sound|level)|\bloudness\b|\blufs\b|\bbalance (?:out )?(?:the )?(?:volume|sound|"
    r"audio|levels)|标准化|归一|均衡音量|响度|音量(?:统一|一致|均衡|平衡|标准)|"
    r"统一音量|忽大忽小|平衡音量|音量拉平"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """The loudness of the clips' own sound, or of the music when that is named."""
    w = read(request, media)
    if w.quotes or w.has(r"\bspeed\b|\bbright|速度|亮度"):
        return None
    if w.has(_NORMAL):
        if refusal := _no_sound(w, draft, media):
            return refusal
        canvas = replace(draft.canvas, loudness=-16.0)
        return w.done(
            replace(draft, canvas=canvas),
            "Normalised the loudness to -16 LUFS; everything is equally loud now.",
            "已把响度统一到 -16 LUFS,整体音量一致。",
            last={"kind": "volume"},
        )
    follows = request.memory.get("last", {}) if isinstance(request.memory.get("last"), dict) else {}
    bare = follows.get("kind") == "volume" and len(w.text) < 50
    if not (w.has(_NOUN) or bare):
        return None
    if several := _several(w, draft):
        return _no_sound(w, draft, media) or several
    factor = _factor(w)
    if factor is None:
        if w.has(r"\b(?:change|adjust|set|fix)\b.*(?:volume|loudness)|(?:调整?|改)(?:一下)?音量"):
            return w.ask(
                "How loud should it be? For example 50% or +6 dB.", "要调到多大?比如 50% 或 +6 dB。"
            )
        return None
    return _no_sound(w, draft, media) or _changed(w, draft, factor)


def _no_sound(w: Wording, draft: Draft, media: Library) -> Outcome | None:
    used = [media.get(s.source) for s in draft.of(TrackType.VIDEO)]
    heard = draft.of(TrackType.AUDIO) or any(item is None or item.has_audio for item in used)
    if heard or not used:
        return None
    return w.refuse(
        "There is no sound in this video, so its volume cannot change. I can add music.",
        "这个视频没有声音,无法调整音量。可以加上音乐。",
    )


def _factor(w: Wording) -> float | None:
    """The change as a factor; 1 is as it was."""
    up, down = w.has(_UP), w.has(_DOWN)
    decibel = w.first("d")
    if decibel is not None:
        return float(10 ** ((-abs(decibel) if down and not up else decibel) / 20))
    if w.has(r"\bdouble\b|\btwice\b|翻倍|翻一?倍|加倍|两倍|(?:大|高|强|加)了?<x1>"):
        return 2.0
    part = share(w.text)
    if part is not None and w.has(
        r"\bto <p|\bat <p|\bset\b|到<p|为<p|成<p|至<p|<p[\d.]+> (?:of|volume)|一半音量|"
        r"\bto (?:a )?half\b|到一半|至一半"
    ):
        return part
    if part is not None and (up or down):
        by_half = 1 - part if down and not up else 1 + part
        return max(by_half, 0.0)
    if part is not None:
        return part
    times = w.first("x")
    if times and times > 0:
        return 1 / times if down and not up and times > 1 else times
    much = w.has(r"\b(?:much|a lot|way|far|significantly)\b|很多|大幅|非常|明显")
    little = w.has(r"\b(?:a (?:bit|little|touch|tad)|slightly)\b|稍微|略微|稍稍")
    if up and not down:
        return 2.5 if much else 1.25 if little else 1.6
    if down and not up:
        return 0.35 if much else 0.8 if little else 0.6
    if up and down:
        return 0.6 if w.text.rfind("down") > w.text.rfind("up") else 1.6
    return None


def _several(w: Wording, draft: Draft) -> Outcome | None:
    """`the second clip up 6 dB and the third down 6 dB`: each part with a clip and an amount."""
    parts_of = re.split(r",|;|\band\b|\bbut\b|、|和|而", expanded(w.text))
    wanted: dict[str, float] = {}
    for text in parts_of:
        part = replace(w, text=text)
        factor = _factor(part)
        for segment in clips(part, draft) if factor is not None else []:
            wanted[segment.id] = factor or 0.0
    if len(wanted) < 2 or len(set(wanted.values())) < 2:
        return None
    result = change(
        draft,
        lambda s: looked(s, volume=round(min(s.look.volume * wanted[s.id], 2000.0), 2)),
        lambda s: s.id in wanted,
    )
    names = {s.id: s.label for s in shown(draft)}
    told = ", ".join(f"{names[key]} {round(factor * 100)}%" for key, factor in wanted.items())
    return w.done(
        result,
        f"Changed the volume: {told} of what it was.",
        f"已调整音量:{told}(相对之前)。",
        last={"kind": "volume"},
    )


def _changed(w: Wording, draft: Draft, factor: float) -> Outcome:
    def louder(volume: float) -> float:
        return round(min(volume * factor, 2000.0), 2)

    percent = round(factor * 100)
    found = stretch(w, draft)
    named = clips(w, draft)
    video = draft.of(TrackType.VIDEO)
    if not video:
        result = draft
        for segment in draft.of(TrackType.AUDIO):
            result = edit(result, looked(segment, volume=louder(segment.look.volume)))
    elif found and found.length < draft.duration:
        a, b = found.start, found.end
        outside = w.has(r"\b(?:except|but not|apart from|other than)\b|除了|以外|之外")
        pieces = [
            looked(s, volume=louder(s.look.volume)) if within(s, a, b) != outside else s
            for s in parts(draft, a, b)
        ]
        result = sequence(draft, pieces)
    else:
        ids = (
            {s.id for s in named}
            if named and len(shown(draft)) > 1
            else {s.id for s in shown(draft)}
        )
        result = change(
            draft, lambda s: looked(s, volume=louder(s.look.volume)), lambda s: s.id in ids
        )
        if w.has(r"\b(?:overall|everything|whole|all)\b|整体|全部|整个") and not named:
            for segment in result.of(TrackType.AUDIO):
                result = edit(result, looked(segment, volume=louder(segment.look.volume)))
    return w.done(
        result,
        f"The volume is now {percent}% of what it was.",
        f"音量已调整为之前的 {percent}%。",
        last={"kind": "volume"},
    )
