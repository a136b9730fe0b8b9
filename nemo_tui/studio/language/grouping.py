"""Which pieces of a message belong together: each wish with what only says more of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language import clauses
from nemo_tui.studio.language.corrections import TAKES_BACK, amended, in_its_place
from nemo_tui.studio.language.deliveries import names_an_edit, wordings
from nemo_tui.studio.language.memory import kind_of, last_of
from nemo_tui.studio.recipe import Library, Outcome, Recipe, Request

_PLACES = re.compile(
    r"\d|\bforwards?\b|正着|正放|\bbars?\b|background|边|背景|top|bottom|corner|left|"
    r"right|cent(?:er|re)|"
    r"middle|start|beginning|\bend\b|"
    r"first|last|second|"
    r"third|clip|[一二两三四五六七八九十半]+秒|左|右|上|下|中间|角|开头|结尾|"
    r"片头|片尾|第|最后|段|全程|整个"
)


_DETAILED = frozenset({"aspect", "compress", "format", "split_screen"})
_ADJUNCTS = frozenset(
    {"overlay", "music", "still", "freeze", "fade", "transition", "crop", "speed", "mute"}
)
# What may hold for a while only; the while may be said in a clause of its own.
_LASTING = frozenset(
    {"overlay", "text", "music", "look", "speed", "mute", "blur_area", "volume", "rotate", "crop"}
)
_ONLY_WHILE = re.compile(
    r"^(?:but |and )*(?:only |just |not |hide it |hide them )*(?:for|during|from|between|in|"
    r"until|till|at|while|over)\b"
    r"(?!.*\b(?:keep|cut|trim|remove|delete|export|gif|mp3)\b)|"
    r"^(?:but |and )*(?:only|just) (?:the )?(?:first|last|opening|closing|final)\b|"
    r"^(?:但|不过|就)?(?:只|仅)(?:在|显示|出现|持续|要|放)*(?:第|前|最?后|开头|结尾|"
    r"从|片)(?!.*(?:留|剪|删|导出))"
)
# What a film is made with at once.
_OF_A_FILM = frozenset({"format", "resize", "aspect", "join", "trim", "slideshow", "film", ""})
# Said after what is to be joined: in which order.
_LINED_UP = frozenset({"order", "clip", "join"})
_LINES_UP = re.compile(
    r"\b(?:start|begin|open|end|finish)\w* with\b|\b(?:first|second|third|last|next|then|order)\b|"
    r"先|再|然后|最后|开头|结尾|顺序|打头|排"
)
# The dark that a fade comes from or goes into; the fade itself may follow.
_DARK = re.compile(
    r"\b(?:start|begin|open|end|finish)\w* (?:on|in|from|with|to) (?:a )?(?:black|dark)\w*|"
    r"黑屏|全黑"
)
# Said after a look: where it does not hold.
_IN_COLOUR = re.compile(
    r"\b(?:in|full|normal|original) colou?rs?\b|\bcolou?red\b|彩色|原色|"
    r"(?:保持|保留)(?:原样|不变|原来)"
)
# One piece of music and then another is one wish.
_TURNS = re.compile(r"\bthen\b|\bafter|再|然后|接着|随后")
# Said after the music: it goes on for as long as the film does.
_LOOPS = re.compile(
    r"^(?:so |and |just )*(?:loop|repeat)(?:ed|ing)?\b|^(?:就|请|把它|让它)*(?:循环|重复)"
)
# Said after what is to be muted: what is not.
_SPARES = re.compile(
    r"^(?:and |but )?(?:keep|leave)\b|^(?:但是?|而)?(?:保留|留)|\b(?:sound|audio) (?:stays|on|"
    r"back)\b|"
    r"(?:保留|留着?|有|恢复)(?:原来的?|原)?(?:声|音)"
)
# Said after the sound is brought back: how loud.
_QUIETLY = re.compile(
    r"^(?:but |and |only |just |a (?:bit|little) |much )*(?:quieter|softer|lower|at (?:half|\d)|"
    r"not (?:so|as|too) loud)\b|^(?:但是?|不过|而且|就)?(?:要)?(?:小声|[小轻]一?[点些])"
)
_BEGINS = re.compile(r"\b(?:start|begin)\w*\b|开始|从")
_ENDS = re.compile(
    r"^(?:and |then )*(?:end|stop|finish|until|till)\w*\b|^(?:在|到|至)?.{0,8}(?:结束|为止|停)"
)
_LASTS = re.compile(
    r"\bfor (?:the )?[\w.]+ ?-?s(?:ec|econd)?s?\b|(?:持续|停留|显示)[\d.一二两三四五六七八九十]+秒"
)
_APPEARS = re.compile(
    r"(?:starting|beginning|appearing|start|begin|from|at)\b[^\"“]*\d|(?:从|"
    r"在)?第?[\d.一二两三四五六七八九十]+秒(?:开始|出现)"
)
_HAS_STRETCH = re.compile(
    r"\b(?:first|last|second|other|latter|front|back|middle|from|between)\b|前|后|"
    r"中间|最后|第|[\d.]+ ?秒"
)
# A stretch with a speed of its own is a second wish: 前4秒2倍速,后4秒0.5倍速.
_OWN_STRETCH = re.compile(
    r"(?:first|last|from|前|后|最后|第)\W{0,2}[\d.]+ ?(?:s\b|sec|秒).*(?:[\d.]+ ?(?:x\b|倍)|"
    r"half|double|slow|fast|慢|快)"
)
# A transition for another pair of clips is a second wish too.
_OWN_JOINT = re.compile(
    r"\b(?:between|from)\b.*\b(?:and|to|into)\b|\b(?:second|third|fourth|last|other|rest|remaining|"
    r"others|elsewhere)\b|.(?:到|和|与|跟).+(?:用|之间|加|是)|第[\d一二两三四五]|"
    r"其[他它余]|剩下|最后|后面"
)
_QUOTES = re.compile(r"[“\"「『《]")
_VAGUE = re.compile(
    r"(?:make it |a (?:bit|little) |much )*(?:shorter|longer|smaller|bigger|faster|slower)\W*|"
    r"[短长小大快慢]一?[点些]"
)
# Said after what is kept: what lies between goes.
_BETWEEN = re.compile(
    r"\b(?:remove|delete|cut|trim|drop|lose|dump|skip)\b.*\b(?:middle|between|inbetween)\b|"
    r"(?:中间|当中).*(?:删|去|剪|不要)"
)
# More words for the text before: to “One”, “Two” and “Three”.
_ONLY_WORDS = re.compile(r"(?:[“\"][^”\"]*[”\"]|\band\b|[,、和\s.])+")
_COMPLAINT = re.compile(
    r"(?<!not )\btoo\b|\bcan'?t\b|\bcannot\b|\bhardly\b|\bbarely\b|"
    r"\bupside[- ]down\b|\bsideways\b|\bcrooked\b|\bslanted\b|歪|斜|(?:倒|反|歪|横|"
    r"躺)(?:过来|着)?了|"
    r"(?<!不要)(?<!别)(?<!不)太|有点|偏|不出去|不了|听不|看不|不清"
)


@dataclass(frozen=True)
class Group:
    """A piece that a recipe takes, with its qualifiers; `doubtful`: some may be wishes instead."""

    text: str
    alone: str
    doubtful: tuple[str, ...] = ()


class Grouping:
    """Pieces that some recipe takes as they stand, gathered with what belongs to them."""

    def __init__(self, request: Request, draft: Draft, library: Library, recipe: Recipe) -> None:
        self.groups: list[Group] = []
        self.ignored: list[str] = []
        self._request, self._draft = request, draft
        self._library, self._recipe = library, recipe
        self._before = draft
        self._lead = self._kind = ""
        self._lead_names = False
        self._name: object = None
        self._asked = self._held = False
        self._taken_back = ("", "")

    def add(self, text: str, joint: str, *, names: bool) -> None:
        """Take one more piece, or join it to the one before; `names`: a file or quoted words."""
        with_what_is_held = self._held and joint.strip().startswith("with")
        self._held = clauses.is_forbidden(text) or with_what_is_held
        if with_what_is_held:
            return
        if clauses.is_forbidden(text) and clauses.is_about_fit(text):
            self._join_or_lead(text, joint)
            return
        if clauses.is_qualifier(text) or clauses.is_forbidden(text) or clauses.is_asked(text):
            return
        if self.groups and (better := amended(self.groups[-1].text, text, self._library)):
            self.groups[-1] = Group(better, better)
            return
        if self.groups and self._is_instead(text, joint):
            return
        if self._kind == "text" and names and _ONLY_WORDS.fullmatch(text):
            self._join(text, joint)
            return
        taken = self._ask(text, self._draft)
        if taken is None and self.groups:
            taken, text = self._sharing_the_verb(text)
        if taken is not None and taken.kind == "done" and taken.draft == self._draft:
            taken, text = self._carried(taken, text)
        if taken is not None and (taken.kind != "answer" or not self.groups):
            self._lead_first()
            if not self._belongs(taken, text, joint):
                self._begin(taken, text, joint)
        elif self.groups and self._kind == "trim" and names and not _QUOTES.search(text):
            # Another clip after a cut is no part of it; it stays where it is.
            return
        elif self.groups:
            self._join(text, joint, doubtful=clauses.looks_like_request(text))
        elif self._lead or names or _PLACES.search(text):
            self._lead_names = self._lead_names or names
            self._join_or_lead(text, joint)
        elif clauses.looks_like_request(text):
            self.ignored.append(text)

    def _is_instead(self, text: str, joint: str) -> bool:
        """`mute it? no, lower it by half`: whether the wish before is taken back for this one."""
        back, (held, before) = TAKES_BACK.match(text), self._taken_back
        self._taken_back = ("", "")
        if back and back.end() == len(text):
            self._taken_back = (text, joint)
            return True
        if not (back or held):
            return False
        for said in in_its_place(text, self._kind):
            taken = self._ask(said, self._before)
            if taken is not None and taken.kind == "done":
                self.groups.pop()
                self._draft = self._before
                self._begin(taken, said, joint)
                return True
        if better := amended(self.groups[-1].text, f"no, {text}", self._library):
            self.groups[-1] = Group(better, better)
            return True
        if held:
            self._join(held, before)
        return False

    def _join_or_lead(self, text: str, joint: str) -> None:
        if self.groups:
            self._join(text, joint)
        else:
            self._lead = f"{self._lead}{joint}{text}" if self._lead else text

    def _ask(self, text: str, draft: Draft) -> Outcome | None:
        return self._recipe(replace(self._request, text=text), draft, self._library)

    def _carried(self, taken: Outcome, text: str) -> tuple[Outcome, str]:
        """The edit in a request for the file, where all else would leave the film as it is."""
        asked: tuple[Outcome, str] | None = None
        for said in wordings(text):
            better = self._ask(said, self._draft)
            if better is None or better.kind == "answer":
                continue
            if better.kind == "done" and better.draft != self._draft:
                return better, said
            named = re.search(r"\d|\w+er\b|[更点]", said) or names_an_edit(said)
            if better.kind != "done" and named:
                asked = asked or (better, said)
        if asked is None and wordings(text) and names_an_edit(text):
            self.ignored.append(text)
        return asked or (taken, text)

    def _sharing_the_verb(self, text: str) -> tuple[Outcome | None, str]:
        """`the logo` after `add the music`, where that is another thing to lay."""
        whole = clauses.with_verb(self.groups[-1].text, text)
        taken = self._ask(whole, self._draft) if whole else None
        other = taken is not None and taken.kind == "done" and kind_of(taken) != self._kind
        return (taken, whole) if other else (None, text)

    def _lead_first(self) -> None:
        """What led to this piece, where it is a wish of its own after all."""
        first = self._ask(self._lead, self._draft) if self._lead else None
        if first is not None and first.kind == "done":
            self.groups.append(Group(self._lead, self._lead))
            self._draft, self._lead = first.draft or self._draft, ""

    def _belongs(self, taken: Outcome, text: str, joint: str) -> bool:
        """Whether a piece only says more, or the same again, of the group before it."""
        if not self.groups:
            return False
        kind, before = kind_of(taken), self.groups[-1].text
        if (self._kind == "film" and _covered(taken, text)) or self._says_again(kind, text, joint):
            return True
        same = last_of(taken).get("id", self._name) == self._name
        if self._kind == kind == "music" and not same and _TURNS.search(f"{joint}{text}".lower()):
            self.groups[-1] = Group(before + joint + text, before + joint + text)
            return True
        if self._kind == "music" and taken.kind == "question" and _LOOPS.search(text.lower()):
            self._join(text, joint)
            return True
        verbless = not clauses.begins_with_verb(text) and re.search(r"\d|秒", text)
        if taken.kind == "question" and verbless and not self._asked:
            self._join(text, joint)
            return True
        if self._kind == "join" and kind in _LINED_UP and _LINES_UP.search(text.lower()):
            self._join(text, joint)
            return True
        if self._kind == "mute" and _QUIETLY.match(text.lower()):
            self._join(text, joint)
            return True
        if self._kind == "compress" and kind == "resize" and _is_vague_complaint(before):
            self.groups[-1] = Group(text, text)
            return True
        if self._kind == "trim" and taken.kind == "question" and _BETWEEN.search(text.lower()):
            return True
        vague = _COMPLAINT.search(before.lower()) or _VAGUE.fullmatch(before.lower())
        remedy = self._asked and taken.kind == "done" and vague
        if remedy or (same and _refines(before, text, self._kind, kind)):
            self._join(text, joint)
            return True
        return False

    def _says_again(self, kind: str, text: str, joint: str) -> bool:
        """`后半段删了,只要前一半`: asked of the film as it was before, it comes to the same."""
        complained = self.groups and _COMPLAINT.search(self.groups[-1].text.lower())
        if (
            not kind
            or kind != self._kind
            or complained
            or _ONCE_MORE.search(f"{joint}{text}".lower())
        ):
            return False
        again = self._ask(text, self._before)
        return again is not None and again.draft == self._draft != self._before

    def _begin(self, taken: Outcome, text: str, joint: str) -> None:
        whole = f"{self._lead}{joint if self._lead else ''}{text}"
        if self._lead and clauses.looks_like_request(self._lead):
            both = self._ask(whole, self._draft)
            if both is None or (both.draft == taken.draft and not self._lead_names):
                self.ignored.append(self._lead)
        self.groups.append(Group(whole, text))
        self._before, self._draft = self._draft, taken.draft or self._draft
        self._kind, self._lead, self._name = kind_of(taken), "", last_of(taken).get("id")
        self._asked = taken.kind == "question"
        memory = {**self._request.memory, **taken.memory}
        self._request = replace(self._request, memory=memory)

    def _join(self, text: str, joint: str, *, doubtful: bool = False) -> None:
        group = self.groups[-1]
        more = (*group.doubtful, joint + text) if doubtful else group.doubtful
        self.groups[-1] = replace(group, text=group.text + joint + text, doubtful=more)
        self._asked = False


_ONCE_MORE = re.compile(r"\b(?:again|another|once more|further|then)\b|再|又|然后|接着")


def _refines(before: str, text: str, kind: str, now: str) -> bool:
    """Whether a piece only says more about the one before: a complaint and its remedy, a detail."""
    meets = _BEGINS.search(before.lower()) and _ENDS.search(text.lower())
    if kind in ("trim", "music") and now in (kind, "") and meets:
        return True
    if kind == "look" and now in ("trim", "") and _IN_COLOUR.search(text.lower()):
        return True
    if kind in _LASTING and now in ("trim", "") and _ONLY_WHILE.match(text.lower()):
        return True
    if kind == "mute" and _SPARES.match(text.lower()):
        return True
    if not kind or kind != now:
        return False
    if kind == "text" and _LASTS.search(before.lower()) and _APPEARS.match(text.lower()):
        return True
    if kind == "fade" and _DARK.search(before.lower()) and not _DARK.search(text.lower()):
        return True
    if kind == "transition" and _OWN_JOINT.search(text.lower()):
        return False
    if kind == "speed" and all(_HAS_STRETCH.search(piece.lower()) for piece in (before, text)):
        return True
    if kind == "speed" and _OWN_STRETCH.search(text.lower()):
        return False
    if kind in _ADJUNCTS and not clauses.begins_with_verb(text):
        return True
    return kind in _DETAILED or _COMPLAINT.search(before.lower()) is not None


def _is_vague_complaint(text: str) -> bool:
    """`尺寸太大了`: what is wrong, without how it should be."""
    return _COMPLAINT.search(text.lower()) is not None and not re.search(r"\d", text)


def _covered(outcome: Outcome, text: str) -> bool:
    """Whether a film made from the whole message has this in it already."""
    kind = kind_of(outcome)
    if kind in ("transition", "music"):
        return not re.search(r"\d|[一二两三四五六七八九十半]", text)
    return outcome.kind == "question" or kind in _OF_A_FILM
