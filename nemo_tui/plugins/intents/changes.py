"""Words of a change of the film in a request for the file: a part, a look, a measure, a verb."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.lexicon import read_table
from nemo_tui.plugins.intents.tokens import Token

_ALWAYS = frozenset(("LOOK", "EDITED", "CREATE", "SCENE"))
_TOLD = frozenset(("BEFORE", "PURPOSE", "HE", "FORME", "AUDIENCE", "FETCHABLE"))
_FIRST = frozenset(("the first", "the last", "its first", "my first", "last", "first"))
_BETWEEN = frozenset(("PLEASE", "AN", "DET", "FMT", "NUM", "ME"))
_OF_THE_FILE = re.compile(r"file ?(?:name|size)|project (?:name|title)|balance .*|整个")
_OTHER = re.compile(r"(?!another$).*(?:long|short|different|alternative|other|variant)")
_PICTURES = re.compile(
    r".*(?:photo|picture|pics|image|song|voice|b-roll|shots|takes)|照片|图片|相片|图|歌|音频|录音"
)
_SUPERLATIVE = re.compile(r"(?:long|short|small|bigg|loud|bright|dark|slow|funni|pretti)est")
_OPTION = re.compile(r"\d+(?:[.,]\d+)*\s?(?:[km]bps|p)|480|540|720|1080|1440|2160|4320|26[45]|422")
_MEASURE = re.compile(r"\d.*[a-z%]|\d+:\d.*")
_RATIO = re.compile(r"(?:16|9|4|3|1|5|21|2|18):(?:9|16|3|4|1|5)")
_MAKING = re.compile("make|produce|generate|create|build|turn|do|[做弄搞整转]成?$|生成|制作")
_CHINESE = re.compile(
    r"\d分?[秒半]|[一二两三四五六七八九十几]秒|分半|[前后上下]半|半[段部截]|[后前]面一|一半|中间|[开结]头"
    r"|第\d?[一二三四五六七八九十]|第\d?和|那一?段|最后一[分秒帧段张]|只[有要](?!文件|成片|视频|mp4)"
    r"|精彩|高光|截图|幻灯|合起来|[连接拼]在|连起来|重复|\d遍|倍|[半慢]速|倒(?!出)|反着|镜像|左右|\d+[度帧]"
    r"|[正长]方|方形|圆形|方的|宽屏|[竖横][屏版]|灰度|无声|静音|带(?!走|去|回|给|上?文件|在)|小于|不超过|尽量"
    r"|更[大小亮暗响快慢轻]|[短长快慢大小亮暗响轻]一?[点些](?<!快点)"
)
_NOTHING = Token("STOP", "", 0, 0)


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists of what words beside a request for the file mean."""
    return frozenset(read_table("modifiers")[name].split())


def names_a_change(clause: Clause, at: int | None = None, verbs: bool = True) -> bool:
    """Whether a clause holds words of an edit; `at`: where its tags ask for the file.

    `verbs`: whether a verb alone is one ("write it" may well ask for the file).
    """
    asked = -1 if at is None else clause.tags.count(" ", 0, at)
    return bool(_CHINESE.search(clause.text.replace(" ", ""))) or any(
        index != asked and (verbs or word.tag != "EDIT") and _is_change(clause.tokens, index)
        for index, word in said_of_it(clause, asked)
    )


def said_of_it(clause: Clause, asked: int) -> Iterator[tuple[int, Token]]:
    """The words of a clause up to those that tell what the file is for: "so I can show it"."""
    before = ""
    for index, token in enumerate(clause.tokens):
        tells = token.tag in _TOLD or token.text in words("purpose")
        if index > max(asked, 0) and (tells or before.endswith(("i can", "you can"))):
            return
        before = token.text
        yield index, token


def _is_change(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is one of edits, wherever it stands."""
    token = tokens[at]
    if token.tag in _ALWAYS or token.text.endswith("fps"):
        return True
    sense = _SENSES.get(token.tag)
    return sense is not None and sense(tokens, at)


def _near(tokens: Sequence[Token], at: int) -> Token:
    return tokens[at] if 0 <= at < len(tokens) else _NOTHING


def _is_in_the_film(tokens: Sequence[Token], at: int) -> bool:
    is_name = _near(tokens, at - 1).tag == "DET" and _near(tokens, at - 2).text == "under"
    return not is_name and not _OF_THE_FILE.match(tokens[at].text)


def _is_an_edit(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb edits: not "the cut", nor what makes the file ("弄成mp4", "make a file")."""
    verb = tokens[at]
    if verb.text in ("cut", "edit") and _near(tokens, at - 1).tag in ("DET", "PRON"):
        return False
    made = next((token for token in tokens[at + 1 :] if token.tag not in _BETWEEN), _NOTHING)
    is_file = made.tag in ("BOX", "COPY") and made.text not in ("gif", "mp3")
    return _is_in_the_film(tokens, at) and not (is_file and _MAKING.match(verb.text))


def _is_a_picture(tokens: Sequence[Token], at: int) -> bool:
    counted = _near(tokens, at - 1).text in words("count")
    return counted or bool(_PICTURES.match(tokens[at].text))


def _is_another(tokens: Sequence[Token], at: int) -> bool:
    is_named = _near(tokens, at + 1).text in words("within")
    return bool(_OTHER.match(tokens[at].text)) and not is_named


def _is_without(tokens: Sequence[Token], at: int) -> bool:
    return not any(token.text in words("meanwhile") for token in tokens[at + 1 : at + 3])


def _is_one_of_many(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "clip" and _near(tokens, at - 1).text in _FIRST


def _is_measure(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number measures the film, not the output or the hour."""
    text, before, after = tokens[at].text, _near(tokens, at - 1), _near(tokens, at + 1)
    if _OPTION.fullmatch(text):
        return False
    if ":" in text and before.text in ("by", "at", "before", "until", "till"):
        return bool(_RATIO.fullmatch(text))
    if _MEASURE.fullmatch(text) or after.text in words("unit"):
        return True
    is_from = before.tag in ("FROM", "MEDIA", "FILE") or before.text in words("unit")
    return is_from and after.tag != "ME"


def _is_part(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word is a part, a shape or a pace: "half", "the last ten seconds"."""
    text, before = tokens[at].text, _near(tokens, at - 1)
    if text in words("part") or _SUPERLATIVE.fullmatch(text):
        return True
    if text == "still":
        return before.tag in ("AN", "DET")
    likened = before.text == "as" and (_near(tokens, at + 1).tag == "AS" or text == "small")
    counted = text in words("unit") and before.text in words("count") | _FIRST
    timed = _near(tokens, at - 2).text in ("in", "within", "for")
    return (likened and text not in words("haste")) or (counted and not timed)


_SENSES: dict[str, Callable[[Sequence[Token], int], bool]] = {
    "THING": _is_in_the_film,
    "EDIT": _is_an_edit,
    "MEDIA": _is_a_picture,
    "INDEF": _is_another,
    "WITHOUT": _is_without,
    "FILE": _is_one_of_many,
    "NUM": _is_measure,
    "x": _is_part,
}
