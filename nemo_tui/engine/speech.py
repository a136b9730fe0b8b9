"""Cut a streamed reply into sentences and show them translated, never taking anything back.

The translator of one sentence is passed in (the `nemo_gui_speak` hook); this module knows only
blocks: paragraphs, headings, list points, and lines that pass as they are (code, tables, quotes).
Every character is looked at once.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from nemo_tui.engine.actions import SpeakContext, Spoken, Translation

Speak = Callable[[str, SpeakContext], Translation | None]

_STOPS = ".!?"
_WIDE_STOPS = "。！？…"
_CLOSERS = "\"'”’」』）)]》*_~"
_OPENING = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "„": "“"}
_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_OPAQUE = re.compile(r"^\s{0,3}>")
_ROW = re.compile(r"^\s{0,3}\|")
_RULE = re.compile(r"^\s*\|?[\s:|-]*--[\s:|-]*$")
# A row is a row of words, not a file that somebody pasted.
_LONGEST_ROW = 1000
_POINT = re.compile(
    r"^\s*(?:[-*+•·▪◦‣]|[（(]?(\d{1,2})[.)、）]|[①-⑳]"
    r"|第[一二三四五六七八九十]步[：:，,]?)\s*(?:\[[ xX]\]\s+)?(?=\S)"
)
_TRUE_POINT = re.compile(
    r"^\s*(?:[-*+•·▪◦‣]\s|[（(]?\d{1,2}[.)）]\s|\d{1,2}、|[①-⑳]|第[一二三四五六七八九十]步)"
)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_ABBREVIATED = re.compile(
    r"(?:^|(?<!\d)[\s(\"“])(?:e\.g|i\.e|etc|vs|approx|no|nos|fig|min|max|sec|mr|mrs|ms|dr|st|ca"
    r"|incl|resp|[A-Za-z])\.$",
    re.I,
)
_NUMBERED = re.compile(r"^\s*\d{1,2}\.$")
# The head of a table of things to do; others are content.
_TASKS = re.compile(
    r"\b(?:steps?|to ?do|do|actions?|tasks?|how|next|instructions?|where)\b"
    r"|步|操作|做|任务|待办|怎么",
    re.I,
)
# What makes a row worth showing beside its instruction: more than a number or "you".
_TELLING = re.compile(r"\b(?!you\b|step\b|we\b)[a-z]{2,}|[\u4e00-\u9fff]{2}", re.I)
# No sentence ends like this: the line was wrapped.
_UNFINISHED = re.compile(
    r"\b(?:the|a|an|your|click|press|tap|hit|please|on|in|at|to|of|and|or)$|(?:点击|单击|请|把|将|按下|的|在|到|和)$",
    re.I,
)
_FACT = re.compile(r"[\d\"“「《`]")


@dataclass
class _Line:
    """What is known of the line that is being read."""

    text: str = ""
    kind: str = ""
    is_point: bool = False
    sentences: int = 0
    last: str = ""
    first: str = ""


@dataclass
class _Held:
    """What waits to be shown until something visible follows."""

    gaps: list[str] = field(default_factory=lambda: [""])
    prefix: str = ""
    lead: str = ""
    points_lost: int = 0
    table: str = ""
    rows: int = 0
    rows_lost: int = 0

    @property
    def space(self) -> str:
        """The gap to what follows: as it was; around what went, the one with most line breaks."""
        return max(self.gaps, key=lambda gap: (gap.count("\n"), len(gap)))

    @property
    def is_whole(self) -> bool:
        """Whether nothing went since something was shown."""
        return len(self.gaps) == 1

    def widen(self, space: str) -> None:
        """Take note of space that was read."""
        self.gaps[-1] += space

    def lose(self) -> None:
        """Something between two gaps went."""
        self.gaps.append("")

    def clear(self) -> None:
        """What was held has been shown."""
        self.gaps, self.prefix = [""], ""


class Speech:
    """One reply of the backend on its way to the screen."""

    def __init__(self, speak: Speak, language: str = "en") -> None:
        self._speak = speak
        self._language = language
        self.visible = ""
        self.actions: list[Spoken] = []
        self._shown: list[str] = []
        self._piece: list[str] = []
        self._closers: list[str] = []
        self._straight_quote = False
        self._fenced = False
        self._line = _Line()
        self._above = ""
        self._led = self._gap = self._wrapped = False
        self._head = ""
        self._previous = ""
        self._held = _Held()
        self._stop_seen = ""

    def feed(self, chunk: str) -> str:
        """Take the next piece of the reply; return what became visible."""
        for character in chunk:
            self._take(character)
        return self._delta()

    def close(self) -> str:
        """End the reply; return the rest that became visible."""
        if self._wrapped:
            self._break_line()
        self._cut()
        self._end_line()
        self._settle_table()
        self._settle_lead()
        if self._held.is_whole and (self._shown or self.visible):
            self._shown.append(self._held.space)
        return self._delta()

    def _delta(self) -> str:
        delta = "".join(self._shown)
        self._shown.clear()
        self.visible += delta
        return delta

    def _take(self, character: str) -> None:
        if self._wrapped:
            self._wrapped = False
            if character.isalpha() or character in _OPENING:
                self._piece.append("\n")
            else:
                self._break_line()
        if character == "\n":
            self._wrapped = self._goes_on()
            if not self._wrapped:
                self._break_line()
            return
        if not self._line.first and not character.isspace():
            self._line.first = character
        if self._is_boundary(character):
            self._cut()
        self._piece.append(character)
        self._follow(character)

    def _break_line(self) -> None:
        self._cut()
        self._end_line()
        self._held.widen("\n")

    def _goes_on(self) -> bool:
        """Whether a line ends within a sentence: "click the"."""
        if self._fenced or self._line.first in ("|", ">", ""):
            return False
        return bool(_UNFINISHED.search("".join(self._piece[-12:])))

    def _is_boundary(self, character: str) -> bool:
        """Whether a sentence ended before this character."""
        if not self._stop_seen or self._closers or self._straight_quote:
            return False
        if self._line.first == "|" and not self._fenced:
            return False
        if character in _CLOSERS or character in _STOPS or character in _WIDE_STOPS:
            return False
        if self._stop_seen in _WIDE_STOPS:
            return True
        return character.isspace() and not self._is_abbreviation()

    def _is_abbreviation(self) -> bool:
        tail = "".join(self._piece[-12:]).rstrip(_CLOSERS)
        if not tail.endswith("."):
            return False
        return bool(
            _ABBREVIATED.search(tail)
            or (len(self._piece) < 6 and _NUMBERED.match("".join(self._piece)))
        )

    def _follow(self, character: str) -> None:
        """Keep account of open quotes and of a full stop just seen."""
        if character == '"':
            self._straight_quote = not self._straight_quote
        elif self._closers and character == self._closers[-1]:
            self._closers.pop()
        elif character in _OPENING:
            self._closers.append(_OPENING[character])
        if character in _STOPS or character in _WIDE_STOPS:
            self._stop_seen = character
        elif character not in _CLOSERS:
            self._stop_seen = ""

    def _cut(self) -> None:
        """Translate and show the piece read so far."""
        piece = "".join(self._piece)
        self._piece.clear()
        self._stop_seen = ""
        if not self._line.kind:
            self._line.kind = self._kind_of(piece)
        if piece.strip() and self._line.kind != "row":
            self._settle_table()
        if self._line.kind == "text" and piece.strip():
            self._sentence(piece)
        elif self._line.kind == "row":
            self._row(piece)
        elif piece.strip():
            self._show(piece)
        else:
            self._held.widen(piece)

    def _kind_of(self, piece: str) -> str:
        if _FENCE.match(piece):
            self._fenced = not self._fenced
            return "opaque"
        if self._fenced or _OPAQUE.match(piece):
            return "opaque"
        return "row" if _ROW.match(piece) else "text"

    def _row(self, piece: str) -> None:
        """A row of a table: the head waits for a row that is shown."""
        held = self._held
        held.rows += 1
        self._head = piece if held.rows == 1 else self._head
        if held.rows == 1 or (held.rows == 2 and _RULE.match(piece)):
            held.table += self._take_held() + piece
            return
        told = self._cells(piece)
        if told is None:
            held.rows_lost += 1
            held.points_lost += 1
            held.lose()
            return
        self._show(told)

    def _cells(self, row: str) -> str | None:
        """The row with its cells translated; None where nothing is left to tell."""
        if len(row) > _LONGEST_ROW or not _TASKS.search(self._head):
            return row
        context = SpeakContext(language=self._language, lead=self._above, point=True)
        cells = row.split("|")
        told = [self._speak(c.strip(), context) if c.strip() else None for c in cells]
        found = {i: translation for i, translation in enumerate(told) if translation is not None}
        for i, translation in found.items():
            self.actions += translation.actions
            cells[i] = f" {translation.visible} "
        left = "|".join(c for i, c in enumerate(cells) if i not in found or found[i].visible)
        return "|".join(cells) if not found or _TELLING.search(left) else None

    def _settle_table(self) -> None:
        """The table is over: its head goes with its rows, unless one was shown."""
        held = self._held
        table, lost = held.table, held.rows_lost
        held.table, held.rows, held.rows_lost = "", 0, 0
        if table and not lost:
            self._shown.append(self._pop_lead() + table)
        elif table:
            held.lose()

    def _sentence(self, piece: str) -> None:
        self._held.prefix, piece = self._marked(piece)
        body = piece.strip()
        start = piece.index(body)
        self._held.widen(piece[:start])
        translation = self._speak(body, self._context())
        self._line.sentences += 1
        self._previous = self._line.last = body
        if translation is None:
            self._show_or_hold(body)
        else:
            self.actions += translation.actions
            self._show_or_lose(translation.visible.strip())
        self._held.widen(piece[start + len(body) :])

    def _marked(self, piece: str) -> tuple[str, str]:
        """The mark of a point or heading that a line starts with, and the rest."""
        if self._line.sentences:
            return self._held.prefix, piece
        point = _POINT.match(piece) if _TRUE_POINT.match(piece) else None
        mark = point or _HEADING.match(piece)
        if not mark or not piece[mark.end() :].strip():
            return "", piece
        self._line.is_point = point is not None
        return mark.group(), piece[mark.end() :]

    def _context(self) -> SpeakContext:
        lead = self._above if self._line.is_point or self._is_announced() else ""
        return SpeakContext(
            language=self._language, before=self._previous, lead=lead, point=self._line.is_point
        )

    def _is_announced(self) -> bool:
        """Whether this line belongs to what the line above announced: up to the next gap."""
        return self._above.endswith((":", "：")) and not (self._led and self._gap)

    def _show_or_hold(self, body: str) -> None:
        """A line that announces a list waits until a point of the list is seen."""
        if body.endswith((":", "：")) and not self._line.is_point:
            self._settle_lead()
            self._held.lead = self._take_held() + body
        else:
            self._show(body)

    def _show_or_lose(self, text: str) -> None:
        if text:
            self._show(text)
        else:
            self._held.lose()

    def _show(self, text: str) -> None:
        if self._held.table:
            self._shown.append(self._pop_lead() + self._held.table)
            self._held.table = ""
        if self._held.lead:
            if self._line.kind != "text" or self._line.is_point or not self._held.points_lost:
                self._shown.append(self._held.lead)
                self._held.lead = ""
            else:
                self._settle_lead()
        self._shown.append(self._take_held() + text)

    def _pop_lead(self) -> str:
        lead, self._held.lead = self._held.lead, ""
        return lead

    def _take_held(self) -> str:
        prefix = _renumbered(self._held.prefix, self._held.points_lost)
        is_first = not (self._shown or self.visible or self._held.lead or self._held.table)
        space = "" if is_first and not self._held.is_whole else self._held.space
        self._held.clear()
        return space + prefix

    def _settle_lead(self) -> None:
        """The list that was announced has no visible point: its announcement goes, facts stay."""
        lead, self._held.lead = self._held.lead, ""
        if not lead:
            return
        if not self._held.points_lost:
            self._shown.append(lead)
        elif _FACT.search(lead):
            self._shown.append(lead.rstrip(":： ") + ("。" if lead.endswith("：") else "."))
        else:
            self._held.lose()

    def _end_line(self) -> None:
        if self._held.prefix:
            self._held.prefix = ""
            self._held.points_lost += 1
        line = self._line
        announces = line.last.endswith((":", "："))
        if line.sentences and not line.is_point:
            if announces or not self._is_announced():
                self._above = line.last
            if not self._held.lead:
                self._held.points_lost = 0
        if line.sentences and not line.is_point:
            self._previous = ""
        self._led = bool(line.sentences and not announces) or (self._led and not announces)
        self._gap = not line.sentences
        self._line = _Line()
        self._closers.clear()
        self._straight_quote = False


def _renumbered(prefix: str, lost: int) -> str:
    """The mark of a numbered point after points before it went."""
    number = _POINT.match(prefix + "x") if lost else None
    if not number or not number.group(1):
        return prefix
    return prefix.replace(number.group(1), str(max(1, int(number.group(1)) - lost)), 1)
