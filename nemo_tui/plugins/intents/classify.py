"""What one clause asks for."""

import re
from dataclasses import dataclass

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents import grammar
from nemo_tui.plugins.intents.clauses import Clause

_ASKS = (
    (Step.CREDITS, grammar.CREDITS),
    (Step.STATE, grammar.STATE),
    (Step.UPLOAD, grammar.UPLOAD),
)
_EDITS = re.compile(r"\b(?:EDIT|PLACE|THING|LOOK|CREATE|QUOTE) ")
_EDIT_VERB = re.compile(r"\b(?:EDIT|PLACE|CREATE) ")
_PUBLISH = re.compile(
    r"\b(?:UPLOAD|EXPORT|SEND|SENDME|PUT|SAVE|DOWNLOAD) .*?\b(?:ELSEWHERE|AUDIENCE) |\bELSEWHERE (?:[A-Za-z]+ )*UPLOAD "
)
_FROM_WEB = re.compile(r"(?:DOWNLOAD|SENDME|SEND|GET|SAVE|PUT|WANT) (?:[A-Za-z]+ ){0,5}?URL ")
_EDITED_AFTER = re.compile(r"(?:EXPORT|DOWNLOAD|UPLOAD|CREDITS|STATUS|TIMELINE) (?:(?!ME|SENDME|GIVEME|DEVICE|FILE|COPY|FMT|BOX|SHOW|AS|REMAIN|AFFORD|MANY)[A-Za-z]+ )*EDIT (?!SENDME)")
_STANDS = re.compile(r"(?:PLEASE |SHOW |ME )*(?:Q|MANY|WHERE) (?:[A-Za-z]+ )*SOFAR ")
_WISHED = re.compile(r"\b(?:WANT|IWANT) $")
_TO_YOU = re.compile(r"SEND (?:[A-Za-z]+ )*YOU ")
_TO_ME = re.compile(r"\b(?:ME|OVER|SENDME|GIVEME|DEVICE) ")
_BEFORE = re.compile(r"\bBEFORE (?:(?!EDIT|SHOW|EXPORT|DOWNLOAD|SEND|SENDME|Q|MANY)[A-Za-z]+ )*$")
_FETCHED = re.compile(r"DOWNLOAD (?:[A-Za-z]+ )*?FROM (?!DEVICE|DET TIMELINE)")
_TRAILING_NEG = re.compile(r"\bNEG (?:(?:PLEASE|OK|x|I|DET) )*$")
_PREPOSED = re.compile(r"\b(?:NOUNCUE|DET|TO|INDEF|QUOTE) $")


@dataclass(frozen=True)
class Ask:
    """A step that a clause asks for, in the clause's own order."""

    step: Step
    at: int
    of_url: bool = False


def classify(clause: Clause) -> tuple[list[Ask], bool]:
    """The steps of a clause, and whether it asked for one that it then took back."""
    tags = clause.tags
    found = [Ask(step, m.start()) for step, pattern in _ASKS if (m := pattern.search(tags))]
    if not found and _asks_how_it_stands(clause, tags):
        found.append(Ask(Step.STATE, 0))
    at = _export_at(clause, tags)
    if at is not None:
        found.append(Ask(Step.EXPORT, at, _FROM_WEB.search(tags, at) is not None))
    found = [ask for ask in found if not _is_content(ask, clause, tags)]
    if found and (_is_general(tags, found) or _PUBLISH.search(tags)):
        return [Ask(Step.CHAT, 0)], False
    kept = [ask for ask in found if not _is_cancelled(ask, clause, tags)]
    if _asks_for_edit(tags, kept, bool(found)):
        kept.append(Ask(Step.CHAT, _edit_at(tags)))
    if grammar.NAMED_FILE.search(tags):
        kept.append(Ask(Step.EXPORT, len(tags)))
    return sorted(kept, key=lambda ask: ask.at), len(found) > len(kept)


def _export_at(clause: Clause, tags: str) -> int | None:
    for match in grammar.EXPORT.finditer(tags):
        if not _is_noun(match, tags):
            return match.start()
    match = grammar.EXPORT_VERB_LAST.search(tags) if clause.verb_last else None
    return match.start() if match else None


def _is_noun(match: re.Match[str], tags: str) -> bool:
    """Whether "export" or "download" is a thing here ("the export", "put a download arrow")."""
    before = tags[: match.start()]
    if match.group().startswith("SEND "):
        return bool(_TO_YOU.match(tags, match.start())) or bool(_WISHED.search(before) and not _TO_ME.search(tags))
    if not match.group().startswith(("EXPORT ", "DOWNLOAD ", "RENDER ")):
        return False
    if _FETCHED.match(tags, match.start()) and "URL " not in tags:
        return True
    after_edit = _EDIT_VERB.search(before) and not re.search(
        r"(?:PRON|FILE|COPY|URL) $", match.group()
    )
    return bool(after_edit or _PREPOSED.search(before))


def _asks_how_it_stands(clause: Clause, tags: str) -> bool:
    """ "Which song is under the intro right now?": a question about what is there."""
    return bool(_STANDS.match(tags)) and not _EDIT_VERB.search(tags)


def _is_content(ask: Ask, clause: Clause, tags: str) -> bool:
    """Whether the words that look like a request are the object of an edit."""
    if clause.verb_last and _EDITED_AFTER.match(tags, ask.at):
        return True
    found = ask.step is not Step.EXPORT and _EDIT_VERB.search(tags[: ask.at])
    return bool(found) and not _BEFORE.search(tags[: found.start()]) if found else False


def _is_general(tags: str, found: list[Ask]) -> bool:
    """A question about exporting or uploading in general, or about what credits are."""
    steps = {ask.step for ask in found}
    if Step.STATE in steps:
        return False
    if Step.UPLOAD in steps and "UPLOAD " not in tags:
        return False
    marks = "TOPIC" if Step.CREDITS in steps else "HOWTO|TOPIC"
    return bool(re.search(rf"\b(?:{marks}) ", tags)) and "REMAIN " not in tags


def _is_cancelled(ask: Ask, clause: Clause, tags: str) -> bool:
    before = tags[: ask.at]
    if re.search(r"\b(?:NEG|NO|WITHOUT|PURPOSE) ", before) or _BEFORE.search(before):
        return True
    if "FUTURE " in tags and ask.step in (Step.EXPORT, Step.UPLOAD):
        return True
    return clause.free and bool(_TRAILING_NEG.search(tags))


def _asks_for_edit(tags: str, kept: list[Ask], had: bool) -> bool:
    if had and not kept:
        return False
    if "NAMEIT " in tags or ("RESULT " in tags and not _EDIT_VERB.search(tags)):
        return False
    first = min((ask.at for ask in kept), default=len(tags))
    evidence = (_EDIT_VERB if kept else _EDITS).search(tags[:first])
    if not evidence:
        return False
    before = tags[: evidence.start()]
    return "NEG " not in before and not _BEFORE.search(before)


def _edit_at(tags: str) -> int:
    match = _EDITS.search(tags)
    return match.start() if match else 0
