"""From a message to a plan: cut it up, let the recipes take the pieces, join the rest again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from nemo_tui.studio import clauses
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language import say
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.wording import shield

Recipe = Callable[[Request, Draft, Library], Outcome | None]
_MAX_PIECES = 40
_PLACES = re.compile(
    r"\d|top|bottom|corner|left|right|cent(?:er|re)|middle|start|beginning|\bend\b|first|last|second|"
    r"third|clip|\x00|[一二两三四五六七八九十半]+秒|左|右|上|下|中间|角|开头|结尾|片头|片尾|第|最后|段|全程|整个"
)


@dataclass(frozen=True)
class Plan:
    """What is to be said and, when something was done, the new draft and memory."""

    outcomes: tuple[Outcome, ...]
    draft: Draft | None = None
    memory: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    ignored: str = ""

    @property
    def reply(self) -> str:
        """All replies in order, each once."""
        said = dict.fromkeys(outcome.reply for outcome in self.outcomes if outcome.reply)
        return " ".join([*said, *([self.ignored] if self.ignored else [])])


@dataclass(frozen=True)
class Group:
    """A piece that a recipe takes, together with its qualifiers."""

    text: str
    alone: str


def understand(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Plan | None:
    """The plan for a message; None when no recipe takes any of it."""
    answered = _pending(request, draft, library, recipe)
    if answered:
        return answered
    shielded = shield(request.text, library)
    pieces = clauses.cut(shielded.text)[:_MAX_PIECES]
    wanted = [p for p in pieces if not clauses.is_delivery(shielded.restore(p.text))]
    asked = replace(request, message=request.text)
    groups, ignored = _grouped(wanted, shielded.restore, asked, draft, library, recipe)
    if not groups:
        outcome = recipe(asked, draft, library)
        return _plan([(request.text, outcome)], asked, draft, []) if outcome else None
    done = _carried_out(groups, asked, draft, library, recipe)
    return _plan(done, asked, draft, ignored)


def _grouped(
    pieces: list[clauses.Piece],
    restore: Callable[[str], str],
    request: Request,
    draft: Draft,
    library: Library,
    recipe: Recipe,
) -> tuple[list[Group], list[str]]:
    """Pieces that some recipe takes as they stand, with what belongs to them."""
    groups: list[Group] = []
    ignored: list[str] = []
    lead = ""
    for piece in pieces:
        text = restore(piece.text)
        joined = f"{restore(piece.joint)}{text}"
        taken = None
        if not clauses.is_qualifier(text):
            taken = recipe(replace(request, text=text), draft, library)
        if taken is not None and taken.kind != "answer" or taken is not None and not groups:
            groups.append(Group(f"{lead}{restore(piece.joint) if lead else ''}{text}", text))
            draft = taken.draft or draft
            lead = ""
        elif groups:
            groups[-1] = replace(groups[-1], text=groups[-1].text + joined)
            if not clauses.is_qualifier(text) and clauses.looks_like_request(text):
                ignored.append(text)
        elif _PLACES.search(piece.text):
            lead = f"{lead}{joined if lead else text}"
    return groups, ignored


def _carried_out(
    groups: list[Group], request: Request, draft: Draft, library: Library, recipe: Recipe
) -> list[tuple[str, Outcome]]:
    done: list[tuple[str, Outcome]] = []
    for group in groups:
        outcome = recipe(replace(request, text=group.text), draft, library)
        if outcome is None or (outcome.kind != "done" and group.alone != group.text):
            alone = recipe(replace(request, text=group.alone), draft, library)
            outcome = alone if alone and (outcome is None or alone.kind == "done") else outcome
        if outcome is None:
            continue
        done.append((group.text, outcome))
        draft = outcome.draft or draft
        request = replace(request, memory={**request.memory, **outcome.memory})
    return done


def _plan(
    done: list[tuple[str, Outcome]], request: Request, draft: Draft, ignored: list[str]
) -> Plan:
    memory: dict[str, Any] = {"pending": ""}
    result: Draft | None = None
    for text, outcome in done:
        memory.update(outcome.memory)
        if outcome.draft is not None:
            result = outcome.draft
            memory["clause"] = text
        if outcome.kind == "question":
            memory["pending"] = text
    left = _left_out(ignored, request) if ignored else ""
    outcomes = tuple(outcome for _, outcome in done)
    return Plan(outcomes, result, memory, request.text[:120], left)


def _left_out(ignored: list[str], request: Request) -> str:
    quoted = "; ".join(ignored)[:120]
    return say(
        request.language,
        f"I left out “{quoted}”: that is not something I know how to do.",
        f"“{quoted}”这部分我不会做,没有处理。",
    )


def _pending(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Plan | None:
    """An answer to the question asked last: what was asked for, completed by the message."""
    pending = request.memory.get("pending")
    if not isinstance(pending, str) or not pending or len(request.text) > 120:
        return None
    alone = recipe(replace(request, message=request.text), draft, library)
    if alone is not None and alone.kind in ("done", "refusal"):
        return None
    text = f"{pending} {request.text}"
    outcome = recipe(replace(request, text=text, message=text), draft, library)
    if outcome is None or outcome.kind != "done":
        return None
    return _plan([(text, outcome)], request, draft, [])
