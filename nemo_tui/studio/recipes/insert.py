"""Put one more clip or photo into the timeline: at a time, before or after another, at an end."""

from __future__ import annotations

import re

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.references import numbers
from nemo_tui.studio.language.running_order import is_line_up
from nemo_tui.studio.language.spans import point
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.timeline import is_mark, parts, place, sequence, whole

_INSERT = (
    r"\binsert\b|\bsplice\b|\bcut <F\d+> into\b|加 ?<F|\b(?:put|add|place|drop|stick|append|"
    r"prepend|tack|attach|"
    r"include|bring|slot|show|use|start|begin|open|end|finish|close)\b|\b(?:photo|"
    r"picture|image|clip) first\b|"
    r"插|加(?:到|在|入|进|上|个|一)|放(?:到|在|进|入)|"
    r"接(?:到|在|上)|拼(?:到|在)|添加"
)
_CLIP = (
    r"<F\d+>|\b(?:clip|video|footage|photo|picture|image|file|intro|outro|it|this|"
    r"that|new one|other one)\b|视频|片段|素材|照片|图片|片头|片尾|这段|那段|新的"
)
_AT = (
    r"\b(?:at|after|before|into|between)\b.*<t\d+>|<t\d+>(?:处|的(?:位置|地方|时候)|"
    r"位置|时|后|之后|那里)|第<t|\bin the middle\b|中间"
)
_END = (
    r"\b(?:end|finish|close)(?: \w+)? with\b|\bas (?:an? |the )?[^,]*\b(?:outro|ending)\b|"
    r"\bafter the (?:existing|current|old|other|original)\b|"
    r"\b(?:at|to|on|onto) the (?:very )?end\b|\bend of\b|\bappend\b|\bafter (?:it|"
    r"this|that|the (?:video|clip|first|last|other|others|rest))\b|\btack\b|\blast\b|"
    r"最后|末尾|结尾|后面|片尾|之后|接上|接着"
)
_START = (
    r"\bin front of (?:it|this|that|the (?:video|clip|first|others|rest))\b|"
    r"\bbefore the (?:existing|current|old|other|original)\b|放到?(?:最)?前|"
    r"\b(?:at|to) the (?:very )?(?:start|beginning|front)\b|\bprepend\b|"
    r"\bbefore (?:it|this|that|the (?:video|clip|first|others|rest))\b|\bfirst\b|"
    r"\bthen (?:the |my )?(?:film|video|clip|movie|rest|footage|<F\d+>)|(?:然后|再|"
    r"接着)(?:放|播|是)?(?:视频|片子|影片|<F)|"
    r"\b(?:start|begin|open)(?: \w+)? with\b|\bas (?:an? |the )?[^,]*\b(?:intro|opener|opening)\b|"
    r"\bas (?:an |the )?intro\b|最前|开头|前面|片头|之前|开始"
)

_BETWEEN = r"\bbetween <F(\d+)> and <F(\d+)>|<F(\d+)> ?(?:和|与|跟) ?<F(\d+)> ?(?:之间|中间|的中间)"
_AMONG = (
    r"\bbetween (?:the )?(?:other |first )?(?:2|them|others?|clips|videos|both)\b|"
    r"(?:另外|其他)?(?:两|2)(?:个|段)?"
    r"(?:视频|片段)?(?:之间|中间)"
)
_AGAIN = r"\bagain\b|\banother\b|\bonce more\b|\bcopy\b|\balso\b|\btoo\b|再|又|也|复制"
_PHOTO = r"\b(?:photo|picture|image|pic)\b|照片|图片|那张图|这张图"
_ORDERED = (
    r"\bfirst\b.*\b(?:then|next|second|last|followed by)\b.*<F|<F\d+> (?:then|followed by) <F|"
    r"先.*<F.*(?:再|然后|后).*<F"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Insert a medium that is named, or the one not used yet."""
    w = read(request, media)
    if w.quotes or is_line_up(w.text) or not (w.has(_INSERT) and w.has(_CLIP)):
        return None
    if w.has(
        r"\btext\b|\btitle\b|\bcaption|\bmusic\b|\blogo\b|\bcorner\b|\bbackground\b|"
        r"\bfade|\btransition|\bfilter\b|\beffect\b|标题|文字|字幕|音乐|水印|角|背景|"
        r"转场|过渡|淡|滤镜|画中画|小窗|特效|<p\d+>"
    ):
        return None
    if len(w.files) > 1 and w.has(rf"{_ORDERED}|\bcombin|\bmerge|\bjoin|拼|合并|合成"):
        return None
    item = _item(w, draft, media)
    if item is None or item.kind not in ("video", "image"):
        return None
    where = _where(w, draft, item)
    if where is None:
        return None
    return _inserted(w, draft, media, item, where)


def _item(w: Wording, draft: Draft, media: Library) -> Media | None:
    """The clip to insert: the one whose name stands nearest to the verb, else the unused one."""
    named = [f for f in w.files if f.kind in ("video", "image")]
    if len(named) > 1:
        return _object(w, named)
    used = {s.source for s in draft.of(TrackType.VIDEO)}
    plain = draft == place(media)
    photos = [m for m in media.of("image") if m.id not in used and not is_mark(m)]
    if len(photos) == 1 and w.has(_PHOTO) and all(m.kind == "video" for m in named):
        return photos[0]
    if named and (named[0].id not in used or plain):
        return named[0]
    free = [
        m
        for m in media.items
        if m.kind in ("video", "image") and m.id not in used and not is_mark(m)
    ]
    if free and not named:
        return free[-1]
    return named[0] if named else None


def _object(w: Wording, named: list[Media]) -> Media:
    """Of two clips, the one that goes into the other."""
    host = re.search(
        (
            r"(?:\b(?:into|in|of|to|after|before|behind|onto)|在|到|于) ?(?:the )?<F(\d+)>|"
            r"<F(\d+)>(?:的|里|中|后|前|第|之|最|中间|<t)"
        ),
        w.text,
    )
    pair = re.search(_BETWEEN, w.text)
    if pair:
        beside = {w.files[int(n)] for n in pair.groups() if n and int(n) < len(w.files)}
        return next((m for m in named if m not in beside), named[0])
    index = int(host[1] or host[2]) if host else 0
    host_file = w.files[index] if index < len(w.files) else named[0]
    return next((m for m in named if m != host_file), named[0])


def _where(w: Wording, draft: Draft, item: Media) -> int | str | None:
    text = re.sub(r"(?:\bfor|\blasting|显示|停留|持续|展示|播放) ?<t\d+>", " ", w.text)
    if re.search(_AT, text):
        moment = point(text)
        if moment is not None:
            return moment
        others = [s for s in draft.of(TrackType.VIDEO) if s.source != item.id]
        if w.has(r"\bmiddle\b|中间") and len(others) > 1:
            return f"after {others[len(others) // 2 - 1].id}"
        if w.has(r"\bmiddle\b|中间"):
            length = sum(s.length for s in draft.of(TrackType.VIDEO) if s.source != item.id)
            return length // 2
    pair = re.search(_BETWEEN, w.text)
    rest = [s for s in draft.of(TrackType.VIDEO) if s.source != item.id]
    if len(rest) == 2 and w.has(_AMONG):
        return f"after {rest[0].id}"
    left = int(pair[1] or pair[3]) if pair else -1
    if 0 <= left < len(w.files):
        ends = [s for s in draft.of(TrackType.VIDEO) if s.source == w.files[left].id]
        return f"after {ends[-1].id}" if ends else None
    between = numbers(w)
    others = [s for s in draft.of(TrackType.VIDEO) if s.source != item.id]
    after = w.has(r"\bafter\b|\bbehind\b|后面|之后|后$")
    for file in w.files:
        beside = [s for s in others if s.source == file.id]
        if (
            file.id != item.id
            and beside
            and w.has(r"\b(?:after|before|behind|in front of)\b|后|前")
        ):
            return f"after {beside[-1].id}" if after else f"before {beside[0].id}"
    if between and others and w.has(r"\b(?:after|before|between)\b|后|前|之间"):
        n = min(between) if between[0] > 0 else len(others)
        if n <= len(others):
            return (
                f"after {others[n - 1].id}"
                if after or len(between) > 1
                else f"before {others[n - 1].id}"
            )
    if w.has(_START):
        return "start"
    return "end" if w.has(_END) else None


def _inserted(w: Wording, draft: Draft, media: Library, item: Media, where: int | str) -> Outcome:
    video = draft.of(TrackType.VIDEO)
    others = [s for s in video if s.source != item.id]
    there = [s for s in video if s.source == item.id] if draft != place(media) else []
    moves = bool(there and others) and isinstance(where, str) and not w.has(_AGAIN)
    fresh = there if moves else [whole(item, _stay(w, where))]
    base = sequence(draft, others if moves or not there else video)
    if isinstance(where, int):
        if where > base.duration:
            length = clock(base.duration)
            return w.refuse(
                (
                    f"The video is only {length} long, so nothing can go in at {clock(where)}. "
                    "Where should it go?"
                ),
                f"视频只有 {length} 长,无法在 {clock(where)} 处插入。要插到哪里?",
            )
        pieces = parts(base, where)
        index = sum(1 for s in pieces if s.start + s.length / 2 < where)
    else:
        pieces = list(base.of(TrackType.VIDEO))
        index = _index(pieces, where)
    result = sequence(draft, [*pieces[:index], *fresh, *pieces[index:]])
    start = result.of(TrackType.VIDEO)[index].start
    if moves:
        names = " → ".join(s.label for s in result.of(TrackType.VIDEO)[:12])
        return w.done(
            result,
            f"The order is now {names} ({clock(result.duration)}).",
            f"现在的顺序:{names}(共 {clock(result.duration)})。",
            last={"kind": "order"},
        )
    return w.done(
        result,
        f"Inserted {item.name} at {clock(start)}; the video lasts {clock(result.duration)} now.",
        f"已在 {clock(start)} 处插入 {item.name},总时长 {clock(result.duration)}。",
        last={"kind": "clip", "id": result.of(TrackType.VIDEO)[index].id},
    )


def _stay(w: Wording, where: int | str) -> int:
    """How long a photo is to stay, in ms; 0 when nothing is said."""
    times = [int(v) for v in w.values("t")]
    if isinstance(where, int) and where in times:
        times.remove(where)
    return times[-1] if times else 0


def _index(pieces: list[Segment], where: str) -> int:
    if where == "start":
        return 0
    side, _, name = where.partition(" ")
    found = next((i for i, s in enumerate(pieces) if s.id == name), None)
    if found is None:
        return len(pieces)
    return found + 1 if side == "after" else found
