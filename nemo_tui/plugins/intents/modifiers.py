"""What a request for the file says beside it: how to write it, or a change of the film.

Closed is what may stand behind the thing that is asked for: how it is written, where it goes,
by when, what for. Whatever else stands there ("it backwards", "with a bang") changes the film.
"""

import re
from collections.abc import Sequence

from nemo_tui.plugins.intents.changes import names_a_change, said_of_it, words
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.tokens import Token

_LEADING = frozenset(("TO", "FROM", "ABOUT", "NAMEIT", "OWN", "WITHOUT", "DEVICE"))
_LEADING_WORDS = ("for ", "by ", "before ", "为", "成")
_HEADS = frozenset(("FILE", "COPY", "BOX", "JOB", "DEVICE", "TIMELINE"))
_HEADS_ZH = _HEADS | {"PRON", "FMT"}
_NAMING = frozenset(("DET", "DONE", "AN", "I", "INDEF"))
_IN_A_NAME = _NAMING | {"x", "FMT", "NUM", "PUT"}
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_PLAIN_ZH = re.compile(
    r"[一个里上中份次遍片整用按是有载完出重新条这本版样接供啊嗯呃真正的高清楚最好可直备原母果打包得急立即尽全给給嗎幫導為为叫导]*"
    r"|默认设置|默认|设置|原大小|成片?|版本|母版|内容|全部内容|编码|格式|原样"
)
_TAKING = ("把", "将")


def modifies(clause: Clause, at: int) -> bool:
    """Whether a clause whose tags ask for the file from `at` on also says something else of it."""
    asked = clause.tags.count(" ", 0, at)
    return names_a_change(clause, at) or any(
        token.tag == "x" and not clause.is_foreign and _is_odd(clause.tokens, index, asked)
        for index, token in said_of_it(clause, asked)
    )


def _is_odd(tokens: Sequence[Token], at: int, asked: int) -> bool:
    """Whether an unknown word stands where a change would, and nothing explains it."""
    if _CHINESE.match(tokens[at].text):
        return _is_odd_in_chinese(tokens, at, asked)
    if at <= asked or tokens[at].text in words("plain") | words("output"):
        return False
    first, last = at, at + 1
    while first - 1 > asked and tokens[first - 1].tag in _IN_A_NAME:
        first -= 1
    while last < len(tokens) and tokens[last].tag in ("x", "FMT", "DONE", "PUT"):
        last += 1
    if last < len(tokens) and tokens[last].tag in _HEADS:
        return tokens[last].text in ("version", "versions", "cut", "edit")
    return not _is_led(tokens[first - 1], tokens[first:at], {t.text for t in tokens[first:last]})


def _is_led(leading: Token, naming: Sequence[Token], run: set[str]) -> bool:
    """Whether the word before a run of words explains it: "for class", "in one piece"."""
    says_how = bool(run & (words("within") | words("output")))
    is_mine = any(token.tag == "I" for token in naming)
    if leading.tag == "NOUNCUE":
        return leading.text != "with" or (says_how and not is_mine)
    if leading.tag == "AS":
        return leading.text == "as" or says_how or is_mine
    if leading.tag in _LEADING or leading.text.startswith(_LEADING_WORDS):
        return True
    is_name = any(token.tag in _NAMING for token in naming)
    return is_name or leading.text in ("this", "that", "these", "those")


def _is_odd_in_chinese(tokens: Sequence[Token], at: int, asked: int) -> bool:
    """The same where the object is before the verb, taken by 把 or said of it by 的."""
    first, last = at, at + 1
    while first > 0 and tokens[first - 1].tag == "x":
        first -= 1
    while last < len(tokens) and tokens[last].tag == "x":
        last += 1
    head = tokens[last] if last < len(tokens) else None
    is_said_of_it = head is not None and head.text == "的"
    if is_said_of_it and any(token.text == "格式" for token in tokens[last + 1 : last + 2]):
        return False
    is_taken = any(token.text in _TAKING for token in tokens[:at])
    if at < asked and not is_taken and not (is_said_of_it and last + 1 == asked):
        return False
    if _PLAIN_ZH.fullmatch("".join(token.text for token in tokens[first:last])):
        return False
    return is_said_of_it or head is None or head.tag not in _HEADS_ZH
