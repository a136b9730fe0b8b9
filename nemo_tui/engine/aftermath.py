"""What short messages mean once there was an export: where its file is, or to make it again.

Only whole messages are read, word by word: one word of something else, and they are not meant.
"""

import re

_PLACE = r"(?:where(?:'?s|'?d|'?re)?|what'?s?|which|find|see|path|folder|location)"
_FILE = (
    r"(?:files?|videos?|clips?|movies?|films?|results?|outputs?|exports?|downloads?|copy|it|that"
    r"|they|them|mp4|gif|mp3|mov|webm)"
)
_SMALL = (
    r"(?:is|are|was|were|did|do|does|can|could|will|has|have|been|go|gone|went|be|you|i|we|now"
    r"|the|my|our|this|your|of|to|in|on|at|ok|okay|so|and|but|hey|um|please|pls|tell|me|just"
    r"|put|puts?|saved?|stored?|kept|keep|left|leave|exported|downloaded|rendered|finished|done"
    r"|compressed|new|final|made|written|located|can'?t|cannot|again|then|get|disk|computer)"
)
_WHERE = re.compile(rf"(?=.*(?:\bwhere\b|\bwhere'|can'?t find|cannot find|\bpath\b|which folder))"
                    rf"(?=.*\b{_FILE}\b)(?:{_PLACE}|{_FILE}|{_SMALL})"
                    rf"(?: (?:{_PLACE}|{_FILE}|{_SMALL}))*")  # fmt: skip
_WHERE_ZH = re.compile(
    r"(?=.*(?:哪(?!个(?!文件夹))|什么地方|什么位置|找不到|何处))(?=.*(?:文件|视频|影片|片子|成品|结果|导出|下载|保存|存|它|放))"
    r"(?:请问|那个?|这个?|我|的|你|把|它|是|文件夹?|视频|影片|片子|成品|结果|导出|下载|保存|存|放|压缩|剪|做"
    r"|好|后|到|在|去|给|被|现在|最后|完成|刚才|刚刚|哪|里|儿|个|什么地方|什么位置|位置|何处|找不到|了|呢|啊|呀|吗)+"
)
_WHETHER = re.compile(
    r"(?:is|was|did|has) (?:it|that|(?:the|my) (?:file|video|export|result))(?: been)?"
    r" (?:saved?|done|finished?|ready|exported|downloaded)(?: yet| already| now| correctly)?"
)
_WHETHER_ZH = re.compile(
    r"(?:文件|视频|成品|它)?(?:已经)?(?:导出|保存|下载|做|弄)(?:好|完|完成|成功)?了(?:吗|么|没|没有)"
)
_ANEW = (
    r"(?:please )?(?:just )?(?:(?:try|start|do|make|run|export|render|begin)"
    r"(?: it| that| this| the (?:export|file|video))?(?: over)?(?: again| once more| anew)"
    r"|try (?:it )?one more time|again|once more|one more time|another (?:one|copy)|retry"
    r"|re-?(?:start|run|try|make|export|render)(?: it| that| the (?:export|file|video))?)"
    r"(?: please| then| now)?"
)
_AGAIN = re.compile(_ANEW)
_AGAIN_ZH = re.compile(
    r"(?:请|麻烦|那就?|就)*(?:再|重新?|重头|从头)(?:来|试|做|导出?|生成|开始|渲染|跑|弄|试着)*(?:它|文件|视频)?"
    r"(?:过|一次|一遍|一下|一份|试试|看)?(?:吧|了|谢谢)?"
)
_SAYS_AGAIN = re.compile(r"\b(?:again|another|anew|once more|one more|re-?(?:export|render|make))\b"
                         r"|再|重新|另")  # fmt: skip


def asks_where(text: str) -> bool:
    """Whether a message asks where the finished file is, or whether there is one."""
    said = _plain(text)
    dense = said.replace(" ", "")
    english = _WHERE.fullmatch(said) or _WHETHER.fullmatch(said)
    return bool(english or _WHERE_ZH.fullmatch(dense) or _WHETHER_ZH.fullmatch(dense))


def asks_again(text: str) -> bool:
    """Whether a message asks to do the last thing again, and nothing else."""
    said = _plain(text)
    return bool(_AGAIN.fullmatch(said) or _AGAIN_ZH.fullmatch(said.replace(" ", "")))


def says_again(text: str) -> bool:
    """Whether a message that asks for a file wants one made anew."""
    return bool(_SAYS_AGAIN.search(text.lower())) and not asks_where(text)


def _plain(text: str) -> str:
    """Lower case, without what ends a sentence, at most a line of it."""
    words = re.sub(r"[.,!?;:…。，！？；：、\s]+", " ", text[:200].lower().replace("’", "'"))
    return words.strip()
