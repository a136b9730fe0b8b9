"""All clips one after the other, in the order of arrival or in a named order."""

from __future__ import annotations

import re

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.references import each_clip
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.pacing import fit
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.recipes import transitions
from nemo_tui.studio.recipes.film import SHORTEST_MS, too_short
from nemo_tui.studio.recipes.framing import framed
from nemo_tui.studio.recipes.trim import each
from nemo_tui.studio.timeline import is_mark, place, sequence, whole

_JOIN = (
    r"\bjoin|\bmerge|\bcombin|\bstitch|\bconcat|\bput\b.*\btogether\b|\bglue|"
    r"\bstring\b|\bback[- ]to[- ]back\b|\bone after (?:the other|another)\b|"
    r"\bassemble|\bsplice\b|\binto (?:a |1 |one )?(?:single |one )?(?:video|clip|"
    r"movie|film|file)\b|\bedit (?:these|them|the clips) together\b|\bcompil|"
    r"\bappend\b|\bin (?:a |one )?(?:row|sequence)\b|\btogether\b|\badd (?:the |"
    r"this |that |my )?(?:new |other |second |next )?(?:clip|video)(?: too|"
    r" as well)?\b|\bmake (?:a|one) (?:video|movie|film)\b|\bin (?:this|"
    r"the following|that) order\b|\bfollowed by\b|\b<F\d+> (?:then|first)|"
    r"拼|合并|合成|接(?:起来|在一起|到一起|上)|连(?:起来|在一起|接)|串(?:起来|联)|"
    r"组合|合(?:到|在)一起|放(?:到|在)一起|剪(?:到|在)一起|做成一个|汇成|整合|并成|"
    r"连成|接成|依次|顺序|先放|先播"
)

_FRONT = (
    r"<F0>[^,]{0,24}(?:在前|放前|排前|打头|\bfirst\b|at the (?:start|beginning|front)|in "
    r"front|最前|前面|"
    r"开头|第1)|\b(?:start|begin)\w* with (?:the )?<F0>|先(?:放|播)?<F0>"
)
_BACK = (
    r"<F0>[^,]{0,24}(?:在后|放后|排后|殿后|\blast\b|at the end|最后|后面|结尾)|"
    r"\bend\w* with (?:the )?<F0>"
)
_STARTS = (
    r"<F(\d+)>(?: clip| video)?(?: goes| comes| should be|放在?|在|"
    r"排)?(?: at)? ?(?:the )?(?:first|start|front|最前|开头|第1)"
)
_ENDS = (
    r"<F(\d+)>(?: clip| video)?(?: goes| comes| should be|放在?|在|"
    r"排)?(?: at)? ?(?:the )?(?:last|end|最后|结尾|末尾)"
)
_EXCEPT = (
    r"(?:leav(?:e|ing) out|without|except|excluding|not|skip|leave|不用|不要|除了|"
    r"去掉|别用) ?(?:the )?<F(\d+)>|<F(\d+)> (?:out\b|除外|不要|不用)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Join everything that is there; named files set the order."""
    w = read(request, media)
    if w.quotes or not (w.has(_JOIN) or _listed(w)):
        return None
    if w.has(r"\btwice\b|\btimes\b|<x[\d.]+>|<n\d") and len(draft.of(TrackType.VIDEO)) < 2:
        return None
    if w.has(r"\bside by side\b|\bsplit ?screen\b|并排|左右分屏|分屏"):
        return None
    if not media.items:
        return w.ask("Please upload the clips first.", "请先上传要拼接的素材。")
    order = _order(w, draft, media, dropped=_has_dropped(w, request))
    if len(order) < 2:
        return w.refuse(
            "There is only one clip here; joining takes at least two. Please upload another.",
            "只有一段素材,拼接至少需要两段,请再上传一段。",
        )
    result = sequence(draft, order)
    w = transitions.untimed(w)
    total = int(w.first("t") or 0)
    if 0 < total < SHORTEST_MS * len(order) and not each_clip(w):
        return w.ask(*too_short(total))
    if total and each_clip(w):
        trimmed = each(w, result)
        result, total = (trimmed.draft if trimmed and trimmed.draft else result), 0
    if total and w.has(r"\b(?:total|long|video|movie|film|into|to)\b|总|共|长|视频"):
        result = fit(result, total)
    result = framed(request, result, media)
    names = " → ".join(s.label for s in result.of(TrackType.VIDEO)[:12])
    return w.done(
        result,
        f"Joined {len(order)} clips: {names} ({clock(result.duration)}).",
        f"已拼接 {len(order)} 段:{names}(共 {clock(result.duration)})。",
        last={"kind": "join"},
    )


def _listed(w: Wording) -> bool:
    """`beach.mp4 first, then city.mp4`: files in order with nothing else asked."""
    return len([f for f in w.files if f.kind in ("video", "image")]) > 1 and w.has(
        r"\barrange|\breorder|\border\b|\bsequence|\bline\b|排|\bfirst\b|\bthen\b|"
        r"\bfollowed\b|\bafter\b|\bbefore\b|先|再|然后|接"
    )


def _has_dropped(w: Wording, request: Request) -> bool:
    """Whether clips that are off the timeline are off it on purpose: join the rest."""
    last = request.memory.get("last")
    ordered = isinstance(last, dict) and last.get("kind") == "order"
    return ordered or w.has(r"\b(?:rest|others?|remaining)\b|其[他它余]|剩下|剩余")


def _order(w: Wording, draft: Draft, media: Library, *, dropped: bool) -> list[Segment]:
    video = list(draft.of(TrackType.VIDEO))
    used = {s.source for s in video}
    left = {int(m[1] or m[2]) for m in re.finditer(_EXCEPT, w.text)}
    out = {w.files[i].id for i in left if i < len(w.files)}
    video = [s for s in video if s.source not in out]
    named = [f for f in w.files if f.kind in ("video", "image") and f.id not in out]
    photos = w.has(
        r"\bphotos?\b|\bpictures?\b|\bimages?\b|\ball\b|\beverything\b|照片|图片|全部|所有|都"
    )
    fresh = [
        m for m in media.items
        if m.id not in used
        and m.id not in out
        and (m.kind == "video" or (m.kind == "image" and photos and not is_mark(m)))
    ]  # fmt: skip
    fresh = [] if dropped else fresh
    if len(named) >= 2 and (ends := _between_ends(w, video)):
        return ends
    if len(named) >= 2:
        return _by_name(w, named, video, draft == place(media))
    if len(named) == 1 and any(s.source == named[0].id for s in video):
        own = [s for s in video if s.source == named[0].id]
        rest = [s for s in video if s.source != named[0].id]
        if w.has(_FRONT):
            video = [*own, *rest]
        elif w.has(_BACK):
            video = [*rest, *own]
    if w.has(r"\brevers(?:e|ed) order\b|\bbackwards? order\b|倒序|逆序"):
        video.reverse()
    return [*video, *(whole(m) for m in fresh)]


def _between_ends(w: Wording, video: list[Segment]) -> list[Segment]:
    """`all of them, beach first and dog last`: the others stay between the two."""
    first, last = (
        [w.files[int(m)].id for m in re.findall(pattern, w.text)] for pattern in (_STARTS, _ENDS)
    )
    inner = [s for s in video if s.source not in (*first, *last)]
    if len(first) != 1 or len(last) != 1 or not inner:
        return []
    head, tail = ([s for s in video if s.source == only[0]] for only in (first, last))
    return [*head, *inner, *tail]


def _by_name(w: Wording, named: list[Media], video: list[Segment], plain: bool) -> list[Segment]:
    """The files in the order of mention; `b after a` and 先…再… are read as said."""
    files = list(named)
    if len(files) == 2 and w.has(
        r"<F0>[^<]*\b(?:after|behind|on(?:to)? the end of|to the end of|at the end of|"
        r"following)\b[^<]*<F1>|<F0>(?:接在|放在|放到|拼在|接到)<F1>(?:的)?(?:后|之后)"
    ):
        files.reverse()
    if len(files) == 2 and w.has(r"\bafter <F0>[^<]*<F1>.*first"):
        files.reverse()
    result = _clips_of(files, video)
    rest = [s for s in video if s.source not in {f.id for f in files}]
    return result if plain or not rest else [*result, *rest]


def arranged(draft: Draft, files: list[Media]) -> list[Segment]:
    """The clips of these files as the timeline has them, or whole."""
    return _clips_of(files, list(draft.of(TrackType.VIDEO)))


def _clips_of(files: list[Media], video: list[Segment]) -> list[Segment]:
    result: list[Segment] = []
    for item in files:
        own = [s for s in video if s.source == item.id]
        result.extend(own if own else [whole(item)])
    return result
