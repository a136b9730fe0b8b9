"""Our own labelled sentences: how they are written down, and reading them.

A routing line is `kind language context plan | text | attachments`; the plan is written u(pload),
c(hat), e(xport), k (credits), s(tate), the context M (media) and D (draft) or `-`.
A GUI line is `kind language || actions || text || keep ; keep || drop ; drop`.
"""

import random
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
STEPS = {"u": "upload", "c": "chat", "e": "export", "k": "credits", "s": "state"}


@dataclass(frozen=True)
class Routed:
    """A message with the plan that it should become."""

    kind: str
    language: str
    text: str
    attachments: tuple[str, ...]
    has_media: bool
    has_draft: bool
    plan: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """A reply of the backend with what must be found, kept and dropped."""

    kind: str
    text: str
    chunks: tuple[str, ...]
    actions: frozenset[tuple[str, str]]
    keep: tuple[str, ...]
    drop: tuple[str, ...]


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text("utf-8")
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]


def routed(name: str) -> list[Routed]:
    """The messages of a file."""
    return [_routed(line) for line in _lines(name)]


def _routed(line: str) -> Routed:
    head, text, *more = [part.strip() for part in line.split(" | ")]
    kind, language, context, plan = head.split()
    files = tuple(name.strip() for name in more[0].split(",")) if more else ()
    return Routed(
        kind=kind,
        language=language,
        text=text.rstrip("|").strip(),
        attachments=tuple(filter(None, files)),
        has_media="M" in context,
        has_draft="D" in context,
        plan=tuple(STEPS[letter] for letter in plan),
    )


def replies(name: str) -> list[Reply]:
    """The replies of a file, each cut into pieces at places that never change."""
    return [_reply(line) for line in _lines(name)]


def _reply(line: str) -> Reply:
    head, actions, text, keep, drop = [*(p.strip() for p in line.split("||")), "", "", ""][:5]
    text = text.replace("\\n", "\n")
    pairs = [action.strip().partition(":") for action in actions.split(",") if action.strip()]
    return Reply(
        kind=head.split()[0],
        text=text,
        chunks=tuple(cut(text, seed=len(text))),
        actions=frozenset((name, mode) for name, _, mode in pairs),
        keep=_parts(keep) or tuple(part for part in text.split("\n") if part.strip()),
        drop=_parts(drop),
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(" ; ") if part.strip())


def cut(text: str, seed: int) -> list[str]:
    """The text in pieces of one to nine characters."""
    chance = random.Random(seed)
    pieces, at = [], 0
    while at < len(text):
        size = chance.randint(1, 9)
        pieces.append(text[at : at + size])
        at += size
    return pieces
