"""Divide the timeline at a moment, into equal parts, and drop parts of it."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import clock, listed
from nemo_tui.studio.language.references import numbers
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import cut, parts, sequence

_SPLIT = (
    r"[切剪来]一刀|剪断|截断|切断|断开|"
    r"\bsplit(?:s|ting)?\b|\bdivide\b|\bcut (?:it |this |the (?:video|clip) )?(?:in|"
    r"into) (?:<?\w+>? )?(?:half|halves|parts|pieces|clips|segments|two|2|3|4)\b|"
    r"\bcut (?:it|this|the (?:video|clip))? ?at\b|\bslice (?:it )?(?:at|in)\b|"
    r"\b(?:slice|chop|cut|divide)\b[^<]*\binto (?:\d+|equal|two|three)\b|\bchop (?:it "
    r")?(?:at|in(?:to)?)\b|\bbreak (?:it )?(?:up )?(?:at|into)\b|分割|"
    r"切分|拆分|分成|切成|断开|切开|拆成|剪成\d段|每(?:隔)?<t\d+>(?:切|剪|分|断|拆)|"
    r"切成?.{0,3}段|一分为二|剪开|分为|分段|拆开|切断"
)
_DROP_FIRST = (
    r"\b(?:throw|drop|delete|remove|discard|lose|get rid of|ditch|bin|toss|scrap|"
    r"without|cut)\b.*\b(?:first|left|earlier|beginning|before|front|opening)\b|"
    r"\b(?:keep|use|retain|save|take)\b.*\b(?:second|last|right|latter|later|after|"
    r"end|2nd|back)\b|(?:删|去掉|不要|扔|丢)(?:掉|除|弃)?.{0,4}(?:第1|前|左|上)(?:一|"
    r"1)?(?:段|半|面|部分|个)?|(?:第1|前)(?:一|1)?(?:段|半|面|半段|部分).{0,4}(?:删|"
    r"去掉|不要|扔|丢)|(?:保留|留下?|只要|留)(?:第2|后|右)"
)
_DROP_LAST = (
    r"\b(?:throw|drop|delete|remove|discard|lose|get rid of|ditch|bin|toss|scrap|"
    r"without|cut)\b.*\b(?:second|last|right|latter|later|after|end|rest|2nd|back)\b|"
    r"\b(?:keep|use|retain|save|take)\b.*\b(?:first|left|earlier|beginning|before|"
    r"front)\b|(?:删|去掉|不要|扔|丢)(?:掉|除|弃)?.{0,4}(?:第2|后|右|下)(?:一|"
    r"1)?(?:段|半|面|部分|个)?|(?:第2|后)(?:一|1)?(?:段|半|面|半段|部分|"
    r"面的).{0,4}(?:删|去掉|不要|扔|丢)|(?:保留|留下?|只要|留)(?:第1|前|左)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Split; a clause such as "drop the second part" in the same breath is obeyed."""
    w = read(request, media)
    video = draft.of(TrackType.VIDEO)
    if not w.has(_SPLIT) or w.quotes or not video or w.has(r"\bsplit ?screen\b|分屏"):
        return None
    moments = _moments(w, draft)
    total = draft.duration
    if not moments:
        return w.ask(
            f"Where should I split it? The video lasts {clock(total)}.",
            f"要在哪里切开?视频时长 {clock(total)}。",
        )
    if any(not 0 < m < total for m in moments):
        return w.refuse(
            f"The video is only {clock(total)} long, so it cannot be split there.",
            f"视频只有 {clock(total)} 长,不能在那里切开。",
        )
    whole = read(replace(request, text=request.message or request.text), media)
    if len(moments) == 1 and (
        whole.has(r"(?:前面|前边|之前|前头)的?(?:部分|都)?(?:不要|去掉|删|扔)")
        or (w.has(_DROP_FIRST) and not w.has(r"(?:keep|留).*(?:first|第1|前)"))
    ):
        return _told(w, cut(draft, 0, moments[0]), moments, "first")
    if len(moments) == 1 and (
        w.has(_DROP_LAST) or whole.has(r"(?:后面|后边|之后|后头)的?(?:部分|都)?(?:不要|去掉|删)")
    ):
        return _told(w, cut(draft, moments[0], total), moments, "last")
    return _told(w, sequence(draft, parts(draft, *moments)), moments, "")


def _moments(w: Wording, draft: Draft) -> list[int]:
    total = draft.duration
    count = re.search(
        (
            r"(?:into|in|成|为)(?: )?(\d+)(?: equal| same)?(?: )?(?:parts|pieces|clips|"
            r"segments|halves|段|份|部分|个|等份)?"
        ),
        w.text,
    )
    if w.has(
        r"\bevery <t|\beach <t|<t\d+> (?:each|chunks|pieces|parts|clips|segments|long)|"
        r"每(?:隔)?<t|<t\d+>一段"
    ):
        step = int(w.first("t") or 0)
        return list(range(step, total, step)) if step >= 100 else []
    times = [int(t) for t in w.values("t")]
    if times:
        return sorted(set(times))
    if count and 2 <= int(count[1]) <= 100:
        n = int(count[1])
        return [round(total * i / n) for i in range(1, n)]
    if w.has(r"\bhalf\b|\bhalves\b|\bmiddle\b|\btwo\b|一半|中间|对半|一分为二|两段|两半|两部分"):
        return [total // 2]
    return []


def _told(w: Wording, draft: Draft, moments: list[int], dropped: str) -> Outcome:
    where = listed([clock(m) for m in moments[:8]], w.language)
    length = clock(draft.duration)
    if dropped:
        side = {"first": "前面", "last": "后面"}[dropped]
        return w.done(
            draft,
            f"Split at {where} and dropped the {dropped} part; {length} remain.",
            f"已在 {where} 切开并删掉{side}一段,剩余 {length}。",
        )
    count = len(draft.of(TrackType.VIDEO))
    return w.done(
        draft,
        f"Split at {where}: {count} parts now, {length} in all.",
        f"已在 {where} 切开,现在共 {count} 段,总时长 {length}。",
        last={"kind": "split", "parts": numbers(w)},
    )
