"""Cut the tokens of a message into clauses and put the clauses in the order of doing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nemo_tui.plugins.intents.tokens import Token

_BREAKS = frozenset(("STOP", "AND", "THEN", "FIRSTLY", "AFTER", "INSTEAD"))
_LONGEST = 40
_EARLIER = frozenset(("FIRSTLY", "AFTER"))
_SOV = frozenset(("zh", "ja", "ko", "de", "ru"))
_FREE = _SOV | {"es", "fr", "it", "pt"}


@dataclass
class Clause:
    """Tokens between two breaks.

    `earlier`: to be done before what was said before it; `declined`: holds what looks like a
    request and is none; `taken_back`: asks for what is then not wanted; `place`: of all clauses.
    """

    tokens: list[Token] = field(default_factory=list)
    earlier: bool = False
    opens: str = ""
    ends: str = ""
    taken_back: bool = False
    declined: bool = False
    place: int = 0

    @property
    def is_courtesy(self) -> bool:
        """Whether it holds nothing but greetings and approval."""
        return all(token.tag in ("OK", "PLEASE", "I", "YOU") for token in self.tokens)

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
        return bool(self.tokens) and self.tokens[0].tag == "WAIT"

    @cached_property
    def verb_last(self) -> bool:
        """Whether its language puts the object before the verb."""
        return any(t.language in _SOV and t.tag != "OK" for t in self.tokens)

    @property
    def free(self) -> bool:
        """Whether a negation may follow what it negates."""
        return any(t.language in _FREE for t in self.tokens)


def split(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a message, in the order of the text."""
    clauses: list[Clause] = []
    current = Clause()
    for index, token in enumerate(tokens):
        if token.tag == "FIRST" or (token.tag == "FIRSTLY" and _ends_clause(tokens, index)):
            current.earlier = bool(clauses)
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
    return clauses


def _ends_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether "before that" stands at the end of its clause, not at the start of the next."""
    after = tokens[index + 1].tag if index + 1 < len(tokens) else "STOP"
    return after == "STOP" and index > 0 and tokens[index - 1].tag not in ("STOP", "AND")


def _open(clause: Clause, token: Token, follows: bool) -> None:
    if token.tag in _EARLIER and follows:
        clause.earlier = True
    if token.tag != "STOP" or not clause.opens:
        clause.opens = token.tag if token.tag != "STOP" else token.text
