"""Which seconds of a song are meant: from one of its moments on, or one stretch of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nemo_tui.studio.language.wording import Wording

_TUNE = r"(?:the |my |this |its |that )?(?:music|songs?|track|tune|soundtrack|mp3|bgm|<F\d+>)"
_TUNE_ZH = r"(?:这首|那首|这段)?(?:音乐|歌曲?|曲子?|配乐|bgm|<F\d+>)"
_PLACE = r"(?:chorus|hook|drop|verse|refrain|bridge|solo)"
_OPENING = (
    r"(?:from|at|with) its <t(\d+)>(?: mark)?|(?:from|starting(?: at)?|at) <t(\d+)> into "
    r"(?:it|the (?:song|track|music))|"
    r"\b(?:skip|skipping|cut|trim|drop|without|remove|leave out|lose|omit)\b[^<,]*\b(?:first|"
    r"opening) "
    rf"<t(\d+)> (?:of|from|off|in) {_TUNE}|{_TUNE},? (?:but )?(?:from|starting (?:at|from)) "
    rf"(?:its )?<t(\d+)> "
    r"(?:in(?:to)? (?:it|the (?:song|track|music))|of (?:it|the (?:song|track|music)))|"
    rf"(?:start|begin)(?:s|ing)?(?: it| {_TUNE})? (?:at|from|with) (?:its|the) {_PLACE}[^<]{{0,8}}"
    rf"<t(\d+)>|"
    r"(?:音乐|歌曲?|曲子?|配乐|bgm|<F\d+>)的?(?:前面?|开头)<t(\d+)>(?:都|就)?(?:不要|"
    r"跳过|去掉|剪掉|删)|"
    r"(?:跳过|去掉|剪掉|不要)(?:音乐|歌曲?|曲子?|配乐|bgm|<F\d+>)的?(?:前面?|开头)<t(\d+)>|"
    r"(?:音乐|歌曲?|曲子?|配乐)的第<t(\d+)>(?:处)?开始|"
    r"副歌(?:部分|在|从|是|的|,)*第?<t(\d+)>(?!到|至|-)"
)
_RANGE = (
    r"(?:from |between |at )?(?:its )?第?<t(\d+)> ?(?:to|-|–|~|and|until|till|到|至) ?"
    r"(?:its )?第?<t(\d+)>"
)
# A stretch of a song, not of the film beneath which it lies.
_STRETCH = (
    rf"\b(?:part|bit|section|piece|stretch|seconds|{_PLACE})\b(?: of)? ?{_TUNE},? ?{_RANGE}|"
    rf"{_RANGE}(?: (?:part|bit|section|mark))? ?(?:of|from) (?:{_TUNE}|it\b)|"
    rf"from its <t(\d+)> (?:to|until|till) (?:its )?<t(\d+)>|"
    rf"(?:只|仅|就)(?:要|用|取|放|留)?{_TUNE_ZH}(?:里|中)?的?{_RANGE}(?:的?(?:部分|那段|这段|段|一段))?|"
    rf"{_TUNE_ZH}(?:里|中)?的{_RANGE}(?:的?(?:部分|那段|这段|段|一段))?|"
    rf"{_TUNE_ZH}(?:只|仅|就)(?:要|用|取|截取?){_RANGE}(?:的|那|这|一)*(?:部分|段)?|"
    rf"{_TUNE_ZH}[^<]{{0,6}}{_RANGE}(?:的|那|这)一?(?:段|部分)|副歌[^<]{{0,6}}{_RANGE}"
)


@dataclass(frozen=True)
class Part:
    """What of a song is meant, in ms of the song, and the words that say so."""

    said: str
    start: int
    end: int | None = None


# Said where the film is over already, it is a moment of the song.
_BEYOND = (
    rf"\b(?:start|begin)(?:s|ing)?(?: it| {_TUNE})?(?: playing)? (?:at|from) <t(\d+)>|"
    r"从第?<t(\d+)>(?:处|的地方)?(?:开始|起)?(?:放|播)?"
)


def named_part(w: Wording, film: int) -> Part | None:
    """The part of a song that a clause names, beneath a film of `film` ms."""
    if stretch := re.search(_STRETCH, w.text):
        start, end = (int(g) for g in stretch.groups() if g)
        return Part(stretch[0], min(start, end), max(start, end))
    if opening := re.search(_OPENING, w.text):
        return Part(opening[0], int(next(g for g in opening.groups() if g)))
    beyond = re.search(_BEYOND, w.text)
    start = int(next(g for g in beyond.groups() if g)) if beyond else 0
    return Part(beyond[0], start) if beyond and start >= film > 0 else None
