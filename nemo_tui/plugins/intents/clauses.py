"""Cut the tokens of a message into clauses and put the clauses in the order of doing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from nemo_tui.plugins.intents.tokens import Token

_BREAKS = frozenset(("STOP", "AND", "THEN", "FIRSTLY", "AFTER", "INSTEAD"))
_BYTES = re.compile(r"\d+(?:[.,]\d+)*\s?(?:[kmg]b|megs?)")
_LONGEST = 40
_WAITS = re.compile(r"(?:(?:x|OK|PLEASE|I|SOFAR) ){0,4}WAIT ")
_AWAY = frozenset(("out", "off", "away", "down"))
_STOP = Token("STOP", "", 0, 0)
_FINISHED = re.compile(r"[剪改加压转做弄删调配换][完好]")
_DATED = frozenset(("THING", "FILE", "MEDIA", "JOB", "EDIT", "x"))
_CHANGED = frozenset(("THING", "FILE", "MEDIA", "PRON"))
_REQUESTED = frozenset(
    ("SHOW", "SENDME", "SEND", "EXPORT", "DOWNLOAD", "GIVEME", "REMAIN", "STATEQ", "SAVE")
)
_EARLIER = frozenset(("FIRSTLY", "AFTER"))
_SOV = frozenset(("zh", "ja", "ko", "de", "ru"))
_FREE = _SOV | {"es", "fr", "it", "pt"}


@dataclass
class Clause:
    """Tokens between two breaks.

    `earlier`: to be done before what was said before it; `joint`: the last word or mark before
    it; `declined`: holds what looks like a request and is none; `taken_back`: asks for what is
    then not wanted; `place`: of all clauses.
    """

    tokens: list[Token] = field(default_factory=list)
    earlier: bool = False
    opens: str = ""
    joint: str = ""
    ends: str = ""
    taken_back: bool = False
    declined: bool = False
    place: int = 0

    @property
    def is_courtesy(self) -> bool:
        """Whether it holds nothing but greetings and approval."""
        return all(token.tag in ("OK", "PLEASE", "I", "YOU") for token in self.tokens)

    @property
    def names_a_size(self) -> bool:
        """Whether it says how many bytes a file may have."""
        return any(_BYTES.fullmatch(token.text) for token in self.tokens)

    @cached_property
    def tags(self) -> str:
        """The tags of the clause as one string, each followed by a space."""
        return "".join(token.tag + " " for token in self.tokens)

    @cached_property
    def text(self) -> str:
        """The words of the clause with one space between them."""
        return " ".join(token.text for token in self.tokens)

    @property
    def waits(self) -> bool:
        """Whether it says what the next one has to wait for ("等配乐弄好再...")."""
        if self.ends == "再" and any(token.tag in ("LATER", "FUTURE") for token in self.tokens):
            return True
        return bool(_WAITS.match(self.tags))

    @cached_property
    def verb_last(self) -> bool:
        """Whether its language puts the object before the verb."""
        return any(t.language in _SOV and t.tag != "OK" for t in self.tokens)

    @property
    def is_foreign(self) -> bool:
        """Whether it is in a language of which only the commonest words are known."""
        return any(t.language not in ("", "en", "zh") for t in self.tokens)

    @property
    def free(self) -> bool:
        """Whether a negation may follow what it negates."""
        return any(t.language in _FREE for t in self.tokens)


def split(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a message, in the order of the text."""
    clauses: list[Clause] = []
    current = Clause()
    tokens = list(_less_finished(tokens))
    for index, token in enumerate(tokens):
        if token.tag == "FIRST" or (token.tag == "FIRSTLY" and _ends_clause(tokens, index)):
            current.earlier = bool(clauses)
            current.opens = current.opens or "FIRST"
        elif token.tag not in _BREAKS and len(current.tokens) < _LONGEST:
            current.tokens.append(token)
        else:
            if current.tokens:
                current.ends = token.text
                clauses.append(current)
                current = Clause()
            _open(current, token, bool(clauses))
            if token.tag not in _BREAKS:
                current.tokens.append(token)
    if current.tokens:
        clauses.append(current)
    for place, clause in enumerate(clauses):
        clause.place = place
        clause.tokens = _taken_out(clause.tokens)
    return clauses


def _less_finished(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, two wordings made plain that look like a mere "then".

    "改完标题告诉我" (the title changed, tell me) instructs and then asks; "after that cut" dates.
    """
    is_finished = False
    before = "STOP"
    for token, following in pairwise([*tokens, _STOP]):
        finishes = _FINISHED.fullmatch(token.text) and before != "REMAIN"
        if token.text == "after that" and before not in _BREAKS and following.tag in _DATED:
            yield replace(token, tag="AFTER", text="after")
            continue
        before = token.tag
        if token.tag == "THEN" and following.tag == "YETQ":
            continue
        if token.tag == "THEN" and finishes and following.tag in _CHANGED:
            is_finished = True
            yield replace(token, tag="THEN", text="")
            yield replace(token, tag="EDIT")
            continue
        if is_finished and token.tag in _REQUESTED:
            yield Token("THEN", "", token.start, token.start)
        is_finished = is_finished and token.tag not in _BREAKS | _REQUESTED
        yield token


def _taken_out(tokens: list[Token]) -> list[Token]:
    """ "Take the cough out" changes something, "take the file with me" does not."""
    at = next((at for at, token in enumerate(tokens) if token.tag == "TAKE"), None)
    if at is None or not any(token.text in _AWAY for token in tokens[at:]):
        return tokens
    return [*tokens[:at], replace(tokens[at], tag="EDIT"), *tokens[at + 1 :]]


def _ends_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether "before that" stands at the end of its clause, not at the start of the next."""
    after = tokens[index + 1].tag if index + 1 < len(tokens) else "STOP"
    return after == "STOP" and index > 0 and tokens[index - 1].tag not in ("STOP", "AND")


def _open(clause: Clause, token: Token, follows: bool) -> None:
    if token.tag in _EARLIER and follows:
        clause.earlier = True
    clause.joint = token.text
    if token.tag != "STOP" or not clause.opens:
        clause.opens = token.tag if token.tag != "STOP" else token.text
