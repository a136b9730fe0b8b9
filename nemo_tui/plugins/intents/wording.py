"""The words of a chat step: what of a message the backend is to hear."""

import re
from collections.abc import Iterator, Sequence

from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.sources import Mention

_CJK = re.compile(r"[\u3400-\u9fff]")
_LOOSE_START = re.compile(
    r"^(?:[\s,.;:!?，。；：！？、)）\]-]|\(?\d\)\s|(?:and|then|but|also|plus|so|finally"
    r"|please)\b|然后|接着|再|并且|并|最后|顺便|不过|但是?)+",
    re.I,
)
_LOOSE_END = re.compile(
    r"(?:[\s,;:，；：、(（-]|\b(?:and|then|but|also|plus|und|y|et|e)|然后|接着|再|并且|并"
    r"|最后|顺便|不过|但是?|\(?\d\)|\d\.(?=\s*$))+$",
    re.I,
)


def placing(text: str) -> str:
    """The instruction that puts media on the timeline when the person gave none."""
    return "把素材放到时间线上。" if _CJK.search(text) else "Put the media on the timeline."


def named(text: str, mentions: Sequence[Mention], start: int = 0, end: int | None = None) -> str:
    """A stretch of the text, its uploaded paths and addresses replaced by plain names."""
    end = len(text) if end is None else end
    parts, at = [], start
    for mention in mentions:
        if mention.is_source and start <= mention.start and mention.end <= end:
            parts += [text[at : mention.start], _name(mention.value, text)]
            at = mention.end
    return "".join([*parts, text[at:end]]).strip()


def _name(value: str, text: str) -> str:
    name = re.split(r"[\\/]", value.split("?")[0].rstrip("/"))[-1]
    if "." in name and not re.fullmatch(r"[\w.-]+\.(?:com|be|tv|ly)", name):
        return name
    return "上传的视频" if _CJK.search(text) else "the uploaded video"


def excerpt(
    text: str, clauses: Sequence[Clause], kept: Sequence[Clause], mentions: Sequence[Mention]
) -> str:
    """The kept clauses as they were written, without loose connectives at the ends."""
    pieces = []
    for first, last in _runs(sorted({clause.place for clause in kept})):
        end = clauses[last + 1].tokens[0].start if last + 1 < len(clauses) else len(text)
        pieces.append(named(text, mentions, clauses[first].tokens[0].start, end))
    trimmed = (_LOOSE_END.sub("", _LOOSE_START.sub("", piece)) for piece in pieces)
    return _joined([piece for piece in trimmed if piece], bool(_CJK.search(text))) or text


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of neighbours."""
    first = last = -1
    for place in places:
        if place != last + 1 or first < 0:
            if first >= 0:
                yield first, last
            first = place
        last = place
    if first >= 0:
        yield first, last


def _joined(pieces: Sequence[str], is_chinese: bool) -> str:
    joined = ""
    for piece in pieces:
        if joined and joined[-1] not in ".!?。！？":
            joined += "，" if is_chinese else ","
        joined += (" " if joined and not is_chinese else "") + piece
    return joined
