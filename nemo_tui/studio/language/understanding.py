"""From a message to a plan: cut it up, let the recipes take the pieces, join the rest again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language import clauses
from nemo_tui.studio.language.bilingual import say
from nemo_tui.studio.language.corrections import TAKES_BACK
from nemo_tui.studio.language.follow_ups import follow_up
from nemo_tui.studio.language.grouping import Group, Grouping
from nemo_tui.studio.language.memory import kind_of, last_of
from nemo_tui.studio.language.running_order import is_line_up, is_order_of_kinds
from nemo_tui.studio.language.side_wishes import left_over
from nemo_tui.studio.language.unquoted import quoted
from nemo_tui.studio.language.wording import read, shield
from nemo_tui.studio.recipe import Library, Outcome, Recipe, Request
from nemo_tui.studio.recipes.talk import left_alone

_MAX_PIECES = 40
# What is laid on the film is described in the same words as the film.
_OF_THEIR_OWN = frozenset(
    {"text", "overlay", "subtitles", "blur_area", "undo", "film", "clip", "transition", "still"}
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
        told = {_about(outcome): outcome.reply for outcome in self.outcomes}
        said = dict.fromkeys(reply for reply in told.values() if reply)
        return " ".join([*said, *([self.ignored] if self.ignored else [])])

    @property
    def kind(self) -> Literal["done", "question", "refusal", "answer"]:
        """What came of the message as a whole: done when anything was."""
        kinds = {outcome.kind for outcome in self.outcomes}
        if self.draft is not None:
            return "done"
        return "question" if "question" in kinds else "refusal" if "refusal" in kinds else "answer"

    @property
    def left(self) -> Literal["", "question", "refusal"]:
        """Why some of it was left undone, beside what was done."""
        if self.draft is None:
            return ""
        kinds = {outcome.kind for outcome in self.outcomes}
        is_refused = "refusal" in kinds or self.ignored
        return "question" if "question" in kinds else "refusal" if is_refused else ""


def _about(outcome: Outcome) -> object:
    """What a reply is about: of several about one new text, the last tells it all."""
    last = last_of(outcome)
    return last["id"] if last.get("kind") == "text" and last.get("new") else outcome.reply


def understand(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Plan | None:
    """The plan for a message; None when no recipe takes any of it."""
    request = replace(request, text=quoted(request.text))
    offer = request.memory.get("offer")
    if isinstance(offer, str) and offer and _YES.match(request.text.strip()):
        request = replace(request, text=offer, message=offer)
    request = replace(request, text=clauses.bare(request.text))
    withheld = clauses.is_forbidden(request.text) or clauses.is_asked(request.text)
    followed = None if withheld else follow_up(request, draft, library, recipe)
    if followed:
        return _plan([followed], request, draft, [])
    shielded = shield(request.text, library)
    lined_up = is_line_up(shielded.text) or is_order_of_kinds(shielded.text)
    pieces = [clauses.Piece(shielded.text)] if lined_up else clauses.cut(shielded.text)
    pieces = pieces[:_MAX_PIECES]
    wanted = [p for p in pieces if not clauses.is_delivery(shielded.restore(p.text))]
    asked = replace(request, message=request.text)
    if len(wanted) > 1 and TAKES_BACK.fullmatch(wanted[0].text):
        wanted = wanted[1:]
    texts = [shielded.restore(piece.text) for piece in pieces]
    held = [_held(text) for text in texts]
    whole = withheld and not re.search(r"[,，;；。.!?？\n].", request.text)
    polite = (h or clauses.is_qualifier(text) for h, text in zip(held, texts, strict=True))
    if pieces and (whole or (any(held) and all(polite))):
        told = recipe(asked, draft, library)
        if told is None:
            return None
        kept = told if told.kind in ("answer", "refusal") else left_alone(request)
        return _plan([(request.text, kept)], asked, draft, [])
    grouping = Grouping(asked, draft, library, recipe)
    for piece in wanted:
        names = "\x00" in piece.text
        grouping.add(shielded.restore(piece.text), shielded.restore(piece.joint), names=names)
    if not grouping.groups:
        if any(held):
            return None
        outcome = recipe(asked, draft, library)
        if outcome is None and pieces and not wanted:
            outcome = recipe(replace(asked, text="export it", message="export it"), draft, library)
        return _plan([(request.text, outcome)], asked, draft, []) if outcome else None
    done, unmet = _carried_out(grouping.groups, asked, draft, library, recipe)
    return _plan(done, asked, draft, [*grouping.ignored, *unmet])


_YES = re.compile(
    r"(?:yes|yeah|yep|yup|sure|ok(?:ay)?|fine|go ahead|do it|please do|sounds good|"
    r"好的?|可以|行|要|是的?|嗯|对)(?:[ ,](?:please|do it|do that|go ahead|"
    r"thanks))*[吧啊呀]?[.!。!]*$",
    re.I,
)


def _held(text: str) -> bool:
    """Whether a piece is told not to be done, put off, or only asked about."""
    return clauses.is_forbidden(text) or clauses.is_asked(text)


def _carried_out(
    groups: list[Group], request: Request, draft: Draft, library: Library, recipe: Recipe
) -> tuple[list[tuple[str, Outcome]], list[str]]:
    """What came of the groups, and the pieces in them that made no difference."""
    done: list[tuple[str, Outcome]] = []
    unmet: list[str] = []
    for group in groups:
        outcome = recipe(replace(request, text=group.text), draft, library)
        if outcome is None or (outcome.kind != "done" and group.alone != group.text):
            alone = recipe(replace(request, text=group.alone), draft, library)
            outcome = alone if alone and (outcome is None or alone.kind == "done") else outcome
        if outcome is None:
            continue
        for piece in group.doubtful:
            without = group.text.replace(piece, "")
            message = request.message.replace(piece, " ")
            plain = recipe(replace(request, text=without, message=message), draft, library)
            if plain is not None and plain.draft == outcome.draft:
                unmet.append(re.sub(r"^\W*(?:and|then|but)?\s+|^[,，]", "", piece).strip())
        done.append((group.text, outcome))
        before, draft = draft, outcome.draft or draft
        request = replace(request, memory={**request.memory, **outcome.memory})
        for text, more in _besides(group, outcome, request, before, library, recipe):
            done.append((text, more))
            draft = more.draft or draft
            request = replace(request, memory={**request.memory, **more.memory})
    return done, unmet


def _besides(
    group: Group,
    outcome: Outcome,
    request: Request,
    before: Draft,
    library: Library,
    recipe: Recipe,
) -> list[tuple[str, Outcome]]:
    """What a clause asks for besides, carried out on what its first wish came to."""
    draft = outcome.draft
    if draft is None or kind_of(outcome) in _OF_THEIR_OWN:
        return []
    done = []
    wording = read(replace(request, text=group.text), library)
    for text in left_over(wording, before, draft, kind_of(outcome)):
        more = recipe(replace(request, text=text, message=text), draft, library)
        if more is not None and more.kind == "done" and more.draft is not None:
            done.append((text, more))
            draft = more.draft
    return done


def _plan(
    done: list[tuple[str, Outcome]], request: Request, draft: Draft, ignored: list[str]
) -> Plan:
    memory: dict[str, Any] = {"pending": "", "offer": ""}
    result: Draft | None = None
    for text, outcome in done:
        memory.update(outcome.memory)
        if outcome.kind == "question":
            memory.pop("last", None)
        if outcome.draft is not None:
            result = outcome.draft
            memory["clause"] = outcome.memory.get("clause", text)
        if outcome.kind == "question":
            memory["pending"] = outcome.memory.get("pending", text)
    left = " ".join(filter(None, [_left_out(ignored, request), _other_files(done, draft, request)]))
    outcomes = tuple(outcome for _, outcome in done)
    return Plan(outcomes, result, memory, request.text[:120], left)


def _other_files(done: list[tuple[str, Outcome]], draft: Draft, request: Request) -> str:
    """What is told where one message asks for several kinds of file: the last is made."""
    made, now = [], draft.canvas.format
    for _, outcome in done:
        if outcome.draft is not None and outcome.draft.canvas.format != now:
            now = outcome.draft.canvas.format
            made.append(now.upper())
    if len(made) < 2:
        return ""
    return say(
        request.language,
        f"One export makes one file: this one is the {made[-1]}. Ask for the {made[0]} after it.",
        f"一次只能导出一个文件:这次是 {made[-1]},{made[0]} 请之后再要。",
    )


def _left_out(ignored: list[str], request: Request) -> str:
    if not ignored:
        return ""
    quoted = "; ".join(ignored)[:120]
    return say(
        request.language,
        f"I left out “{quoted}”: that is not something I know how to do.",
        f"“{quoted}”这部分我不会做,没有处理。",
    )
