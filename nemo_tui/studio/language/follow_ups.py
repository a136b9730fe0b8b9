"""Messages that lean on the one before: an answer, `more`, `no, 4x`, `the last one too`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language.corrections import corrected, moved_end, taken_back
from nemo_tui.studio.language.memory import kind_of, last_edit
from nemo_tui.studio.language.same_again import likewise
from nemo_tui.studio.recipe import Followed, Library, Outcome, Recipe, Request


def follow_up(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """The clause that a message comes to with what went before, and its outcome."""
    for answer in (_pending, _again, _taken_off, moved_end, likewise, corrected, taken_back):
        if followed := answer(request, draft, library, recipe):
            return followed
    return None


_MORE = re.compile(
    r"^\W*(?:(?:and|now|please|ok|can you|make it|do it|do that|go) )*(?:a (?:bit|"
    r"little|tad) |even |some |much |still )*(?:more|further|again|once more|"
    r"one more time)(?: please)?\W*$|"
    r"^(?:请)?(?:再|更)(?:来)?(?:一)?(?:点|些|次|遍)(?:吧|儿)?$|^再来一次$|^再多一?点$",
    re.I,
)


def _again(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`a bit more`: what was asked last, once again."""
    clause, last = request.memory.get("clause"), request.memory.get("last")
    if not isinstance(clause, str) or not clause or not isinstance(last, dict):
        return None
    if not last.get("kind") or not _MORE.match(request.text.strip()):
        return None
    outcome = recipe(replace(request, text=clause, message=clause), draft, library)
    return (clause, outcome) if outcome else None


def _pending(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """An answer to the question asked last: what was asked for, completed by the message."""
    pending = request.memory.get("pending")
    if not isinstance(pending, str) or not pending or len(request.text) > 120:
        return None
    alone = recipe(replace(request, message=request.text), draft, library)
    if alone is not None and alone.kind in ("done", "refusal"):
        return None
    text = f"{pending} {request.text}"
    outcome = recipe(replace(request, text=text, message=text), draft, library)
    if outcome is None or outcome.kind != "done":
        return None
    return text, outcome


_OFF = re.compile(
    r"(?:(?:no|ok|actually|and|now|please|on second thought),? )*(?:can you )?"
    r"(?:(?:remove|delete|drop|lose|scrap|ditch|get rid of) (?:it|that|this|them)|"
    r"take (?:it|that|this|them) (?:off|out|away|down)(?: again)?|"
    r"(?:i )?don'?t want (?:it|that))(?: again)?"
    r"(?: please)?[.!]*$|(?:把)?(?:它|这个|那个)?(?:去掉|删掉|删了|拿掉|移除|"
    r"不要了)(?:它|吧|这个)?[。!]*$",
    re.I,
)
_LAID = {
    "text": ("remove the text", "去掉文字"), "music": ("remove the music", "去掉音乐"),
    "subtitles": ("remove the subtitles", "去掉字幕"),
}  # fmt: skip


def _taken_off(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`remove it`: what was laid last goes, and any other edit is undone."""
    last = request.memory.get("last")
    if not isinstance(last, dict) or not _OFF.match(request.text.strip()):
        return None
    kind = last.get("kind")
    if not kind or kind in ("overlay", "clip"):
        return None
    words = _LAID.get(str(kind), ("undo", "撤销"))
    text = words[1 if request.language == "zh" else 0]
    outcome = recipe(replace(request, text=text, message=text), draft, library)
    return (text, outcome) if outcome else None


# A clause with a verb or a noun of its own is a wish of its own, whatever was done last.
_OWN_EDIT = re.compile(
    r"\b(?:keep(?! it\b)|cut|trim|split|add|insert|loop|repeat|slow|speed|mute|"
    r"silence|fade|rotate|turn it (?:\d|upside|on)|"
    r"flip|mirror|reverse|crop|freeze|compress|convert|export|join|merge|combine|"
    r"shorten|zoom|blur|put|swap|"
    r"black and white|gr[ae]yscale|bright\w*|dark\w*|remove|delete|drop|"
    r"crossfade|dissolve|vertical|portrait|landscape|square|clips?|videos?|film|"
    r"footage|shot|scene)\b|"
    r"剪|删|裁|截|切掉|只留|保留|加|插|循环|重复|慢放|加速|减速|倍速|静音|消音|"
    r"淡[入出]|旋转|翻转|镜像|倒放|定格|"
    r"压缩|转成|导出|拼|合并|黑白|调亮|调暗|模糊|竖屏|横屏|竖版|横版|方形|"
    r"变[暗亮灰慢快]|分割|切开|拆|去掉(?:第|前|最?后).{0,4}秒|视频|片段|第.段",
    re.I,
)
# Words and pictures have no sound: what is said of it is said of the film.
_SOUNDS = re.compile(
    r"\b(?:sound|audio|volume|loud\w*|quiet\w*|music|song)\b|声音|音量|原声|音乐", re.I
)
# In one breath with what was laid, `it` is that.
_OF_IT = re.compile(r"\b(?:fade|ease) (?:it|them)\b")
_THINGS = {
    "text": (
        r"\b(?:fade|rotate|turn|tilt) (?:it|them|that)\b|\btitle|\btext|\bcaption|"
        r"\bwords?\b|\bheading|文字|标题|字"
    ),
    "overlay": (
        r"\blogo|\bpicture on top|\bwatermark|\bpip\b|\bsmall (?:video|clip|picture)|"
        r"\bphoto|水印|画中画|小窗|标志"
    ),
    "music": r"\bmusic|\bsong|\btrack|\btune|\bsoundtrack|\bmp3|音乐|配乐|歌|曲",
    "blur_area": r"\bblur|\bmosaic|\bpixel|模糊|马赛克|码",
    "volume": r"\bvolume|\bsound|\baudio|\bloud|\bquiet|音量|声",
}


def on_its_own(
    request: Request, outcome: Outcome | None, ask: Callable[[Request], Outcome | None]
) -> Outcome | None:
    """The outcome without what was done last, where a clause names another edit than that."""
    kind = last_edit(request)
    if outcome is None or not kind or kind_of(outcome) not in (kind, ""):
        return outcome
    thing = _THINGS.get(kind)
    text = request.text.lower()
    sounds = kind in ("text", "overlay", "blur_area") and _SOUNDS.search(text)
    along = request.text != (request.message or request.text)
    if (along or kind == "music") and _OF_IT.search(text):
        return outcome
    if thing is None or re.search(thing, text) or not (sounds or _OWN_EDIT.search(text)):
        return outcome
    plain = ask(replace(request, memory={**request.memory, "last": {}}))
    other = plain is not None and plain.kind == "done" and kind_of(plain) != kind
    return plain if other else outcome
