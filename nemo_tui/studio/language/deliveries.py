"""Requests for the file that carry an edit: `export the first 5 seconds`, 导出竖屏的."""

from __future__ import annotations

import re

_ASKS_EN = re.compile(
    r"^\W*(?:(?:please|can you|could you|now|and|then|just|finally) )*"
    r"(?:export|download|save|render|send|give|get|deliver|output|hand)(?: over)?(?: (?:me|us))? "
    r"(?P<what>.+?)"
    r"(?: (?:as|in) (?:an? )?(?:mp4|mov|webm|mkv|gif)(?: file)?)?(?: please| for me)?[\s.!?]*$",
    re.I,
)
_ASKS_ZH = re.compile(
    r"^(?:请|帮我|麻烦|再|然后|最后|直接|那就)*(?:"
    r"(?:导出|输出|下载|保存|渲染|发给我|发我|给我)(?:一下|一个|一份|个|成)?(?P<after>.+?)"
    r"|(?:把|将)(?P<before>.+?)(?:导出|输出|下载|保存|发给我|给我)(?:来|一下|下来|出来)?)"
    r"(?:成|为)?(?:mp4|mov|webm|gif)?(?:格式)?(?:给我|吧|出来|就行|就好)*[。!！\s]*$",
    re.I,
)
_OF_IT = re.compile(
    r"^(?:it|this|that|them|(?:the|my) (?:video|film|clip|movie|result|file))\b ?", re.I
)
_A_VERSION = re.compile(r"^(?:an?|the|my) (?P<manner>.+?) (?:version|copy|cut|one)$", re.I)
_TAIL_ZH = re.compile(r"的?(?:视频|版本|成片|片子|那一?版)?$")


# Of these a request for the file is no longer one for the file as it is.
_EDITS = re.compile(
    r"\b(?:intro|outro|middle|part|bit|section|half|scenes?|moments?|subtitles|captions|background|"
    r"bars|letterboxed|corners|sides|minus|without|except|only|just)\b|"
    r"片头|片尾|中间|部分|[那这]一?段|黑边|字幕|背景|圆角|以外|不带|没有|只",
    re.I,
)


def names_an_edit(piece: str) -> bool:
    """Whether a request for the file says that it is to be another than it is."""
    return _EDITS.search(piece) is not None


def wordings(piece: str) -> list[str]:
    """The edit that a request for the file carries, as the recipes may know it; best first."""
    if (english := _ASKS_EN.match(piece)) is not None:
        return _english(english["what"])
    if (chinese := _ASKS_ZH.match(piece)) is not None:
        what = _TAIL_ZH.sub("", chinese["after"] or chinese["before"])
        return [f"只保留{what}", what, f"改成{what}", f"变成{what}"] if what else []
    return []


def _english(what: str) -> list[str]:
    if version := _A_VERSION.match(what):
        what = f"it {version['manner']}"
    what = re.sub(r"^(?:only|just) ", "", what)
    manner = _OF_IT.sub("", what)
    if manner == what:
        return [f"keep only {what}", what]
    bare = re.sub(r"^(?:at|with|in|as|for) ", "", manner)
    return [manner, f"make it {manner}", f"make it {bare}", bare] if manner else []
