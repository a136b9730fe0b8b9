"""What Chinese replies ask to drag: things to places, files to the upload, handles and sliders."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import chinese_words as words
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import Sentence

_FIGURE = re.compile(r"(?<![A-Za-z])\d|`")


def drag(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """What is moved, and what moving a handle or a slider changes."""
    stop = words.DRAG_STOP.search(sentence.masked, end)
    last = stop.start() if stop else len(sentence.masked)
    clause = re.split(r"[，。；：！？、]", sentence.plain[:start])[-1]
    whole = clause + sentence.plain[start:last]
    if words.MEDIA_PLACE.match(sentence.masked, end) and not _FIGURE.search(whole):
        return Finding(
            _object_start(sentence, start), last, Step.UPLOAD, words.INSTEAD[Step.UPLOAD]
        )
    if (
        words.OWN_FILES.search(whole) or words.OWN_FILES.search(sentence.plain)
    ) and words.DROP_PLACE.search(sentence.plain[end:last]):
        return Finding(
            _object_start(sentence, start), last, Step.UPLOAD, words.INSTEAD[Step.UPLOAD]
        )
    line = re.search(r"(?:把|将)?(?:时间线|时间轴|进度条)(?:上)?$", sentence.masked[:start])
    there = words.TO_TIME.match(sentence.masked, start) if line else None
    if line and there:
        what = sentence.plain[there.start("what") : there.end("what")]
        return Finding(line.start(), there.end(), Step.STATE, f"看看{what}")
    along = words.ALONG.match(sentence.masked, end)
    if along:
        what = sentence.plain[slice(*along.span("what"))]
        return Finding(start, along.end(), Step.STATE, f"看看{what}")
    swiped = re.match(r"(?:时间线|时间轴|故事板|列表|素材库)", sentence.masked[end:])
    if verb.endswith("滑动") and swiped:
        return Finding(start, end + swiped.end(), Step.STATE, "")
    edge = words.BY_EDGE.match(sentence.masked, end)
    if edge and verb[0] in "拖拉":
        return Finding(start, edge.end(), Step.CHAT, "")
    rest = sentence.plain[end:last]
    held = re.match(r"(?:就|也)?(?:可以|能|即可|来)(?=[\u4e00-\u9fff])", rest)
    if held and verb in ("拖动", "拖拽", "拖", "拖曳"):
        return Finding(start, end, Step.CHAT, "")
    if rest[:1] in ("来", "去") and verb[-1] in "进入出回到":
        return Finding(start, end + 1, Step.CHAT, f"放{verb[1]}{rest[0]}")
    alone = re.match(r"(?:滑块|滑杆|旋钮)，?(?:来|以)?(?=把|将|调|改)", rest)
    if alone:
        return Finding(start, end + alone.end(), Step.CHAT, "")
    if re.match(r"(?:到|至|进|入)?了", rest):
        return None
    handle = words.HANDLE.search(sentence.plain[:start])
    if handle:
        return _by_handle(sentence, handle, verb, end)
    if (
        verb[0] in "拉推调拨移滑"
        and verb not in ("拉动", "滑动")
        and not re.search(r"滑块|滑杆|边缘|手柄|把手", rest)
    ):
        return None
    if re.search(r"滑块|滑杆|边缘|手柄|把手|边框|控制点", rest):
        return Finding(start, last, Step.CHAT, _adjusted(rest))
    moved = "移到" if verb[-1] in "到至进入回" else "移动"
    target = re.match(r"(?:到|至|进|入|回)", rest)
    if target and verb in ("拖拽", "拖动", "拖放", "拖", "拖曳"):
        return Finding(start, end + target.end(), Step.CHAT, "移到")
    moved = f"移{verb[1:]}" if verb[-1] in "走开去过高低来" else moved
    return Finding(start, end, Step.CHAT, moved) if rest.strip() or clause.strip() else None


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
