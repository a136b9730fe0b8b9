"""Hold one frame for a while."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock, seconds
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import looked, parts, sequence

_FREEZE = (
    r"\b(?:last|final|first|that|this) (?:frame|picture|image|shot)\b.*"
    r"\b(?:linger|stays?|remains?|on[- ]screen|longer|stand)\b|"
    r"\b(?:linger|stay|remain) on (?:the )?(?:very )?(?:last |final |first |that |this )?"
    r"(?:frame|picture|image|shot)\b|"
    r"\bstop on\b|\bstill for <t|停(?:了|住)? ?<t|定在|定住|"
    r"\bfreez(?:e|es|ing)\b|\bfreeze[- ]frame\b|\bhold (?:on )?(?:the |that |this |"
    r"on |very )*(?:last |first |final )?(?:frame|picture|image|shot)|\bhold (?:it )?(?:at|"
    r"for)\b|\bpause (?:the (?:video|picture|frame|image)|it|at|on|for)\b|"
    r"\bstill frame\b|\bstop the (?:picture|frame|motion)|\bstop motion at\b|定格|"
    r"(?:第1?|最后|首|末|尾|最后1)(?:1|一)?帧[^,]{0,6}(?:停|保持|持续|延长)|静止|"
    r"冻结|停帧|暂停|停住|停顿|停留在|画面停"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Freeze at a moment, the end or the start."""
    w = read(request, media)
    if not w.has(_FREEZE) or w.quotes or not draft.of(TrackType.VIDEO):
        return None
    total = draft.duration
    at, length = _when(w, total)
    if at is None:
        return w.ask(
            (
                "At what moment should the picture freeze, and for how long? The video lasts "
                f"{clock(total)}."
            ),
            f"要在哪一刻定格,定格多久?视频时长 {clock(total)}。",
        )
    if at > total:
        return w.refuse(
            f"The video is only {clock(total)} long, so it cannot freeze at {clock(at)}.",
            f"视频只有 {clock(total)} 长,无法在 {clock(at)} 定格。",
        )
    pieces = parts(draft, at)
    index = sum(1 for s in pieces if s.start + s.length / 2 < at)
    source = pieces[index - 1] if index else pieces[0]
    held = _held(source, at_end=index > 0, length=length)
    result = sequence(draft, [*pieces[:index], held, *pieces[index:]])
    return w.done(
        result,
        (
            f"The picture freezes at {clock(at)} for {seconds(length, 'en')}; the video "
            f"lasts {clock(result.duration)} now."
        ),
        f"已在 {clock(at)} 定格 {seconds(length, 'zh')},总时长 {clock(result.duration)}。",
        last={"kind": "freeze"},
    )


def _held(piece: Segment, at_end: bool, length: int) -> Segment:
    """One frame of a piece: its last (just before the end) or its first."""
    look = piece.look
    late = at_end != look.reverse
    frame = max(piece.source_out - 60, piece.source_in) if late else piece.source_in
    held = replace(piece, length=length, source_in=frame, source_out=frame)
    return looked(
        held, freeze=True, reverse=False, speed=1.0, volume=0.0, transition="cut", transition_ms=0,
        fade_in=0, fade_out=0, audio_fade_in=0, audio_fade_out=0,
    )  # fmt: skip


def _when(w: Wording, total: int) -> tuple[int | None, int]:
    """The moment and the length: at 3.5s for 2 seconds, 在第5秒定格3秒, the last frame for 2 s."""
    times = [int(v) for v in w.values("t")]
    if (
        w.has(
            r"\b(?:last|final|end(?:ing)?|closing)\b(?: frame| picture| image| shot)?|"
            r"最后(?:一|1)?(?:帧|个画面|画面)|结尾|末尾|末帧|尾帧"
        )
        and len(times) < 2
    ):
        return total, times[0] if times else 2000
    if (
        w.has(
            r"\b(?:first|opening|start|beginning)\b(?: frame| picture)?|第(?:一|1)帧|<f1>|首帧|开头"
        )
        and len(times) < 2
    ):
        return 0, times[0] if times else 2000
    if w.has(r"\bmiddle\b|halfway|中间|一半") and len(times) < 2:
        return total // 2, times[0] if times else 2000
    if len(times) >= 2:
        at = re.search(r"(?:\bat|@|\bon|在|到|第|从) ?(?:the )?(?:第)?<t(\d+)>", w.text)
        length = re.search(
            r"(?:\bfor|\blasting|\bduration|\bhold|定格|静止|停留|停|持续|暂停|冻结|停顿|保持)"
            r"(?: of| about)?(?:住|了|大概|大约)? ?<t(\d+)>",
            w.text,
        ) or re.search(r"<t(\d+)>(?: long)? ?(?:freeze|的定格)", w.text)
        moment = (
            int(at[1])
            if at
            else next((t for t in times if not length or t != int(length[1])), times[0])
        )
        held = int(length[1]) if length else next((t for t in times if t != moment), times[-1])
        return moment, max(held, 40)
    if len(times) == 1 and w.has(r"\b(?:at|@|on)\b(?! the)|在|第|到|at the <t"):
        return times[0], 2000
    return None, 2000
