"""Messages that say in which order things come and nothing else."""

from __future__ import annotations

import re

_NAMED = r"(?:\x00\d+\x00|<F\d+>)"
_ORDER_WORDS = (
    r"first|then|next|after that|afterwards|finally|last(?:ly)?|followed by|"
    r"(?:at|to|in) the (?:very )?(?:end|start|beginning|front|middle)|(?:start|begin|open|end|"
    r"finish)(?:s|ing)? with|先|再|然后|接着|最后|开头|结尾|中间|第[1-9一二三四五六]个?"
)
_ORDER_FILLERS = (
    r"(?:please|put|place|play|show|use|have|let|and|the|clip|video|comes?|goes|is|it)\b"
)
# Each word is read in one way only: a long list that is none is given up at once.
_LINE_UP = re.compile(
    rf"(?>{_NAMED}|\b(?:{_ORDER_WORDS})\b|(?:{_ORDER_WORDS})|{_ORDER_FILLERS}|"
    r"[\s,.;:!，。；、！]|[放播来接上把在是和的用请])+",
    re.I,
)


def is_line_up(text: str) -> bool:
    """Whether a text does nothing but name files in the order in which they are to come."""
    named = len(set(re.findall(_NAMED, text)))
    orders = re.search(_ORDER_WORDS, text, re.I)
    return named > 1 and orders is not None and _LINE_UP.fullmatch(text) is not None


PHOTOS = (
    r"(?:\b(?:photos|pictures|pics|images|stills)\b|(?<!a )(?<!this )(?<!that )\b(?:photo|picture|"
    r"image)\b|照片|图片|相片)"
)
CLIPS = r"(?:\b(?:videos?|clips?|footage|film|movie)\b|视频|片段|影片)"
_COUNT = (
    r"(?:both|all|my|of|those|these|two|three|four|five|six|[2-9]|[两二三四五六][张段个]|[2-9][张段个]|"
    r"那|这|所有|全部|几张|几段)"
)
_EACH = (
    r"(?:(?:for )?(?:\d+(?:\.\d+)?|one|two|three|four|five) ?(?:s|secs?|seconds?) (?:each|apiece)|"
    r"每张(?:显示|停留)?[\d一二两三四五六]+秒)"
)
_KINDS = re.compile(
    rf"(?>{PHOTOS}|{CLIPS}|{_COUNT}|{_EACH}|\b(?:{_ORDER_WORDS})\b|(?:{_ORDER_WORDS})|"
    rf"\b(?:before|after|move|add)\b|{_ORDER_FILLERS}|前面|后面|最前|之前|之后|"
    r"[\s,.;:!，。；、！]|[放播来接上把在是和的用请排到前后面])+",
    re.I,
)
_PLACE = rf"{_ORDER_WORDS}|before|after|前|后"


def is_order_of_kinds(text: str) -> bool:
    """Whether photos and clips are told to come one before the other, whichever they are."""
    return bool(
        re.search(PHOTOS, text, re.I)
        and re.search(_PLACE, text, re.I)
        and _KINDS.fullmatch(text.strip())
    )
