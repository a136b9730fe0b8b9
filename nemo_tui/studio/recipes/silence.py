"""Cut out the stretches in which nothing is heard."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock, seconds
from nemo_tui.studio.language.wording import read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.hearing import silences
from nemo_tui.studio.timeline import is_still, parts, sequence

_SILENCE = (
    r"\b(?:remove|cut|delete|trim|drop|skip|get rid of|take out|strip|kill|eliminate|"
    r"chop|tighten|jump ?cut)\b.*\b(?:silen(?:ce|ces|t)|pauses?|dead air|"
    r"quiet (?:parts?|bits?|sections?|gaps?)|gaps?|empty (?:parts|bits)|nobody(?:'s|"
    r" is)? (?:talking|speaking)|no (?:sound|one))|\bjump ?cuts?\b|(?:去掉|删|剪|"
    r"去除|移除|剪掉|剔除|跳过)(?:.{0,6})(?:静音|无声|空白|停顿|没声音|没有声音|安静|"
    r"沉默|冷场)|(?:静音|无声|空白|停顿|没声音|没有声音|安静|沉默|"
    r"冷场)(?:的)?(?:部分|片段|地方|段落|段|时间|间隙)?(?:都|全|全部|给我|"
    r"自动)?(?:去掉|删|剪|去除|移除|剔除)"
)
MARGIN = 80


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Find silences in the sources and cut them out of the timeline."""
    w = read(request, media)
    if not w.has(_SILENCE) or w.quotes:
        return None
    if spans.find(w.text, draft.duration):
        return None
    video = draft.of(TrackType.VIDEO)
    if not video:
        return w.ask("Please upload a video first.", "请先上传视频。")
    least = int(w.first("t") or 500)
    kept, gone = _cut(draft, media, max(least, 100))
    if gone is None:
        return w.refuse(
            "There is no sound in this video, so silence would be all of it.",
            "这个视频没有声音,无法按静音剪辑。",
        )
    if not gone:
        return w.tell(
            "I found no silence to cut out; nothing was changed.", "没有找到静音片段,未做修改。"
        )
    if not kept:
        return w.refuse(
            "I can't cut that: all of it is silent, and nothing would be left.",
            "整段都是静音,剪掉就什么都没有了。",
        )
    result = sequence(draft, kept)
    return w.done(
        result,
        (
            f"Cut out {len(gone)} silent stretches ({seconds(sum(gone), 'en')}); "
            f"{clock(result.duration)} remain."
        ),
        f"已剪掉 {len(gone)} 处静音(共 {seconds(sum(gone), 'zh')}),剩余 {clock(result.duration)}。",
        last={"kind": "silence"},
    )


def _cut(draft: Draft, media: Library, least: int) -> tuple[list[Segment], list[int] | None]:
    """What stays, and how long each silence was; None when no clip has sound."""
    heard = False
    stretches: list[tuple[int, int]] = []
    for segment in draft.of(TrackType.VIDEO):
        item = media.get(segment.source)
        if item is None or not item.has_audio or is_still(segment) or segment.look.freeze:
            continue
        heard = True
        stretches += _on_timeline(segment, silences(item, least))
    if not heard:
        return [], None
    moments = sorted({m for pair in stretches for m in pair})
    pieces = parts(draft, *moments)
    gone = [s for s in pieces if any(a <= s.start + s.length / 2 < b for a, b in stretches)]
    ids = {id(s) for s in gone}
    kept = [s for s in pieces if id(s) not in ids]
    return [replace(s) for s in kept], [s.length for s in gone]


def _on_timeline(segment: Segment, quiet: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Source silences as timeline stretches, a little shorter so that no word is clipped."""
    look, found = segment.look, []
    for a, b in quiet:
        a, b = max(a + MARGIN, segment.source_in), min(b - MARGIN, segment.source_out)
        if b - a < 100:
            continue
        if look.reverse:
            start, end = segment.source_out - b, segment.source_out - a
        else:
            start, end = a - segment.source_in, b - segment.source_in
        found.append(
            (segment.start + round(start / look.speed), segment.start + round(end / look.speed))
        )
    return found
