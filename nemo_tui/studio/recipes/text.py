"""Titles, captions and other words in the picture: add, change, move, restyle, remove."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock, listed
from nemo_tui.studio.language.placing import backdrop, colours, position, text_size
from nemo_tui.studio.language.references import CLIP, expanded
from nemo_tui.studio.language.spans import find
from nemo_tui.studio.language.unquoted import LINE
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.language.words import contents, shouted
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.text_changes import (
    CHANGE,
    FADES,
    NOUN,
    ON_GROUND,
    SAYS,
    changed,
    target,
)
from nemo_tui.studio.recipes.text_times import described, when
from nemo_tui.studio.timeline import add, drop

_REMOVE = (
    r"\bno (?:text|title|caption|subtitle)s?\b|"
    r"\b(?:remove|delete|drop|get rid|take (?:off|out|away|down)|lose|clear|erase|"
    r"hide|no more|kill|scrap|ditch|without)\b|\btake (?:the|that) .* (?:off|out|"
    r"away)|去掉|删|去除|移除|不要|取消|拿掉|清除|隐藏"
)
_IT = (
    r"^(?:no|nope|actually|wait|hmm|sorry|oops|ok|and|now|but|please|,|"
    r" )*(?:can you |could you |please )?(?:move|put|place|shift|make|bring|keep|"
    r"show|let|set|have|change|turn|give|i want|should|start|end|begin|stop|fade|"
    r"only)? ?(?:it|this|that|them)\b|"
    r"^(?:不|不对|不是|不要|还是|把|将|让|请|改|,| )*(?:它|这个|那个|这行|那行)|"
    r"^(?:no|actually|不|还是|改)"
)
# Said right after a text these are still wishes for the film.
_OF_THE_FILM = (
    r"\bfad(?:e|es)\b|淡[入出]|<[rxbfs][\d.:x]+>|\bmut|静音|\bspeed|\bslow|速|"
    r"\bblack and white|黑白|\btrim\b|\bcrop\b|\bexport|转成|导出|\bmusic\b|音乐"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Words in the picture."""
    w = read(request, media)
    if not w.quotes and w.has(
        r"\b(?:write|compose|draft)\b.*\b(?:essay|poem|e-?mail|letter|code|stor(?:y|ies)|"
        r"script|songs?|report|article|homework|blog)\b|写(?:一)?(?:首|篇|封)|(?:作文|"
        r"论文|诗|代码|报告)|"
        r"\btext me\b|\bin other words\b|subtitle file|字幕文件|\.srt"
    ):
        return None
    if (
        not w.quotes
        and not w.has(NOUN)
        and (w.files or w.has(r"\blogo\b|水印|图片|照片|视频|画中画"))
    ):
        return None
    w = _on_the_frozen(w, request, draft)
    texts = draft.of(TrackType.TEXT)
    handle = w.has(r"watermark|水印") and "@" in w.raw
    named = handle or w.has(NOUN) or w.has(SAYS) or bool(shouted(w.raw) and not w.files)
    on_words = (
        request.memory.get("last", {}) if isinstance(request.memory.get("last"), dict) else {}
    )
    short = len(w.text) < 40 and (not w.has(_OF_THE_FILM) or w.has(FADES))
    follows = bool(texts) and on_words.get("kind") == "text" and (w.has(_IT) or short)
    if not (named or (w.quotes and _lays_words(w)) or follows):
        return None
    if w.has(_REMOVE) and (named or follows or w.quotes) and not w.has(r"\badd\b|加上|改成|换成"):
        return _remove(w, draft, texts, request) if named or w.has(_IT) else None
    along = request.text != (request.message or request.text)
    another = along and bool(texts) and bool(shouted(w.raw)) and not w.has(CHANGE)
    if texts and (named or follows) and not another:
        edited = changed(w, draft, texts, request, follows)
        if edited:
            return edited
    if not (named or w.quotes):
        return None
    before = _known(texts, on_words) if along else None
    return _added(w, draft, before, request.message)


def _on_the_frozen(w: Wording, request: Request, draft: Draft) -> Wording:
    """`freeze the end and write “Questions?” on it`: the words are seen while it is frozen."""
    last = request.memory.get("last")
    still = [s for s in draft.of(TrackType.VIDEO) if s.look.freeze]
    on_it = (
        r"\b(?:on|over) (?:it|that|the frozen \w+|the freeze\b)|^(?:在|它)*上面?(?=写|加|打|显示)"
    )
    if not (still and isinstance(last, dict) and last.get("kind") == "freeze" and w.has(on_it)):
        return w
    while_frozen = f" from <t{still[-1].start}> to <t{still[-1].end}>"
    return replace(w, text=re.sub(on_it, " ", w.text) + while_frozen)


def _lays_words(w: Wording) -> bool:
    return w.has(
        r"\b(?:add|put|write|show|display|overlay|place|type|print|insert|burn|with|"
        r"stick|slap|have|lay|superimpose|make|watermark|end|open|start)\b.*<q|"
        r"<q\d+> (?:at|in|on|across|over|for|from|as|top|bottom)|"
        r"(?:加|写|放|打|显示|叠|标|印|配|插|出现|贴|上).*<q|<q\d+>.*(?:显示|出现|放在|"
        r"水印|作为|几个字)|水印.*<q"
    )


def _remove(
    w: Wording, draft: Draft, texts: tuple[Segment, ...], request: Request
) -> Outcome | None:
    if not texts:
        if not w.has(NOUN):
            return None
        return w.refuse("There is no text in the video to remove.", "视频里没有可以去掉的文字。")
    role = "title" if w.has(r"\btitle|标题|片名") else "caption" if w.has(r"\bcaption|字幕") else ""
    meant = tuple(
        t for t in texts if t.look.role in (role, "subtitle" if role == "caption" else role)
    )
    several = w.has(
        r"\ball\b|\bevery|s\b(?<!this)|\b(?:no|without|any) (?:text|words)\b|全部|所有|都|任何|"
        r"^(?:那|就)*(?:不要|别加|去掉)(?:文字|字幕|字)了?吧?$"
    ) or any(t.look.role == "subtitle" for t in meant)
    meant = meant or texts
    gone = list(meant) if several and not w.quotes else [target(w, meant, request)]
    names = listed([f"“{s.look.text}”" for s in gone[:3]], w.language)
    return w.done(
        drop(draft, [s.id for s in gone]),
        f"Removed the text {names}.",
        f"已去掉文字{names}。",
        last={},
    )


def _known(texts: tuple[Segment, ...], last: dict[str, Any]) -> Segment | None:
    """The text that the same message added just before."""
    return next((s for s in texts if s.id == last.get("id")), None)


def _added(w: Wording, draft: Draft, before: Segment | None, message: str) -> Outcome | None:
    words = contents(w)
    if not words:
        if w.has(
            r"\b(?:add|put|write|insert|give|need|want|overlay|place|show|make|create|stick|"
            r"slap|have)\b|\btitle it\b|加|写|打|配|放|上|弄|做|来"
        ):
            return w.ask(
                "What should the text say? For example: add the title “Summer Trip” at the top.",
                "要写什么文字?比如:在顶部加上标题“夏日旅行”。",
            )
        return None
    fresh: list[Segment] = []
    for part, content in _parts(w, words):
        beyond = next(
            (s for s in find(part.text, draft.duration) if s.start >= draft.duration), None
        )
        if fresh and fresh[0].look.role == "title" and not part.has(NOUN):
            part = replace(part, text=f"title {part.text}")
        segment = _placed_like(_segment(part, content, draft), part, fresh[-1] if fresh else before)
        if segment.length < 50 or (beyond and draft.duration):
            length = clock(draft.duration)
            return w.refuse(
                (
                    f"The video is only {length} long; the text would never be seen. "
                    "When should it show?"
                ),
                f"视频只有 {length} 长,文字不会出现。要在什么时间显示?",
            )
        draft = add(draft, TrackType.TEXT, segment)
        fresh.append(draft.of(TrackType.TEXT)[-1])
    told = listed([described(w, s, draft) for s in fresh], w.language)
    memory = {"kind": "text", "id": fresh[-1].id, "new": message[:200] if len(fresh) < 2 else None}
    return w.done(draft, f"Added the text {told}.", f"已添加文字{told}。", last=memory)


def _parts(w: Wording, words: list[str]) -> list[tuple[Wording, str]]:
    """Several quoted texts in one clause, each with what is said about it."""
    if len(words) < 2 or len(w.quotes) != len(words):
        return [(w, words[0])]
    w = replace(w, text=expanded(w.text))
    cuts = [0]
    for i in range(len(words) - 1):
        between = re.search(rf"<q{i}>(.*?)<q{i + 1}>", w.text)
        if between is None:
            return [(w, word) for word in words]
        joint = re.search(r",|;|\band\b|\bthen\b|和|,|、|以及|然后", between[1])
        cuts.append(between.start(1) + (joint.start() if joint else len(between[1])))
    cuts.append(len(w.text))
    texts = [w.text[a:b] for a, b in pairwise(cuts)]
    if w.has(rf"\b{CLIP}\b"):
        texts = [
            re.sub(r"\b(first|second|third|fourth|last) (<q)", r"\1 clip \2", t) for t in texts
        ]
    return [(replace(w, text=text), word) for text, word in zip(texts, words, strict=True)]


def _segment(w: Wording, content: str, draft: Draft) -> Segment:
    total = draft.duration
    start, end = when(w, draft, (0, total), 0)
    role: str = "title" if w.has(r"\btitle|\bheadline|\bheading|标题|片名|题目") else "caption"
    mark = w.has(r"watermark|水印")
    default = "bottom-right" if mark else "center" if role == "title" else "bottom"
    named = [value for place, value in colours(w.text)]
    box = w.has(r"\b(?:background|box|backdrop|banner)\b|底色|背景|底框|黑底|白底|红底|色块|底板")
    letters = [v for v in named if v != backdrop(w.text)] if box else named
    if len(named) > 1 and w.has(ON_GROUND):
        letters, box = named[:1], True
    look = Look(
        text=content.replace(LINE, "\n"),
        role="title" if role == "title" else "caption",
        position=position(w.text) or ("bottom-right" if w.has(_CORNER) else default),
        size=text_size(w.text, 0) or (0.05 if mark else 0.0),
        colour=letters[0] if letters else "#ffffff",
        box=box,
        bold=w.has(r"\bbold\b|加粗|粗体"),
        opacity=0.6 if mark else 1.0,
    )
    if w.has(r"\bfad(?:e|es|ing) in\b|淡入"):
        look = replace(look, fade_in=500)
    if w.has(r"\bfad(?:e|es|ing)(?: in and)? out\b|淡出"):
        look = replace(look, fade_out=500)
    return Segment("text-1", "", content, start, max(end - start, 0), 0, max(end - start, 0), look)


_CORNER = r"\b(?:in|into|to) (?:the|a|one) corner\b|(?:在|放)?角落"


def _placed_like(segment: Segment, w: Wording, before: Segment | None) -> Segment:
    """In the place of the text before it, if none is named and it is of the same kind."""
    if before is None or position(w.text) or segment.look.role != before.look.role:
        return segment
    if segment.start < before.end and before.start < segment.end:
        return segment
    return replace(segment, look=replace(segment.look, position=before.look.position))
