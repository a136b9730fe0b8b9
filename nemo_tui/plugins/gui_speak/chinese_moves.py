"""What Chinese replies ask to drag: things to places, files to the upload, handles and sliders."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import chinese_words as words
from nemo_tui.plugins.gui_speak.sentence import Finding, Sentence

_FIGURE = re.compile(r"(?<![A-Za-z])\d|`")
_STOP = re.compile(r"[，。；：！？、]")
_DRAGS = ("拖拽", "拖动", "拖放", "拖", "拖曳", "丢", "扔")
_DONE = re.compile(r"(?:到|至|进|入)?了")
_SLID = re.compile(r"滑块|滑杆|边缘|手柄|把手|边框|控制点")
_LINE = re.compile(r"(?:把|将)?(?:时间线|时间轴|进度条)(?:上)?$")
_SWIPED = re.compile(rf"(?:{words.PLACE})?(?:时间[线轴]|故事板|列表|素材库|缩略图条?)")


def drag(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """What is moved, and what moving a handle or a slider changes."""
    stop = words.DRAG_STOP.search(sentence.masked, end)
    last = stop.start() if stop else len(sentence.masked)
    clause = _STOP.split(sentence.plain[:start])[-1]
    sent = _is_sent(sentence, clause + sentence.plain[start:last], end, last)
    if sent:
        begins = _object_start(sentence, start)
        return Finding(begins, last, Step.UPLOAD, words.INSTEAD[Step.UPLOAD])
    seen = _seen(sentence, start, end, verb)
    if seen:
        return seen
    edge = words.BY_EDGE.match(sentence.masked, end)
    if edge and verb[0] in "拖拉":
        return Finding(start, edge.end(), Step.CHAT, "")
    rest = sentence.plain[end:last]
    if _DONE.match(rest):
        return None
    handle = words.HANDLE.search(sentence.plain[:start].rstrip("，"))
    if handle:
        return _by_handle(sentence, handle, verb, end)
    if _SLID.search(rest):
        return Finding(start, last, Step.CHAT, _adjusted(rest))
    if verb[0] in "拉推调拨移滑" and verb not in ("拉动", "滑动"):
        return None
    return _moved(start, end, verb, rest) if rest.strip() or clause.strip() else None


def _is_sent(sentence: Sentence, whole: str, end: int, last: int) -> bool:
    """Whether a file of the reader's own is dropped where it is uploaded."""
    if words.MEDIA_PLACE.match(sentence.masked, end) and not _FIGURE.search(whole):
        return True
    own = words.OWN_FILES.search(whole) or words.OWN_FILES.search(sentence.plain)
    return bool(own and words.DROP_PLACE.search(sentence.plain[end:last]))


def _seen(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "把时间线拖到1:20": what is moved to be looked at."""
    line = _LINE.search(sentence.masked[:start])
    there = words.TO_TIME.match(sentence.masked, start) if line else None
    if line and there:
        what = sentence.plain[slice(*there.span("what"))]
        return Finding(line.start(), there.end(), Step.STATE, f"看看{what}")
    swiped = _SWIPED.match(sentence.masked, end) if verb.endswith("滑动") else None
    return Finding(start, swiped.end(), Step.STATE, "") if swiped else None


def _moved(start: int, end: int, verb: str, rest: str) -> Finding:
    """ "拖到" is "移到", "拖去" is "移去"."""
    if rest[:1] in tuple("到至进入回") and verb in _DRAGS:
        return Finding(start, end + 1, Step.CHAT, "移到")
    if verb[-1] in "走开去过高低来":
        return Finding(start, end, Step.CHAT, f"移{verb[1:]}")
    return Finding(start, end, Step.CHAT, "移到" if verb[-1] in "到至进入回" else "移动")


def _by_handle(sentence: Sentence, handle: re.Match[str], verb: str, end: int) -> Finding:
    """ "把亮度滑块拖到+20" is "把亮度调到+20"; an edge stands for the length."""
    target = re.match(r"[到至]", sentence.plain[end:])
    reached = "到" if target or verb[-1] in "到至" else ""
    way = handle.group("how") or handle.group("way") or ""
    what = "的长度" if handle.group("edge") else ""
    if re.search(r"[把将]$", sentence.masked[: handle.start()]):
        what = what.removeprefix("的") or "它"
    if verb[-1] in "低高大小亮暗快慢长短回满":
        return Finding(handle.start(), end, Step.CHAT, what + way + "调" + verb[-1])
    moves = "移" if "卡片" in handle.group() or "缩略图" in handle.group() else "调"
    return Finding(
        handle.start(), end + (1 if target else 0), Step.CHAT, what + way + moves + reached
    )


def _adjusted(rest: str) -> str:
    """A slider or an edge dragged, as the change it makes."""
    rest = re.sub(
        r"(?:的)?(?:左侧?|右侧?|两侧|两端|左右|上下|四周|末尾)?(?:边缘|手柄|把手|边框|控制点)",
        "的长度" if "裁" not in rest else "",
        rest,
    )
    rest = re.sub(r"滑块|滑杆", "", rest)
    return "调整" + rest.removeprefix("的")


def _object_start(sentence: Sentence, start: int) -> int:
    clause = re.search(r"(?:把|将)[^，。；：！？、]*$", sentence.masked[:start])
    return clause.start() if clause else start
