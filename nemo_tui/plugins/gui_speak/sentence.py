"""A sentence without its Markdown marks, the way back to the original, and what is found in it."""

import re
from dataclasses import dataclass, replace

from nemo_tui.engine.actions import Action, Mode, Spoken, Step

QUOTE = "\ue000"
LINK = "\ue001"
# A span of `plain` and what is put there.
Edit = tuple[int, int, str]
CJK = re.compile(r"[\u3400-\u9fff]")

_MARKS = re.compile(r"[*`]+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|(?<=[^\w\s])_+")
_LINKED = re.compile(
    r"!?\[[^\]\n]*\]\([^)\s]*\)|https?://[^\s<>，。；！？）)]+|www\.[^\s<>，。；！？）)]+"
)
_CODE = re.compile(r"`[^`\n]+`")
_BOLD_LABEL = re.compile(r"(?<=[\u4e00-\u9fff])(\*{1,2}|`)[\u4e00-\u9fff\w →>/+-]{1,12}\1")
# Screen words in traditional characters are read as the simplified ones, a wrap as a space.
_SIMPLIFIED = str.maketrans(
    "點擊單雙選擇開啟關閉導匯載儲預覽時間軸線鈕圖標籤頁視窗設項滿話請們這個將說網賬帳戶積餘額檢輕觸塊鍵處邊側欄轉換進還沒後拋長縮顯隱輸監聽",
    "点击单双选择开启关闭导汇载储预览时间轴线钮图标签页视窗设项满话请们这个将说网账帐户积余额检轻触块键处边侧栏转换进还没后抛长缩显隐输监听",
) | {ord("\n"): " "}
_QUOTES = re.compile(
    r"\"[^\"\n]+\"|“[^”\n]+”|„[^“”\n]+[“”]|「[^」\n]+」|『[^』\n]+』|《[^》\n]+》"
    r"|【[^】\n]+】|〈[^〉\n]+〉|‘[^’\n]+’(?![a-z])|(?<![A-Za-z0-9])'[^'\n]+'(?![A-Za-z0-9])"
    r"|«[^»\n]+»|\[[^\]\s]+(?: [^\]\s]+){0,2}\](?!\()|<[A-Z][\w ]{0,24}>"
)


@dataclass(frozen=True)
class Sentence:
    """`plain` is what is read, `masked` the same with quotes and links covered."""

    raw: str
    plain: str
    masked: str
    origin: tuple[int, ...]

    @property
    def is_chinese(self) -> bool:
        """Whether the rules for Chinese read it."""
        return bool(CJK.search(self.plain))

    def edited(self, edits: list[Edit]) -> str:
        """The original with spans of `plain` replaced; of two that overlap, the first."""
        result, begun = self.raw, len(self.raw)
        for start, end, text in reversed(_apart(edits)):
            first, last = self._raw_span(start, end)
            result = result[:first] + text + result[min(last, begun) :]
            begun = first
        return result

    def _raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original, with marks that would be left without their partner."""
        first = self.origin[start] if start < len(self.origin) else len(self.raw)
        last = self.origin[end - 1] + 1 if end > start else first
        for mark in ("**", "`", "*"):
            if self.raw[first:last].count(mark) % 2:
                if self.raw.startswith(mark, last):
                    last += len(mark)
                elif self.raw.endswith(mark, 0, first):
                    first -= len(mark)
        if self.raw[:first].endswith("**") and self.raw[last:].startswith("**"):
            first, last = first - 2, last + 2
        elif self.raw[:first].endswith(("*", "`")) and self.raw[last:].startswith(
            self.raw[first - 1]
        ):
            first, last = first - 1, last + 1
        return first, last


@dataclass(frozen=True)
class Finding:
    """A stretch of a sentence that works a screen element.

    `instead` is how the same is said to somebody without a screen; `step` is None where
    nothing is to be done (the window only, or negated). `carries` marks a step towards what
    follows, and `thing` what that is then done to.
    """

    start: int
    end: int
    step: Step | None
    instead: str
    mode: Mode = Mode.RUN
    negated: bool = False
    carries: bool = False
    thing: str = ""

    def offered(self) -> "Finding":
        """The same, left to the person."""
        return replace(self, mode=Mode.OFFER)

    def spoken(self, edit: str) -> Spoken | None:
        """The action asked for; `edit` describes a change."""
        if self.step is None or self.negated:
            return None
        return Spoken(Action(self.step, text=edit if self.step is Step.CHAT else ""), self.mode)


def _apart(edits: list[Edit]) -> list[Edit]:
    result: list[Edit] = []
    for edit in sorted(edits):
        if not result or edit[0] >= result[-1][1]:
            result.append(edit)
    return result


def parse(raw: str) -> Sentence:
    """Read one sentence."""
    marked = {i for m in _MARKS.finditer(raw) for i in range(*m.span())}
    links = _covered(_LINKED, raw)
    quoted = _covered(_CODE, raw) | _covered(_QUOTES, raw) | _covered(_BOLD_LABEL, raw)
    kept = [i for i in range(len(raw)) if i not in marked]
    masked = "".join(LINK if i in links else QUOTE if i in quoted else raw[i] for i in kept)
    plain = "".join(raw[i] for i in kept)
    return Sentence(raw, plain.translate(_SIMPLIFIED), masked.translate(_SIMPLIFIED), tuple(kept))


def _covered(pattern: re.Pattern[str], raw: str) -> set[int]:
    return {i for m in pattern.finditer(raw) for i in range(*m.span())}
