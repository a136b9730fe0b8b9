"""What a request for the file says beside it: options of the output, or a change of the film.

Closed is what may stand behind the thing that is asked for: how it is written, where it goes,
by when, what for. Whatever else stands there ("it backwards", "with a bang") changes the film.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.lexicon import read_table
from nemo_tui.plugins.intents.tokens import Token

_CHANGES = frozenset(("LOOK", "EDITED", "CREATE", "SCENE"))
_GOVERNING = frozenset(("TO", "FROM", "ABOUT", "NAMEIT", "OWN", "WITHOUT", "DEVICE"))
_HEADS = frozenset(("FILE", "COPY", "BOX", "JOB", "DEVICE", "TIMELINE"))
_TOLD = frozenset(("BEFORE", "PURPOSE", "HE", "FORME", "AUDIENCE", "FETCHABLE"))
_WITHIN_NAMES = frozenset(("DET", "DONE", "AN", "I", "x", "FMT", "NUM", "PUT", "INDEF"))
_OF_THE_FILE = re.compile(r"file ?(?:name|size)|project (?:name|title)|balance .*|整个")
_OTHER = re.compile(r"(?!another$).*(?:long|short|different|alternative|other|variant)")
_PICTURES = re.compile(
    r".*(?:photo|picture|pics|image|song|voice|b-roll|shots|takes)|照片|图片|相片|图|歌|音频|录音"
)
_OPTION = re.compile(r"\d+(?:[.,]\d+)*\s?(?:[km]bps|p)|480|540|720|1080|1440|2160|4320|26[45]|422")
_MEASURE = re.compile(r"\d.*[a-z%]|\d+:\d.*")
_RATIO = re.compile(r"(?:16|9|4|3|1|5|21|2|18):(?:9|16|3|4|1|5)")
_MAKING = re.compile("make|produce|generate|create|build|turn|do|[做弄搞整转]成?$|生成|制作")
_CJK = re.compile(r"[\u3400-\u9fff]")
_CHANGES_ZH = re.compile(
    r"\d分?[秒半]|[一二两三四五六七八九十几]秒|分半|[前后上下]半|半[段部截]|第\d?[一二三四五六七八九十]|倒(?!出)|镜像|倍|[正长]方|方形|圆形|方的|宽屏|无声"
    r"|[半慢]速|[竖横][屏版]|第\d?和|[后前]面一|一半|那一?段|尽量|灰度|反着|更[大小亮暗响快慢轻]|最后一[分秒帧段张]|[开结]头|截图|静音|左右|幻灯|重复|合起来|[连接拼]在|连起来|只[有要](?!文件|成片|视频|mp4)|中间|[短长快慢大小亮暗响轻]一?[点些](?<!快点)|精彩|高光|小于|不超过|带(?!走|去|回|给|上?文件|在)|\d+[度帧]|\d遍"
)
_PLAIN_ZH = re.compile(
    r"[一个里上中份次遍片整用按是有载完出重新条这本版样接供啊嗯呃真正的高清楚最好可直备原母果打包得急立即尽全给給嗎幫導为為叫导]*"
    r"|默认设置|默认|设置|原大小|成片?|版本|母版|分辨率|内容|全部内容|编码|画质|清晰度|格式|原样"
)
_TAKING = ("把", "将")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_table("modifiers")[name].split())


def modifies(clause: Clause, at: int) -> bool:
    """Whether a clause whose tags ask for the file from `at` on also says something else of it."""
    return names_a_change(clause, at) or any(
        token.tag == "x" and not clause.is_foreign and _is_odd(clause.tokens, index, asked)
        for asked in (clause.tags.count(" ", 0, at),)
        for index, token in _said_of_it(clause, asked)
    )


def names_a_change(clause: Clause, at: int | None = None, verbs: bool = True) -> bool:
    """Whether a clause holds words of an edit; `at`: where its tags ask for the file.

    `verbs`: whether a verb alone is one ("write it" may well ask for the file).
    """
    asked = -1 if at is None else clause.tags.count(" ", 0, at)
    return bool(_CHANGES_ZH.search(clause.text.replace(" ", ""))) or any(
        index != asked and (verbs or word.tag != "EDIT") and _is_change(clause.tokens, index)
        for index, word in _said_of_it(clause, asked)
    )


def _said_of_it(clause: Clause, asked: int) -> Iterator[tuple[int, Token]]:
    """The words of a clause up to those that tell what the file is for."""
    for index, token in enumerate(clause.tokens):
        if index > max(asked, 0) and _tells_why(clause.tokens, index):
            return
        yield index, token


def _tells_why(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word opens what the file is for: "so I can", "before lunch"."""
    token = tokens[at]
    is_for = token.text in _words("purpose") or tokens[at - 1].text.endswith(("i can", "you can"))
    return is_for or token.tag in _TOLD


def _is_change(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is one of edits, wherever it stands."""
    token = tokens[at]
    before = tokens[at - 1] if at else Token("STOP", "", 0, 0)
    after = tokens[at + 1] if at + 1 < len(tokens) else Token("STOP", "", 0, 0)
    if token.tag in _CHANGES or token.text.endswith("fps"):
        return True
    if token.text in ("clip", "still"):
        return before.text in _FIRST or (token.text == "still" and before.tag in ("AN", "DET"))
    if token.tag in ("THING", "EDIT"):
        is_name = before.tag == "DET" and at > 1 and tokens[at - 2].text == "under"
        is_thing = token.text in ("cut", "edit") and before.tag in ("DET", "PRON")
        makes = token.tag == "EDIT" and _makes(token, tokens[at + 1 :])
        return not (is_name or is_thing or makes or _OF_THE_FILE.match(token.text))
    if token.tag == "MEDIA":
        return bool(_PICTURES.match(token.text)) or before.text in _words("count")
    if token.tag == "INDEF":
        return bool(_OTHER.match(token.text)) and after.text not in _words("within")
    if token.tag == "WITHOUT":
        return not any(t.text in _words("meanwhile") for t in tokens[at + 1 : at + 3])
    if token.tag == "NUM":
        return _is_measure(token, before, after)
    if token.tag != "x":
        return False
    likened = before.text == "as" and (after.tag == "AS" or token.text == "small")
    if likened and token.text not in _words("haste"):
        return True
    counted = token.text in _words("unit") and before.text in _words("count") | _FIRST
    timed = at > 1 and tokens[at - 2].text in ("in", "within", "for")
    return token.text in _words("part") or (counted and not timed)


_FIRST = frozenset(("the first", "the last", "its first", "my first", "last", "first"))


def _makes(verb: Token, following: Sequence[Token]) -> bool:
    """Whether what is made is the file ("弄成mp4", "make a file of it")."""
    kinds = [t for t in following if t.tag not in ("PLEASE", "AN", "DET", "FMT", "NUM", "ME")]
    is_file = bool(kinds) and kinds[0].tag in ("BOX", "COPY")
    return is_file and bool(_MAKING.match(verb.text)) and kinds[0].text not in ("gif", "mp3")


def _is_measure(token: Token, before: Token, after: Token) -> bool:
    """Whether a number measures the film, not the output or the hour."""
    if _OPTION.fullmatch(token.text):
        return False
    if ":" in token.text and before.text in ("by", "at", "before", "until", "till"):
        return bool(_RATIO.fullmatch(token.text))
    if _MEASURE.fullmatch(token.text) or after.text in _words("unit"):
        return True
    is_from = before.tag in ("FROM", "MEDIA", "FILE") or before.text in _words("unit")
    return is_from and after.tag != "ME"


def _is_odd(tokens: Sequence[Token], at: int, asked: int) -> bool:
    """Whether an unknown word stands where a change would, and nothing else explains it."""
    if _CJK.match(tokens[at].text):
        return _is_odd_zh(tokens, at, asked)
    if at <= asked or tokens[at].text in _words("plain") | _words("output"):
        return False
    first, last = at, at + 1
    while first - 1 > asked and tokens[first - 1].tag in _WITHIN_NAMES:
        first -= 1
    while last < len(tokens) and tokens[last].tag in ("x", "FMT", "DONE", "PUT"):
        last += 1
    if last < len(tokens) and tokens[last].tag in _HEADS:
        return tokens[last].text in ("version", "versions", "cut", "edit")
    governor = tokens[first - 1]
    run = {token.text for token in tokens[first:last]}
    how = _words("within") | _words("output")
    if governor.tag == "NOUNCUE":
        is_mine = any(t.tag == "I" for t in tokens[first:at])
        return governor.text == "with" and (is_mine or not run & how)
    if governor.tag == "AS":
        is_mine = any(t.tag == "I" for t in tokens[first:at])
        return governor.text != "as" and not is_mine and not run & how
    if governor.tag in _GOVERNING or governor.text.startswith(
        ("for ", "by ", "before ", "为", "成")
    ):
        return False
    is_name = any(t.tag in ("DET", "DONE", "AN", "I", "INDEF") for t in tokens[first:at])
    return not is_name and governor.text not in ("this", "that", "these", "those")


def _is_odd_zh(tokens: Sequence[Token], at: int, asked: int) -> bool:
    first, last = at, at + 1
    while first > 0 and tokens[first - 1].tag == "x":
        first -= 1
    while last < len(tokens) and tokens[last].tag == "x":
        last += 1
    is_taken = any(token.text in _TAKING for token in tokens[:at])
    is_said_of_it = last < len(tokens) and tokens[last].text == "的"
    if at < asked and not is_taken and not (is_said_of_it and last + 1 == asked):
        return False
    if _PLAIN_ZH.fullmatch("".join(token.text for token in tokens[first:last])):
        return False
    return is_said_of_it or last == len(tokens) or tokens[last].tag not in _HEADS | {"PRON", "FMT"}
