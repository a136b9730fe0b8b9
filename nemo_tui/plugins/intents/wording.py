"""The words of a chat step: what of a message the backend is to hear."""

import re
from collections.abc import Sequence

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
    chosen = {id(clause) for clause in kept}
    starts = [clause.tokens[0].start for clause in clauses] + [len(text)]
    pieces: list[str] = []
    run: int | None = None
    for index, clause in enumerate(clauses):
        if id(clause) in chosen:
            run = starts[index] if run is None else run
        elif run is not None:
            pieces.append(named(text, mentions, run, starts[index]))
            run = None
    if run is not None:
        pieces.append(named(text, mentions, run, len(text)))
    trimmed = (_LOOSE_END.sub("", _LOOSE_START.sub("", piece)) for piece in pieces)
    return _joined([piece for piece in trimmed if piece], bool(_CJK.search(text))) or text


def _joined(pieces: Sequence[str], is_chinese: bool) -> str:
    joined = ""
    for piece in pieces:
        if joined and joined[-1] not in ".!?。！？":
            joined += "，" if is_chinese else ","
        joined += (" " if joined and not is_chinese else "") + piece
    return joined
