"""A part of each of several clips: the first 3 s of a.mp4, then the last 2 s of b.mp4."""

from __future__ import annotations

import re

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.spans import Span
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.recipes.join import arranged
from nemo_tui.studio.timeline import keep, sequence

_MARK = re.compile(r"<F(\d+)>(?:'s)?")
_OTHER = (
    r"\b(?:remove|delete|drop|cut out|cut off|throw|without|mute|speed|slow|fade|blur|text|title|"
    r"music|insert|corner|rotate|black|transition|cross|dissolve|wipe)\w*\b|"
    r"删|去掉|剪掉|不要|静音|速|淡|字|标题|音乐|插入|角|旋转|黑白|转场|过渡|叠化"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """The named stretch of every clip that is named with one."""
    w = read(request, media)
    marks = [m for m in _MARK.finditer(w.text) if w.files[int(m[1])].kind == "video"]
    if w.quotes or len(marks) < 2 or len({m[1] for m in marks}) < 2 or w.has(_OTHER):
        return None
    files = [w.files[int(m[1])] for m in marks]
    if not all(item.duration for item in files):
        return None
    found = _of_each(_before(w.text, marks), files) or _of_each(_after(w.text, marks), files)
    if not found:
        return None
    return _taken(w, draft, list(zip(files, found, strict=True)))


def _before(text: str, marks: list[re.Match[str]]) -> list[str]:
    """What leads to each name: the first 3s of a.mp4."""
    starts = [0, *(m.end() for m in marks[:-1])]
    return [text[a : m.start()] for a, m in zip(starts, marks, strict=True)]


def _after(text: str, marks: list[re.Match[str]]) -> list[str]:
    """What follows each name: a.mp4 from 2s to 5s."""
    ends = [*(m.start() for m in marks[1:]), len(text)]
    return [text[m.end() : b] for m, b in zip(marks, ends, strict=True)]


def _of_each(parts: list[str], files: list[Media]) -> list[Span]:
    """One stretch for every file, or nothing."""
    found = [
        spans.find(part, item.duration) or _length(part)
        for part, item in zip(parts, files, strict=True)
    ]
    return [spans_of[0] for spans_of in found] if all(len(f) == 1 for f in found) else []


_SO_MUCH_OF = (
    r"[ ,]*(?:(?:and|then|take|use|show|give me|with|start|begin|first|finally|followed by|just|"
    r"only|about) )*<t(\d+)> (?:of|from|out of) (?:the )?"
)


def _length(part: str) -> list[Span]:
    """`a.mp4 to 3s`: its first three."""
    only = re.fullmatch(r"[ ,]*(?:down )?(?:to|for|:)? ?(?:just |only )?<t(\d+)>[^<]*", part)
    only = only or re.fullmatch(_SO_MUCH_OF, part)
    return [Span(0, int(only[1]), "length")] if only else []


def _taken(w: Wording, draft: Draft, wanted: list[tuple[Media, Span]]) -> Outcome:
    clips: list[Segment] = []
    for item, span in wanted:
        if span.start < 0 or span.start >= item.duration or span.end > item.duration + 400:
            length = clock(item.duration)
            return w.refuse(
                f"{item.name} is only {length} long. Which part of it do you mean?",
                f"{item.name} 只有 {length} 长。您想要哪一段?",
            )
        own = sequence(Draft(), [s for s in arranged(draft, [item])])
        clips += keep(own, span.start, min(span.end, item.duration)).of(TrackType.VIDEO)
    result = sequence(draft, clips)
    told = ", ".join(f"{i.name} {clock(s.start)}-{clock(s.end)}" for i, s in wanted)
    return w.done(
        result,
        f"Took {told}; together they last {clock(result.duration)}.",
        f"已取 {told},总时长 {clock(result.duration)}。",
        last={"kind": "join"},
    )
